"""Reviewing: what a person decides of each row of a document, and writing it into the plan.

Every decision is kept at once and may be changed until its row is in the plan. What is typed is
kept as typed, even where it cannot be read; such a row is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hoshin.actions import refusals
from hoshin.actions.acting import action, differences, person_of
from hoshin.actions.actor import Actor, now_or
from hoshin.actions.kept_reviews import (
    kept_proposal,
    proposal_of,
    proposed_row,
    storable,
    written_row,
)
from hoshin.actions.loading import accept_proposal, new_problems
from hoshin.actions.matrix import Verb
from hoshin.actions.recording import record
from hoshin.actions.uploading import held_upload, not_ready
from hoshin.domain.city import City
from hoshin.domain.indicators import DirectionBasis
from hoshin.domain.problems import IllFormedError, Problem, ProblemLevel
from hoshin.domain.proposals import Confidence, Proposal, ProposedAction, ProposedRow
from hoshin.exchange.cells import read_cell
from hoshin.exchange.tables import Column, table
from hoshin.importers.applying import Applied, Decisions, Key, apply_proposal, corrected
from hoshin.storage.models import RowDecision, Upload, UploadState
from hoshin.storage.plan import load_plan, plan_table

TAKE, LEAVE, SAME, OPEN = "take", "leave", "same", ""
LONGEST_TEXT = 20_000
_FIXED = frozenset({"id", "source", "locator"})


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is kept, and what cannot be read of what was typed."""

    decision: RowDecision
    problems: tuple[Problem, ...] = ()


def editable_columns(name: str) -> tuple[Column, ...]:
    """The columns of a table that a person may correct in a proposed row."""
    return tuple(
        one
        for one in table(name).columns
        if not one.references and not one.is_list and one.name not in _FIXED
    )


@action(Verb.REVIEW_PROPOSAL)
def decide_row(
    actor: Actor,
    upload_id: int,
    *,
    key: Key,
    choice: str | None,
    seen: int,
    same_as: str = "",
    corrections: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Decided:
    """Keep what a person decided of one row.

    ``choice`` is take, leave, same or empty (open again); None keeps the one that stands there.
    ``corrections`` are texts by column; those equal to the proposed text are none. None keeps
    those that stand there. ``seen`` is the version of the decision that was seen, 0 where there
    was none. A row with a text that cannot be read, or that would be ill-formed, stays open.
    Raises ChangedMeanwhileError when somebody else decided meanwhile.
    """
    moment = now_or(now)
    upload = held_upload(actor, upload_id, Verb.REVIEW_PROPOSAL, moment)
    if upload.state is not UploadState.READY:
        raise not_ready(upload)
    data = row_data(upload, key)
    if choice not in (None, TAKE, LEAVE, SAME, OPEN):
        raise refusals.not_found("選択肢", "choice")
    if data.get("written"):
        raise _is_written()
    known = RowDecision.objects.filter(upload=upload, table=key[0], row_id=key[1]).first()
    typed = (
        _typed(data, corrections)
        if corrections is not None
        else dict(known.corrections)
        if known is not None
        else {}
    )
    wanted = choice if choice is not None else known.choice if known is not None else OPEN
    if choice is None:
        same_as = known.same_as if known is not None else ""
    decision = known or RowDecision(upload=upload, table=key[0], row_id=key[1], version=0)
    if known is not None and seen != known.version:
        _require_equal(known, wanted, same_as, typed)
    if wanted == SAME:
        _require_existing(key[0], same_as)
    problems = problems_of(data, typed)
    if problems and wanted in (TAKE, SAME):
        wanted = OPEN
    same_as = same_as if wanted == SAME else ""
    unchanged = (decision.choice, decision.same_as, decision.corrections) == (
        wanted,
        same_as,
        typed,
    )
    if unchanged and (known is not None or wanted == OPEN):
        return Decided(decision, problems)
    was = decision.choice
    decision.choice, decision.same_as, decision.corrections = wanted, same_as, typed
    decision.decided_by, decision.decided_at = person_of(actor), moment
    decision.version += 1
    decision.save()
    upload.version += 1
    upload.save(update_fields=["version"])
    if was != wanted or choice is not None:
        details = {
            "row": data["name"][0],
            "id": f"{key[0]}:{key[1]}",
            "choice": wanted or "open",
            "same_as": same_as,
            "corrections": typed,
        }
        record(actor, Verb.REVIEW_PROPOSAL, ("upload", upload.pk), details, moment)
    return Decided(decision, problems)


def row_data(upload: Upload, key: Key) -> dict[str, Any]:
    """One row of an upload's proposal; raises NotFoundError where there is none."""
    for one in kept_proposal(upload)["rows"]:
        if (one["table"], one["id"]) == key:
            found: dict[str, Any] = one
            return found
    raise refusals.not_found("行", "row")


def problems_of(data: Mapping[str, Any], typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """What cannot be read of the texts that a person typed, each problem with its column."""
    fields, problems = _values(data["table"], typed)
    if problems or not fields:
        return problems
    row = proposed_row(data)
    refused = corrected(_alone(row), {row.key: fields})[1].get(row.key)
    return () if refused is None else (refusals.ill_formed(refused, ""),)


def decisions_of(upload: Upload) -> dict[Key, RowDecision]:
    """What was decided so far, by the row."""
    rows = RowDecision.objects.filter(upload=upload).select_related("decided_by")
    return {(one.table, one.row_id): one for one in rows}


def is_proved(data: Mapping[str, Any]) -> bool:
    """Whether a row may be taken together with others: nothing in it asks for a person."""
    return (
        data["action"] != ProposedAction.CONFIRM
        and not data["needs_decision"]
        and data["evidence"]["confidence"] != Confidence.LOW
    )


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
    accepted = accept_proposal(actor, proposal, decisions=decisions, now=moment)
    rows = {one.key: one for one in accepted.written}
    data = kept_proposal(upload)
    names = {(one["table"], one["id"]): one["name"] for one in data["rows"]}
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
                corrections[key] = _values(key[0], typed)[0]
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


def _typed(data: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """The texts that differ from what is proposed, as typed but for blanks around them."""
    found = {}
    for column in editable_columns(data["table"]):
        if column.name in given:
            text = storable(str(given[column.name])[:LONGEST_TEXT].strip())
            if text != data["values"].get(column.name, ""):
                found[column.name] = text
    return found


def _values(name: str, typed: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values of texts by column, and what cannot be read of them."""
    columns = {one.name: one for one in editable_columns(name)}
    values: dict[str, Any] = {}
    problems = []
    for field, text in typed.items():
        if field not in columns:
            continue
        try:
            values[field] = read_cell(text, columns[field])
        except IllFormedError as wrong:
            problems.append(refusals.ill_formed(wrong, field))
    if "direction" in values and "direction_basis" not in values:
        # Whoever chooses a direction declares it.
        values["direction_basis"] = DirectionBasis.DECLARED
    return values, tuple(problems)


def _alone(row: ProposedRow) -> Proposal:
    return Proposal(document="", sha256="", source_id="", rows=(replace(row),))


def _require_equal(known: RowDecision, choice: str, same_as: str, typed: Mapping[str, str]) -> None:
    yours = {"choice": choice, "same_as": same_as, **typed}
    theirs = {"choice": known.choice, "same_as": known.same_as, **known.corrections}
    differing = differences(yours, theirs)
    if differing:
        raise refusals.changed_meanwhile(
            known.version, differing, known.decided_by.name, known.decided_at
        )


def _require_existing(name: str, row_id: str) -> None:
    rows = plan_table(name).model._default_manager
    if not row_id or not rows.filter(pk=row_id).exists():
        raise refusals.one_problem(
            "same_as",
            "same-as-what",
            "どの行と同じかが選ばれていません。",
            "It was not said which row this is the same as.",
            "候補から一つ選んでください。",
            "Choose one of the candidates.",
        )


def _is_written() -> refusals.NotNowError:
    return refusals.NotNowError(
        refusals.problem(
            "row-is-written",
            "この行は、すでに計画に入っています。",
            "This row is in the plan already.",
            "計画に入った値を直すときは、数値の記録から訂正してください。",
            "To put it right, correct the figure itself.",
        )
    )


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


def names_of(upload: Upload, keys: Iterable[Key]) -> dict[Key, list[str]]:
    """The names of rows of a proposal, in Japanese and English."""
    wanted = set(keys)
    return {
        (one["table"], one["id"]): one["name"]
        for one in kept_proposal(upload)["rows"]
        if (one["table"], one["id"]) in wanted
    }
