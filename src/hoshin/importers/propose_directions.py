"""The direction in which a new indicator is wanted to move: asked for, at most suggested."""

from __future__ import annotations

from hoshin.domain.indicators import Comparison, Direction
from hoshin.domain.proposals import FieldChange
from hoshin.importers.findings import FoundIndicator, ValueRole


def suggested_direction(found: FoundIndicator) -> tuple[tuple[FieldChange, ...], bool]:
    """The likely direction of a listing, to be confirmed, and whether a person must declare one.

    A number to be reached is judged by the declared direction only. Where goal and baseline
    differ, the way from one to the other is suggested; a bound (以上, 以下) says its own direction.
    """
    goals = [one for one in found.of_role(ValueRole.GOAL) if one.value.number is not None]
    bare = [one for one in goals if one.value.comparison is Comparison.REACH]
    if not bare:
        return (), False
    baselines = [one.value.number for one in found.of_role(ValueRole.BASELINE)]
    baseline = next((one for one in baselines if one is not None), None)
    goal = bare[0].value.number
    if baseline is None or goal is None or goal == baseline:
        return (), True
    likely = Direction.INCREASE if goal > baseline else Direction.DECREASE
    return (FieldChange("direction", Direction.UNDECLARED.value, likely.value),), True
