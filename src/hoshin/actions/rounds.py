"""Rounds: open a year's round, move a deadline, give an item to somebody, freeze and close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

import holidays
from django.db.models import F, Q

from hoshin.actions import refusals
from hoshin.actions.acting import Held, action, hold, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.due import DueItem, due_items
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.typed import required_text
from hoshin.domain.cycle import (
    DUE_WITH,
    MOST_GRACE_DAYS,
    PRESET_CALENDAR,
    Calendar,
    Due,
    ItemKind,
    ItemState,
    RoundState,
    Step,
    dated_stages,
    deadlines,
    late_before,
)
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period
from hoshin.storage.models import (
    Deadline,
    DeadlineException,
    Organisation,
    Person,
    Round,
    RoundStage,
    WorkItem,
)

_BATCH = 500


@action(Verb.OPEN_ROUND)
def open_round(
    actor: Actor,
    *,
    fiscal_year: Period,
    name: str,
    name_en: str = "",
    calendar: Calendar = PRESET_CALENDAR,
    grace_days: int = 0,
    four_eyes: bool = True,
    views: Collection[AuthorRole] = (AuthorRole.SECTION,),
    now: datetime | None = None,
) -> Round:
    """Open the round that reports a fiscal year: its stages, deadlines and every item that is due.

    ``grace_days`` are the days after a deadline on which an item is not yet called late. Without
    ``four_eyes`` a person may approve what they submitted, as in an office of one. ``views`` are
    the points of view from which each element is evaluated: the section's own, the bureau's, the
    committee's. Raises IllFormedInputError for a grace of more days than a month has, NotNowError
    when the year has its round already, or when the plans name nothing that it could report.
    """
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require(Verb.OPEN_ROUND)
    title = required_text(name, "name")
    if not 0 <= grace_days <= MOST_GRACE_DAYS:
        raise _too_much_grace()
    if Round.objects.filter(fiscal_year=fiscal_year).exists():
        raise refusals.round_is_there(fiscal_year.label_ja, fiscal_year.label_en)
    due = due_items(fiscal_year, today, views)
    if not due:
        raise refusals.nothing_is_due(fiscal_year.label_ja, fiscal_year.label_en)
    stages = dated_stages(calendar, fiscal_year)
    days = deadlines(calendar, stages, public_holidays(stages[0].starts_on, stages[-1].ends_on))
    made = Round.objects.create(
        fiscal_year=fiscal_year,
        name=title,
        name_en=name_en,
        grace_days=grace_days,
        four_eyes=four_eyes,
        opened_by=person_of(actor),
        opened_at=moment,
    )
    RoundStage.objects.bulk_create(
        RoundStage(
            round=made,
            order=order,
            code=one.pattern.code,
            name=one.pattern.name_ja,
            name_en=one.pattern.name_en,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for order, one in enumerate(stages, start=1)
    )
    Deadline.objects.bulk_create(
        Deadline(round=made, step=one.step, due_on=one.due_on, summary_due_on=one.summary_due_on)
        for one in days
    )
    enter = next(one for one in days if one.step is Step.ENTER)
    WorkItem.objects.bulk_create(
        (_item(made, at, one, enter, moment) for at, one in enumerate(due, start=1)),
        batch_size=_BATCH,
    )
    record(
        actor,
        Verb.OPEN_ROUND,
        ("round", made.pk),
        {
            "fiscal_year": fiscal_year.code,
            "items": len(due),
            "orphans": sum(one.organisation is None for one in due),
        },
        moment,
    )
    return made


def _too_much_grace() -> refusals.IllFormedInputError:
    return refusals.IllFormedInputError(
        (
            refusals.problem(
                "grace-out-of-range",
                "猶予の日数が、決められた範囲にありません。",
                "The days of grace are out of range.",
                f"0から{MOST_GRACE_DAYS}までの数字で入力してください。",
                f"Enter a number from 0 to {MOST_GRACE_DAYS}.",
                field="grace_days",
            ),
        )
    )


def public_holidays(first: date, last: date) -> frozenset[date]:
    """Japan's public holidays between two days."""
    calendar = holidays.country_holidays("JP", years=range(first.year, last.year + 1))
    return frozenset(day for day in calendar if first <= day <= last)


def _item(made: Round, at: int, due: DueItem, enter: Due, moment: datetime) -> WorkItem:
    summary = due.kind is ItemKind.EVALUATION
    return WorkItem(
        round=made,
        position=at,
        key=due.key,
        kind=due.kind,
        author_role=due.author_role,
        plan_id=due.plan,
        element_id=due.element,
        indicator_id=due.indicator,
        ref_area_id=due.ref_area,
        breakdown=due.breakdown,
        breakdown_en=due.breakdown_en,
        time_period=due.period,
        unit=due.unit,
        organisation_id=due.organisation,
        due_on=enter.summary_due_on if summary else enter.due_on,
        changed_at=moment,
    )


@action(Verb.EXTEND_DEADLINE)
def extend_deadline(
    actor: Actor,
    *,
    round_id: int,
    due_on: date,
    reason: str,
    step: Step = Step.ENTER,
    item_id: int | None = None,
    organisation_id: str | None = None,
    now: datetime | None = None,
) -> DeadlineException:
    """Set another day for one item, one organisation with all below it, or the whole round.

    Of an organisation or the round, those items move that are due with ``step``.
    """
    moment = now_or(now)
    rights = Rights(actor, day_of(moment))
    found = _open_round(round_id)
    items = WorkItem.objects.filter(round=found)
    if item_id is not None:
        held = hold(actor, item_id, moment)
        rights.require(Verb.EXTEND_DEADLINE, held.item)
        items = items.filter(pk=item_id)
    else:
        rights.require(Verb.EXTEND_DEADLINE, organisation=organisation_id)
        if organisation_id is not None:
            items = items.filter(organisation__in=rights.below(organisation_id))
        items = items.filter(_due_with(step))
    why = required_text(reason, "reason")
    made = DeadlineException.objects.create(
        round=found,
        step=step,
        item_id=item_id,
        organisation_id=organisation_id,
        due_on=due_on,
        reason=why,
        granted_by=person_of(actor),
        granted_at=moment,
    )
    moved = 0
    if step is Step.ENTER or item_id is None:
        moved = items.update(due_on=due_on, version=F("version") + 1, changed_at=moment)
    record(
        actor,
        Verb.EXTEND_DEADLINE,
        ("round", found.pk),
        {
            "step": step.value,
            "due_on": due_on.isoformat(),
            "item": item_id,
            "organisation": organisation_id,
            "reason": why,
            "items": moved,
        },
        moment,
    )
    return made


def _due_with(step: Step) -> Q:
    """The items due with a step: values with the first, sheets with their author's."""
    authors = [author for author, due_with in DUE_WITH.items() if due_with is step]
    own = Q(author_role__in=authors)
    return own | Q(author_role=None) if step is Step.ENTER else own


@action(Verb.ASSIGN)
def assign(
    actor: Actor,
    item_id: int,
    *,
    version: int,
    organisation_id: str | None,
    person_id: int | None = None,
    now: datetime | None = None,
) -> WorkItem:
    """Give an item to an organisation, and to a person in it where one is named.

    More time that the organisation was granted holds for the item, too; a day is never moved back.
    """
    held = hold(actor, item_id, now)
    held.require(Verb.ASSIGN)
    held.rights.require(Verb.ASSIGN, organisation=organisation_id)
    held.require_open_round()
    held.require_version(version)
    if organisation_id is not None and not Organisation.objects.filter(pk=organisation_id).exists():
        raise refusals.not_found("組織", "organisation")
    if person_id is not None and not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise refusals.not_found("利用者", "person")
    before = held.item.organisation_id
    due_on = held.item.due_on
    if organisation_id != before:
        due_on = max(due_on, _granted_to(held, organisation_id) or due_on)
    held.advance(organisation_id=organisation_id, assigned_to_id=person_id, due_on=due_on)
    held.record(Verb.ASSIGN, before=before, organisation=organisation_id, person=person_id)
    return held.item


def _granted_to(held: Held, organisation_id: str | None) -> date | None:
    """The day that an organisation was granted for the step with which an item is due."""
    author = held.item.author_role
    step = Step.ENTER if author is None else DUE_WITH[author]
    granted = granted_days(held.item.round.exceptions.all(), held.rights.below)
    return granted.get(organisation_id, {}).get(step)


@action(Verb.FREEZE_ROUND)
def freeze(
    actor: Actor, round_id: int, *, with_gaps: bool = False, now: datetime | None = None
) -> Round:
    """Freeze a round: approved items are locked, nothing more is entered, corrections say why.

    Items that are not approved are gaps; with any, ``with_gaps`` has to be said.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.FREEZE_ROUND)
    found = _open_round(round_id)
    items = WorkItem.objects.filter(round=found)
    gaps = items.exclude(state__in=(ItemState.APPROVED, ItemState.LOCKED)).count()
    if gaps and not with_gaps:
        raise refusals.round_has_gaps(gaps)
    person = person_of(actor)
    locked = items.filter(state=ItemState.APPROVED).update(
        state=ItemState.LOCKED,
        locked_by=person,
        locked_at=moment,
        changed_at=moment,
        version=F("version") + 1,
    )
    found.state = RoundState.FROZEN
    found.frozen_by, found.frozen_at = person, moment
    found.version += 1
    found.save(update_fields=["state", "frozen_by", "frozen_at", "version"])
    record(actor, Verb.FREEZE_ROUND, ("round", found.pk), {"locked": locked, "gaps": gaps}, moment)
    return found


@action(Verb.CLOSE_ROUND)
def close_round(actor: Actor, round_id: int, *, now: datetime | None = None) -> Round:
    """Close a frozen round: the year's work is done."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.CLOSE_ROUND)
    found = _held_round(round_id)
    if found.state is not RoundState.FROZEN:
        raise refusals.round_not_frozen(found.name)
    found.state = RoundState.CLOSED
    found.closed_by, found.closed_at = person_of(actor), moment
    found.version += 1
    found.save(update_fields=["state", "closed_by", "closed_at", "version"])
    record(actor, Verb.CLOSE_ROUND, ("round", found.pk), {}, moment)
    return found


def granted_to_all(exceptions: Iterable[DeadlineException]) -> dict[Step, date]:
    """The day of each step for which everybody was granted another one: the last granted."""
    return granted_days(one for one in exceptions if one.organisation_id is None)[None]


def granted_days(
    exceptions: Iterable[DeadlineException],
    below: Callable[[str], Collection[str]] = lambda organisation: (organisation,),
) -> defaultdict[str | None, dict[Step, date]]:
    """The day of each step that was granted last to an office, by office.

    Under None stands what was granted to everybody, and so to items that are nobody's. An office
    that nothing was granted to by name is not in it: ask for it with ``.get(office, days[None])``.
    What was granted to an organisation holds for all ``below`` it. Single items are left out.
    """
    found: defaultdict[str | None, dict[Step, date]] = defaultdict(dict)
    rows = [one for one in exceptions if one.item_id is None]
    for one in sorted(rows, key=lambda one: (one.granted_at, one.pk)):
        if one.organisation_id is None:
            for days in (found[None], *found.values()):
                days[one.step] = one.due_on
            continue
        for office in below(one.organisation_id):
            found.setdefault(office, dict(found[None]))[one.step] = one.due_on
    return found


def is_late(item: WorkItem, today: date) -> bool:
    """Whether an item still has to be entered after its day and the days of grace."""
    waiting = item.state in (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)
    return waiting and item.due_on < late_before(today, item.round.grace_days)


def _held_round(round_id: int) -> Round:
    found = Round.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise refusals.not_found("年度の作業", "round")
    return found


def _open_round(round_id: int) -> Round:
    found = _held_round(round_id)
    if found.state is not RoundState.OPEN:
        raise refusals.round_not_open(found.name)
    return found
