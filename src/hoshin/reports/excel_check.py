"""What an Excel template holds that cannot be filled, told before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from hoshin.domain.problems import Problem
from hoshin.reports import fill_refusals as refusals
from hoshin.reports.excel_columns import ColumnMarkError, nested, read_column_loops
from hoshin.reports.excel_template import (
    Part,
    SheetRow,
    has_places,
    mark_of,
    read_parts,
    spot_of,
    text_of,
)
from hoshin.reports.problems import paper_problem


def wrong_column_marks(sheet: Worksheet, file: str) -> Iterator[Problem]:
    """What is wrong with the marks of columns: they have to be right before a sheet can be read."""
    try:
        loops = read_column_loops(sheet)
    except ColumnMarkError as wrong:
        said = wrong.error
        yield paper_problem(said.code, said.sentence, said.hint, file=file, spot=wrong.spot)
        return
    if loops and loops[0].row in _rows_inside(sheet):
        said = nested()
        yield paper_problem(said.code, said.sentence, said.hint, file=file, spot=loops[0].spot)


def _rows_inside(sheet: Worksheet) -> set[int]:
    """The rows between the beginning of a loop or condition and its end.

    A sheet that is made for each item has its first loop around everything: that one is no matter.
    """
    found: set[int] = set()
    depth = -1 if has_places(sheet.title) else 0
    for number in range(1, sheet.max_row + 1):
        mark = mark_of(sheet, number)
        if mark is not None and mark[0] in ("for", "if"):
            depth += 1
        elif mark is not None and mark[0] in ("endfor", "endif"):
            depth -= 1
        elif depth > 0:
            found.add(number)
    return found


def unfit(sheet: Worksheet, file: str) -> Iterator[Problem]:
    """What a sheet holds that cannot be filled: locked places, formulas beside loops."""
    parts = _parts_or_none(sheet)
    loops = any(not isinstance(one, SheetRow) for one in parts) or bool(read_column_loops(sheet))
    for row in sheet.iter_rows():
        for cell in row:
            text = text_of(cell)
            formula = cell.data_type == "f" or isinstance(cell.value, ArrayFormula)
            if formula and loops:
                yield refusals.formula(file, spot_of(sheet, cell))
            if sheet.protection.sheet and has_places(text) and cell.protection.locked:
                yield refusals.protected(file, spot_of(sheet, cell))
                return


def _parts_or_none(sheet: Worksheet) -> tuple[Part, ...]:
    """The parts of a sheet; none where its blocks do not close, which the check has said."""
    try:
        return read_parts(sheet)
    except AssertionError:
        return ()
