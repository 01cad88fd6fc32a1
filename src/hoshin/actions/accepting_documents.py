"""Accepting documents: what was taken of a reviewed document is written into the plan.

Taken rows go with the proved ones that they need; a row whose needs are not taken is held back, and
said. What the checks would newly warn of is known before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoshin.actions import refusals
from hoshin.actions.acting import action
from hoshin.actions.actor import Actor, now_or
from hoshin.actions.kept_reviews import (
    kept_proposal,
    proposal_of,
    renamed,
    storable,
    written_row,
)
from hoshin.actions.loading import accept_proposal, new_problems
from hoshin.actions.matrix import Verb
from hoshin.actions.reviewing import OPEN, SAME, TAKE, decisions_of, is_proved, values_of
from hoshin.actions.uploading import held_upload, not_ready
from hoshin.domain.city import City
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.proposals import Proposal, ProposedAction, ProposedRow
from hoshin.exchange.tables import table
from hoshin.importers.applying import Applied, Decisions, Key, apply_proposal, corrected
from hoshin.importers.row_names import RowNames
from hoshin.storage.models import RowDecision, Upload, UploadState
from hoshin.storage.plan import load_plan


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A row that is not written, because it needs others that are not taken."""

    row: ProposedRow
    because: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting would do: rows written, held back with the reason, and rows still open."""

    taken: tuple[ProposedRow, ...]
    held_back: tuple[HeldBack, ...]
    open: tuple[Key, ...]


def preview_acceptance(upload: Upload, *, with_proved: bool) -> Preview:
    """What would be written of an upload, as its rows and decisions stand; nothing is."""
    proposal, decisions = _decided(upload, with_proved)
    return _preview(proposal, decisions, apply_proposal(City(name=""), proposal, decisions))


def names_as_decided(upload: Upload) -> dict[Key, list[str]]:
    """The name of every row of an upload in both languages, with the corrections of taken rows.

    A value is called by its indicator: whoever renames the indicator renames the value with it.
    """
    names = {(one["table"], one["id"]): one["name"] for one in kept_proposal(upload)["rows"]}
    proposal, decisions = _decided(upload, with_proved=True)
    if decisions.corrections:
        put_right, _ = corrected(proposal, decisions.corrections)
        said = RowNames(load_plan(), put_right)
        names |= {one.key: list(said.of_row(one.table, one.row)) for one in put_right.rows}
    return names


def new_warnings(
    upload: Upload, *, with_proved: bool, now: datetime | None = None
) -> tuple[Problem, ...]:
    """The warnings that the checks would add to those of the plan if an upload were accepted.

    They do not stand in the way, for a document may print what contradicts another; whoever
    accepts it sees them first. An error does, and ``accept_upload`` says which.
    """
    before = load_plan()
    after = apply_proposal(before, *_decided(upload, with_proved)).city
    return tuple(
        one
        for one in new_problems(before, after, now_or(now))
        if one.level is ProblemLevel.WARNING and not one.known
    )


@action(Verb.ACCEPT_PROPOSAL)
def accept_upload(
    actor: Actor,
    upload_id: int,
    *,
    version: int,
    with_proved: bool,
    now: datetime | None = None,
) -> Preview:
    """Write into the plan what was taken of an upload, with every proved row where asked for.

    ``version`` is that of the list that was seen. Raises ChangedMeanwhileError when decisions have
    changed since, StaleError when the plan has, NotNowError when nothing was taken or the plan
    would contradict itself; then nothing is written.
    """
    moment = now_or(now)
    upload = held_upload(actor, upload_id, Verb.ACCEPT_PROPOSAL, moment)
    if upload.state is not UploadState.READY:
        raise not_ready(upload)
    if upload.version != version:
        last = RowDecision.objects.filter(upload=upload).order_by("-decided_at").first()
        by = last.decided_by.name if last is not None else ""
        raise refusals.changed_meanwhile(upload.version, (), by, None)
    proposal, decisions = _decided(upload, with_proved)
    preview = _preview(proposal, decisions, apply_proposal(City(name=""), proposal, decisions))
    if not preview.taken:
        raise _nothing_taken()
    names = names_as_decided(upload)
    accepted = accept_proposal(actor, proposal, decisions=decisions, now=moment)
    rows = {one.key: one for one in accepted.written}
    data = renamed(kept_proposal(upload), names)
    kept = [
        written_row(one, rows[key], accepted.ids[key])
        if (key := (one["table"], one["id"])) in rows
        else one
        for one in data["rows"]
    ]
    result = {
        "at": moment.isoformat(),
        "by": actor.name,
        "written": [
            {
                "table": one.table,
                "id": accepted.ids[one.key],
                "action": one.action.value,
                "name": names[one.key],
            }
            for one in accepted.written
        ],
        "held_back": [
            {
                "table": one.row.table,
                "name": names[one.row.key],
                "because": [names[key] for key in one.because],
            }
            for one in preview.held_back
        ],
        "open": len(preview.open),
    }
    for decision in RowDecision.objects.filter(upload=upload).exclude(corrections={}):
        if (decision.table, decision.row_id) in rows:
            decision.corrections = {}
            decision.save(update_fields=["corrections"])
    upload.proposal = storable({**data, "rows": kept})
    upload.results = [*upload.results, storable(result)]
    upload.version += 1
    upload.save(update_fields=["proposal", "results", "version"])
    return preview


def _decided(upload: Upload, with_proved: bool) -> tuple[Proposal, Decisions]:
    decided = decisions_of(upload)
    data = kept_proposal(upload)["rows"]
    taken: set[Key] = set()
    at_hand: set[Key] = set()
    same_as: dict[Key, str] = {}
    corrections: dict[Key, Mapping[str, Any]] = {}
    for one in data:
        key = (one["table"], one["id"])
        decision = decided.get(key)
        choice = decision.choice if decision is not None else OPEN
        typed = dict(decision.corrections) if decision is not None else {}
        if choice == TAKE or (choice == OPEN and with_proved and is_proved(one) and not typed):
            taken.add(key)
            if typed:
                corrections[key] = values_of(key[0], typed)[0]
        elif choice == SAME and decision is not None:
            same_as[key] = decision.same_as
        elif choice == OPEN and is_proved(one):
            at_hand.add(key)
    proposal = proposal_of(upload)
    taken |= _needed(proposal, taken, at_hand)
    return proposal, Decisions(frozenset(taken), same_as, corrections)


def _needed(proposal: Proposal, taken: set[Key], at_hand: set[Key]) -> set[Key]:
    """Proved new rows that taken ones point to, such as the document itself: they go along."""
    rows = {one.key: one for one in proposal.rows}
    by_id = {key[1]: key for key in at_hand if rows[key].action is ProposedAction.ADD}
    found: set[Key] = set()
    waiting = list(taken)
    while waiting:
        for key in _needs(rows[waiting.pop()], by_id):
            if key not in found and key not in taken:
                found.add(key)
                waiting.append(key)
    return found


def _preview(proposal: Proposal, decisions: Decisions, applied: Applied) -> Preview:
    written = {one.key for one in applied.taken}
    missing = {
        one.row.id: one.key
        for one in proposal.rows
        if one.action is ProposedAction.ADD
        and one.key not in written
        and one.key not in decisions.same_as
    }
    held = tuple(HeldBack(one, _needs(one, missing)) for one in applied.held_back)
    return Preview(applied.taken, held, tuple(one.key for one in applied.waiting))


def _needs(row: ProposedRow, missing: Mapping[str, Key]) -> tuple[Key, ...]:
    found = []
    for column in table(row.table).columns:
        value = getattr(row.row, column.name)
        if column.references and isinstance(value, str) and value in missing:
            found.append(missing[value])
    return tuple(found)


def _nothing_taken() -> refusals.NotNowError:
    return refusals.NotNowError(
        refusals.problem(
            "nothing-taken",
            "受け入れる行がありません。",
            "There is no row to accept.",
            "行ごとに「採用」を選ぶか、検算の通った行をまとめて受け入れてください。",
            "Take rows one by one, or accept all proved rows together.",
        )
    )
