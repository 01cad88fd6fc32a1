"""The workplace and its API."""
