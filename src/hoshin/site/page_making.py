"""Making pages: the judged city of one build, and each of its pages in both languages.

A recipe is all that a build is made from, so that another process can make pages of it too.
"""

from __future__ import annotations

import pickle
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem
from hoshin.engine.achievement import Judge
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.every_page import all_pages
from hoshin.site.frame import Frame, Stamp
from hoshin.site.page_files import PageFile
from hoshin.site.page_memory import RememberedPage, made_from, read_memory
from hoshin.site.pages.downloads import Download
from hoshin.site.pages.page import InnerPage, Page, View
from hoshin.site.pages.parts import main_target
from hoshin.site.places import Places
from hoshin.site.reads import Answers, Digests, Reads
from hoshin.site.release_notes import ReleaseNotes
from hoshin.site.render import Renderer
from hoshin.site.search import entries
from hoshin.site.search_file import index_file
from hoshin.site.site_folder import SiteFolder, WrittenFile
from hoshin.site.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the pages of one build are made from, and the folder that they are written to."""

    city: City
    as_of: date
    problems: tuple[Problem, ...]
    release_notes: ReleaseNotes | None
    forecasts: tuple[Forecast, ...]
    judge: Judge | None = None
    offered: tuple[Download, ...]
    archive: Download | None
    stamp: Stamp
    folder: Path
    earlier: Path


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page of the new site: its position among all, its files, and what to remember of it.

    ``remembered`` is None for a page that was taken over, of which the earlier site's memory stays,
    and for one that asked a question which cannot be written down.
    """

    position: int
    files: tuple[WrittenFile, ...]
    taken_over: bool
    remembered: RememberedPage | None = None


class Workshop:
    """One judged city, and everything that is found once for all of its pages.

    ``digests`` are those of the city's records, as far as they are known.
    """

    def __init__(self, recipe: Recipe, digests: Digests | None = None) -> None:
        self.recipe = recipe
        self.index = CityIndex(
            recipe.city,
            recipe.as_of,
            recipe.problems,
            recipe.release_notes,
            recipe.forecasts,
            recipe.judge,
        )
        self.places = Places(self.index)
        self.found = entries(self.index, self.places)
        self.pages = tuple(
            all_pages(self.index, self.places, recipe.offered, recipe.archive, self.found)
        )
        self.words = {language: words_of(language) for language in Language}
        self.renderer = Renderer(recipe.stamp)
        self.folder = SiteFolder(recipe.folder, recipe.earlier)
        self.memory = read_memory(recipe.earlier)
        self._digests = digests or Digests()
        self._answers = Answers(self.index, self.places, self._digests)

    def _own_digest(self, page: Page) -> bytes | None:
        """The digest of what a page is made from besides the city; None where it has none."""
        try:
            return self._digests.of((self.recipe.stamp, page.address, page.template, page.make))
        except (pickle.PicklingError, AttributeError, TypeError):
            # A page made by a function that cannot be named is made anew every time.
            return None

    def pages_at(self, position: int) -> int:
        """How many pages are made at a position, in both languages."""
        return len(Language) * (1 + len(self.pages[position].smaller))

    def prepare(self) -> None:
        """Do once what making every page needs; where most are taken over, nothing."""
        if not self.memory:
            self.renderer.prepare({one.template for one in self.pages})

    def search_index(self) -> str:
        """Everything that can be found, with where each indicator stands."""
        index = self.index
        frame = Frame(Language.JA, index, self.places, self.words[Language.JA], addresses.OVERVIEW)
        shown = {
            row_id: main_target(frame, index.targets_of_indicator.get(row_id, ()))
            for row_id in index.indicators
        }
        standings = {row_id: index.judged[one.id].standing for row_id, one in shown.items() if one}
        return index_file(self.found, standings, index.city.search_words)

    def not_found(self) -> str:
        """The page for addresses that do not exist, in both languages at once."""
        return self.renderer.not_found(self.index, self.words)

    def finish(self, position: int) -> FinishedPage:
        """Take over a page that would come out the same, else make it in both languages."""
        page = self.pages[position]
        own = self._own_digest(page)
        held = self.memory.get(page.address.path)
        if own is not None and held is not None:
            is_same = made_from(own, held.reads, self._answers) == held.made_from
            taken = self.folder.take_over(held.files) if is_same else None
            if taken is not None:
                return FinishedPage(position, tuple(taken), taken_over=True)
        files, reads = self._make(page)
        remembered = None
        if own is not None and reads is not None:
            remembered = RememberedPage(
                made_from(own, reads, self._answers),
                {one.path: one.digest for one in files},
                reads,
            )
        return FinishedPage(position, files, taken_over=False, remembered=remembered)

    def _make(self, page: Page) -> tuple[tuple[WrittenFile, ...], tuple[str, ...] | None]:
        """Write the files of a page, with the questions it asked; None where one has no words."""
        reads = Reads()
        index = cast(CityIndex, reads.watched("index", self.index))
        places = cast(Places, reads.watched("places", self.places))
        both: dict[Hashable, Any] = {}
        files: list[WrittenFile] = []
        for language in Language:
            frame = Frame(language, index, places, self.words[language], page.address, both)
            view = page.make(frame)
            files += self._write(page.template, frame, view)
            for one in getattr(view, "inner_pages", ()):
                if isinstance(one, InnerPage):
                    files += self._write(one.template, frame.at(one.address), one.view)
        return tuple(files), tuple(sorted(reads.found)) if reads.complete else None

    def _write(self, template: str, frame: Frame, view: View) -> Iterator[WrittenFile]:
        """Write a page and the files beside it."""
        path = addresses.root_of(frame.language) + frame.address.path
        yield self.folder.write(path, self.renderer.page(template, frame, view).encode())
        beside = path.removesuffix(path.rpartition("/")[2])
        for one in getattr(view, "files", ()):
            if isinstance(one, PageFile):
                yield self.folder.write(f"{beside}{one.name}", one.content.encode())
