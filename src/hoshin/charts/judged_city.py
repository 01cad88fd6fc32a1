"""A judged city, as far as charts need it: its series and what the engine says of each target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.indicators import Target
from hoshin.domain.rows import Row
from hoshin.domain.units import Unit
from hoshin.engine.achievement import Achievement
from hoshin.engine.formulas import NotComputable
from hoshin.engine.series import Origin, Point, Series

R = TypeVar("R", bound=Row)


class JudgedCity:
    """One city on one day, looked up by what charts ask for.

    ``judged`` holds the achievement of every target that charts may show; targets without one
    are left out, and so are references that lead nowhere. ``forecasts`` are the estimates that
    are published, one for each target at most.
    """

    def __init__(
        self,
        city: City,
        judged: Mapping[str, Achievement],
        as_of: date,
        series: Series,
        forecasts: Iterable[Forecast] = (),
    ) -> None:
        self.city = city
        self.judged = judged
        self.as_of = as_of
        self.series = series
        self.forecasts = {one.target: one for one in forecasts}
        self.plans = {row.id: row for row in city.plans}
        self.organisations = {row.id: row for row in city.organisations}
        self.observations = {row.id: row for row in city.observations}
        self.targets_of_indicator = _grouped(
            (one.indicator, one) for one in city.targets if one.id in judged
        )
        self.milestones_of_target = _grouped((one.target, one) for one in city.milestones)
        self._values: dict[tuple[Origin, str], Fraction | None] = {}

    def value_of(self, point: Point, unit: Unit) -> Fraction | None:
        """The exact value of a point, said in its indicator's unit; worked out once."""
        key = (point.origin, point.row_id)
        if key not in self._values:
            self._values[key] = point.value_in(unit)
        return self._values[key]

    def known_points(
        self, indicator: str, ref_area: str | None, breakdown: str
    ) -> tuple[Point, ...]:
        """The points of a series that count on the day of judgement, in time."""
        return self.series.current(indicator, ref_area, breakdown, self.as_of)

    def replaced_points(
        self, indicator: str, ref_area: str | None, breakdown: str
    ) -> tuple[Point, ...]:
        """The observations of a series that a later revision replaced by the day, in time."""
        known = self.known_points(indicator, ref_area, breakdown)
        count = {one.row_id for one in known if one.origin is Origin.OBSERVATION}
        return tuple(
            one
            for one in self.series.points(indicator)
            if one.origin is Origin.OBSERVATION
            and (one.ref_area, one.breakdown) == (ref_area, breakdown)
            and one.period.start <= self.as_of
            and (one.known_on is None or one.known_on <= self.as_of)
            and one.row_id not in count
        )

    def is_withheld(self, target: Target) -> bool:
        """Whether an error on record keeps a target from being judged, and its values undrawn."""
        return self.judged[target.id].not_computable is NotComputable.WITHHELD

    def is_over(self, target: Target) -> bool:
        """Whether the period in which the goal was to be reached has ended."""
        return target.goal_period is not None and target.goal_period.end < self.as_of


def _grouped(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for owner, row in pairs:
        found[owner].append(row)
    return {owner: tuple(rows) for owner, rows in found.items()}
