"""Pace (進み方): the change a year needed to reach a goal, beside the change a year so far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hoshin.domain.indicators import Target
from hoshin.engine.exact import as_fraction
from hoshin.engine.series import Point


@dataclass(frozen=True, slots=True)
class Pace:
    """The change a year needed from now to the goal, beside the change a year achieved so far.

    In the target's unit, exact. ``needed`` is None when the goal's period is over or reached.
    """

    achieved: Fraction | None
    needed: Fraction | None
    years_passed: int
    years_left: int


def pace_of(
    target: Target, actual: Point | None, value: Fraction | None, *, met: bool | None
) -> Pace | None:
    """The pace of a target; None where no value can be set against a baseline."""
    if (
        actual is None
        or value is None
        or target.baseline_value is None
        or target.baseline_period is None
    ):
        return None
    baseline = as_fraction(target.baseline_value)
    passed = actual.period.final_year - target.baseline_period.final_year
    achieved = (value - baseline) / passed if passed > 0 else None
    left = 0
    needed: Fraction | None = None
    if target.goal_value is not None and target.goal_period is not None:
        left = max(target.goal_period.final_year - actual.period.final_year, 0)
        if left > 0 and not met:
            needed = (as_fraction(target.goal_value) - value) / left
    return Pace(achieved, needed, passed, left)
