"""The audit trail: every deed on record, for those who read everything and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hoshin.actions.matrix import VERB_LABELS, Verb
from hoshin.domain.roles import Role
from hoshin.site.page_files import BYTE_ORDER_MARK, people_line
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
ROWS_AT_ONCE = 500


def _verb(desk: Desk, verb: str) -> str:
    if verb not in list(Verb):
        return desk.w(f"audit.verb.{verb}") if f"audit.verb.{verb}" in desk.w else verb
    return VERB_LABELS[Verb(verb)][0 if desk.speech.is_ja else 1]


def _via(desk: Desk, via: str) -> str:
    """The way that a deed came, in words; its code for one that has none."""
    key = f"audit.via.{via}"
    return desk.w(key) if key in desk.w else via


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The deeds, the newest first; narrowed by a name, a verb or the number of an item."""
    desk = _desk_of_reader(request)
    question, found = _asked(request)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    w = desk.w
    names = Names(desk, page.object_list)
    rows = [
        {
            "number": one.number,
            "at": desk.moment(one.at),
            "by": doer_in_words(desk, one),
            "verb": _verb(desk, one.verb),
            "via": _via(desk, one.via),
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


@require_safe
def file(request: HttpRequest) -> StreamingHttpResponse:
    """The same deeds as a CSV file in words, the newest first, for whoever keeps or checks them."""
    desk = _desk_of_reader(request)
    _, found = _asked(request)
    answer = StreamingHttpResponse(_lines(desk, found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{desk.today.isoformat()}.csv"'
    return answer


def _desk_of_reader(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    if desk.rights.roles.isdisjoint(READERS):
        raise closed(READERS)
    return desk


def _asked(request: HttpRequest) -> tuple[str, QuerySet[tables.AuditEvent]]:
    """What was asked for, and the deeds that fit it."""
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION].replace("\x00", "")
    found = tables.AuditEvent.objects.order_by("-number")
    if question:
        found = found.filter(
            Q(actor_name__icontains=question)
            | Q(details__acting_for_name__icontains=question)
            | Q(verb=question)
            | Q(subject_id=question)
        )
    return question, found


def _lines(desk: Desk, found: QuerySet[tables.AuditEvent]) -> Iterator[str]:
    """The lines of the file, safe to open in a spreadsheet."""
    w = desk.w
    heads = ("number", "when", "who", "for_whom_head", "via_head", "what", "subject", "details")
    yield BYTE_ORDER_MARK + people_line(w(f"audit.{one}") for one in heads)
    rows = found.iterator(chunk_size=ROWS_AT_ONCE)
    while events := list(islice(rows, ROWS_AT_ONCE)):
        names = Names(desk, events)
        for one in events:
            details = details_in_words(desk, one.details, names)
            yield people_line(
                (
                    str(one.number),
                    timezone.localtime(one.at).isoformat(timespec="seconds"),
                    one.actor_name,
                    str(one.details.get("acting_for_name", "")),
                    _via(desk, one.via),
                    _verb(desk, one.verb),
                    subject_in_words(desk, one.subject_kind, one.subject_id, names),
                    "\n".join(w("audit.of", name=name, text=text) for name, text in details),
                )
            )
