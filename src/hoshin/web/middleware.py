"""What happens to every request: its language, its desk, and refusals put into plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from hoshin.actions.refusals import RefusedError
from hoshin.storage.models import Person
from hoshin.web import errors
from hoshin.web.desk import desk_of
from hoshin.web.languages import language_of
from hoshin.web.single_sign_on import is_signed_in_by_it
from hoshin.web.uploads import MOST_MEGABYTES, MOST_TOGETHER

Answer = Callable[[HttpRequest], HttpResponse]
# What a form adds to its files is little.
_FOR_THE_FORM = 1_000_000


class UploadLimitMiddleware:
    """Refuses what is too large before any of it is read; a form and its file are far below.

    What comes in pieces without its size being said is refused as well: nobody knows how much it
    will be. Browsers always say it.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return errors.size_not_said(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        megabytes = MOST_TOGETHER if request.path == reverse("imports") else MOST_MEGABYTES
        if not length.isdecimal() or int(length) > megabytes * 1_000_000 + _FOR_THE_FORM:
            return errors.too_large(request, megabytes)
        return self._answer(request)


class LanguageMiddleware:
    """Lets the libraries beneath speak the language that the person reads."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request).value
        with translation.override(language):
            answer = self._answer(request)
            if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
                answer.render()
        answer.headers.setdefault("Content-Language", language)
        return answer


class DeskMiddleware:
    """Gives every request its desk, and turns what an action refuses into a page.

    A request that htmx sends after the session has ended is answered with 401 and no page: the
    browser keeps what was typed and offers to sign in again.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            return errors.not_found(request)
        desk = desk_of(request)
        try:
            person = desk.person
        except (OperationalError, InterfaceError):
            # Who it is cannot be asked of a database that is away.
            return errors.busy(request)
        if getattr(request, "htmx", False) and person is None:
            return HttpResponse(status=401)
        if person is not None and _has_first_password(request, person):
            return redirect("account_change_password")
        answer = self._answer(request)
        if answer.status_code == 405 and not answer.content:
            allowed = answer.headers["Allow"]
            answer = errors.only_a_form(request)
            answer.headers["Allow"] = allowed
        # What staff see is not to stay in the cache of a shared computer.
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page for a refusal of an action, and for a database that cannot be reached."""
        if isinstance(fault, RefusedError):
            return errors.refused(request, fault)
        if isinstance(fault, (OperationalError, InterfaceError)):
            return errors.busy(request)
        if isinstance(fault, requests.RequestException):
            # Nothing else asks another server: the identity provider is away.
            return errors.sign_in_failed(request)
        return None


class SignInMiddleware(LoginRequiredMiddleware):
    """Nobody sees a screen without signing in; programs show a key instead."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the API ask for its own key."""
        if request.path.startswith("/api/"):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Lead to signing in and back to a page: what a form sent cannot be opened as one."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(errors.page_before(request) or request.get_full_path())


def _has_first_password(request: HttpRequest, person: Person) -> bool:
    """Whether somebody signed in with a first password, which has to be changed before work."""
    if not person.must_change_password or _is_free(request):
        return False
    return settings.HAS_PASSWORDS and not is_signed_in_by_it(request)


def _is_free(request: HttpRequest) -> bool:
    """Whether a page is open to somebody who still has the first password."""
    free = ("account_change_password", "account_logout", "language")
    return request.path in {reverse(one) for one in free} or request.path.startswith(
        settings.STATIC_URL
    )
