"""The harbour example: an invented city that shows what a real one happened not to have."""
