"""Loading: a whole plan folder into an empty workplace, a document's proposal into a full one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.acting import action, hold_plan
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.staleness import require_fresh
from hoshin.domain.city import City
from hoshin.domain.indicators import Observation
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.proposals import Proposal, ProposedAction, ProposedRow
from hoshin.domain.words import named
from hoshin.engine.checks import check
from hoshin.importers.applying import Decisions, Key, apply_proposal
from hoshin.storage import models as tables
from hoshin.storage.evidence import keep_evidence
from hoshin.storage.forms import part_forms
from hoshin.storage.plan import PlanIsThereError, load_plan, plan_table, save_plan

_BATCH = 500
_REVISION = re.compile(r"\.r[0-9]+$", re.ASCII)


@action(Verb.LOAD_PLAN)
def load_city(
    actor: Actor,
    city: City,
    *,
    also: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes] | None = None,
    now: datetime | None = None,
) -> None:
    """Write a city into a workplace that holds no plan.

    ``also`` is what its folder said besides, ``files`` the further files in it by their path;
    those below ``forms`` become the first versions of the city's own forms.
    Raises NotNowError when there is a plan, for what is on record is never thrown away, and when a
    box of an evaluation sheet has two answers, of which the database holds one.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.LOAD_PLAN)
    _require_one_answer_each(city)
    kept = {path: _keep(content) for path, content in (files or {}).items()}
    forms, others = part_forms(kept)
    try:
        save_plan(city, {**(also or {}), "files": others})
    except PlanIsThereError as there:
        raise _plan_is_there() from there
    tables.FormFile.objects.bulk_create(
        tables.FormFile(path=path, version=1, file_id=sha256, kept_at=moment)
        for path, sha256 in forms.items()
    )
    details = {"name": city.name, "observations": len(city.observations)}
    record(actor, Verb.LOAD_PLAN, ("city", city.name), details, moment)


def _require_one_answer_each(city: City) -> None:
    counted = Counter((one.evaluation, one.field) for one in city.evaluation_answers)
    for (evaluation, box), number in counted.items():
        if number > 1:
            raise refusals.NotNowError(
                refusals.problem(
                    "evaluation-answer-twice",
                    f"評価「{evaluation}」の欄「{box}」に、記入が{number}つあります。",
                    f'The evaluation "{evaluation}" has {number} answers in the box "{box}".',
                    named("{evaluation_answers.csv} に、正しい一つだけを残してください。"),
                    named("Keep the right one alone in {evaluation_answers.csv}."),
                )
            )


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of a proposal: rows written, and rows held back because they need one not taken.

    ``ids`` gives for a written row the id that it has in the plan: a further revision of a value
    has one of its own.
    """

    written: tuple[ProposedRow, ...]
    held_back: tuple[ProposedRow, ...]
    ids: Mapping[Key, str] = field(default_factory=dict)


@action(Verb.ACCEPT_PROPOSAL)
def accept_proposal(
    actor: Actor,
    proposal: Proposal,
    *,
    decisions: Decisions | None = None,
    document: bytes | None = None,
    now: datetime | None = None,
) -> Accepted:
    """Write the rows of a proposal that a person took; ``document`` is kept under its digest.

    A proposed other value of an observation becomes a further revision. Raises StaleError when
    what the proposal was made against has changed since, NotNowError when the city would
    contradict itself afterwards with a problem of level error; then nothing is written.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.ACCEPT_PROPOSAL)
    # Two proposals are accepted one after the other, so that the second one sees the first.
    hold_plan()
    before = load_plan()
    applied = apply_proposal(before, proposal, decisions)
    require_fresh(before, applied.taken)
    _require_no_new_error(before, applied.city, moment)
    if document is not None:
        _keep(document)
    names = {one.table for one in applied.taken}
    rows = {(name, row.id): row for name in names for row in getattr(applied.city, name)}
    ids = {one.key: one.row.id for one in applied.taken}
    added: dict[str, list[Any]] = {}
    for one in applied.taken:
        if one.action is ProposedAction.ADD:
            added.setdefault(one.table, []).append(rows[one.key])
    # Rows are proposed in the order of tables in which they refer to each other.
    for name, new in added.items():
        _add(name, new)
    for one in applied.taken:
        row = rows[one.key]
        if one.action is ProposedAction.ADD:
            continue
        if isinstance(row, Observation):
            ids[one.key] = _revise(one, row, day_of(moment))
        else:
            table = plan_table(one.table)
            values = table.attributes(row)
            key = values.pop("id")
            table.model._default_manager.filter(pk=key).update(**values)
    details = {
        "sha256": proposal.sha256,
        "source": proposal.source_id,
        "rows": [f"{one.table}:{one.row.id}" for one in applied.taken],
        "held_back": len(applied.held_back),
    }
    record(actor, Verb.ACCEPT_PROPOSAL, ("document", proposal.document), details, moment)
    return Accepted(applied.taken, applied.held_back, ids)


def _keep(content: bytes) -> str:
    """Keep a file under its digest, and that it is kept."""
    sha256 = keep_evidence(content)
    tables.EvidenceFile.objects.get_or_create(sha256=sha256, defaults={"size": len(content)})
    return sha256


def _add(name: str, rows: Sequence[Any]) -> None:
    table = plan_table(name)
    last = table.model._default_manager.aggregate(last=Max("position"))["last"] or 0
    for row in rows:
        if isinstance(row, Observation):
            _supersede(row)
    table.model._default_manager.bulk_create(
        (
            table.model(position=last + at, **table.attributes(row))
            for at, row in enumerate(rows, start=1)
        ),
        batch_size=_BATCH,
    )


def _supersede(row: Observation) -> None:
    """Rows of a lower revision are no longer current; prints of the same revision stay beside."""
    tables.Observation.objects.filter(
        indicator=row.indicator,
        ref_area=row.ref_area,
        breakdown=row.breakdown,
        time_period=row.time_period,
        revision__lt=row.revision,
        is_current=True,
    ).update(is_current=False)


def _revise(proposed: ProposedRow, row: Observation, known_on: date) -> str:
    """A further revision with the proposed values, under an id of its own, which is returned.

    It names the place where the other value stands, and the day on which it became known here.
    """
    table = plan_table("observations")
    known = tables.Observation.objects.filter(
        indicator=row.indicator,
        ref_area=row.ref_area,
        breakdown=row.breakdown,
        time_period=row.time_period,
    )
    revision = (known.aggregate(last=Max("revision"))["last"] or 0) + 1
    known.filter(is_current=True).update(is_current=False)
    last = table.model._default_manager.aggregate(last=Max("position"))["last"] or 0
    values = {
        **table.attributes(row),
        "id": _id_of_revision(row.id, revision),
        "revision": revision,
        "locator": proposed.evidence.locator or row.locator,
        "known_on": known_on,
    }
    changed = {one.field for one in proposed.changes}
    if "obs_value" in changed and "value_printed" not in changed:
        # The digits on record were those of the earlier value.
        values["value_printed"] = ""
    table.model._default_manager.create(position=last + 1, **values)
    return str(values["id"])


def _id_of_revision(row_id: str, revision: int) -> str:
    return f"{_REVISION.sub('', row_id)}.r{revision}"


def new_problems(before: City, after: City, moment: datetime) -> tuple[Problem, ...]:
    """What the checks find in a city that they did not find before, errors first."""
    day = after.as_of or day_of(moment)
    known = {(one.code, one.place.row_id) for one in check(before, day)}
    return tuple(one for one in check(after, day) if (one.code, one.place.row_id) not in known)


def _require_no_new_error(before: City, after: City, moment: datetime) -> None:
    for one in new_problems(before, after, moment):
        if one.level is ProblemLevel.ERROR:
            raise refusals.NotNowError(one)


def _plan_is_there() -> refusals.NotNowError:
    return refusals.NotNowError(
        refusals.problem(
            "plan-is-there",
            "このデータベースには、すでに計画が入っています。",
            "This database holds a plan already.",
            "文書から加えるときは取り込みを、別の市として始めるときは HOSHIN_DATA か "
            "HOSHIN_DATABASE で別の場所を指定してください。",
            "To add from a document, import it; to begin another city, name another place with "
            "HOSHIN_DATA or HOSHIN_DATABASE.",
        )
    )
