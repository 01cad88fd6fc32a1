"""Verbs: who did what, allowed, once, on record."""
