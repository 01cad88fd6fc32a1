"""CSV tables: one file of a plan folder, read with every problem in it, and written.

Files are UTF-8, with or without a byte order mark; lines may end as on any system. What is
written has a fixed form: line feeds, and quotation marks only where a cell needs them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hoshin.domain.problems import IllFormedError, Place, Problem
from hoshin.domain.rows import Row
from hoshin.exchange import refusals, row_refusals
from hoshin.exchange.cells import CONTROL, read_cell, write_cell
from hoshin.exchange.package import title_of
from hoshin.exchange.tables import Column, Table

MOST_ROWS = 1_000_000
LARGEST_FILE = 500_000_000
MOST_PROBLEMS = 1_000
_QUOTED = re.compile(r'[,"\r\n]')
_JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


@dataclass(slots=True)
class TableReading:
    """What reading a file gave: the well-formed rows, each one's line by its id, the problems."""

    rows: list[Row] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_text(file: Path, problems: list[Problem], largest: int = LARGEST_FILE) -> str | None:
    """The text of a file without byte order mark; None, with the problem added, if it has none."""
    try:
        if is_too_large(file, largest):
            problems.append(refusals.too_large(file.name, largest))
            return None
        content = file.read_bytes()
    except OSError as refused:
        problems.append(refusals.unreadable(file.name, refused.strerror or str(refused)))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        problems.append(refusals.not_utf8(file.name, line, _likely_encoding(content)))
        return None


def _likely_encoding(content: bytes) -> tuple[str, str] | None:
    """The name of the encoding in both languages, where the bytes tell."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("UTF-16", "UTF-16")
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return None
    return ("Shift_JIS(CP932)", "Shift_JIS (CP932)") if _JAPANESE.search(text) else None


def is_too_large(file: Path, largest: int = LARGEST_FILE) -> bool:
    """Whether a file has more bytes than are worth loading; raises OSError when it is not there."""
    return file.stat().st_size > largest


def has_too_many_rows(file: Path) -> bool:
    """Whether a file has more than ``MOST_ROWS`` lines after its header, without loading it.

    A file that is too large is not looked into: reading says so.
    """
    feeds = returns = 0
    try:
        if is_too_large(file):
            return False
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                feeds += chunk.count(b"\n")
                returns += chunk.count(b"\r")
                if max(feeds, returns) > MOST_ROWS + 1:
                    return True
    except OSError:
        # The file is opened again to be read; that tells what is wrong with it.
        return False
    return False


def read_table(file: Path, table: Table) -> TableReading:
    """Read one table; a row that is not well formed is left out and its problems are told."""
    reading = TableReading()
    if has_too_many_rows(file):
        reading.problems.append(refusals.too_many_rows(file.name, MOST_ROWS))
        return reading
    text = read_text(file, reading.problems)
    if text is None:
        return reading
    names = [column.name for column in table.columns]
    if not text.strip("\r\n"):
        reading.problems.append(refusals.empty_file(file.name, names))
        return reading
    if not text.endswith(("\n", "\r")):
        last = len(re.findall(r"\r\n|\r|\n", text)) + 1
        reading.problems.append(refusals.no_final_line_break(file.name, last))
    _TableReader(table, text, reading).run()
    return reading


class _TableReader:
    """Goes through one file's text, row by row."""

    def __init__(self, table: Table, text: str, reading: TableReading) -> None:
        self._table = table
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self._reading = reading
        self._has_control = CONTROL.search(text) is not None
        self._line = 1
        self._found = 0
        self._unnamed = 0
        self._empty_rows: list[int] = []

    def run(self) -> None:
        """Read the header, then the rows, into the reading."""
        header: list[Column] | None = None
        while (cells := self._next()) is not None:
            if not cells:
                continue
            if header is None:
                header = self._header(cells)
                if header is None:
                    return
            elif any(cells):
                self._take(cells, header)
            else:
                self._empty_rows.append(self._line)
        file = self._table.file_name
        if self._empty_rows:
            self._reading.problems.append(row_refusals.empty_rows(file, self._empty_rows))
        if self._found > MOST_PROBLEMS:
            more = row_refusals.more_problems(file, self._line, self._found - MOST_PROBLEMS)
            self._reading.problems.append(more)

    def _next(self) -> list[str] | None:
        """The cells of the next row, empty for a blank line; None at the end or when broken."""
        self._line = self._reader.line_num + 1
        try:
            return next(self._reader, None)
        except csv.Error as broken:
            self._add(refusals.broken_csv(self._table.file_name, self._line, str(broken)))
            return None

    def _add(self, problem: Problem) -> None:
        self._found += 1
        # A table in the wrong shape has a problem in every cell; nobody reads them all.
        if self._found <= MOST_PROBLEMS:
            self._reading.problems.append(problem)

    def _header(self, cells: list[str]) -> list[Column] | None:
        file, line = self._table.file_name, self._line
        known = {column.name: column for column in self._table.columns}
        if not any(name in known for name in cells):
            self._add(row_refusals.no_header(file, line, cells[0], known))
            return None
        cells, self._unnamed = _named(cells)
        if self._unnamed:
            # Spreadsheets save the empty columns beside a table too.
            self._reading.problems.append(row_refusals.unnamed_columns(file, line, self._unnamed))
        before = self._found
        for name in dict.fromkeys(cells):
            if name not in known:
                self._add(row_refusals.unknown_column(file, line, name, known, self._titles()))
            elif cells.count(name) > 1:
                self._add(row_refusals.repeated_column(file, line, name))
        for column in self._table.columns:
            if column.required and column.name not in cells:
                self._add(row_refusals.missing_column(file, line, column.name))
        if self._found > before:
            return None
        return [known[name] for name in cells]

    def _titles(self) -> dict[str, str]:
        """The name of each column by its Japanese title."""
        return {title_of(self._table, one)[0]: one.name for one in self._table.columns}

    def _take(self, cells: list[str], header: list[Column]) -> None:
        if self._unnamed and len(cells) > len(header) and not any(cells[len(header) :]):
            cells = cells[: len(header)]
        id_at = next(at for at, column in enumerate(header) if column.name == "id")
        row_id = cells[id_at] if id_at < len(cells) else ""
        place = Place(file=self._table.file_name, line=self._line, row_id=row_id)
        if len(cells) != len(header):
            self._add(row_refusals.row_length(place, len(cells), len(header)))
            return
        row = self._row(cells, header, place)
        if row is None:
            return
        first = self._reading.lines.setdefault(row.id, self._line)
        if first != self._line:
            self._add(row_refusals.duplicate_id(replace(place, column="id"), first))
            return
        self._reading.rows.append(row)

    def _row(self, cells: list[str], header: list[Column], place: Place) -> Row | None:
        values: dict[str, Any] = {}
        before = self._found
        for text, column in zip(cells, header, strict=True):
            if self._has_control and (found := CONTROL.search(text)):
                at = replace(place, column=column.name)
                self._add(row_refusals.control_character(at, found[0]))
                continue
            try:
                values[column.name] = read_cell(text, column)
            except IllFormedError as wrong:
                self._add(row_refusals.ill_formed(wrong, replace(place, column=column.name)))
        if self._found > before:
            return None
        try:
            return self._table.row_class(**values)
        except IllFormedError as wrong:
            self._add(row_refusals.ill_formed(wrong, replace(place, column=wrong.field)))
            return None


def _named(header: list[str]) -> tuple[list[str], int]:
    """A header without the unnamed columns at its right end, and how many those are."""
    last = max(at for at, name in enumerate(header) if name)
    return header[: last + 1], len(header) - last - 1


def lines_of(text: str) -> dict[str, int]:
    """The line at which each record of a table's canonical text begins, by the record's id."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    next(reader)
    lines: dict[str, int] = {}
    line = reader.line_num + 1
    for cells in reader:
        lines[cells[0]] = line
        line = reader.line_num + 1
    return lines


def table_text(table: Table, rows: Iterable[Row]) -> str:
    """A table as CSV text: header row, line feeds, quotation marks only where needed.

    Raises IllFormedError for a value that could not be read back.
    """
    lines = [",".join(column.name for column in table.columns)]
    for row in rows:
        lines.append(",".join(_cell(row, column) for column in table.columns))
    return "\n".join(lines) + "\n"


def _cell(row: Row, column: Column) -> str:
    text = write_cell(getattr(row, column.name), column)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
