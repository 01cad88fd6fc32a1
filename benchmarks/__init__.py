"""Speed, measured as ratios in one run against what a person would use instead."""
