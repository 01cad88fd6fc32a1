"""``hoshin forecast``: an estimate for the year of a target, with how such estimates have done."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN
from hoshin.cli.output import console, say
from hoshin.domain.city import City
from hoshin.domain.indicators import Aggregation, Indicator
from hoshin.domain.units import Dimension, read_unit

if TYPE_CHECKING:
    from hoshin.analytics.forecasting import Score
    from hoshin.analytics.outlook import Outlook

_SMALL_COUNT = 100
_METHODS = {
    "last-value": ("最後の値のまま", "no change from the last value"),
    "damped-trend": ("縮めて弱める傾向", "shrunk and damped trend"),
    "weak-prior-line": ("控えめな直線", "line with a weak prior"),
}
_WHY = {
    "too-few": (
        "値が5年分に満たないので、見込みは言えません。",
        "With fewer than five yearly values there is too little to say.",
    ),
    "not-ahead": (
        "目標の年の値が出ているか、その年が過ぎているので、見込みは要りません。",
        "The goal's year has passed or has its value, so no estimate is needed.",
    ),
    "no-number": (
        "目標が数でないか、年がないので、見込みは言えません。",
        "The goal is no number or has no year, so nothing can be estimated.",
    ),
    "withheld": (
        "文書の誤りが記録されているため、見込みは出しません。",
        "An error of the document is on record, so nothing is estimated.",
    ),
    "odd-value": (
        "桁の違って見える値があるため、確かめられるまで見込みは出しません。",
        "A value seems to be in another unit, so nothing is estimated until it is cleared.",
    ),
}


def forecast(given: Namespace) -> int:
    """Print the outlook of an indicator's targets, or of all."""
    from hoshin.analytics.outlook import outlooks

    opened = opening.open_for_judgement(given)
    wanted = _wanted(given, opened.city)
    if not wanted:
        say(
            given.lang,
            f"「{given.indicator}」という指標はありません。",
            f'There is no indicator "{given.indicator}".',
            to_stderr=True,
        )
        return BAD_USE
    found, scores = outlooks(opened.city, opened.as_of, wanted)
    if given.format == "json":
        shown = {
            "note": "estimates, not observations",
            "scores": [asdict(one) for one in scores],
            "outlooks": [_as_data(one) for one in found],
        }
        console().print(
            json.dumps(shown, ensure_ascii=False, indent=1), markup=False, highlight=False
        )
        return CLEAN
    if not found:
        say(
            given.lang,
            "この指標には目標がないので、見込みは要りません。",
            "This indicator has no target, so there is nothing to estimate.",
        )
    japanese = given.lang == "ja"
    for one in found:
        _print(one, japanese)
        _print_certainty(one, given.sample_size, japanese)
    if any(one.estimate for one in found):
        _print_score(scores, japanese)
    return CLEAN


def _wanted(given: Namespace, city: City) -> tuple[Indicator, ...]:
    if given.indicator == "all":
        return city.indicators
    exact = tuple(one for one in city.indicators if one.id == given.indicator)
    return exact or tuple(
        one
        for one in city.indicators
        if given.indicator in one.name or given.indicator.lower() in one.name_en.lower()
    )


def _print(one: Outlook, japanese: bool) -> None:
    out = console()
    name = one.indicator.name if japanese else one.indicator.name_en or one.indicator.name
    out.print(f"{name} [{one.target.id}]", style="bold", markup=False)
    estimate = one.estimate
    if estimate is None:
        out.print(f"  {_WHY[one.why][0 if japanese else 1]}", markup=False)
        return
    from hoshin.analytics.published_forecasts import digits_of, tenths

    digits, unit = digits_of(one), one.target.unit

    def number(value: float) -> str:
        return f"{value:,.{digits}f}"

    goal = f"{one.target.goal_value:,}"
    out.print(
        f"  推計: {estimate.year}年(度)は約{number(estimate.point)}{unit}、80％の幅で"
        f"{number(estimate.low)}～{number(estimate.high)}{unit}。最後の値は"
        f"{estimate.last_year}年(度)の{estimate.last_value:,.12g}{unit}。"
        if japanese
        else f"  Estimate: about {number(estimate.point)} {unit} in {estimate.year}; 80 % interval "
        f"{number(estimate.low)} to {number(estimate.high)}. Last value: "
        f"{estimate.last_value:,.12g} ({estimate.last_year}).",
        markup=False,
    )
    if one.chance is not None:
        chance = _chance(tenths(one.chance), japanese)
        out.print(
            f"  目標 {goal}{unit} に届く見込みは{chance}です。"
            if japanese
            else f"  Chance of reaching the goal of {goal} {unit}: {chance}.",
            markup=False,
        )


def _chance(tenths: int, japanese: bool) -> str:
    """A chance in tenths, in words."""
    if tenths == 0:
        return "1割未満" if japanese else "less than 1 in 10"
    if tenths == 10:
        return "9割以上" if japanese else "more than 9 in 10"
    return f"約{tenths}割" if japanese else f"about {tenths} in 10"


def _print_certainty(one: Outlook, sample_size: int | None, japanese: bool) -> None:
    """The sampling error of a survey's share; the chance in a small count."""
    from hoshin.analytics.sampling import poisson_interval, wilson_interval

    if not one.series.values:
        return
    last, year = one.series.values[-1], one.series.years[-1]
    unit = read_unit(one.target.unit)
    if sample_size is not None and unit.symbol == "%" and 0 <= last <= 100:
        low, high = (100 * bound for bound in wilson_interval(last / 100, sample_size))
        console().print(
            f"  標本誤差: {year}年(度)の{last:g}％は、回答{sample_size:,}人なら95％の幅で"
            f"{low:.1f}～{high:.1f}％です(ウィルソン)。"
            if japanese
            else f"  Sampling error: with {sample_size:,} answers, {last:g} % ({year}) has a 95 % "
            f"interval of {low:.1f} to {high:.1f} % (Wilson).",
            markup=False,
        )
    is_flow = one.indicator.aggregation is Aggregation.FLOW
    if is_flow and unit.dimension in (Dimension.COUNT, Dimension.PEOPLE) and unit.scale == 1:
        if last == int(last) and 0 <= last < _SMALL_COUNT:
            low, high = poisson_interval(int(last))
            console().print(
                f"  少ない件数: {year}年(度)の{last:g}は、偶然だけでも{low:.1f}～{high:.1f}の間で"
                "動きます(ポアソン、95％)。"
                if japanese
                else f"  Small count: chance alone moves {last:g} ({year}) between {low:.1f} and "
                f"{high:.1f} (Poisson, 95 %).",
                markup=False,
            )


def _print_score(scores: Sequence[Score], japanese: bool) -> None:
    best = scores[0]
    others = best.errors - best.own
    ja, en = _METHODS[best.method]
    console().print(
        f"方法: {ja}。過去に遡って{best.errors:,}回試した成績(この市の系列 {best.own:,}回"
        + (f"、作った系列 {others:,}回" if others else "")
        + f"): 外れ方は「最後の値のまま」の{best.relative_error:.2f}倍、80％の幅に入った割合は"
        f"{best.coverage:.0%}。推計であり、実績ではありません。"
        if japanese
        else f"Method: {en}. Back-tested {best.errors:,} times ({best.own:,} on this city's series"
        + (f", {others:,} on generated ones" if others else "")
        + f"): error {best.relative_error:.2f} x that of the last value; the 80 % interval held "
        f"{best.coverage:.0%}. These are estimates, not observations.",
        style="dim",
        markup=False,
    )


def _as_data(one: Outlook) -> dict[str, Any]:
    return {
        "target": one.target.id,
        "indicator": one.indicator.id,
        "unit": one.target.unit,
        "years": list(one.series.years),
        "values": list(one.series.values),
        "estimate": asdict(one.estimate) if one.estimate is not None else None,
        "chance": one.chance,
        "why_none": one.why,
    }
