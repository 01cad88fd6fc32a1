"""The audit trail: every deed on record, for those who read everything and change nothing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.actions.matrix import VERB_LABELS, Verb
from hoshin.domain.roles import Role
from hoshin.storage import models as tables
from hoshin.web.audit_words import (
    Names,
    details_in_words,
    doer_in_words,
    subject_in_words,
)
from hoshin.web.closed_screens import closed
from hoshin.web.desk import Desk, desk_of

ROWS = 50
READERS = (Role.AUDITOR, Role.ADMINISTRATOR, Role.PLANNER)
LONGEST_QUESTION = 100


def _verb(desk: Desk, verb: str) -> str:
    if verb not in list(Verb):
        return desk.w(f"audit.verb.{verb}") if f"audit.verb.{verb}" in desk.w else verb
    return VERB_LABELS[Verb(verb)][0 if desk.speech.is_ja else 1]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The deeds, the newest first; narrowed by a name, a verb or the number of an item."""
    desk = desk_of(request)
    if desk.rights.roles.isdisjoint(READERS):
        raise closed(READERS)
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION].replace("\x00", "")
    found = tables.AuditEvent.objects.order_by("-number")
    if question:
        found = found.filter(
            Q(actor_name__icontains=question)
            | Q(details__acting_for_name__icontains=question)
            | Q(verb=question)
            | Q(subject_id=question)
        )
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    w = desk.w
    names = Names(desk, page.object_list)
    rows = [
        {
            "number": one.number,
            "at": desk.moment(one.at),
            "by": doer_in_words(desk, one),
            "verb": _verb(desk, one.verb),
            "via": w(f"audit.via.{one.via}") if f"audit.via.{one.via}" in w else one.via,
            "item": int(one.subject_id)
            if one.subject_kind == "item" and one.subject_id.isdecimal()
            else 0,
            "subject": subject_in_words(desk, one.subject_kind, one.subject_id, names),
            "details": details_in_words(desk, one.details, names),
        }
        for one in page.object_list
    ]
    return render(
        request,
        "audit.html",
        {
            "heading": w("audit.title"),
            "lead": w("audit.lead"),
            "rows": rows,
            "pager": page,
            "question": question,
        },
    )
