"""Search: everything that can be found on the site, each record once.

An entry says where a record is shown, what it is called and printed as, and what it belongs to.
``search_file`` hands the entries to the browser, the search page lists them by first letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoshin.charts.words import Language
from hoshin.domain import folding
from hoshin.domain.sdg import GOALS
from hoshin.site import addresses
from hoshin.site.addresses import Address
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import MORE, NAVIGATION
from hoshin.site.places import Places
from hoshin.site.words import words_of

KINDS = (
    "pages",
    "plans",
    "indicators",
    "programs",
    "elements",
    "organisations",
    "agreements",
    "pledges",
    "committees",
    "context_figures",
    "goals",
    "sources",
)
"""What can be found; of equally good matches the earlier kind is shown first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be found: where it is shown, what it is called, what belongs to it.

    ``address`` is that of the page below a language's root. ``numbers`` are those printed before
    the name; ``printed`` other Japanese names that documents print for it; ``figures`` the ids of
    targets, each of which is a place in the page. ``plans`` and ``section`` are ids of other
    entries, ``level`` is the name of the plan's own level in both languages.
    """

    kind: str
    id: str
    address: Address
    name: str
    name_en: str = ""
    plans: tuple[str, ...] = ()
    section: str = ""
    level: tuple[str, str] = ("", "")
    numbers: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""

    @property
    def href(self) -> str:
        """The address as a link from the language's root."""
        anchor = f"#{self.address.anchor}" if self.address.anchor else ""
        return f"{self.address.path}{anchor}"


def entries(index: CityIndex, places: Places) -> tuple[Entry, ...]:
    """Everything that can be found, kind by kind, each record once."""
    found: list[Entry] = []
    for make in (
        _pages,
        _plans,
        _indicators,
        _programs,
        _elements,
        _organisations,
        _registers,
        _context_series,
        _goals,
        _sources,
    ):
        found.extend(make(index, places))
    return tuple(found)


def _pages(index: CityIndex, places: Places) -> Iterator[Entry]:
    """The pages about the whole, by their names in the navigation."""
    ja, en = words_of(Language.JA), words_of(Language.EN)
    for name, address in (*NAVIGATION, *MORE):
        if address in (addresses.OVERVIEW, addresses.CHANGES):
            continue
        title = f"pages.{name}.title"
        yield Entry(
            kind="pages",
            id=f"page-{name}",
            address=address,
            name=ja(f"pages.{name}.menu"),
            name_en=en(f"pages.{name}.menu"),
            text=ja(title),
            text_en=en(title),
        )
    yield Entry(
        kind="pages",
        id="page-global-indicators",
        address=addresses.GLOBAL_INDICATORS,
        name=ja("readings.title"),
        name_en=en("readings.title"),
    )


def _place(places: Places, table: str, row_id: str) -> Address:
    return places.of(table, row_id) or addresses.OVERVIEW


def _known_plans(index: CityIndex, plans: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(plans) if one is not None and one in index.plans)


def _other_names(printed: Iterable[str], name: str) -> tuple[str, ...]:
    """Printed names that would not be found under the name itself, each once."""
    found: dict[str, str] = {}
    known = folding.fold(name)
    for one in printed:
        folded = folding.fold(one)
        if folded and folded not in known:
            found.setdefault(folded, one)
    return tuple(found.values())


def _numbers(printed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in printed if one))


def _plans(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.plans.values():
        yield Entry(
            kind="plans",
            id=one.id,
            address=_place(places, "plans", one.id),
            name=one.name,
            name_en=one.name_en,
            printed=_other_names((one.edition,), one.name),
        )


def _indicators(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.indicators.values():
        targets = index.targets_of_indicator.get(one.id, ())
        yield Entry(
            kind="indicators",
            id=one.id,
            address=_place(places, "indicators", one.id),
            name=one.name,
            name_en=one.name_en,
            plans=_known_plans(index, (target.plan for target in targets)),
            section=one.organisation or "",
            numbers=_numbers(target.number for target in targets),
            printed=_other_names((target.name_printed for target in targets), one.name),
            figures=tuple(target.id for target in targets),
            text=one.definition,
            text_en=one.definition_en,
        )


def _programs(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.programs.values():
        listings = index.listings_of_program.get(one.id, ())
        yield Entry(
            kind="programs",
            id=one.id,
            address=_place(places, "programs", one.id),
            name=one.name,
            name_en=one.name_en,
            plans=_known_plans(index, (index.elements[its.element].plan for its in listings)),
            section=one.organisation or "",
            printed=_other_names((its.name_printed for its in listings), one.name),
            text=one.description,
            text_en=one.description_en,
        )


def _elements(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.elements.values():
        level = index.levels.get(one.level)
        yield Entry(
            kind="elements",
            id=one.id,
            address=_place(places, "elements", one.id),
            name=one.name,
            name_en=one.name_en,
            plans=_known_plans(index, (one.plan,)),
            section=one.organisation or "",
            level=("", "") if level is None else (level.name, level.name_en),
            numbers=_numbers((one.number,)),
            text=one.description,
            text_en=one.description_en,
        )


def _organisations(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.organisations.values():
        yield Entry(
            kind="organisations",
            id=one.id,
            address=_place(places, "organisations", one.id),
            name=one.name,
            name_en=one.name_en,
            section=one.parent or "",
            numbers=_numbers((one.municipal_code,)),
        )


def _registers(index: CityIndex, places: Places) -> Iterator[Entry]:
    city = index.city
    for agreement in city.agreements:
        element = index.elements.get(agreement.element or "")
        yield Entry(
            kind="agreements",
            id=agreement.id,
            address=_place(places, "agreements", agreement.id),
            name=agreement.name,
            name_en=agreement.name_en,
            plans=_known_plans(index, (element.plan,)) if element else (),
            printed=_other_names((agreement.partners_printed,), agreement.name),
        )
    for pledge in city.pledges:
        yield Entry(
            kind="pledges",
            id=pledge.id,
            address=_place(places, "pledges", pledge.id),
            name=pledge.name,
            name_en=pledge.name_en,
            plans=_known_plans(index, (pledge.plan,)),
            numbers=_numbers((pledge.number,)),
            text=pledge.manifesto,
            text_en=pledge.manifesto_en,
        )
    for committee in city.committees:
        yield Entry(
            kind="committees",
            id=committee.id,
            address=_place(places, "committees", committee.id),
            name=committee.name,
            name_en=committee.name_en,
            plans=_known_plans(index, (committee.plan,)),
        )


def _context_series(index: CityIndex, places: Places) -> Iterator[Entry]:
    """Context figures, one entry for each series in time of one plan."""
    seen: set[tuple[str | None, str, str]] = set()
    for one in index.city.context_figures:
        series = (one.plan, one.series or one.id, one.name)
        if series in seen:
            continue
        seen.add(series)
        yield Entry(
            kind="context_figures",
            id=one.id,
            address=_place(places, "context_figures", one.id),
            name=one.name,
            name_en=one.name_en,
            plans=_known_plans(index, (one.plan,)),
        )


def _goals(index: CityIndex, places: Places) -> Iterator[Entry]:
    """The goals of the SDGs that the city's plans name."""
    named = {link.goal for link in index.city.sdg_links}
    for goal in GOALS:
        if goal.number in named:
            yield Entry(
                kind="goals",
                id=f"sdg-{goal.number}",
                address=addresses.SDGS.at(f"_goal-{goal.number}"),
                name=goal.name_ja,
                name_en=goal.name_en,
                numbers=(str(goal.number),),
            )


def _sources(index: CityIndex, places: Places) -> Iterator[Entry]:
    for one in index.sources.values():
        yield Entry(
            kind="sources",
            id=one.id,
            address=_place(places, "sources", one.id),
            name=one.title,
            name_en=one.title_en,
        )
