"""Languages: in which language a person reads the workplace. Japanese unless they chose English."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hoshin.charts.words import Language

COOKIE = "hoshin_language"
_A_YEAR = 365 * 24 * 60 * 60


def language_of(request: HttpRequest) -> Language:
    """The language that this browser chose; Japanese where it chose none, or one unknown."""
    chosen = request.COOKIES.get(COOKIE, "")
    return Language(chosen) if chosen in list(Language) else Language.JA


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember a language in this browser and go back to the page that asked."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    if wanted in list(Language):
        answer.set_cookie(
            COOKIE,
            wanted,
            max_age=_A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return answer
