"""Results: what a value would mean for every plan that uses it, judged by the engine, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from hoshin.charts.drawing import NARROW, WIDE, draw, symbol
from hoshin.charts.figures import number
from hoshin.charts.gathering import GatheredSeries, SeriesKey
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.series_chart import chart_of, legend_of
from hoshin.charts.speech import Speech
from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, Method, Target
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import METHOD_NAMES, explain
from hoshin.engine.formulas import NotComputable
from hoshin.engine.series import Series
from hoshin.site.diagrams import track


@dataclass(frozen=True, slots=True)
class Result:
    """What the engine says of one plan's target."""

    plan: str
    number: str
    standing: str
    word: str
    figure: str
    note: str
    method: str
    baseline: str
    goal: str
    sentence: str
    track: Markup
    is_over: bool


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A shape of the chart, and what it stands for."""

    symbol: Markup
    word: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A series, drawn for wide and for narrow screens."""

    wide: Markup
    narrow: Markup
    legend: tuple[LegendEntry, ...]


def results_of(
    speech: Speech,
    city: City,
    judged: Sequence[Achievement],
    today: date,
    *,
    by_indicator: bool = False,
) -> tuple[Result, ...]:
    """Judged targets in words: the running ones first, listings of the same target once.

    A result is headed by the plan that wants it or, with ``by_indicator``, by what it measures.
    """
    found: dict[tuple[str, str, str], Result] = {}
    for one in judged:
        result = result_of(speech, city, one, today)
        if by_indicator:
            result = replace(result, plan=speech.name(one.indicator))
        key = (result.plan, result.goal, result.sentence)
        if key in found and result.number:
            numbers = speech.w("common.comma").join(
                part for part in (found[key].number, result.number) if part
            )
            result = replace(found[key], number=numbers)
        found[key] = result
    return tuple(sorted(found.values(), key=lambda one: one.is_over))


def result_of(speech: Speech, city: City, judged: Achievement, today: date) -> Result:
    """One judged target in words; ``today`` says whether its goal's time is over."""
    w = speech.w
    target = judged.target
    plan = next((one for one in city.plans if one.id == target.plan), None)
    explained = explain(judged)
    from_baseline = Method.PROGRESS in (judged.method, target.prorated_method)
    return Result(
        plan="" if plan is None else speech.name(plan),
        number=target.number,
        standing=judged.standing.value,
        word=w(f"terms.standing.{judged.standing.value}"),
        figure="" if judged.printed is None else f"{number(judged.printed)}{w('common.percent')}",
        note=_instead_of_figure(speech, judged),
        method=METHOD_NAMES[judged.method][0 if speech.is_ja else 1],
        baseline=""
        if target.baseline_value is None
        else w(
            "common.with_note",
            text=speech.quantity(target.baseline_value, target.unit),
            note=speech.period(target.baseline_period),
        ),
        goal=goal_of(speech, target),
        sentence=explained.ja if speech.is_ja else explained.en,
        track=Markup("")
        if judged.ratio is None
        else Markup(track(judged.ratio, judged.standing.value, from_baseline=from_baseline)),
        is_over=target.goal_period is not None and target.goal_period.end < today,
    )


def goal_of(speech: Speech, target: Target) -> str:
    """The goal of a target with its period, as a number or in words."""
    if target.goal_value is None:
        text = speech.label(target.goal_text, target.goal_text_en) or speech.w("common.no_goal")
    else:
        upper = target.goal_upper if target.comparison is Comparison.RANGE else None
        text = speech.quantity(target.goal_value, target.unit, upper)
    return speech.w("common.with_note", text=text, note=speech.period(target.goal_period))


def _instead_of_figure(speech: Speech, judged: Achievement) -> str:
    if judged.not_computable is None:
        return ""
    reason = speech.w(f"terms.not_computable.{judged.not_computable.value}")
    if judged.met is None:
        return reason
    met = speech.w("terms.met.yes" if judged.met else "terms.met.no")
    if judged.not_computable in (NotComputable.IN_WORDS, NotComputable.MET_OR_NOT):
        return met
    return speech.w("common.with_note", text=met, note=reason)


def chart_of_series(
    speech: Speech,
    city: City,
    as_of: date,
    judged: Sequence[Achievement],
    key: SeriesKey,
    indicator_id: str,
) -> Chart | None:
    """The chart of one series of an indicator; None while there is nothing to draw."""
    known = JudgedCity(city, {one.target.id: one for one in judged}, as_of, Series(city))
    indicator = next(one for one in city.indicators if one.id == indicator_id)
    gathered = GatheredSeries(known, speech, indicator, key)
    spec = chart_of(gathered)
    if spec is None:
        return None
    return Chart(
        Markup(draw(spec, WIDE)),
        Markup(draw(spec, NARROW)),
        tuple(
            LegendEntry(Markup(symbol(one.symbol)), one.word) for one in legend_of(gathered, spec)
        ),
    )
