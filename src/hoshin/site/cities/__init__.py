"""The site of several cities: each city's own site, and their common series side by side."""
