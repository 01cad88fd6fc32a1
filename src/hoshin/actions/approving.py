"""Approving: check, approve, return with a note, lock; many at once, each on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hoshin.actions import refusals
from hoshin.actions.accepting import accept_evaluation, accept_observation
from hoshin.actions.acting import Held, action, hold, person_of
from hoshin.actions.actor import Actor, day_of
from hoshin.actions.matrix import Verb, verb_of
from hoshin.actions.refusals import RefusedError
from hoshin.actions.typed import required_text
from hoshin.domain.cycle import ItemKind, ItemState, ItemVerb
from hoshin.domain.problems import Problem
from hoshin.storage.models import Comment, WorkItem


@action(Verb.CHECK)
def check(actor: Actor, item_id: int, *, version: int, now: datetime | None = None) -> WorkItem:
    """Say that a submission was looked at and can go on to approval."""
    held = _ready(actor, item_id, version, ItemVerb.CHECK, now)
    held.advance(state=ItemState.CHECKED, checked_by=person_of(actor), checked_at=held.now)
    held.record(Verb.CHECK)
    return held.item


@action(Verb.APPROVE)
def approve(actor: Actor, item_id: int, *, version: int, now: datetime | None = None) -> WorkItem:
    """Approve a submission: its value becomes the city's, as a further revision."""
    held = _ready(actor, item_id, version, ItemVerb.APPROVE, now)
    submission = held.item.submissions.select_related("submitted_by").order_by("-number").first()
    if submission is None:
        raise refusals.not_found("提出", "submission")
    person = person_of(actor)
    changes: dict[str, object] = {}
    if held.item.kind is ItemKind.OBSERVATION:
        changes["observation"] = accept_observation(
            held.item,
            submission.content,
            entered_by=submission.submitted_by,
            entered_at=submission.submitted_at,
            approved_by=person,
            approved_at=held.now,
            known_on=day_of(submission.submitted_at),
        )
    else:
        changes["evaluation"] = accept_evaluation(held.item, submission.content)
    held.advance(state=ItemState.APPROVED, approved_by=person, approved_at=held.now, **changes)
    accepted = changes.get("observation") or changes["evaluation"]
    held.record(Verb.APPROVE, number=submission.number, accepted=str(getattr(accepted, "pk", "")))
    return held.item


@action(Verb.RETURN)
def return_(
    actor: Actor, item_id: int, *, version: int, note: str, now: datetime | None = None
) -> WorkItem:
    """Send a submission back with a note that says what to look at."""
    held = _ready(actor, item_id, version, ItemVerb.RETURN, now)
    text = required_text(note, "note")
    Comment.objects.create(
        item=held.item,
        kind="return",
        body=text,
        written_by=person_of(actor),
        written_at=held.now,
    )
    held.advance(
        state=ItemState.RETURNED,
        submitted_by=None,
        submitted_at=None,
        checked_by=None,
        checked_at=None,
    )
    held.record(Verb.RETURN, note=text)
    return held.item


@action(Verb.LOCK)
def lock(actor: Actor, item_id: int, *, version: int, now: datetime | None = None) -> WorkItem:
    """Lock an approved item: from now on only a correction with a reason changes it."""
    held = _ready(actor, item_id, version, ItemVerb.LOCK, now)
    held.advance(state=ItemState.LOCKED, locked_by=person_of(actor), locked_at=held.now)
    held.record(Verb.LOCK)
    return held.item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one item of many: done, or why not."""

    item_id: int
    done: bool
    refusal: Problem | None = None


def approve_many(
    actor: Actor, items: Mapping[int, int], now: datetime | None = None
) -> tuple[Outcome, ...]:
    """Approve several items, given with the version that was seen, each in its own transaction."""
    outcomes = []
    for item_id, version in items.items():
        try:
            approve(actor, item_id, version=version, now=now)
        except RefusedError as refused:
            outcomes.append(Outcome(item_id, False, refused.problem))
        else:
            outcomes.append(Outcome(item_id, True))
    return tuple(outcomes)


def _ready(actor: Actor, item_id: int, version: int, verb: ItemVerb, now: datetime | None) -> Held:
    """The item, held, once permission, round, state, version and the second person are in order."""
    held = hold(actor, item_id, now)
    held.require(verb_of(verb))
    held.require_open_round()
    held.require_state(verb)
    held.require_version(version)
    held.require_another_person(verb)
    return held
