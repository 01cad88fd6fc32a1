"""Builds examples/kumamoto from the transcription of the city's five documents."""
