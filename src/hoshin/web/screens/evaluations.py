"""All evaluation sheets of a round: what every view decided, side by side; asking for sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import requesting
from hoshin.actions.refusals import NotFoundError, NotNowError
from hoshin.domain.cycle import ItemKind, RoundState
from hoshin.domain.evaluation_presets import all_fields
from hoshin.domain.evaluation_sheets import FieldMeaning
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.brief_lines import OPEN_STATES, state_word
from hoshin.web.desk import Desk, desk_of
from hoshin.web.evaluation_views import ORDER, box_text, is_for
from hoshin.web.problem_words import sentence_and_hint
from hoshin.web.worklists import visible_items

ROWS = 40
# The views that are asked for besides the section's own.
ASKED = (AuthorRole.SECTION, AuthorRole.BUREAU, AuthorRole.PLANNER, AuthorRole.COMMITTEE)


@dataclass(frozen=True, slots=True)
class ViewCell:
    """How far one view of a subject has come, and what it decided where that may be seen."""

    item_id: int
    state: str
    state_word: str
    direction: str
    changed: bool


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One program or measure with all its views; a view that nobody asked for is None."""

    name: str
    section: str
    cells: tuple[ViewCell | None, ...]
    changed: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The sheets of the newest round; those on which views differ can be shown alone."""
    desk = desk_of(request)
    sheet = SheetKind.MEASURE if request.GET.get("sheet") == "measure" else SheetKind.PROGRAM
    current = tables.Round.objects.order_by("-pk").first()
    w = desk.w
    context: dict[str, Any] = {
        "heading": w("evaluations.title"),
        "lead": w("evaluations.lead"),
        "round": current,
        "sheet": sheet.value,
        "sheets": [one.value for one in SheetKind],
    }
    if current is not None:
        context |= _of_round(request, desk, current, sheet)
    return render(request, "evaluations.html", context)


def _of_round(
    request: HttpRequest, desk: Desk, current: tables.Round, sheet: SheetKind
) -> dict[str, Any]:
    of_sheet = Q(program=None) if sheet is SheetKind.MEASURE else ~Q(program=None)
    items = visible_items(desk).filter(of_sheet, round=current, kind=ItemKind.EVALUATION)
    subject = "element" if sheet is SheetKind.MEASURE else "program"
    subjects = (
        items.order_by(f"{subject}__position", f"{subject}_id")
        .values_list(f"{subject}_id", flat=True)
        .distinct()
    )
    page = Paginator(subjects, ROWS).get_page(request.GET.get("page"))
    shown = list(
        items.filter(**{f"{subject}__in": list(page.object_list)})
        .select_related("program", "element", "organisation")
        .order_by(f"{subject}__position", "position")
    )
    views = [one for one in ORDER if any(item.author_role is one for item in shown)]
    may_ask = desk.may("request_evaluation") and current.state is RoundState.OPEN
    return {
        "views": [desk.w(f"terms.author.{one}") for one in views],
        "rows": _rows(desk, shown, views, sheet),
        "pager": page,
        "may_ask": may_ask,
        "asked": [(one.value, desk.w(f"terms.author.{one}")) for one in ASKED],
        "elements": _elements(desk, sheet) if may_ask else (),
    }


def _rows(
    desk: Desk, items: list[tables.WorkItem], views: list[AuthorRole], sheet: SheetKind
) -> list[SubjectRow]:
    directions = _directions(desk, items, sheet)
    found: dict[str, dict[AuthorRole, tables.WorkItem]] = {}
    for one in items:
        found.setdefault(one.program_id or one.element_id or "", {})[one.author_role] = one
    rows = []
    for of_view in found.values():
        first = next(iter(of_view.values()))
        cells: list[ViewCell | None] = []
        before = ""
        for view in views:
            item = of_view.get(view)
            if item is None:
                cells.append(None)
                continue
            said = directions.get(item.pk, "")
            changed = sheet is SheetKind.PROGRAM and bool(before and said) and said != before
            word = state_word(desk, item.state)
            cells.append(ViewCell(item.pk, item.state.value, word, said, changed))
            before = said or before
        rows.append(
            SubjectRow(
                desk.speech.name(first.program or first.element),
                desk.w("work.nobody")
                if first.organisation is None
                else desk.speech.name(first.organisation),
                tuple(cells),
                any(one is not None and one.changed for one in cells),
            )
        )
    return rows


def _directions(desk: Desk, items: list[tables.WorkItem], sheet: SheetKind) -> dict[int, str]:
    """What each sheet decided, once it is submitted; a draft is its author's own."""
    declared = read_rows(plan_table("evaluation_fields"), sheet=sheet)
    box = next(
        (one for one in all_fields(declared, sheet) if one.meaning is FieldMeaning.DIRECTION), None
    )
    if box is None:
        return {}
    wanted = [one.pk for one in items if one.state not in OPEN_STATES]
    found = {}
    for one in tables.Submission.objects.filter(item__in=wanted).order_by("number"):
        found[one.item_id] = box_text(desk, box, one.content)
    may_see = {one.pk for one in items if is_for(desk, one)}
    return {pk: text for pk, text in found.items() if pk in may_see}


def _elements(desk: Desk, sheet: SheetKind) -> list[tuple[str, str]]:
    """The elements that sheets can be asked for, with what stands below them."""
    carrying = (
        tables.Target.objects.exclude(element=None).values("element")
        if sheet is SheetKind.MEASURE
        else tables.ProgramListing.objects.values("element")
    )
    rows = tables.Element.objects.filter(
        Q(pk__in=carrying) | Q(children__in=carrying)
    ).select_related("plan")
    name, w = desk.speech.name, desk.w
    return [
        (one.pk, w("common.with_note", text=name(one), note=name(one.plan)))
        for one in rows.distinct().order_by("plan__position", "position")
    ]


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for sheets."""
    desk = desk_of(request)
    given = request.POST
    sheet = SheetKind.MEASURE if given.get("sheet") == "measure" else SheetKind.PROGRAM
    views = [one for one in ASKED if one.value in given.getlist("view")]
    current = tables.Round.objects.order_by("-pk").first()
    address = f"{reverse('evaluations')}?sheet={sheet.value}"
    if not views or current is None:
        messages.warning(request, desk.w("evaluations.no_view"))
        return redirect(address)
    try:
        made = requesting.request_evaluations(
            desk.actor,
            current.pk,
            sheet=sheet,
            views=views,
            element_id=given.get("element") or None,
        )
    except (NotNowError, NotFoundError) as refusal:
        messages.error(request, sentence_and_hint(desk, refusal.problem)[0])
        return redirect(address)
    messages.success(request, desk.w.count("evaluations.asked", made))
    return redirect(address)
