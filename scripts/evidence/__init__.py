"""A trial of the integrated project: invented raw records, and how indicators are measured."""
