"""Taking in: a returned workbook beside what was sent and what stands now, decided by a person.

A field that only the workbook changed is taken; one that both changed is a conflict, and a person
says which stays. Each item is submitted on its own; what cannot be submitted yet is kept as a
draft, with the reason. Nothing is overwritten that the person has not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hoshin.actions import refusals
from hoshin.actions.acting import action
from hoshin.actions.actor import Actor, Way, day_of, now_or
from hoshin.actions.entering import save_draft, submit_observation
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.receiving_workbooks import in_words
from hoshin.actions.recording import record
from hoshin.actions.refusals import AskedError, RefusedError
from hoshin.domain.cycle import ItemVerb, RoundState, transition
from hoshin.domain.roles import Role
from hoshin.domain.section_returns import (
    FieldCase,
    FieldDifference,
    ReturnedRow,
    merged,
    three_way,
)
from hoshin.storage.models import ReturnedWorkbook, WorkItem

_OPEN = transition(ItemVerb.SUBMIT).starts
RETURNED, CURRENT = "returned", "current"
# What came of an item before stands where the same return is taken in again without a new word.
_STANDS = {("unchanged", one) for one in ("submitted", "draft", "kept", "refused")} | {
    ("conflict", "kept")
}


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One item of a returned workbook beside what was sent and what stands now."""

    item: WorkItem
    row: ReturnedRow
    differences: tuple[FieldDifference, ...]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields that both the workbook and the workplace changed, differently."""
        return tuple(one.field for one in self.differences if one.case is FieldCase.CONFLICT)

    @property
    def has_changes(self) -> bool:
        """Whether the workbook says anything that was not sent with it."""
        changed = (FieldCase.RETURNED, FieldCase.AGREED, FieldCase.CONFLICT)
        return any(one.case in changed for one in self.differences)

    @property
    def is_open(self) -> bool:
        """Whether the item can still be submitted."""
        return self.item.state in _OPEN and self.item.round.state is RoundState.OPEN

    @property
    def current(self) -> dict[str, str]:
        """What stands in the form now."""
        return {one.field: one.current for one in self.differences if one.current}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of one item: the version that was seen, for each conflict a side.

    ``sides`` gives for a field ``returned`` or ``current``; ``confirmed`` the codes of the
    questions that were answered with yes.
    """

    version: int
    sides: Mapping[str, str] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenItem:
    """What came of one item; ``refusal`` says why it was not submitted.

    ``submitted``; kept as ``draft``; ``kept``: a person chose what stood there; ``conflict``: it
    waits for a decision; ``closed``: it was submitted meanwhile; ``unchanged``; ``refused``:
    nothing of it could be written.
    """

    item: int
    result: str
    refusal: RefusedError | None = None


def compare_return(
    actor: Actor, returned_id: int, *, now: datetime | None = None
) -> tuple[ReturnedWorkbook, tuple[ReturnedItem, ...]]:
    """A kept return with its items, each compared with what was sent and what stands now.

    Raises NotAllowedError for the workbook of an office that is not the actor's.
    """
    found = (
        ReturnedWorkbook.objects.select_related(
            "issued__round", "issued__organisation", "received_by", "file"
        )
        .filter(pk=returned_id)
        .first()
    )
    if found is None:
        raise refusals.not_found("戻ったブック", "returned workbook")
    _require_reader(actor, found.issued.organisation_id, now=now_or(now))
    items = (
        WorkItem.objects.filter(round=found.issued.round_id)
        .select_related("indicator", "draft", "round", "organisation", "ref_area", "element")
        .in_bulk([int(one) for one in found.content])
    )
    compared = []
    for key, back in found.content.items():
        item, sent = items.get(int(key)), found.issued.content.get(key)
        if item is None or sent is None:
            continue
        draft = getattr(item, "draft", None)
        now_there = dict(draft.content) if draft is not None else {}
        row = ReturnedRow(item=item.pk, content=back["content"], cells=back["cells"])
        compared.append(ReturnedItem(item, row, three_way(sent, row.content, now_there)))
    return found, tuple(sorted(compared, key=lambda one: one.item.position))


@action(Verb.IMPORT_WORKBOOK)
def _require_reader(actor: Actor, organisation_id: str, *, now: datetime) -> None:
    """Refuse another office's workbook, and put the attempt on record; auditors read everything."""
    rights = Rights(actor, day_of(now))
    if Role.AUDITOR not in rights.roles:
        rights.require(Verb.IMPORT_WORKBOOK, organisation=organisation_id)


@action(Verb.IMPORT_WORKBOOK)
def _require_taker(actor: Actor, organisation_id: str, *, now: datetime) -> None:
    rights = Rights(actor, day_of(now))
    rights.require(Verb.IMPORT_WORKBOOK, organisation=organisation_id)


def take_in(
    actor: Actor,
    returned_id: int,
    *,
    decisions: Mapping[int, Decision] | None = None,
    now: datetime | None = None,
) -> tuple[TakenItem, ...]:
    """Take in a kept return: each changed item is submitted, or kept as a draft.

    A conflict without a decision, or decided upon what has changed since, is not touched. The same
    return taken in again changes nothing that it has not changed already.
    """
    moment = now_or(now)
    found, items = compare_return(actor, returned_id, now=moment)
    _require_taker(actor, found.issued.organisation_id, now=moment)
    if found.issued.round.state is not RoundState.OPEN:
        raise refusals.round_not_open(found.issued.round.name)
    writer = Actor(actor.person, Way.WORKBOOK)
    given = decisions or {}
    taken = tuple(_take(writer, one, given.get(one.item.pk), found, moment) for one in items)
    _note(actor, found, taken, given, moment)
    return taken


def _take(
    actor: Actor,
    one: ReturnedItem,
    decision: Decision | None,
    returned: ReturnedWorkbook,
    moment: datetime,
) -> TakenItem:
    item = one.item
    if not one.has_changes:
        return TakenItem(item.pk, "unchanged")
    sides = decision.sides if decision is not None else {}
    if not one.is_open:
        is_there = not one.conflicts and merged(one.differences) == one.current
        return TakenItem(item.pk, "unchanged" if is_there else "closed")
    if one.conflicts:
        seen = decision is not None and decision.version == item.version
        if not seen or any(sides.get(name) not in (RETURNED, CURRENT) for name in one.conflicts):
            return TakenItem(item.pk, "conflict")
    chosen = tuple(name for name in one.conflicts if sides[name] == RETURNED)
    fields = merged(one.differences, returned=chosen)
    agreed = any(each.case is FieldCase.AGREED for each in one.differences)
    if fields == one.current and not agreed:
        return TakenItem(item.pk, "kept")
    if fields == one.current and _was_submitted(item, returned):
        return TakenItem(item.pk, "unchanged")
    try:
        submit_observation(
            actor,
            item.pk,
            version=item.version,
            content=fields,
            confirmed=decision.confirmed if decision is not None else (),
            place=one.row.cells.get("value") or next(iter(one.row.cells.values()), ""),
            workbook_id=returned.pk,
            now=moment,
        )
    except RefusedError as refused:
        return _keep_draft(actor, item, fields, refused, moment)
    return TakenItem(item.pk, "submitted")


def _was_submitted(item: WorkItem, returned: ReturnedWorkbook) -> bool:
    """Whether this return was submitted before: what was sent back to the section stays there."""
    return item.submissions.filter(workbook=returned).exists()


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
        return TakenItem(item.pk, "refused", refused)
    return TakenItem(item.pk, "draft", refused)


@action(Verb.IMPORT_WORKBOOK)
def _note(
    actor: Actor,
    returned: ReturnedWorkbook,
    taken: tuple[TakenItem, ...],
    decisions: Mapping[int, Decision],
    moment: datetime,
) -> None:
    """Keep beside the return what was decided and what came of each item, and record it."""
    Rights(actor, day_of(moment)).require(
        Verb.IMPORT_WORKBOOK, organisation=returned.issued.organisation_id
    )
    counts: dict[str, int] = {}
    decided: dict[str, Any] = {}
    held = ReturnedWorkbook.objects.select_for_update().get(pk=returned.pk)
    noted = dict(held.decisions)
    for one in taken:
        counts[one.result] = counts.get(one.result, 0) + 1
        before = noted.get(str(one.item))
        if before is not None and (one.result, before["result"]) in _STANDS:
            continue
        decision = decisions.get(one.item)
        sides = dict(decision.sides) if decision is not None else {}
        noted[str(one.item)] = {"result": one.result, "sides": sides, **_said(one.refusal)}
        if sides and one.result != "conflict":
            decided[str(one.item)] = sides
    held.decisions = noted
    held.save(update_fields=["decisions"])
    details = {"counts": counts, "decided": decided}
    record(actor, Verb.IMPORT_WORKBOOK, ("workbook", returned.issued_id), details, moment)


def _said(refusal: RefusedError | None) -> dict[str, Any]:
    if refusal is None:
        return {}
    questions = refusal.questions if isinstance(refusal, AskedError) else ()
    return {
        "problem": in_words(refusal.problem),
        "questions": [
            {"code": one.code, "sentence_ja": one.sentence_ja, "sentence_en": one.sentence_en}
            for one in questions
        ],
    }
