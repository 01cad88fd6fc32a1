"""The list of all programs: who runs each, where it is listed, and its first amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.pages.listings import AmountLine, first_amount
from hoshin.site.pages.page import Page
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
class ProgramListView:
    """Programs in the order of their table."""

    head: Head
    lines: tuple[ProgramLine, ...]
    pager: Pager | None


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
    )
