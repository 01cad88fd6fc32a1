"""Periods: goals outside their plan, columns headed with another year, values from the future."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from hoshin.domain.indicators import Observation, Target
from hoshin.domain.periods import Period
from hoshin.domain.problems import Place, Problem
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.printed_dates import years_in
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import (
    goal_year,
    indicator_name,
    listed,
    plan_name,
    when,
)

GOAL_OUTSIDE_PLAN = warning(
    "goal-outside-plan",
    Words("目標の年が計画期間の外", "A goal outside its plan's period"),
    Words(
        "計画が終わったあとの目標は、その計画の中では達成したかどうかを確かめられません。",
        "Whether a goal after the end of its plan is reached cannot be seen within the plan.",
    ),
)
BASELINE_NOT_BEFORE_GOAL = warning(
    "baseline-not-before-goal",
    Words("当初値の年が目標の年より前でない", "A baseline that is not before its goal"),
    Words(
        "当初から目標までの道のりがなく、進捗率に意味がなくなります。",
        "There is no way to go from baseline to goal, so progress means nothing.",
    ),
)
MILESTONE_AFTER_GOAL = warning(
    "milestone-after-goal",
    Words("年次目標が最終目標より後", "A milestone after its goal"),
    Words(
        "途中の目標が最終目標のあとに来ると、どちらで判定するか決まりません。",
        "Where a milestone comes after the goal, it is not settled which of them to judge by.",
    ),
)
COLUMN_DIFFERS = note(
    "column-differs-from-period",
    Words("欄の年と値の年が違う", "A column headed with another year than its value's"),
    Words(
        "欄の年だけを見て値を読むと、別の年の実績を比べることになります。",
        "Read by the head of its column, a value is compared with that of another year.",
    ),
)
OBSERVATION_IN_FUTURE = warning(
    "observation-in-future",
    Words("まだ始まっていない期間の実績", "An actual of a period that has not begun"),
    Words(
        "まだ来ていない年の実績はありえず、年の取り違えか、見込みの値です。",
        "No actual can exist for a period to come: the year is wrong, or the value is a forecast.",
    ),
)
REVISION_GAP = warning(
    "revision-gap",
    Words("改訂番号が抜けている", "A missing revision"),
    Words(
        "前の改訂の値が残っていないと、なぜ数字が変わったかを説明できません。",
        "Where an earlier revision is not kept, nobody can explain why the figure changed.",
    ),
)


def goals_outside_plans(facts: Facts) -> Iterator[Problem]:
    """One problem for each plan and goal year that lies outside the plan's period."""
    outside: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for target in facts.city.targets:
        plan = facts.plans.get(target.plan)
        if plan is None or plan.period is None or target.goal_period is None:
            continue
        goal = target.goal_period
        if plan.period.start <= goal.start and goal.end <= plan.period.end:
            continue
        years = {goal.final_year, goal_year(target) or 0}
        if not any(_first_year(plan.period) <= year <= plan.period.final_year for year in years):
            outside[target.plan, target.goal_period.final_year].append(target)
    for (plan_id, year), targets in outside.items():
        period = facts.plans[plan_id].period
        assert period is not None
        late = year > period.final_year
        side = Words("後", "after") if late else Words("前", "before")
        own = plan_name(facts, plan_id)
        names = listed(
            indicator_name(facts, one) for one in dict.fromkeys(row.indicator for row in targets)
        )
        yield GOAL_OUTSIDE_PLAN.problem(
            at("targets", targets[0], "goal_period"),
            Words(
                f"{own.ja}の期間は{period.label_ja}ですが、目標の年{year}年はその{side.ja}です: "
                f"{names.ja}",
                f"The plan {own.en} covers {period.label_en}, but the goal year {year} comes "
                f"{side.en} it: {names.en}",
            ),
            Words(
                "計画期間内の目標を別に置くか、次の計画に引き継ぐことを明記してください。",
                "Set a goal within the period too, or say which plan takes the goal over.",
            ),
            (row.id for row in targets),
        )


def _first_year(period: Period) -> int:
    return period.first.year if period.first is not None else period.year


def ways_to_go(facts: Facts) -> Iterator[Problem]:
    """Baselines not before their goals, and milestones after them."""
    for group in facts.same_listings:
        target = group[0]
        baseline, goal = target.baseline_period, target.goal_period
        if baseline is None or goal is None:
            continue
        if baseline.final_year < goal.final_year or baseline.end < goal.end:
            continue
        name = indicator_name(facts, target.indicator)
        yield BASELINE_NOT_BEFORE_GOAL.problem(
            at("targets", target, "baseline_period"),
            Words(
                f"{name.ja}の当初値は{baseline.label_ja}のもので、目標の{goal.label_ja}より前では"
                "ありません。",
                f"The baseline of {name.en} is of {baseline.label_en}, not before its goal of "
                f"{goal.label_en}.",
            ),
            Words(
                "当初値と目標の年を確かめてください。", "Look at the years of baseline and goal."
            ),
            (row.id for row in group),
        )
    for milestone in facts.city.milestones:
        owner = facts.targets.get(milestone.target)
        if owner is None or owner.goal_period is None:
            continue
        if milestone.period.final_year > owner.goal_period.final_year:
            name = indicator_name(facts, owner.indicator)
            yield MILESTONE_AFTER_GOAL.problem(
                at("milestones", milestone, "period"),
                Words(
                    f"{name.ja}の年次目標は{milestone.period.label_ja}ですが、最終目標は"
                    f"{owner.goal_period.label_ja}です。",
                    f"{name.en} has a milestone in {milestone.period.label_en}, after its goal in "
                    f"{owner.goal_period.label_en}.",
                ),
                Words(
                    "年次目標か最終目標の年を直してください。",
                    "Correct the year of the milestone or of the goal.",
                ),
                (owner.id,),
            )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value in a column: the row that holds it, the head of the column, the value's period."""

    place: Place
    column: str
    period: Period


def columns(facts: Facts) -> Iterator[Problem]:
    """One note for each indicator in a plan: all its values that stand in another year's column."""
    cells: dict[tuple[str, str], list[_Cell]] = defaultdict(list)
    for target in facts.city.targets:
        key = (target.plan, target.indicator)
        for column, head, period in (
            ("baseline_period", target.baseline_column, target.baseline_period),
            ("goal_period", target.goal_column, target.goal_period),
        ):
            if period is not None:
                cells[key].append(_Cell(at("targets", target, column), head, period))
    for row in facts.city.milestones:
        owner = facts.targets.get(row.target)
        if owner is not None:
            place = at("milestones", row, "period")
            cells[owner.plan, owner.indicator].append(
                _Cell(place, row.reporting_column, row.period)
            )
    for observation in facts.city.observations:
        beside = facts.targets.get(observation.target or "")
        key = (beside.plan if beside is not None else "", observation.indicator)
        place = at("observations", observation, "time_period")
        cells[key].append(_Cell(place, observation.reporting_column, observation.time_period))
    for (plan, indicator), found in cells.items():
        differing = [cell for cell in found if _stands_elsewhere(cell)]
        if differing:
            yield _in_other_column(facts, plan, indicator, differing)


def _stands_elsewhere(cell: _Cell) -> bool:
    years = years_in(cell.column)
    return bool(years) and cell.period.final_year not in years


def _in_other_column(facts: Facts, plan: str, indicator: str, differing: list[_Cell]) -> Problem:
    name = indicator_name(facts, indicator)
    own = plan_name(facts, plan) if plan else Words("", "")
    pairs = dict.fromkeys((cell.column, cell.period) for cell in differing)
    shown = listed(
        Words(f"「{head}」欄に{period.label_ja}の値", f'a value of {period.label_en} in "{head}"')
        for head, period in pairs
    )
    within = Words(f"（{own.ja}）", f" in {own.en}") if plan else Words("", "")
    return COLUMN_DIFFERS.problem(
        differing[0].place,
        Words(
            f"{name.ja}{within.ja}では、欄の年と値の年が違います: {shown.ja}",
            f"{name.en}{within.en} has values under another year: {shown.en}",
        ),
        Words(
            "判定にはセルの年を使っています。公表するときは値ごとに年を添えてください。",
            "The year of the cell is what counts here. Print it beside each value.",
        ),
        (cell.place.row_id for cell in differing),
    )


def future_values(facts: Facts) -> Iterator[Problem]:
    """Values of periods that begin after the day of the check."""
    for row in facts.city.observations:
        if row.missing_reason is None and row.time_period.start > facts.as_of:
            name = indicator_name(facts, row.indicator)
            period = when(row.time_period)
            day = facts.as_of.isoformat()
            yield OBSERVATION_IN_FUTURE.problem(
                at("observations", row, "time_period"),
                Words(
                    f"{name.ja}の実績の期間{period.ja}は、基準日{day}の時点でまだ始まっていません。",
                    f"The actual of {name.en} is of {period.en}, which has not begun on {day}.",
                ),
                Words(
                    "期間を確かめてください。見込みの値なら実績ではなく目標か年次目標に書きます。",
                    "Look at the period. A forecast is no actual: it belongs to the milestones.",
                ),
            )


def revisions(facts: Facts) -> Iterator[Problem]:
    """Values whose revisions do not run from 1 without a gap."""
    found: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for row in facts.city.observations:
        key = (row.indicator, row.ref_area, row.breakdown, row.time_period, row.target)
        found[key].append(row)
    for rows in found.values():
        numbers = {row.revision for row in rows}
        if len(numbers) < max(numbers):
            last = max(rows, key=lambda row: row.revision)
            name, period = indicator_name(facts, last.indicator), when(last.time_period)
            lost = next(one for one in count(1) if one not in numbers)
            yield REVISION_GAP.problem(
                at("observations", last, "revision"),
                Words(
                    f"{name.ja}の{period.ja}の値は改訂{last.revision}までありますが、"
                    f"改訂{lost}がありません。",
                    f"{name.en} for {period.en} has a revision {last.revision}, but none {lost}.",
                ),
                Words(
                    "前の値を行として残すか、改訂番号を1から数え直してください。",
                    "Keep the earlier values as rows, or number the revisions from 1.",
                ),
                (row.id for row in rows),
            )


CHECKS = (
    Check(goals_outside_plans, (GOAL_OUTSIDE_PLAN,)),
    Check(ways_to_go, (BASELINE_NOT_BEFORE_GOAL, MILESTONE_AFTER_GOAL)),
    Check(columns, (COLUMN_DIFFERS,)),
    Check(future_values, (OBSERVATION_IN_FUTURE,)),
    Check(revisions, (REVISION_GAP,)),
)
