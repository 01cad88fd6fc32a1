"""Series: all values that are known of one indicator, wherever a document prints them.

A figure is entered once and used wherever it is needed: a value printed beside one plan's target,
or as another plan's baseline, belongs to the indicator's one series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Method,
    MissingReason,
    Observation,
    ObservationStatus,
    Target,
)
from hoshin.domain.periods import Period
from hoshin.domain.units import Unit, read_unit
from hoshin.engine.exact import as_fraction


class Origin(StrEnum):
    """Where a point of a series comes from."""

    OBSERVATION = "observation"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of an indicator: what, when, in which unit, and the row that prints it.

    ``row_id`` is the id of the observation, or of the target whose baseline it is. ``value`` is
    None for words (``text``) and for missing values (``missing_reason``).
    """

    origin: Origin
    row_id: str
    indicator: str
    target: str | None
    ref_area: str | None
    breakdown: str
    period: Period
    reporting_column: str
    value: Decimal | None
    text: str
    text_en: str
    unit: str
    status: ObservationStatus
    missing_reason: MissingReason | None
    revision: int
    known_on: date | None
    source: str | None
    locator: str

    @property
    def has_value(self) -> bool:
        """Whether there is a number or a word."""
        return self.value is not None or bool(self.text)

    def value_in(self, unit: Unit) -> Fraction | None:
        """The exact value said in another unit, or None when the units do not convert."""
        if self.value is None:
            return None
        own = read_unit(self.unit)
        if own == unit:
            return as_fraction(self.value)
        if not own.converts_to(unit):
            return None
        return as_fraction(self.value) * own.factor_to(unit)


def _of_observation(row: Observation) -> Point:
    return Point(
        origin=Origin.OBSERVATION,
        row_id=row.id,
        indicator=row.indicator,
        target=row.target,
        ref_area=row.ref_area,
        breakdown=row.breakdown,
        period=row.time_period,
        reporting_column=row.reporting_column,
        value=row.obs_value,
        text=row.value_text,
        text_en=row.value_text_en,
        unit=row.unit_measure,
        status=row.obs_status,
        missing_reason=row.missing_reason,
        revision=row.revision,
        known_on=row.known_on,
        source=row.source,
        locator=row.locator,
    )


def _of_baseline(row: Target) -> Point | None:
    if row.baseline_value is None or row.baseline_period is None:
        return None
    return Point(
        origin=Origin.BASELINE,
        row_id=row.id,
        indicator=row.indicator,
        target=row.id,
        ref_area=row.ref_area,
        breakdown=row.breakdown,
        period=row.baseline_period,
        reporting_column=row.baseline_column,
        value=row.baseline_value,
        text="",
        text_en="",
        unit=row.unit,
        status=ObservationStatus.AS_PRINTED,
        missing_reason=None,
        revision=1,
        known_on=None,
        source=row.source,
        locator=row.locator,
    )


_FIRMNESS = {
    ObservationStatus.ESTIMATED: 0,
    ObservationStatus.PROVISIONAL: 1,
    ObservationStatus.AS_PRINTED: 2,
    ObservationStatus.REVISED: 3,
    ObservationStatus.FINAL: 4,
}


def in_time(point: Point) -> tuple[date, date]:
    """Sorts points by the end of their period, then by its start."""
    return (point.period.end, point.period.start)


class Series:
    """The points of every indicator of a city, in time, with superseded revisions set apart."""

    def __init__(self, city: City, without: Collection[str] = ()) -> None:
        """Gather the points, leaving out the observations and targets named in ``without``."""
        self._points: dict[str, list[Point]] = defaultdict(list)
        for observation in city.observations:
            if observation.id not in without:
                self._points[observation.indicator].append(_of_observation(observation))
        for target in city.targets:
            baseline = _of_baseline(target)
            if baseline is not None and target.id not in without:
                self._points[target.indicator].append(baseline)
        for points in self._points.values():
            points.sort(key=in_time)

    def points(self, indicator: str) -> tuple[Point, ...]:
        """Every point of an indicator in time, superseded revisions and repeats included."""
        return tuple(self._points.get(indicator, ()))

    def current(
        self,
        indicator: str,
        ref_area: str | None = None,
        breakdown: str = "",
        as_of: date | None = None,
    ) -> tuple[Point, ...]:
        """The points that count for an area and breakdown on a day, in time.

        Of several revisions for one period, the highest known on the day counts, wherever the
        others are printed. A period that begins after the day has not happened yet.
        """
        fitting = [
            point
            for point in self._points.get(indicator, ())
            if point.ref_area == ref_area
            and point.breakdown == breakdown
            and (as_of is None or point.period.start <= as_of)
            and (as_of is None or point.known_on is None or point.known_on <= as_of)
        ]
        newest: dict[Period, int] = {}
        for point in fitting:
            if point.origin is Origin.OBSERVATION:
                newest[point.period] = max(newest.get(point.period, 0), point.revision)
        return tuple(
            point
            for point in fitting
            if point.origin is Origin.BASELINE or point.revision == newest[point.period]
        )


def latest_for(target: Target, points: tuple[Point, ...]) -> Point | None:
    """The point that a target is judged by: the latest one after its baseline, up to its goal.

    Of several prints of the same period the firmest counts, then the one beside this very
    listing. Returns None when nothing was observed after the baseline.
    """
    candidates = [point for point in points if point.has_value and _is_between(point, target)]
    if target.method is Method.MILESTONE:
        # A milestone stands in a column of its own sheet: only values of that sheet, or values
        # entered for the indicator as such, can be set against it.
        candidates = [point for point in candidates if point.target in (target.id, None)]
    if not candidates:
        return None
    return max(
        candidates,
        key=lambda p: (
            p.period.end,
            p.period.start,
            _FIRMNESS[p.status],
            p.target == target.id,
            p.revision,
            p.origin is Origin.OBSERVATION,
            p.row_id,
        ),
    )


def passed_over(target: Target, points: tuple[Point, ...]) -> Point | None:
    """A value of the target's time that is later than the one it is judged by, and not used.

    None where there is none. Only milestones pass a value over, see ``latest_for``.
    """
    used = latest_for(target, points)
    later = [
        point
        for point in points
        if point.value is not None
        and _is_between(point, target)
        and (used is None or point.period.end > used.period.end)
    ]
    # An observation says more of itself than a baseline of another plan that repeats it.
    return max(later, key=lambda p: (p.origin is Origin.OBSERVATION, *in_time(p)), default=None)


def _is_between(point: Point, target: Target) -> bool:
    if point.origin is Origin.BASELINE and point.row_id == target.id:
        return False
    if target.goal_period is not None and point.period.start > target.goal_period.end:
        return False
    if target.baseline_period is None:
        return True
    # Years of unknown kind overlap with their neighbours: a point is later than the baseline only
    # when the year that names it is.
    if point.period.final_year != target.baseline_period.final_year:
        return point.period.final_year > target.baseline_period.final_year
    return point.period.start > target.baseline_period.start and point.period.kind is (
        target.baseline_period.kind
    )


def missing_for(target: Target, points: tuple[Point, ...]) -> Point | None:
    """The latest stated reason why a target has no value, when there is one."""
    reasons = [p for p in points if p.missing_reason is not None and _is_between(p, target)]
    return max(reasons, key=in_time, default=None)
