"""The looks of a sheet, carried from the template's rows to the rows that come of them.

Merged cells, heights, images, validations, conditional formats, print titles and panes are kept.
Rows are made as tall as their wrapped text: Excel does not do so for merged cells.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

TALLEST = 409.0
_LINE = 1.32
_MARGIN = 5.0
_BASE_FONT = 11.0
_DEFAULT_WIDTH = 8.43


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which template row each row of the paper comes of, and cells merged because they agree.

    ``alike`` holds first row, column and last row.
    """

    rows: tuple[int, ...]
    alike: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Looks:
    """What a template's sheet has beside its cells."""

    merges: tuple[tuple[int, int, int, int], ...]
    heights: dict[int, float]
    hidden: frozenset[int]
    formats: ConditionalFormattingList
    validations: list[Any]
    titles: str | None
    panes: str | None
    last_column: int


def take_looks(sheet: Worksheet) -> Looks:
    """Take the looks off a template's sheet, so that its rows can be written anew."""
    merges = tuple(
        (one.min_col, one.min_row, one.max_col, one.max_row) for one in sheet.merged_cells.ranges
    )
    looks = Looks(
        merges=merges,
        heights={number: row.height for number, row in sheet.row_dimensions.items() if row.height},
        hidden=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        formats=sheet.conditional_formatting,
        validations=list(sheet.data_validations.dataValidation),
        titles=sheet.print_title_rows,
        panes=sheet.freeze_panes,
        last_column=sheet.max_column,
    )
    for one in list(sheet.merged_cells.ranges):
        sheet.merged_cells.remove(one)
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.data_validations.dataValidation = []
    sheet.row_dimensions.clear()
    return looks


def carry_looks(sheet: Worksheet, looks: Looks, drawn: Drawn) -> None:
    """Put the looks back where the template's rows went."""
    for first_column, first_row, last_column, last_row in looks.merges:
        for start, end in _stretches(drawn.rows, first_row, last_row):
            _merge(sheet, start, first_column, end, last_column)
    wide = {(row, column): last for column, row, last, end in looks.merges if row == end}
    for start, column, end in drawn.alike:
        last = wide.get((drawn.rows[start - 1], column), column)
        for row in range(start, end + 1) if last > column else ():
            sheet.merged_cells.remove(_range(row, column, row, last))
        _merge(sheet, start, column, end, last)
    for one in looks.formats:
        moved = _moved(str(one.sqref), drawn.rows)
        if moved:
            for rule in one.rules:
                sheet.conditional_formatting.add(moved, rule)
    for validation in looks.validations:
        moved = _moved(str(validation.sqref), drawn.rows)
        if moved:
            kept = copy.copy(validation)
            kept.sqref = MultiCellRange(moved)
            sheet.add_data_validation(kept)
    for place, row in enumerate(drawn.rows, start=1):
        if row in looks.hidden:
            sheet.row_dimensions[place].hidden = True
    _carry_print(sheet, looks, drawn)
    for image in sheet._images:
        anchor = image.anchor
        if not isinstance(anchor, str) and hasattr(anchor, "_from"):
            row = anchor._from.row + 1
            if row in drawn.rows:
                by = drawn.rows.index(row) + 1 - row
                anchor._from.row += by
                if hasattr(anchor, "to"):
                    anchor.to.row += by


def _range(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    first, last = get_column_letter(first_column), get_column_letter(last_column)
    return f"{first}{first_row}:{last}{last_row}"


def _merge(
    sheet: Worksheet, first_row: int, first_column: int, last_row: int, last_column: int
) -> None:
    """Merge cells and leave each its own style: the borders are those of the template."""
    sheet.merged_cells.add(_range(first_row, first_column, last_row, last_column))


def _carry_print(sheet: Worksheet, looks: Looks, drawn: Drawn) -> None:
    if looks.titles:
        first, _, last = looks.titles.replace("$", "").partition(":")
        rows = [n for n, row in enumerate(drawn.rows, 1) if int(first) <= row <= int(last or first)]
        if rows:
            # A heading inside a loop comes again by itself: only its first stretch is repeated.
            end = rows[0]
            while end + 1 in rows and end - rows[0] < int(last or first) - int(first):
                end += 1
            sheet.print_title_rows = f"{rows[0]}:{end}"
        else:
            sheet.print_title_rows = None
    if looks.panes:
        _, row, _, _ = range_boundaries(looks.panes)
        if row in drawn.rows:
            column = looks.panes.rstrip("0123456789")
            sheet.freeze_panes = f"{column}{drawn.rows.index(row) + 1}"
    if sheet.print_area:
        last = get_column_letter(looks.last_column)
        sheet.print_area = f"A1:{last}{max(len(drawn.rows), 1)}"


def _stretches(rows: tuple[int, ...], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where a block of template rows went: each run of rows from its first one on."""
    for place, row in enumerate(rows, start=1):
        if row != first:
            continue
        end = place
        while end < len(rows) and first < rows[end] <= last:
            end += 1
        yield place, end


def _moved(ranges: str, rows: tuple[int, ...]) -> str:
    """Ranges of template rows as ranges of the paper's rows."""
    found = []
    for one in ranges.split():
        first_column, first_row, last_column, last_row = range_boundaries(one)
        places = [n for n, row in enumerate(rows, 1) if first_row <= row <= last_row]
        if places:
            left, right = get_column_letter(first_column), get_column_letter(last_column)
            found.append(f"{left}{places[0]}:{right}{places[-1]}")
    return " ".join(found)


def set_heights(sheet: Worksheet, looks: Looks, drawn: Drawn) -> Iterator[str]:
    """Make rows as tall as their text; yields the cells whose text is taller than Excel allows."""
    spans = {
        (one.min_row, one.min_col): (one.max_row, one.max_col) for one in sheet.merged_cells.ranges
    }
    inside = {
        (row, column)
        for (first, left), (last, right) in spans.items()
        for row in range(first, last + 1)
        for column in range(left, right + 1)
        if (row, column) != (first, left)
    }
    later: list[tuple[int, int, float, str]] = []
    heights: dict[int, float] = {}
    for place, number in enumerate(drawn.rows, start=1):
        height = looks.heights.get(number, 0.0)
        for cell in sheet[place]:
            if (place, cell.column) in inside or not isinstance(cell.value, str):
                continue
            last_row, last_column = spans.get((place, cell.column), (place, cell.column))
            needed = _needed(sheet, cell, last_column)
            if last_row > place:
                later.append((place, last_row, needed, cell.coordinate))
                continue
            if needed > TALLEST:
                yield f"{sheet.title}!{cell.coordinate}"
            height = max(height, min(needed, TALLEST))
        heights[place] = height
    for first, last, needed, where in later:
        held = sum(heights.get(row) or 15.0 for row in range(first, last + 1))
        if needed > held:
            more = heights.get(last, 15.0) + needed - held
            if more > TALLEST:
                yield f"{sheet.title}!{where}"
            heights[last] = min(more, TALLEST)
    for place, height in heights.items():
        if height:
            sheet.row_dimensions[place].height = round(height, 1)


def _needed(sheet: Worksheet, cell: Any, last_column: int) -> float:
    """The height in points that a cell's text needs in its width."""
    size = float(cell.font.sz or _BASE_FONT)
    lines = cell.value.split("\n")
    if not cell.alignment.wrap_text:
        return size * _LINE + _MARGIN
    room = sum(_width(sheet, column) for column in range(cell.column, last_column + 1))
    room = max((room - 0.9) * _BASE_FONT / size, 1.0)
    if cell.alignment.textRotation == 255:  # one character below the other
        return float(sum(len(line) for line in lines)) * size * _LINE + _MARGIN
    count = sum(_wrapped(line, room) for line in lines)
    return count * size * _LINE + _MARGIN


def _width(sheet: Worksheet, column: int) -> float:
    letter = get_column_letter(column)
    for key, dimension in sheet.column_dimensions.items():
        if key == letter or (dimension.min or 0) <= column <= (dimension.max or -1):
            return float(dimension.width or _DEFAULT_WIDTH)
    return _DEFAULT_WIDTH


def _wrapped(line: str, room: float) -> int:
    """How many lines a text takes: full-width characters count twice, words break anywhere."""
    lines, used = 1, 0.0
    for character in line:
        wide = 2.0 if unicodedata.east_asian_width(character) in "WFA" else 1.05
        if used + wide > room:
            lines, used = lines + 1, wide
        else:
            used += wide
    return lines
