"""Publishing: what would change in public, seen before it is done."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoshin.actions import releasing
from hoshin.actions.refusals import NotNowError
from hoshin.domain.cycle import ItemKind, RoundState
from hoshin.storage import models as tables
from hoshin.web.desk import Desk, desk_of
from hoshin.web.lines import DONE_STATES

MOST_CHANGES = 200
LONGEST_NOTE = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The difference against the last release; a POST publishes what is shown."""
    desk = desk_of(request)
    refused = ""
    if request.method == "POST":
        try:
            note = request.POST.get("note", "")[:LONGEST_NOTE]
            made = releasing.publish_release(desk.actor, as_of=desk.today, note=note)
        except NotNowError as refusal:
            problem = refusal.problem
            refused = desk.speech.label(problem.sentence_ja, problem.sentence_en)
        else:
            messages.success(request, desk.w("publish.done", day=desk.day(made.as_of)))
            return redirect("publish")
    return _page(request, desk, refused)


def _page(request: HttpRequest, desk: Desk, refused: str) -> HttpResponse:
    preview = releasing.preview_release(desk.actor, as_of=desk.today)
    w, speech = desk.w, desk.speech
    judged_first = sorted(preview.changes, key=lambda one: one.table != "judgements")
    unapproved = tables.WorkItem.objects.exclude(round__state=RoundState.CLOSED).exclude(
        state__in=DONE_STATES
    )
    waiting = unapproved.count()
    waiting_values = unapproved.filter(kind=ItemKind.OBSERVATION).count()
    return render(
        request,
        "publish.html",
        {
            "heading": w("publish.title"),
            "lead": w("publish.lead"),
            "as_of": w("publish.as_of", day=desk.day(preview.as_of)),
            "is_first": preview.since is None,
            "since": "" if preview.since is None else desk.day(preview.since),
            "changes": [
                {"kind": one.kind.value, "text": speech.label(one.sentence_ja, one.sentence_en)}
                for one in judged_first[:MOST_CHANGES]
            ],
            "change_count": len(preview.changes),
            "hidden": max(0, len(preview.changes) - MOST_CHANGES),
            "errors": [
                speech.label(
                    f"{one.sentence_ja} {one.hint_ja}".strip(),
                    f"{one.sentence_en} {one.hint_en}".strip(),
                )
                for one in preview.errors
            ],
            "warnings": preview.warnings,
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
                for one in tables.Release.objects.select_related("published_by").order_by("-pk")[
                    :20
                ]
            ],
        },
        status=409 if refused else 200,
    )
