"""Writes the templates of the built-in forms: ``python -m scripts.forms.build``."""
