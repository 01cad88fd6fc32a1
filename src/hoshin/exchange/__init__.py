"""Lossless formats, read and written."""
