"""The whole folder as one Excel workbook: a sheet for each table, figures as printed.

For reading, not for returning: numbers are Excel numbers with a format that shows their printed
digits, everything else is text and never a formula. Needs the ``release`` extra (XlsxWriter).
"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from hoshin.domain.city import City
from hoshin.exchange.cells import write_cell
from hoshin.exchange.package import column_titles
from hoshin.exchange.tables import Table, tables

_MOST_EXACT_DIGITS = 15
_WIDEST = 48


def workbook(city: City, as_of: date) -> bytes:
    """The workbook's bytes; the same city and day give the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # A fixed date: a workbook that differs at every run could not be compared.
    book.set_properties(
        {"title": city.name, "created": _midnight(as_of), "comments": as_of.isoformat()}
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    numbers = {
        decimals: book.add_format(
            {"num_format": "#,##0" + ("." + "0" * decimals if decimals else ""), "valign": "top"}
        )
        for decimals in range(_MOST_EXACT_DIGITS)
    }
    for table in tables():
        rows = getattr(city, table.name)
        if rows:
            _write_sheet(book.add_worksheet(table.name[:31]), table, rows, head, text, numbers)
    book.close()
    return stream.getvalue()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format knows no time zone


def _write_sheet(
    sheet: Any, table: Table, rows: tuple[Any, ...], head: Any, text: Any, numbers: dict[int, Any]
) -> None:
    titles = column_titles()
    widths = [len(column.name) for column in table.columns]
    cells = []
    for row in rows:
        values = [getattr(row, column.name) for column in table.columns]
        written = list(map(write_cell, values, table.columns))
        widths = list(map(max, widths, map(len, written)))
        cells.append((values, written))
    for at, column in enumerate(table.columns):
        title = titles.get(column.name, ("", ""))[0]
        sheet.write_string(0, at, f"{title}\n{column.name}", head)
        sheet.set_column(at, at, min(widths[at] + 2, _WIDEST))
    are_numbers = [column.kind in (int, Decimal) for column in table.columns]
    for down, (values, written) in enumerate(cells, start=1):
        for at, cell in enumerate(written):
            if not cell:
                continue
            if are_numbers[at] and len(cell.lstrip("-").replace(".", "")) <= _MOST_EXACT_DIGITS:
                decimals = len(cell.partition(".")[2])
                sheet.write_number(down, at, values[at], numbers[decimals])
            else:
                # Excel keeps 15 digits: a longer number is text, so that none is lost.
                sheet.write_string(down, at, cell, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
