"""The planner's registers: pledges with the state of their measures, and the known errors.

A known error is answered by its explanation; without one it is open. What the checks find that no
record covers, and records whose error is found no more, are looked for when somebody asks, because
that reads the whole city.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hoshin.domain.city import City
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.registers import Pledge
from hoshin.domain.sources import ErrorEffect, KnownError
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.checks import check
from hoshin.engine.rollup import RollUp, count_by_standing, scope_of_element, scope_of_plan
from hoshin.site.diagrams import Segment, stacked_bar
from hoshin.storage import models as tables
from hoshin.storage.plan import load_plan, plan_table, read_rows
from hoshin.web.desk import Desk, desk_of

MOST_SHOWN = 50
_CURED = "known-error-cured"


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """One pledge: where it went, and how the targets there stand."""

    number: str
    name: str
    measure: str
    plan: str
    bar: Markup
    sentence: str


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One known error: what is printed, what was answered, and what it does to judgement."""

    row: str
    printed: str
    explanation: str
    recorded_on: str
    withheld: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks found: contradictions without an answer, and records that are cured."""

    unanswered: tuple[str, ...]
    number: int
    cured: tuple[str, ...]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The registers; with ``check``, what the checks find besides."""
    desk = desk_of(request)
    pledges = read_rows(plan_table("pledges"))
    city = _city_of(pledges)
    judged = evaluate(city, desk.today)
    manifestos: dict[str, list[PledgeLine]] = {}
    for one in pledges:
        name = desk.speech.label(one.manifesto, one.manifesto_en)
        manifestos.setdefault(name, []).append(_pledge(desk, city, judged, one))
    errors = tuple(_error(desk, one) for one in city.known_errors)
    context: dict[str, Any] = {
        "heading": desk.w("registers.title"),
        "lead": desk.w("registers.lead"),
        "manifestos": manifestos,
        "errors": errors,
        "open_errors": sum(one.is_open for one in errors),
        "found": _found(desk) if "check" in request.GET else None,
    }
    return render(request, "registers.html", context)


def _city_of(pledges: Iterable[Pledge]) -> City:
    """The part of the city that says how the measures of the pledges stand."""
    named = {one.plan for one in pledges if one.plan}
    elements = {one.element for one in pledges if one.element}
    plans = tables.Plan.objects.filter(Q(pk__in=named) | Q(elements__in=elements)).values("pk")
    indicators = tables.Target.objects.filter(plan__in=plans).values("indicator")
    wanted: dict[str, dict[str, Any]] = {
        "plans": {"id__in": plans},
        "elements": {"plan__in": plans},
        "targets": {"plan__in": plans},
        "indicators": {"id__in": indicators},
        "milestones": {"target__plan__in": plans},
        "observations": {"indicator__in": indicators},
        "known_errors": {},
    }
    rows: dict[str, Any] = {name: read_rows(plan_table(name), **by) for name, by in wanted.items()}
    return City(name="", **rows)


def _pledge(desk: Desk, city: City, judged: tuple[Achievement, ...], pledge: Pledge) -> PledgeLine:
    speech = desk.speech
    element = next((one for one in city.elements if one.id == pledge.element), None)
    plan_id = pledge.plan if element is None else element.plan
    plan = next((one for one in city.plans if one.id == plan_id), None)
    rolled: RollUp | None = None
    if element is not None:
        rolled = count_by_standing(scope_of_element(city, judged, element.id))
    elif plan is not None:
        rolled = count_by_standing(scope_of_plan(city, judged, plan.id))
    return PledgeLine(
        number=pledge.number,
        name=speech.name(pledge),
        measure="" if element is None else speech.name(element),
        plan="" if plan is None else speech.name(plan),
        bar=_bar(desk, rolled),
        sentence=_state(desk, rolled),
    )


def _state(desk: Desk, rolled: RollUp | None) -> str:
    if rolled is None:
        return desk.w("registers.not_linked")
    if not rolled.children:
        return desk.w("registers.no_targets")
    return desk.speech.label(rolled.sentence_ja, rolled.sentence_en)


def _bar(desk: Desk, rolled: RollUp | None) -> Markup:
    if rolled is None or not rolled.children:
        return Markup("")
    segments = [
        Segment(one.code, one.number, desk.w("common.sign_count", word=word, n=one.number))
        for one in rolled.counts
        if (word := desk.speech.label(one.word_ja, one.word_en))
    ]
    return Markup(stacked_bar(segments, _state(desk, rolled), 24))


def _error(desk: Desk, record: KnownError) -> ErrorLine:
    answer = desk.speech.label(record.explanation, record.explanation_en)
    return ErrorLine(
        row=record.row,
        printed=record.printed,
        explanation=answer,
        recorded_on=desk.day(record.recorded_on),
        withheld=record.effect is ErrorEffect.WITHHOLD,
        is_open=not answer,
    )


def _found(desk: Desk) -> Found:
    """Check the whole city as it stands."""
    problems = check(load_plan(), desk.today)
    unanswered = [
        one
        for one in problems
        if one.level is not ProblemLevel.NOTE and not one.known and one.code != _CURED
    ]
    return Found(
        tuple(_sentence(desk, one) for one in unanswered[:MOST_SHOWN]),
        len(unanswered),
        tuple(_sentence(desk, one) for one in problems if one.code == _CURED),
    )


def _sentence(desk: Desk, problem: Problem) -> str:
    return desk.speech.label(problem.sentence_ja, problem.sentence_en)
