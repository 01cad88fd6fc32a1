"""Words: what a plan, an indicator and a value are."""
