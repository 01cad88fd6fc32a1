"""Tables of plain text whose columns are parted by blanks alone, as a PDF's text often has them.

Widths are counted as they are seen: a full-width character takes two places. Columns are parted
where no full row of the table has a letter. What is no table of at least three columns and three
rows with figures is left as lines: prose with a gap in it is no table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from hoshin.domain.proposals import LineRange
from hoshin.importers.document import Cell, Line, Table

_GAP = re.compile(r"[ \u3000]{2,}")
_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_MOST_COLUMNS = 40
# Which rows are full: those with so many hundredths of the pieces of the fullest.
_SHARES = (66, 80, 100)
_LONGEST_LINE = 1_000
_LONGEST_RUN = 2_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text without a gap in it, and the places where it begins and ends on its line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    pieces: tuple[_Piece, ...]


def blank_tables(lines: Sequence[Line], page: int) -> Iterator[Table]:
    """The tables of a page of text whose columns are parted by blanks."""
    heading = ""
    for is_run, its in groupby(map(_row, lines), key=lambda row: row is not None):
        rows = [row for row in its if row is not None]
        if not is_run:
            continue
        for run in _runs(rows):
            table = _table(run, page, heading)
            if table is not None:
                yield table
            heading = run[-1].pieces[0].text if len(run[-1].pieces) == 1 else heading
        last = rows[-1]
        heading = last.pieces[0].text if len(last.pieces) == 1 else heading


def _row(line: Line) -> _Row | None:
    """A line in pieces; None for a blank one, or one of another kind."""
    text = line.text
    if not text.strip() or "\t" in text or len(text) > _LONGEST_LINE:
        return None
    pieces = []
    at = place = 0
    for gap in (*_GAP.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        piece = text[at:end]
        bare = piece.strip(" \u3000")
        if bare:
            start = place + _width(piece) - _width(piece.lstrip(" \u3000"))
            pieces.append(_Piece(bare, start, start + _width(bare)))
        if gap is not None:
            place += _width(piece) + _width(gap[0])
            at = gap.end()
    return _Row(line, tuple(pieces))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Stretches of lines that may be one table; a line of one piece may stand between two rows."""
    run: list[_Row] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        in_columns = len(row.pieces) > 1
        goes_on = after is not None and len(after.pieces) > 1
        if in_columns or (run and goes_on and len(run[-1].pieces) > 1):
            run.append(row)
        elif goes_on:
            # The line above the first row is the name of what follows.
            if run:
                yield run
            run = [row]
        elif run:
            yield run
            run = []
    if run:
        yield run


def _table(run: Sequence[_Row], page: int, heading: str) -> Table | None:
    if len(run) > _LONGEST_RUN:
        return None
    most = max(len(row.pieces) for row in run)
    for share in _SHARES:
        # A head over two columns would join them: only rows that are full show where columns end.
        full = [row for row in run if 100 * len(row.pieces) >= share * most]
        cells = _grid(run, full) if most >= _LEAST_COLUMNS else None
        if cells is not None:
            return Table(
                page=page,
                cells=tuple(cells),
                rows=len(run),
                columns=1 + max(one.column + one.column_span - 1 for one in cells),
                caption=heading.lstrip("#* ").rstrip("* "),
                first_line=run[0].line.number,
            )
    return None


def _grid(run: Sequence[_Row], full: Sequence[_Row]) -> list[Cell] | None:
    """The cells of a table with the columns of its full rows; None where a row does not fit."""
    if len(full) < _LEAST_ROWS or sum(map(_has_figures, full)) < _LEAST_ROWS - 1:
        return None
    columns = _columns(full)
    if not _LEAST_COLUMNS <= len(columns) <= _MOST_COLUMNS:
        return None
    cells: list[Cell] = []
    for number, row in enumerate(run):
        placed = _placed(row, columns)
        if placed is None:
            return None
        cells.extend(_cells(placed, number, row.line.number, len(columns)))
    return cells


def _has_figures(row: _Row) -> bool:
    return any(any(one.isdigit() for one in piece.text) for piece in row.pieces[1:])


def _columns(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """The stretches of places that have a letter in some full row, from the left."""
    covered = sorted((piece.start, piece.end) for row in rows for piece in row.pieces)
    columns: list[tuple[int, int]] = []
    for start, end in covered:
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _placed(row: _Row, columns: Sequence[tuple[int, int]]) -> list[tuple[_Piece, int, int]] | None:
    """The pieces of a line with their first and last column; None where two want the same one."""
    placed: list[tuple[_Piece, int, int]] = []
    for piece in row.pieces:
        over = [
            number
            for number, (start, end) in enumerate(columns)
            if piece.start < end and start < piece.end
        ]
        if not over:
            # Between two columns: it belongs to the nearer one.
            distance = [
                min(abs(piece.start - end), abs(start - piece.end)) for start, end in columns
            ]
            over = [distance.index(min(distance))]
        if placed and over[0] <= placed[-1][2]:
            return None
        placed.append((piece, over[0], over[-1]))
    return placed


def _cells(
    placed: Sequence[tuple[_Piece, int, int]], row: int, line: int, columns: int
) -> Iterator[Cell]:
    """The cells of one line; a place without text is a blank cell and not a missing one."""
    at = 0
    for piece, first, last in (*placed, (None, columns, columns)):
        for column in range(at, first):
            yield Cell(text="", row=row, column=column, lines=LineRange(line, line))
        if piece is not None:
            yield Cell(
                text=piece.text,
                row=row,
                column=first,
                column_span=last - first + 1,
                lines=LineRange(line, line),
            )
        at = last + 1
