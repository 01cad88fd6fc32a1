"""Requesting: the planner asks for evaluation sheets in a round, of measures or of programs.

The sections owe their own view; the bureau, the committee and others are asked for theirs besides.
Asking again for what is asked for already changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.acting import action
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.due import DueItem, Owners, runs
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.rounds import granted_days, public_holidays
from hoshin.domain.cycle import (
    DUE_WITH,
    ItemKind,
    RoundState,
    Step,
    first_day_of_work,
    working_days_after,
    working_days_until,
)
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.domain.periods import Period
from hoshin.domain.plans import Element
from hoshin.domain.programs import ListingKind
from hoshin.storage.models import Deadline, Round, WorkItem
from hoshin.storage.plan import plan_table, read_rows

_BATCH = 500
_LISTED = (ListingKind.LISTING, ListingKind.BREAKDOWN, ListingKind.NAME_ONLY)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is evaluated: a measure, or a program with the element that lists it first."""

    due: DueItem
    program: str | None


@action(Verb.REQUEST_EVALUATION)
def request_evaluations(
    actor: Actor,
    round_id: int,
    *,
    sheet: SheetKind,
    views: Collection[AuthorRole],
    element_id: str | None = None,
    now: datetime | None = None,
) -> int:
    """Ask for the sheets of all measures or programs, or of those at an element and below it.

    Without an element the plans that run in the round's year count; who names one has chosen it,
    as with a list of programs that was made for the year after. Returns how many items were added.
    Each view is due with its own step, on the day that was last granted to the office whose sheet
    it is, or to everybody. Where one of these days has passed, the views get as much time from
    today as the round's calendar gave them, so that no sheet is late when it is asked for.
    """
    moment = now_or(now)
    today = day_of(moment)
    rights = Rights(actor, today)
    rights.require(Verb.REQUEST_EVALUATION)
    found = Round.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise refusals.not_found("年度の作業", "round")
    if found.state is not RoundState.OPEN:
        raise refusals.round_not_open(found.name)
    subjects = list(_subjects(sheet, found.fiscal_year, element_id, moment))
    known = set(found.items.values_list("key", flat=True))
    days = _DueDays(found, views, today, rights)
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    wanted = [
        replace(one.due, key=f"{one.due.key}|{view}", author_role=view)
        for one in subjects
        for view in AuthorRole
        if view in views
    ]
    programs = {one.due.key: one.program for one in subjects}
    made = [
        WorkItem(
            round=found,
            position=last + at,
            key=one.key,
            kind=one.kind,
            author_role=one.author_role,
            plan_id=one.plan,
            element_id=one.element,
            program_id=programs[one.key.rpartition("|")[0]],
            time_period=one.period,
            organisation_id=one.organisation,
            due_on=days.of(one.organisation, one.author_role or AuthorRole.CITY),
            changed_at=moment,
        )
        for at, one in enumerate(wanted, start=1)
        if one.key not in known
    ]
    WorkItem.objects.bulk_create(made, batch_size=_BATCH)
    details = {
        "sheet": sheet.value,
        "views": [view.value for view in AuthorRole if view in views],
        "element": element_id,
        "items": len(made),
    }
    record(actor, Verb.REQUEST_EVALUATION, ("round", found.pk), details, moment)
    return len(made)


class _DueDays:
    """By when each view is due of each office; counted anew once a day of one view has passed."""

    def __init__(
        self, found: Round, views: Collection[AuthorRole], today: date, rights: Rights
    ) -> None:
        self._views = views
        self._today = today
        self._planned = dict(
            Deadline.objects.filter(round=found).values_list("step", "summary_due_on")
        )
        self._granted = granted_days(found.exceptions.all(), rights.below)
        self._round = found
        self._of_office: dict[str | None, dict[AuthorRole, date]] = {}

    def of(self, office: str | None, view: AuthorRole) -> date:
        """The day on which the view of an office's sheet is due."""
        named = office if office in self._granted else None
        if named not in self._of_office:
            self._of_office[named] = self._days(self._planned | self._granted[named])
        return self._of_office[named][view]

    def _days(self, said: Mapping[Step, date]) -> dict[AuthorRole, date]:
        days = {view: said[DUE_WITH[view]] for view in self._views}
        if all(self._today <= day for day in days.values()):
            return days
        # Never earlier than the day that the round itself says.
        return {view: max(days[view], self._anew[view]) for view in days}

    @cached_property
    def _anew(self) -> dict[AuthorRole, date]:
        """As much time from today as the round's calendar gave each view."""
        planned, today = self._planned, self._today
        begins = _entering_begins(self._round, planned[Step.ENTER])
        closed = public_holidays(begins, date(today.year + 1, 12, 31))
        given = {
            view: working_days_until(begins, planned[DUE_WITH[view]], closed)
            for view in self._views
        }
        return {view: working_days_after(today, count, closed) for view, count in given.items()}


def _entering_begins(found: Round, due_on: date) -> date:
    """The first day of the stage in which the sections' day lies."""
    stages = found.stages.filter(starts_on__lte=due_on, ends_on__gte=due_on)
    return min((one.starts_on for one in stages), default=first_day_of_work(found.fiscal_year))


def _subjects(
    sheet: SheetKind, year: Period, element_id: str | None, moment: datetime
) -> Iterator[_Subject]:
    """What can be evaluated in the running plans, in their order, with whose it is."""
    running = {
        one.id
        for one in read_rows(plan_table("plans"))
        if element_id is not None or runs(one.period, year)
    }
    elements = {one.id: one for one in read_rows(plan_table("elements"))}
    owners = Owners(
        read_rows(plan_table("organisations")), tuple(elements.values()), day_of(moment)
    )
    below = _below(elements, element_id)

    def due(key: str, element: str, organisation: str | None) -> DueItem:
        return DueItem(
            key=key,
            kind=ItemKind.EVALUATION,
            period=year,
            organisation=organisation,
            plan=elements[element].plan,
            element=element,
        )

    if sheet is SheetKind.MEASURE:
        targets = read_rows(plan_table("targets"), element__isnull=False)
        for element in dict.fromkeys(one.element for one in targets if one.plan in running):
            if element in below:
                yield _Subject(
                    due(f"evaluation|{element}", element, owners.of_element(element)), None
                )
        return
    programs = {one.id: one for one in read_rows(plan_table("programs"))}
    seen: set[str] = set()
    for listing in read_rows(plan_table("program_elements")):
        fits = listing.kind in _LISTED and listing.element in below
        if not fits or listing.program in seen or elements[listing.element].plan not in running:
            continue
        seen.add(listing.program)
        owner = (
            owners.of(programs[listing.program].organisation)
            or owners.of(listing.organisation)
            or owners.of_element(listing.element)
        )
        key = f"evaluation|program|{listing.program}"
        yield _Subject(due(key, listing.element, owner), listing.program)


def _below(elements: Mapping[str, Element], element_id: str | None) -> set[str]:
    """An element and all below it; every element where none is named."""
    if element_id is None:
        return set(elements)
    if element_id not in elements:
        raise refusals.not_found("計画の要素", "plan element")
    found = {element_id}
    grown = True
    while grown:
        more = {one for one, row in elements.items() if row.parent in found} - found
        grown = bool(more)
        found |= more
    return found
