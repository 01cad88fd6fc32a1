"""Targets: goals on the wrong side, already met, or restated with other figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hoshin.domain.indicators import Comparison, Direction, Target
from hoshin.domain.problems import Problem
from hoshin.domain.words import Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import (
    goal_of,
    goal_year,
    indicator_name,
    value_with_unit,
    when,
)
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import is_met

TARGET_WRONG_SIDE = warning(
    "target-wrong-side",
    Words("目標が改善と逆の側にある", "A goal on the wrong side of its baseline"),
    Words(
        "目標へ近づくほど悪くなる形なので、進捗率の正負が実態と逆になります。",
        "To approach the goal is to get worse, so the sign of the progress says the opposite of "
        "what happens.",
    ),
)
TARGET_MET_AT_START = warning(
    "target-met-at-start",
    Words("当初から目標を満たしている", "A goal that is met at the start"),
    Words(
        "何もしなくても達成になるため、目標が取組を促しません。",
        "It is reached without doing anything, so the goal asks for nothing.",
    ),
)
TARGET_EQUALS_BASELINE = note(
    "target-equals-baseline",
    Words("目標が当初値と同じ", "A goal equal to its baseline"),
    Words(
        "進捗率は0で割ることになり計算できません。満たすかどうかだけを判定します。",
        "Progress would divide by zero; only whether it is met can be said.",
    ),
)
DIRECTION_UNDECLARED = note(
    "direction-undeclared",
    Words("指標の向きが決められていない", "An indicator without a declared direction"),
    Words(
        "増やすのか減らすのかが決まっていないと、達成したかどうかを言えません。",
        "Unless it is said whether more or less is wanted, nobody can say if the goal is met.",
    ),
)
RESTATED_DIFFERS = warning(
    "restated-differs",
    Words("再掲の数字が元と違う", "A repeated listing with other figures"),
    Words(
        "同じ目標のはずの2つの欄に違う数字があり、どちらが正しいか分かりません。",
        "Two listings of one target print different figures; it is not clear which one counts.",
    ),
)
_STATED_SIDES = (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.RANGE)


def starts(facts: Facts) -> Iterator[Problem]:
    """Goals that their own baseline contradicts, once for listings that repeat each other."""
    for group in facts.same_listings:
        target = group[0]
        indicator = facts.indicators.get(target.indicator)
        if indicator is None or target.baseline_value is None or target.goal_value is None:
            continue
        related = [row.id for row in group]
        if target.goal_value == target.baseline_value and target.goal_upper is None:
            yield _equals_baseline(facts, target, indicator.direction, related)
            continue
        baseline, goal = as_fraction(target.baseline_value), as_fraction(target.goal_value)
        upper = None if target.goal_upper is None else as_fraction(target.goal_upper)
        met = is_met(baseline, goal, upper, target.comparison, indicator.direction)
        if met and target.comparison is Comparison.REACH:
            yield _wrong_side(facts, target, indicator.direction, related)
        elif met and target.comparison in _STATED_SIDES:
            yield _met_at_start(facts, target, related)


def _wrong_side(
    facts: Facts, target: Target, direction: Direction, related: Sequence[str]
) -> Problem:
    assert target.baseline_value is not None
    name, goal = indicator_name(facts, target.indicator), goal_of(target)
    start = value_with_unit(target.baseline_value, target.unit)
    decrease = direction is Direction.DECREASE
    wanted = Words("減らす", "reduced") if decrease else Words("増やす", "raised")
    side = Words("上", "above") if decrease else Words("下", "below")
    return TARGET_WRONG_SIDE.problem(
        at("targets", target, "goal_value"),
        Words(
            f"{name.ja}は{wanted.ja}指標ですが、目標{goal.ja}は当初値{start.ja}より{side.ja}にあり、"
            "当初からすでに満たしています。",
            f"{name.en} is to be {wanted.en}, but its goal {goal.en} lies {side.en} the baseline "
            f"{start.en}: it is met from the start.",
        ),
        Words(
            "目標値か向きの写し間違いを確かめ、意図したもの(悪化を抑える目標)なら「以上・以下」の"
            "目標にして注記してください。",
            "Look for a wrong goal or direction. A goal that is meant to limit a worsening is "
            "stated as at least or at most, with a remark.",
        ),
        related,
    )


def _met_at_start(facts: Facts, target: Target, related: Sequence[str]) -> Problem:
    assert target.baseline_value is not None
    name, goal = indicator_name(facts, target.indicator), goal_of(target)
    start = value_with_unit(target.baseline_value, target.unit)
    period = when(target.baseline_period)
    return TARGET_MET_AT_START.problem(
        at("targets", target, "goal_value"),
        Words(
            f"{name.ja}の当初値{start.ja}（{period.ja}）は、目標{goal.ja}をすでに満たしています。",
            f"The baseline {start.en} of {name.en} ({period.en}) already meets the goal {goal.en}.",
        ),
        Words(
            "維持が目的なら現状維持と明記し、そうでなければ目標値を見直してください。",
            "Say that the level is to be kept if that is meant; otherwise reconsider the goal.",
        ),
        related,
    )


def _equals_baseline(
    facts: Facts, target: Target, direction: Direction, related: Sequence[str]
) -> Problem:
    name, goal = indicator_name(facts, target.indicator), goal_of(target)
    kept = direction is Direction.MAINTAIN
    hint = Words(
        named(
            "現状維持が目的なら、指標の向きを {direction=maintain}、方法を "
            "{method=threshold} にしてください。"
        ),
        named(
            "If the level is to be kept, declare the direction {direction=maintain} "
            "and the method {method=threshold}."
        ),
    )
    if kept:
        hint = Words(
            "現状維持の目標として、満たすかどうかだけを公表してください。",
            "Publish it as a level to keep: met or not met, without a rate.",
        )
    return TARGET_EQUALS_BASELINE.problem(
        at("targets", target, "goal_value"),
        Words(
            f"{name.ja}の目標{goal.ja}は当初値と同じで、進捗率は計算できません。",
            f"The goal {goal.en} of {name.en} equals its baseline, so there is no progress rate.",
        ),
        hint,
        related,
    )


def undeclared_directions(facts: Facts) -> Iterator[Problem]:
    """Indicators with a numeric goal to reach, but no side from which to reach it."""
    for indicator in facts.city.indicators:
        if indicator.direction is not Direction.UNDECLARED:
            continue
        blind = [
            row
            for row in facts.targets_of_indicator.get(indicator.id, ())
            if row.comparison in (Comparison.REACH, Comparison.DIRECTION_ONLY)
        ]
        if blind:
            name = indicator_name(facts, indicator.id)
            yield DIRECTION_UNDECLARED.problem(
                at("indicators", indicator, "direction"),
                Words(
                    f"{name.ja}は増やすのか減らすのかが宣言されておらず、"
                    f"{len(blind)}件の目標の達成・未達成を言えません。",
                    f"It is not declared whether {name.en} is to rise or fall, so {len(blind)} "
                    "of its targets cannot be called met or not met.",
                ),
                Words(
                    named(
                        "担当課に確かめ、{direction} に {direction=increase}、"
                        "{direction=decrease} などを書いてください。"
                    ),
                    named(
                        "Ask the section, and write {direction=increase}, {direction=decrease} … "
                        "in {direction}."
                    ),
                ),
                (row.id for row in blind),
            )


def restated(facts: Facts) -> Iterator[Problem]:
    """Repeated listings whose figures are not those of the first."""
    for target in facts.city.targets:
        first = facts.first_listing(target)
        if first is target or first.indicator != target.indicator:
            continue
        own, other = (_figures(row) for row in (target, first))
        if own != other:
            name = indicator_name(facts, target.indicator)
            mine, theirs = _said_figures(target), _said_figures(first)
            yield RESTATED_DIFFERS.problem(
                at("targets", target, "goal_value"),
                Words(
                    f"{name.ja}の再掲は{mine.ja}ですが、元の欄は{theirs.ja}です。",
                    f"The repeated listing of {name.en} prints {mine.en}, the first {theirs.en}.",
                ),
                Words(
                    named(
                        "どちらが正しいか確かめてください。別の目標なら {restates} を空にします。"
                    ),
                    named("Look which one is right. If they are two targets, empty {restates}."),
                ),
                (first.id,),
            )


def _figures(row: Target) -> tuple[object, ...]:
    return (row.baseline_value, row.goal_value, row.goal_upper, row.goal_text, goal_year(row))


def _said_figures(row: Target) -> Words:
    start = Words("なし", "none")
    if row.baseline_value is not None:
        start = value_with_unit(row.baseline_value, row.unit)
    goal, year = goal_of(row), goal_year(row) or "-"
    return Words(
        f"当初{start.ja}・目標{goal.ja}（{year}年）",
        f"baseline {start.en}, goal {goal.en} ({year})",
    )


CHECKS = (
    Check(starts, (TARGET_WRONG_SIDE, TARGET_MET_AT_START, TARGET_EQUALS_BASELINE)),
    Check(undeclared_directions, (DIRECTION_UNDECLARED,)),
    Check(restated, (RESTATED_DIFFERS,)),
)
