"""Places: on which page, and where in it, a reader finds any record of any table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hoshin.domain.rows import Row
from hoshin.domain.sources import Operation
from hoshin.site import addresses
from hoshin.site.addresses import INDEX, Address, FolderNames
from hoshin.site.citations import TABLES, Citation, Citations
from hoshin.site.city_index import CityIndex

_REGISTERS = {
    "agreements": (addresses.REGISTERS, "_agreement"),
    "pledges": (addresses.REGISTERS, "_pledge"),
    "stakeholders": (addresses.REGISTERS, "_stakeholder"),
    "context_figures": (addresses.CONTEXT, "_figure"),
    "known_errors": (addresses.PROBLEMS, "_known"),
}


class Places:
    """The address of every record of a city."""

    def __init__(self, index: CityIndex) -> None:
        self._index = index
        self._folders = {
            "plans": FolderNames(index.plans),
            "elements": FolderNames(index.elements),
            "indicators": FolderNames(index.indicators),
            "programs": FolderNames(index.programs),
            "organisations": FolderNames(index.organisations),
            "sources": FolderNames(index.sources),
        }
        city = index.city
        self.citations = Citations(city)
        self._rows: dict[str, dict[str, Any]] = {
            table: {row.id: row for row in getattr(city, table)}
            for table in (
                "levels",
                "milestones",
                "published_figures",
                "appropriations",
                "sdg_links",
                "sdg_mark_counts",
                "schedules",
                "evaluations",
                "members",
                "opinions",
                "contributions",
                "cycles",
                "stages",
            )
        }
        self._direct: dict[str, Callable[[str], Address | None]] = {
            "targets": self.target,
            "program_elements": self.listing,
            "observations": self._observation,
            "committees": self._known(addresses.COMMITTEES, "_committee", "committees"),
            "meetings": self._known(addresses.COMMITTEES, "_meeting", "meetings"),
        }

    def page(self, kind: str, row_id: str) -> Address:
        """The page of a record that has one of its own (``kind`` is the table's name)."""
        return Address(f"{kind}/{self._folders[kind].folder(row_id)}/{INDEX}")

    def embed(self, row_id: str) -> Address:
        """The chart of an indicator alone, for a frame of another page."""
        return Address(f"indicators/{self._folders['indicators'].folder(row_id)}/embed/{INDEX}")

    def target(self, row_id: str) -> Address | None:
        """The stable address of a figure: its indicator's page, at the target's id."""
        row = self._index.targets.get(row_id)
        return None if row is None else self.page("indicators", row.indicator).at(row.id)

    def listing(self, row_id: str) -> Address | None:
        """A listing on its program's page."""
        row = self._index.listings.get(row_id)
        return None if row is None else self.page("programs", row.program).at(f"_listing.{row.id}")

    def source_page(self, row_id: str, position: int = 0) -> Address:
        """A page of what was taken from a document; ``position`` counts its pages from 0."""
        folder = self._folders["sources"].folder(row_id)
        part = f"{position + 1}/" if position else ""
        return Address(f"sources/{folder}/{part}{INDEX}")

    def citation(self, row: Row) -> Address | None:
        """Where a record stands among those of its document; the document's page where it is
        not listed there, None where its document is not known."""
        if row.source is None or row.source not in self._index.sources:
            return None
        position = self.citations.page_of(row)
        if position is None:
            return self.source_page(row.source)
        cited = Citation(TABLES[type(row)], row)
        return self.source_page(row.source, position).at(cited.anchor)

    def of(self, table: str, row_id: str) -> Address | None:
        """Where a record is shown; None when there is no such record or no page shows it."""
        table = table.removesuffix(".csv")
        if table in self._folders:
            known = getattr(self._index, table)
            return self.page(table, row_id) if row_id in known else None
        if table in self._direct:
            return self._direct[table](row_id)
        if table in _REGISTERS:
            page, prefix = _REGISTERS[table]
            return page.at(f"{prefix}.{row_id}")
        row = self._rows.get(table, {}).get(row_id)
        return None if row is None else self._by_owner(table, row)

    def _known(self, page: Address, prefix: str, table: str) -> Callable[[str], Address | None]:
        rows = getattr(self._index, table)
        return lambda row_id: page.at(f"{prefix}.{row_id}") if row_id in rows else None

    def _observation(self, row_id: str) -> Address | None:
        row = self._index.observations.get(row_id)
        if row is None or row.indicator not in self._index.indicators:
            return None
        return self.page("indicators", row.indicator).at(f"_value.{row.id}")

    def _by_owner(self, table: str, row: Any) -> Address | None:
        if table == "levels":
            return self.of("plans", row.plan)
        if table == "members":
            return self.of("committees", row.committee)
        if table == "opinions":
            known = row.meeting in self._index.meetings
            return addresses.COMMITTEES.at(f"_opinion.{row.id}") if known else None
        if table in ("cycles", "stages"):
            return addresses.CALENDAR.at(f"_{table}.{row.id}")
        if table == "contributions":
            return addresses.SYNERGIES.at(f"_link.{row.id}")
        if table == "schedules":
            return addresses.SCHEDULE.at(f"_step.{row.id}")
        if table == "appropriations":
            listing = row.listing or next(iter(row.candidates), None)
            return None if listing is None else self.listing(listing)
        if table == "evaluations" and row.targets:
            return self.target(row.targets[0])
        if table == "milestones":
            card = self.target(row.target)
            return None if card is None else card.at(f"_milestone.{row.id}")
        if table == "published_figures" and row.operation is not Operation.ACHIEVEMENT:
            return addresses.BUDGET.at(f"_total.{row.id}")
        for column, owner in (
            ("target", "targets"),
            ("element", "elements"),
            ("program", "programs"),
            ("pledge", "pledges"),
        ):
            value = getattr(row, column, None)
            if value is not None:
                return self.of(owner, value)
        return None
