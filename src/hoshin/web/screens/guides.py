"""The guides: for each role two pages, in the workplace itself; one's own role comes first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.web.desk import Desk, desk_of
from hoshin.web.guides import Sentence, guide_of, picture_path


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The guide of the person's role; of several, the one that the table of roles names first."""
    roles = desk_of(request).rights.roles
    mine = next((one for one in Role if one in roles), Role.OFFICER)
    return redirect("guide", mine.value)


@require_safe
def show(request: HttpRequest, role: str) -> HttpResponse:
    """The guide of a role; anybody may read what another role does."""
    if role not in list(Role):
        raise Http404
    desk = desk_of(request)
    guide = guide_of(Role(role))
    return render(
        request,
        "guide.html",
        {
            "heading": _said(desk, guide.title),
            "lead": _said(desk, guide.lead),
            "parts": [
                {
                    "heading": _said(desk, one.heading),
                    "steps": [_said(desk, step) for step in one.steps],
                    "href": _address(one.screen),
                    "picture": picture_path(one.picture, desk.language.value)
                    if one.picture
                    else "",
                }
                for one in guide.parts
            ],
            "role": role,
            "roles": [(one.value, ROLE_LABELS[one][0 if desk.speech.is_ja else 1]) for one in Role],
        },
    )


def _said(desk: Desk, sentence: Sentence) -> str:
    return desk.speech.label(sentence.ja, sentence.en)


def _address(screen: str) -> str:
    """The address of a screen; empty for that of a single thing, to which a list leads."""
    try:
        return reverse(screen) if screen else ""
    except NoReverseMatch:
        return ""
