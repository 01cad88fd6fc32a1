"""Deputies: who stands in for whom between which days, named and ended by the holder or planner."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import people
from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.refusals import IllFormedInputError, NotAllowedError
from hoshin.storage import models as tables
from hoshin.web.desk import Desk, desk_of
from hoshin.web.handed_over import grant_text
from hoshin.web.problem_words import in_words


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One's own roles with their deputies, and for whom one stands in; all of them for planners."""
    desk = desk_of(request)
    hands_over = desk.may("hand_over")
    if not hands_over:
        desk.rights.require_anywhere(Verb.DELEGATE)
    running = _running(desk)
    grants = running.filter(deputy_of=None, role__in=MATRIX[Verb.DELEGATE])
    if not hands_over:
        grants = grants.filter(person=desk.person)
    named = running.exclude(deputy_of=None)
    if not hands_over:
        named = named.filter(Q(deputy_of__person=desk.person) | Q(person=desk.person))
    found = list(named.select_related("deputy_of__person").order_by("valid_from", "pk"))
    return render(
        request,
        "deputies.html",
        {
            "heading": desk.w("deputies.title"),
            "lead": desk.w("deputies.lead"),
            "grants": [
                (one.pk, _own_text(desk, one))
                for one in sorted(grants, key=lambda one: (one.person_id != _me(desk), one.pk))
            ],
            "people": [
                (one.pk, one.name)
                for one in tables.Person.objects.filter(is_active=True).order_by("name", "pk")
                if hands_over or one.pk != _me(desk)
            ],
            "deputies": [_deputy(desk, one, hands_over) for one in found],
            "today": desk.today.isoformat(),
            "typed": {name: request.GET.get(name, "") for name in ("grant", "to", "from", "until")},
        },
    )


@require_POST
def do(request: HttpRequest, verb: str) -> HttpResponse:
    """Name a deputy, or end one."""
    desk = desk_of(request)
    if verb not in ("name", "end"):
        raise Http404
    if verb == "name" and not request.POST.get("to"):
        messages.error(request, desk.w("deputies.nobody"))
        return redirect("deputies")
    try:
        said = _name(desk, request.POST) if verb == "name" else _end(desk, request.POST)
    except (IllFormedInputError, NotAllowedError) as refusal:
        messages.error(request, in_words(desk, refusal.problem))
    except ValueError:
        messages.error(request, desk.w("deputies.bad_day"))
    else:
        messages.success(request, said)
    return redirect("deputies")


def _name(desk: Desk, given: Any) -> str:
    made = people.delegate(
        desk.actor,
        _number(given.get("grant", "")),
        to_person_id=_number(given.get("to", "")),
        valid_from=date.fromisoformat(given.get("from", "")),
        valid_to=date.fromisoformat(given.get("until", "")),
    )
    return desk.w(
        "deputies.named",
        name=made.person.name,
        first=desk.day(made.valid_from),
        last=desk.day(made.valid_to or made.valid_from),
    )


def _end(desk: Desk, given: Any) -> str:
    ended = people.end_deputy(desk.actor, _number(given.get("grant", "")))
    return desk.w("deputies.ended", name=ended.person.name)


def _running(desk: Desk) -> QuerySet[tables.RoleGrant]:
    """Roles that are held now or later, of people who are there."""
    return tables.RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=desk.today), ended_at=None, person__is_active=True
    ).select_related("person", "organisation")


def _deputy(desk: Desk, one: tables.RoleGrant, hands_over: bool) -> dict[str, Any]:
    holder = one.deputy_of.person if one.deputy_of is not None else one.person
    return {
        "pk": one.pk,
        "deputy": one.person.name,
        "holder": holder.name,
        "role": grant_text(desk, one),
        "first": desk.day(one.valid_from),
        "last": desk.day(one.valid_to) if one.valid_to else "",
        "is_ahead": one.valid_from > desk.today,
        "may_end": hands_over or holder.pk == _me(desk),
    }


def _own_text(desk: Desk, grant: tables.RoleGrant) -> str:
    text = grant_text(desk, grant)
    if grant.person_id == _me(desk):
        return text
    return desk.w("deputies.of", name=grant.person.name, role=text)


def _me(desk: Desk) -> int:
    return 0 if desk.person is None else desk.person.pk


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0
