"""Loops over the columns of an Excel template: marks in a row of their own, and what they repeat.

``{% 列 for 年 in 計画.年度 %}`` stands above the first column, ``{% 列 endfor %}`` above the last
one (both in one cell for a single column). The row disappears; the columns between are made once
for each item, with widths, borders and merged cells. In them the item is known under its name,
and ``列`` says which one it is: ``{{ 行.年度[列.index0].実績 }}``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from hoshin.reports.template_language import PlaceError, RowLoop

COLUMN_WORDS = ("列", "column")
MOST_COLUMNS = 1_000
_MARK = re.compile(r"\{%-?\s*(?:列|tc)\s+(for\b.*?|endfor)\s*-?%\}", re.DOTALL)
_FOR = re.compile(r"for\s+(\w+)\s+in\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ColumnLoop:
    """Columns repeated for each item of a list: from the first to the last, both included."""

    name: str
    source: str
    first: int
    last: int
    row: int
    spot: str

    def around(self, text: str) -> str:
        """A cell's text as Jinja sees it in these columns."""
        return (
            f"{{% for {self.name} in {self.source} %}}{{% set 列 = loop %}}"
            f"{{% set column = loop %}}{text}{{% endfor %}}"
        )


@dataclass(frozen=True, slots=True)
class NewColumn:
    """One column of the paper: the template's column that it comes of, and what is known in it."""

    source: int
    known: Mapping[str, Any]


def is_column_row(cells: Sequence[Cell | MergedCell]) -> bool:
    """Whether a row holds marks of columns."""
    return any(isinstance(cell.value, str) and _MARK.search(cell.value) for cell in cells)


def read_column_loops(sheet: Worksheet) -> tuple[ColumnLoop, ...]:
    """The loops over columns of a sheet, from left to right.

    Raises ColumnMarkError where the marks do not fit together.
    """
    rows = [row for row in sheet.iter_rows() if is_column_row(row)]
    if not rows:
        return ()
    if len(rows) > 1:
        first = next(cell for cell in rows[1] if cell.value)
        raise ColumnMarkError(f"{sheet.title}!{first.coordinate}", _one_row())
    loops = tuple(_loops(sheet, rows[0]))
    for area in sheet.merged_cells.ranges:
        for one in loops:
            inside = one.first <= area.min_col and area.max_col <= one.last
            around = area.min_col <= one.first and one.last <= area.max_col
            apart = area.max_col < one.first or one.last < area.min_col
            if not (inside or around or apart):
                raise ColumnMarkError(f"{sheet.title}!{area.coord}", _cut())
    return loops


class ColumnMarkError(Exception):
    """Marks of columns that do not fit together, with their place and what is said of it."""

    def __init__(self, spot: str, error: PlaceError) -> None:
        super().__init__(spot)
        self.spot = spot
        self.error = error


def _loops(sheet: Worksheet, row: Sequence[Cell | MergedCell]) -> Iterator[ColumnLoop]:
    opened: tuple[str, str, int, str] | None = None
    for cell in row:
        text = cell.value if isinstance(cell.value, str) else ""
        spot = f"{sheet.title}!{cell.coordinate}"
        if _MARK.sub("", text).strip() or (cell.value is not None and not text):
            raise ColumnMarkError(spot, _alone())
        for mark in _MARK.findall(text):
            found = _FOR.fullmatch(mark)
            if found is not None and opened is None:
                opened = (found[1], found[2].strip(), cell.column, spot)
            elif mark == "endfor" and opened is not None:
                name, source, first, where = opened
                yield ColumnLoop(name, source, first, cell.column, cell.row, where)
                opened = None
            else:
                raise ColumnMarkError(spot, _not_closed())
    if opened is not None:
        raise ColumnMarkError(opened[3], _not_closed())


def columns_of(
    loops: Sequence[ColumnLoop], items: Sequence[Sequence[Any]], last_column: int
) -> tuple[NewColumn, ...]:
    """The paper's columns from left to right; ``items`` are those of each loop.

    Raises PlaceError when there would be more than a sheet of paper or of Excel can show.
    """
    found: list[NewColumn] = []
    at = 1
    for loop, its in zip(loops, items, strict=True):
        found.extend(NewColumn(column, {}) for column in range(at, loop.first))
        for number, item in enumerate(its):
            counter = RowLoop(number, len(its))
            known = {loop.name: item, **dict.fromkeys(COLUMN_WORDS, counter)}
            found.extend(NewColumn(column, known) for column in range(loop.first, loop.last + 1))
        at = loop.last + 1
    found.extend(NewColumn(column, {}) for column in range(at, last_column + 1))
    if len(found) > MOST_COLUMNS:
        raise _too_many(len(found))
    return tuple(found)


def spread_columns(sheet: Worksheet, columns: Sequence[NewColumn]) -> None:
    """Write a template's columns anew where they come to stand in the paper."""
    places: dict[int, list[int]] = {}
    for place, one in enumerate(columns, start=1):
        places.setdefault(one.source, []).append(place)
    _spread_cells(sheet, places)
    _spread_widths(sheet, places)
    merged = [range_boundaries(one.coord) for one in sheet.merged_cells.ranges]
    for one in list(sheet.merged_cells.ranges):
        sheet.merged_cells.remove(one)
    for first, top, last, bottom in merged:
        for left, right in _stretches(columns, first, last):
            if (left, top) != (right, bottom):
                sheet.merged_cells.add(_range(left, top, right, bottom))
    formats, sheet.conditional_formatting = (
        sheet.conditional_formatting,
        ConditionalFormattingList(),
    )
    for one in formats:
        moved = _moved(str(one.sqref), places)
        for rule in one.rules if moved else ():
            sheet.conditional_formatting.add(moved, rule)
    for validation in list(sheet.data_validations.dataValidation):
        moved = _moved(str(validation.sqref), places)
        validation.sqref = MultiCellRange(moved)
    sheet.data_validations.dataValidation = [
        one for one in sheet.data_validations.dataValidation if str(one.sqref)
    ]
    _move_panes_and_images(sheet, places)


def _spread_cells(sheet: Worksheet, places: Mapping[int, Sequence[int]]) -> None:
    before = [cell for row in sheet.iter_rows() for cell in row]
    sheet._cells = {}
    for cell in before:
        for place in places.get(cell.column, ()):
            made = sheet.cell(cell.row, place)
            made._style = copy.copy(cell._style)
            if not isinstance(cell, MergedCell):
                made.value = cell.value
                made.data_type = cell.data_type


def _spread_widths(sheet: Worksheet, places: Mapping[int, Sequence[int]]) -> None:
    before = dict(sheet.column_dimensions.items())
    sheet.column_dimensions.clear()
    for key, dimension in before.items():
        # One entry of Excel may hold for several columns beside each other.
        first = dimension.min or range_boundaries(f"{key}1")[0]
        for source in range(first, min(dimension.max or first, max(places, default=first)) + 1):
            for place in places.get(source, ()):
                letter = get_column_letter(place)
                sheet.column_dimensions[letter] = ColumnDimension(
                    sheet,
                    index=letter,
                    width=dimension.width,
                    hidden=dimension.hidden,
                    customWidth=True,
                )


def _stretches(columns: Sequence[NewColumn], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where merged template columns come to stand: once in each item that they lie in, else once.

    Cells that take in other columns too, such as a heading above all years, reach over all items.
    """
    places = [place for place, one in enumerate(columns, 1) if first <= one.source <= last]
    if not places:
        return
    loops = {tuple(columns[place - 1].known)[:1] for place in places}
    in_each_item = len(loops) == 1 and loops != {()}
    start = places[0]
    for before, place in pairwise(places):
        if in_each_item and columns[before - 1].known is not columns[place - 1].known:
            yield start, before
            start = place
    yield start, places[-1]


def _moved(ranges: str, places: Mapping[int, Sequence[int]]) -> str:
    found = []
    for one in ranges.split():
        first, top, last, bottom = range_boundaries(one)
        its = [place for source in range(first, last + 1) for place in places.get(source, ())]
        if its:
            found.append(_range(min(its), top, max(its), bottom))
    return " ".join(found)


def _move_panes_and_images(sheet: Worksheet, places: Mapping[int, Sequence[int]]) -> None:
    if sheet.freeze_panes:
        column, row, _, _ = range_boundaries(sheet.freeze_panes)
        if places.get(column):
            sheet.freeze_panes = f"{get_column_letter(places[column][0])}{row}"
    for image in sheet._images:
        anchor = image.anchor
        if not isinstance(anchor, str) and hasattr(anchor, "_from"):
            its = places.get(anchor._from.col + 1)
            if its:
                by = its[0] - 1 - anchor._from.col
                anchor._from.col += by
                if hasattr(anchor, "to"):
                    anchor.to.col += by


def _range(left: int, top: int, right: int, bottom: int) -> str:
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _not_closed() -> PlaceError:
    return PlaceError(
        "template-columns-not-closed",
        (
            "列のくり返しの始まりと終わりが、同じ行で組になっていません。",
            "A loop over columns does not begin and end in the same row.",
        ),
        (
            "くり返す最初の列の上に {% 列 for 年 in 計画.年度 %}、最後の列の上に {% 列 endfor %} を"
            "書いてください。",
            "Write {% tc for year in plan.years %} above the first column to repeat, and "
            "{% tc endfor %} above the last one.",
        ),
    )


def _alone() -> PlaceError:
    return PlaceError(
        "template-columns-not-alone",
        (
            "列のくり返しの印がある行に、ほかの文字があります。この行は消えるため、失われます。",
            "The row with the marks of columns holds other text. The row disappears, and so would "
            "the text.",
        ),
        (
            "印だけの行を上に加えてください。",
            "Put the marks into a row of their own, above it.",
        ),
    )


def _one_row() -> PlaceError:
    return PlaceError(
        "template-columns-twice",
        (
            "列のくり返しの印が、二つの行にあります。",
            "Marks of columns stand in two rows.",
        ),
        (
            "一つのシートでは、印を一つの行にまとめてください。",
            "Put all marks of a sheet into one row.",
        ),
    )


def _cut() -> PlaceError:
    return PlaceError(
        "template-columns-cut",
        (
            "結合したセルが、くり返す列の境目をまたいでいます。",
            "Merged cells reach across the edge of the columns to repeat.",
        ),
        (
            "結合を、くり返す列の中だけか、くり返す列の全体を含むようにしてください。",
            "Merge only cells inside these columns, or cells that take in all of them.",
        ),
    )


def nested() -> PlaceError:
    """Marks of columns inside a loop over rows."""
    return PlaceError(
        "template-columns-nested",
        (
            "列のくり返しの印が、行のくり返しの中にあります。",
            "The marks of columns stand inside a loop over rows.",
        ),
        (
            "印の行を、行のくり返しより上に置いてください。列の数はシートで一つです。",
            "Put their row above the loop over rows: a sheet has one number of columns.",
        ),
    )


def _too_many(count: int) -> PlaceError:
    return PlaceError(
        "template-too-many-columns",
        (
            f"列が{count:,}列になります。{MOST_COLUMNS:,}列までです。",
            f"There would be {count:,} columns; at most {MOST_COLUMNS:,} are made.",
        ),
        (
            "年度など、数の限られた一覧でくり返してください。",
            "Loop over a list of few items, such as the years.",
        ),
    )
