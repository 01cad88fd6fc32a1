"""Portions: a list too long for one page stands on several, each with the way to the others.

A page of a list names the pages at both ends and those beside it, never all of them: what a list
costs grows with its length and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from hoshin.site.addresses import INDEX, Address
from hoshin.site.frame import Frame, Label, Link

T = TypeVar("T")
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Portion:
    """Which of the pages of a list a page is, counted from 0, and how many there are."""

    position: int
    how_many: int

    def title(self, frame: Frame, title: str) -> str:
        """The title of a page, told apart from those of the other portions."""
        if not self.position:
            return title
        part = frame.w("common.page_n", n=f"{self.position + 1:,}")
        return frame.w("common.with_note", text=title, note=part)


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to the other pages of a list; ``links`` leaves out pages in between (None)."""

    before: Link | None
    links: tuple[Link | None, ...]
    after: Link | None


def cut(rows: Sequence[T], most: int) -> list[tuple[Portion, Sequence[T]]]:
    """The rows in portions of at most so many; no rows are one empty portion."""
    parts = [rows[first : first + most] for first in range(0, len(rows), most)] or [rows]
    return [(Portion(at, len(parts)), part) for at, part in enumerate(parts)]


def portion_address(first: Address, position: int) -> Address:
    """The page of a portion of the list that begins at ``first``.

    Its folder begins with ``_``, which no id does, so it meets no page of a record.
    """
    if not position:
        return first
    return Address(f"{first.path.removesuffix(INDEX)}_{position + 1}/{INDEX}")


def pager(frame: Frame, portion: Portion, first: Address) -> Pager | None:
    """The way to the other portions of the list that begins at ``first``; None if it is one."""
    return pager_over(frame, portion, partial(portion_address, first))


def pager_over(frame: Frame, portion: Portion, page_at: Callable[[int], Address]) -> Pager | None:
    """The way to the other portions, of which ``page_at`` knows the pages; None if it is one."""
    here, last = portion.position, portion.how_many - 1
    if not last:
        return None

    def link(to: int, word: str) -> Link:
        return Link(Label(word), frame.href(page_at(to)), "page" if to == here else "")

    links: list[Link | None] = []
    passed = -1
    for one in sorted({0, *range(max(here - _BESIDE, 0), min(here + _BESIDE, last) + 1), last}):
        links += [None] if one > passed + 1 else []
        links.append(link(one, f"{one + 1:,}"))
        passed = one
    return Pager(
        link(here - 1, frame.w("common.page_before")) if here else None,
        tuple(links),
        link(here + 1, frame.w("common.page_after")) if here < last else None,
    )
