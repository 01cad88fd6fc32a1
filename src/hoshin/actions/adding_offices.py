"""Adding offices: the office that a reorganisation makes, before work is handed over to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hoshin.actions.acting import action, hold_plan
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import problem
from hoshin.actions.register_forms import free_id, needed, read_day, refuse, write
from hoshin.actions.typed import cleaned
from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.domain.problems import Problem
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table

OFFICE_FIELDS = ("name", "name_en", "office_kind", "parent", "valid_from")
OFFICE_KINDS = (OrganisationKind.SECTION, OrganisationKind.BUREAU)
LONGEST_NAME = 200


@action(Verb.HAND_OVER)
def add_office(
    actor: Actor, *, content: Mapping[str, object], now: datetime | None = None
) -> Organisation:
    """Add a section or a bureau to the plan, from a day on that may lie ahead.

    ``parent`` is the id of the body above it that still exists. Raises IllFormedInputError with a
    problem for each field at fault.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.HAND_OVER)
    hold_plan()
    typed = cleaned(content, OFFICE_FIELDS)
    problems: list[Problem] = []
    name = needed(typed.get("name", ""), "name", problems)
    name_en = typed.get("name_en", "")
    if max(len(name), len(name_en)) > LONGEST_NAME:
        problems.append(_too_long())
    kind = typed.get("office_kind", "")
    parent = typed.get("parent", "")
    above = tables.Organisation.objects.filter(pk=parent, valid_to=None)
    if kind not in OFFICE_KINDS:
        problems.append(_not_chosen("office_kind", "組織の種類", "The kind of the office"))
    if not above.exists():
        problems.append(_not_chosen("parent", "上の組織", "The body above the office"))
    day = read_day(typed.get("valid_from", ""), "valid_from", problems)
    if name and tables.Organisation.objects.filter(name=name, parent=parent, valid_to=None):
        problems.append(_there_already(name))
    refuse(problems)
    office = Organisation(
        id=free_id(tables.Organisation, "office"),
        name=name,
        name_en=name_en,
        kind=OrganisationKind(kind),
        parent=parent,
        valid_from=day,
    )
    write(plan_table("organisations"), office)
    details = {"name": name, "organisation": parent, "valid_from": str(day)}
    record(actor, Verb.HAND_OVER, ("organisation", office.id), details, moment)
    return office


def _not_chosen(field: str, ja: str, en: str) -> Problem:
    return problem(
        "not-a-choice",
        f"{ja}が選ばれていません。",
        f"{en} is not chosen.",
        "一覧から選んでください。",
        "Choose from the list.",
        field=field,
    )


def _too_long() -> Problem:
    return problem(
        "office-name-too-long",
        "組織の名前が長すぎます。",
        "The name of the office is too long.",
        f"{LONGEST_NAME}字までで書いてください。",
        f"Write at most {LONGEST_NAME} characters.",
        field="name",
    )


def _there_already(name: str) -> Problem:
    return problem(
        "office-there",
        f"「{name[:40]}」は、もうあります。",
        f'"{name[:40]}" is there already.',
        "引き継ぎ先の一覧から選んでください。",
        "Choose it from the list of offices.",
        field="name",
    )
