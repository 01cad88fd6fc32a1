"""The register of known errors: what is wrong in the documents, what was answered, what is mended.

What the checks find that no record covers, and records whose error is found no more, are looked for
when somebody asks, because that reads the whole city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.actions import keeping_errors
from hoshin.actions.keeping_errors import ERROR_FIELDS, MENDING_FIELDS
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError, NotFoundError, NotNowError, RefusedError
from hoshin.actions.register_forms import record_of, seen_of
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.sources import NOTICED, ErrorEffect, KnownError
from hoshin.engine.checks import CATALOGUE, check
from hoshin.storage import models as tables
from hoshin.storage.plan import load_plan, plan_table
from hoshin.web.desk import Desk, desk_of
from hoshin.web.problem_words import in_words_by_field, sentence_and_hint
from hoshin.web.refusals import status_of
from hoshin.web.register_words import sentence_of, typed_of
from hoshin.web.row_subjects import Subject, subjects

ROWS = 40
MOST_SHOWN = 50
MOST_FOUND = 20
LONGEST_SEARCH = 100
_CURED = "known-error-cured"


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One known error: what it is about, what is wrong and right, what became of it."""

    row_id: str
    subject: Subject | None
    kind: str
    printed: str
    corrected: str
    explanation: str
    known_since: str
    recorded_on: str
    withheld: bool
    state: str
    mended: str


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A contradiction that no record covers, and what it takes to put it on record."""

    sentence: str
    code: str
    row_id: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks found: contradictions without an answer, and records that are cured."""

    unanswered: tuple[FoundLine, ...]
    number: int
    cured: tuple[FoundLine, ...]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The errors on record; with ``check``, what the checks find besides."""
    desk = desk_of(request)
    # What stands comes first: a day of mending is later than none.
    rows = tables.KnownError.objects.order_by(F("mended_on").desc(nulls_first=True), "position")
    pager = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    of = [plan_table("known_errors").row_of(one) for one in pager.object_list]
    about = subjects(desk, {one.row for one in of})
    lines = [_line(desk, one, about) for one in of]
    context: dict[str, Any] = {
        "heading": desk.w("registers.errors"),
        "lead": desk.w("registers.errors_lead"),
        "open": [one for one in lines if one.state != "mended"],
        "mended": [one for one in lines if one.state == "mended"],
        "unanswered": sum(one.state == "open" for one in lines),
        "pager": pager,
        "may_keep": desk.may("keep_known_error"),
        "found": _found(desk) if "check" in request.GET else None,
    }
    return render(request, "known_errors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Choose what the error is about, then say what is wrong."""
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_KNOWN_ERROR)
    row_id, code = request.GET.get("row", ""), request.GET.get("problem") or NOTICED
    about = subjects(desk, (row_id,)).get(row_id) if row_id else None
    if about is None:
        return _choose(request, desk, missing=bool(row_id))
    refusal: RefusedError | None = None
    if request.method == "POST":
        content = typed_of(request.POST, ERROR_FIELDS)
        try:
            made = keeping_errors.record_error(desk.actor, row_id, content=content, code=code)
        except (IllFormedInputError, NotNowError) as refused:
            refusal = refused
        else:
            messages.success(request, desk.w("registers.done.record_error"))
            return redirect("known_error", made.id)
    return _page(request, desk, None, about, code=code, refusal=refusal, failed="keep")


@require_http_methods(["GET", "HEAD", "POST"])
def error(request: HttpRequest, error_id: str) -> HttpResponse:
    """One record: corrected, closed with how the error was mended, opened again."""
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_KNOWN_ERROR)
    record: KnownError = record_of("known_errors", error_id)[1]
    about = subjects(desk, (record.row,)).get(record.row)
    if request.method != "POST":
        return _page(request, desk, record, about, code=record.problem)
    do = request.POST.get("do", "keep")
    try:
        _do(desk, do, error_id, request.POST)
    except (IllFormedInputError, NotNowError, NotFoundError) as refusal:
        return _page(request, desk, record, about, code=record.problem, refusal=refusal, failed=do)
    said = do if do in ("mend", "reopen") else "correct_error"
    messages.success(request, desk.w(f"registers.done.{said}"))
    return redirect("known_errors")


def _do(desk: Desk, do: str, error_id: str, given: QueryDict) -> None:
    if do == "mend":
        content = typed_of(given, MENDING_FIELDS)
        keeping_errors.mend_error(desk.actor, error_id, content=content)
    elif do == "reopen":
        keeping_errors.reopen_error(desk.actor, error_id)
    else:
        keeping_errors.correct_error(
            desk.actor, error_id, content=typed_of(given, ERROR_FIELDS), seen=given.get("seen", "")
        )


def _page(
    request: HttpRequest,
    desk: Desk,
    record: KnownError | None,
    about: Subject | None,
    *,
    code: str,
    refusal: RefusedError | None = None,
    failed: str = "",
) -> HttpResponse:
    typed = _texts(record)
    mending = dict.fromkeys(MENDING_FIELDS, "") | {"mended_on": desk.today.isoformat()}
    seen = "" if record is None else seen_of(record)
    if refusal is not None and failed == "mend":
        mending = typed_of(request.POST, MENDING_FIELDS)
    elif refusal is not None:
        typed, seen = typed_of(request.POST, ERROR_FIELDS), request.POST.get("seen", "")
    context: dict[str, Any] = {
        "heading": desk.w("registers.new_error" if record is None else "registers.one_error"),
        "about": about,
        "kind": _kind(desk, code),
        "is_noticed": code == NOTICED,
        "record": record,
        "line": None if record is None else _line(desk, record, {}),
        "seen": seen,
        "typed": typed,
        "effects": [one.value for one in ErrorEffect],
        "mending": mending,
        "failed": failed,
        "problems": in_words_by_field(desk, refusal),
        "refused": sentence_of(desk, refusal),
        "today": desk.today.isoformat(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return render(request, "known_error.html", context, status=status)


def _texts(record: KnownError | None) -> dict[str, str]:
    """What stands in each field of the form."""
    if record is None:
        return dict.fromkeys(ERROR_FIELDS, "") | {"effect": ErrorEffect.NONE.value}
    texts = {name: str(getattr(record, name) or "") for name in ERROR_FIELDS}
    return texts | {"effect": record.effect.value}


def _choose(request: HttpRequest, desk: Desk, *, missing: bool) -> HttpResponse:
    """The page on which the figure or print is looked for that the error is about."""
    words = request.GET.get("find", "").strip()[:LONGEST_SEARCH]
    indicator = request.GET.get("indicator", "")
    ids = _of_indicator(indicator) if indicator else _named(words) if words else []
    found = subjects(desk, ids)
    context = {
        "heading": desk.w("registers.new_error"),
        "lead": desk.w("registers.choose_lead"),
        "find": words,
        "asked": bool(words or indicator),
        "missing": missing,
        "found": [(one, found[one]) for one in ids if one in found],
        "most": MOST_FOUND,
    }
    return render(request, "known_error_choose.html", context)


def _named(words: str) -> list[str]:
    """Records whose name or print holds the words: a few of each kind."""
    named = Q(name__icontains=words) | Q(name_en__icontains=words)
    kinds: tuple[Any, ...] = (
        tables.Indicator.objects.filter(named),
        tables.PublishedFigure.objects.filter(named | Q(value_printed=words)),
        tables.ContextFigure.objects.filter(named | Q(value_printed=words)),
        tables.Program.objects.filter(named),
        tables.Observation.objects.filter(
            Q(indicator__name__icontains=words) | Q(value_printed=words), source__isnull=False
        ),
        tables.Target.objects.filter(
            Q(indicator__name__icontains=words) | Q(goal_printed=words) | Q(baseline_printed=words)
        ),
    )
    return [pk for rows in kinds for pk in rows.values_list("pk", flat=True)[:MOST_FOUND]]


def _of_indicator(indicator: str) -> list[str]:
    """An indicator, its targets with what was printed of them, its values."""
    targets = tables.Target.objects.filter(indicator=indicator)
    rows: tuple[Any, ...] = (
        targets,
        tables.PublishedFigure.objects.filter(target__indicator=indicator),
        tables.Observation.objects.filter(indicator=indicator).order_by("-position"),
    )
    return [indicator, *(pk for of in rows for pk in of.values_list("pk", flat=True)[:MOST_FOUND])]


def _kind(desk: Desk, code: str) -> str:
    rule = CATALOGUE.get(code)
    return code if rule is None else desk.speech.label(rule.title.ja, rule.title.en)


def _line(desk: Desk, record: KnownError, about: dict[str, Subject]) -> ErrorLine:
    label = desk.speech.label
    explanation = label(record.explanation, record.explanation_en)
    state = "mended" if not record.is_open else "answered" if explanation else "open"
    return ErrorLine(
        row_id=record.id,
        subject=about.get(record.row),
        kind="" if record.problem == NOTICED else _kind(desk, record.problem),
        printed=record.printed,
        corrected=record.corrected,
        explanation=explanation,
        known_since="" if record.known_since is None else desk.day(record.known_since),
        recorded_on=desk.day(record.recorded_on),
        withheld=record.withholds,
        state=state,
        mended=""
        if record.mended_on is None
        else desk.w(
            "registers.mended_line",
            day=desk.day(record.mended_on),
            how=label(record.mending, record.mending_en),
        ),
    )


def _found(desk: Desk) -> Found:
    """Check the whole city as it stands."""
    problems = check(load_plan(), desk.today)
    unanswered = [
        one
        for one in problems
        if one.level is not ProblemLevel.NOTE and not one.known and one.code != _CURED
    ]
    cured = [one for one in problems if one.code == _CURED]
    return Found(
        _lines(desk, unanswered[:MOST_SHOWN]), len(unanswered), _lines(desk, cured[:MOST_SHOWN])
    )


def _lines(desk: Desk, problems: list[Problem]) -> tuple[FoundLine, ...]:
    return tuple(
        FoundLine(sentence_and_hint(desk, one)[0], one.code, one.place.row_id or "")
        for one in problems
    )
