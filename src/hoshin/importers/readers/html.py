"""HTML: headings, text and tables with merged cells, from the bytes alone.

Nothing is fetched: no picture, style, frame or script. Missing end tags are supplied as browsers
do. A table inside a cell is a table of its own, and its text is no part of the outer cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hoshin.domain.problems import Problem
from hoshin.domain.proposals import LineRange
from hoshin.importers.document import (
    Cell,
    Document,
    DocumentKind,
    DocumentReading,
    Line,
    Page,
    Table,
    digest,
)
from hoshin.importers.readers import refusals, sheet_refusals
from hoshin.importers.readers.encodings import decode
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.wording import joined

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td "
    "th tr ul".split()
)
_UNSEEN = frozenset("script style template noscript iframe object svg math select rt rp".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)", re.IGNORECASE)
_WIDEST_SPAN = 1000


class _EnoughError(Exception):
    """The cells or lines have reached their limit."""


@dataclass(slots=True)
class _OpenCell:
    row: int
    column: int
    row_span: int
    column_span: int
    hidden: bool
    paragraphs: list[str] = field(default_factory=list)
    first_line: int = 0
    last_line: int = 0


@dataclass(slots=True)
class _OpenTable:
    """A table while its tags are read; ``below`` tells how far cells reach down each column."""

    caption: str
    first_line: int
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    row_hidden: bool = False
    below: dict[int, int] = field(default_factory=dict)
    cell: _OpenCell | None = None
    in_caption: bool = False


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a page; what is wrong with it is a problem, never an exception."""
    declared = _CHARSET.search(content[:4096])
    decoded = decode(content, name, declared[1].decode("ascii") if declared else "")
    if decoded is None:
        return DocumentReading(document=None, problems=(refusals.unknown_kind(name),))
    problems: list[Problem] = list(decoded.problems)
    parser = _PageParser(limits)
    try:
        parser.feed(decoded.text)
        parser.close()
    except _EnoughError:
        problems.append(refusals.too_many_cells(name, limits.cells, f"line {len(parser.lines)}"))
    parser.finish()
    if parser.hidden_cells:
        problems.append(
            sheet_refusals.hidden(
                name, f"{parser.hidden_cells}", "セル(上の数)", "cells (the number above)"
            )
        )
    if not parser.lines and not parser.tables:
        problems.append(refusals.empty(name))
        return DocumentReading(document=None, problems=tuple(problems))
    progress(1, 1)
    page = Page(number=1, lines=tuple(parser.lines), tables=tuple(parser.tables))
    document = Document(
        name=name,
        sha256=digest(content),
        kind=DocumentKind.HTML,
        pages=(page,),
        title=joined(parser.title.split("\n")),
    )
    return DocumentReading(document=document, problems=tuple(problems))


class _PageParser(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.title = ""
        self.hidden_cells = 0
        self._open: list[_OpenTable] = []
        self._unseen: list[str] = []
        self._text: list[str] = []
        self._heading = ""
        self._in_title = False
        self._preformatted = 0
        self._places = 0

    # --- tags -----------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            if tag == self._unseen[-1] and tag not in _VOID:
                self._unseen.append(tag)
            return
        if tag in _UNSEEN:
            self._unseen.append(tag)
            return
        if tag == "br":
            self._text.append("\n")
            return
        if tag == "title":
            self._in_title = True
            return
        if tag in _BLOCKS:
            self._flush()
        given = {key: value or "" for key, value in attrs}
        if tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._open.append(_OpenTable(self._heading, len(self.lines) + 1))
        elif self._open:
            self._start_table_part(tag, given)

    def _start_table_part(self, tag: str, given: dict[str, str]) -> None:
        table = self._open[-1]
        if tag == "caption":
            table.in_caption = True
        elif tag == "tr":
            self._close_cell()
            self._next_row(table)
            table.row_hidden = _is_hidden(given)
        elif tag in ("td", "th"):
            self._close_cell()
            if table.row < 0:
                self._next_row(table)
            column = 0
            while table.below.get(column, -1) >= table.row:
                column += 1
            rows = _span(given.get("rowspan", "1"))
            columns = _span(given.get("colspan", "1"))
            self._places += columns
            if self._places > self.limits.cells:
                raise _EnoughError
            for one in range(column, column + columns):
                table.below[one] = table.row + rows - 1
            hidden = table.row_hidden or _is_hidden(given)
            table.cell = _OpenCell(table.row, column, rows, columns, hidden)
        elif tag in ("tbody", "thead", "tfoot"):
            self._close_cell()

    def _next_row(self, table: _OpenTable) -> None:
        table.row += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "title":
            self._in_title = False
            return
        if tag in _BLOCKS:
            self._flush()
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif not self._open:
            return
        elif tag == "caption":
            self._open[-1].in_caption = False
        elif tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table":
            self._close_table()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self.title = (self.title + data)[:500]
        elif self._preformatted:
            self._text.append(data)
        else:
            self._text.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    # --- what they make -------------------------------------------------------------------------

    def _flush(self) -> None:
        """End a paragraph: its lines belong to the page and to the cell that is open."""
        text = "".join(self._text)
        self._text = []
        paragraphs = [one.strip(" \u3000") for one in text.split("\n")]
        paragraphs = [one for one in paragraphs if one]
        if not paragraphs:
            return
        if len(self.lines) + len(paragraphs) > self.limits.lines:
            raise _EnoughError
        first = len(self.lines) + 1
        for one in paragraphs:
            self.lines.append(Line(number=len(self.lines) + 1, text=one, page=1))
        table = self._open[-1] if self._open else None
        if table is None or table.cell is None:
            if table is not None and table.in_caption:
                table.caption = joined(paragraphs)
            self._heading = paragraphs[-1]
            return
        table.cell.paragraphs.extend(paragraphs)
        table.cell.first_line = table.cell.first_line or first
        table.cell.last_line = len(self.lines)

    def _close_cell(self) -> None:
        self._flush()
        table = self._open[-1]
        cell = table.cell
        if cell is None:
            return
        table.cell = None
        self.hidden_cells += cell.hidden and bool(cell.paragraphs)
        table.cells.append(
            Cell(
                text="\n".join(cell.paragraphs),
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                hidden=cell.hidden,
                lines=LineRange(cell.first_line, cell.last_line) if cell.first_line else None,
            )
        )

    def _close_table(self) -> None:
        self._close_cell()
        table = self._open.pop()
        if not table.cells:
            return
        rows = table.row + 1
        cells = tuple(_bounded(one, rows) for one in table.cells)
        self.tables.append(
            Table(
                page=1,
                cells=cells,
                rows=rows,
                columns=max(one.column + one.column_span for one in cells),
                caption=table.caption,
                first_line=table.first_line,
            )
        )

    def finish(self) -> None:
        """Close what the page left open."""
        try:
            self._flush()
        except _EnoughError:
            self._text = []
        while self._open:
            try:
                self._close_table()
            except _EnoughError:
                self._text = []
        self.tables.sort(key=lambda one: one.first_line)


def _bounded(cell: Cell, rows: int) -> Cell:
    if cell.row + cell.row_span <= rows:
        return cell
    return Cell(
        text=cell.text,
        row=cell.row,
        column=cell.column,
        row_span=rows - cell.row,
        column_span=cell.column_span,
        hidden=cell.hidden,
        lines=cell.lines,
    )


def _span(value: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", value)
    number = int(digits[1]) if digits else 1
    # HTML: a row span of 0 reaches to the end of the table; it is cut there.
    return _WIDEST_SPAN if number == 0 else min(number, _WIDEST_SPAN)


def _is_hidden(given: dict[str, str]) -> bool:
    return "hidden" in given or bool(_INVISIBLE.search(given.get("style", "")))
