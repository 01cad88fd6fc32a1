"""One's own keys for programs: made, listed, stopped; a secret is shown once."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.actions import tokens
from hoshin.actions.refusals import IllFormedInputError
from hoshin.actions.tokens import Scope
from hoshin.storage import models as tables
from hoshin.web.desk import desk_of
from hoshin.web.problem_words import sentence_and_hint

DAYS = 90


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The person's keys; a POST makes one more."""
    desk = desk_of(request)
    secret = refused = ""
    if request.method == "POST":
        scopes = [one for one in Scope if one.value in request.POST.getlist("scope")]
        try:
            last = date.fromisoformat(request.POST.get("expires_on", ""))
            _, secret = tokens.issue_token(
                desk.actor,
                name=request.POST.get("name", ""),
                scopes=scopes or [Scope.READ],
                expires_on=last,
            )
        except ValueError:
            refused = desk.w("board.bad_day")
        except IllFormedInputError as refusal:
            refused, _ = sentence_and_hint(desk, refusal.problem)
    found = tables.AccessToken.objects.filter(person=desk.person, revoked_at=None).order_by("-pk")
    return render(
        request,
        "keys.html",
        {
            "heading": desk.w("keys.title"),
            "lead": desk.w("keys.lead"),
            "keys": found,
            "secret": secret,
            "refused": refused,
            "scopes": [(one.value, desk.w(f"keys.scope.{one.value}")) for one in Scope],
            "last": (desk.today + timedelta(days=DAYS)).isoformat(),
            "may_make": desk.holds("issue_token"),
        },
        status=422 if refused else 200,
    )


@require_POST
def stop(request: HttpRequest, token_id: int) -> HttpResponse:
    """Stop a key at once."""
    tokens.revoke_token(desk_of(request).actor, token_id)
    return redirect("keys")
