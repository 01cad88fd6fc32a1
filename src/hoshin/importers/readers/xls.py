"""Workbooks in Excel's old binary format (xls), read with xlrd: cells, formats, hidden parts."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

from hoshin.domain.problems import Problem
from hoshin.importers.document import Document, DocumentKind, DocumentReading, Page, digest
from hoshin.importers.readers import number_formats, refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.sheets import Sheet, SheetCell, address, notes_of, page_of

_NOTED = 1000


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a workbook; what is wrong with it is a problem, never an exception."""
    try:
        import xlrd
    except ImportError:
        missing = refusals.library_missing(name, "古いExcel(xls)", "old Excel files (xls)", "xlrd")
        return DocumentReading(document=None, problems=(missing,))
    problems: list[Problem] = []
    pages: list[Page] = []
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            # xlrd prints what it finds odd; a reader says it in problems or not at all.
            logfile=StringIO(),
        )
        if b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T" in content:
            problems.append(refusals.macros(name))
        _read_book(book, name, limits, progress, pages, problems)
    except MemoryError:
        raise
    except Exception as wrong:
        # xlrd meets a damaged file with whatever exception its parsing runs into.
        if "encrypted" in str(wrong).lower():
            problems.append(refusals.encrypted(name))
        else:
            problems.append(refusals.damaged(name, f"{type(wrong).__name__}: {wrong}"[:200]))
    document = Document(
        name=name, sha256=digest(content), kind=DocumentKind.WORKBOOK, pages=tuple(pages)
    )
    return DocumentReading(document=document if pages else None, problems=tuple(problems))


def _read_book(
    book: Any,
    name: str,
    limits: Limits,
    progress: Progress,
    pages: list[Page],
    problems: list[Problem],
) -> None:
    cells_left = limits.cells
    line = 1
    count = min(book.nsheets, limits.pages)
    for index in range(count):
        stored = book.sheet_by_index(index)
        sheet = Sheet(stored.name, hidden=stored.visibility != 0)
        full = not _fill(sheet, stored, book, cells_left)
        cells_left -= len(sheet.cells)
        pages.append(page_of(sheet, index + 1, line))
        line += len(pages[-1].lines)
        problems.extend(notes_of(sheet, name))
        book.unload_sheet(index)
        progress(index + 1, book.nsheets)
        if full:
            problems.append(refusals.too_many_cells(name, limits.cells, stored.name))
            return
    if book.nsheets > limits.pages:
        problems.append(refusals.too_many_pages(name, book.nsheets, limits.pages))


def _fill(sheet: Sheet, stored: Any, book: Any, cells_left: int) -> bool:
    """Take the cells over; false when there are more than are allowed."""
    sheet.merges.extend(
        (first_row, first_column, end_row - 1, end_column - 1)
        for first_row, end_row, first_column, end_column in stored.merged_cells
    )
    sheet.hidden_rows.update(row for row, info in stored.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(
        column for column, info in stored.colinfo_map.items() if info.hidden
    )
    for row in range(stored.nrows):
        for column, cell in enumerate(stored.row(row)):
            shown = _shown(cell, book, sheet, address(row, column))
            if shown is None:
                continue
            if len(sheet.cells) >= cells_left:
                return False
            sheet.cells[(row, column)] = shown
    return True


def _shown(cell: Any, book: Any, sheet: Sheet, where: str) -> SheetCell | None:
    import xlrd

    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_TEXT:
        text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        return SheetCell(text) if text.strip() else None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return SheetCell("TRUE" if value else "FALSE")
    if kind == xlrd.XL_CELL_ERROR:
        if len(sheet.errors) < _NOTED:
            sheet.errors.append(where)
        return SheetCell(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return None
    number: Decimal | None = number_formats.shortest(float(value))
    code = _format(cell, book)
    assert number is not None
    text_shown = number_formats.displayed(number, code, from_1904=book.datemode == 1)
    text = number_formats.plain(number) if text_shown is None else text_shown
    if number_formats.is_date(code):
        number = None
    elif number_formats.is_percent(code):
        sheet.percents.append(where)
    elif number_formats.is_scaled(code):
        sheet.scaled.append(where)
    elif number_formats.shows_fewer_digits(number, code):
        sheet.rounded.append(where)
    return SheetCell(text, number, "" if code == "General" else code)


def _format(cell: Any, book: Any) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    key = book.xf_list[cell.xf_index].format_key
    known = book.format_map.get(key)
    # For the formats with fixed numbers xlrd gives the American form.
    return number_formats.BUILT_IN.get(key) or (known.format_str if known else "General")
