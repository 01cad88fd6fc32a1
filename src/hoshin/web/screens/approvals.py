"""Approval: what waits for a chief, what changed since last year, what is odd; one or many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import approving
from hoshin.actions.typed import read_number
from hoshin.charts.figures import number
from hoshin.domain.cycle import ItemKind, RoundState
from hoshin.domain.evaluation_presets import fields_of_sheet
from hoshin.domain.evaluation_sheets import EvaluationField, FieldMeaning
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web import forms
from hoshin.web.desk import Desk, desk_of
from hoshin.web.evaluation_views import box_text
from hoshin.web.item_page import read_item
from hoshin.web.last_published import PublishedValue, published_values
from hoshin.web.lines import DONE_STATES, Line, LineReader, Listed, listed
from hoshin.web.problem_words import sentence_and_hint
from hoshin.web.worklists import items_to_approve

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One item that waits: the submitted value beside the last one, and what is odd about it."""

    line: Line
    value: str
    missing: str
    status: str
    change: str
    published: str
    odd: tuple[str, ...]
    replaces: str
    comment: str
    by: str
    evidence_count: int


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The queue, the oldest submission first."""
    desk = desk_of(request)
    waiting = items_to_approve(desk).filter(round__state=RoundState.OPEN)
    page = Paginator(waiting.order_by("submitted_at", "id"), ROWS).get_page(request.GET.get("page"))
    w = desk.w
    return render(
        request,
        "approvals.html",
        {
            "heading": w("approvals.title"),
            "lead": w("approvals.lead"),
            "rows": _rows(desk, listed(page.object_list)),
            "pager": page,
        },
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve the chosen items; where some are odd, they are listed first and asked about."""
    desk = desk_of(request)
    chosen = {
        int(one): forms.version_of(request.POST, f":{one}")
        for one in request.POST.getlist("item")
        if one.isdecimal() and len(one) < 12
    }
    if not chosen:
        messages.warning(request, desk.w("approvals.none_chosen"))
        return redirect("approvals")
    if len(chosen) == 1:
        read_item(desk, next(iter(chosen)))
    if "confirmed" not in request.POST:
        items = items_to_approve(desk).filter(pk__in=chosen)
        rows = _rows(desk, listed(items))
        odd = [one for one in rows if one.odd]
        if odd:
            return render(
                request,
                "approve_odd.html",
                {
                    "heading": desk.w("approvals.odd_title"),
                    "odd": odd,
                    "chosen": chosen,
                    "plain_count": len(chosen) - len(odd),
                },
            )
    outcomes = approving.approve_many(desk.actor, chosen)
    done = sum(one.done for one in outcomes)
    if done:
        messages.success(request, desk.w.count("approvals.approved", done))
    already = _approved_before(outcomes)
    if already:
        messages.info(request, desk.w.count("approvals.already", len(already)))
    for one in outcomes:
        if one.refusal is not None and one.item_id not in already:
            sentence, _ = sentence_and_hint(desk, one.refusal)
            messages.error(request, f"{_name_of(one.item_id)} {sentence}".strip())
    return redirect("approvals")


def _approved_before(outcomes: Iterable[approving.Outcome]) -> frozenset[int]:
    """The items whose approval came too late because they are approved, as after a double click.

    Only an item that the person may approve is refused for its state, so nothing of others is told.
    """
    late = [
        one.item_id
        for one in outcomes
        if one.refusal is not None and one.refusal.code == "not-in-this-state"
    ]
    approved = tables.WorkItem.objects.filter(pk__in=late, state__in=DONE_STATES)
    return frozenset(approved.values_list("pk", flat=True)) if late else frozenset()


def _name_of(item_id: int) -> str:
    item = tables.WorkItem.objects.select_related("indicator", "element").filter(pk=item_id).first()
    if item is None:
        return ""
    return item.indicator.name if item.indicator is not None else item.element.name


def _rows(desk: Desk, items: list[Listed]) -> list[QueueRow]:
    lines = LineReader(desk, items)
    pks = [one.pk for one in items]
    last = _last_submissions(pks)
    public = published_values(items)
    has_sheets = any(one.kind is ItemKind.EVALUATION for one in items)
    boxes = read_rows(plan_table("evaluation_fields")) if has_sheets else ()
    return [
        replace(
            _row(desk, item, line, last.get(item.pk), lines, boxes),
            published=_published(desk, public.get(item.pk), last.get(item.pk), item.unit),
        )
        for item, line in zip(items, lines.lines(), strict=True)
    ]


class _Submitted(NamedTuple):
    """What was submitted last for an item, and how many files are attached to the item."""

    content: dict[str, Any]
    confirmed: list[str]
    evidence_count: int


def _last_submissions(items: Iterable[int]) -> dict[int, _Submitted]:
    """The last submission of each item, in one statement with its files."""
    attached = tables.Evidence.objects.filter(item=OuterRef("item")).order_by().values("item")
    files = Subquery(attached.annotate(number=Count("pk")).values("number"))
    rows = tables.Submission.objects.filter(item__in=items).order_by("number")
    return {
        item: _Submitted(content, confirmed, number or 0)
        for item, content, confirmed, number in rows.annotate(files=files).values_list(
            "item_id", "content", "confirmed", "files"
        )
    }


def _row(
    desk: Desk,
    item: Listed,
    line: Line,
    submission: _Submitted | None,
    lines: LineReader,
    boxes: Sequence[EvaluationField],
) -> QueueRow:
    w = desk.w
    content: dict[str, Any] = {} if submission is None else submission.content
    value = read_number(str(content.get("value", "")))
    before = lines.number_before(item)
    change = ""
    if value is not None and before is not None and line.unit == lines.unit_before(item):
        difference: Decimal = value - before
        sign = "+" if difference > 0 else ""
        change = f"{sign}{number(difference)}" if difference else w("approvals.unchanged")
    reason = str(content.get("missing_reason", ""))
    confirmed = [] if submission is None else submission.confirmed
    return QueueRow(
        line=line,
        value=desk.speech.quantity(value, item.unit)
        if value is not None
        else str(content.get("value", "")) or _direction(desk, item, content, boxes),
        missing=w(f"terms.missing.{reason}") if f"terms.missing.{reason}" in w else "",
        status=w(f"terms.status.{content.get('status')}")
        if content.get("status") in ("provisional", "estimated")
        else "",
        change=change,
        published="",
        odd=tuple(w(f"odd.{one}") if f"odd.{one}" in w else str(one) for one in confirmed),
        replaces=w("entry.replaces", value=line.standing)
        if line.standing and (value is None or value != lines.standing_number(item))
        else "",
        comment=str(content.get("comment", "")),
        by=w("work.by", name=item.submitted_by, at=desk.moment(item.submitted_at))
        if item.submitted_by and item.submitted_at is not None
        else "",
        evidence_count=0 if submission is None else submission.evidence_count,
    )


def _published(
    desk: Desk, public: PublishedValue | None, submission: _Submitted | None, unit: str
) -> str:
    """What is public of the same period, and by how much the submitted value differs from it."""
    if public is None or submission is None:
        return ""
    shown = desk.speech.quantity(public.value, public.unit)
    value = read_number(str(submission.content.get("value", "")))
    if value is None or public.unit != unit:
        return desk.w("approvals.published", value=shown)
    difference: Decimal = value - public.value
    if not difference:
        return desk.w("approvals.published_same", value=shown)
    sign = "+" if difference > 0 else ""
    return desk.w("approvals.published_differs", value=shown, change=f"{sign}{number(difference)}")


def _direction(
    desk: Desk, item: Listed, content: Mapping[str, Any], declared: Sequence[EvaluationField]
) -> str:
    """What a sheet wants to do next, in the reader's language where it is one of its choices."""
    if item.kind is not ItemKind.EVALUATION:
        return ""
    sheet = SheetKind.MEASURE if item.program is None else SheetKind.PROGRAM
    author = item.author_role or AuthorRole.CITY
    texts = {name: str(text) for name, text in content.items()}
    for box in fields_of_sheet(declared, sheet, author, item.time_period):
        if box.meaning is FieldMeaning.DIRECTION:
            return box_text(desk, box, texts)
    return ""
