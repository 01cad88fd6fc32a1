"""The public site: judged figures in, a folder of static files out."""
