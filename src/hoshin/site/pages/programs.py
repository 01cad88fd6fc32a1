"""The page of one program: where it is listed, what it costs, and the results beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.domain.programs import Program
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import behind, elements, parts
from hoshin.site.pages.behind import Behind
from hoshin.site.pages.elements import Step
from hoshin.site.pages.listings import AmountLine, ListingLine, first_amount, listing_line
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.page_data import Offered, Offering, page_data
from hoshin.site.pages.parts import Fact, GoalTile
from hoshin.site.pages.program_sheets import SheetView, sheets
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramView(Offering):
    """Everything that the page of one program shows."""

    head: Head
    facts: tuple[Fact, ...]
    description: Label
    listings: tuple[ListingLine, ...]
    behind: Behind
    whole: Link | None
    parts: tuple[Link, ...]
    goals: tuple[GoalTile, ...]
    steps: tuple[Step, ...]
    sheets: tuple[SheetView, ...]
    notice: Notice | None
    main_amount: AmountLine | None
    offered: Offered


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
        behind=behind.of_program(frame, program),
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
        main_amount=first_amount(frame, program),
        offered=page_data(
            frame,
            program,
            listings=index.listings_of_program.get(program.id, ()),
            records={
                "schedules": index.schedules_of_program.get(program.id, ()),
                "evaluations": index.evaluations_of_program.get(program.id, ()),
            },
        ),
    )
