"""Standing in: for whom somebody acts who holds a right as a deputy alone.

A deed begins in nobody's name but one's own. Each right that it requires says here for whom it is
held, and the record of the deed names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# The persons of the deed under way, by their ids; None outside of any deed.
_FOR: ContextVar[set[int] | None] = ContextVar("acting_for", default=None)


@contextmanager
def one_deed() -> Iterator[None]:
    """Begin a deed: for whom the rights within it are held is kept until it ends."""
    before = _FOR.set(set())
    try:
        yield
    finally:
        _FOR.reset(before)


def stand_in_for(holders: Iterable[int | None]) -> None:
    """Say for whom each of the roles is held that allow the deed under way: None for one's own.

    Whoever holds one of them for themselves acts for nobody else. Of several holders all are named,
    because nothing says which of them was meant.
    """
    deed, named = _FOR.get(), set(holders)
    if deed is not None and None not in named:
        deed.update(one for one in named if one is not None)


def acting_for() -> tuple[int, ...]:
    """The persons for whom the deed under way is done, by their ids; none as a rule."""
    return tuple(sorted(_FOR.get() or ()))
