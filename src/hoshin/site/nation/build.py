"""Building the pages that compare the cities of a nation, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hoshin import __version__
from hoshin.charts.words import Language
from hoshin.domain.nations import ComparedIndicator
from hoshin.site.addresses import OVERVIEW, Address, root_of
from hoshin.site.build import (
    MARKER,
    Progress,
    SiteSummary,
    marker,
    put_in_place,
    refuse_to_overwrite,
    summary_of,
)
from hoshin.site.frame import Stamp
from hoshin.site.nation.pages import (
    IndicatorLine,
    cities_csv,
    csv_path,
    indicator_line,
    indicator_page,
    indicator_view,
)
from hoshin.site.render import Renderer
from hoshin.site.site_folder import SiteFolder, WrittenFile
from hoshin.site.static_files import STYLE, static_files
from hoshin.site.words import Words, words_of


def build_nation_site(
    indicators: Iterable[ComparedIndicator],
    count: int,
    output: Path,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write a page for each indicator of a nation, and one that lists them, in both languages.

    ``count`` is how many indicators will come, for ``progress``. An earlier site at ``output`` is
    replaced as a whole; raises SiteInTheWayError when anything else is there.
    """
    output = output.absolute()
    refuse_to_overwrite(output)
    with put_in_place(output) as made:
        return _Builder(made, output, progress).build(indicators, count)


class _Builder:
    """Writes the pages into an empty folder; of each indicator its line in the list is kept."""

    def __init__(self, folder: Path, earlier: Path, progress: Progress | None) -> None:
        self._earlier = earlier
        self._progress = progress
        self._site = SiteFolder(folder, earlier)
        self._written: list[WrittenFile] = []
        self._pages = 0

    def build(self, indicators: Iterable[ComparedIndicator], count: int) -> SiteSummary:
        """Write everything; returns what was written."""
        renderer = Renderer(Stamp(__version__, self._static()))
        lines: dict[Language, list[IndicatorLine]] = {one: [] for one in Language}
        for done, indicator in enumerate(indicators):
            if self._progress is not None:
                self._progress(indicator.name, done, count)
            self._write(csv_path(indicator.number), cities_csv(indicator))
            for language in Language:
                words = words_of(language)
                lines[language].append(indicator_line(indicator, words))
                self._page(
                    renderer,
                    words,
                    indicator_page(indicator.number),
                    "nation_indicator.html",
                    one=indicator_view(indicator, words),
                    csv=csv_path(indicator.number),
                )
        for language in Language:
            words = words_of(language)
            self._page(renderer, words, OVERVIEW, "nation.html", lines=lines[language])
        about = {"nation": count, "pages": self._pages}
        self._written.append(self._site.write(MARKER, marker(about, self._written)))
        return summary_of(self._written, self._earlier, self._pages, self._pages)

    def _static(self) -> str:
        """Write the files that every page needs; returns the stamp of the style sheet."""
        style = ""
        for path, content in static_files():
            written = self._write(f"static/{path}", content)
            style = written.digest[:10] if path == STYLE else style
        return style

    def _page(
        self, renderer: Renderer, words: Words, address: Address, template: str, **values: object
    ) -> None:
        text = renderer.text(template, words, address, **values)
        self._write(root_of(words.language) + address.path, text.encode())
        self._pages += 1

    def _write(self, path: str, content: bytes) -> WrittenFile:
        written = self._site.write(path, content)
        self._written.append(written)
        return written
