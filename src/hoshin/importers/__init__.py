"""Other people's documents, read into proposals."""
