"""From found indicators to rows: indicators, targets, milestones, observations, figures, SDGs.

An existing target is the one of the same document and name with the same goal; failing that, of
the same plan. What a document prints is compared with it field by field.
"""

from __future__ import annotations

from typing import Any

from hoshin.domain.indicators import (
    Comparison,
    Indicator,
    Method,
    Target,
)
from hoshin.domain.problems import IllFormedError
from hoshin.domain.units import read_unit
from hoshin.importers.findings import FoundIndicator, FoundValue, ValueRole
from hoshin.importers.matching import Figure, Match, Matcher
from hoshin.importers.printed_numbers import Qualifier
from hoshin.importers.propose_directions import suggested_direction
from hoshin.importers.propose_owners import propose_owner
from hoshin.importers.propose_values import (
    period_printed,
    propose_milestones,
    propose_observations,
    propose_published,
    propose_sdg_links,
)
from hoshin.importers.proposing import Draft, named_headings
from hoshin.importers.row_ids import place_hash, short_hash
from hoshin.importers.wording import name_key


def propose_indicator(draft: Draft, matcher: Matcher, found: FoundIndicator) -> None:
    """Propose everything that one listing says; one target for each goal it prints."""
    goals = found.of_role(ValueRole.GOAL)
    match = matcher.match(found.name, found.unit, _figures(found), found.program)
    if found.in_sentence:
        for goal in goals:
            _leave_goal_of_sentence(draft, found, goal)
        goals = ()
    if not goals:
        indicator, doubtful = _indicator(draft, found, match)
        propose_observations(draft, found, indicator, None, doubtful, with_baseline=True)
        return
    for number, goal in enumerate(goals):
        if goal.value.absence is not None:
            draft.leave(
                found.evidence,
                "goal-without-value",
                f"「{found.name}」の目標値が印刷されていません。",
                f'No goal is printed for "{found.name}".',
            )
            continue
        existing = _existing(draft, found, goal, match)
        if existing is not None:
            target = _compare(draft, found, goal, existing)
            indicator, doubtful = existing.indicator, False
        else:
            indicator, doubtful = _indicator(draft, found, match)
            made = _target(draft, found, goal, number, indicator, doubtful)
            if made is None:
                continue
            target = made
        propose_milestones(draft, found, target, doubtful)
        if number == 0:
            propose_observations(draft, found, indicator, target, doubtful, with_baseline=False)
            propose_published(draft, found, target, doubtful)
        propose_sdg_links(draft, found, target, existing is not None)


def _leave_goal_of_sentence(draft: Draft, found: FoundIndicator, goal: FoundValue) -> None:
    """A sentence that looks back may speak of an earlier plan's goal, and does not say which."""
    draft.leave(
        found.evidence,
        "goal-in-sentence",
        f"文章の中に「{found.name}」の目標値「{goal.value.raw.strip()}」"
        f"({period_printed(goal)})があります。どの計画の目標か決めてください。",
        f'A sentence gives the goal "{goal.value.raw.strip()}" ({period_printed(goal)}) of '
        f'"{found.name}". Say which plan it belongs to.',
    )


def _figures(found: FoundIndicator) -> frozenset[Figure]:
    return frozenset(
        (one.period.period.final_year, one.value.number)
        for one in found.values
        if one.period is not None and one.value.number is not None
    )


def _existing(draft: Draft, found: FoundIndicator, goal: FoundValue, match: Match) -> Target | None:
    """The target that this listing is already kept as; each is taken once."""
    key = name_key(found.name)
    near = {
        one.id: one
        for one in (
            *draft.rows_by("targets", "source").get(draft.source, ()),
            *draft.rows_by("targets", "plan").get(draft.plan, ()),
        )
    }
    named = [
        one
        for one in near.values()
        if ("targets", one.id) not in draft.used
        and (name_key(one.name_printed) == key or one.indicator == match.certain)
    ]
    period = goal.period.period if goal.period is not None else None
    baseline = next(iter(found.of_role(ValueRole.BASELINE)), None)
    base = baseline.value.number if baseline is not None else None

    def score(one: Target) -> tuple[bool, ...]:
        return (
            one.source == draft.source,
            one.locator == found.evidence.locator,
            bool(found.number)
            and one.number == found.number
            and one.restated_in_print == found.restated,
            one.goal_period == period and one.goal_value == goal.value.number,
            one.goal_period == period,
            name_key(one.name_printed) == key,
            one.baseline_value == base,
            one.restated_in_print == found.restated,
        )

    return max((one for one in named if one.goal_period == period), key=score, default=None)


def _indicator(draft: Draft, found: FoundIndicator, match: Match) -> tuple[str, bool]:
    """The indicator's id, proposed when no existing one is certain; and whether to ask."""
    if match.certain:
        propose_owner(draft, found, match.certain)
        return match.certain, False
    unit = found.unit
    made = f"ind-{short_hash(name_key(found.name), read_unit(unit).symbol, found.program)}"
    if made not in draft.ids("indicators"):
        draft.ids("indicators").add(made)
        owner = draft.known_organisation(found.owner) if found.owner else None
        suggestions, needs_direction = suggested_direction(found)
        row = Indicator(
            id=made,
            name=found.name,
            unit=draft.unit(unit),
            dimension=read_unit(unit).dimension,
            organisation=owner,
            source=draft.source,
            locator=found.evidence.locator,
        )
        draft.add(
            "indicators",
            row,
            found.evidence,
            candidates=match.candidates,
            suggestions=suggestions,
            needs_decision=bool(match.candidates)
            or needs_direction
            or owner is not None
            or not unit
            or found.doubtful
            or found.in_sentence,
        )
    # A name that stands in a sentence only may be short for another's.
    return made, bool(match.candidates) or found.doubtful or found.in_sentence


def _goal_fields(goal: FoundValue) -> dict[str, Any]:
    value = goal.value
    period = goal.period
    return {
        "goal_value": value.number,
        "goal_upper": value.upper,
        "goal_text": value.text,
        "goal_period": period.period if period is not None else None,
        "goal_provisional_year": period.provisional_year if period is not None else None,
    }


def _baseline_fields(found: FoundIndicator) -> dict[str, Any]:
    baseline = next(iter(found.of_role(ValueRole.BASELINE)), None)
    if baseline is None or baseline.value.number is None:
        return {}
    period = baseline.period
    return {
        "baseline_value": baseline.value.number,
        "baseline_period": period.period if period is not None else None,
    }


def _compare(draft: Draft, found: FoundIndicator, goal: FoundValue, existing: Target) -> str:
    changes = {**_goal_fields(goal), **_baseline_fields(found), "unit": found.unit}
    if not found.unit:
        del changes["unit"]
    if existing.goal_text and not goal.value.text:
        del changes["goal_text"]
    if found.restated:
        changes["restated_in_print"] = True
    try:
        draft.confirm_or_change("targets", existing, changes, found.evidence)
    except IllFormedError as refused:
        draft.leave(
            found.evidence,
            "target-refused",
            "印刷された値で目標を書き換えられません。",
            "The target cannot take the printed values.",
            refused,
        )
    return existing.id


def _target(
    draft: Draft,
    found: FoundIndicator,
    goal: FoundValue,
    number: int,
    indicator: str,
    doubtful: bool,
) -> str | None:
    baseline = next(iter(found.of_role(ValueRole.BASELINE)), None)
    has_baseline = baseline is not None and baseline.value.number is not None
    comparison = goal.value.comparison
    made = draft.new_id("targets", f"{draft.plan}.t-{place_hash(found.evidence, str(number))}")
    section = named_headings((*found.section, *((found.context,) if found.context else ())))
    try:
        row = Target(
            id=made,
            plan=draft.plan,
            element=draft.element(section, found.evidence) if section else None,
            indicator=indicator,
            number=found.number,
            role=found.role,
            name_printed=found.name,
            unit=draft.unit(found.unit, indicator),
            restates=_restated(draft, found, indicator),
            restated_in_print=found.restated,
            **_baseline_fields(found),
            baseline_printed=baseline.value.printed if baseline else "",
            baseline_period_printed=period_printed(baseline),
            baseline_column=baseline.column if baseline else "",
            **_goal_fields(goal),
            goal_printed=goal.value.printed or goal.value.text,
            goal_period_printed=period_printed(goal),
            goal_column=goal.column,
            comparison=comparison,
            method=_method(comparison, has_baseline),
            source=draft.source,
            locator=found.evidence.locator,
            note=" ".join(found.notes),
        )
    except IllFormedError as refused:
        draft.leave(
            found.evidence,
            "target-refused",
            f"「{found.name}」を目標として書けません。",
            f'"{found.name}" cannot be kept as a target.',
            refused,
        )
        return None
    # A bound that the plan folder has no word for needs a person's choice.
    blurred = goal.value.qualifier in (Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.LESS_THAN)
    draft.add(
        "targets",
        row,
        found.evidence,
        needs_decision=doubtful or found.doubtful or blurred or not found.unit,
    )
    return made


def _method(comparison: Comparison, has_baseline: bool) -> Method:
    """The least that the document allows: a rate only where it prints a baseline and a number."""
    if comparison in (Comparison.TEXT, Comparison.DIRECTION_ONLY):
        return Method.QUALITATIVE
    if comparison is Comparison.REACH and has_baseline:
        return Method.PROGRESS
    return Method.THRESHOLD


def _restated(draft: Draft, found: FoundIndicator, indicator: str) -> str | None:
    if not found.restated:
        return None
    rows = [one.row for one in draft.rows.get("targets", ())]
    for row in (*rows, *draft.rows_by("targets", "plan").get(draft.plan, ())):
        if isinstance(row, Target) and row.indicator == indicator and not row.restated_in_print:
            return row.id
    return None
