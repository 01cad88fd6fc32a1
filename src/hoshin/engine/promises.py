"""Promises of evaluation sheets: what was promised in an earlier year, to be answered for now.

A promise is a direction, and what a box of the meaning ``improvement`` says. The latest earlier
year in which anything was promised counts, with what every author promised in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period


class Promising(Protocol):
    """An evaluation, as far as it promises."""

    @property
    def id(self) -> str: ...
    @property
    def year(self) -> Period | None: ...
    @property
    def author_role(self) -> AuthorRole: ...
    @property
    def direction(self) -> str: ...
    @property
    def direction_en(self) -> str: ...


class Improving(Protocol):
    """What one evaluation says is to be improved."""

    @property
    def text(self) -> str: ...
    @property
    def text_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Promise:
    """What one author promised in an earlier year: a direction, and what was to be improved."""

    author: AuthorRole
    year: Period
    direction: str
    direction_en: str
    improvement: str
    improvement_en: str


def promises_before(
    year: Period, evaluations: Iterable[Promising], improvements: Mapping[str, Improving]
) -> tuple[Promise, ...]:
    """What was promised in the latest year before this one in which anything was.

    ``evaluations`` are those of one subject; ``improvements`` by the id of their evaluation.
    """
    found = [
        promise
        for one in evaluations
        if (promise := _promise(one, improvements.get(one.id))) is not None
        and promise.year.end < year.start
    ]
    last = max((one.year.end for one in found), default=None)
    return tuple(one for one in found if one.year.end == last)


def _promise(row: Promising, improved: Improving | None) -> Promise | None:
    if row.year is None or not (row.direction or improved is not None):
        return None
    return Promise(
        row.author_role,
        row.year,
        row.direction,
        row.direction_en,
        "" if improved is None else improved.text,
        "" if improved is None else improved.text_en,
    )
