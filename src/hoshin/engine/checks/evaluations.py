"""Evaluations and committees: comments that their figures contradict, rows without a comment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from hoshin.domain.evaluations import Evaluation, StatedChange
from hoshin.domain.indicators import Target
from hoshin.domain.problems import Problem
from hoshin.domain.words import Words, named
from hoshin.engine.achievement import Achievement
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import (
    indicator_name,
    listed,
    plan_name,
    quoted,
    value_with_unit,
    when,
)
from hoshin.engine.exact import as_fraction
from hoshin.engine.explain import spoken_with_unit

STATED_CHANGE_CONTRADICTS = warning(
    "stated-change-contradicts",
    Words("コメントの増減が数字と逆", "A comment that says the opposite of its figures"),
    Words(
        "見出しの「増加」「減少」だけを読む人は、実際と逆の結果を受け取ります。",
        "Whoever reads only the heading takes away the opposite of what happened.",
    ),
)
EVALUATION_MISSING = note(
    "evaluation-missing",
    Words("評価コメントのない目標", "A target without an evaluation"),
    Words(
        "ほかの目標には評価があるのに、この目標だけ課題も方向性も示されていません。",
        "Other targets of the plan have findings and a direction; this one has none.",
    ),
)
SEATS_DIFFER = warning(
    "seats-differ",
    Words("委員の数が名簿と合わない", "Seats that do not match the list of members"),
    Words(
        "定足数や過半数の計算のもとになる委員数が決まりません。",
        "Quorum and majority rest on the number of members.",
    ),
)

_CHANGES = {
    StatedChange.INCREASE: Words("増加", "an increase"),
    StatedChange.DECREASE: Words("減少", "a decrease"),
    StatedChange.UNCHANGED: Words("横ばい", "no change"),
}


def stated_changes(facts: Facts) -> Iterator[Problem]:
    """Evaluations whose stated change is not that of the targets they are about."""
    by_day: dict[date, dict[str, Achievement]] = {facts.as_of: facts.achievements}
    for row in facts.city.evaluations:
        if row.stated_change is None:
            continue
        # What the author of an earlier year could see ends with that year's round.
        day = min(facts.as_of, row.year.end) if row.year is not None else facts.as_of
        if day not in by_day:
            by_day[day] = facts.achievements_on(day)
        found = [by_day[day][one] for one in row.targets if one in by_day[day]]
        wrong = [one for one in found if _change(one) not in (None, row.stated_change)]
        if wrong:
            yield _contradicted(facts, row, wrong)


def _change(judged: Achievement) -> StatedChange | None:
    if judged.actual_value is None or judged.target.baseline_value is None:
        return None
    change = judged.actual_value - as_fraction(judged.target.baseline_value)
    if change == 0:
        return StatedChange.UNCHANGED
    return StatedChange.INCREASE if change > 0 else StatedChange.DECREASE


def _contradicted(facts: Facts, row: Evaluation, wrong: list[Achievement]) -> Problem:
    assert row.stated_change is not None
    said = _CHANGES[row.stated_change]
    figures: dict[tuple[object, ...], Words] = {}
    for judged in wrong:
        key = (judged.indicator.id, judged.target.baseline_value, judged.actual_value)
        figures.setdefault(key, _way(facts, judged))
    shown = listed(figures.values())
    return STATED_CHANGE_CONTRADICTS.problem(
        at("evaluations", row, "stated_change"),
        Words(
            f"評価の見出しは「{said.ja}」ですが、数字は違います: {shown.ja}",
            f"The comment is headed as {said.en}, but the figures say otherwise: {shown.en}",
        ),
        Words(
            "見出しと数字のどちらが正しいかを担当課に確かめ、見出しを直してください。",
            "Ask the section which one is right, and correct the heading.",
        ),
        (one.target.id for one in wrong),
    )


def _way(facts: Facts, judged: Achievement) -> Words:
    target = judged.target
    assert target.baseline_value is not None and judged.actual_value is not None
    name = indicator_name(facts, judged.indicator.id)
    start = value_with_unit(target.baseline_value, target.unit)
    end = spoken_with_unit(judged.actual_value, target.unit)
    began = when(target.baseline_period)
    now = when(None if judged.actual is None else judged.actual.period)
    way = _CHANGES[_change(judged) or StatedChange.UNCHANGED]
    return Words(
        f"{name.ja}は{start.ja}（{began.ja}）から{end.ja}（{now.ja}）へ{way.ja}",
        f"{name.en} went from {start.en} ({began.en}) to {end.en} ({now.en}), {way.en}",
    )


def missing_evaluations(facts: Facts) -> Iterator[Problem]:
    """Targets without a comment in plans that comment on others; repeats count as one target."""
    cited: set[str] = set()
    plans: set[str] = set()
    elements: set[str] = set()
    for row in facts.city.evaluations:
        if row.targets:
            plans.add(row.plan)
            cited.update(row.targets)
        elif row.element is not None:
            elements.add(row.element)
    repeats: dict[str, list[Target]] = defaultdict(list)
    for listings in facts.same_listings:
        repeats[facts.first_listing(listings[0]).id].extend(listings)
    missing: dict[str, list[list[Target]]] = defaultdict(list)
    commented: Counter[str] = Counter()
    for group in repeats.values():
        plan = group[0].plan
        if plan in plans and any(one.id in cited or one.element in elements for one in group):
            commented[plan] += 1
        elif plan in plans:
            missing[plan].append(group)
    for plan, groups in missing.items():
        # A plan that comments on a few targets only has no row to miss: one note says so.
        if len(groups) > commented[plan]:
            yield _without_comment(facts, [row for group in groups for row in group], len(groups))
        else:
            for group in groups:
                yield _without_comment(facts, group, 1)


def _without_comment(facts: Facts, rows: list[Target], targets: int) -> Problem:
    plan = plan_name(facts, rows[0].plan)
    names = dict.fromkeys(row.indicator for row in rows)
    shown = listed(indicator_name(facts, one) for one in names)
    subject = Words(
        f"{plan.ja}の目標{targets}件に評価コメントがありません: {shown.ja}",
        f"{targets} targets of {plan.en} have no evaluation: {shown.en}",
    )
    if targets == 1:
        subject = Words(
            f"{plan.ja}の{shown.ja}には評価コメントがありません。",
            f"{shown.en} has no evaluation in {plan.en}.",
        )
    return EVALUATION_MISSING.problem(
        at("targets", rows[0]),
        subject,
        Words(
            "担当課に課題と方向性の記入を依頼してください。",
            "Ask the section for findings and direction.",
        ),
        (row.id for row in rows),
    )


def seats(facts: Facts) -> Iterator[Problem]:
    """Committees whose printed number of seats is not that of their members now in office."""
    for committee in facts.city.committees:
        members = [row for row in facts.city.members if row.committee == committee.id]
        if committee.seats_printed is None or not members:
            continue
        succeeded = {row.succeeds for row in members}
        seated = sum(row.id not in succeeded for row in members)
        if seated == committee.seats_printed:
            continue
        name = quoted(committee.name, committee.name_en)
        yield SEATS_DIFFER.problem(
            at("committees", committee, "seats_printed"),
            Words(
                f"{name.ja}の委員は{committee.seats_printed}名と印刷されていますが、"
                f"名簿では{seated}席です（交代は1席と数えます）。",
                f"{name.en} is printed with {committee.seats_printed} members, but its list has "
                f"{seated} seats (a successor keeps the seat).",
            ),
            Words(
                named("名簿の漏れか、交代（{succeeds}）の記録を確かめてください。"),
                named(
                    "Look for a missing member, or a succession that is not recorded ({succeeds})."
                ),
            ),
            (row.id for row in members),
        )


CHECKS = (
    Check(stated_changes, (STATED_CHANGE_CONTRADICTS,)),
    Check(missing_evaluations, (EVALUATION_MISSING,)),
    Check(seats, (SEATS_DIFFER,)),
)
