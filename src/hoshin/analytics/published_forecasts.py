"""Forecasts for publication: what a release carries, rounded so that no figure is said too finely.

The binary floats of ``forecasting`` end here: a published estimate is a decimal with as many digits
as the goal or the last value has.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hoshin.analytics.forecasting import Score
from hoshin.analytics.outlook import Outlook, course, outlooks
from hoshin.domain.city import City
from hoshin.domain.forecasts import (
    Forecast,
    ForecastMethod,
    ForecastScore,
    ForecastYear,
    NoForecast,
)
from hoshin.engine.exact import round_half_away

_MOST_DIGITS = 4
_SCORE_DIGITS = 2


def published_forecasts(city: City, as_of: date) -> tuple[Forecast, ...]:
    """The forecast of every own target of a city, in the order of its targets."""
    found, scores = outlooks(city, as_of, city.indicators)
    return tuple(_published(one, scores) for one in found)


def _published(one: Outlook, scores: tuple[Score, ...]) -> Forecast:
    target = one.target
    if one.estimate is None:
        return Forecast(
            target=target.id,
            indicator=one.indicator.id,
            unit=target.unit,
            why_none=NoForecast(one.why),
        )
    digits = digits_of(one)
    years = tuple(
        ForecastYear(
            year=at.year,
            point=_rounded(at.point, digits),
            low=_rounded(at.low, digits),
            high=_rounded(at.high, digits),
        )
        for at in course(one, scores)
    )
    return Forecast(
        target=target.id,
        indicator=one.indicator.id,
        unit=target.unit,
        last_year=one.estimate.last_year,
        last_value=_last_value(one),
        course=years,
        chance_tenths=None if one.chance is None else tenths(one.chance),
        score=published_score(one.estimate.score),
    )


def published_score(score: Score) -> ForecastScore:
    """The score as it is published: two digits."""
    return ForecastScore(
        method=ForecastMethod(score.method),
        relative_error=_rounded(score.relative_error, _SCORE_DIGITS),
        coverage=_rounded(score.coverage, _SCORE_DIGITS),
        tries=score.errors,
        own_tries=score.own,
    )


def tenths(chance: float) -> int:
    """A chance in tenths: more would be a pretence."""
    return math.floor(chance * 10 + 0.5)


def digits_of(one: Outlook) -> int:
    """As many digits after the point as the goal or the last value has; never many."""
    goal = Decimal(0) if one.target.goal_value is None else one.target.goal_value
    exponents = (value.as_tuple().exponent for value in (goal, _last_value(one)))
    digits = max(-exponent for exponent in exponents if isinstance(exponent, int))
    return min(max(digits, 0), _MOST_DIGITS)


def _last_value(one: Outlook) -> Decimal:
    """The last value as a decimal: it came from one, and prints as that did."""
    plain = Decimal(repr(one.series.values[-1])).normalize()
    return Decimal(format(plain, "f"))


def _rounded(value: float, digits: int) -> Decimal:
    return round_half_away(Fraction(value), digits)
