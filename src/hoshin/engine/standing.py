"""Where a target stands: reached, on the way, unchanged, or moved the other way."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from hoshin.domain.indicators import Comparison, Direction, Target
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import NotComputable


class Standing(StrEnum):
    """Where a target stands, in neutral words that hold for any city's grades.

    ``short`` is a goal not met where no baseline says from which side the value came.
    """

    REACHED = "reached"
    TOWARD = "toward"
    UNCHANGED = "unchanged"
    SHORT = "short"
    AWAY = "away"
    NOT_JUDGED = "not_judged"


def standing_of(
    target: Target,
    direction: Direction,
    value: Fraction | None,
    *,
    met: bool | None,
    not_computable: NotComputable | None,
) -> Standing:
    """Where a value stands between the target's baseline and its goal.

    ``value`` is in the target's unit; ``met`` and ``not_computable`` are what was judged of it.
    """
    if met:
        return Standing.REACHED
    if not_computable in (
        NotComputable.WITHHELD,
        NotComputable.NO_ACTUAL,
        NotComputable.UNITS_DIFFER,
    ):
        return Standing.NOT_JUDGED
    if value is None or target.baseline_value is None:
        return Standing.NOT_JUDGED if met is None else Standing.SHORT
    baseline = as_fraction(target.baseline_value)
    if value == baseline:
        return Standing.UNCHANGED
    toward = _is_toward(target, direction, value, baseline)
    if toward is None:
        return Standing.NOT_JUDGED
    return Standing.TOWARD if toward else Standing.AWAY


def _is_toward(
    target: Target, direction: Direction, value: Fraction, baseline: Fraction
) -> bool | None:
    """Whether a value moved to the wanted side; None where no side is declared."""
    if direction is Direction.INCREASE:
        return value > baseline
    if direction is Direction.DECREASE:
        return value < baseline
    if target.comparison is Comparison.AT_LEAST:
        return value > baseline
    if target.comparison is Comparison.AT_MOST:
        return value < baseline
    undeclared = direction is Direction.UNDECLARED and target.comparison is Comparison.REACH
    if target.goal_value is None or undeclared:
        return None
    lower = as_fraction(target.goal_value)
    upper = lower if target.goal_upper is None else as_fraction(target.goal_upper)

    def distance(one: Fraction) -> Fraction:
        return max(lower - one, one - upper, Fraction(0))

    return distance(value) < distance(baseline)
