"""What is said of a change of a goal that makes it easier than the start, or turns it round."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hoshin.domain.indicators import Comparison, Direction, Indicator, Target
from hoshin.engine.goal_changes import cautions

WASTE = Indicator(id="waste", name="ごみ", unit="g", direction=Direction.DECREASE)
TARGET = Target(
    id="t",
    plan="p",
    indicator="waste",
    unit="g",
    baseline_value=Decimal(912),
    goal_value=Decimal(850),
)


def _codes(before: Target, indicator: Indicator, **changes: object) -> list[str]:
    after = replace(before, **changes)  # type: ignore[arg-type]
    return [one.code for one in cautions(before, after, indicator)]


@pytest.mark.parametrize(
    ("goal", "codes"),
    [("840", []), ("900", []), ("912", []), ("912.1", ["goal-behind-baseline"])],
)
@pytest.mark.parametrize("direction", [Direction.DECREASE, Direction.UNDECLARED])
def test_a_goal_behind_its_baseline_is_told(
    goal: str, codes: list[str], direction: Direction
) -> None:
    indicator = replace(WASTE, direction=direction)
    assert _codes(TARGET, indicator, goal_value=Decimal(goal)) == codes


def test_the_caution_names_both_figures() -> None:
    (said,) = cautions(TARGET, replace(TARGET, goal_value=Decimal(930)), WASTE)
    assert "減らす" in said.sentence_ja and "930g" in said.sentence_ja
    assert "912g" in said.sentence_ja and "above the baseline (912 g)" in said.sentence_en


def test_a_moved_baseline_and_a_turned_comparison_are_told() -> None:
    assert _codes(TARGET, WASTE, baseline_value=Decimal(840)) == ["goal-behind-baseline"]
    assert _codes(TARGET, WASTE, comparison=Comparison.AT_LEAST) == ["direction-reversed"]
    rising = replace(TARGET, baseline_value=Decimal(10), comparison=Comparison.AT_LEAST)
    assert _codes(rising, WASTE, comparison=Comparison.AT_MOST) == ["direction-reversed"]


def test_what_has_no_side_is_left_alone() -> None:
    assert _codes(replace(TARGET, baseline_value=None), WASTE, goal_value=Decimal(930)) == []
    assert _codes(replace(TARGET, comparison=Comparison.EQUAL), WASTE, goal_value=Decimal(1)) == []
