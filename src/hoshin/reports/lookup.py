"""The records of a city as papers look them up, and the words of one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from hoshin.domain.city import City
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.domain.indicators import Milestone, Observation, Target
from hoshin.domain.periods import Period
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind
from hoshin.domain.programs import Program
from hoshin.domain.units import read_unit
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.amounts import StageAmount, amounts_of_listings
from hoshin.engine.explain import figure_text
from hoshin.engine.ratings import grades_by_target
from hoshin.engine.series import Series

K = TypeVar("K")
V = TypeVar("V")


class Named(Protocol):
    """A record with a name in both languages."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def grouped(rows: Iterable[V], key: Callable[[V], K | None]) -> dict[K, tuple[V, ...]]:
    """Rows by what they belong to, in their order; rows that belong to nothing are left out."""
    found: dict[K, list[V]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            found[owner].append(row)
    return {owner: tuple(its) for owner, its in found.items()}


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a paper, ``ja`` or ``en``."""

    language: str

    def pick(self, ja: str, en: str) -> str:
        """The text of this language; the Japanese one where there is no English."""
        return ja if self.language == "ja" or not en else en

    def name(self, record: Named | None) -> str:
        """The name of a record; empty for none."""
        return "" if record is None else self.pick(record.name, record.name_en)

    def period(self, period: Period | None, printed: str = "") -> str:
        """A period as printed in Japanese, or as this language names it."""
        if self.language == "ja" and printed:
            return printed
        return "" if period is None else self.pick(period.label_ja, period.label_en)

    def unit(self, unit: str) -> str:
        """A unit as this language writes it."""
        return self.pick(unit, read_unit(unit).label_en)

    def figure(self, value: Decimal | None, printed: str = "") -> str:
        """A number with the digits of its document; in English without Japanese words."""
        if printed and (self.language == "ja" or printed.isascii()):
            return printed
        return "" if value is None else figure_text(value)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One city on one day, judged, with its records by id and by what they belong to."""

    city: City
    as_of: date
    tongue: Tongue
    judged: dict[str, Achievement]
    grades: dict[str, tuple[str, str]]
    series: Series
    amounts: dict[str, tuple[StageAmount, ...]]
    organisations: dict[str, Organisation]
    elements: dict[str, Element]
    levels: dict[str, Level]
    observations: dict[str, Observation]
    targets_of_plan: dict[str, tuple[Target, ...]]
    milestones_of_target: dict[str, tuple[Milestone, ...]]
    children: dict[str, tuple[Element, ...]]
    programs: dict[str, Program]
    goals: dict[str, tuple[str, ...]]
    # Listings that an amount may belong to, without its being settled.
    untied: frozenset[str]
    # Evaluations of elements that are printed as sheets, and not as comments alone.
    on_sheets: frozenset[str]

    def bureau_and_section(self, organisation: str | None) -> tuple[str, str]:
        """The names of the bureau and of the section that an organisation stands for."""
        names: dict[OrganisationKind, str] = {}
        seen: set[str] = set()
        one = organisation
        while one is not None and one in self.organisations and one not in seen:
            seen.add(one)
            row = self.organisations[one]
            names.setdefault(row.kind, self.tongue.name(row))
            one = row.parent
        first = (
            "" if organisation is None else self.tongue.name(self.organisations.get(organisation))
        )
        bureau = names.get(OrganisationKind.BUREAU) or names.get(OrganisationKind.WARD, "")
        section = names.get(OrganisationKind.SECTION, "")
        return (bureau, section) if bureau or section else ("", first)

    def ancestors(self, element: Element) -> tuple[Element, ...]:
        """The elements above an element, the highest first; a circle is followed once."""
        found: list[Element] = []
        seen = {element.id}
        parent = element.parent
        while parent is not None and parent in self.elements and parent not in seen:
            seen.add(parent)
            found.append(self.elements[parent])
            parent = self.elements[parent].parent
        return tuple(reversed(found))


def look_up(city: City, as_of: date, language: str) -> Lookup:
    """Judge a city and index its records for papers in one language."""
    known = {row.id for row in city.indicators}
    targets = tuple(row for row in city.targets if row.indicator in known)
    judged = evaluate(_with_targets(city, targets), as_of)
    tongue = Tongue(language)
    graded = {
        one: (grade.grade, tongue.pick(grade.label, grade.label_en) or grade.grade)
        for one, grade in grades_by_target(city, judged).items()
    }
    links = grouped(city.sdg_links, lambda row: row.target or row.element)
    ordered = sorted(city.elements, key=lambda row: row.order)
    return Lookup(
        city=city,
        as_of=as_of,
        tongue=tongue,
        judged={one.target.id: one for one in judged},
        grades=graded,
        series=Series(city),
        amounts=amounts_of_listings(city),
        organisations={row.id: row for row in city.organisations},
        elements={row.id: row for row in city.elements},
        levels={row.id: row for row in city.levels},
        observations={row.id: row for row in city.observations},
        targets_of_plan=grouped(targets, lambda row: row.plan),
        milestones_of_target=grouped(city.milestones, lambda row: row.target),
        children=grouped(ordered, lambda row: row.parent),
        programs={row.id: row for row in city.programs},
        goals={
            one: tuple(row.sdg_target or str(row.goal) for row in rows)
            for one, rows in links.items()
        },
        untied=frozenset(
            one for row in city.appropriations if row.listing is None for one in row.candidates
        ),
        on_sheets=_on_sheets(city),
    )


def _on_sheets(city: City) -> frozenset[str]:
    """Evaluations of elements that are sheets: boxes of the city's own, or several views."""
    rows = [row for row in city.evaluations if row.element is not None and row.program is None]
    if any(one.sheet is SheetKind.MEASURE for one in city.evaluation_fields):
        return frozenset(row.id for row in rows)
    by_year: dict[tuple[str, str | None, Period | None], set[AuthorRole]] = defaultdict(set)
    for row in rows:
        by_year[row.plan, row.element, row.year].add(row.author_role)
    return frozenset(row.id for row in rows if len(by_year[row.plan, row.element, row.year]) > 1)


def _with_targets(city: City, targets: tuple[Target, ...]) -> City:
    return city if len(targets) == len(city.targets) else replace(city, targets=targets)
