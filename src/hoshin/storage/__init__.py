"""Every table of the workplace."""
