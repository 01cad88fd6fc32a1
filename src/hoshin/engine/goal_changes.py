"""Changes of goals: what whoever proposes and whoever decides must see before a goal moves.

Nothing here refuses. A goal may be set back with good reason; then somebody has read that it is.
All comparisons are exact, in the unit of the target.
"""

from __future__ import annotations

from hoshin.domain.indicators import Comparison, Direction, Indicator, Target
from hoshin.domain.questions import Question

_OF_COMPARISON = {Comparison.AT_LEAST: 1, Comparison.AT_MOST: -1}
_OF_DIRECTION = {Direction.INCREASE: 1, Direction.DECREASE: -1}
_WITH_A_SIDE = (Comparison.REACH, Comparison.AT_LEAST, Comparison.AT_MOST)


def cautions(before: Target, after: Target, indicator: Indicator) -> tuple[Question, ...]:
    """What is to be said of a proposed change of a target; nothing where all is in order.

    Codes: ``goal-behind-baseline``, where staying at the baseline would do for the goal and more;
    ``direction-reversed``, where a target to be raised becomes one to be lowered or the other way
    round. Goals in words, exact ones and ranges have no side, so that nothing is said of them.
    """
    wanted = _wanted(before, indicator)
    found = []
    if wanted and after.comparison in _WITH_A_SIDE and _way(after) == -wanted:
        found.append(_behind(after, wanted))
    if wanted and _OF_COMPARISON.get(after.comparison) == -wanted:
        found.append(_reversed(wanted))
    return tuple(found)


def _wanted(target: Target, indicator: Indicator) -> int:
    """1 where the value is to rise, -1 where it is to fall, 0 where neither can be said.

    The comparison says it first, then the declared direction, then the way to the present goal.
    """
    if target.comparison in _OF_COMPARISON:
        return _OF_COMPARISON[target.comparison]
    if target.comparison is not Comparison.REACH:
        return 0
    if indicator.direction in _OF_DIRECTION:
        return _OF_DIRECTION[indicator.direction]
    return _way(target)


def _way(target: Target) -> int:
    """1 where the goal is above the baseline, -1 where below; 0 where equal or one is missing."""
    if target.goal_value is None or target.baseline_value is None:
        return 0
    return (target.goal_value > target.baseline_value) - (target.goal_value < target.baseline_value)


def _behind(target: Target, wanted: int) -> Question:
    goal, baseline = f"{target.goal_value:f}", f"{target.baseline_value:f}"
    ja, en = ("増やす", "be raised") if wanted > 0 else ("減らす", "be lowered")
    side_ja, side_en = ("小さい", "below") if wanted > 0 else ("大きい", "above")
    unit = target.unit
    return Question(
        "goal-behind-baseline",
        f"{ja}ことを目指す目標ですが、変えたあとの目標値（{goal}{unit}）は当初値"
        f"（{baseline}{unit}）より{side_ja}値です。当初より悪くなっても達成になります。",
        f"The target is to {en}, but the changed goal ({goal} {unit}) is {side_en} the baseline "
        f"({baseline} {unit}): it would be reached even by a value worse than the baseline.",
    )


def _reversed(wanted: int) -> Question:
    ja = ("増やす", "減らす") if wanted > 0 else ("減らす", "増やす")
    en = ("raised", "lowered") if wanted > 0 else ("lowered", "raised")
    return Question(
        "direction-reversed",
        f"{ja[0]}目標が、{ja[1]}目標に変わります。目指す向きが逆です。",
        f"A value that was to be {en[0]} would now have to be {en[1]}: the direction is reversed.",
    )
