"""Workbooks in the OpenDocument format (ods): cells as shown, with the values behind them.

An OpenDocument cell carries its displayed text, so no number format needs to be understood. Empty
cells and rows are written as repetitions and skipped as such; a repeated cell with content is
repeated within bounds.
"""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.problems import Problem
from hoshin.importers.document import Document, DocumentKind, DocumentReading, Page, digest
from hoshin.importers.readers import number_formats, refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.packages import (
    Package,
    PartDamagedError,
    UnpacksTooLargeError,
    bare,
)
from hoshin.importers.readers.sheets import (
    LAST_COLUMN,
    LAST_ROW,
    Sheet,
    SheetCell,
    address,
    notes_of,
    page_of,
)

_CONTENT = "content.xml"
_MOST_REPEATS = 1000
_NOTED = 1000


class _EnoughError(Exception):
    """The cells of a file have reached their limit."""


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a workbook; what is wrong with it is a problem, never an exception."""
    problems: list[Problem] = []
    reader = _ContentReader(limits)
    try:
        package = Package(content, limits)
        manifest = "META-INF/manifest.xml"
        if manifest in package and any(
            b"encryption-data" in piece for piece in package.chunks(manifest)
        ):
            return DocumentReading(document=None, problems=(refusals.encrypted(name),))
        if any(one.startswith("Basic/") for one in package.names):
            problems.append(refusals.macros(name))
        package.stream(_CONTENT, reader.start, reader.end, reader.text)
    except _EnoughError:
        problems.append(refusals.too_many_cells(name, limits.cells, reader.sheets[-1].name))
    except UnpacksTooLargeError as wrong:
        problems.append(refusals.bomb(name, wrong.limit, wrong.part))
    except PartDamagedError as wrong:
        problems.append(refusals.damaged(name, str(wrong)))
    pages: list[Page] = []
    line = 1
    for number, sheet in enumerate(reader.sheets[: limits.pages], start=1):
        pages.append(page_of(sheet, number, line))
        line += len(pages[-1].lines)
        problems.extend(notes_of(sheet, name))
        progress(number, len(reader.sheets))
    if len(reader.sheets) > limits.pages:
        problems.append(refusals.too_many_pages(name, len(reader.sheets), limits.pages))
    document = Document(
        name=name, sha256=digest(content), kind=DocumentKind.WORKBOOK, pages=tuple(pages)
    )
    return DocumentReading(document=document if pages else None, problems=tuple(problems))


def _times(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return max(1, min(int(value), LAST_ROW)) if value.isdecimal() else 1


class _ContentReader:
    """The events of ``content.xml``, gathered into sheets."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self.cells_left = limits.cells
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.row = 0
        self.column = 0
        self.row_repeats = 1
        self.row_hidden = False
        self.row_cells: list[tuple[int, SheetCell]] = []
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[str] = []
        self.in_paragraph = 0
        self.aside = 0
        self.table_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        given = {bare(key): value for key, value in attributes.items()}
        if tag == "style":
            self.style = given.get("name", "")
        elif tag == "table-properties" and given.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "table":
            self.table_depth += 1
            if self.table_depth == 1:
                hidden = given.get("style-name", "") in self.hidden_styles
                self.sheets.append(Sheet(given.get("name", ""), hidden=hidden))
                self.row = self.column = 0
        elif self.table_depth != 1:
            return
        elif tag in ("annotation", "shapes", "frame"):
            self.aside += 1
        elif self.aside:
            return
        elif tag == "table-column":
            times = _times(given, "number-columns-repeated")
            if given.get("visibility") in ("collapse", "filter"):
                last = min(self.column + times, LAST_COLUMN)
                self.sheets[-1].hidden_columns.update(range(self.column, last))
            self.column += times
        elif tag == "table-row":
            self.row_repeats = _times(given, "number-rows-repeated")
            self.row_hidden = given.get("visibility") in ("collapse", "filter")
            self.column = 0
            self.row_cells = []
        elif tag in ("table-cell", "covered-table-cell"):
            self.cell = given
            self.paragraphs = []
        elif self.cell is not None:
            self._start_text(tag, given)

    def _start_text(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("p", "h"):
            self.in_paragraph += 1
            self.paragraphs.append("")
        elif tag == "ruby-text":
            self.aside += 1
        elif self.in_paragraph and tag == "s":
            self.paragraphs[-1] += " " * min(_times(given, "c"), 100)
        elif self.in_paragraph and tag == "tab":
            self.paragraphs[-1] += " "
        elif self.in_paragraph and tag == "line-break":
            self.paragraphs[-1] += "\n"

    def text(self, data: str) -> None:
        if self.in_paragraph and not self.aside and self.cell is not None:
            self.paragraphs[-1] += data

    def end(self, tag: str) -> None:
        if tag == "table":
            self.table_depth -= 1
        elif self.table_depth != 1:
            return
        elif tag in ("annotation", "shapes", "frame", "ruby-text"):
            self.aside = max(0, self.aside - 1)
        elif self.aside:
            return
        elif tag in ("p", "h"):
            self.in_paragraph = max(0, self.in_paragraph - 1)
        elif tag in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._end_cell(self.cell, covered=tag != "table-cell")
            self.cell = None
        elif tag == "table-row":
            self._end_row()

    def _end_cell(self, given: dict[str, str], *, covered: bool) -> None:
        sheet = self.sheets[-1]
        times = _times(given, "number-columns-repeated")
        rows = _times(given, "number-rows-spanned")
        columns = _times(given, "number-columns-spanned")
        if (rows > 1 or columns > 1) and self.row < LAST_ROW and self.column < LAST_COLUMN:
            last = (self.row + rows - 1, self.column + columns - 1)
            sheet.merges.append((self.row, self.column, *last))
        text = "\n".join(self.paragraphs)
        kind = given.get("value-type", "")
        number: Decimal | None = None
        if kind in ("float", "percentage", "currency"):
            number = number_formats.stored_number(given.get("value", ""))
            text = text or (number_formats.plain(number) if number is not None else "")
        elif kind == "string" and not text:
            text = given.get("string-value", "")
        elif kind == "date" and not text:
            text = given.get("date-value", "").removesuffix("T00:00:00")
        if text.strip() and not covered:
            where = address(self.row, self.column)
            if kind == "percentage" and len(sheet.percents) < _NOTED:
                sheet.percents.append(where)
            elif text.startswith(("#", "Err:")) and "formula" in given:
                sheet.errors.append(where)
            stored = SheetCell(text, number, "0%" if kind == "percentage" else "")
            bounded = min(times, _MOST_REPEATS)
            self.row_cells.extend((self.column + one, stored) for one in range(bounded))
        elif "formula" in given and not covered and not kind and len(sheet.without_value) < _NOTED:
            sheet.without_value.append(address(self.row, self.column))
        self.column += times

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        if self.row_cells:
            for row in range(self.row, self.row + min(self.row_repeats, _MOST_REPEATS)):
                if self.row_hidden:
                    sheet.hidden_rows.add(row)
                for column, cell in self.row_cells:
                    if row < LAST_ROW and column < LAST_COLUMN:
                        if self.cells_left <= 0:
                            raise _EnoughError
                        self.cells_left -= 1
                        sheet.cells[(row, column)] = cell
        self.row += self.row_repeats
