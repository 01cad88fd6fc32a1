"""Workbooks: issue one to a section, look at what came back, take it in.

What came back is compared with what was sent and with what stands now; nothing is overwritten
silently. A field that only the workbook changed is taken; one that both changed is a conflict, and
a person says which stays. Each item is submitted on its own; what cannot be submitted yet is kept
as a draft, with the reason.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, Way, day_of, now_or
from hoshin.actions.attaching import file_name
from hoshin.actions.entering import save_draft, submit_observation
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import IllFormedInputError, RefusedError
from hoshin.domain.cycle import STATE_LABELS, ItemKind, ItemState, RoundState
from hoshin.domain.problems import Problem
from hoshin.domain.section_returns import (
    FieldCase,
    FieldDifference,
    IssuedRow,
    ReturnedRow,
    SectionReturn,
    SectionWorkbook,
    merged,
    three_way,
)
from hoshin.exchange.section_workbook import section_workbook
from hoshin.importers.readers.guarded import read_file
from hoshin.importers.section_returns import read_section_return
from hoshin.storage.evidence import keep_evidence
from hoshin.storage.models import (
    Draft,
    EvidenceFile,
    IssuedWorkbook,
    Observation,
    Organisation,
    ReturnedWorkbook,
    Round,
    Target,
    WorkItem,
)

_OPEN = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)


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
        .select_related("indicator", "draft")
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
    targets: dict[str, Target] = {}
    for target in Target.objects.filter(indicator__in=known, restates=None).order_by("-position"):
        targets[target.indicator_id] = target
    latest: dict[str, Observation] = {}
    rows = Observation.objects.filter(indicator__in=known, is_current=True, breakdown="")
    for row in rows.filter(~Q(obs_value=None) | ~Q(value_text="")):
        before = latest.get(row.indicator_id)
        if before is None or before.time_period.end <= row.time_period.end:
            latest[row.indicator_id] = row
    return tuple(_issued_row(one, targets, latest) for one in items)


def _issued_row(
    item: WorkItem, targets: Mapping[str, Target], latest: Mapping[str, Observation]
) -> IssuedRow:
    indicator = item.indicator
    assert indicator is not None
    target, last = targets.get(indicator.pk), latest.get(indicator.pk)
    draft = getattr(item, "draft", None)
    state = STATE_LABELS[item.state]
    breakdown = f"（{item.breakdown}）" if item.breakdown else ""
    return IssuedRow(
        item=item.pk,
        name=indicator.name + breakdown,
        name_en=indicator.name_en,
        period_ja=item.time_period.label_ja,
        period_en=item.time_period.label_en,
        unit=item.unit,
        baseline=_number(target.baseline_value) if target is not None else "",
        goal=(_number(target.goal_value) or target.goal_text) if target is not None else "",
        last_value=(
            f"{_number(last.obs_value) or last.value_text}\n{last.time_period.label_ja}"
            if last is not None
            else ""
        ),
        state=f"{state[0]}\n{state[1]}",
        open=item.state in _OPEN,
        content=dict(draft.content) if draft is not None else {},
    )


def _number(value: Any) -> str:
    return f"{value:f}" if value is not None else ""


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One item of a returned workbook beside what was sent and what stands now."""

    item: WorkItem
    row: ReturnedRow
    differences: tuple[FieldDifference, ...]

    @property
    def has_conflict(self) -> bool:
        """Whether both the workbook and the workplace changed a field, differently."""
        return any(one.case is FieldCase.CONFLICT for one in self.differences)

    @property
    def has_changes(self) -> bool:
        """Whether the workbook says anything that was not sent with it."""
        changed = (FieldCase.RETURNED, FieldCase.AGREED, FieldCase.CONFLICT)
        return any(one.case in changed for one in self.differences)


@dataclass(frozen=True, slots=True)
class ReturnPreview:
    """A returned workbook, read and compared; nothing is written yet.

    ``returned_before`` is true for a file that was taken in already.
    """

    issued: IssuedWorkbook
    items: tuple[ReturnedItem, ...]
    problems: tuple[Problem, ...]
    returned_before: bool


def read_return(
    actor: Actor, *, name: str, content: bytes, now: datetime | None = None
) -> ReturnPreview:
    """Read a returned workbook and compare it; raises IllFormedInputError when it is none of ours.

    Raises NotAllowedError for the workbook of an office that is not the actor's.
    """
    shown = file_name(name)
    reading = read_file((content, shown))
    if reading.document is None:
        raise IllFormedInputError(reading.problems)
    returned = read_section_return(reading.document)
    issued = _issued(returned)
    _permitted(actor, issued.organisation_id, now=now_or(now))
    if issued.round.state is not RoundState.OPEN:
        raise refusals.round_not_open(issued.round.name)
    items = WorkItem.objects.select_related("indicator", "draft").in_bulk(
        [one.item for one in returned.rows]
    )
    found = []
    for row in returned.rows:
        item = items.get(row.item)
        sent = issued.content.get(str(row.item))
        if item is None or sent is None or item.round_id != issued.round_id:
            continue
        draft = getattr(item, "draft", None)
        current = dict(draft.content) if draft is not None else {}
        found.append(ReturnedItem(item, row, three_way(sent, row.content, current)))
    sha256 = hashlib.sha256(content).hexdigest()
    before = ReturnedWorkbook.objects.filter(issued=issued, file=sha256).exists()
    return ReturnPreview(issued, tuple(found), returned.problems, before)


@action(Verb.IMPORT_WORKBOOK)
def _permitted(actor: Actor, organisation_id: str, *, now: datetime) -> None:
    """Refuse another office's workbook, and put the attempt on record."""
    rights = Rights(actor, day_of(now))
    rights.require(Verb.IMPORT_WORKBOOK, organisation=organisation_id)


def _issued(returned: SectionReturn) -> IssuedWorkbook:
    if not returned.code:
        raise IllFormedInputError(returned.problems)
    issued = (
        IssuedWorkbook.objects.select_related("round", "organisation")
        .filter(pk=returned.code)
        .first()
    )
    if issued is None:
        raise refusals.not_found("ブックの発行の記録", "record of this workbook being issued")
    return issued


@dataclass(frozen=True, slots=True)
class TakenItem:
    """What came of one item: ``submitted``, kept as ``draft``, ``unchanged``, or left alone.

    ``problem`` says why it is not submitted. ``conflict`` items wait for a decision.
    """

    item: int
    result: str
    problem: Problem | None = None


def import_workbook(
    actor: Actor,
    *,
    name: str,
    content: bytes,
    conflicts: Mapping[int, str] | None = None,
    confirmed: Mapping[int, tuple[str, ...]] | None = None,
    now: datetime | None = None,
) -> tuple[TakenItem, ...]:
    """Take in a returned workbook: each changed item is submitted, or kept as a draft.

    ``conflicts`` gives for an item ``returned`` or ``current``; without a word nothing of it is
    touched. ``confirmed`` gives the codes of the questions that were answered. The same file taken
    in again changes nothing that it has not changed already.
    """
    moment = now_or(now)
    preview = read_return(actor, name=name, content=content, now=moment)
    returned = _receive(actor, preview, name=name, content=content, now=moment)
    writer = Actor(actor.person, Way.WORKBOOK)
    taken = []
    for one in preview.items:
        decided = (conflicts or {}).get(one.item.pk, "")
        if not one.has_changes:
            taken.append(TakenItem(one.item.pk, "unchanged"))
        elif one.has_conflict and decided not in ("returned", "current"):
            taken.append(TakenItem(one.item.pk, "conflict"))
        else:
            fields = merged(one.differences, conflicts_as_returned=decided == "returned")
            answers = (confirmed or {}).get(one.item.pk, ())
            taken.append(_take(writer, one, fields, answers, returned, moment))
    return tuple(taken)


@action(Verb.IMPORT_WORKBOOK)
def _receive(
    actor: Actor, preview: ReturnPreview, *, name: str, content: bytes, now: datetime
) -> ReturnedWorkbook:
    """Keep the file unchanged under its digest, once."""
    sha256 = keep_evidence(content)
    file, _ = EvidenceFile.objects.get_or_create(sha256=sha256, defaults={"size": len(content)})
    made, is_new = ReturnedWorkbook.objects.get_or_create(
        issued=preview.issued,
        file=file,
        defaults={
            "name": file_name(name),
            "received_by": person_of(actor),
            "received_at": now,
        },
    )
    if is_new:
        details = {"sha256": sha256, "rows": len(preview.items)}
        subject = ("workbook", preview.issued.pk)
        record(actor, Verb.IMPORT_WORKBOOK, subject, details, now)
    return made


def _take(
    actor: Actor,
    one: ReturnedItem,
    fields: Mapping[str, str],
    confirmed: tuple[str, ...],
    returned: ReturnedWorkbook,
    moment: datetime,
) -> TakenItem:
    item = one.item
    draft = Draft.objects.filter(item=item).first()
    if draft is not None and dict(draft.content) == dict(fields) and item.state not in _OPEN:
        return TakenItem(item.pk, "unchanged")
    place = one.row.cells.get("value") or next(iter(one.row.cells.values()), "")
    try:
        submit_observation(
            actor,
            item.pk,
            version=item.version,
            content=fields,
            confirmed=confirmed,
            place=place,
            workbook_id=returned.pk,
            now=moment,
        )
    except RefusedError as refused:
        return _keep_draft(actor, item, fields, refused, moment)
    return TakenItem(item.pk, "submitted")


def _keep_draft(
    actor: Actor,
    item: WorkItem,
    fields: Mapping[str, str],
    refused: RefusedError,
    moment: datetime,
) -> TakenItem:
    """What cannot be submitted is kept as a draft where the item is open, and nothing is lost."""
    try:
        save_draft(actor, item.pk, version=item.version, content=fields, now=moment)
    except RefusedError:
        return TakenItem(item.pk, "refused", refused.problem)
    return TakenItem(item.pk, "draft", refused.problem)


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
