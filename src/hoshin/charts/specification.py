"""The specification of a chart: exact values and finished texts, no places and no colours.

The same specification is drawn as SVG for the web and for papers and becomes a native chart in
slides, so that none of them can say anything else than the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.periods import Period, PeriodKind


class MarkKind(StrEnum):
    """What a mark on a chart stands for; each has a shape of its own."""

    ACTUAL = "actual"
    SUPERSEDED = "superseded"
    BASELINE = "baseline"
    MILESTONE = "milestone"
    GOAL = "goal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One value: where in time (in years), how much, and how it is written.

    ``label`` is the value in words, ``caption`` the whole sentence shown on pointing. ``upper``
    makes a range of it. ``firm`` is false for provisional and estimated values. ``on_line`` marks
    are joined in order of time. ``badge`` tells the goals of several plans apart.
    """

    kind: MarkKind
    at: float
    value: Fraction
    upper: Fraction | None = None
    label: str
    period: str
    caption: str
    badge: str = ""
    firm: bool = True
    on_line: bool = False
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time for which there is no value, and why; ``row_id`` is the record that says so."""

    at: float
    caption: str
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way that is left from the latest value to a goal: where it starts, where it leads."""

    start_at: float
    start: Fraction
    end_at: float
    end: Fraction
    caption: str


@dataclass(frozen=True, slots=True)
class BandYear:
    """One year of an estimate: the likeliest value, and the interval around it."""

    at: float
    point: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate for the years to come, from the last value on; ``caption`` says that it is one.

    It is no mark: nothing in it is a value of the city.
    """

    start_at: float
    start: Fraction
    years: tuple[BandYear, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """Everything that a chart shows; ``description`` is what a reader who cannot see it hears.

    ``paths`` are lines through the milestones of a target to its goal: what the plan foresaw.
    """

    description: str
    unit: str
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...] = ()
    ways: tuple[Way, ...] = ()
    paths: tuple[tuple[tuple[float, Fraction], ...], ...] = ()
    axis: str = ""
    band: Band | None = None

    def values(self) -> list[Fraction]:
        """Every value that has to fit on the picture."""
        found = [one.value for one in self.marks]
        found += [one.upper for one in self.marks if one.upper is not None]
        if self.band is not None:
            found += [bound for one in self.band.years for bound in (one.low, one.high)]
        return found

    def times(self) -> list[float]:
        """Every time that has to fit on the picture, in years."""
        found = [one.at for one in self.marks] + [one.at for one in self.gaps]
        return found + [one.at for one in self.band.years] if self.band is not None else found


def year_position(period: Period) -> float:
    """Where a period stands on the axis: years at their number, months and days between them."""
    if period.kind is PeriodKind.SPAN:
        assert period.last is not None
        return year_position(period.last)
    if period.month is None:
        return float(period.year)
    return period.year + (2 * period.month - 13) / 24
