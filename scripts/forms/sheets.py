"""Drawing Excel templates: a sheet written from top to bottom, A4, in two languages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scripts.forms.packing import packed

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
THIN, HAIR, THICK = Side(style="thin"), Side(style="hair"), Side(style="medium")
GREY = PatternFill("solid", fgColor="E8E8E8")
_DAY = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)

Label = str | tuple[str, str]


class Book:
    """A workbook of templates in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.book = Workbook()
        self.book.remove(self.book.active)

    def say(self, label: Label) -> str:
        """A label in this language; a place is the same in both."""
        if isinstance(label, str):
            return label
        return label[0] if self.language == "ja" else label[1]

    def sheet(self, title: Label, widths: Sequence[float], *, landscape: bool = True) -> Page:
        """A new A4 sheet with columns of these widths."""
        return Page(self, self.book.create_sheet(self.say(title)), widths, landscape)

    def content(self) -> bytes:
        """The workbook as bytes that are the same each time."""
        self.book.properties.creator = "Hoshin"
        self.book.properties.created = self.book.properties.modified = _DAY
        stream = io.BytesIO()
        self.book.save(stream)
        return packed(stream.getvalue())


class Page:
    """One sheet, written row by row."""

    def __init__(
        self, book: Book, sheet: Worksheet, widths: Sequence[float], landscape: bool
    ) -> None:
        self._book, self.sheet = book, sheet
        self.columns = len(widths)
        self.row = 0
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_view.showGridLines = False
        setup = sheet.page_setup
        setup.paperSize = sheet.PAPERSIZE_A4
        setup.orientation = "landscape" if landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.footer = 0.6, 0.7, 0.35
        sheet.oddFooter.center.text = "&P / &N"
        sheet.oddFooter.center.size = 9

    def mark(self, text: str) -> None:
        """A row that is a mark: a loop, a condition, their end, the end of a page."""
        self.row += 1
        self.sheet.cell(self.row, 1, text)

    def blank(self, height: float = 8) -> None:
        """An empty row."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height

    def title(self, text: Label, size: float = 14, *, centre: bool = False) -> None:
        """A line over the whole width, in the heavier face."""
        cell = self._over(1, self.columns, text)
        cell.font = Font(name=GOTHIC, size=size, bold=True)
        cell.alignment = Alignment(
            horizontal="center" if centre else "left", vertical="center", wrap_text=True
        )
        self.sheet.row_dimensions[self.row].height = size * 1.9

    def text(self, text: Label, size: float = 10, *, right: bool = False) -> None:
        """A line of plain text over the whole width."""
        cell = self._over(1, self.columns, text)
        cell.font = Font(name=MINCHO, size=size)
        cell.alignment = Alignment(
            horizontal="right" if right else "left", vertical="center", wrap_text=True
        )

    def head(self, *labels: Label, spans: Sequence[int] = (), height: float = 30) -> None:
        """The heads of a table, grey and centred."""
        self._cells(labels, spans, head=True)
        self.sheet.row_dimensions[self.row].height = height

    def line(
        self,
        *labels: Label,
        spans: Sequence[int] = (),
        aligned: str = "",
        heads: Sequence[int] = (),
        height: float = 0,
    ) -> None:
        """A row of a table; ``aligned`` has a letter a cell: l, c, r; ``heads`` are grey."""
        self._cells(labels, spans, aligned=aligned, heads=heads)
        if height:
            self.sheet.row_dimensions[self.row].height = height

    def repeat_rows(self, first: int, last: int) -> None:
        """Print these rows at the top of every page."""
        self.sheet.print_title_rows = f"{first}:{last}"

    def _over(self, first: int, last: int, text: Label):  # type: ignore[no-untyped-def]
        self.row += 1
        cell = self.sheet.cell(self.row, first, self._book.say(text))
        if last > first:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=first, end_column=last
            )
        return cell

    def _cells(
        self,
        labels: Sequence[Label],
        spans: Sequence[int],
        *,
        head: bool = False,
        aligned: str = "",
        heads: Sequence[int] = (),
    ) -> None:
        self.row += 1
        column = 1
        for number, label in enumerate(labels):
            span = spans[number] if number < len(spans) else 1
            grey = head or number in heads
            for one in range(column, column + span):
                cell = self.sheet.cell(self.row, one)
                cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
                cell.font = Font(name=GOTHIC if grey else MINCHO, size=9.5 if grey else 10)
                if grey:
                    cell.fill = GREY
                letter = aligned[number] if number < len(aligned) else "l"
                cell.alignment = Alignment(
                    horizontal="center"
                    if grey
                    else {"l": "left", "c": "center", "r": "right"}[letter],
                    vertical="center",
                    wrap_text=True,
                )
            first = self.sheet.cell(self.row, column)
            first.value = self._book.say(label)
            if not grey and ("千円 }}" in first.value or "実績.数" in first.value):
                first.number_format = "#,##0.###;-#,##0.###"
            if span > 1:
                self.sheet.merge_cells(
                    start_row=self.row,
                    end_row=self.row,
                    start_column=column,
                    end_column=column + span - 1,
                )
            column += span
