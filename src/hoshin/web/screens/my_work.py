"""My work: one screen for each person of what is returned, late, due, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.domain.cycle import ItemState, RoundState, late_before
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES, SOON_DAYS
from hoshin.web.desk import Desk, desk_of
from hoshin.web.handed_over import handed_to
from hoshin.web.lines import DONE_STATES, WAITING_STATES, Line, LineReader, Listed, listed
from hoshin.web.target_changes import changes_waiting
from hoshin.web.worklists import items_to_approve, own_items

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Group:
    """Items that want the same of the person."""

    name: str
    lines: tuple[Line, ...]
    total: int

    @property
    def hidden(self) -> int:
        """How many items the screen leaves out."""
        return self.total - len(self.lines)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The person's work, the most pressing first."""
    desk = desk_of(request)
    mine = own_items(desk).exclude(round__state=RoundState.CLOSED)
    items = listed(mine.order_by("due_on", "position", "id"))
    sorted_items = _grouped(desk, items)
    shown = [one for group in sorted_items.values() for one in group[:MOST_SHOWN]]
    lines = {one.item_id: one for one in LineReader(desk, shown).lines()}
    groups = tuple(
        Group(name, tuple(lines[one.pk] for one in group[:MOST_SHOWN]), len(group))
        for name, group in sorted_items.items()
    )
    counts = {one.name: one.total for one in groups}
    waiting_for_me = items_to_approve(desk).count() if desk.holds("approve") else 0
    w = desk.w
    return render(
        request,
        "my_work.html",
        {
            "heading": w("work.title"),
            "lead": w("work.lead", day=desk.day(desk.today)),
            "groups": [one for one in groups if one.name != "done"],
            "counts": counts,
            "soon_days": SOON_DAYS,
            "waiting_for_me": waiting_for_me,
            "handed": handed_to(desk),
            "changes_waiting": changes_waiting(desk),
            "empty": _empty(desk, counts, waiting_for_me),
            "done": request.session.pop("done", []) if "done" in request.session else [],
        },
    )


def _grouped(desk: Desk, items: list[Listed]) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = {
        name: [] for name in ("returned", "late", "soon", "later", "waiting", "done")
    }
    for item in items:
        left = (item.due_on - desk.today).days
        is_late = item.due_on < late_before(desk.today, item.grace_days)
        if item.state is ItemState.RETURNED:
            found["returned"].append(item)
        elif item.state in OPEN_STATES:
            found["late" if is_late else "soon" if left <= SOON_DAYS else "later"].append(item)
        elif item.state in WAITING_STATES:
            found["waiting"].append(item)
        elif item.state in DONE_STATES:
            found["done"].append(item)
    return found


def _empty(desk: Desk, counts: dict[str, int], waiting_for_me: int) -> str:
    """The key of what stands on the screen of somebody with nothing to enter; empty otherwise."""
    if any(counts[name] for name in ("returned", "late", "soon", "later")):
        return ""
    if waiting_for_me:
        return "approve"
    if counts["waiting"] or counts["done"]:
        return "finished"
    if not tables.Plan.objects.exists():
        return "no_plan"
    if desk.may("open_round"):
        return "planner"
    if desk.holds("approve"):
        return "chief"
    if not desk.holds("save_draft"):
        return "reader"
    return "nothing" if tables.Round.objects.filter(state=RoundState.OPEN).exists() else "no_round"
