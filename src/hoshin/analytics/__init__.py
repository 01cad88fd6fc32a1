"""Raw evidence to observations, and bulk judgement of a nation of plans."""
