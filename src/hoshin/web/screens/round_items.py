"""The items of a round, narrowed to an office or a plan and to how they stand."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.domain.cycle import late_before
from hoshin.storage import models as tables
from hoshin.web.brief_lines import brief_items, brief_lines
from hoshin.web.desk import Desk, desk_of
from hoshin.web.offices import all_offices
from hoshin.web.progress import STEPS, Progress, of_items
from hoshin.web.round_parts import VIEWS, is_late, is_of_part, part_name
from hoshin.web.worklists import visible_items

ROWS = 50
LATE = "late"
_STATES = dict(STEPS)


@require_safe
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """The items of a part of a round, the earliest deadline first."""
    desk = desk_of(request)
    found = tables.Round.objects.filter(pk=round_id).first()
    view, part = request.GET.get("by", ""), request.GET.get("part", "")
    if found is None or (view and view not in VIEWS):
        raise Http404
    items = visible_items(desk).filter(round=found)
    name = desk.w("board.all")
    if view:
        offices = all_offices()
        named = part_name(desk, view, part, offices)
        if named is None:
            raise Http404
        name = named
        items = items.filter(is_of_part(view, part, offices))
    late_day = late_before(desk.today, found.grace_days)
    asked = {"by": view, "part": part} if view else {}
    progress = of_items(desk, items, late_day)
    step = request.GET.get("step", "")
    step = step if step in (*_STATES, LATE) else ""
    narrowed = items.filter(_stands_at(step, late_day)).order_by("due_on", "position", "pk")
    page = Paginator(narrowed, ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "round_items.html",
        {
            "heading": name,
            "eyebrow": desk.speech.name(found),
            "round": found,
            "view": view,
            "progress": progress,
            "steps": _steps(desk, progress, asked, step),
            "lines": brief_lines(desk, brief_items(page.object_list)),
            "pager": page,
            "query": urlencode(asked | ({"step": step} if step else {})),
        },
    )


def _stands_at(step: str, late_day: date) -> Q:
    """Which items stand at a step, as a condition; all of them without one."""
    if step == LATE:
        return is_late(late_day)
    return Q(state__in=_STATES[step]) if step else Q()


def _steps(
    desk: Desk, progress: Progress, asked: dict[str, str], chosen: str
) -> list[tuple[str, str, bool]]:
    """The ways to narrow the list: words with how many items, address, whether it is chosen."""

    def said(word: str, number: int) -> str:
        return desk.w("common.sign_count", word=word, n=number)

    ways = [("", said(desk.w("board.all"), progress.total))]
    if progress.late:
        ways.append((LATE, desk.w("board.late", n=progress.late)))
    ways += [(one.name, said(one.word, one.number)) for one in progress.counts if one.number]
    return [
        (words, "?" + urlencode(asked | ({"step": step} if step else {})), step == chosen)
        for step, words in ways
    ]
