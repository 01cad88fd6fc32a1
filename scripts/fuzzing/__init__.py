"""Fuzzing: broken and hostile documents made by a machine, until a reader fails."""
