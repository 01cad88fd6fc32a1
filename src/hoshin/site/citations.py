"""Citations: what was taken from each document, in the order of the places in it.

A page of a document lists its citations, so that a reader who holds the document beside it can
go through both. Long documents are split into several pages; the page of a record follows from
its position, and is known before any page is made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from hoshin.domain.city import City
from hoshin.domain.evaluations import Committee, Evaluation, Meeting, Member, Opinion
from hoshin.domain.indicators import Milestone, Observation, Target
from hoshin.domain.links import Contribution, SdgMarkCount, Stakeholder
from hoshin.domain.plans import Element, Plan
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.registers import Agreement, ContextFigure, Pledge, PledgeState
from hoshin.domain.revisions import TargetRevision
from hoshin.domain.rounds import Cycle, Schedule, Stage
from hoshin.domain.rows import Row
from hoshin.domain.sources import PublishedFigure

FIGURES: dict[type[Row], str] = {
    Target: "targets",
    Milestone: "milestones",
    Observation: "observations",
    PublishedFigure: "published_figures",
    Appropriation: "appropriations",
    ContextFigure: "context_figures",
}
OTHERS: dict[type[Row], str] = {
    Plan: "plans",
    Element: "elements",
    Program: "programs",
    ProgramListing: "program_elements",
    SdgMarkCount: "sdg_mark_counts",
    Contribution: "contributions",
    Stakeholder: "stakeholders",
    Cycle: "cycles",
    Stage: "stages",
    Schedule: "schedules",
    Agreement: "agreements",
    Pledge: "pledges",
    PledgeState: "pledge_states",
    TargetRevision: "target_revisions",
    Evaluation: "evaluations",
    Committee: "committees",
    Member: "members",
    Meeting: "meetings",
    Opinion: "opinions",
}
TABLES: dict[type[Row], str] = {**FIGURES, **OTHERS}
PER_PAGE = 500

_CELL = re.compile(r"^(.*?)([A-Z]{1,3})([0-9]+)(.*)$", re.ASCII)
_PIECE = re.compile(r"[0-9]+|[^0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Citation:
    """A record that was taken from a document."""

    table: str
    row: Row

    @property
    def anchor(self) -> str:
        """Its place on the page of the document."""
        return f"_cited.{self.table}.{self.row.id}"

    @property
    def is_figure(self) -> bool:
        """Whether the record holds a figure, and not only a name or a text."""
        return self.table in FIGURES.values()


def place_order(locator: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts places as a reader meets them: numbers by size, cells of a sheet row by row."""
    cell = _CELL.match(locator)
    if cell:
        sheet, column, row, rest = cell.groups()
        locator = f"{sheet}{row} {len(column)}{column}{rest}"
    return tuple(
        (0, int(one), "") if one.isdigit() else (1, 0, one) for one in _PIECE.findall(locator)
    )


class Citations:
    """The citations of every document of a city."""

    def __init__(self, city: City) -> None:
        found: dict[str, list[Citation]] = defaultdict(list)
        for table in TABLES.values():
            for row in getattr(city, table):
                if row.source:
                    found[row.source].append(Citation(table, row))
        self._of_source = {
            source: tuple(sorted(its, key=lambda one: place_order(one.row.locator)))
            for source, its in found.items()
        }
        self._counts = {
            source: (figures := sum(one.is_figure for one in its), len(its) - figures)
            for source, its in self._of_source.items()
        }
        self._pages = {
            (one.table, one.row.id): position // PER_PAGE
            for its in self._of_source.values()
            for position, one in enumerate(its)
        }

    def of_source(self, source: str) -> tuple[Citation, ...]:
        """What was taken from a document, in the order of its places."""
        return self._of_source.get(source, ())

    def count(self, source: str) -> tuple[int, int]:
        """How many figures, and how many other records, were taken from a document."""
        return self._counts.get(source, (0, 0))

    def page_of(self, row: Row) -> int | None:
        """On which page of its document, counted from 0, a record stands; None where on none."""
        return self._pages.get((TABLES.get(type(row), ""), row.id))
