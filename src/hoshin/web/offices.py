"""Offices as screens name them; those of one name, of which cities have many, are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from hoshin.domain.plans import OrganisationKind
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

# Bodies of the city that can be in charge of a figure.
WORKING_KINDS = (OrganisationKind.BUREAU, OrganisationKind.SECTION, OrganisationKind.WARD)


class Office(NamedTuple):
    """An organisation as screens name it; ``valid_to`` is the day on which it ended."""

    pk: str
    name: str
    name_en: str
    kind: OrganisationKind
    parent_id: str | None
    valid_to: date | None


def all_offices() -> dict[str, Office]:
    """The city's offices by their ids, in order, those of the past among them."""
    rows = tables.Organisation.objects.order_by("position", "pk").values_list(*Office._fields)
    return {one.pk: one for one in map(Office._make, rows)}


def bureau_of(offices: Mapping[str, Office], at: Office | None) -> Office | None:
    """The bureau that a section belongs to; the highest body below the city where there is none."""
    below_city = at
    seen: set[str] = set()
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        if at.kind is OrganisationKind.BUREAU:
            return at
        if at.kind is not OrganisationKind.CITY:
            below_city = at
        at = offices.get(at.parent_id or "")
    return below_city


def office_names(
    desk: Desk, offices: Mapping[str, Office], wanted: Iterable[str]
) -> dict[str, str]:
    """What these offices are called, in their order; one name is followed by its bureau's."""
    names = {pk: desk.speech.name(offices[pk]) for pk in wanted}
    shared = {name for name, number in Counter(names.values()).items() if number > 1}
    for pk, name in names.items():
        bureau = bureau_of(offices, offices[pk]) if name in shared else None
        if bureau is not None and bureau.pk != pk:
            note = desk.speech.name(bureau)
            names[pk] = desk.w("common.with_note", text=name, note=note)
    return names


def offices_at_work(desk: Desk) -> list[tuple[str, str]]:
    """The offices that can be given work today, with what they are called, in order."""
    offices = all_offices()
    at_work = [
        pk for pk, one in offices.items() if one.kind in WORKING_KINDS and one.valid_to is None
    ]
    return list(office_names(desk, offices, at_work).items())
