"""From found indicators to rows: indicators, targets, milestones, observations, figures, SDGs.

An existing target is the one of the same document and name with the same goal; failing that, of
the same plan. What a document prints is compared with it field by field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hoshin.domain.indicators import (
    Comparison,
    Indicator,
    Method,
    Milestone,
    Observation,
    ObservationStatus,
    Target,
)
from hoshin.domain.links import SdgLink
from hoshin.domain.problems import IllFormedError
from hoshin.domain.proposals import Evidence
from hoshin.domain.sdg import goal_of_target
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.domain.units import read_unit
from hoshin.importers.findings import FoundIndicator, FoundValue, ValueRole
from hoshin.importers.matching import Figure, Match, Matcher
from hoshin.importers.printed_numbers import Qualifier
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import place_hash, short_hash
from hoshin.importers.shapes.contract import ranges
from hoshin.importers.wording import name_key


def propose_indicator(draft: Draft, matcher: Matcher, found: FoundIndicator) -> None:
    """Propose everything that one listing says; one target for each goal it prints."""
    goals = found.of_role(ValueRole.GOAL)
    match = matcher.match(found.name, found.unit, _figures(found))
    if not goals:
        indicator, doubtful = _indicator(draft, found, match)
        _observations(draft, found, indicator, None, doubtful, with_baseline=True)
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
        _milestones(draft, found, target, doubtful)
        if number == 0:
            _observations(draft, found, indicator, target, doubtful, with_baseline=False)
            _published(draft, found, target, doubtful)
        _sdg_links(draft, found, target, existing is not None)


def _figures(found: FoundIndicator) -> frozenset[Figure]:
    return frozenset(
        (one.period.period.final_year, one.value.number)
        for one in found.values
        if one.period is not None and one.value.number is not None
    )


def _existing(draft: Draft, found: FoundIndicator, goal: FoundValue, match: Match) -> Target | None:
    """The target that this listing is already kept as; each is taken once."""
    key = name_key(found.name)
    named = [
        one
        for one in draft.city.targets
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

    fitting = [
        one
        for one in named
        if (one.source == draft.source or one.plan == draft.plan) and one.goal_period == period
    ]
    best = max(fitting, key=score, default=None)
    return best


def _indicator(draft: Draft, found: FoundIndicator, match: Match) -> tuple[str, bool]:
    """The indicator's id, proposed when no existing one is certain; and whether to ask."""
    if match.certain:
        return match.certain, False
    unit = found.unit
    made = f"ind-{short_hash(name_key(found.name), read_unit(unit).symbol)}"
    if made not in draft.ids("indicators"):
        draft.ids("indicators").add(made)
        row = Indicator(
            id=made,
            name=found.name,
            unit=unit,
            dimension=read_unit(unit).dimension,
            source=draft.source,
            locator=found.evidence.locator,
        )
        draft.add(
            "indicators",
            row,
            found.evidence,
            candidates=match.candidates,
            needs_decision=bool(match.candidates) or not unit or found.doubtful,
        )
    return made, bool(match.candidates) or found.doubtful


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
    section = (*found.section, *((found.context,) if found.context else ()))
    try:
        row = Target(
            id=made,
            plan=draft.plan,
            element=draft.element(section, found.evidence) if section else None,
            indicator=indicator,
            number=found.number,
            role=found.role,
            name_printed=found.name,
            unit=found.unit,
            restates=_restated(draft, found, indicator),
            restated_in_print=found.restated,
            **_baseline_fields(found),
            baseline_printed=baseline.value.printed if baseline else "",
            baseline_period_printed=_period_printed(baseline),
            baseline_column=baseline.column if baseline else "",
            **_goal_fields(goal),
            goal_printed=goal.value.printed or goal.value.text,
            goal_period_printed=_period_printed(goal),
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
    draft.add("targets", row, found.evidence, needs_decision=doubtful or found.doubtful or blurred)
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
    for row in (*rows, *(one for one in draft.city.targets if one.plan == draft.plan)):
        if isinstance(row, Target) and row.indicator == indicator and not row.restated_in_print:
            return row.id
    return None


def _period_printed(value: FoundValue | None) -> str:
    return value.period.printed if value is not None and value.period is not None else ""


def _own(found: FoundIndicator, value: FoundValue) -> Evidence:
    """Evidence for one value: its own lines or cells and its own raw text."""
    if not value.lines and not value.cells:
        return replace(found.evidence, raw=value.value.raw)
    cells = tuple(one for one in found.evidence.cells if one.cells in value.cells)
    return replace(
        found.evidence,
        lines=ranges(value.lines),
        cells=cells or found.evidence.cells,
        raw=value.value.raw,
    )


def _milestones(draft: Draft, found: FoundIndicator, target: str, doubtful: bool) -> None:
    known = {one.period: one for one in draft.city.milestones if one.target == target}
    goals = {(one.column, one.value.raw) for one in found.of_role(ValueRole.GOAL)}
    for value in found.of_role(ValueRole.MILESTONE):
        # The target of the last year is the goal itself.
        is_goal = (value.column, value.value.raw) in goals
        if value.value.number is None or value.period is None or is_goal:
            continue
        period = value.period.period
        evidence = _own(found, value)
        if period in known:
            changes = {"value": value.value.number}
            draft.confirm_or_change("milestones", known[period], changes, evidence)
            continue
        code = period.code.replace("/", "-")
        row = Milestone(
            id=draft.new_id("milestones", f"{target}.milestone-{code}"),
            target=target,
            value=value.value.number,
            value_printed=value.value.printed,
            period=period,
            period_printed=_period_printed(value),
            reporting_column=value.column,
            comparison=value.value.comparison,
            source=draft.source,
            locator=evidence.locator,
        )
        if value.value.comparison is Comparison.RANGE:
            draft.leave(
                evidence,
                "milestone-range",
                "年ごとの目標が幅で印刷されています。一つの数として持てません。",
                "A yearly target is printed as a range and cannot be kept as one number.",
            )
            continue
        draft.add("milestones", row, evidence, needs_decision=doubtful or found.doubtful)


def _observations(
    draft: Draft,
    found: FoundIndicator,
    indicator: str,
    target: str | None,
    doubtful: bool,
    *,
    with_baseline: bool,
) -> None:
    values = list(found.of_role(ValueRole.ACTUAL))
    if with_baseline:
        values[:0] = found.of_role(ValueRole.BASELINE)
    for value in values:
        printed = value.value
        reason = printed.missing_reason
        if printed.number is None and not printed.text and reason is None:
            continue
        if printed.absence is not None and not value.footnote and reason is None:
            continue
        evidence = _own(found, value)
        if value.period is None:
            draft.leave(
                evidence,
                "actual-without-period",
                f"「{found.name}」の実績「{printed.raw}」の時期が分かりません。",
                f'The period of the actual "{printed.raw}" of "{found.name}" is not known.',
            )
            continue
        existing = _observation(draft, indicator, target, value)
        changes: dict[str, Any] = {"obs_value": printed.number}
        if reason is not None:
            changes["missing_reason"] = reason
        if printed.status is not ObservationStatus.AS_PRINTED:
            changes["obs_status"] = printed.status
        if existing is not None:
            draft.confirm_or_change("observations", existing, changes, evidence)
            continue
        base = target or f"{indicator}.{place_hash(found.evidence)}"
        code = value.period.period.code.replace("/", "-")
        other = _other_value(draft, indicator, value)
        row = Observation(
            id=draft.new_id("observations", f"{base}.actual-{code}"),
            indicator=indicator,
            target=target,
            time_period=value.period.period,
            period_printed=_period_printed(value),
            reporting_column=value.column,
            obs_value=printed.number if printed.upper is None else None,
            value_printed=printed.printed or printed.raw.strip(),
            value_text=printed.text if printed.upper is None else printed.printed,
            unit_measure=found.unit,
            obs_status=printed.status,
            missing_reason=reason,
            source=draft.source,
            locator=evidence.locator,
            note=value.footnote,
        )
        draft.add("observations", row, evidence, needs_decision=doubtful or found.doubtful or other)


def _observation(
    draft: Draft, indicator: str, target: str | None, value: FoundValue
) -> Observation | None:
    """The existing row for this value in this document: same listing or line, same period."""
    assert value.period is not None
    fitting = [
        one
        for one in draft.city.observations
        if one.indicator == indicator
        and one.time_period == value.period.period
        and one.source == draft.source
        and one.target == target
        and ("observations", one.id) not in draft.used
    ]
    return fitting[0] if fitting else None


def _other_value(draft: Draft, indicator: str, value: FoundValue) -> bool:
    """Whether the city holds another value of this indicator for the same period and unit."""
    assert value.period is not None
    return any(
        one.indicator == indicator
        and one.time_period == value.period.period
        and one.obs_value is not None
        and value.value.number is not None
        and one.obs_value != value.value.number
        and not one.breakdown
        for one in draft.city.observations
    )


def _published(draft: Draft, found: FoundIndicator, target: str, doubtful: bool) -> None:
    for value in found.of_role(ValueRole.ACHIEVEMENT):
        printed = value.value
        if printed.absence is not None:
            continue
        evidence = _own(found, value)
        known = [
            one
            for one in draft.city.published_figures
            if one.target == target and one.kind is PublishedKind.ACHIEVEMENT
        ]
        if known:
            changes = {"value": printed.number, "text": printed.text}
            draft.confirm_or_change("published_figures", known[0], changes, evidence)
            continue
        row = PublishedFigure(
            id=draft.new_id("published_figures", f"{target}.achievement"),
            kind=PublishedKind.ACHIEVEMENT,
            name=f"{value.column} {found.name}".strip(),
            target=target,
            value=printed.number,
            text=printed.text,
            value_printed=printed.raw.strip(),
            unit=printed.unit or "%",
            operation=Operation.ACHIEVEMENT,
            source=draft.source,
            locator=evidence.locator,
        )
        draft.add("published_figures", row, evidence, needs_decision=doubtful or found.doubtful)


def _sdg_links(draft: Draft, found: FoundIndicator, target: str, existing: bool) -> None:
    codes: Sequence[str] = found.goals
    if not codes:
        return
    known = {one.sdg_target: one for one in draft.city.sdg_links if one.target == target}
    if existing and not known:
        # The city keeps these ties at another place of the plan: nothing to add here.
        return
    for code in codes:
        if code in known:
            draft.confirm_or_change("sdg_links", known[code], {"sdg_target": code}, found.evidence)
            continue
        row = SdgLink(
            id=draft.new_id("sdg_links", f"{target}.sdg-{code}"),
            target=target,
            goal=goal_of_target(code),
            sdg_target=code,
            source=draft.source,
            locator=found.evidence.locator,
        )
        draft.add("sdg_links", row, found.evidence, needs_decision=found.doubtful)
