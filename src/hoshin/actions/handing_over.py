"""Handing over: when people move on or offices are reorganised, work passes on and nothing is lost.

A hand-over of an office keeps its lineage: it ends the day before, and its successor is on record
in the plan itself. From that day the successor's people may do whatever falls to the office that
ended (``permissions``), so a hand-over can be made weeks before its day. Each hand-over leaves a
sheet for the new owner (``hand_over_sheet``).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.hand_over_sheet import sheet_of
from hoshin.actions.matrix import VERB_LABELS, Verb
from hoshin.actions.permissions import Grant, Rights
from hoshin.actions.recording import record
from hoshin.domain.cycle import ItemState, RoundState
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.roles import Role
from hoshin.storage.models import (
    HandOver,
    Organisation,
    Person,
    RoleGrant,
    WorkItem,
)

_DONE = (ItemState.LOCKED,)
_TO_ENTER = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)
_TO_DECIDE = (ItemState.SUBMITTED, ItemState.CHECKED)
# Values, and the sheets that a section writes of itself; other views are others' to write.
_OWN = Q(author_role=None) | Q(author_role=AuthorRole.SECTION)
# Who answers for single items; a planner's role brings the whole city and no list of items.
_OF_AN_OFFICE = (Role.OFFICER, Role.SECTION_CHIEF)
# In which states an item is theirs to do.
_STATES_OF = {Role.OFFICER: _TO_ENTER, Role.SECTION_CHIEF: (*_TO_ENTER, *_TO_DECIDE)}


@action(Verb.HAND_OVER)
def hand_over_person(
    actor: Actor,
    from_person_id: int,
    *,
    to_person_id: int,
    on: date,
    now: datetime | None = None,
) -> HandOver:
    """Pass all roles and items of one person to another from a day on; deputies end with them.

    Before that day an item that was given to the one alone falls to the whole office, so that it
    stands on somebody's list at any time.
    """
    moment = now_or(now)
    rights = Rights(actor, day_of(moment))
    rights.require(Verb.HAND_OVER)
    before, after = _person(from_person_id), _person(to_person_id)
    if before.pk == after.pk or not after.is_active:
        raise _same_owner()
    grants = roles_that_pass(before, on)
    if Role.ADMINISTRATOR not in rights.roles and any(
        one.role is Role.ADMINISTRATOR for one in grants
    ):
        raise refusals.not_allowed(
            *VERB_LABELS[Verb.GRANT_ROLE], (Role.ADMINISTRATOR,), scoped=False
        )
    moved = [
        _moved(one, on, actor, moment, person_id=after.pk, organisation_id=one.organisation_id)
        for one in grants
    ]
    items = _not_locked().filter(assigned_to=before)
    sheet = sheet_of(items_of_person(before, on))
    _end_by(RoleGrant.objects.filter(deputy_of__in=grants, ended_at=None), on, actor, moment)
    _end_by(grants, on, actor, moment)
    RoleGrant.objects.bulk_create(moved)
    owner = after if on <= day_of(moment) else None
    count = items.update(assigned_to=owner, version=F("version") + 1, changed_at=moment)
    made = HandOver.objects.create(
        from_person=before,
        to_person=after,
        takes_effect_on=on,
        sheet=sheet,
        made_by=person_of(actor),
        made_at=moment,
    )
    details = {
        "from": before.pk,
        "to": after.pk,
        "on": on.isoformat(),
        "items": count,
        "roles": len(moved),
    }
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
    """Let one office succeed another from a day on: lineage, open items, roles with their deputies.

    Values and evaluations that were accepted stay those of the office that gave them. Where the day
    lies ahead the open items stay with the office until then (``pass_to_successors``).
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
    items = _not_locked().filter(organisation=before)
    sheet = sheet_of(items_of_office(before))
    grants = roles_at(before, on)
    moved = _moved_to(after, grants, on, actor, moment)
    _end_by(grants, on, actor, moment)
    for one in moved:
        # Each in turn: a deputy's role names that of the one for whom it is held.
        one.save(force_insert=True)
    count = len(sheet)
    if on <= day_of(moment):
        items.update(organisation=after, version=F("version") + 1, changed_at=moment)
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


@action(Verb.HAND_OVER)
def pass_to_successors(actor: Actor, *, now: datetime | None = None) -> int:
    """Move the open items of offices that have ended to their successors; returns how many."""
    moment = now_or(now)
    rights = Rights(actor, day_of(moment))
    rights.require(Verb.HAND_OVER)
    items = list(left_behind(rights, day_of(moment)).select_related("organisation"))
    offices = {one.organisation_id: one.organisation for one in items}
    moved: dict[str, int] = {}
    for office_id, office in offices.items():
        after = _last_successor(office, day_of(moment))
        rows = WorkItem.objects.filter(
            pk__in=[one.pk for one in items if one.organisation_id == office_id]
        )
        moved[str(office_id)] = rows.update(
            organisation=after, version=F("version") + 1, changed_at=moment
        )
    if moved:
        record(actor, Verb.HAND_OVER, ("organisation", ""), {"moved": moved}, moment)
    return sum(moved.values())


def left_behind(rights: Rights, today: date) -> QuerySet[WorkItem]:
    """Open items of offices that have ended and have a successor, not moved there yet."""
    return _seen_and_open(rights).filter(
        organisation__valid_to__lt=today, organisation__successor__isnull=False
    )


def orphans(rights: Rights, today: date) -> QuerySet[WorkItem]:
    """Open items that nobody will enter: no office, one that has ended, or one without people.

    An office has people where an officer or a chief works for it or for one above it; the planner,
    who may enter anything, does not count. An office that has ended and has a successor is no
    orphan's: its items are ``left_behind``.
    """
    manned = RoleGrant.objects.filter(
        role__in=_OF_AN_OFFICE, person__is_active=True, ended_at=None, valid_from__lte=today
    ).filter(Q(valid_to=None) | Q(valid_to__gte=today))
    held_for = manned.exclude(organisation=None).values_list("organisation_id", flat=True)
    offices = {below for one in held_for.distinct() for below in rights.below(one)}
    has_successor = Q(organisation__valid_to__lt=today, organisation__successor__isnull=False)
    return (
        _seen_and_open(rights)
        .filter(
            Q(organisation=None)
            | Q(organisation__valid_to__lt=today)
            | (_OWN & ~Q(organisation__in=offices))
        )
        .exclude(has_successor)
        .exclude(state=ItemState.APPROVED)
    )


def roles_that_pass(person: Person, on: date) -> QuerySet[RoleGrant]:
    """The roles of a person that a hand-over on a day passes on; what is held as a deputy ends."""
    return RoleGrant.objects.filter(person=person, ended_at=None, deputy_of=None).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )


def roles_at(office: Organisation, on: date) -> QuerySet[RoleGrant]:
    """The roles held for an office on a day or later, those of deputies among them."""
    return RoleGrant.objects.filter(organisation=office, ended_at=None).filter(
        Q(valid_to=None) | Q(valid_to__gte=on)
    )


def items_of_person(person: Person, on: date) -> QuerySet[WorkItem]:
    """What a person has to do: to enter, as a chief also to decide on, or given to them alone."""
    passing = [one for one in roles_that_pass(person, on) if one.organisation_id is not None]
    falls_to_office = Q(pk__in=())
    for role, states in _STATES_OF.items():
        rights = Rights(Actor(person), on)
        rights.grants = tuple(
            Grant(one.role, one.organisation_id, one.element_id, one.indicator_id)
            for one in passing
            if one.role is role
        )
        falls_to_office |= Q(pk__in=rights.visible_items().values("pk"), state__in=states)
    return _to_do().filter(Q(assigned_to=person) | (Q(assigned_to=None) & falls_to_office))


def items_of_office(office: Organisation) -> QuerySet[WorkItem]:
    """What an office has to do: its values and its own sheets that are not approved yet."""
    return _to_do().filter(organisation=office)


def _moved_to(
    office: Organisation, grants: QuerySet[RoleGrant], on: date, actor: Actor, moment: datetime
) -> list[RoleGrant]:
    """The roles as they are held for the next office, those of deputies after all others."""
    moved: dict[int, RoleGrant] = {}
    for one in grants.order_by(F("deputy_of").asc(nulls_first=True), "pk"):
        made = _moved(one, on, actor, moment, person_id=one.person_id, organisation_id=office.pk)
        if one.deputy_of_id is not None:
            if one.deputy_of_id not in moved:
                continue
            made.deputy_of = moved[one.deputy_of_id]
        moved[one.pk] = made
    return list(moved.values())


def _moved(
    grant: RoleGrant,
    on: date,
    actor: Actor,
    moment: datetime,
    *,
    person_id: int,
    organisation_id: str | None,
) -> RoleGrant:
    """The role as its next holder has it, or as it is held for the next office."""
    return RoleGrant(
        person_id=person_id,
        role=grant.role,
        organisation_id=organisation_id,
        element_id=grant.element_id,
        indicator_id=grant.indicator_id,
        valid_from=max(on, grant.valid_from),
        valid_to=grant.valid_to,
        granted_by=actor.person,
        granted_at=moment,
    )


def _seen_and_open(rights: Rights) -> QuerySet[WorkItem]:
    return rights.visible_items().filter(round__state=RoundState.OPEN).exclude(state__in=_DONE)


def _last_successor(office: Organisation, today: date) -> Organisation:
    """The office at the end of the chain: a successor may itself have ended by now."""
    seen = {office.pk}
    at = office
    while at.successor is not None and at.valid_to is not None and at.valid_to < today:
        at = at.successor
        if at.pk in seen:
            break
        seen.add(at.pk)
    return at


def _not_locked() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(round__state=RoundState.OPEN).exclude(state__in=_DONE)


def _to_do() -> QuerySet[WorkItem]:
    """Values and own sheets that still have to be entered or decided on."""
    return _not_locked().filter(_OWN, state__in=(*_TO_ENTER, *_TO_DECIDE))


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
