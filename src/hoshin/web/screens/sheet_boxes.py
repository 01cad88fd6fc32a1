"""The boxes of the city's evaluation sheets: seen, taken as a table, changed and brought back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.actions import declaring_boxes
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError
from hoshin.domain.code_words import code_words
from hoshin.domain.evaluation_sheets import EvaluationField
from hoshin.domain.evaluations import SheetKind
from hoshin.domain.problems import Problem
from hoshin.web.desk import Desk, desk_of
from hoshin.web.problem_words import in_words


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box as the screen lists it."""

    part: str
    name: str
    kind: str
    options: str
    authors: str
    is_required: bool
    is_public: bool
    ended: str


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The boxes of both sheets; a POST brings a changed table."""
    desk = desk_of(request)
    desk.rights.require(Verb.DECLARE_BOXES)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            number = declaring_boxes.declare_boxes(desk.actor, b"" if file is None else file.read())
        except IllFormedInputError as refusal:
            problems = tuple(_sentence(desk, one) for one in refusal.problems)
        else:
            messages.success(request, desk.w.count("boxes.kept", number))
            return redirect("sheet_boxes")
    boxes = declaring_boxes.declared_boxes()
    context = {
        "heading": desk.w("boxes.title"),
        "lead": desk.w("boxes.lead"),
        "sheets": [
            (
                desk.w(f"evaluations.sheet.{sheet}"),
                [_line(desk, one) for one in boxes if one.sheet is sheet],
            )
            for sheet in SheetKind
        ],
        "problems": problems,
        "file_name": declaring_boxes.FILE,
    }
    return render(request, "sheet_boxes.html", context, status=422 if problems else 200)


def _line(desk: Desk, box: EvaluationField) -> BoxLine:
    speech, w = desk.speech, desk.w
    comma = w("common.comma")
    return BoxLine(
        part=speech.label(box.part, box.part_en),
        name=speech.name(box),
        kind=_kind(desk, box),
        options=comma.join(_options(desk, box)),
        authors=comma.join(w(f"terms.author.{one}") for one in box.authors) or w("boxes.everybody"),
        is_required=box.required,
        is_public=box.public,
        ended="" if box.valid_to is None else desk.day(box.valid_to),
    )


def _kind(desk: Desk, box: EvaluationField) -> str:
    """What the box takes; of a direction besides, which budget it is looked for in."""
    kind = desk.w(f"boxes.kind.{box.kind}")
    if box.years_to_budget is None:
        return kind
    return desk.w("boxes.kind_to_budget", kind=kind, n=box.years_to_budget)


def _options(desk: Desk, box: EvaluationField) -> tuple[str, ...]:
    """The words that can be chosen, each with what it asks of the next budget where it is said."""
    speech = desk.speech
    words = tuple(speech.label(ja, en) for _, ja, en in box.choices)
    if not box.options_budget:
        return words
    return tuple(
        desk.w(
            "boxes.asks_of_budget",
            option=option,
            asked=speech.label(*code_words(asked, "options_budget")),
        )
        for option, asked in zip(words, box.options_budget, strict=True)
    )


def _sentence(desk: Desk, one: Problem) -> str:
    line = "" if one.place.line is None else desk.w("boxes.line", n=one.place.line)
    return f"{line} {in_words(desk, one)}".strip()


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The table as a file for a spreadsheet."""
    desk_of(request).rights.require(Verb.DECLARE_BOXES)
    answer = HttpResponse(declaring_boxes.boxes_as_csv(), content_type="text/csv; charset=utf-8")
    disposition = content_disposition_header(True, declaring_boxes.FILE)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
