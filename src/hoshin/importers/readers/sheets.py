"""Sheets: the cells of one worksheet, of whatever format, as a page of the document model.

A sheet is one table of its used area. A long run of empty rows starts another table; long runs
of empty columns are shortened. So a cell at the far corner of a sheet costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hoshin.domain.problems import Problem
from hoshin.domain.proposals import LineRange
from hoshin.importers.document import Cell, Line, Page, Table
from hoshin.importers.readers import refusals, sheet_refusals
from hoshin.importers.wording import joined

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_GAP = 20


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows, and the number and format behind it."""

    text: str
    number: Decimal | None = None
    number_format: str = ""


@dataclass(slots=True)
class Sheet:
    """A worksheet while it is read. Rows and columns count from 0 at the sheet's corner.

    ``merges`` are (first row, first column, last row, last column). ``boxes`` are the texts of
    text boxes that float over the cells.
    """

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)
    rounded: list[str] = field(default_factory=list)
    scaled: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address as workbooks write it; row and column count from 0."""
    return f"{column_letters(column)}{row + 1}"


def page_of(sheet: Sheet, number: int, first_line: int) -> Page:
    """A sheet as a page: one line for each row with content, and its tables."""
    filled: _Rows = {}
    for (row, column), cell in sheet.cells.items():
        filled.setdefault(row, {})[column] = cell
    rows = sorted(filled)
    line_of: dict[int, int] = {}
    lines: list[Line] = []
    for row in rows:
        cells = filled[row]
        texts = [cells[column].text for column in sorted(cells)]
        shown = "\t".join(joined(one.split("\n")) if "\n" in one else one for one in texts)
        line_of[row] = first_line + len(lines)
        lines.append(Line(number=line_of[row], text=shown, page=number))
    for text in sheet.boxes:
        shown = joined(text.split("\n"))
        lines.append(Line(number=first_line + len(lines), text=shown, page=number))
    merges = sorted(sheet.merges)
    starts = [one[0] for one in merges]
    tables = []
    for block in _blocks(rows):
        within = merges[bisect_left(starts, block[0]) : bisect_right(starts, block[-1])]
        inside = {row: filled[row] for row in block}
        tables.append(_table(sheet, inside, within, number, line_of))
    return Page(
        number=number,
        lines=tuple(lines),
        tables=tuple(tables),
        name=sheet.name,
        hidden=sheet.hidden,
    )


def _blocks(rows: Sequence[int]) -> list[list[int]]:
    """Rows with content, cut where more than ``_GAP`` empty rows lie between."""
    blocks: list[list[int]] = []
    for row in rows:
        if blocks and row - blocks[-1][-1] <= _GAP + 1:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


_Key = tuple[int, int]
_Rows = dict[int, dict[int, SheetCell]]
_Merge = tuple[int, int, int, int]


def _table(
    sheet: Sheet, filled: _Rows, merges: Sequence[_Merge], page: int, line_of: dict[int, int]
) -> Table:
    rows = sorted(filled)
    top, bottom = rows[0], rows[-1]
    used = sorted({column for cells in filled.values() for column in cells})
    spans, covered = _spans(filled, merges, bottom, used[-1])
    used = sorted({*used, *(column for _, column in spans)})
    place: dict[int, int] = {}
    at = 0
    for index, column in enumerate(used):
        if index:
            at += min(column - used[index - 1], _GAP)
        place[column] = at
    blank = SheetCell("")
    letters = {column: column_letters(column) for column in used}
    keys = {(row, column) for row, cells in filled.items() for column in cells}
    cells = []
    for key in sorted(keys | set(spans)):
        if key in covered:
            continue
        row, column = key
        stored = filled[row].get(column, blank) if row in filled else blank
        end = spans.get(key)
        line = line_of.get(row)
        cells.append(
            Cell(
                text=stored.text,
                row=row - top,
                column=place[column],
                row_span=1 if end is None else end[0] - row + 1,
                column_span=1 if end is None else _covered_columns(used, place, column, end[1]),
                number=stored.number,
                number_format=stored.number_format,
                address=f"{letters[column]}{row + 1}",
                hidden=sheet.hidden or row in sheet.hidden_rows or column in sheet.hidden_columns,
                lines=LineRange(line, line) if line and stored.text else None,
            )
        )
    return Table(
        page=page,
        cells=tuple(cells),
        rows=bottom - top + 1,
        columns=max(one.column + one.column_span for one in cells),
        sheet=sheet.name,
        hidden=sheet.hidden,
        first_line=line_of[top],
    )


def _covered_columns(used: Sequence[int], place: dict[int, int], first: int, end: int) -> int:
    """How many places of the grid a merged cell covers, inside the used columns."""
    end = min(end, used[-1])
    last = used[bisect_right(used, end) - 1]
    return place[last] - place[first] + 1 + min(end - last, _GAP - 1)


def _spans(
    filled: _Rows, merges: Sequence[_Merge], bottom: int, right: int
) -> tuple[dict[_Key, _Key], set[_Key]]:
    """Merged areas of a block: first place → last place, and the places that they cover.

    Merged areas without content beyond the used columns are left out, and so is what overlaps
    an earlier one: a sound workbook has neither.
    """
    occupied = sum(len(cells) for cells in filled.values())
    spans: dict[_Key, _Key] = {}
    covered: set[_Key] = set()
    for first_row, first_column, last_row, last_column in merges:
        if first_column > right:
            continue
        last_row, last_column = min(last_row, bottom), min(last_column, right)
        if (first_row, first_column) in covered or (last_row, last_column) in covered:
            continue
        spans[(first_row, first_column)] = (last_row, last_column)
        if (last_row - first_row + 1) * (last_column - first_column + 1) > 4 * occupied + 64:
            # A huge area: only its places with content need to be told covered.
            covered.update(
                (row, column)
                for row, cells in filled.items()
                for column in cells
                if first_row <= row <= last_row and first_column <= column <= last_column
            )
        else:
            covered.update(
                (row, column)
                for row in range(first_row, last_row + 1)
                for column in range(first_column, last_column + 1)
            )
        covered.discard((first_row, first_column))
    return spans, covered


def notes_of(sheet: Sheet, name: str) -> list[Problem]:
    """What a person should know about a sheet: hidden parts, percentages, errors."""
    found = []
    filled_rows = {row for row, _ in sheet.cells}
    filled_columns = {column for _, column in sheet.cells}
    if sheet.hidden and sheet.cells:
        found.append(sheet_refusals.hidden(name, sheet.name, "シート全体", "content: all of it"))
    rows = sorted(sheet.hidden_rows & filled_rows)
    if rows:
        listed = refusals.page_ranges([one + 1 for one in rows])
        found.append(sheet_refusals.hidden(name, sheet.name, f"行({listed})", f"rows ({listed})"))
    columns = sorted(sheet.hidden_columns & filled_columns)
    if columns:
        listed = ", ".join(column_letters(one) for one in columns[:30])
        found.append(
            sheet_refusals.hidden(name, sheet.name, f"列({listed})", f"columns ({listed})")
        )
    for cells, say in (
        (sheet.percents, sheet_refusals.percent),
        (sheet.rounded, sheet_refusals.rounded_display),
        (sheet.scaled, sheet_refusals.scaled_display),
        (sheet.errors, sheet_refusals.error_values),
        (sheet.without_value, sheet_refusals.no_cached_value),
    ):
        if cells:
            found.append(say(name, sheet.name, cells))
    return found
