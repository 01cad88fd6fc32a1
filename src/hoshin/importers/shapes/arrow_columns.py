"""Columns that print two values with an arrow between them (``現状値 → 目標値``), made two."""

from __future__ import annotations

import re
from dataclasses import replace

from hoshin.importers.columns import ColumnKind, read_head
from hoshin.importers.document import Cell, Table
from hoshin.importers.wording import plain

_ARROW = re.compile(r"\s*(?:→|⇒|➡|⇨|➔|⟶|->|=>)\s*")
_LONGEST_HEAD = 40
_MOST_ROWS_ABOVE = 60


def without_arrows(table: Table) -> Table:
    """The table with each such column as two; the same table where there is none."""
    for cell in table.cells:
        if cell.row < _MOST_ROWS_ABOVE and cell.column_span == 1 and _heads(cell.text) is not None:
            # Once more: a table may have several.
            return without_arrows(_split(table, cell))
    return table


def _heads(text: str) -> tuple[str, str] | None:
    if len(text) > _LONGEST_HEAD:
        return None
    parts = _ARROW.split(plain(text))
    if len(parts) != 2:
        return None
    kinds = [read_head(0, part) for part in parts]
    if any(one.kind is not ColumnKind.VALUE or one.role is None for one in kinds):
        return None
    return parts[0], parts[1]


def _split(table: Table, head: Cell) -> Table:
    cells: list[Cell] = []
    at = head.column
    for cell in table.cells:
        covers = cell.column <= at < cell.column + cell.column_span
        if cell.column > at:
            cells.append(replace(cell, column=cell.column + 1))
        elif covers and cell.column_span == 1 and cell.row >= head.row:
            cells.extend(_halves(cell))
        else:
            cells.append(replace(cell, column_span=cell.column_span + covers))
    return replace(table, cells=tuple(cells), columns=table.columns + 1)


def _halves(cell: Cell) -> tuple[Cell, ...]:
    parts = _ARROW.split(cell.text)
    if len(parts) != 2:
        return (replace(cell, column_span=2),)
    return (
        replace(cell, text=parts[0].strip(), number=None),
        replace(cell, text=parts[1].strip(), number=None, column=cell.column + 1),
    )
