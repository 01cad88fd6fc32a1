"""Matching: which existing indicator or program a printed name may mean. Proposed, never taken.

Names are compared after normalisation (width, など and 等, 一戸 and 1戸, brackets), then by edit
distance; figures that an existing series has too speak for it. Only one name that is equal after
normalisation, with a unit that converts, counts as certain.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.proposals import Candidate
from hoshin.domain.units import read_unit
from hoshin.importers.wording import bare_key, name_key

LEAST_LIKENESS = 60
_MOST_CANDIDATES = 3
_LONGEST_COMPARED = 120
_SAME_SERIES_BONUS = 10

Figure = tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Match:
    """Candidates for a printed name, best first; ``certain`` is the one that needs no decision."""

    candidates: tuple[Candidate, ...] = ()
    certain: str = ""


@dataclass(slots=True)
class _Known:
    """What a city knows of one indicator or program: its spellings, units, figures and places.

    ``places`` are the names of the elements under which it stands.
    """

    row_id: str
    name: str
    keys: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    figures: set[Figure] = field(default_factory=set)

    def add_name(self, name: str) -> None:
        if name:
            self.keys.add(name_key(name))
            self.bare.add(bare_key(name))


class Matcher:
    """Finds candidates among things that a city knows by name."""

    def __init__(self, known: Iterable[_Known]) -> None:
        self._known = tuple(known)
        self._by_key: dict[str, list[_Known]] = {}
        for one in self._known:
            for key in one.keys:
                self._by_key.setdefault(key, []).append(one)

    def match(
        self,
        name: str,
        unit: str = "",
        figures: frozenset[Figure] = frozenset(),
        place: str = "",
    ) -> Match:
        """Candidates for a name; ``figures`` are (year, value) pairs printed beside it.

        ``place`` is the program to which alone the name belongs: many forms count their
        参加者数, and each counts others.
        """
        key = name_key(name)
        same = [one for one in self._by_key.get(key, ()) if _unit_fits(unit, one)]
        if place:
            same = [one for one in same if name_key(place) in one.places]
        certain = same[0].row_id if len(same) == 1 else ""
        if certain:
            one = _candidate(same[0], name, key, unit, figures)
            return Match((one,) if one is not None else (), certain)
        others = [one for one in self._known if not place or not one.places or one in same]
        candidates = sorted(
            (found for one in others if (found := _candidate(one, name, key, unit, figures))),
            key=lambda found: (-found.likeness, found.row_id),
        )
        return Match(tuple(candidates[:_MOST_CANDIDATES]), certain)


def _candidate(
    one: _Known, name: str, key: str, unit: str, figures: frozenset[Figure]
) -> Candidate | None:
    shared = len(one.figures & figures)
    if key in one.keys:
        likeness, reasons = 100, ["same-name"]
    elif bare_key(name) in one.bare:
        likeness, reasons = 95, ["same-name-without-brackets"]
    else:
        likeness, reasons = min(94, _nearest(key, one.keys)), ["near-name"]
    if unit and _unit_fits(unit, one):
        reasons.append("same-unit")
    elif unit and one.units:
        likeness -= 10
    if shared:
        reasons.append("same-series")
        likeness = min(99 if key not in one.keys else 100, likeness + _SAME_SERIES_BONUS)
    if likeness < LEAST_LIKENESS:
        return None
    return Candidate(one.row_id, one.name, likeness, tuple(reasons))


def _nearest(key: str, others: set[str]) -> int:
    best = 0.0
    key = key[:_LONGEST_COMPARED]
    for other in others:
        other = other[:_LONGEST_COMPARED]
        # A cheap bound first: most names share too few characters to be near.
        if 2 * min(len(key), len(other)) < 0.5 * (len(key) + len(other)):
            continue
        matcher = difflib.SequenceMatcher(None, key, other, autojunk=False)
        if matcher.quick_ratio() * 100 <= max(best, LEAST_LIKENESS - 15):
            continue
        best = max(best, matcher.ratio() * 100)
    return int(best)


def _unit_fits(unit: str, one: _Known) -> bool:
    if not unit or not one.units:
        return True
    own = read_unit(unit)
    return any(own.converts_to(read_unit(other)) for other in one.units)


def indicator_matcher(city: City) -> Matcher:
    """A matcher over the city's indicators, by every name and figure under which they stand."""
    known = {one.id: _Known(one.id, one.name, units={one.unit}) for one in city.indicators}
    elements = {one.id: name_key(one.name) for one in city.elements}
    for indicator in city.indicators:
        known[indicator.id].add_name(indicator.name)
        known[indicator.id].add_name(indicator.name_en)
    for target in city.targets:
        one = known.get(target.indicator)
        if one is None:
            continue
        one.add_name(target.name_printed)
        one.units.add(target.unit)
        if target.element in elements:
            one.places.add(elements[target.element])
        for period, value in (
            (target.baseline_period, target.baseline_value),
            (target.goal_period, target.goal_value),
        ):
            if period is not None and value is not None:
                one.figures.add((period.final_year, value))
    for observation in city.observations:
        one = known.get(observation.indicator)
        if one is not None and observation.obs_value is not None:
            one.figures.add((observation.time_period.final_year, observation.obs_value))
    return Matcher(known.values())


def program_matcher(city: City) -> Matcher:
    """A matcher over the city's programs, by every name under which they are listed."""
    known = {one.id: _Known(one.id, one.name) for one in city.programs}
    for program in city.programs:
        known[program.id].add_name(program.name)
        known[program.id].add_name(program.name_en)
    of_listing = {}
    for listing in city.program_elements:
        of_listing[listing.id] = listing.program
        one = known.get(listing.program)
        if one is not None:
            one.add_name(listing.name_printed)
    for amount in city.appropriations:
        one = known.get(of_listing.get(amount.listing or "", ""))
        if one is not None:
            one.figures.add((amount.fiscal_year.final_year, Decimal(amount.amount_yen)))
    return Matcher(known.values())
