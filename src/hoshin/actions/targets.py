"""Target changes: proposed with a reason, decided by a second person, with the rate without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import VERB_LABELS, Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import IllFormedInputError
from hoshin.actions.revising import write_revision
from hoshin.actions.typed import cleaned, read_number, required_text
from hoshin.domain.city import City
from hoshin.domain.cycle import RoundState
from hoshin.domain.indicators import Comparison, Method, Target
from hoshin.domain.periods import read_code
from hoshin.domain.problems import IllFormedError
from hoshin.domain.questions import Question
from hoshin.engine.achievement import evaluate
from hoshin.engine.goal_changes import cautions
from hoshin.storage import models as tables
from hoshin.storage.models import TargetChange, WorkItem
from hoshin.storage.plan import load_indicator, plan_table

CHANGEABLE = (
    "goal_value",
    "goal_upper",
    "goal_text",
    "goal_text_en",
    "goal_period",
    "comparison",
    "method",
    "baseline_value",
    "baseline_period",
)


# What a document printed of a field: it stands no longer once the field is changed.
_PRINTED = {
    "goal_value": "goal_printed",
    "goal_text": "goal_printed",
    "goal_period": "goal_period_printed",
    "baseline_value": "baseline_printed",
    "baseline_period": "baseline_period_printed",
}


def may_propose(rights: Rights, indicator: tables.Indicator) -> bool:
    """Whether somebody may propose for an indicator: its owner's people, and who reports it now."""
    return bool(_offices_to_propose(rights, indicator))


def _offices_to_propose(rights: Rights, indicator: tables.Indicator) -> list[str | None]:
    """The offices in whose name somebody may propose for an indicator."""
    offices = [
        indicator.organisation_id,
        *WorkItem.objects.filter(indicator=indicator, round__state=RoundState.OPEN)
        .order_by()
        .values_list("organisation", flat=True)
        .distinct(),
    ]
    return [one for one in offices if rights.may(Verb.PROPOSE_TARGET_CHANGE, organisation=one)]


def texts_of(target: Target) -> dict[str, str]:
    """What stands in each field that can be changed, as a form shows it."""
    return {name: _text(getattr(target, name)) for name in CHANGEABLE}


@action(Verb.PROPOSE_TARGET_CHANGE)
def change_target(
    actor: Actor,
    target_id: str,
    *,
    changes: Mapping[str, object],
    reason: str,
    reason_en: str = "",
    now: datetime | None = None,
) -> TargetChange:
    """Propose another goal, baseline or method for a target, with the reason.

    Once approved, the reason is published with the change, in English where it is given. Nothing
    of the target changes before that. Raises IllFormedInputError for what no target can be, with
    the field at fault.
    """
    moment = now_or(now)
    row = _target(target_id)
    rights = Rights(actor, day_of(moment))
    offices = _offices_to_propose(rights, row.indicator) or [row.indicator.organisation_id]
    rights.require(Verb.PROPOSE_TARGET_CHANGE, organisation=offices[0])
    why = required_text(reason, "reason")
    if TargetChange.objects.filter(target=row, state="proposed").exists():
        raise _open_already()
    city = load_indicator(row.indicator_id)
    before = next(one for one in city.targets if one.id == target_id)
    after = changed(before, changes)
    texts_before, texts_after = _differing(before, after)
    if not texts_after:
        raise _nothing_changes()
    made = TargetChange.objects.create(
        target=row,
        before=texts_before,
        after=texts_after,
        reason=why,
        reason_en=cleaned({"reason_en": reason_en}, ("reason_en",)).get("reason_en", ""),
        rate_without=rate_of(city, target_id, moment),
        rate_after=rate_of(with_target(city, after), target_id, moment),
        proposed_by=person_of(actor),
        proposed_at=moment,
    )
    details = {"before": texts_before, "after": texts_after, "reason": why}
    record(actor, Verb.PROPOSE_TARGET_CHANGE, ("target", target_id), details, moment)
    return made


@action(Verb.DECIDE_TARGET_CHANGE)
def approve_target_change(
    actor: Actor, change_id: int, *, note: str = "", now: datetime | None = None
) -> TargetChange:
    """Approve a proposed change: the target is written anew, the change becomes a revision.

    Both rates are judged again on this day, from the values that are known by now.
    """
    moment = now_or(now)
    change = _decidable(actor, change_id, moment)
    city = load_indicator(change.target.indicator_id)
    before = next(one for one in city.targets if one.id == change.target_id)
    after = changed(before, change.after)
    change.rate_without = rate_of(city, change.target_id, moment)
    change.rate_after = rate_of(with_target(city, after), change.target_id, moment)
    values = plan_table("targets").attributes(after)
    # What the document printed is no longer the target; other listings of it follow the first.
    printed = {_PRINTED[name]: "" for name in change.after if name in _PRINTED}
    tables.Target.objects.filter(Q(pk=change.target_id) | Q(restates=change.target_id)).update(
        **{name: values[name] for name in change.after}, **printed
    )
    stood = {name: _text(getattr(before, name)) for name in change.after}
    write_revision(actor, change, stood, day_of(moment))
    return _decide(actor, change, "approved", note, moment)


@action(Verb.DECIDE_TARGET_CHANGE)
def refuse_target_change(
    actor: Actor, change_id: int, *, note: str, now: datetime | None = None
) -> TargetChange:
    """Refuse a proposed change, saying why."""
    moment = now_or(now)
    change = _decidable(actor, change_id, moment)
    return _decide(actor, change, "refused", required_text(note, "note"), moment)


def changed(target: Target, changes: Mapping[str, object]) -> Target:
    """The target with other values, given as texts; raises IllFormedInputError for what is none."""
    texts = cleaned(changes, CHANGEABLE)
    values: dict[str, Any] = {}
    problems = []
    for name in changes:
        try:
            values[name] = _value(name, texts.get(name, ""))
        except IllFormedError as wrong:
            problems.append(refusals.ill_formed(wrong, name))
    if problems:
        raise IllFormedInputError(tuple(problems))
    try:
        return dataclasses.replace(target, **values)
    except IllFormedError as wrong:
        raise IllFormedInputError((refusals.ill_formed(wrong, wrong.field),)) from wrong


def _value(name: str, text: str) -> object:
    if name.startswith("goal_text"):
        return text
    if not text:
        return None
    if name.endswith("_period"):
        return read_code(text)
    if name == "comparison":
        return _code(Comparison, text)
    if name == "method":
        return _code(Method, text)
    number = read_number(text)
    if number is None:
        raise IllFormedError(
            "not-a-number",
            f"「{text[:40]}」は数として読めません。",
            f'"{text[:40]}" cannot be read as a number.',
            "数字だけを書いてください。",
            "Write digits only.",
        )
    return number


def _code(codes: type[Comparison] | type[Method], text: str) -> object:
    try:
        return codes(text)
    except ValueError:
        raise IllFormedError(
            "not-a-choice",
            f"「{text[:40]}」は選べる値ではありません。",
            f'"{text[:40]}" is not one of the choices.',
            "一覧から選んでください。",
            "Choose from the list.",
        ) from None


def rate_of(city: City, target_id: str, moment: datetime) -> str:
    """The printed rate of a target as the engine judges it on a day; empty when there is none."""
    for judged in evaluate(city, day_of(moment)):
        if judged.target.id == target_id and judged.printed is not None:
            return f"{judged.printed:f}"
    return ""


def with_target(city: City, target: Target) -> City:
    """The city with one target as it would be."""
    targets = tuple(target if one.id == target.id else one for one in city.targets)
    return dataclasses.replace(city, targets=targets)


def cautions_about(change: TargetChange) -> tuple[Question, ...]:
    """What whoever decides on a proposed change must see; nothing where it was decided."""
    if change.state != "proposed":
        return ()
    target = plan_table("targets").row_of(change.target)
    try:
        after = changed(target, change.after)
    except IllFormedInputError:
        # What no target can be any more is refused by the decision itself.
        return ()
    return cautions(target, after, plan_table("indicators").row_of(change.target.indicator))


def _differing(before: Target, after: Target) -> tuple[dict[str, str], dict[str, str]]:
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for name in CHANGEABLE:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            old[name], new[name] = _text(one), _text(other)
    return old, new


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(getattr(value, "code", value))


def _target(target_id: str) -> tables.Target:
    found = (
        tables.Target.objects.select_related("indicator")
        .select_for_update(of=("self",))
        .filter(pk=target_id)
        .first()
    )
    if found is None:
        raise refusals.not_found("目標", "target")
    return found


def _decidable(actor: Actor, change_id: int, moment: datetime) -> TargetChange:
    Rights(actor, day_of(moment)).require(Verb.DECIDE_TARGET_CHANGE)
    change = (
        TargetChange.objects.select_related("target")
        .select_for_update(of=("self",))
        .filter(pk=change_id, state="proposed")
        .first()
    )
    if change is None:
        raise refusals.not_found("申し出", "proposed change")
    if change.proposed_by_id == person_of(actor).pk:
        raise refusals.own_submission(*VERB_LABELS[Verb.DECIDE_TARGET_CHANGE])
    return change


def _decide(
    actor: Actor, change: TargetChange, state: str, note: str, moment: datetime
) -> TargetChange:
    change.state = state
    change.decided_by, change.decided_at = person_of(actor), moment
    change.decision_note = note
    change.save()
    details = {
        "change": change.pk,
        "state": state,
        "rate_without": change.rate_without,
        "rate_after": change.rate_after,
        "note": note,
    }
    record(actor, Verb.DECIDE_TARGET_CHANGE, ("target", change.target_id), details, moment)
    return change


def _open_already() -> refusals.NotNowError:
    return refusals.NotNowError(
        refusals.problem(
            "change-is-open",
            "この目標には、まだ決まっていない変更の申し出があります。",
            "A change of this target is waiting for a decision already.",
            "先にその申し出を決めてもらってください。",
            "Have that one decided first.",
        )
    )


def _nothing_changes() -> refusals.RefusedError:
    return refusals.one_problem(
        "goal_value",
        "nothing-changes",
        "いまの目標と同じです。",
        "This is the target as it is.",
        "変えるところを書いてください。",
        "Write what is to change.",
    )
