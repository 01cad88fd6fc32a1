"""Facts: a city's rows by their ids, and what the engine says of them, worked out once.

Rules read from here only, so that nothing is judged twice. Rows may point to rows that do not
exist: look-ups answer None then, and a rule passes over what another rule reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from hoshin.domain.city import City
from hoshin.domain.indicators import Indicator, Observation, Target
from hoshin.domain.periods import Period
from hoshin.domain.plans import Element, Level, Plan
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.sources import Source
from hoshin.engine.achievement import Achievement, Judge
from hoshin.engine.listings import amounts_by_listing
from hoshin.engine.series import Origin, Point, Series


class Facts:
    """One city on one day, ready to be checked; ``judge`` is the one of that city and day."""

    def __init__(self, city: City, as_of: date, judge: Judge | None = None) -> None:
        self.city = city
        self.as_of = as_of
        self._judge = Judge(city, as_of) if judge is None else judge
        self.plans: dict[str, Plan] = {row.id: row for row in city.plans}
        self.levels: dict[str, Level] = {row.id: row for row in city.levels}
        self.elements: dict[str, Element] = {row.id: row for row in city.elements}
        self.sources: dict[str, Source] = {row.id: row for row in city.sources}
        self.indicators: dict[str, Indicator] = {row.id: row for row in city.indicators}
        self.targets: dict[str, Target] = {row.id: row for row in city.targets}
        self.programs: dict[str, Program] = {row.id: row for row in city.programs}
        self.observations: dict[str, Observation] = {row.id: row for row in city.observations}
        self.listings: dict[str, ProgramListing] = {row.id: row for row in city.program_elements}

    @property
    def series(self) -> Series:
        """All values of all indicators."""
        return self._judge.series

    @property
    def achievements(self) -> dict[str, Achievement]:
        """The achievement of every listing of a target whose indicator exists, by its id."""
        return self._judge.achievements

    def achievements_on(self, day: date) -> dict[str, Achievement]:
        """As ``achievements``, judged on another day."""
        return Judge(self.city, day, self.series).achievements

    @cached_property
    def targets_of_indicator(self) -> dict[str, list[Target]]:
        """The listings of each indicator, in the order of the targets table."""
        found: dict[str, list[Target]] = defaultdict(list)
        for target in self.city.targets:
            found[target.indicator].append(target)
        return found

    @cached_property
    def observations_of_indicator(self) -> dict[str, list[Observation]]:
        """The observations of each indicator, in the order of their table."""
        found: dict[str, list[Observation]] = defaultdict(list)
        for row in self.city.observations:
            found[row.indicator].append(row)
        return found

    @cached_property
    def same_listings(self) -> tuple[tuple[Target, ...], ...]:
        """Listings grouped where one plan prints one target again with the same figures."""
        groups: dict[tuple[object, ...], list[Target]] = defaultdict(list)
        for row in self.city.targets:
            baseline = (row.baseline_value, row.baseline_period)
            goal = (row.goal_value, row.goal_upper, row.goal_text, row.goal_period, row.comparison)
            area = (row.ref_area, row.breakdown, row.unit)
            groups[(row.plan, row.indicator, *area, *baseline, *goal)].append(row)
        return tuple(tuple(group) for group in groups.values())

    @cached_property
    def strands(self) -> tuple[tuple[Point, ...], ...]:
        """The points of each indicator, area and breakdown that count, in time.

        Words, missing values and superseded revisions are left out.
        """
        found = []
        for indicator in self.indicators:
            for (ref_area, breakdown), points in _by_cut(self.series.points(indicator)).items():
                if any(one.revision > 1 for one in points):
                    points = list(self.series.current(indicator, ref_area, breakdown))
                found.append(tuple(one for one in points if one.value is not None))
        return tuple(found)

    @cached_property
    def listings_of_program(self) -> dict[str, list[ProgramListing]]:
        """The listings of each program, in the order of their table."""
        found: dict[str, list[ProgramListing]] = defaultdict(list)
        for listing in self.city.program_elements:
            found[listing.program].append(listing)
        return found

    @cached_property
    def amounts(self) -> dict[str, list[Appropriation]]:
        """The appropriations tied to each listing."""
        return amounts_by_listing(self.city)

    @cached_property
    def order_of_elements(self) -> dict[str, int]:
        """Where each element stands in its table."""
        return {one: place for place, one in enumerate(self.elements)}

    def upward(self, element: str | None) -> Iterator[Element]:
        """An element and everything above it; a circle is followed once."""
        seen: set[str] = set()
        row = self.elements.get(element or "")
        while row is not None and row.id not in seen:
            seen.add(row.id)
            yield row
            row = self.elements.get(row.parent or "")

    def first_listing(self, target: Target) -> Target:
        """The listing that a chain of repeats starts from; a circle is followed once."""
        seen = {target.id}
        while target.restates is not None and target.restates not in seen:
            before = self.targets.get(target.restates)
            if before is None:
                break
            seen.add(before.id)
            target = before
        return target

    def plans_compete(self, one: str, other: str) -> bool:
        """Whether two plans are in force together and neither takes the place of the other."""
        if one == other:
            return True
        if other in self._predecessors(one) or one in self._predecessors(other):
            return False
        first, second = self._period_of(one), self._period_of(other)
        if first is None or second is None:
            return True
        return first.start <= second.end and second.start <= first.end

    def _period_of(self, plan: str) -> Period | None:
        row = self.plans.get(plan)
        return None if row is None else row.period

    def _predecessors(self, plan: str) -> set[str]:
        found: set[str] = set()
        row = self.plans.get(plan)
        while row is not None and row.supersedes is not None and row.supersedes not in found:
            found.add(row.supersedes)
            row = self.plans.get(row.supersedes)
        return found


def _by_cut(points: Iterable[Point]) -> dict[tuple[str | None, str], list[Point]]:
    found: dict[tuple[str | None, str], list[Point]] = defaultdict(list)
    for point in points:
        found[point.ref_area, point.breakdown].append(point)
    return found


def is_baseline(point: Point) -> bool:
    """Whether a point is the baseline of a target and no row of the observations."""
    return point.origin is Origin.BASELINE
