"""How far the building of a nation is: told stage by stage, for whoever waits."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What is being done, in order."""

    DEALING = "dealing"  # the unsorted observations into parts
    JUDGING = "judging"
    SORTING = "sorting"
    COMPARING = "comparing"  # distribution and findings, across cities


Progress = Callable[[Stage, int, int], None]
"""Told the stage, how much of it is done, and of how much."""


def nobody(stage: Stage, done: int, total: int) -> None:
    """Where nobody waits."""
