"""Goals compared: one indicator with several goals, in one plan or in several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hoshin.domain.indicators import Direction, Target
from hoshin.domain.problems import Problem
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.figures_compared import Figure, agree, same_number
from hoshin.engine.checks.rule import Check, at, warning
from hoshin.engine.checks.saying import (
    goal_of,
    goal_year,
    indicator_name,
    listed,
    places_of,
    value_with_unit,
    when,
)
from hoshin.engine.checks.units import has_mixed_scales

GOAL_DIFFERS = warning(
    "goal-differs",
    Words("同じ年の目標値が計画により違う", "Different goals for the same year"),
    Words(
        "同じ時期に有効な計画が同じ年に違う目標を掲げ、どちらで判定するか説明できません。",
        "Plans in force together promise different values for the same year.",
    ),
)
TARGET_DEFERRED = warning(
    "target-deferred",
    Words("同じ目標値が後の年に先送りされている", "The same goal set for a later year"),
    Words(
        "達成しないまま年だけが延びており、なぜ遅れたかの説明が要ります。",
        "The goal was not reached and only its year moved; the delay needs an explanation.",
    ),
)
GOAL_WEAKER_LATER = warning(
    "goal-weaker-later",
    Words("後の年の目標が前の年の目標より弱い", "A later goal that asks for less"),
    Words(
        "同じ時期の計画どうしで、先に達成するはずの水準を後の目標が下回ります。",
        "Of plans in force together, the later goal lies behind what should be reached before it.",
    ),
)
MILESTONE_DIFFERS = warning(
    "milestone-differs-from-goal",
    Words("目標年の年次目標が最終目標と違う", "A milestone that is not the goal of its year"),
    Words(
        "同じ年に2つの目標値があり、どちらで判定するか決まりません。",
        "Two values are aimed at in one year, and it is not settled which of them counts.",
    ),
)


def goals_compared(facts: Facts) -> Iterator[Problem]:
    """Goals of one indicator, area and breakdown, set side by side."""
    for targets in facts.targets_of_indicator.values():
        cuts: dict[tuple[str | None, str], list[Target]] = defaultdict(list)
        for target in targets:
            dated = target.goal_value is not None and goal_year(target) is not None
            if dated and target.goal_upper is None:
                cuts[target.ref_area, target.breakdown].append(target)
        for cut in cuts.values():
            yield from _different_goals(facts, cut)
            yield from _deferred_goals(facts, cut)
            yield from _weaker_goals(facts, cut)


def _figure(target: Target) -> Figure:
    assert target.goal_value is not None
    return Figure(target.goal_value, target.unit)


def _same_goal(one: Target, other: Target) -> bool:
    return agree(_figure(one), _figure(other)) is not False or same_number(
        _figure(one), _figure(other)
    )


def _different_goals(facts: Facts, targets: Sequence[Target]) -> Iterator[Problem]:
    years: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        years[goal_year(target) or 0].append(target)
    for year, same_year in years.items():
        for place, first in enumerate(same_year):
            others = [
                row
                for row in same_year[place + 1 :]
                if not _same_goal(first, row) and facts.plans_compete(first.plan, row.plan)
            ]
            if others:
                yield _contradicting(facts, year, [first, *others], same_year)
                break


def _contradicting(
    facts: Facts, year: int, rivals: Sequence[Target], same_year: Sequence[Target]
) -> Problem:
    name, shown = indicator_name(facts, rivals[0].indicator), _by_plan(facts, rivals)
    return GOAL_DIFFERS.problem(
        at("targets", rivals[-1], "goal_value"),
        Words(
            f"{name.ja}の{year}年の目標値が食い違っています: {shown.ja}",
            f"The goals of {name.en} for {year} differ: {shown.en}",
        ),
        Words(
            "どの計画の目標を市の目標とするかを決め、もう一方に理由を注記してください。",
            "Settle which one is the city's goal, and give the reason for the other.",
        ),
        (row.id for row in same_year),
    )


def _deferred_goals(facts: Facts, targets: Sequence[Target]) -> Iterator[Problem]:
    left = list(targets)
    while left:
        first = left[0]
        same = [row for row in left if row is first or _same_goal(first, row)]
        taken = {row.id for row in same}
        left = [row for row in left if row.id not in taken]
        years = sorted({goal_year(row) or 0 for row in same})
        early = [row for row in same if goal_year(row) == years[0]]
        if len(years) < 2 or any(_was_met(facts, row) for row in early):
            continue
        same.sort(key=lambda row: goal_year(row) or 0)
        last = next(row for row in same if goal_year(row) == years[-1])
        name, goal = indicator_name(facts, first.indicator), goal_of(first)
        shown = _by_plan(facts, same, with_value=False)
        moved = Words(
            f"年が{years[0]}年から{years[-1]}年へ延びています",
            f"moves from {years[0]} to {years[-1]}",
        )
        if len({row.plan for row in same}) == 1:
            moved = Words(
                f"年が一つの計画の中で{years[0]}年と{years[-1]}年に分かれています",
                f"is set for {years[0]} and for {years[-1]} within one plan",
            )
        yield TARGET_DEFERRED.problem(
            at("targets", last, "goal_period"),
            Words(
                f"{name.ja}の同じ目標{goal.ja}の{moved.ja}: {shown.ja}",
                f"The same goal {goal.en} of {name.en} {moved.en}: {shown.en}",
            ),
            Words(
                "年を延ばした理由と、前の年までの達成状況を書き添えてください。",
                "Say why the year was moved, and how far the goal was reached until then.",
            ),
            (row.id for row in same),
        )


def _weaker_goals(facts: Facts, targets: Sequence[Target]) -> Iterator[Problem]:
    indicator = facts.indicators.get(targets[0].indicator)
    sign = {Direction.INCREASE: 1, Direction.DECREASE: -1}.get(
        indicator.direction if indicator is not None else Direction.UNDECLARED, 0
    )
    once = {(row.plan, row.goal_value, goal_year(row)): row for row in reversed(targets)}
    in_time = sorted(once.values(), key=lambda row: goal_year(row) or 0)
    for place, later in enumerate(in_time):
        ahead = [
            row
            for row in in_time[:place]
            if (goal_year(row) or 0) < (goal_year(later) or 0)
            and agree(_figure(row), _figure(later)) is False
            and not same_number(_figure(row), _figure(later))
            and sign * _figure(row).exact > sign * _figure(later).exact
            and facts.plans_compete(row.plan, later.plan)
        ]
        if not ahead or has_mixed_scales(facts, later.indicator):
            continue
        first = ahead[0]
        name = indicator_name(facts, later.indicator)
        shown = _by_plan(facts, [first, later])
        years = (goal_year(first), goal_year(later))
        yield GOAL_WEAKER_LATER.problem(
            at("targets", later, "goal_value"),
            Words(
                f"{name.ja}の{years[1]}年の目標は{years[0]}年の目標より弱くなっています: "
                f"{shown.ja}",
                f"The goal of {name.en} for {years[1]} asks for less than that for {years[0]}: "
                f"{shown.en}",
            ),
            Words(
                "どちらの計画の水準を目指すのかを決め、もう一方に理由を注記してください。",
                "Settle which level is wanted, and give the reason for the other.",
            ),
            (row.id for row in ahead),
        )


def _was_met(facts: Facts, target: Target) -> bool:
    judged = facts.achievements.get(target.id)
    return judged is not None and judged.met is True


def _by_plan(facts: Facts, targets: Sequence[Target], with_value: bool = True) -> Words:
    different: dict[tuple[str, object], Target] = {}
    for row in targets:
        different.setdefault((row.plan, row.goal_value if with_value else goal_year(row)), row)
    rows = list(different.values())
    said = []
    for row, place in zip(rows, places_of(facts, rows), strict=True):
        goal, year = goal_of(row), goal_year(row)
        what = goal if with_value else Words(f"{year}年", f"{year}")
        said.append(Words(f"{place.ja}は{what.ja}", f"{what.en} in {place.en}"))
    return listed(said)


def milestones(facts: Facts) -> Iterator[Problem]:
    """Milestones of the goal's own year whose value is not the goal."""
    for row in facts.city.milestones:
        target = facts.targets.get(row.target)
        if target is None or target.goal_value is None or target.goal_upper is not None:
            continue
        if row.period != target.goal_period or row.value == target.goal_value:
            continue
        name, goal = indicator_name(facts, target.indicator), goal_of(target)
        value, period = value_with_unit(row.value, target.unit), when(row.period)
        yield MILESTONE_DIFFERS.problem(
            at("milestones", row, "value"),
            Words(
                f"{name.ja}の{period.ja}の年次目標は{value.ja}ですが、同じ年の最終目標は{goal.ja}です。",
                f"{name.en} has the milestone {value.en} for {period.en}, but its goal for the "
                f"same year is {goal.en}.",
            ),
            Words(
                "年次目標か最終目標のどちらかを原典で確かめて直してください。",
                "Look both up in the source, and correct one of them.",
            ),
            (target.id,),
        )


CHECKS = (
    Check(goals_compared, (GOAL_DIFFERS, TARGET_DEFERRED, GOAL_WEAKER_LATER)),
    Check(milestones, (MILESTONE_DIFFERS,)),
)
