"""Slides: what is said aloud, as a presentation that can be edited, charts included."""
