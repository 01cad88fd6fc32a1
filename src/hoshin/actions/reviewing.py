"""Reviewing: what a person decides of each row of a document, before it stands in the plan.

Every decision is kept at once and may be changed until its row is in the plan. What is typed is
kept as typed, even where it cannot be read; such a row is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoshin.actions import refusals
from hoshin.actions.acting import action, differences, person_of
from hoshin.actions.actor import Actor, now_or
from hoshin.actions.kept_reviews import (
    kept_proposal,
    proposed_row,
    storable,
)
from hoshin.actions.matrix import Verb
from hoshin.actions.recording import record
from hoshin.actions.uploading import held_upload, not_ready
from hoshin.domain.indicators import DirectionBasis
from hoshin.domain.problems import IllFormedError, Problem
from hoshin.domain.proposals import Confidence, Proposal, ProposedAction, ProposedRow
from hoshin.exchange.cells import read_cell
from hoshin.exchange.tables import Column, table
from hoshin.importers.applying import Key, corrected
from hoshin.storage.models import RowDecision, Upload, UploadState
from hoshin.storage.plan import plan_table

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
    fields, problems = values_of(data["table"], typed)
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


def _typed(data: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """The texts that differ from what is proposed, as typed but for blanks around them."""
    found = {}
    for column in editable_columns(data["table"]):
        if column.name in given:
            text = storable(str(given[column.name]).strip())
            if text != data["values"].get(column.name, ""):
                found[column.name] = text
    return found


def values_of(name: str, typed: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values of texts by column, and what cannot be read of them."""
    columns = {one.name: one for one in editable_columns(name)}
    values: dict[str, Any] = {}
    problems = []
    for field, text in typed.items():
        if field not in columns:
            continue
        if len(text) > LONGEST_TEXT:
            problems.append(_too_long(field, len(text)))
            continue
        try:
            values[field] = read_cell(text, columns[field])
        except IllFormedError as wrong:
            problems.append(refusals.ill_formed(wrong, field))
    if "direction" in values and "direction_basis" not in values:
        # Whoever chooses a direction declares it.
        values["direction_basis"] = DirectionBasis.DECLARED
    return values, tuple(problems)


def _too_long(field: str, length: int) -> Problem:
    return refusals.problem(
        "text-too-long",
        f"{length:,}字あります。一つの欄に入るのは{LONGEST_TEXT:,}字までです。",
        f"There are {length:,} characters. A field takes {LONGEST_TEXT:,} at most.",
        "短くしてください。入力した文はそのまま残っています。",
        "Please shorten it. What you typed is still there.",
        field=field,
    )


def _alone(row: ProposedRow) -> Proposal:
    return Proposal(document="", sha256="", source_id="", rows=(row,))


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


def names_of(upload: Upload, keys: Iterable[Key]) -> dict[Key, list[str]]:
    """The names of rows of a proposal, in Japanese and English."""
    wanted = set(keys)
    return {
        (one["table"], one["id"]): one["name"]
        for one in kept_proposal(upload)["rows"]
        if (one["table"], one["id"]) in wanted
    }
