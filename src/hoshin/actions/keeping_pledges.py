"""Keeping pledges: the planner records them, links them to measures, says how far they have come.

A pledge ends by a state of its own, with day and reason; it stays on record.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import datetime

from hoshin.actions import refusals
from hoshin.actions.acting import action, hold_plan
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import NotNowError, problem
from hoshin.actions.register_forms import (
    free_id,
    needed,
    read_past_day,
    record_of,
    refuse,
    write,
)
from hoshin.actions.typed import cleaned
from hoshin.domain.periods import Period, read_code
from hoshin.domain.problems import IllFormedError, Problem
from hoshin.domain.registers import Pledge, PledgeProgress, PledgeState
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table

PLEDGE_FIELDS = (
    *("manifesto", "manifesto_en", "number", "name", "name_en"),
    *("pledged", "term_printed", "note"),
)
STATE_FIELDS = ("progress", "stated_on", "reason", "reason_en")


@action(Verb.KEEP_PLEDGE)
def keep_pledge(
    actor: Actor,
    pledge_id: str | None = None,
    *,
    content: Mapping[str, object],
    elements: Collection[str] = (),
    seen: str | None = None,
    now: datetime | None = None,
) -> Pledge:
    """Add a pledge, or change the one with this id; ``elements`` are the measures it is linked to.

    The plan is that of the first element; without one, the pledge keeps the plan it had. ``seen``
    is the digest of the record that the form was filled in from. Raises IllFormedInputError with a
    problem for each field at fault.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_PLEDGE)
    hold_plan()
    table = plan_table("pledges")
    before = None if pledge_id is None else record_of("pledges", pledge_id, seen)[1]
    typed = cleaned(content, PLEDGE_FIELDS)
    problems: list[Problem] = []
    for name in ("manifesto", "name"):
        needed(typed.get(name, ""), name, problems)
    pledged = _period(typed.get("pledged", ""), problems)
    linked = _elements(elements, problems)
    refuse(problems)
    first = next(iter(linked), None)
    plan = None if before is None else before.plan
    values = {name: typed.get(name, "") for name in PLEDGE_FIELDS if name != "pledged"}
    start = before or Pledge(id=free_id(tables.Pledge, "pledge"), manifesto="", name="")
    pledge = dataclasses.replace(
        start,
        **values,
        pledged=pledged,
        plan=linked[first] if first is not None else plan,
        element=first,
        other_elements=tuple(linked)[1:],
    )
    write(table, pledge)
    details = {
        "changed": before is not None,
        "name": pledge.name,
        "elements": list(pledge.elements),
    }
    record(actor, Verb.KEEP_PLEDGE, ("pledge", pledge.id), details, moment)
    return pledge


@action(Verb.KEEP_PLEDGE)
def state_pledge(
    actor: Actor,
    pledge_id: str,
    *,
    content: Mapping[str, object],
    now: datetime | None = None,
) -> PledgeState:
    """Say how far a pledge had come on a day, and why; the states before stay on record."""
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require(Verb.KEEP_PLEDGE)
    hold_plan()
    record_of("pledges", pledge_id)
    typed = cleaned(content, STATE_FIELDS)
    problems: list[Problem] = []
    progress = _progress(typed.get("progress", ""), problems)
    day = read_past_day(typed.get("stated_on", ""), "stated_on", today, problems)
    reason = needed(typed.get("reason", ""), "reason", problems)
    refuse(problems)
    assert progress is not None and day is not None
    state = PledgeState(
        id=free_id(tables.PledgeState, "pledge-state"),
        pledge=pledge_id,
        stated_on=day,
        progress=progress,
        reason=reason,
        reason_en=typed.get("reason_en", ""),
    )
    write(plan_table("pledge_states"), state)
    details = {"progress": progress.value, "stated_on": day.isoformat(), "reason": reason}
    record(actor, Verb.KEEP_PLEDGE, ("pledge", pledge_id), details, moment)
    return state


@action(Verb.KEEP_PLEDGE)
def take_back_state(actor: Actor, state_id: str, *, now: datetime | None = None) -> str:
    """Take back a state that was said by mistake; returns the id of its pledge.

    What it said goes on record. A state that stands in a document is not taken back.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_PLEDGE)
    hold_plan()
    _, state = record_of("pledge_states", state_id)
    if state.source is not None:
        raise _printed()
    tables.PledgeState.objects.filter(pk=state_id).delete()
    details = {
        "taken_back": True,
        "progress": state.progress.value,
        "stated_on": state.stated_on.isoformat(),
        "reason": state.reason,
    }
    record(actor, Verb.KEEP_PLEDGE, ("pledge", state.pledge), details, moment)
    return str(state.pledge)


@action(Verb.KEEP_PLEDGE)
def remove_pledge(actor: Actor, pledge_id: str, *, now: datetime | None = None) -> None:
    """Remove a pledge that was entered by mistake: without a document and without any state.

    Any other one is ended by a state, so that readers see what became of it.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_PLEDGE)
    hold_plan()
    _, pledge = record_of("pledges", pledge_id)
    if pledge.source is not None:
        raise _printed()
    if tables.PledgeState.objects.filter(pledge=pledge_id).exists():
        raise NotNowError(
            problem(
                "pledge-has-states",
                "進み具合の記録がある公約は消せません。",
                "A pledge with a recorded state cannot be removed.",
                "やめる公約は、進み具合を「終了」にして理由を書いてください。",
                "End it: record the state ended, with the reason.",
            )
        )
    tables.Pledge.objects.filter(pk=pledge_id).delete()
    details = {"removed": True, "name": pledge.name, "manifesto": pledge.manifesto}
    record(actor, Verb.KEEP_PLEDGE, ("pledge", pledge_id), details, moment)


def _period(text: str, problems: list[Problem]) -> Period | None:
    if not text:
        return None
    try:
        return read_code(text)
    except IllFormedError as wrong:
        problems.append(refusals.ill_formed(wrong, "pledged"))
        return None


def _progress(text: str, problems: list[Problem]) -> PledgeProgress | None:
    if text in set(PledgeProgress):
        return PledgeProgress(text)
    problems.append(
        problem(
            "not-a-choice",
            "進み具合が選ばれていません。",
            "How far it has come is not chosen.",
            "一覧から選んでください。",
            "Choose from the list.",
            field="progress",
        )
    )
    return None


def _elements(ids: Collection[str], problems: list[Problem]) -> dict[str, str]:
    """The plan of each element, in the order of their naming; a problem for one that is none."""
    wanted = list(dict.fromkeys(one for one in ids if one))
    plans = dict(tables.Element.objects.filter(pk__in=wanted).values_list("pk", "plan"))
    if len(plans) < len(wanted):
        problems.append(
            problem(
                "no-such-element",
                "選んだ施策のうち、計画にないものがあります。",
                "A measure that was chosen is in no plan.",
                "一覧から選び直してください。",
                "Choose again from the list.",
                field="elements",
            )
        )
    return {one: plans[one] for one in wanted if one in plans}


def _printed() -> NotNowError:
    return NotNowError(
        problem(
            "record-of-a-document",
            "文書から写した記録なので、消せません。",
            "This record was taken from a document and cannot be removed.",
            "誤りがあれば、既知の誤りに記録してください。",
            "If the document is wrong, put that on record as a known error.",
        )
    )
