"""Grids of values: where an indicator table begins and ends, and which rows are one indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hoshin.importers.column_heads import Heads, read_heads
from hoshin.importers.columns import ColumnKind, row_kind
from hoshin.importers.contract import Reading
from hoshin.importers.document import Cell, Table
from hoshin.importers.findings import ValueRole
from hoshin.importers.printed_values import read_value
from hoshin.importers.shapes import years_down
from hoshin.importers.shapes.arrow_columns import without_arrows
from hoshin.importers.shapes.two_lines import with_two_rows
from hoshin.importers.wording import plain, squeezed

_MOST_TITLE_ROWS = 400
_MOST_CELLS = 2_000_000
_LARGEST_FORM = 60
_MOST_BLANK_ROWS = 20
_NOTE = re.compile(r"[※*]|\(?注[\d)::]")
_GROUP = re.compile(r"[【\[<《◆■●○◇□].*")


@dataclass(slots=True)
class Entry:
    """The rows of one indicator: rows of the grid, in order, with the role each row declares."""

    rows: list[tuple[int, ValueRole | None]] = field(default_factory=list)
    carried: dict[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator table, or a part of one that a sheet holds: its grid, heads and entries."""

    table: Table
    grid: list[list[Cell | None]]
    heads: Heads
    entries: tuple[Entry, ...]
    kind_column: int | None
    title: str
    year_of_title: bool = False


def find(reading: Reading) -> Iterator[Block]:
    """Every indicator table of the document; one that goes on without heads keeps the last ones."""
    last: Heads | None = None
    for table in reading.document.tables():
        if table.rows * table.columns > _MOST_CELLS:
            continue
        table = with_two_rows(without_arrows(table), reading)
        grid = table.grid()
        found = list(_in_grid(table, grid))
        if not found and table.rows <= _LARGEST_FORM and table.columns <= _LARGEST_FORM:
            found = list(_on_its_side(table, grid))
            yield from found
        elif found:
            last = found[-1].heads
            yield from found
        if found:
            continue
        if last is not None and table.continued and _width(last) == table.columns:
            heads = replace(last, first_row=-last.depth)
            entries, kind = entries_of(grid, heads, 0, table.rows)
            yield Block(table, grid, heads, entries, kind, table.caption)
        else:
            last = None


def _on_its_side(table: Table, grid: list[list[Cell | None]]) -> Iterator[Block]:
    """The blocks of a table whose heads stand at the left: years down, or a form."""
    title = table.caption or next((text for row in grid if (text := _only_text(row))), "")
    down = [one for each in years_down.turned(grid, title) for one in _in_grid(table, each, title)]
    if down:
        yield from down
        return
    on_its_side = [list(row) for row in zip(*grid, strict=True)]
    yield from (one for one in _in_grid(table, on_its_side) if _names_once(one.heads))


def _names_once(heads: Heads) -> bool:
    """Whether one column holds the names: several are a stack of little forms."""
    names = [one for one in heads.of_kind(ColumnKind.NAME) if not one.parts]
    return len(names) < 2 or len({squeezed(one.text) for one in names}) == len(names)


def _width(heads: Heads) -> int:
    return sum(
        len(one.parts) if one.parts and one.kind is ColumnKind.VALUE else 1 for one in heads.columns
    )


def _in_grid(
    table: Table, grid: list[list[Cell | None]], title: str | None = None
) -> Iterator[Block]:
    place = 0
    title = table.caption if title is None else title
    misses = 0
    while place < len(grid) and misses < _MOST_TITLE_ROWS:
        heads = read_heads(grid, place)
        if heads is None:
            title = _only_text(grid[place]) or title
            place += 1
            misses += 1
            continue
        misses = 0
        parts = _side_by_side(heads)
        if parts:
            below = _end_of_parts(grid, heads)
            for start, stop in parts:
                yield from _in_grid(table, [row[start:stop] for row in grid[place:below]], title)
            place = below
            continue
        end = end_of(grid, heads)
        entries, kind = entries_of(grid, heads, heads.first_row + heads.depth, end)
        yield Block(table, grid, heads, entries, kind, title)
        place = max(end, place + 1)


def _only_text(row: Sequence[Cell | None]) -> str:
    """The text of a row that has one text only: a title or the head of a group."""
    texts = {id(cell): plain(cell.text) for cell in row if cell is not None and cell.text.strip()}
    return next(iter(texts.values())) if len(texts) == 1 else ""


def end_of(grid: list[list[Cell | None]], heads: Heads) -> int:
    """The first row after the table: blank rows that no row of it follows, or other heads."""
    blank = 0
    for place in range(heads.first_row + heads.depth, len(grid)):
        row = grid[place]
        if all(cell is None or not cell.text.strip() for cell in row):
            blank += 1
            continue
        again = read_heads(grid, place)
        if again is not None and _texts(again) != _texts(heads):
            return place
        if blank >= 2 and (blank > _MOST_BLANK_ROWS or not _is_row_of(heads, row)):
            return place - blank
        blank = 0
    return len(grid)


def _end_of_parts(grid: list[list[Cell | None]], heads: Heads) -> int:
    """The first row after tables that stand side by side: that of the other heads below them."""
    for place in range(heads.first_row + heads.depth, len(grid)):
        again = read_heads(grid, place)
        if again is not None and _texts(again) != _texts(heads):
            return place
    return len(grid)


def _is_row_of(heads: Heads, row: Sequence[Cell | None]) -> bool:
    """Whether a row has a name and, under most heads of values, a value."""
    columns = heads.of_kind(ColumnKind.VALUE)
    filled = [one for one in columns if one.cells(row)]
    understood = [one for one in filled if read_value(one.read_text(row)).clear]
    named = heads.name is not None and heads.name.named(row) is not None
    return named and len(filled) * 2 >= len(columns) and len(understood) == len(filled)


def _side_by_side(heads: Heads) -> list[tuple[int, int]]:
    """The columns of each of several like tables that stand beside each other; else none."""
    texts = [squeezed(one.text) for one in sorted(heads.columns, key=lambda one: one.index)]
    names = [one for one in heads.of_kind(ColumnKind.NAME) if not one.parts]
    first = next((text for text in texts if text), "")
    starts = [one.index for one in heads.columns if first and squeezed(one.text) == first]
    if len(names) < 2 or len({squeezed(one.text) for one in names}) > 1:
        return []
    if len(starts) != len(names):
        # Other columns before the names: each table then begins at its own names.
        starts = [0, *(one.index for one in names[1:])]
    return list(pairwise([*starts, max(one.index for one in heads.columns) + 1]))


def _texts(heads: Heads) -> tuple[str, ...]:
    return tuple(squeezed(one.text) for one in heads.columns)


def entries_of(
    grid: list[list[Cell | None]], heads: Heads, start: int, end: int
) -> tuple[tuple[Entry, ...], int | None]:
    """The indicators between two rows, and the column that marks rows as 目標 or 実績, if any."""
    name = heads.name
    assert name is not None
    kind_column = _kind_column(grid, heads, start, end)
    entries: list[Entry] = []
    carried: dict[int, Cell] = {}
    head_texts = {*_texts(heads), *(text for one in heads.columns for _, text in one.parts)}
    for place in range(start, end):
        row = grid[place]
        filled = [cell for cell in row if cell is not None and cell.text.strip()]
        if not filled or {squeezed(cell.text) for cell in filled} <= head_texts:
            continue
        only = _only_text(row)
        if only and (
            len(filled) == sum(cell is not None for cell in row)
            or _NOTE.match(only)
            or _GROUP.fullmatch(only)
        ):
            carried.clear()
            continue
        for column in (*heads.of_kind(ColumnKind.CONTEXT), *heads.of_kind(ColumnKind.OWNER)):
            cell = row[column.index]
            if cell is not None and cell.text.strip() and cell is not name.named(row):
                carried[column.index] = cell
            elif cell is not None and cell is name.named(row):
                carried.pop(column.index, None)
        role = _row_role(row, kind_column)
        named = name.named(row)
        fresh = named is not None and not (
            entries and _same_cell(named, name.named(grid[entries[-1].rows[-1][0]]))
        )
        if fresh or not entries:
            entries.append(Entry(carried=dict(carried)))
        entries[-1].rows.append((place, role))
    return tuple(entries), kind_column


def _same_cell(one: Cell, other: Cell | None) -> bool:
    return other is not None and one is other


def _kind_column(grid: list[list[Cell | None]], heads: Heads, start: int, end: int) -> int | None:
    """The column that marks rows as 目標 or 実績, whatever its head says."""
    for column in heads.columns:
        if column.kind in (ColumnKind.VALUE, ColumnKind.NAME, ColumnKind.NUMBER):
            continue
        texts = [
            cell.text
            for place in range(start, end)
            if (cell := grid[place][column.index]) is not None and cell.text.strip()
        ]
        marked = [one for one in texts if row_kind(one) is not None]
        if len(marked) >= 2 and 2 * len(marked) >= len(texts):
            return column.index
    return None


def _row_role(row: Sequence[Cell | None], kind_column: int | None) -> ValueRole | None:
    cell = row[kind_column] if kind_column is not None else None
    return row_kind(cell.text) if cell is not None else None
