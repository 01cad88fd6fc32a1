"""What a page says of the years to come: an estimate with its interval, chance and score.

Shown only where the release carries forecasts. An estimate is never set like a figure of the city:
it stands under a heading and a tag of its own, with the sentence that says what it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.charts.estimate import forecasts_of
from hoshin.charts.gathering import GatheredSeries
from hoshin.domain.forecasts import INTERVAL_PERCENT, Forecast, ForecastScore, NoForecast
from hoshin.domain.indicators import Target
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction, round_half_away
from hoshin.site.frame import Frame


@dataclass(frozen=True, slots=True)
class EstimatedYear:
    """One year of the estimate as a row of its table."""

    year: str
    point: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookView:
    """The forecast of one series: what is estimated for each goal, how well such estimates did.

    ``score`` and ``years`` are empty where there is too little to say.
    """

    anchor: str
    sentences: tuple[str, ...]
    score: str
    disclaimer: str
    unit: str
    years: tuple[EstimatedYear, ...]


def outlook(frame: Frame, gathered: GatheredSeries, anchor: str) -> OutlookView | None:
    """What is published of the years to come of a series; None where nothing is.

    A goal whose year has its value needs no estimate, and no word either.
    """
    found = [one for one in forecasts_of(gathered) if one.why_none is not NoForecast.NOT_AHEAD]
    if not found:
        return None
    targets = {one.id: one for one in gathered.targets}
    estimates = [one for one in found if one.why_none is None]
    farthest = max(estimates, key=lambda one: len(one.course), default=None)
    return OutlookView(
        anchor=anchor,
        sentences=_sentences(
            frame, gathered.indicator.unit, ((targets[one.target], one) for one in found)
        ),
        score="" if farthest is None or farthest.score is None else _score(frame, farthest.score),
        disclaimer="" if farthest is None else frame.w("outlook.disclaimer"),
        unit="" if farthest is None else frame.unit(farthest.unit).text,
        years=() if farthest is None else _years(frame, farthest),
    )


def _sentences(
    frame: Frame, unit: str, pairs: Iterable[tuple[Target, Forecast]]
) -> tuple[str, ...]:
    """One sentence for each thing to say; plans that share it are named together.

    ``unit`` is the indicator's, in which plans that write it in another way are said too.
    """
    plans: dict[str, list[str]] = {}
    for target, one in pairs:
        plan = frame.index.plans.get(target.plan)
        name = "" if plan is None else frame.speech.name(plan)
        same = read_unit(target.unit) == read_unit(unit)
        said = _sentence(frame, target, one, unit if same else target.unit)
        named = plans.setdefault(said, [])
        if name and name not in named:
            named.append(name)
    if len(plans) == 1:
        return tuple(plans)
    comma = frame.w("common.comma")
    return tuple(
        frame.w("outlook.for_plans", plans=comma.join(names), sentence=sentence)
        for sentence, names in plans.items()
    )


def _sentence(frame: Frame, target: Target, one: Forecast, unit: str) -> str:
    if one.why_none is not None:
        return frame.w(f"outlook.none.{one.why_none.value}")
    last, speech = one.at_goal, frame.speech
    assert last is not None and target.goal_value is not None
    said = frame.w(
        "outlook.estimate",
        year=last.year,
        point=speech.quantity(last.point, unit),
        interval=speech.quantity(last.low, unit, last.high),
        percent=INTERVAL_PERCENT,
    )
    if frame.index.charted.is_over(target):
        said += frame.w("outlook.not_printed_yet")
    if one.chance_tenths is None:
        return said
    key = {0: "least", 10: "most"}.get(one.chance_tenths, "some")
    return said + frame.w(
        "outlook.chance",
        goal=speech.quantity(target.goal_value, unit, target.goal_upper),
        chance=frame.w(f"outlook.chance_of.{key}", n=one.chance_tenths),
    )


def _score(frame: Frame, score: ForecastScore) -> str:
    percent = round_half_away(100 * as_fraction(score.coverage), 0)
    key = "score" if score.own_tries == score.tries else "score_with_generated"
    return frame.w(
        f"outlook.{key}",
        method=frame.w(f"outlook.method.{score.method.value}"),
        tries=f"{score.tries:,}",
        own=f"{score.own_tries:,}",
        others=f"{score.tries - score.own_tries:,}",
        error=score.relative_error,
        percent=INTERVAL_PERCENT,
        held=percent,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodScore:
    """How one way of estimating did on the past, and how many targets here use it."""

    method: str
    used: str
    error: str
    held: str
    tries: str


def method_scores(frame: Frame) -> tuple[MethodScore, ...]:
    """Every way of estimating in use on this site with its score; empty where nothing is estimated.

    The scores are those that the release carries: nothing is estimated or averaged here.
    """
    used = Counter(
        one.score for one in frame.index.charted.forecasts.values() if one.score is not None
    )
    return tuple(
        MethodScore(
            method=frame.w(f"outlook.method.{score.method.value}"),
            used=f"{count:,}",
            error=str(score.relative_error),
            held=f"{round_half_away(100 * as_fraction(score.coverage), 0)}%",
            tries=frame.w(
                "outlook.how_tries", tries=f"{score.tries:,}", own=f"{score.own_tries:,}"
            ),
        )
        for score, count in sorted(
            used.items(), key=lambda pair: (pair[0].method.value, -pair[1], pair[0].relative_error)
        )
    )


def _years(frame: Frame, one: Forecast) -> tuple[EstimatedYear, ...]:
    number = frame.speech.number
    return tuple(
        EstimatedYear(str(at.year), number(at.point), number(at.low), number(at.high))
        for at in one.course
    )
