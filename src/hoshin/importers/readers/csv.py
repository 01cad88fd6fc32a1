"""Separated values: comma, tab or semicolon, in UTF-8, CP932 or another Japanese encoding."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

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
from hoshin.importers.readers import refusals, text_refusals
from hoshin.importers.readers.encodings import decode
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent

_SEPARATORS = ",\t;"
_SAMPLED_LINES = 200
_MOST_LINES_OF_A_ROW = 500
_MOST_COLUMNS = 2000
_MOST_UNEVEN_NAMED = 5


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a file of separated values as one table; never raises for bad input."""
    decoded = decode(content, name)
    if decoded is None:
        return DocumentReading(document=None, problems=(refusals.unknown_kind(name),))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    problems = list(decoded.problems)
    if not text.strip():
        return DocumentReading(document=None, problems=(*problems, refusals.empty(name)))
    rows = _rows(text, separator_of(text), name, limits, problems)
    raw = text.split("\n")
    if raw and not raw[-1]:
        raw.pop()
    lines = tuple(
        Line(number=number, text=line, page=1)
        for number, line in enumerate(raw[: limits.lines], start=1)
    )
    tables = (_table(rows),) if rows else ()
    progress(1, 1)
    return DocumentReading(
        document=Document(
            name=name,
            sha256=digest(content),
            kind=DocumentKind.CSV,
            pages=(Page(number=1, lines=lines, tables=tables),),
        ),
        problems=tuple(problems),
    )


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into most columns, and most evenly."""
    sample = "\n".join(text[:200_000].split("\n")[:_SAMPLED_LINES])
    best = (0.0, ",")
    for separator in _SEPARATORS:
        counts = Counter(len(row) for row in _parsed(sample, separator) if row)
        if not counts:
            continue
        columns, rows = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        if columns > 1:
            best = max(best, (rows * min(columns, 50) / counts.total(), separator))
    return best[1]


def looks_separated(text: str) -> bool:
    """Whether a text is surely a table of commas: three lines or more, all cut the same."""
    sample = "\n".join(text[:200_000].split("\n")[:_SAMPLED_LINES])
    rows = [row for row in _parsed(sample, ",") if any(one.strip() for one in row)]
    return len(rows) >= 3 and len({len(row) for row in rows[:-1]}) == 1 and len(rows[0]) >= 3


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text), delimiter=separator)
    except csv.Error:
        return


def _rows(
    text: str, separator: str, name: str, limits: Limits, problems: list[Problem]
) -> list[tuple[LineRange, list[str]]]:
    """The rows with content, each with the lines of the file it was read from."""
    rows: list[tuple[LineRange, list[str]]] = []
    reader = csv.reader(StringIO(text), delimiter=separator)
    cells = 0
    before = 0
    try:
        for row in reader:
            first, before = before + 1, reader.line_num
            if before - first > _MOST_LINES_OF_A_ROW:
                # The csv module would only notice beyond its field limit, which other libraries
                # of the same process may lift.
                problems.append(
                    text_refusals.broken_csv(name, first, "a quotation mark does not close")
                )
                break
            if not any(one.strip() for one in row):
                continue
            cells += sum(1 for one in row if one.strip())
            if cells > limits.cells:
                problems.append(refusals.too_many_cells(name, limits.cells, f"line {first}"))
                break
            rows.append((LineRange(first, before), row[:_MOST_COLUMNS]))
    except csv.Error as wrong:
        problems.append(text_refusals.broken_csv(name, before + 1, str(wrong)))
    problems.extend(_uneven(rows, name))
    return rows


def _uneven(rows: Sequence[tuple[LineRange, list[str]]], name: str) -> Iterator[Problem]:
    """Rows longer than the others: a separator inside a value is the usual reason.

    Shorter rows are headings and notes, which every such file has.
    """
    counts = Counter(len(row) for _, row in rows)
    if len(rows) < 4 or not counts:
        return
    usual, times = counts.most_common(1)[0]
    if usual < 2 or times * 2 < len(rows):
        return
    longer = [
        (where, row)
        for where, row in rows
        if len(row) > usual and any(one.strip() for one in row[usual:])
    ]
    for where, row in longer[:_MOST_UNEVEN_NAMED]:
        yield text_refusals.uneven_rows(name, where.first, len(row), usual)


def _table(rows: Sequence[tuple[LineRange, list[str]]]) -> Table:
    cells = tuple(
        Cell(
            text=text.strip(),
            row=number,
            column=column,
            lines=where,
        )
        for number, (where, row) in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Table(
        page=1,
        cells=cells,
        rows=len(rows),
        columns=max(len(row) for _, row in rows),
        first_line=rows[0][0].first,
    )
