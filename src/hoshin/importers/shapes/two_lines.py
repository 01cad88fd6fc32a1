"""Cells that print a goal over a result (上段：目標　下段：実績), made two rows of the table."""

from __future__ import annotations

import re
from dataclasses import replace

from hoshin.importers.columns import row_kind
from hoshin.importers.contract import Reading
from hoshin.importers.document import Cell, Table
from hoshin.importers.findings import ValueRole
from hoshin.importers.printed_values import read_value
from hoshin.importers.wording import plain

_KIND = r"(目標値?|計画値?|見込|実績値?)"
_SAID = re.compile(rf"上段\W{{0,3}}{_KIND}\W{{0,6}}下段\W{{0,3}}{_KIND}")
_LONGEST = 120
_MOST_CELLS = 200_000
_Kinds = tuple[str, str]


def with_two_rows(table: Table, reading: Reading) -> Table:
    """The table with a row for each line of such cells, and a column that says which is which.

    The same table where nothing says what the upper and the lower line are, or where it is said
    in two ways.
    """
    kinds = _kinds(table, reading)
    if kinds is None:
        return table
    doubled = sorted({cell.row for cell in table.cells if _lines(cell) is not None})
    if not doubled:
        return table
    cells: list[Cell] = []
    for cell in table.cells:
        top = cell.row + _before(doubled, cell.row)
        halves = _lines(cell)
        if halves is not None:
            cells += [
                replace(cell, text=text, number=None, row=top + down)
                for down, text in enumerate(halves)
            ]
            continue
        below = cell.row + cell.row_span
        span = cell.row_span + _before(doubled, below) - _before(doubled, cell.row)
        cells.append(replace(cell, row=top, row_span=span))
    for row in doubled:
        top = row + _before(doubled, row)
        cells += [
            Cell(text=kind, row=top + down, column=table.columns) for down, kind in enumerate(kinds)
        ]
    rows = table.rows + len(doubled)
    return replace(table, cells=tuple(cells), rows=rows, columns=table.columns + 1)


def _kinds(table: Table, reading: Reading) -> _Kinds | None:
    """What the upper and the lower line are, as the table or its page says, once and the same."""
    if table.rows * table.columns > _MOST_CELLS:
        return None
    page = next((one for one in reading.document.pages if one.number == table.page), None)
    texts = [table.caption, *(cell.text for cell in table.cells)]
    texts += [line.text for line in page.lines] if page is not None else []
    said = {
        (found[1], found[2])
        for text in texts
        if len(text) <= _LONGEST and (found := _SAID.search(plain(text))) is not None
    }
    if len(said) != 1:
        return None
    upper, lower = said.pop()
    if {row_kind(upper), row_kind(lower)} != {ValueRole.MILESTONE, ValueRole.ACTUAL}:
        return None
    return upper, lower


def _lines(cell: Cell) -> _Kinds | None:
    """The two values of a cell that prints one over the other; None for any other cell."""
    lines = [one.strip() for one in cell.text.split("\n")]
    if len(lines) != 2 or cell.row_span != 1:
        return None
    values = [read_value(one) for one in lines]
    if not all(one.clear and (one.number is not None or one.absence is not None) for one in values):
        return None
    if all(one.number is None for one in values) or not all(lines):
        return None
    return lines[0], lines[1]


def _before(rows: list[int], row: int) -> int:
    return sum(one < row for one in rows)
