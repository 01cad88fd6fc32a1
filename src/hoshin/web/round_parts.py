"""Parts of a round: its items by bureau, section or plan, what they are called and how to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES
from hoshin.web.desk import Desk
from hoshin.web.offices import Office, bureau_of, office_names

VIEWS = ("bureau", "section", "plan")


def is_late(late_day: date) -> Q:
    """Which items are late, as a condition: those due before a day that are still open."""
    return Q(due_on__lt=late_day, state__in=OPEN_STATES)


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
    """A figure is of every plan that uses it; what no target asks for is of its item's own plan."""
    users = tables.Target.objects.filter(indicator=OuterRef("indicator"))
    unused = Q(~Exists(users), plan=plan or None)
    return Q(Exists(users.filter(plan=plan))) | unused if plan else unused
