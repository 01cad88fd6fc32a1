"""Forecasts of short yearly series: estimates with an honest interval, never observations.

Three methods are compared on the past of the same series, and the one that erred least is used:
the last value; a trend that is shrunk towards none by its own uncertainty and damped from year to
year (Gardner and McKenzie 1985); and a line with a weak prior. The interval is that of the last
value's yearly changes, widened until it would have held as often as it claims. Below five points
there is no forecast: too few to say.

These are binary floats on purpose: they are estimates, are shown rounded and as such, and nothing
here ever becomes an official figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

FEWEST_POINTS = 5
NOMINAL = 0.80
_Z = 1.2815515655446004  # the 90 % point of the normal distribution: 80 % lie between -z and z
# Chosen on generated series of five kinds; a city's own back-test decides whether they are used.
_DAMPING, _SHRINKING, _TOWARDS_FIT = 0.8, 6.0, 0.4
_PRIOR_STRENGTH = 4.0
# With fewer errors of their own, the series of a city are judged with generated ones beside them.
_ENOUGH_ERRORS = 60
_LARGEST_HORIZON = 5

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class YearlySeries:
    """Values by year, in time; years may be missing between them."""

    years: tuple[int, ...]
    values: tuple[float, ...]

    def until(self, count: int) -> YearlySeries:
        """Its first points."""
        return YearlySeries(self.years[:count], self.values[:count])


@dataclass(frozen=True, slots=True)
class Score:
    """How one method did on the past: its mean error against the last value's, and coverage.

    ``relative_error`` is 1 for the last value itself; ``coverage`` is the share of outcomes inside
    the interval as published; ``widening`` what the plain interval is multiplied by; ``errors``
    how many forecasts were compared, of which ``own`` are of the city's own series.
    """

    method: str
    relative_error: float
    coverage: float
    widening: float
    errors: int
    own: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """An estimate for one year: the point, an 80 % interval, and the last value beside it.

    ``spread`` is the standard deviation behind the interval.
    """

    year: int
    point: float
    low: float
    high: float
    spread: float
    last_year: int
    last_value: float
    score: Score

    def chance(self, goal: float, *, at_least: bool) -> float:
        """The chance that the goal is reached in that year, from the interval's own width."""
        if self.spread == 0:
            return float(self.point >= goal if at_least else self.point <= goal)
        below = 0.5 * (1 + erf((goal - self.point) / self.spread / sqrt(2)))
        return 1 - below if at_least else below


def last_value(series: YearlySeries, horizon: int) -> float:
    """No change: what is hardest to beat."""
    return series.values[-1]


def damped_trend(series: YearlySeries, horizon: int) -> float:
    """A level near the last value plus a trend, shrunk by its uncertainty and fading."""
    years, values = np.array(series.years, float), np.array(series.values)
    centred = years - years.mean()
    spread = float(centred @ centred)
    slope = float(centred @ values) / spread
    rest = values - values.mean() - slope * centred
    variance = float(rest @ rest) / max(len(values) - 2, 1) / spread
    kept = slope**2 / (slope**2 + _SHRINKING * variance) if slope else 0.0
    fitted = float(values.mean()) + slope * kept * float(centred[-1])
    level = series.values[-1] + _TOWARDS_FIT * (fitted - series.values[-1])
    return level + slope * kept * sum(_DAMPING**step for step in range(1, horizon + 1))


def weak_prior_line(series: YearlySeries, horizon: int) -> float:
    """A straight line whose slope is drawn towards none by a prior worth four points."""
    years, values = np.array(series.years, float), np.array(series.values)
    centred = years - years.mean()
    spread = float(centred @ centred)
    slope = float(centred @ values) / (spread * (1 + _PRIOR_STRENGTH / len(values)))
    return float(values.mean() + slope * (years[-1] + horizon - years.mean()))


METHODS: dict[str, Callable[[YearlySeries, int], float]] = {
    "last-value": last_value,
    "damped-trend": damped_trend,
    "weak-prior-line": weak_prior_line,
}


def plain_spread(series: YearlySeries, horizon: int) -> float:
    """The spread after so many years if changes went on as they were: a walk's square root."""
    years, values = np.array(series.years, float), np.array(series.values)
    steps = np.diff(values) / np.sqrt(np.diff(years))
    # Half a step more in the divisor than there are: short series look calmer than they are.
    typical = sqrt(float(steps @ steps) / max(len(steps) - 1, 1))
    return typical * sqrt(horizon)


@dataclass(frozen=True, slots=True)
class _Errors:
    """Errors of every method on past forecasts, in units of the plain spread."""

    by_method: dict[str, Values]

    @property
    def count(self) -> int:
        return len(self.by_method["last-value"])


def _errors(pool: Iterable[YearlySeries]) -> _Errors:
    found: dict[str, list[float]] = {name: [] for name in METHODS}
    for series in pool:
        for count in range(FEWEST_POINTS, len(series.years)):
            past = series.until(count)
            for position in range(count, len(series.years)):
                horizon = series.years[position] - past.years[-1]
                spread = plain_spread(past, horizon) if horizon <= _LARGEST_HORIZON else 0.0
                if spread == 0:
                    continue
                for name, method in METHODS.items():
                    error = (series.values[position] - method(past, horizon)) / spread
                    found[name].append(error)
    return _Errors({name: np.abs(np.array(errors)) for name, errors in found.items()})


def back_test(own: Sequence[YearlySeries]) -> tuple[Score, ...]:
    """Score every method on the past of a city's series; the best first.

    Each series is cut at every year from its fifth point on, and the years after are forecast. With
    few errors of its own, generated series of five kinds stand beside them.
    """
    errors = _errors(own)
    count = errors.count
    if count < _ENOUGH_ERRORS:
        more = _errors(generated_series())
        errors = _Errors(
            {
                name: np.concatenate([found, more.by_method[name]])
                for name, found in errors.by_method.items()
            }
        )
    naive = float(np.minimum(errors.by_method["last-value"], 10).mean())
    scores = []
    for name, found in errors.by_method.items():
        # Never narrower than the plain interval, however well the past went.
        widening = max(1.0, float(np.quantile(found, NOMINAL)) / _Z)
        scores.append(
            Score(
                method=name,
                relative_error=float(np.minimum(found, 10).mean()) / naive,
                coverage=float(np.mean(found <= widening * _Z)),
                widening=widening,
                errors=errors.count,
                own=count,
            )
        )
    return tuple(sorted(scores, key=lambda one: one.relative_error))


def forecast(
    series: YearlySeries,
    year: int,
    scores: Sequence[Score],
    least: float | None = None,
    most: float | None = None,
) -> Forecast | None:
    """The estimate for a year by the best-scored method; None with fewer than five points.

    ``least`` and ``most`` are what the values can be at all, such as 0 and 100 per cent. Raises
    ValueError for a year that is not after the last point.
    """
    if len(series.years) < FEWEST_POINTS:
        return None
    horizon = year - series.years[-1]
    if horizon <= 0:
        raise ValueError(f"{year} is not after {series.years[-1]}")
    score = scores[0]
    point = METHODS[score.method](series, horizon)
    spread = score.widening * plain_spread(series, horizon)

    def possible(value: float) -> float:
        value = value if least is None else max(value, least)
        return value if most is None else min(value, most)

    return Forecast(
        year=year,
        point=possible(point),
        low=possible(point - _Z * spread),
        high=possible(point + _Z * spread),
        spread=spread,
        last_year=series.years[-1],
        last_value=series.values[-1],
        score=score,
    )


@cache
def generated_series(count: int = 40, points: int = 10, seed: int = 8) -> tuple[YearlySeries, ...]:
    """Series of five kinds, as many of each: line, saturating, walk, shock, flat."""
    source = np.random.default_rng(seed)
    years = tuple(range(2016, 2016 + points))
    steps = np.arange(points)
    made: list[YearlySeries] = []
    for _ in range(count):
        noise = source.normal(0, 1, points)
        slope = source.normal(0, 1)
        shock = np.where((steps >= 4) & (steps <= 6), -8.0, 0.0)
        kinds = (
            100 + slope * steps + noise,
            100 + 10 * slope * (1 - np.exp(-steps / 3)) + noise,
            100 + np.cumsum(source.normal(0.3 * slope, 1.5, points)),
            100 + 0.5 * slope * steps + shock + noise,
            100 + noise,
        )
        made.extend(YearlySeries(years, tuple(kind.tolist())) for kind in kinds)
    return tuple(made)
