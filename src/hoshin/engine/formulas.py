"""The formulas of achievement (達成度): exact ratios, the side of a goal, the time that has passed.

Definitions: design, section 5. All values of one call are in one unit; nothing is capped.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.indicators import Comparison, Direction, Method
from hoshin.domain.periods import Period
from hoshin.engine.exact import round_half_away


class NotComputable(StrEnum):
    """Why there is no ratio."""

    NO_ACTUAL = "no_actual"
    NO_BASELINE = "no_baseline"
    KEEP_LEVEL = "keep_level"
    ZERO_DENOMINATOR = "zero_denominator"
    IN_WORDS = "in_words"
    MET_OR_NOT = "met_or_not"
    UNITS_DIFFER = "units_differ"
    NO_MILESTONE = "no_milestone"
    NO_ELAPSED_TIME = "no_elapsed_time"
    WITHHELD = "withheld"


def percentage(ratio: Fraction, decimals: int) -> Decimal:
    """A ratio as a percentage, rounded once to ``decimals``, half away from zero."""
    return round_half_away(ratio * 100, decimals)


def ratio_of(
    method: Method, actual: Fraction, baseline: Fraction | None, goal: Fraction | None
) -> tuple[Fraction | None, NotComputable | None]:
    """The exact ratio of a numeric method, or the reason why there is none.

    All values in one unit. ``points``, ``schedule`` and ``spent`` divide what is reached by what
    is planned, as ``attainment`` does.
    """
    if goal is None:
        return None, NotComputable.IN_WORDS
    match method:
        case Method.PROGRESS:
            if baseline is None:
                return None, NotComputable.NO_BASELINE
            if goal == baseline:
                return None, NotComputable.KEEP_LEVEL
            return (actual - baseline) / (goal - baseline), None
        case Method.ATTAINMENT_INVERSE:
            if actual == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return goal / actual, None
        case Method.ATTAINMENT_REFLECTED:
            if goal == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return (2 * goal - actual) / goal, None
        case _:
            if goal == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return actual / goal, None


def is_met(
    actual: Fraction,
    goal: Fraction | None,
    upper: Fraction | None,
    comparison: Comparison,
    direction: Direction,
) -> bool | None:
    """Whether a value meets its goal; None where no side is declared to compare on."""
    if goal is None:
        return None
    match comparison:
        case Comparison.AT_LEAST:
            return actual >= goal
        case Comparison.AT_MOST:
            return actual <= goal
        case Comparison.EQUAL:
            return actual == goal
        case Comparison.RANGE:
            return None if upper is None else goal <= actual <= upper
        case Comparison.REACH:
            if direction is Direction.INCREASE:
                return actual >= goal
            if direction is Direction.DECREASE:
                return actual <= goal
            return actual == goal if direction is Direction.MAINTAIN else None
        case _:
            return None


def elapsed_share(first: Period | None, last: Period | None, now: Period) -> Fraction | None:
    """The share of the way from ``first`` to ``last`` that has passed at ``now``, in whole years.

    None when a period is missing or no time has passed (年次按分: k years of n).
    """
    if first is None or last is None:
        return None
    whole = last.final_year - first.final_year
    passed = now.final_year - first.final_year
    if whole <= 0 or passed <= 0:
        return None
    return Fraction(passed, whole)
