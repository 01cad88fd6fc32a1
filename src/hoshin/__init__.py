"""A city's plans as data, judged exactly and published."""

__version__ = "0.1.0"
