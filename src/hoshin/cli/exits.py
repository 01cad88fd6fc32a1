"""Exit codes, and the one way in which a command stops early."""

from __future__ import annotations

CLEAN, PROBLEMS, BAD_USE, FAULT = 0, 1, 2, 70


class StopError(Exception):
    """The command cannot go on; why has been said to the person, ``code`` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
