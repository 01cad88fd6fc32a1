"""Hand-overs in words: who passed what to whom, and the sheets that wait for a new owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from hoshin.domain.cycle import STATE_LABELS, ItemState
from hoshin.domain.periods import read_code
from hoshin.domain.roles import ROLE_LABELS
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

# How long a sheet stands on the new owner's first screen, and how long before its day.
_DAYS_AFTER, _DAYS_BEFORE = 60, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A hand-over as lists show it."""

    pk: int
    before: str
    after: str
    day: str
    is_ahead: bool
    made: str
    count: int


def handed(desk: Desk, one: tables.HandOver) -> Handed:
    """A hand-over in words."""
    name = desk.speech.name
    return Handed(
        pk=one.pk,
        before=one.from_person.name if one.from_person else name(one.from_organisation),
        after=one.to_person.name if one.to_person else name(one.to_organisation),
        day=desk.day(one.takes_effect_on),
        is_ahead=one.takes_effect_on > desk.today,
        made=desk.w("work.by", name=one.made_by.name, at=desk.moment(one.made_at)),
        count=len(one.sheet),
    )


def hand_overs() -> QuerySet[tables.HandOver]:
    """Every hand-over with its names, the latest first."""
    return tables.HandOver.objects.select_related(
        "from_person", "to_person", "from_organisation", "to_organisation", "made_by"
    ).order_by("-made_at", "-pk")


def handed_to(desk: Desk) -> list[Handed]:
    """The sheets that wait for this person now: their own, and those of their offices."""
    offices = [one.organisation for one in desk.rights.grants if one.organisation is not None]
    mine = tables.HandOver.objects.filter(
        Q(to_person=desk.person) | Q(to_organisation__in=offices),
        takes_effect_on__gte=desk.today - timedelta(days=_DAYS_AFTER),
        takes_effect_on__lte=desk.today + timedelta(days=_DAYS_BEFORE),
    )
    # On most days there are none, and all the names need not be asked for.
    found = list(mine.order_by().values_list("pk", flat=True))
    return [handed(desk, one) for one in hand_overs().filter(pk__in=found)] if found else []


def may_read(desk: Desk, one: tables.HandOver) -> bool:
    """Whether somebody may read a sheet: who hands over, its two sides, and auditors."""
    if desk.may("hand_over") or "auditor" in desk.rights.roles:
        return True
    person = desk.person
    if person is not None and person.pk in (one.from_person_id, one.to_person_id):
        return True
    offices = {each.organisation for each in desk.rights.grants}
    return bool({one.to_organisation_id, one.from_organisation_id} & (offices - {None}))


def sheet_rows(desk: Desk, sheet: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a sheet in words, the earliest due first."""
    speech = desk.speech
    return [
        {
            "item": one["item"],
            "name": speech.label(one.get("name", ""), one.get("name_en", "")) or one["key"],
            "kind": desk.w(
                "work.kind.program"
                if one.get("program")
                else f"work.kind.{one.get('kind', 'observation')}"
            ),
            "period": speech.period(read_code(one["period"])),
            "state": one["state"],
            "state_word": STATE_LABELS[ItemState(one["state"])][0 if speech.is_ja else 1],
            "due": desk.day(date.fromisoformat(one["due_on"])),
            "last_value": _last(desk, one),
            "returned_with": one["returned_with"],
            "promised": one["promised"],
        }
        for one in sorted(sheet, key=lambda one: str(one["due_on"]))
    ]


def _last(desk: Desk, row: dict[str, Any]) -> str:
    """The last value in words; the text as it was kept where a sheet has no more."""
    if not row.get("last"):
        return str(row["last_value"])
    value, unit, period = row["last"]
    return desk.w(
        "common.with_note",
        text=desk.speech.quantity(Decimal(value), unit),
        note=desk.speech.period(read_code(period)),
    )


def holder_text(desk: Desk, grant: tables.RoleGrant) -> str:
    """Who holds a role, and for whom where a deputy does."""
    if grant.deputy_of is None:
        return grant.person.name
    return desk.w("audit.for_whom", name=grant.person.name, holder=grant.deputy_of.person.name)


def grant_text(desk: Desk, grant: tables.RoleGrant) -> str:
    """A role with the office that it is held for."""
    role = ROLE_LABELS[grant.role][0 if desk.speech.is_ja else 1]
    if grant.organisation is None:
        return role
    return desk.w("common.with_note", text=role, note=desk.speech.name(grant.organisation))
