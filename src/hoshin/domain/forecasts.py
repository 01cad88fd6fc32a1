"""Forecasts: estimates for the years up to a goal, as a release carries them.

An estimate is never an observation and never judged. It is kept in a record of its own, so that no
table of a city can hold one by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

INTERVAL_PERCENT = 80
"""How many of a hundred outcomes the published interval is meant to hold."""


class ForecastMethod(StrEnum):
    """How an estimate was made."""

    LAST_VALUE = "last-value"
    DAMPED_TREND = "damped-trend"
    WEAK_PRIOR_LINE = "weak-prior-line"


class NoForecast(StrEnum):
    """Why there is no estimate; each of them is an answer."""

    TOO_FEW = "too-few"
    NOT_AHEAD = "not-ahead"
    NO_NUMBER = "no-number"
    WITHHELD = "withheld"
    ODD_VALUE = "odd-value"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastYear:
    """The estimate for one year: the likeliest value and the interval, in the target's unit."""

    year: int
    point: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastScore:
    """How the method did on the past: what is published beside every estimate.

    ``relative_error`` is its error over that of "no change from the last value"; ``coverage`` the
    share of outcomes inside the interval; ``tries`` how many past forecasts were compared, of
    which ``own_tries`` were of the city's own series.
    """

    method: ForecastMethod
    relative_error: Decimal
    coverage: Decimal
    tries: int
    own_tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The forecast of one target: an estimate for each year up to its goal's, or why there is none.

    Either ``why_none`` is set, or there are ``score``, the last value and a ``course`` that ends in
    the goal's year. ``chance_tenths`` is the chance of reaching the goal, 0 to 10 in tenths; None
    for a goal that is no bound. Raises ValueError for any other mixture.
    """

    target: str
    indicator: str
    unit: str
    why_none: NoForecast | None = None
    last_year: int | None = None
    last_value: Decimal | None = None
    course: tuple[ForecastYear, ...] = ()
    chance_tenths: int | None = None
    score: ForecastScore | None = None

    def __post_init__(self) -> None:
        parts = (self.last_year, self.last_value, self.score, self.course or None)
        if self.why_none is not None and parts != (None, None, None, None):
            raise ValueError(f"{self.target}: an estimate and a reason for none")
        if self.why_none is None and None in parts:
            raise ValueError(f"{self.target}: neither an estimate nor a reason for none")
        years = [one.year for one in self.course]
        if years != sorted(set(years)) or (years and years[0] <= (self.last_year or 0)):
            raise ValueError(f"{self.target}: years out of order")
        if any(not one.low <= one.point <= one.high for one in self.course):
            raise ValueError(f"{self.target}: an estimate outside its interval")
        if self.chance_tenths is not None and not 0 <= self.chance_tenths <= 10:
            raise ValueError(f"{self.target}: no chance")

    @property
    def at_goal(self) -> ForecastYear | None:
        """The estimate for the goal's year."""
        return self.course[-1] if self.course else None
