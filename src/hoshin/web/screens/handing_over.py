"""Handing over: a person's work or an office's, seen before it is done; items that nobody has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import adding_offices, handing_over, rounds
from hoshin.actions.adding_offices import LONGEST_NAME, OFFICE_FIELDS, OFFICE_KINDS
from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.refusals import IllFormedInputError, RefusedError
from hoshin.domain.plans import OrganisationKind
from hoshin.domain.roles import Role
from hoshin.storage import models as tables
from hoshin.web import forms
from hoshin.web.brief_lines import brief_items, brief_lines
from hoshin.web.closed_screens import closed
from hoshin.web.desk import Desk, desk_of
from hoshin.web.handed_over import (
    grant_text,
    hand_overs,
    handed,
    holder_text,
    may_read,
    sheet_rows,
)
from hoshin.web.offices import offices_at_work
from hoshin.web.problem_words import in_words
from hoshin.web.register_words import typed_of

MOST_SHOWN = 100
MOST_SHEETS = 50
PERSON, OFFICE, ADDED = "person", "office", "added"
_TYPED = ("kind", "from", "to", "on", *OFFICE_FIELDS)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What can be handed over, what nobody has, and every hand-over so far."""
    desk = desk_of(request)
    desk.rights.require(Verb.HAND_OVER)
    alone = handing_over.orphans(desk.rights, desk.today).order_by("due_on", "position", "id")
    behind = handing_over.left_behind(desk.rights, desk.today).count()
    lines = brief_lines(desk, brief_items(alone[:MOST_SHOWN]))
    return render(
        request,
        "handing_over.html",
        {
            "heading": desk.w("handing.title"),
            "lead": desk.w("handing.lead"),
            "people": _people(),
            "offices": offices_at_work(desk),
            "today": desk.today.isoformat(),
            "typed": {name: request.GET.get(name, "") for name in _TYPED},
            "above": _above(desk),
            "office_kinds": OFFICE_KINDS,
            "orphans": lines,
            "orphan_total": alone.count() if len(lines) == MOST_SHOWN else len(lines),
            "may_assign": desk.may("assign"),
            "behind": behind,
            "hand_overs": [handed(desk, one) for one in hand_overs()[:MOST_SHEETS]],
        },
    )


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What a hand-over would pass on, before it is done."""
    desk = desk_of(request)
    desk.rights.require(Verb.HAND_OVER)
    kind = request.GET.get("kind", "")
    day = _day(request.GET.get("on", ""))
    before, after = (_side(kind, request.GET.get(name, "")) for name in ("from", "to"))
    if before is None or after is None or day is None or before == after:
        messages.error(request, desk.w("handing.incomplete"))
        return _back(request.GET)
    if isinstance(before, tables.Person):
        grants = handing_over.roles_that_pass(before, day)
        items = handing_over.items_of_person(before, day)
    else:
        grants = handing_over.roles_at(before, day)
        items = handing_over.items_of_office(before)
    names = tuple(_name(desk, one) for one in (before, after))
    held = list(grants.select_related("organisation", "person", "deputy_of__person"))
    shown = brief_items(items.order_by("due_on", "position", "id")[:MOST_SHOWN])
    return render(
        request,
        "hand_over_preview.html",
        {
            "heading": desk.w("handing.preview_title", before=names[0], after=names[1]),
            "kind": kind,
            "before": before.pk,
            "after": after.pk,
            "names": names,
            "on": day.isoformat(),
            "day": desk.day(day),
            "is_ahead": day > desk.today,
            "roles": [
                (holder_text(desk, one) if kind == OFFICE else "", grant_text(desk, one))
                for one in held
            ],
            "lines": brief_lines(desk, shown),
            "total": items.count(),
        },
    )


@require_POST
def do(request: HttpRequest, verb: str) -> HttpResponse:
    """Hand over, move what was left behind, or give orphans to an office."""
    desk = desk_of(request)
    act = _VERBS.get(verb)
    if act is None:
        raise Http404
    try:
        return act(request, desk)
    except IllFormedInputError as refusal:
        messages.error(request, in_words(desk, refusal.problem))
        return _back(request.POST)


def _person(request: HttpRequest, desk: Desk) -> HttpResponse:
    made = handing_over.hand_over_person(
        desk.actor,
        _number(request.POST.get("from", "")),
        to_person_id=_number(request.POST.get("to", "")),
        on=_day_or_refused(request.POST.get("on", "")),
    )
    messages.success(request, desk.w("handing.did.person"))
    return redirect("hand_over_sheet", made.pk)


def _office(request: HttpRequest, desk: Desk) -> HttpResponse:
    made = handing_over.hand_over_organisation(
        desk.actor,
        request.POST.get("from", "").replace("\x00", ""),
        to_organisation_id=request.POST.get("to", "").replace("\x00", ""),
        on=_day_or_refused(request.POST.get("on", "")),
    )
    messages.success(request, desk.w("handing.did.office"))
    return redirect("hand_over_sheet", made.pk)


def _successors(request: HttpRequest, desk: Desk) -> HttpResponse:
    count = handing_over.pass_to_successors(desk.actor)
    messages.success(request, desk.w.count("handing.did.successors", count))
    return redirect("handing_over")


def _orphans(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the chosen items to one office; what changed meanwhile is told and left alone."""
    office = request.POST.get("organisation", "").replace("\x00", "")
    chosen = [one for one in request.POST.getlist("item") if one.isdecimal() and len(one) < 12]
    if not office or not chosen:
        messages.error(request, desk.w("handing.choose_items"))
        return redirect("handing_over")
    given = 0
    for one in chosen:
        try:
            rounds.assign(
                desk.actor,
                int(one),
                version=forms.version_of(request.POST, f":{one}"),
                organisation_id=office,
            )
            given += 1
        except RefusedError as refusal:
            messages.error(request, in_words(desk, refusal.problem))
    if given:
        messages.success(request, desk.w.count("handing.did.orphans", given))
    return redirect("handing_over")


def _add_office(request: HttpRequest, desk: Desk) -> HttpResponse:
    made = adding_offices.add_office(desk.actor, content=typed_of(request.POST, OFFICE_FIELDS))
    messages.success(request, desk.w("handing.did.added", name=desk.speech.name(made)))
    return redirect("handing_over")


_VERBS: dict[str, Callable[[HttpRequest, Desk], HttpResponse]] = {
    PERSON: _person,
    OFFICE: _office,
    "successors": _successors,
    "orphans": _orphans,
    ADDED: _add_office,
}


@require_safe
def sheet(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """The sheet of a hand-over, made to be printed; for its two sides and who hands over."""
    desk = desk_of(request)
    found = hand_overs().filter(pk=hand_over_id).first()
    if found is None:
        raise Http404
    if not may_read(desk, found):
        raise closed((*MATRIX[Verb.HAND_OVER], Role.AUDITOR))
    passed = tables.RoleGrant.objects.filter(granted_at=found.made_at)
    one = handed(desk, found)
    return render(
        request,
        "hand_over_sheet.html",
        {
            "heading": desk.w("handing.sheet_title", before=one.before, after=one.after),
            "eyebrow": desk.w("handing.sheet_eyebrow"),
            "one": one,
            "rows": sheet_rows(desk, found.sheet),
            "roles": [
                (holder_text(desk, each), grant_text(desk, each))
                for each in passed.select_related(
                    "person", "organisation", "deputy_of__person"
                ).order_by("pk")
            ],
            "hands_over": desk.may("hand_over"),
        },
    )


def _people() -> list[tuple[int, str]]:
    return [
        (one.pk, one.name)
        for one in tables.Person.objects.filter(is_active=True).order_by("name", "pk")
    ]


def _above(desk: Desk) -> list[tuple[str, str]]:
    """The bodies to which an office can belong: the city and its bureaus."""
    kinds = (OrganisationKind.CITY, OrganisationKind.BUREAU)
    rows = tables.Organisation.objects.filter(kind__in=kinds, valid_to=None)
    return [(one.pk, desk.speech.name(one)) for one in rows]


def _side(kind: str, key: str) -> tables.Person | tables.Organisation | None:
    if kind == PERSON:
        return tables.Person.objects.filter(pk=_number(key)).first()
    return tables.Organisation.objects.filter(pk=key.replace("\x00", "")).first()


def _name(desk: Desk, side: tables.Person | tables.Organisation) -> str:
    return side.name if isinstance(side, tables.Person) else desk.speech.name(side)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_or_refused(text: str) -> date:
    day = _day(text)
    if day is None:
        raise Http404
    return day


def _back(given: Any) -> HttpResponse:
    """The first screen again, with what was chosen."""
    kept = {name: given[name][:LONGEST_NAME] for name in _TYPED if given.get(name)}
    return redirect(f"{reverse('handing_over')}?{urlencode(kept)}")
