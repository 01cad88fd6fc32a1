"""People and roles: who may sign in, in which roles, and for what; kept by the administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions import people
from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.refusals import IllFormedInputError, NotFoundError, NotNowError, RefusedError
from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.storage import models as tables
from hoshin.web.closed_screens import closed
from hoshin.web.desk import Desk, desk_of
from hoshin.web.offices import offices_at_work
from hoshin.web.problem_words import in_words

ROWS = 50


def _require(desk: Desk) -> None:
    if not desk.may("invite"):
        raise closed(MATRIX[Verb.INVITE])


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in; a POST enters one more person."""
    desk = desk_of(request)
    _require(desk)
    new: dict[str, str] = {}
    refused = ""
    typed: Mapping[str, str] = {}
    if request.method == "POST":
        typed = request.POST
        try:
            person, password = people.invite(
                desk.actor,
                username=request.POST.get("username", ""),
                name=request.POST.get("name", ""),
                email=request.POST.get("email", ""),
                role=_role(request.POST.get("role", "")),
                organisation_id=request.POST.get("organisation") or None,
                language=request.POST.get("language", "ja"),
            )
            new = {"name": person.name, "username": person.username, "password": password}
            typed = {}
        except (IllFormedInputError, NotFoundError, NotNowError, RefusedError) as refusal:
            refused = in_words(desk, refusal.problem)
    question = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    found = tables.Person.objects.order_by("-is_active", "name")
    if question:
        found = found.filter(Q(name__icontains=question) | Q(username__icontains=question))
    page = Paginator(found.prefetch_related(_running_grants()), ROWS).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "people.html",
        {
            "heading": desk.w("people.title"),
            "lead": desk.w("people.lead"),
            "people": [
                {"person": one, "roles": [_grant_text(desk, grant) for grant in one.running]}
                for one in page.object_list
            ],
            "pager": page,
            "question": question,
            "roles": _roles(desk),
            "organisations": offices_at_work(desk),
            "new": new,
            "refused": refused,
            "typed": {name: typed.get(name, "") for name in ("username", "name", "email")},
        },
        status=422 if refused else 200,
    )


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: the roles, and what can be changed of them."""
    desk = desk_of(request)
    _require(desk)
    return _person_page(request, desk, person_id)


def _person_page(
    request: HttpRequest, desk: Desk, person_id: int, new_password: str = ""
) -> HttpResponse:
    found = tables.Person.objects.filter(pk=person_id).first()
    if found is None:
        raise Http404
    grants = found.grants.filter(ended_at=None).select_related("organisation")
    return render(
        request,
        "person.html",
        {
            "heading": found.name,
            "found": found,
            "grants": [(one.pk, _grant_text(desk, one)) for one in grants],
            "roles": _roles(desk),
            "organisations": offices_at_work(desk),
            "new_password": new_password,
            "is_self": desk.person is not None and desk.person.pk == found.pk,
        },
    )


@require_POST
def do(request: HttpRequest, person_id: int, verb: str) -> HttpResponse:
    """A change of one person: password, roles, or shut out."""
    desk = desk_of(request)
    _require(desk)
    act = _VERBS.get(verb)
    if act is None:
        raise Http404
    try:
        password = act(desk, person_id, request.POST)
    except (IllFormedInputError, NotFoundError, NotNowError) as refusal:
        messages.error(request, in_words(desk, refusal.problem))
        return redirect("person", person_id)
    if password:
        # The password is shown on this one page and kept nowhere.
        return _person_page(request, desk, person_id, password)
    messages.success(request, desk.w(f"people.did.{verb}"))
    return redirect("person", person_id)


def _renew(desk: Desk, person_id: int, given: Any) -> str:
    return people.renew_password(desk.actor, person_id)[1]


def _deactivate(desk: Desk, person_id: int, given: Any) -> str:
    people.deactivate(desk.actor, person_id)
    return ""


def _grant(desk: Desk, person_id: int, given: Any) -> str:
    people.grant_role(
        desk.actor,
        person_id,
        role=_role(str(given.get("role", ""))),
        organisation_id=str(given.get("organisation", "")) or None,
    )
    return ""


def _end(desk: Desk, person_id: int, given: Any) -> str:
    text = str(given.get("grant", ""))
    people.end_role(desk.actor, int(text) if text.isdecimal() and len(text) < 12 else 0)
    return ""


_VERBS: dict[str, Callable[[Desk, int, Any], str]] = {
    "renew": _renew,
    "deactivate": _deactivate,
    "grant": _grant,
    "end": _end,
}


def _role(text: str) -> Role:
    if text not in list(Role):
        raise Http404
    return Role(text)


def _running_grants() -> Prefetch:
    return Prefetch(
        "grants",
        tables.RoleGrant.objects.filter(ended_at=None).select_related("organisation"),
        to_attr="running",
    )


def _grant_text(desk: Desk, grant: tables.RoleGrant) -> str:
    role = ROLE_LABELS[grant.role][0 if desk.speech.is_ja else 1]
    if grant.organisation is None:
        return role
    return desk.w("common.with_note", text=role, note=desk.speech.name(grant.organisation))


def _roles(desk: Desk) -> list[tuple[str, str]]:
    return [(one.value, ROLE_LABELS[one][0 if desk.speech.is_ja else 1]) for one in Role]
