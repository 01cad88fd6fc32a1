"""The public site: judged plans in, a folder of static pages in two languages out."""
