"""Pages: what each kind of page shows, as finished texts that a template only has to lay out."""
