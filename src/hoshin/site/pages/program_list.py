"""The list of all programs: who runs each, where it is listed, and its first amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages.list_data import programs_data
from hoshin.site.pages.listings import AmountLine, first_amount
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.portions import Pager, Portion, cut, pager, portion_address

PER_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLine:
    """A program in the list of all."""

    link: Link
    organisation: Label
    places: tuple[Label, ...]
    amount: AmountLine | None
    several_amounts: bool
    part_of: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramListView(Offering):
    """Programs in the order of their table."""

    head: Head
    lines: tuple[ProgramLine, ...]
    pager: Pager | None
    offered: Offered


def pages(index: CityIndex) -> Iterator[Page]:
    """The pages that list every program."""
    for portion, ids in cut(tuple(index.programs), PER_PAGE):
        address = portion_address(addresses.PROGRAMS, portion.position)
        make = partial(_view, ids, portion, len(index.programs))
        yield Page(address, "programs.html", make)


def _view(ids: Sequence[str], portion: Portion, how_many: int, frame: Frame) -> ProgramListView:
    index = frame.index
    lines = []
    for program in (index.programs[one] for one in ids):
        listings = index.listings_of_program.get(program.id, ())
        organisation = index.organisations.get(
            program.organisation
            or next((one.organisation for one in listings if one.organisation), None)
            or ""
        )
        amounts = {
            amount.amount_yen
            for one in listings
            for amount in index.appropriations_of_listing.get(one.id, ())
        }
        places = dict.fromkeys(frame.name(index.elements[one.element]) for one in listings)
        lines.append(
            ProgramLine(
                link=Link(frame.name(program), frame.href_of("programs", program.id)),
                organisation=NOTHING if organisation is None else frame.name(organisation),
                places=tuple(places),
                amount=first_amount(frame, program),
                several_amounts=len(amounts) > 1,
                part_of=program.part_of is not None,
            )
        )
    heading = Label(frame.w("pages.programs.title"))
    return ProgramListView(
        head=Head(
            title=portion.title(frame, heading.text),
            heading=heading,
            section="programs",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.programs.lead", how_many),
        ),
        lines=tuple(lines),
        pager=pager(frame, portion, addresses.PROGRAMS),
        offered=offered(
            frame,
            _table(frame, ids, lines),
            programs_data(frame, ids) if lines else None,
            stem=f"programs-{portion.position + 1}",
        ),
    )


def _table(frame: Frame, ids: Sequence[str], lines: Sequence[ProgramLine]) -> tuple[PageFile, ...]:
    """The list of a page as a table; no file where it is empty."""
    if not lines:
        return ()
    w = frame.w
    heads = (
        w("listing.program"),
        w("program.places"),
        w("listing.organisation"),
        w("figures.yen"),
        w("figures.fiscal_year"),
        w("figures.budget_stage"),
        w("program.several_amounts"),
        w("figures.id"),
    )
    rows = (
        (
            line.link.label.text,
            w("common.comma").join(one.text for one in line.places),
            line.organisation.text,
            *_amount_cells(line.amount),
            w("records.yes") if line.several_amounts else "",
            row_id,
        )
        for row_id, line in zip(ids, lines, strict=True)
    )
    return (PageFile("programs.csv", people_csv(heads, rows)),)


def _amount_cells(amount: AmountLine | None) -> tuple[str, str, str]:
    if amount is None:
        return "", "", ""
    return str(amount.money.yen), amount.year, amount.stage
