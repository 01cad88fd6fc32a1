"""The list of programs, and the page of one program: where it is listed and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.domain.programs import ListingKind, Program
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.pages import elements, parts
from hoshin.site.pages.elements import Step
from hoshin.site.pages.listings import AmountLine, ListingLine, amount_line, listing_line
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.parts import Fact, GoalTile
from hoshin.site.pages.program_sheets import SheetView, sheets
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramView:
    """Everything that the page of one program shows."""

    head: Head
    facts: tuple[Fact, ...]
    description: Label
    listings: tuple[ListingLine, ...]
    whole: Link | None
    parts: tuple[Link, ...]
    goals: tuple[GoalTile, ...]
    steps: tuple[Step, ...]
    sheets: tuple[SheetView, ...]
    notice: Notice | None
    main_amount: AmountLine | None


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
    """All programs, in the order of their table."""

    head: Head
    lines: tuple[ProgramLine, ...]


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page for each program."""
    titles = {
        language: distinct(
            (one.id, one.name if language == "ja" else one.name_en or one.name)
            for one in index.city.programs
        )
        for language in ("ja", "en")
    }
    for program in index.programs.values():
        own = {language: its[program.id] for language, its in titles.items()}
        yield Page(
            places.page("programs", program.id), "program.html", partial(_view, program, own)
        )


def list_page() -> Page:
    """The page that lists every program."""
    return Page(addresses.PROGRAMS, "programs.html", _list_view)


def _first_amount(frame: Frame, program: Program) -> AmountLine | None:
    """The amount of the first listing that is not a repetition; no sum is made here."""
    index = frame.index
    for listing in index.listings_of_program.get(program.id, ()):
        amounts = index.appropriations_of_listing.get(listing.id, ())
        if amounts and listing.kind is not ListingKind.RESTATED:
            return amount_line(frame, amounts[0])
    return None


def _view(program: Program, titles: dict[str, str], frame: Frame) -> ProgramView:
    index = frame.index
    listings = tuple(
        listing_line(frame, one) for one in index.listings_of_program.get(program.id, ())
    )
    facts = []
    owner = frame.link("organisations", program.organisation)
    if owner is not None:
        facts.append(Fact(frame.w("program.owner"), owner))
    facts.append(
        Fact(frame.w("program.listed"), frame.w.count("program.listed_times", len(listings)))
    )
    rows = [program.id]
    for listing in index.listings_of_program.get(program.id, ()):
        rows.append(listing.id)
        rows += [one.id for one in index.appropriations_of_listing.get(listing.id, ())]
    return ProgramView(
        head=Head(
            title=frame.w("program.title", name=titles[frame.language.value]),
            heading=frame.name(program),
            section="programs",
            crumbs=frame.crumbs(frame.section_crumb("programs")),
            eyebrow=Label(frame.w("program.eyebrow")),
            original=frame.original(program),
        ),
        facts=tuple(facts),
        description=frame.label(program.description, program.description_en),
        listings=listings,
        whole=frame.link("programs", program.part_of),
        parts=tuple(
            Link(frame.name(one), frame.href_of("programs", one.id))
            for one in index.parts_of_program.get(program.id, ())
        ),
        goals=parts.goal_tiles(frame, index.sdg_of_program.get(program.id, ())),
        steps=tuple(
            elements.step(frame, one) for one in index.schedules_of_program.get(program.id, ())
        ),
        sheets=sheets(frame, program),
        notice=notice(frame, rows),
        main_amount=_first_amount(frame, program),
    )


def _list_view(frame: Frame) -> ProgramListView:
    index = frame.index
    lines = []
    for program in index.programs.values():
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
                amount=_first_amount(frame, program),
                several_amounts=len(amounts) > 1,
                part_of=program.part_of is not None,
            )
        )
    heading = Label(frame.w("pages.programs.title"))
    return ProgramListView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="programs",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.programs.lead", len(lines)),
        ),
        lines=tuple(lines),
    )
