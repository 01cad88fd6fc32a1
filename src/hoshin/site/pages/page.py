"""A page to be made: its address, its template, and how its view is built from a frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from hoshin.site.addresses import Address
from hoshin.site.frame import Frame, Head


class View(Protocol):
    """What a template shows: a frozen dataclass with the page's head."""

    @property
    def head(self) -> Head: ...


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, in whichever language; ``make`` builds its view.

    ``smaller`` are the addresses of pages that show a part of the same view by itself: the view
    has an ``InnerPage`` for each in its ``inner_pages``. They are made, and made again, with it.
    """

    address: Address
    template: str
    make: Callable[[Frame], View]
    smaller: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class InnerPage:
    """A page that is made together with a larger one, from what was gathered for that."""

    address: Address
    template: str
    view: View


def distinct(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A title for each id; where several share one, the id is added to tell them apart."""
    listed = tuple(titles)
    how_many = Counter(title for _, title in listed)
    return {
        row_id: title if how_many[title] == 1 else f"{title} ({row_id})" for row_id, title in listed
    }
