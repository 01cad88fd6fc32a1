"""Numbered budget rows in text: where a table begins, its rows cut at consecutive numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage
from hoshin.importers.contract import Reading, filled
from hoshin.importers.document import Line, Page
from hoshin.importers.headings import (
    fiscal_year_in,
    unit_of_money,
)
from hoshin.importers.program_words import (
    TOTAL,
    ProgramField,
    field_of_head,
    heads_in_line,
)
from hoshin.importers.wording import plain, squeezed

NAME_MARK = "■"
_TOTAL_LINE = re.compile(rf"({TOTAL.pattern})\s*(\d{{1,3}}(?:,\d{{3}})*)")
_GOES_ON = re.compile(r"次(?:頁|ページ)(?:に|へ)(?:つづく|続く)")
_LEADING_NUMBER = re.compile(rf"\s*([0-9０-９]{{1,3}})(?:\s+|$|(?={NAME_MARK}))")
_MOST_ROW_LINES = 60


@dataclass(slots=True)
class Row:
    """One row: its number, its lines, and the lines' texts after the number."""

    number: int
    printed: str
    parts: list[tuple[Line, str]] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The rows of one table that stand on one page, with the totals printed after them."""

    page: Page
    head: list[Line]
    fields: tuple[ProgramField, ...]
    year: PrintedPeriod | None
    stage: BudgetStage
    unit: str
    rows: list[Row] = field(default_factory=list)
    totals: list[tuple[Line, str, str]] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> set[int]:
        """Every line of the part."""
        own = {line.number for line in (*self.head, *self.others)}
        own.update(line.number for line, _, _ in self.totals)
        own.update(line.number for row in self.rows for line, _ in row.parts)
        return own


def find(reading: Reading) -> Iterator[list[Part]]:
    """Every table; one that goes on over pages is one list of parts."""
    table: list[Part] = []
    for page in reading.document.pages:
        lines = [line for line in filled(page.lines) if reading.is_free(line)]
        place = 0
        while place < len(lines):
            fields = _fields(lines[place])
            if fields is None:
                place += 1
                continue
            part, place = _part(reading, page, lines, place, fields, _last_number(table) + 1)
            if table and (table[-1].totals or not part.rows or part.rows[0].number == 1):
                yield table
                table = []
            table.append(part)
    if table:
        yield table


def _last_number(table: Sequence[Part]) -> int:
    numbers = [row.number for part in table for row in part.rows]
    return numbers[-1] if numbers and not table[-1].totals else 0


def _fields(line: Line) -> tuple[ProgramField, ...] | None:
    if "\t" in line.text or len(line.text) > 200:
        return None
    heads = heads_in_line(line.text)
    fields = tuple(field_of_head(one) for one in heads)
    # 事業名 before a second column that is headed 方向性 is one head cut in two by letter spacing.
    if len(fields) < 3 or fields[0] is not ProgramField.NUMBER or ProgramField.NAME not in fields:
        return None
    return fields


def _part(
    reading: Reading,
    page: Page,
    lines: Sequence[Line],
    place: int,
    fields: tuple[ProgramField, ...],
    expected: int,
) -> tuple[Part, int]:
    head = [lines[place]]
    place += 1
    year: PrintedPeriod | None = None
    stage = BudgetStage.INITIAL
    while place < len(lines) and len(head) < 5:
        text = squeezed(lines[place].text)
        of_line = fiscal_year_in(text)
        if of_line is None and field_of_head(text) is not ProgramField.AMOUNT:
            break
        year = year or of_line
        stage = _stage(text) or stage
        head.append(lines[place])
        place += 1
    part = Part(
        page,
        head,
        fields,
        year or reading.headings.fiscal_year,
        stage,
        unit_of_money(page.lines),
    )
    first = next((one for one in (expected, 1) if _starts(lines, place, one)), expected)
    number = first
    row: Row | None = None
    while place < len(lines):
        line = lines[place]
        text = plain(line.text)
        total = _TOTAL_LINE.fullmatch(text)
        rest = _after_number(line.text, number)
        if total is not None and row is not None:
            part.totals.append((line, squeezed(total[1]), total[2]))
        elif _GOES_ON.fullmatch(squeezed(text)) or _fields(line) is not None:
            if _fields(line) is not None:
                break
            part.others.append(line)
            place += 1
            break
        elif part.totals:
            break
        elif rest is not None:
            row = Row(number, plain(line.text.split()[0].rstrip(NAME_MARK)), [(line, rest)])
            part.rows.append(row)
            number += 1
        elif row is None or len(row.parts) >= _MOST_ROW_LINES:
            break
        else:
            row.parts.append((line, line.text.strip()))
        place += 1
    part.others.extend(_captions(page, part))
    return part, place


def _starts(lines: Sequence[Line], place: int, number: int) -> bool:
    return place < len(lines) and _after_number(lines[place].text, number) is not None


def _after_number(text: str, number: int) -> str | None:
    """What follows the row's number at the start of a line; None when it does not stand there."""
    found = _LEADING_NUMBER.match(text)
    if found is None or int(plain(found[1])) != number:
        return None
    return text[found.end() :].strip()


def _stage(text: str) -> BudgetStage | None:
    if "決算" in text:
        return BudgetStage.OUTTURN
    if "当初" in text:
        return BudgetStage.INITIAL
    if "補正" in text:
        return BudgetStage.SUPPLEMENTARY
    return None


def _captions(page: Page, part: Part) -> Iterator[Line]:
    taken = part.lines
    for line in page.lines:
        if line.number not in taken and unit_of_money([line]):
            yield line
