"""Building the site of several cities: their own sites below it, whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hoshin import __version__
from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.comparisons import CommonSeries, SeriesMember
from hoshin.domain.problems import Problem
from hoshin.site.addresses import OVERVIEW, Address, root_of
from hoshin.site.build import (
    MARKER,
    Progress,
    SiteSummary,
    files_below,
    marker,
    put_in_place,
    refuse_to_overwrite,
    summary_of,
    write_site,
)
from hoshin.site.cities.comparison import (
    CITIES,
    CityFrame,
    CityLine,
    Comparison,
    MemberRow,
    city_line,
    comparison,
    member_row,
    series_page,
)
from hoshin.site.frame import Stamp
from hoshin.site.page_making import Workshop
from hoshin.site.render import Renderer
from hoshin.site.sharing import ROBOTS, SITEMAP, clean_address, robots, sitemap
from hoshin.site.site_folder import SiteFolder, WrittenFile
from hoshin.site.site_inputs import SiteInputs
from hoshin.site.static_files import STYLE, static_files
from hoshin.site.words import Words


@dataclass(frozen=True, slots=True)
class CityToShow:
    """One city of the site: the folder of its pages, what is published, and its downloads."""

    folder: str
    city: City
    as_of: date
    problems: tuple[Problem, ...]
    downloads: Mapping[str, bytes]


def build_cities_site(
    cities: Sequence[CityToShow],
    series: Sequence[CommonSeries],
    output: Path,
    progress: Progress | None = None,
    processes: int | None = None,
    address: str = "",
) -> SiteSummary:
    """Write the sites of several cities below ``output``, and the pages that compare them.

    ``address`` is where the whole site will stand on the web, as for ``build_site``.

    Raises what ``build_site`` raises; an earlier site at ``output`` is replaced as a whole.
    """
    output = output.absolute()
    refuse_to_overwrite(output)
    with put_in_place(output) as made:
        return _Builder(made, output, series, progress, processes, clean_address(address)).build(
            cities
        )


class _Builder:
    """Writes the site of several cities into an empty folder, one city after the other."""

    def __init__(
        self,
        folder: Path,
        earlier: Path,
        series: Sequence[CommonSeries],
        progress: Progress | None,
        processes: int | None,
        address: str,
    ) -> None:
        self._folder = folder
        self._earlier = earlier
        self._series = series
        self._progress = progress
        self._processes = processes
        self._address = address
        self._site = SiteFolder(folder, earlier)
        self._written: list[WrittenFile] = []
        self._cities: dict[Language, list[CityLine]] = defaultdict(list)
        self._rows: dict[tuple[SeriesMember, str, Language], MemberRow] = {}
        self._pages = 0
        self._made = 0

    def build(self, cities: Sequence[CityToShow]) -> SiteSummary:
        """Write everything; returns what was written."""
        for one in cities:
            self._write_city(one)
        self._write_pages(cities)
        return summary_of(self._written, self._earlier, self._pages, self._made)

    def _write_city(self, one: CityToShow) -> None:
        place = f"{CITIES}/{one.folder}"
        folder = self._folder / place
        folder.mkdir(parents=True)
        summary, workshop = write_site(
            folder,
            self._earlier / place,
            SiteInputs(
                city=one.city,
                as_of=one.as_of,
                problems=one.problems,
                downloads=one.downloads,
                address=f"{self._address}{place}/" if self._address else "",
                among_cities=True,
            ),
            self._progress,
            self._processes,
        )
        self._pages += summary.pages
        self._made += summary.made
        files = files_below(folder)
        changed = set(summary.changed) if files_below(self._earlier / place) else files
        self._written.extend(
            WrittenFile(f"{place}/{path}", (folder / path).stat().st_size, "", path in changed)
            for path in sorted(files)
        )
        self._gather(one, workshop)

    def _gather(self, one: CityToShow, workshop: Workshop) -> None:
        """Keep what the pages of several cities show of this one, and let go of the rest."""
        for language in Language:
            self._cities[language].append(
                city_line(CityFrame(language, workshop, one.folder, OVERVIEW))
            )
            for series in self._series:
                frame = CityFrame(language, workshop, one.folder, series_page(series.code))
                for member in series.members:
                    if member.city == one.folder:
                        self._rows[member, series.code, language] = member_row(frame, member)

    def _write_pages(self, cities: Sequence[CityToShow]) -> None:
        names = tuple(one.city.name for one in cities)
        style = ""
        for path, content in static_files():
            written = self._site.write(f"static/{path}", content)
            self._written.append(written)
            style = written.digest[:10] if path == STYLE else style
        renderer = Renderer(Stamp(__version__, style))
        for language in Language:
            words = Words(language)
            compared = [
                comparison(one, [self._rows[its, one.code, language] for its in one.members], words)
                for one in self._series
            ]
            lines = self._cities[language]
            self._page(renderer, words, OVERVIEW, "cities.html", lines, compared)
            for one in compared:
                page = series_page(one.code)
                self._page(renderer, words, page, "cities_series.html", lines, [one])
        if self._address:
            self._write_for_the_web(cities)
        about = {"cities": names, "pages": self._pages}
        self._written.append(self._site.write(MARKER, marker(about, self._written)))

    def _write_for_the_web(self, cities: Sequence[CityToShow]) -> None:
        """The map of the comparison's own pages, and where those of the cities are."""
        pages = (OVERVIEW, *(series_page(one.code) for one in self._series))
        day = max(one.as_of for one in cities).isoformat()
        own = [f"{self._address}{CITIES}/{one.folder}/" for one in cities]
        for path, text in (
            (SITEMAP, sitemap(self._address, pages, day)),
            (ROBOTS, robots([self._address, *own])),
        ):
            self._written.append(self._site.write(path, text.encode()))

    def _page(
        self,
        renderer: Renderer,
        words: Words,
        address: Address,
        template: str,
        lines: Sequence[CityLine],
        compared: Sequence[Comparison],
    ) -> None:
        text = renderer.text(template, words, address, cities=lines, compared=compared)
        path = root_of(words.language) + address.path
        self._written.append(self._site.write(path, text.encode()))
        self._pages += 1
        self._made += 1
