"""Handing over: when people move on or offices are reorganised, work passes on and nothing is lost.

A hand-over of an office keeps its lineage: it ends the day before, and its successor is on record
in the plan itself. Each hand-over leaves a sheet for the new owner: what is open, with the last
value, the note with which it came back, and what was promised last year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.domain.cycle import ItemState, RoundState
from hoshin.domain.periods import Period
from hoshin.storage.models import (
    Comment,
    Evaluation,
    HandOver,
    Indicator,
    Observation,
    Organisation,
    Person,
    RoleGrant,
    WorkItem,
)

_DONE = (ItemState.LOCKED,)


@action(Verb.HAND_OVER)
def hand_over_person(
    actor: Actor,
    from_person_id: int,
    *,
    to_person_id: int,
    on: date,
    now: datetime | None = None,
) -> HandOver:
    """Pass all roles and items of one person to another from a day on."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.HAND_OVER)
    before, after = _person(from_person_id), _person(to_person_id)
    if before.pk == after.pk or not after.is_active:
        raise _same_owner()
    grants = RoleGrant.objects.filter(person=before, ended_at=None, deputy_of=None).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )
    moved = [
        RoleGrant(
            person=after,
            role=grant.role,
            organisation_id=grant.organisation_id,
            element_id=grant.element_id,
            indicator_id=grant.indicator_id,
            valid_from=max(on, grant.valid_from),
            valid_to=grant.valid_to,
            granted_by=actor.person,
            granted_at=moment,
        )
        for grant in grants
    ]
    items = _open_items().filter(assigned_to=before)
    sheet = sheet_of(items)
    _end_by(grants, on, actor, moment)
    RoleGrant.objects.bulk_create(moved)
    count = items.update(assigned_to=after, version=F("version") + 1, changed_at=moment)
    made = HandOver.objects.create(
        from_person=before,
        to_person=after,
        takes_effect_on=on,
        sheet=sheet,
        made_by=person_of(actor),
        made_at=moment,
    )
    details = {"from": before.pk, "to": after.pk, "on": on.isoformat(), "items": count}
    record(actor, Verb.HAND_OVER, ("person", before.pk), details, moment)
    return made


@action(Verb.HAND_OVER)
def hand_over_organisation(
    actor: Actor,
    from_organisation_id: str,
    *,
    to_organisation_id: str,
    on: date,
    now: datetime | None = None,
) -> HandOver:
    """Let one office succeed another from a day on: lineage, open items, roles.

    Values and evaluations that were accepted stay those of the office that gave them.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.HAND_OVER)
    before, after = _organisation(from_organisation_id), _organisation(to_organisation_id)
    if before.pk == after.pk or _leads_to(after, before):
        raise _same_owner()
    before.successor = after
    before.valid_to = on - timedelta(days=1)
    if before.valid_from is not None and before.valid_to < before.valid_from:
        raise _ends_before_it_begins()
    before.save(update_fields=["successor", "valid_to"])
    items = _open_items().filter(organisation=before)
    sheet = sheet_of(items)
    grants = RoleGrant.objects.filter(organisation=before, ended_at=None).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )
    moved = [
        RoleGrant(
            person_id=grant.person_id,
            role=grant.role,
            organisation=after,
            element_id=grant.element_id,
            indicator_id=grant.indicator_id,
            valid_from=max(on, grant.valid_from),
            valid_to=grant.valid_to,
            granted_by=actor.person,
            granted_at=moment,
        )
        for grant in grants.filter(deputy_of=None)
    ]
    _end_by(grants, on, actor, moment)
    RoleGrant.objects.bulk_create(moved)
    count = items.update(organisation=after, version=F("version") + 1, changed_at=moment)
    made = HandOver.objects.create(
        from_organisation=before,
        to_organisation=after,
        takes_effect_on=on,
        sheet=sheet,
        made_by=person_of(actor),
        made_at=moment,
    )
    details = {"to": after.pk, "on": on.isoformat(), "items": count, "roles": len(moved)}
    record(actor, Verb.HAND_OVER, ("organisation", before.pk), details, moment)
    return made


def orphans(rights: Rights, today: date) -> QuerySet[WorkItem]:
    """Open items that nobody will enter: no office, one that has ended, or one without people."""
    manned = RoleGrant.objects.filter(
        person__is_active=True, ended_at=None, valid_from__lte=today
    ).filter(Q(valid_to=None) | Q(valid_to__gte=today))
    offices = manned.exclude(organisation=None).values("organisation")
    return (
        rights.visible_items()
        .filter(round__state=RoundState.OPEN)
        .exclude(state__in=_DONE)
        .filter(
            Q(organisation=None)
            | Q(organisation__valid_to__lt=today)
            | ~Q(organisation__in=offices)
        )
    )


def sheet_of(items: Iterable[WorkItem]) -> list[dict[str, Any]]:
    """What the new owner needs to know of each item, in as many statements as there are columns."""
    rows = list(items)
    values = _last_values(rows)
    notes = dict(
        Comment.objects.filter(item__in=rows, kind="return")
        .order_by("written_at")
        .values_list("item_id", "body")
    )
    promises = _last_directions(rows)
    indicators = dict(
        Indicator.objects.filter(pk__in=[one.indicator_id for one in rows]).values_list(
            "id", "name"
        )
    )
    return [
        {
            "item": one.pk,
            "key": one.key,
            "indicator": one.indicator_id,
            "name": indicators.get(one.indicator_id or "", ""),
            "element": one.element_id,
            "period": one.time_period.code,
            "state": str(one.state),
            "due_on": one.due_on.isoformat(),
            "last_value": values.get(one.indicator_id or "", ""),
            "returned_with": notes.get(one.pk, ""),
            "promised": promises.get(one.element_id or "", ""),
        }
        for one in rows
    ]


def _last_values(rows: Iterable[WorkItem]) -> dict[str, str]:
    """The latest value of each indicator, with its period and unit, as the city prints it."""
    wanted = {one.indicator_id for one in rows if one.indicator_id is not None}
    latest: dict[str, tuple[Period, str]] = {}
    for row in Observation.objects.filter(indicator__in=wanted, is_current=True).exclude(
        obs_value=None
    ):
        known = latest.get(row.indicator_id)
        if known is None or known[0].end <= row.time_period.end:
            said = f"{row.obs_value:f} {row.unit_measure} ({row.time_period.code})"
            latest[row.indicator_id] = (row.time_period, said)
    return {indicator: said for indicator, (_, said) in latest.items()}


def _last_directions(rows: Iterable[WorkItem]) -> dict[str, str]:
    wanted = {one.element_id for one in rows if one.element_id is not None}
    found: dict[str, tuple[date, str]] = {}
    for element, year, direction in Evaluation.objects.filter(element__in=wanted).values_list(
        "element_id", "year", "direction"
    ):
        ends = year.end if year is not None else date.min
        if element is not None and direction and found.get(element, (date.min, ""))[0] <= ends:
            found[element] = (ends, direction)
    return {element: direction for element, (_, direction) in found.items()}


def _open_items() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(round__state=RoundState.OPEN).exclude(state__in=_DONE)


def _end_by(grants: QuerySet[RoleGrant], on: date, actor: Actor, moment: datetime) -> None:
    """Let grants run out on the day before; those that would not have begun by then end at once."""
    keys = list(grants.values_list("pk", flat=True))
    running = RoleGrant.objects.filter(pk__in=keys)
    running.filter(valid_from__gte=on).update(ended_by=actor.person, ended_at=moment)
    running.filter(valid_from__lt=on).update(valid_to=on - timedelta(days=1))


def _leads_to(start: Organisation, end: Organisation) -> bool:
    """Whether the chain of successors of one office comes to another: it must not go in a ring."""
    successors = dict(Organisation.objects.values_list("id", "successor_id"))
    seen: set[str] = set()
    at: str | None = start.pk
    while at is not None and at not in seen:
        if at == end.pk:
            return True
        seen.add(at)
        at = successors.get(at)
    return False


def _person(person_id: int) -> Person:
    found = Person.objects.select_for_update().filter(pk=person_id).first()
    if found is None:
        raise refusals.not_found("利用者", "person")
    return found


def _organisation(organisation_id: str) -> Organisation:
    found = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise refusals.not_found("組織", "organisation")
    return found


def _same_owner() -> refusals.RefusedError:
    return refusals.one_problem(
        "to",
        "same-owner",
        "引き継ぎ先にできません。",
        "This cannot be the new owner.",
        "別の、いまも続いている相手を選んでください。",
        "Choose another one that is active.",
    )


def _ends_before_it_begins() -> refusals.RefusedError:
    return refusals.one_problem(
        "on",
        "dates-reversed",
        "引き継ぎの日が、その組織の始まりより前です。",
        "The day lies before the office began.",
        "日付を確かめてください。",
        "Look at the date.",
    )
