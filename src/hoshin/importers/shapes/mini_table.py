"""Small tables in text: a line of value labels, a line of periods, rows of name, unit, values.

Extraction pulls such a table apart: a value may stand on a line of its own, followed by a line
with the period that the value really describes. That period is the cell's and wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.absences import Absence
from hoshin.importers.contract import Reading, filled
from hoshin.importers.document import Line, Page
from hoshin.importers.findings import ValueRole
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.printed_values import period_of, read_value
from hoshin.importers.wording import plain, squeezed

_MOST_PENDING_LINES = 5
_MOST_ROWS = 2000


@dataclass(slots=True)
class Row:
    """A row being read: wrapped name and unit, then each value with its own period, if printed."""

    words: list[tuple[str, int]] = field(default_factory=list)
    values: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that the row was read from."""
        own = {line for _, line in self.words}
        return tuple(sorted(own.union(*(lines for _, _, lines in self.values))))


@dataclass(frozen=True, slots=True)
class MiniTable:
    """A table as found: its columns and rows, and what was left inside it.

    ``columns`` gives role, label as printed and period of each value column. ``ended`` is true
    when the closing 単位 was met. ``pending`` is text before it that made no row.
    """

    page: Page
    head: tuple[Line, ...]
    columns: tuple[tuple[ValueRole, str, PrintedPeriod], ...]
    rows: tuple[Row, ...]
    end: Line | None
    pending: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line of the table."""
        numbers = {line.number for line in self.head}
        numbers.update(number for row in self.rows for number in row.lines)
        if self.end is not None:
            numbers.update((self.end.number, *self.pending))
        return tuple(sorted(numbers))


def mini_tables(reading: Reading, page: Page) -> Iterator[MiniTable]:
    """Every such table of a page, in order."""
    lines = [line for line in filled(page.lines) if reading.is_free(line) and "\t" not in line.text]
    place = closed = 0
    while place < len(lines) - 1:
        columns = _columns(lines[place], lines[place + 1])
        if columns is None:
            place += 1
            continue
        head = list(lines[place : place + 2])
        if place > closed and squeezed(lines[place - 1].text) == "単位":
            head.insert(0, lines[place - 1])
        rows, end, pending, place = _rows(lines, place + 2, columns)
        closed = place
        yield MiniTable(page, tuple(head), columns, tuple(rows), end, tuple(pending))


def _columns(
    labels: Line, periods: Line
) -> tuple[tuple[ValueRole, str, PrintedPeriod], ...] | None:
    words = [one for one in plain(labels.text).split(" ") if one not in ("単位", "指標", "指標名")]
    roles = [role_of_label(one) for one in words]
    if len(words) < 2 or any(one is None for one in roles):
        return None
    years = [period_of(one) for one in plain(periods.text).split(" ")]
    if len(years) < len(words) or any(one is None for one in years):
        return None
    if len(years) > len(words) and len(words) != 2:
        return None
    # The last label spans the years that are left over (基準値 検証値 over 2018 2023 2030).
    words.extend(words[-1:] * (len(years) - len(words)))
    roles.extend(roles[-1:] * (len(years) - len(roles)))
    return tuple(
        (role, word, year)
        for role, word, year in zip(roles, words, years, strict=True)
        if role is not None and year is not None
    )


def _rows(
    lines: Sequence[Line],
    place: int,
    columns: Sequence[tuple[ValueRole, str, PrintedPeriod]],
) -> tuple[list[Row], Line | None, list[int], int]:
    rows: list[Row] = []
    row = Row()
    after_rows = place
    while place < len(lines) and len(rows) < _MOST_ROWS:
        line = lines[place]
        if squeezed(line.text) == "単位" or _columns_start(lines, place):
            break
        own = period_of(line.text) if row.values or rows else None
        if own is not None and _is_dated(line.text):
            last = row if row.values else rows[-1]
            text, _, at = last.values[-1]
            last.values[-1] = (text, plain(line.text), (*at, line.number))
            place += 1
            after_rows = place if not row.values else after_rows
            continue
        words, values = _split(line)
        if values and not words and not row.words:
            break
        row.words.extend((one, line.number) for one in words)
        row.values.extend((one, "", (line.number,)) for one in values)
        place += 1
        if len(row.values) >= len(columns):
            rows.append(row)
            row = Row()
            after_rows = place
        elif len(row.lines) > _MOST_PENDING_LINES:
            break
    ended = place < len(lines) and squeezed(lines[place].text) == "単位"
    pending = list(row.lines)
    if ended:
        return rows, lines[place], pending, place + 1
    return rows, None, [] if not row.values else pending, after_rows


def _columns_start(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and _columns(lines[place], lines[place + 1]) is not None


def _is_dated(text: str) -> bool:
    """Whether a line can only be a period: a bare number might be the next value."""
    return not plain(text).replace(",", "").replace(".", "").isdigit()


def _split(line: Line) -> tuple[list[str], list[str]]:
    """The words at the left of a line and the bare values at its right."""
    pieces = line.text.split()
    values: list[str] = []
    while pieces and _is_bare_value(pieces[-1]):
        values.insert(0, pieces.pop())
    return pieces, values


def _is_bare_value(piece: str) -> bool:
    value = read_value(piece)
    if value.absence in (Absence.DASH, Absence.ELLIPSIS):
        return True
    return value.clear and value.number is not None and not value.unit and value.period is None
