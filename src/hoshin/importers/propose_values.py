"""From the values of a listing to rows: milestones, observations, published figures, SDG ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hoshin.domain.indicators import (
    Comparison,
    Milestone,
    Observation,
    ObservationStatus,
)
from hoshin.domain.links import SdgLink
from hoshin.domain.proposals import Evidence, ProposedAction
from hoshin.domain.sdg import goal_of_target
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.importers.contract import ranges
from hoshin.importers.findings import FoundIndicator, FoundValue, ValueRole
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import place_hash


def period_printed(value: FoundValue | None) -> str:
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


def propose_milestones(draft: Draft, found: FoundIndicator, target: str, doubtful: bool) -> None:
    known = {one.period: one for one in draft.rows_by("milestones", "target").get(target, ())}
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
            period_printed=period_printed(value),
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


def propose_observations(
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
        if found.in_sentence and _is_proposed(draft, indicator, value):
            continue
        existing = _observation(draft, indicator, target, value, found.in_sentence)
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
            period_printed=period_printed(value),
            reporting_column=value.column,
            obs_value=printed.number if printed.upper is None else None,
            value_printed=printed.printed or printed.raw.strip(),
            value_text=printed.text if printed.upper is None else printed.printed,
            unit_measure=draft.unit(found.unit, indicator),
            obs_status=printed.status,
            missing_reason=reason,
            source=draft.source,
            locator=evidence.locator,
            note=value.footnote,
        )
        asks = doubtful or found.doubtful or other or not found.unit
        draft.add("observations", row, evidence, needs_decision=asks)


def _is_proposed(draft: Draft, indicator: str, value: FoundValue) -> bool:
    """Whether a table of the same document already gives this value: a sentence repeats it."""
    return any(
        isinstance(one.row, Observation)
        and one.action is ProposedAction.ADD
        and one.row.indicator == indicator
        and value.period is not None
        and one.row.time_period == value.period.period
        and one.row.obs_value == value.value.number
        for one in draft.rows.get("observations", ())
    )


def _observation(
    draft: Draft, indicator: str, target: str | None, value: FoundValue, in_sentence: bool
) -> Observation | None:
    """The latest row for this value in this document: same listing or line, same period.

    A sentence belongs to no listing: any row of its indicator and value will do.
    """
    assert value.period is not None
    fitting = [
        one
        for one in draft.rows_by("observations", "indicator").get(indicator, ())
        if one.time_period == value.period.period
        and one.source == draft.source
        and (one.target == target or (in_sentence and one.obs_value == value.value.number))
        and ("observations", one.id) not in draft.used
    ]
    return max(fitting, key=lambda one: one.revision, default=None)


def _other_value(draft: Draft, indicator: str, value: FoundValue) -> bool:
    """Whether the city holds another value of this indicator for the same period and unit."""
    assert value.period is not None
    return any(
        one.time_period == value.period.period
        and one.obs_value is not None
        and value.value.number is not None
        and one.obs_value != value.value.number
        and not one.breakdown
        for one in draft.rows_by("observations", "indicator").get(indicator, ())
    )


def propose_published(draft: Draft, found: FoundIndicator, target: str, doubtful: bool) -> None:
    for value in found.of_role(ValueRole.ACHIEVEMENT):
        printed = value.value
        if printed.absence is not None:
            continue
        evidence = _own(found, value)
        known = [
            one
            for one in draft.rows_by("published_figures", "target").get(target, ())
            if one.kind is PublishedKind.ACHIEVEMENT
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


def propose_sdg_links(draft: Draft, found: FoundIndicator, target: str, existing: bool) -> None:
    codes: Sequence[str] = found.goals
    if not codes:
        return
    known = {one.sdg_target: one for one in draft.rows_by("sdg_links", "target").get(target, ())}
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
