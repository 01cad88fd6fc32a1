"""Official documents, written from one release."""
