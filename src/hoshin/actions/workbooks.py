"""Workbooks: make the one that goes out to a section, pre-filled with what stands in its forms.

What stood in each row when it went out is kept, so that a return can be compared with it.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.domain.cycle import STATE_LABELS, ItemKind, ItemVerb, RoundState, transition
from hoshin.domain.section_returns import IssuedRow, SectionWorkbook
from hoshin.engine.explain import MISSING_LABELS
from hoshin.exchange.section_workbook import section_workbook
from hoshin.storage.models import (
    IssuedWorkbook,
    Observation,
    Organisation,
    Round,
    Target,
    WorkItem,
)

# A course of values: indicator, area and breakdown.
Series = tuple[str | None, str | None, str]
_OPEN = transition(ItemVerb.SUBMIT).starts


@action(Verb.ISSUE_WORKBOOK)
def issue_workbook(
    actor: Actor, round_id: int, *, organisation_id: str, now: datetime | None = None
) -> tuple[IssuedWorkbook, bytes]:
    """Make the workbook of one section in one round, with what stands in its forms now."""
    moment = now_or(now)
    found = Round.objects.filter(pk=round_id).first()
    office = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or office is None:
        raise refusals.not_found("年度の作業か組織", "round or organisation")
    Rights(actor, day_of(moment)).require(Verb.ISSUE_WORKBOOK, organisation=organisation_id)
    if found.state is not RoundState.OPEN:
        raise refusals.round_not_open(found.name)
    items = list(
        WorkItem.objects.filter(round=found, organisation=office, kind=ItemKind.OBSERVATION)
        .select_related("indicator", "ref_area", "draft")
        .order_by("position")
    )
    if not items:
        raise _nothing_owed()
    workbook = SectionWorkbook(
        code=secrets.token_hex(8),
        round_name=found.name,
        round_name_en=found.name_en,
        organisation=office.name,
        organisation_en=office.name_en,
        due_on=min(one.due_on for one in items),
        rows=_issued_rows(items),
    )
    content = {str(one.item): dict(one.content) for one in workbook.rows}
    made = IssuedWorkbook.objects.create(
        code=workbook.code,
        round=found,
        organisation=office,
        content=content,
        issued_by=person_of(actor),
        issued_at=moment,
    )
    details = {"organisation": organisation_id, "round": found.pk, "items": len(items)}
    record(actor, Verb.ISSUE_WORKBOOK, ("workbook", made.code), details, moment)
    return made, section_workbook(workbook)


def _issued_rows(items: list[WorkItem]) -> tuple[IssuedRow, ...]:
    known = [one.indicator_id for one in items]
    targets: dict[Series, Target] = {}
    for target in Target.objects.filter(indicator__in=known, restates=None).order_by("-position"):
        targets[target.indicator_id, target.ref_area_id, target.breakdown] = target
    series: dict[Series, list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(indicator__in=known, is_current=True):
        series[row.indicator_id, row.ref_area_id, row.breakdown].append(row)
    return tuple(
        _issued_row(one, targets.get(series_of(one)), last_before(one, series)) for one in items
    )


def series_of(item: WorkItem) -> Series:
    """Whose values an item asks for: indicator, area and breakdown."""
    return item.indicator_id, item.ref_area_id, item.breakdown


def last_before(
    item: WorkItem, series: Mapping[Series, Sequence[Observation]]
) -> Observation | None:
    """The latest row of the item's own series that lies before the period that is asked for."""
    own = series.get(series_of(item), ())
    before = [one for one in own if one.time_period.end < item.time_period.end]
    return max(before, key=lambda one: (one.time_period.end, one.revision, one.pk), default=None)


def _issued_row(item: WorkItem, target: Target | None, last: Observation | None) -> IssuedRow:
    indicator = item.indicator
    assert indicator is not None
    draft = getattr(item, "draft", None)
    state = STATE_LABELS[item.state]
    name, name_en = series_names(item)
    return IssuedRow(
        item=item.pk,
        name=name,
        name_en=name_en,
        period_ja=item.time_period.label_ja,
        period_en=item.time_period.label_en,
        unit=item.unit,
        baseline=_number(target.baseline_value) if target is not None else "",
        goal=_goal(target) if target is not None else "",
        last_value=(f"{_said(last)}\n{last.time_period.label_ja}" if last is not None else ""),
        state=f"{state[0]}\n{state[1]}",
        open=item.state in _OPEN,
        content=dict(draft.content) if draft is not None else {},
    )


def series_names(item: WorkItem) -> tuple[str, str]:
    """The name of an item's indicator in both languages, with its area and breakdown."""
    indicator, area = item.indicator, item.ref_area
    assert indicator is not None
    apart_ja = [one for one in (area.name if area else "", item.breakdown) if one]
    apart_en = [
        one
        for one in (
            (area.name_en or area.name) if area else "",
            item.breakdown_en or item.breakdown,
        )
        if one
    ]
    name = indicator.name + (f"（{'、'.join(apart_ja)}）" if apart_ja else "")
    if not indicator.name_en:
        return name, ""
    return name, indicator.name_en + (f" ({', '.join(apart_en)})" if apart_en else "")


def _goal(target: Target) -> str:
    """The goal as a number, a range or words."""
    lower, upper = _number(target.goal_value), _number(target.goal_upper)
    return (f"{lower}～{upper}" if upper else lower) or target.goal_text


def _said(row: Observation) -> str:
    """A row's number or words, or why there is neither."""
    if row.missing_reason is not None:
        return MISSING_LABELS[row.missing_reason][0]
    return _number(row.obs_value) or row.value_text


def _number(value: Any) -> str:
    return f"{value:f}" if value is not None else ""


def _nothing_owed() -> refusals.NotNowError:
    return refusals.NotNowError(
        refusals.problem(
            "nothing-owed",
            "この課には、入力する値がありません。",
            "This section owes no value in this round.",
            "担当の割り当てを確かめてください。",
            "Look at who was assigned what.",
        )
    )
