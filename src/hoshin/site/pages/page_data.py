"""What a page offers for download: its tables for spreadsheets, and the same as data for programs.

The tables stand beside the page in its language. The data, in codes and with names in both
languages, stand once, beside the Japanese page; both pages lead there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.charts.speech import HasName
from hoshin.domain.indicators import Target
from hoshin.domain.programs import ProgramListing
from hoshin.engine.budgets import Budget
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile
from hoshin.site.pages.figure_files import target_data, targets_file
from hoshin.site.pages.money_files import budget_data, listing_data, programs_file

DATA = "data.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that a page offers: its link, the name to save it under, and what it holds."""

    href: str
    saved_as: str
    what: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The files of a page, and those of them that are written beside it."""

    offers: tuple[Offer, ...] = ()
    files: tuple[PageFile, ...] = ()


class Offering:
    """A view whose page offers files: they are written beside it."""

    __slots__ = ()
    offered: Offered

    @property
    def files(self) -> tuple[PageFile, ...]:
        """The files written beside the page."""
        return self.offered.files


def page_data(
    frame: Frame,
    row: HasName,
    *,
    targets: Sequence[Target] = (),
    listings: Sequence[ProgramListing] = (),
    budget: Budget | None = None,
) -> Offered:
    """The files of a record's page; none where it has neither targets nor programs nor money."""
    if not (targets or listings or budget):
        return Offered()
    content: dict[str, Any] = {"targets": [target_data(frame, one) for one in targets]}
    if listings:
        content["programs"] = [listing_data(frame, one) for one in listings]
    if budget is not None:
        content["budget"] = budget_data(budget)
    own = {"id": getattr(row, "id", ""), "name": row.name, "name_en": row.name_en}
    tables = (*targets_file(frame, targets), *programs_file(frame, listings))
    return offered(frame, tables, own | content)


def offered(frame: Frame, tables: Iterable[PageFile], content: dict[str, Any]) -> Offered:
    """Tables and the same as data, offered by the page of a frame."""
    folder = frame.address.path.rpartition("/")[0]
    stem = folder.rpartition("/")[2]
    tables = tuple(tables)
    links = [
        Offer(
            one.name,
            one.name if one.name.startswith(f"{stem}.") else f"{stem}-{one.name}",
            frame.w(f"figures.file.{one.name.partition('.')[0]}"),
        )
        for one in tables
    ]
    beside = DATA if frame.is_ja else f"{frame.site_root}{folder}/{DATA}"
    links.append(Offer(beside, f"{stem}.json", frame.w("figures.file.data")))
    if not frame.is_ja:
        return Offered(tuple(links), tables)
    whole = {"as_of": frame.index.as_of.isoformat()} | content
    data = PageFile(DATA, f"{json.dumps(whole, ensure_ascii=False)}\n")
    return Offered(tuple(links), (*tables, data))
