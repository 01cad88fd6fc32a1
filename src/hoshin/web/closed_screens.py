"""Screens that are closed to somebody: what each is for, who may open it, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from hoshin.actions.refusals import NotAllowedError, problem
from hoshin.domain.problems import Problem
from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

SCREEN_CLOSED = "screen-closed"
_MOST_NAMES = 3
# Inner pages serve the purpose of the screen to which they belong.
_PART_OF = {
    "person": "people",
    "hand_over_preview": "handing_over",
    "target_change": "targets",
    "review": "imports",
    "review_accept": "imports",
    "review_result": "imports",
    "layouts": "imports",
    "paper": "papers",
    "paper_file": "papers",
    "form_new": "form",
    "form_template": "form",
    "form_version": "form",
    "sheet_boxes_file": "sheet_boxes",
    "audit_file": "audit",
    "search_word": "search_words",
    "search_word_new": "search_words",
    "workbook_return": "workbooks",
    "workbook_file": "workbooks",
}


def closed(roles: Iterable[Role]) -> NotAllowedError:
    """The refusal of a screen that only people in these roles open."""
    labels = [ROLE_LABELS[one] for one in Role if one in frozenset(roles)]
    ja, en = "・".join(one[0] for one in labels), ", ".join(one[1] for one in labels)
    return NotAllowedError(
        problem(
            SCREEN_CLOSED,
            f"この画面は、あなたの役割では開けません。開けるのは{ja}です。",
            f"Your role does not open this screen. Who may: {en}.",
            "必要なら、システム管理者に役割の追加を頼んでください。",
            "If you need it, ask the administrator for the role.",
        )
    )


def about_closed(desk: Desk, request: HttpRequest, refusal: Problem) -> dict[str, str]:
    """What the screen that was asked for is there for, and by name whom to ask for the role."""
    found = {"purpose": _purpose_of(desk, request)}
    if found["purpose"]:
        found["heading"] = desk.w("errors.closed")
    if refusal.code in (SCREEN_CLOSED, "not-allowed"):
        found["whom"] = _administrators(desk)
    return found


def _purpose_of(desk: Desk, request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD"):
        return ""
    name = match.url_name or ""
    word = f"closed.{_PART_OF.get(name, name)}"
    return desk.w(word) if word in desk.w else ""


def _administrators(desk: Desk) -> str:
    people = tables.Person.objects.filter(
        is_active=True, grants__role=Role.ADMINISTRATOR, grants__ended_at=None
    )
    names = people.order_by("pk").values_list("name", flat=True).distinct()[:_MOST_NAMES]
    return desk.w("common.comma").join(names)
