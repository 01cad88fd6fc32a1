"""Listings: which programs a plan lists below an element, and which of the rows are added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hoshin.domain.city import City
from hoshin.domain.plans import Element
from hoshin.domain.programs import Appropriation, ListingKind, ProgramListing


def elements_below(elements: Iterable[Element], element_id: str) -> frozenset[str]:
    """The ids of an element and of everything below it; empty when there is no such element.

    A tree that runs in a circle is followed once.
    """
    children: dict[str, list[str]] = defaultdict(list)
    exists = False
    for element in elements:
        exists = exists or element.id == element_id
        if element.parent is not None:
            children[element.parent].append(element.id)
    found: set[str] = set()
    waiting = [element_id] if exists else []
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children.get(one, ()))
    return frozenset(found)


def listings_below(city: City, element_id: str) -> tuple[ProgramListing, ...]:
    """Every listing in an element's subtree, of all kinds, in the order of the table."""
    below = elements_below(city.elements, element_id)
    return tuple(row for row in city.program_elements if row.element in below)


def is_added(listing: ProgramListing) -> bool:
    """Whether a listing takes part in its table's printed total and count.

    Restated rows, parts of another row, frames that hold other rows and bare names do not.
    """
    return listing.kind is ListingKind.LISTING


def amounts_by_listing(city: City) -> dict[str, list[Appropriation]]:
    """The appropriations tied to each listing, by the listing's id."""
    found: dict[str, list[Appropriation]] = defaultdict(list)
    for row in city.appropriations:
        if row.listing is not None:
            found[row.listing].append(row)
    return found


def untied_amounts(city: City, listing_ids: frozenset[str]) -> tuple[Appropriation, ...]:
    """Amounts tied to no single listing, all of whose candidates are among the given listings.

    Which program each belongs to is not known, but that all of them stand here is.
    """
    return tuple(
        row
        for row in city.appropriations
        if row.listing is None and row.candidates and listing_ids.issuperset(row.candidates)
    )
