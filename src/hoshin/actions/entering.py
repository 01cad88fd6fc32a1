"""Entering: drafts as one types, submitting a value or why there is none, taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.acting import Held, action, differences, hold, person_of
from hoshin.actions.actor import Actor, Way
from hoshin.actions.asking import confirmed_questions
from hoshin.actions.matrix import Verb
from hoshin.actions.sheets import fields_of, keys_of, promises_to, read_sheet
from hoshin.actions.typed import OBSERVATION_FIELDS, cleaned, read_observation, required_text
from hoshin.domain.cycle import ItemKind, ItemState, ItemVerb
from hoshin.storage.models import Comment, Draft, Submission, WorkItem


def names_of(item: WorkItem) -> tuple[str, ...]:
    """The names that the fields of an item's form may have."""
    if item.kind is ItemKind.OBSERVATION:
        return OBSERVATION_FIELDS
    return keys_of(fields_of(item))


def require_whole_sheet(item: WorkItem, content: Mapping[str, str]) -> None:
    """Raise IllFormedInputError unless a sheet is filled in, the answer to a promise included."""
    read_sheet(fields_of(item), content, promised=bool(promises_to(item)))


@action(Verb.SAVE_DRAFT)
def save_draft(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    content: Mapping[str, object],
    record_replaced: bool = False,
    now: datetime | None = None,
) -> WorkItem:
    """Keep what stands in the form, as typed; figures are read only when it is submitted.

    Saving again what stands there already changes nothing, so a repeated request does no harm.
    With ``record_replaced``, which is for somebody who saw two contents and chose this one, the
    fields that the other had filled in differently go on record in full.
    """
    held = hold(actor, item_id, now)
    held.require(_permission(actor, Verb.SAVE_DRAFT))
    kept = cleaned(content, names_of(held.item))
    if version != held.item.version and kept == content_of(held.item):
        return held.item
    held.require_open_round()
    held.require_state(ItemVerb.SAVE_DRAFT)
    held.require_version(version, kept)
    replaced = (
        {one.field: one.theirs for one in differences(kept, content_of(held.item))}
        if record_replaced
        else {}
    )
    _keep(held, kept)
    # A returned item stays returned until it is submitted again: the note still has to be answered.
    state = ItemState.RETURNED if held.item.state is ItemState.RETURNED else ItemState.DRAFT
    held.advance(state=state)
    details: dict[str, object] = {"replaced": replaced} if replaced else {}
    held.record(Verb.SAVE_DRAFT, fields=sorted(kept), **details)
    return held.item


@action(Verb.SUBMIT)
def submit_observation(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    content: Mapping[str, object] | None = None,
    confirmed: Collection[str] = (),
    place: str = "",
    workbook_id: int | None = None,
    now: datetime | None = None,
) -> WorkItem:
    """Submit a value, or the reason why there is none; without ``content``, what the draft says.

    Raises AskedError with the questions that are not ``confirmed`` yet. ``place`` and
    ``workbook_id`` say in which cell of which returned workbook the value stood.
    """
    held = hold(actor, item_id, now)
    held.require(_permission(actor, Verb.SUBMIT))
    _require_kind(held, ItemKind.OBSERVATION)
    kept = content_of(held.item) if content is None else cleaned(content, OBSERVATION_FIELDS)
    if _is_repeated(held, kept):
        return held.item
    held.require_open_round()
    held.require_state(ItemVerb.SUBMIT)
    held.require_version(version, kept)
    typed = read_observation(kept, held.item.unit)
    questions = confirmed_questions(held.item, typed, confirmed)
    if content is not None:
        _keep(held, kept)
    return _submit(held, kept, questions, place, workbook_id)


def declare_missing(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    reason: str,
    note: str = "",
    now: datetime | None = None,
) -> WorkItem:
    """Submit that there is no value, and why; never the same thing as zero."""
    content = {"missing_reason": reason, "comment": note}
    return submit_observation(actor, item_id, version=version, content=content, now=now)


@action(Verb.WRITE_EVALUATION)
def write_evaluation(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    content: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> WorkItem:
    """Submit an evaluation sheet; without ``content``, what the draft says.

    Every box that the sheet requires is needed, and an answer where something was promised last
    year.
    """
    held = hold(actor, item_id, now)
    held.require(Verb.WRITE_EVALUATION)
    _require_kind(held, ItemKind.EVALUATION)
    kept = content_of(held.item) if content is None else cleaned(content, names_of(held.item))
    if _is_repeated(held, kept):
        return held.item
    held.require_open_round()
    held.require_state(ItemVerb.SUBMIT)
    held.require_version(version, kept)
    require_whole_sheet(held.item, kept)
    if content is not None:
        _keep(held, kept)
    return _submit(held, kept, [], "", None)


@action(Verb.WITHDRAW)
def withdraw(actor: Actor, item_id: int, *, version: int, now: datetime | None = None) -> WorkItem:
    """Take a submission back before anybody has checked it."""
    held = hold(actor, item_id, now)
    held.require(Verb.WITHDRAW)
    held.require_open_round()
    held.require_state(ItemVerb.WITHDRAW)
    held.require_version(version)
    held.advance(state=ItemState.DRAFT, submitted_by=None, submitted_at=None)
    held.record(Verb.WITHDRAW)
    return held.item


@action(Verb.WRITE_COMMENT)
def write_comment(actor: Actor, item_id: int, *, body: str, now: datetime | None = None) -> Comment:
    """Write a remark on an item, for everybody who works on it."""
    held = hold(actor, item_id, now)
    held.require(Verb.WRITE_COMMENT)
    text = required_text(body, "body")
    comment = Comment.objects.create(
        item=held.item, body=text, written_by=person_of(actor), written_at=held.now
    )
    held.record(Verb.WRITE_COMMENT, comment=comment.pk)
    return comment


def content_of(item: WorkItem) -> dict[str, str]:
    """What stands in the form of an item; nothing where no draft was saved."""
    found = Draft.objects.filter(item=item).values_list("content", flat=True).first()
    return dict(found or {})


def _permission(actor: Actor, verb: Verb) -> Verb:
    """The verb that has to be allowed: what a section wrote in its workbook is only taken in.

    A bureau, which enters no values itself, passes on those of the sections below it.
    """
    return Verb.IMPORT_WORKBOOK if actor.via is Way.WORKBOOK else verb


def _require_kind(held: Held, kind: ItemKind) -> None:
    if held.item.kind is not kind:
        raise refusals.other_kind()


def _is_repeated(held: Held, content: Mapping[str, str]) -> bool:
    """Whether this very content was submitted just before: the request came twice."""
    if held.item.state is not ItemState.SUBMITTED:
        return False
    last = held.item.submissions.order_by("-number").first()
    return last is not None and dict(last.content) == dict(content)


def _keep(held: Held, content: Mapping[str, str]) -> None:
    Draft.objects.bulk_create(
        [
            Draft(
                item=held.item,
                content=dict(content),
                saved_by=person_of(held.actor),
                saved_at=held.now,
            )
        ],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["content", "saved_by", "saved_at"],
    )


def _submit(
    held: Held,
    content: Mapping[str, str],
    confirmed: list[str],
    place: str,
    workbook_id: int | None,
) -> WorkItem:
    last = held.item.submissions.aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    person = person_of(held.actor)
    Submission.objects.create(
        item=held.item,
        number=number,
        content=dict(content),
        confirmed=confirmed,
        submitted_by=person,
        submitted_at=held.now,
        via=str(held.actor.via),
        workbook_id=workbook_id,
        place=place,
    )
    held.advance(
        state=ItemState.SUBMITTED,
        submitted_by=person,
        submitted_at=held.now,
        checked_by=None,
        checked_at=None,
    )
    verb = Verb.SUBMIT if held.item.kind is ItemKind.OBSERVATION else Verb.WRITE_EVALUATION
    held.record(verb, number=number, content=dict(content), confirmed=confirmed, place=place)
    return held.item
