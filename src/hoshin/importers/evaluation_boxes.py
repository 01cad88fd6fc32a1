"""The boxes of an evaluation sheet: labels, and the values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoshin.importers.document import Cell, Table
from hoshin.importers.evaluation_forms import EvaluationSheet
from hoshin.importers.evaluation_heads import Grid
from hoshin.importers.evaluation_words import (
    SheetField,
    chosen,
    field_of,
    is_kind_label,
    money_of,
)
from hoshin.importers.printed_values import read_value
from hoshin.importers.wording import joined, squeezed

_INLINE = re.compile(r"([^:：]{2,12})[:：]\s*(\S.*)", re.DOTALL)


def rows_with_text(grid: Grid) -> list[list[Cell]]:
    """The cells with text of each row, each once."""
    rows = []
    for line in grid:
        seen: dict[int, Cell] = {}
        for cell in line:
            if cell is not None and cell.text.strip():
                seen.setdefault(id(cell), cell)
        rows.append(list(seen.values()))
    return rows


def is_label(text: str) -> bool:
    """Whether a text is a label of the form: of a box, of money or of a kind of indicator."""
    return field_of(text) is not None or money_of(text) is not None or is_kind_label(text)


def value_beside(
    cells: Sequence[Cell], grid: Grid, row: int, wanted: SheetField
) -> tuple[Cell, Cell] | None:
    """The label of a field in this row and the cell that holds its value: to its right, below."""
    for place, cell in enumerate(cells):
        if field_of(cell.text) is not wanted:
            continue
        following = cells[place + 1] if place + 1 < len(cells) else None
        if following is not None and not is_label(following.text):
            return (cell, following)
        below = row + cell.row_span
        if cell.row == row and below < len(grid) and cell.column < len(grid[below]):
            under = grid[below][cell.column]
            later = below + (under.row_span if under is not None else 1)
            ends = later >= len(grid) or (
                (third := grid[later][cell.column]) is None
                or not third.text.strip()
                or is_label(third.text)
            )
            if under is not None and under.text.strip() and not is_label(under.text) and ends:
                return (cell, under)
    return None


def read_fields(
    cells: Sequence[Cell], grid: Grid, row: int, table: Table, sheet: EvaluationSheet
) -> None:
    """The boxes of a row that say something of the whole program."""
    for place, cell in enumerate(cells):
        if cell.row != row:
            continue
        wanted = field_of(cell.text)
        text = ""
        if wanted is not None:
            following = cells[place + 1 :]
            text = _box_text(following, wanted)
            # Before labels with values of their own it is the head of their group, not of a column.
            is_group = any(not is_label(one.text) for one in following)
            if not text and not is_group:
                beside = value_beside([cell], grid, row, wanted)
                text = beside[1].text if beside is not None else ""
        else:
            inline = _INLINE.fullmatch(cell.text.strip())
            wanted = field_of(inline[1]) if inline else None
            text = inline[2] if inline and wanted is not None else ""
        if wanted is not None and text.strip():
            _put(sheet, wanted, cell, joined(text.split("\n")).strip())


def _box_text(following: Sequence[Cell], wanted: SheetField) -> str:
    """The value to the right of a label; choices may fill several cells."""
    taken = []
    for cell in following:
        if is_label(cell.text):
            break
        taken.append(cell.text)
        if wanted is not SheetField.DIRECTION and wanted is not SheetField.RATING:
            break
    return " ".join(taken)


def _put(sheet: EvaluationSheet, wanted: SheetField, label: Cell, text: str) -> None:
    if wanted is SheetField.LAYER:
        known = [name for name, _ in sheet.layers]
        name = squeezed(label.text)
        # 目標 alone may head a figure, or the dash of one.
        value = read_value(text)
        if name not in known and value.number is None and value.absence is None:
            sheet.layers.append((name, text))
    elif wanted is SheetField.CODE:
        sheet.code = sheet.code or text
    elif wanted is SheetField.OFFICE:
        sheet.office = sheet.office or text
    elif wanted is SheetField.PERIOD:
        sheet.period = sheet.period or text
    elif wanted is SheetField.DIRECTION:
        sheet.direction = sheet.direction or chosen(text)
    elif wanted is SheetField.RATING:
        sheet.rating = sheet.rating or chosen(text)
