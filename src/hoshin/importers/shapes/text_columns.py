"""Columns of text in a table of values that are read into no row: each is said once."""

from __future__ import annotations

from hoshin.domain.proposals import LeftOver
from hoshin.importers.columns import Column, ColumnKind
from hoshin.importers.contract import Mark, Reading
from hoshin.importers.document import Cell
from hoshin.importers.printed_values import read_value
from hoshin.importers.shapes.value_grids import Block
from hoshin.importers.wording import plain

_MARK = Mark("S5", 1)


def columns_of_text(reading: Reading, block: Block) -> tuple[LeftOver, ...]:
    """For each column of text that no row takes: its head and how many cells were not read."""
    found: list[LeftOver] = []
    for column in block.heads.columns:
        if not _is_unread(block, column):
            continue
        cells = _cells(block, column)
        figures = sum(read_value(cell.text).number is not None for cell in cells)
        if not cells or (figures >= 2 and 2 * figures >= len(cells)):
            # Columns of figures are said on their own.
            continue
        head = plain(column.text)
        found.append(
            _MARK.left_over(
                reading.document,
                block.table.page,
                (),
                "value-table-text-column",
                f"「{head}」の列({len(cells)}セル)は読み取りませんでした。",
                f'The column "{head}" ({len(cells)} cells) was not read.',
                table=block.table,
                cells=cells,
                found=[("column", column.text)],
            )
        )
    return tuple(found)


def _is_unread(block: Block, column: Column) -> bool:
    if not column.text.strip() or column.index == block.kind_column:
        return False
    if column.kind is ColumnKind.NAME:
        return column is not block.heads.name
    return column.kind in (ColumnKind.OTHER, ColumnKind.NOTE)


def _cells(block: Block, column: Column) -> list[Cell]:
    cells: list[Cell] = []
    for entry in block.entries:
        for place, _ in entry.rows:
            for cell in column.cells(block.grid[place]):
                if all(cell is not one for one in cells[-1:]):
                    cells.append(cell)
    return cells
