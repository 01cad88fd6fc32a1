"""Publishing: what would change in public is seen first; the work is done in the background.

A small city is compared at once. A large one is compared by a process of its own, and a release is
always made by one; the page says how far it is and asks again by itself.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoshin.actions import publishing, releasing
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import NotNowError
from hoshin.domain.cycle import ItemKind, RoundState
from hoshin.storage import models as tables
from hoshin.storage.models import PublicationKind, PublicationState
from hoshin.web.desk import Desk, desk_of
from hoshin.web.lines import DONE_STATES
from hoshin.web.problem_words import sentence_and_hint

LONGEST_NOTE = 2_000
# A city with so many values is compared before the page is shown; it takes about a second.
MOST_VALUES_AT_ONCE = 3_000
SECONDS_BETWEEN_LOOKS = 2
_TOLD = "publication_told"


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The difference against the last release; a POST publishes it, or looks for it first."""
    desk = desk_of(request)
    desk.rights.require(Verb.PUBLISH_RELEASE)
    refused = ""
    if request.method == "POST":
        look = request.POST.get("do") == PublicationKind.PREVIEW
        try:
            publishing.begin(
                desk.actor,
                kind=PublicationKind.PREVIEW if look else PublicationKind.RELEASE,
                as_of=desk.today,
                note=request.POST.get("note", "")[:LONGEST_NOTE],
            )
        except NotNowError as refusal:
            refused, _ = sentence_and_hint(desk, refusal.problem)
        else:
            request.session[_TOLD] = False
            return redirect("publish")
    latest = publishing.latest()
    if latest is not None and publishing.is_worked_on(latest):
        return _under_way(request, desk, latest, refused)
    return _page(request, desk, latest, refused)


def _under_way(
    request: HttpRequest, desk: Desk, latest: tables.Publication, refused: str
) -> HttpResponse:
    """How far the work is; the browser asks again by itself, without a script."""
    w = desk.w
    answer = render(
        request,
        "publish_under_way.html",
        {
            "heading": w("publish.title"),
            "refused": refused,
            "what": w(f"publish.making.{latest.kind}", day=desk.day(latest.as_of)),
            "by": w("work.by", name=latest.started_by.name, at=desk.moment(latest.started_at)),
            "step": w(f"publish.step.{latest.step or 'starting'}"),
            "done": latest.done,
            "total": latest.total,
            "clock": desk.clock,
        },
        status=409 if refused else 200,
    )
    answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


def _page(
    request: HttpRequest, desk: Desk, latest: tables.Publication | None, refused: str
) -> HttpResponse:
    w = desk.w
    _tell(request, desk, latest)
    found, looked = _found(desk, latest)
    unapproved = tables.WorkItem.objects.exclude(round__state=RoundState.CLOSED).exclude(
        state__in=DONE_STATES
    )
    waiting = unapproved.count()
    waiting_values = unapproved.filter(kind=ItemKind.OBSERVATION).count()
    context: dict[str, Any] = {
        "heading": w("publish.title"),
        "lead": w("publish.lead"),
        "as_of": w("publish.as_of", day=desk.day(desk.today)),
        "trouble": _trouble(desk, latest),
        "is_seen": found is not None,
        "looked": looked,
        "waiting": waiting,
        "waiting_values": waiting_values,
        "waiting_evaluations": waiting - waiting_values,
        "refused": refused,
        "public_site": settings.PUBLIC_SITE,
        "releases": [
            w(
                "publish.earlier_line",
                day=desk.day(one.as_of),
                by=w("work.by", name=one.published_by.name, at=desk.moment(one.published_at)),
            )
            for one in tables.Release.objects.select_related("published_by").order_by("-pk")[:20]
        ],
    }
    if found is not None:
        since = found["since"]
        context |= {
            "is_first": since is None,
            "since": "" if since is None else desk.day(date.fromisoformat(since)),
            "groups": _groups(desk, found),
            "change_count": found["change_count"],
            "errors": [_said(desk, one) for one in found["errors"]],
            "warnings": found["warnings"],
        }
    return render(request, "publish.html", context, status=409 if refused else 200)


def _groups(desk: Desk, found: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes by kind, with how many there are of each and how many of them are not told."""
    groups = []
    for kind, count in found["counts"].items():
        lines = [
            desk.speech.label(one["ja"], one["en"])
            for one in found["changes"]
            if one["kind"] == kind
        ]
        if count:
            groups.append(
                {"kind": kind, "count": count, "lines": lines, "hidden": count - len(lines)}
            )
    return groups


def _found(desk: Desk, latest: tables.Publication | None) -> tuple[dict[str, Any] | None, str]:
    """What would change, and when it was looked for; None where that has to be asked for first."""
    if tables.Observation.objects.count() <= MOST_VALUES_AT_ONCE:
        return publishing.in_short(releasing.preview_release(desk.actor, as_of=desk.today)), ""
    if (
        latest is None
        or latest.kind is not PublicationKind.PREVIEW
        or latest.state is not PublicationState.DONE
        or latest.as_of != desk.today
        or latest.ended_at is None
        or "counts" not in latest.found
    ):
        return None, ""
    return latest.found, desk.w("publish.looked", at=desk.moment(latest.ended_at))


def _tell(request: HttpRequest, desk: Desk, latest: tables.Publication | None) -> None:
    """Say once, to whoever asked for it, that the release is public."""
    if request.session.get(_TOLD, True) or latest is None:
        return
    request.session[_TOLD] = True
    if latest.kind is PublicationKind.RELEASE and latest.state is PublicationState.DONE:
        messages.success(request, desk.w("publish.done", day=desk.day(latest.as_of)))


def _trouble(desk: Desk, latest: tables.Publication | None) -> str:
    """Why the last work did not come to its end; empty where it did."""
    if latest is None or latest.state is PublicationState.DONE:
        return ""
    if latest.state is PublicationState.REFUSED:
        return _said(desk, latest.found)
    return desk.w("publish.stopped", at=desk.moment(latest.started_at))


def _said(desk: Desk, problem: dict[str, str]) -> str:
    sentence = desk.speech.label(problem["sentence_ja"], problem["sentence_en"])
    return f"{sentence} {desk.speech.label(problem['hint_ja'], problem['hint_en'])}".strip()
