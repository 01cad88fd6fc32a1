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
from hoshin.engine.standing import Standing
from hoshin.site.addresses import INDEX
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages import parts
from hoshin.site.pages.figure_files import target_data, targets_file
from hoshin.site.pages.money_files import budget_data, listing_data, programs_file
from hoshin.site.pages.record_files import Records, record_data, record_files

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
    records: Records | None = None,
) -> Offered:
    """The files of a record's page; none where it has neither targets nor programs nor money.

    ``records`` are further rows that it shows.
    """
    further = records or {}
    if not (targets or listings or budget or any(further.values())):
        return Offered()
    content: dict[str, Any] = {"targets": [target_data(frame, one) for one in targets]}
    if listings:
        content["programs"] = [listing_data(frame, one) for one in listings]
    if budget is not None:
        content["budget"] = budget_data(budget)
    own = {"id": getattr(row, "id", ""), "name": row.name, "name_en": row.name_en}
    tables = (
        *targets_file(frame, targets),
        *programs_file(frame, listings),
        *record_files(frame, further),
    )
    return offered(frame, tables, own | content | record_data(further))


def records_offered(frame: Frame, records: Records, *more: PageFile) -> Offered:
    """The files of a page that shows records of the plan folder; none where there are none."""
    tables = (*record_files(frame, records), *more)
    return offered(frame, tables, record_data(records)) if tables else Offered()


def offered(
    frame: Frame,
    tables: Iterable[PageFile],
    content: dict[str, Any] | None = None,
    stem: str = "",
) -> Offered:
    """Tables, and the same as data where there are any, offered by the page of a frame.

    ``stem`` begins the names under which they are saved, else the name of the page's folder.
    """
    folder = frame.address.path.removesuffix(INDEX)
    stem = stem or folder.removesuffix("/").rpartition("/")[2]
    tables = tuple(tables)
    links = [
        Offer(
            one.name,
            one.name if one.name.startswith(f"{stem}.") else f"{stem}-{one.name}",
            _what(frame, one.name.partition(".")[0]),
        )
        for one in tables
    ]
    if content is None:
        return Offered(tuple(links), tables)
    beside = DATA if frame.is_ja else f"{frame.site_root}{folder}{DATA}"
    links.append(Offer(beside, f"{stem}.json", frame.w("figures.file.data")))
    if not frame.is_ja:
        return Offered(tuple(links), tables)
    whole = {"release": frame.release_href} | content
    data = PageFile(DATA, f"{json.dumps(whole, ensure_ascii=False)}\n")
    return Offered(tuple(links), (*tables, data))


def _what(frame: Frame, table: str) -> str:
    """What a table holds: in words of its own, else in those for the table of the plan folder."""
    own = f"figures.file.{table}"
    if own in frame.w:
        return frame.w(own)
    return frame.w("figures.table", what=frame.w(f"tables.table.{table}"))


def standings_offered(frame: Frame) -> Offered:
    """How the targets of every plan stand: a row for each plan, the whole city first."""
    index, w = frame.index, frame.w
    whole = (w("figures.city"), "", parts.tally(frame, index.targets.values()))
    tallies = [whole] if index.targets else []
    for plan in index.plans.values():
        its = index.targets_of_plan.get(plan.id, ())
        tallies.append((frame.name(plan).text, plan.id, parts.tally(frame, its)))
    if not tallies:
        return Offered()
    signs = [parts.sign(frame, one).word for one in Standing]
    heads = (w("records.plan"), w("figures.counted_targets"), *signs, w("figures.id"))
    table = people_csv(
        heads,
        (
            (name, str(one.total), *(str(count.number) for count in one.counts), row_id)
            for name, row_id, one in tallies
        ),
    )
    content = {
        "standings": [
            {
                "plan": row_id or None,
                "targets": one.total,
                **{count.sign.standing: count.number for count in one.counts},
            }
            for _, row_id, one in tallies
        ]
    }
    return offered(frame, (PageFile("plans.csv", table),), content, "plans")
