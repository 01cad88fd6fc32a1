"""Drawn cities: little tables, written as a person would draw them, read as a plan folder is read.

A table is text: a line of column names, then a line for each row, cells parted by ``|``. Columns
that do not matter to an example are left out and filled in, and so are the rows that others name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.engine.checks import check
from hoshin.exchange.cells import read_cell
from hoshin.exchange.tables import Column, Table, table

TODAY = date(2025, 5, 31)

_FILLED_IN = {
    "plan": "plan",
    "level": "level",
    "element": "heading",
    "indicator": "visitors",
    "unit": "人",
    "unit_measure": "人",
    "direction": "increase",
    "depth": "1",
    "program": "program",
    "fiscal_year": "FY2025",
    "unit_printed": "千円",
    "committee": "committee",
    "affiliation": "大学",
    "title": "文書",
    "scheme": "grades",
    "rank": "1",
    "recorded_on": "2025-04-01",
}
_KINDS = {"published_figures": "total", "contributions": "produces"}


def city(**drawn: str) -> City:
    """A city with these tables; what they name and nobody drew is added."""
    rows = {name: list(_rows(table(name), text)) for name, text in drawn.items()}
    missing = _named_but_not_drawn(rows)
    while missing:
        for name, ids in missing.items():
            text = "\n".join(["id", *sorted(ids)])
            rows[name] = list(_rows(table(name), text))
        missing = _named_but_not_drawn(rows)
    return City(name="港見市", **{name: tuple(found) for name, found in rows.items()})


def _named_but_not_drawn(rows: dict[str, list[Row]]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for name, found in rows.items():
        for column in table(name).columns:
            for row in found:
                held = getattr(row, column.name)
                if column.references and column.references not in rows and held:
                    named[column.references] |= {held} if isinstance(held, str) else set(held)
    return named


def _rows(of: Table, text: str) -> list[Row]:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    known = {column.name for column in of.columns}
    assert set(names) <= known, f"{of.name} has no column {set(names) - known}"
    found = []
    for number, line in enumerate(lines[1:], start=1):
        cells = dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True))
        found.append(of.row_class(**_values(of, cells, number)))
    return found


def _values(of: Table, cells: dict[str, str], number: int) -> dict[str, Any]:
    values = {}
    for column in of.columns:
        text = cells.get(column.name)
        if text is None:
            text = _filled_in(of, column, cells, number)
        values[column.name] = read_cell(text, column)
    return values


def _filled_in(of: Table, column: Column, cells: dict[str, str], number: int) -> str:
    if column.name == "id":
        return f"{of.name}-{number}"
    if of.name == "targets" and column.name == "goal_value":
        in_words = cells.get("comparison") in ("text", "direction_only")
        return "" if in_words else "120"
    if of.name == "sdg_links" and column.name == "goal":
        return cells["sdg_target"].partition(".")[0]
    if not column.required and column.name != "direction":
        return ""
    if column.name == "kind":
        return _KINDS.get(of.name, "other")
    return _FILLED_IN.get(column.name) or cells.get("id", f"{of.name}-{number}")


def found_in(drawn: City, as_of: date = TODAY) -> tuple[Problem, ...]:
    """The problems that checking finds in a drawn city."""
    return check(replace(drawn, as_of=as_of), as_of)


Example = Callable[[], City]
# Codes that some example shows to be found, and codes that some near example shows not to be.
FOUND: dict[str, list[str]] = defaultdict(list)
NOT_FOUND: dict[str, list[str]] = defaultdict(list)


def finds(
    code: str, *says: str, times: int = 1, as_of: date = TODAY
) -> Callable[[Example], Callable[[], None]]:
    """The city that the example draws has this problem so many times, and the sentence says so."""

    def decorate(example: Example) -> Callable[[], None]:
        FOUND[code].append(example.__name__)

        @wraps(example)
        def test() -> None:
            problems = found_in(example(), as_of)
            fitting = [one for one in problems if one.code == code]
            assert len(fitting) == times, f"{len(fitting)} x {code} in {_summary(problems)}"
            for one in fitting:
                for words in (one.sentence_ja, one.sentence_en, one.hint_ja, one.hint_en):
                    assert words, one
                for part in says:
                    assert part in one.sentence_ja + one.hint_ja, one.sentence_ja + one.hint_ja
                assert one.place.file and one.place.row_id

        return test

    return decorate


def passes(code: str, as_of: date = TODAY) -> Callable[[Example], Callable[[], None]]:
    """The city that the example draws is near to one with this problem, but has it not."""

    def decorate(example: Example) -> Callable[[], None]:
        NOT_FOUND[code].append(example.__name__)

        @wraps(example)
        def test() -> None:
            problems = found_in(example(), as_of)
            assert code not in {one.code for one in problems}, _summary(problems)

        return test

    return decorate


def _summary(problems: tuple[Problem, ...]) -> str:
    return "; ".join(f"{one.code}: {one.sentence_ja}" for one in problems) or "nothing"
