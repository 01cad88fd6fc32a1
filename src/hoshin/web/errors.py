"""Pages for what does not work: in plain words, in the person's language, with a way on."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from hoshin.actions.refusals import RefusedError
from hoshin.charts.words import Language
from hoshin.domain.problems import Problem
from hoshin.web.closed_screens import about_closed
from hoshin.web.desk import desk_of
from hoshin.web.problem_words import shown
from hoshin.web.refusals import status_of
from hoshin.web.words import speech_of

_TITLES = {403: "not_allowed", 404: "not_found", 503: "busy"}
_LOG = logging.getLogger("hoshin.web")


def _page(
    request: HttpRequest, name: str, status: int, reference: str = "", **given: object
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(_of_words(name, given), status=status)
    w = desk_of(request).w
    return render(
        request,
        "notice.html",
        {
            "heading": w(f"errors.{name}.title"),
            "sentence": w(f"errors.{name}.sentence", **given),
            "hint": w(f"errors.{name}.hint", **given),
            "reference": reference,
            "before": page_before(request),
        },
        status=status,
    )


def page_before(request: HttpRequest) -> str:
    """The page of ours from which somebody came; empty where there is none, or it is this one."""
    try:
        host, came_from = request.get_host(), urlsplit(request.META.get("HTTP_REFERER", ""))
    except (DisallowedHost, ValueError):
        return ""
    here = request.path if request.method in ("GET", "HEAD") else ""
    if came_from.netloc != host or came_from.path == here:
        return ""
    address = came_from._replace(scheme="", netloc="", fragment="").geturl()
    return address if url_has_allowed_host_and_scheme(address, None) else ""


def _of_words(name: str, given: dict[str, object]) -> dict[str, str]:
    """What a page says, as the API says it, in both languages."""
    found = {"code": name.replace("_", "-"), "field": ""}
    for language in Language:
        w = speech_of(language).w
        for part in ("sentence", "hint"):
            found[f"{part}_{language.value}"] = w(f"errors.{name}.{part}", **given)
    return found


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent is broken or too large."""
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person's role does not allow it."""
    return _page(request, "not_allowed", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page."""
    return _page(request, "not_found", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session; for a draft 401, so that the browser keeps it."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    return _page(request, "csrf", 403)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413: more was sent than is taken; ``most`` in megabytes."""
    return _page(request, "too_large", 413, most=most)


def size_not_said(request: HttpRequest) -> HttpResponse:
    """411: it comes in pieces, and nobody knows how much it will be."""
    return _page(request, "size_not_said", 411)


def only_a_form(request: HttpRequest) -> HttpResponse:
    """405: the address takes what a form sends, and is no page to open."""
    return _page(request, "only_a_form", 405)


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """429: too many wrong passwords for one sign-in name."""
    return _page(request, "locked_out", 429)


def unknown_to_us(request: HttpRequest) -> HttpResponse:
    """403: the identity provider names somebody whom nobody has invited."""
    return _page(request, "unknown_to_us", 403)


def sign_in_failed(request: HttpRequest) -> HttpResponse:
    """403: the identity provider did not answer, or its answer was not sound."""
    _LOG.warning("Single sign-on failed", exc_info=True)
    return _page(request, "sign_in_failed", 403)


def no_passwords(request: HttpRequest) -> HttpResponse:
    """403: people sign in at the identity provider only."""
    return _page(request, "no_passwords", 403)


def busy(request: HttpRequest) -> HttpResponse:
    """503: the database is locked for too long, or away; said without asking it anything."""
    _LOG.exception("The database could not be used")
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse(_of_words("busy", {}), status=503)
    else:
        w, same = desk_of(request).w, request.method in ("GET", "HEAD")
        answer = render(
            request,
            "busy.html",
            {
                **{one: w(f"errors.busy.{one}") for one in ("sentence", "hint")},
                "heading": w("errors.busy.title"),
                "again": request.get_full_path() if same else page_before(request),
                "same": same,
            },
            status=503,
        )
    answer.headers["Retry-After"] = "10"
    return answer


def fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; the number in the log is the one that the page shows."""
    reference = secrets.token_hex(4)
    _LOG.exception("Fault %s at %s", reference, request.path)
    try:
        return _page(request, "fault", 500, reference)
    except Exception:
        # The page itself needs the database, which may be the very thing that failed.
        return busy(request)


def refused(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    """The page, or for programs the JSON, of what an action refused."""
    if request.path.startswith("/api/"):
        return JsonResponse(as_data(refusal.problem), status=status_of(refusal))
    desk = desk_of(request)
    speech = desk.speech
    problem = refusal.problem
    return render(
        request,
        "notice.html",
        {
            "heading": speech.w(f"errors.{_TITLES.get(status_of(refusal), 'not_now')}.title"),
            **shown(desk, problem),
            "reference": "",
            **(about_closed(desk, request, problem) if status_of(refusal) == 403 else {}),
            "before": page_before(request),
        },
        status=status_of(refusal),
    )


def as_data(problem: Problem) -> dict[str, str]:
    """A problem as the API says it."""
    return {
        "code": problem.code,
        "sentence_ja": problem.sentence_ja,
        "sentence_en": problem.sentence_en,
        "hint_ja": problem.hint_ja,
        "hint_en": problem.hint_en,
        "field": problem.place.column,
    }
