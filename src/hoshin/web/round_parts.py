"""Parts of a round: its items by bureau, section or plan, what they are called and how to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from hoshin.domain.plans import OrganisationKind
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

VIEWS = ("bureau", "section", "plan")


class Office(NamedTuple):
    """An organisation as the board names it."""

    pk: str
    name: str
    name_en: str
    kind: OrganisationKind
    parent_id: str | None


def all_offices() -> dict[str, Office]:
    """The city's offices by their ids, in order."""
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
    desk: Desk, offices: Mapping[str, Office], wanted: Collection[str]
) -> dict[str, str]:
    """What these offices are called; those of one name are told apart by their bureau."""
    names = {pk: desk.speech.name(offices[pk]) for pk in wanted}
    shared = {name for name, number in Counter(names.values()).items() if number > 1}
    for pk, name in names.items():
        bureau = bureau_of(offices, offices[pk]) if name in shared else None
        if bureau is not None and bureau.pk != pk:
            note = desk.speech.name(bureau)
            names[pk] = desk.w("common.with_note", text=name, note=note)
    return names


def plan_names(desk: Desk) -> dict[str, str]:
    """What the plans are called, by their ids."""
    rows = tables.Plan.objects.order_by().values_list("pk", "name", "name_en")
    return {plan: desk.speech.label(ja, en) for plan, ja, en in rows}


def part_name(desk: Desk, view: str, part: str, offices: Mapping[str, Office]) -> str | None:
    """What a part is called; None where there is no such part.

    The part without an id holds what falls to no office, or to no plan.
    """
    if not part:
        return desk.w("board.no_plan" if view == "plan" else "work.nobody")
    if view == "plan":
        return plan_names(desk).get(part)
    return office_names(desk, offices, tuple(offices)).get(part)


def is_of_part(view: str, part: str, offices: Mapping[str, Office]) -> Q:
    """Which items belong to a part, as a condition."""
    if view == "plan":
        return _is_of_plan(part)
    if not part:
        return Q(organisation=None)
    if view == "section":
        return Q(organisation=part)
    at = offices[part]
    below = [pk for pk, one in offices.items() if bureau_of(offices, one) == at]
    return Q(organisation__in=below)


def _is_of_plan(plan: str) -> Q:
    """A figure is of every plan that uses it, and of its element's where none does."""
    users = tables.Target.objects.filter(indicator=OuterRef("indicator"))
    own = Q(element__plan=plan) if plan else Q(element__plan=None)
    unused = Q(~Exists(users)) & own
    return Q(Exists(users.filter(plan=plan))) | unused if plan else unused
