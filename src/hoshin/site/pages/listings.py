"""Listings of programs and their money, as several pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.programs import Appropriation, ListingKind, Program, ProgramListing
from hoshin.site.figures import Money
from hoshin.site.frame import NOTHING, Frame, Label, Link
from hoshin.site.pages.parts import SourceNote, source_note


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLine:
    """One printed amount: year, stage, fund, and how surely it belongs to its program."""

    money: Money
    year: str
    stage: str
    fund: Label
    printed: Label
    link: str
    link_word: str
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingLine:
    """A program where a plan lists it. Only lines of kind ``listing`` are ever added up."""

    anchor: str
    program: Link | None
    element: Link | None
    plan: Link | None
    number: Label
    printed_name: Label
    organisation: Link | None
    category: Label
    kind: str
    kind_word: str
    restates: Link | None
    amounts: tuple[AmountLine, ...]
    candidates: tuple[AmountLine, ...]
    source: SourceNote


def amount_line(frame: Frame, row: Appropriation) -> AmountLine:
    """An amount in words."""
    return AmountLine(
        money=frame.money(row.amount_yen),
        year=frame.period(row.fiscal_year),
        stage=frame.w(f"terms.stage.{row.stage.value}"),
        fund=frame.label(row.fund, row.fund_en),
        printed=frame.japanese(row.amount_printed),
        link=row.link.value,
        link_word=frame.w(f"terms.amount_link.{row.link.value}"),
        source=source_note(frame, row),
    )


def listing_line(frame: Frame, listing: ProgramListing) -> ListingLine:
    """A listing with its amounts."""
    index = frame.index
    element = index.elements.get(listing.element)
    program = index.programs.get(listing.program)
    section = index.organisations.get(
        listing.organisation or (program.organisation if program else None) or ""
    )
    first = index.listings.get(listing.restates or "")
    restates = None
    if first is not None:
        place = index.elements.get(first.element)
        name = NOTHING if place is None else frame.name(place)
        label = Label(f"{name.text} {first.number}".strip() or first.id, name.lang)
        restates = Link(label, frame.href_of("program_elements", first.id))
    printed = listing.name_printed
    return ListingLine(
        anchor=f"_listing.{listing.id}",
        program=frame.link("programs", listing.program),
        element=frame.link("elements", listing.element),
        plan=None if element is None else frame.link("plans", element.plan),
        number=frame.number_label(listing.number),
        printed_name=NOTHING
        if program is None or printed in ("", program.name)
        else frame.japanese(printed),
        organisation=None if section is None else frame.link("organisations", section.id),
        category=frame.label(listing.category, listing.category_en),
        kind=listing.kind.value,
        kind_word=""
        if listing.kind is ListingKind.LISTING
        else frame.w(f"terms.listing.{listing.kind.value}"),
        restates=restates,
        amounts=tuple(
            amount_line(frame, one) for one in index.appropriations_of_listing.get(listing.id, ())
        ),
        candidates=tuple(
            amount_line(frame, one) for one in index.untied_of_listing.get(listing.id, ())
        ),
        source=source_note(frame, listing),
    )


def first_amount(frame: Frame, program: Program) -> AmountLine | None:
    """The amount of the first listing that is not a repetition; no sum is made here."""
    index = frame.index
    for listing in index.listings_of_program.get(program.id, ()):
        amounts = index.appropriations_of_listing.get(listing.id, ())
        if amounts and listing.kind is not ListingKind.RESTATED:
            return amount_line(frame, amounts[0])
    return None
