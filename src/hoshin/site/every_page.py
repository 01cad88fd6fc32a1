"""Every page of a site, in the order in which they are made: the long lists come first."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.site.city_index import CityIndex
from hoshin.site.pages import (
    accessibility,
    budget,
    budget_reflections,
    calendar,
    changes,
    committees,
    context,
    downloads,
    elements,
    indicator_list,
    indicators,
    local_readings,
    method,
    organisation_list,
    organisations,
    overview,
    plans,
    problems,
    program_list,
    programs,
    registers,
    schedule,
    sdgs,
    search,
    sources,
    synergies,
)
from hoshin.site.pages.downloads import Download
from hoshin.site.pages.page import Page
from hoshin.site.places import Places
from hoshin.site.search import Entry


def all_pages(
    index: CityIndex,
    places: Places,
    files: tuple[Download, ...],
    archive: Download | None,
    found: tuple[Entry, ...],
) -> Iterator[Page]:
    """Every page of a site, the same ones in each language."""
    yield overview.page(files)
    yield plans.list_page()
    yield from indicator_list.pages(index)
    yield from program_list.pages(index)
    yield from budget.pages(index, places)
    yield budget_reflections.page()
    yield sdgs.page()
    yield local_readings.page()
    yield synergies.page()
    yield schedule.page()
    yield registers.page()
    yield organisation_list.page()
    yield committees.page()
    yield calendar.page()
    yield context.page()
    yield problems.page()
    yield method.page()
    yield downloads.page(files, archive)
    yield from search.pages(found)
    yield accessibility.page()
    yield changes.page()
    yield from plans.pages(index, places)
    yield from elements.pages(index, places)
    yield from indicators.pages(index, places)
    yield from programs.pages(index, places)
    yield from organisations.pages(index, places)
    yield from sources.pages(index, places)
