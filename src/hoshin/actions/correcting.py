"""Correcting: after approval a value changes only by a further revision that says why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from hoshin.actions import refusals
from hoshin.actions.accepting import accept_evaluation, accept_observation
from hoshin.actions.acting import action, hold, person_of
from hoshin.actions.actor import Actor
from hoshin.actions.asking import confirmed_questions
from hoshin.actions.entering import names_of, require_whole_sheet
from hoshin.actions.matrix import Verb
from hoshin.actions.typed import cleaned, read_observation, required_text
from hoshin.domain.cycle import ItemKind, ItemVerb
from hoshin.storage.models import (
    Comment,
    Draft,
    Evaluation,
    Observation,
    Submission,
    WorkItem,
)


@action(Verb.CORRECT)
def correct(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    content: Mapping[str, object],
    reason: str,
    confirmed: Collection[str] = (),
    now: datetime | None = None,
) -> WorkItem:
    """Correct an approved or locked item, also in a frozen round; earlier ones stay on record.

    What was corrected joins the item's submissions, so that every earlier form can be read again.
    """
    held = hold(actor, item_id, now)
    held.require(Verb.CORRECT)
    held.require_state(ItemVerb.CORRECT)
    kept = cleaned(content, names_of(held.item))
    why = required_text(reason, "reason")
    held.require_version(version, kept)
    last = held.item.submissions.order_by("-number").first()
    if last is not None and dict(last.content) == kept:
        raise _nothing_corrected()
    person = person_of(actor)
    changes: dict[str, object] = {}
    questions: list[str] = []
    before: Observation | Evaluation | None
    if held.item.kind is ItemKind.OBSERVATION:
        typed = read_observation(kept, held.item.unit)
        questions = confirmed_questions(held.item, typed, confirmed)
        before = held.item.observation
        changes["observation"] = accept_observation(
            held.item,
            kept,
            entered_by=person,
            entered_at=held.now,
            approved_by=person,
            approved_at=held.now,
            known_on=held.today,
            reason=why,
        )
    else:
        require_whole_sheet(held.item, kept)
        before = held.item.evaluation
        changes["evaluation"] = accept_evaluation(held.item, kept)
    Comment.objects.create(
        item=held.item, kind="correction", body=why, written_by=person, written_at=held.now
    )
    Submission.objects.create(
        item=held.item,
        number=1 if last is None else last.number + 1,
        content=kept,
        confirmed=questions,
        submitted_by=person,
        submitted_at=held.now,
        via=str(actor.via),
    )
    Draft.objects.filter(item=held.item).update(content=kept, saved_by=person, saved_at=held.now)
    held.advance(**changes)
    held.record(
        Verb.CORRECT,
        reason=why,
        content=dict(kept),
        before=str(before.pk) if before is not None else "",
        confirmed=questions,
    )
    return held.item


def _nothing_corrected() -> refusals.RefusedError:
    return refusals.one_problem(
        "reason",
        "nothing-changes",
        "いまの記録と同じ内容です。",
        "This is what stands on record already.",
        "直すところを書き換えてください。",
        "Rewrite what is to be put right.",
    )
