"""The outlook of a city's targets: an estimate for each goal's year, from a back-tested series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hoshin.analytics.forecasting import Forecast, Score, YearlySeries, back_test, forecast
from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, Direction, Indicator, Target
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import is_met
from hoshin.engine.oddness import questions
from hoshin.engine.series import Series


@dataclass(frozen=True, slots=True)
class Outlook:
    """One target's outlook. ``estimate`` is None where ``why`` says why there is none.

    ``why`` is ``too-few`` (fewer than five values), ``not-ahead`` (the goal's year has passed or
    has a value), ``no-number`` (no numeric goal or no year), ``withheld`` (an error on record keeps
    the target from being judged), ``odd-value`` (a value seems ten or more times too large or too
    small). ``chance`` is None for goals that are no bound. Every number is an estimate, in the
    target's unit.
    """

    target: Target
    indicator: Indicator
    series: YearlySeries
    estimate: Forecast | None
    chance: float | None
    why: str = ""


def outlooks(
    city: City, as_of: date, indicators: Sequence[Indicator]
) -> tuple[tuple[Outlook, ...], tuple[Score, ...]]:
    """The outlook of every own target of some indicators, and the scores of the methods."""
    withheld = frozenset(one.row for one in city.known_errors if one.withholds)
    # The same values as those that are judged: what an error on record withholds is in neither.
    series = Series(city, without=withheld)
    pool = [yearly(series, one.id, one.unit, None, "", as_of) for one in city.indicators]
    scores = back_test(pool)
    wanted = {one.id: one for one in indicators}
    found = [
        _outlook(series, target, wanted[target.indicator], as_of, scores, target.id in withheld)
        for target in city.targets
        if target.indicator in wanted and target.restates is None
    ]
    return tuple(found), scores


def yearly(
    series: Series, indicator: str, unit: str, ref_area: str | None, breakdown: str, as_of: date
) -> YearlySeries:
    """The values of an indicator by year, in one unit.

    Where documents print different values for a year, the one printed most often counts, and of
    those the last.
    """
    prints: defaultdict[int, list[float]] = defaultdict(list)
    for point in series.current(indicator, ref_area, breakdown, as_of):
        value = point.value_in(read_unit(unit))
        if value is not None:
            prints[point.period.final_year].append(float(value))
    values = {year: max(reversed(found), key=found.count) for year, found in sorted(prints.items())}
    return YearlySeries(tuple(values), tuple(values.values()))


def course(one: Outlook, scores: Sequence[Score]) -> tuple[Forecast, ...]:
    """The estimates for every year from the one after the last value up to the goal's."""
    if one.estimate is None:
        return ()
    least, most = _possible(one.target, one.series)
    years = range(one.estimate.last_year + 1, one.estimate.year + 1)
    found = (forecast(one.series, year, scores, least, most) for year in years)
    return tuple(estimate for estimate in found if estimate is not None)


def _outlook(
    series: Series,
    target: Target,
    indicator: Indicator,
    as_of: date,
    scores: Sequence[Score],
    withheld: bool,
) -> Outlook:
    points = yearly(series, indicator.id, target.unit, target.ref_area, target.breakdown, as_of)

    def none(why: str) -> Outlook:
        return Outlook(target, indicator, points, None, None, why)

    if withheld:
        return none("withheld")
    if target.goal_value is None or target.goal_period is None:
        return none("no-number")
    year = target.goal_period.final_year
    if points.years and year <= points.years[-1]:
        return none("not-ahead")
    estimate = forecast(points, year, scores, *_possible(target, points))
    if estimate is None:
        return none("too-few")
    if _is_odd(points, target.unit):
        return none("odd-value")
    side = _side(target, indicator.direction)
    goal = float(target.goal_value)
    chance = None if side is None else estimate.chance(goal, at_least=side)
    return Outlook(target, indicator, points, estimate, chance)


def _possible(target: Target, points: YearlySeries) -> tuple[float | None, float | None]:
    """What the values can be at all: nothing below zero where none was, no share above all."""
    least = 0.0 if min(points.values, default=0.0) >= 0 else None
    is_share = read_unit(target.unit).symbol == "%" and max(points.values, default=0.0) <= 100
    return least, 100.0 if is_share else None


def _is_odd(points: YearlySeries, unit: str) -> bool:
    """Whether a value seems to be in another unit than those before it: its print is in doubt."""
    values = [Decimal(repr(one)) for one in points.values]
    return any(
        question.code == "wrong-scale"
        for place in range(1, len(values))
        for question in questions(values[place], values[:place], unit=unit)
    )


def _side(target: Target, direction: Direction) -> bool | None:
    """True where the goal is met at or above it, False at or below it, None for neither."""
    if target.goal_value is None or target.comparison is Comparison.RANGE:
        return None
    goal = as_fraction(target.goal_value)
    above = is_met(goal + 1, goal, None, target.comparison, direction)
    below = is_met(goal - 1, goal, None, target.comparison, direction)
    return None if above is None or above == below else above
