"""Budget tables in cells: where one begins, what its columns hold, and in which unit and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage
from hoshin.importers.column_heads import MOST_HEAD_ROWS
from hoshin.importers.contract import Reading
from hoshin.importers.document import Cell, Table
from hoshin.importers.headings import (
    fiscal_year_in,
    unit_of_money,
)
from hoshin.importers.printed_values import period_of, read_value
from hoshin.importers.program_words import ProgramField, field_of_head, unit_of_head
from hoshin.importers.wording import plain, squeezed

_MOST_CELLS = 2_000_000
_MOST_TITLE_ROWS = 400


@dataclass(frozen=True, slots=True)
class Amounts:
    """One column of amounts: its index, head, unit, year and stage."""

    index: int
    text: str
    unit: str
    year: PrintedPeriod | None
    stage: BudgetStage


@dataclass(frozen=True, slots=True)
class Block:
    """One budget table: its grid, the row after its heads, its columns."""

    table: Table
    grid: list[list[Cell | None]]
    first_row: int
    fields: dict[ProgramField, int]
    amounts: tuple[Amounts, ...]
    title: str


def find(reading: Reading) -> Iterator[Block]:
    """Every budget table; one that goes on without heads keeps the last ones."""
    last: Block | None = None
    for page in reading.document.pages:
        unit = unit_of_money(page.lines)
        for table in page.tables:
            if table.rows * table.columns > _MOST_CELLS:
                continue
            grid = table.grid()
            block = _block(reading, table, grid, unit)
            if block is None and last is not None and table.continued:
                same_width = last.table.columns == table.columns
                block = replace(last, table=table, grid=grid, first_row=0) if same_width else None
            last = block
            if block is not None:
                yield block


def _block(
    reading: Reading, table: Table, grid: list[list[Cell | None]], page_unit: str
) -> Block | None:
    title = table.caption
    unit = _unit_said(table.caption) or page_unit
    named = [_has_name_head(row) for row in grid[: _MOST_TITLE_ROWS + MOST_HEAD_ROWS]]
    for start in range(min(len(grid) - 1, _MOST_TITLE_ROWS)):
        texts = [plain(cell.text) for cell in grid[start] if cell is not None and cell.text.strip()]
        for text in texts:
            unit = _unit_said(text) or unit
        deepest = min(MOST_HEAD_ROWS, len(grid) - start - 1)
        if not any(named[start : start + deepest]):
            deepest = 0
        for depth in range(deepest, 0, -1):
            heads = [_head(grid, start, depth, index) for index in range(len(grid[start]))]
            fields = _fields(heads)
            amounts = _amounts(reading, heads, unit)
            if ProgramField.NAME in fields and amounts and _is_head(grid, start, depth, amounts):
                return Block(table, grid, start + depth, fields, amounts, title)
        if len(set(texts)) == 1:
            title = texts[0]
    return None


def _has_name_head(row: list[Cell | None]) -> bool:
    return any(cell is not None and field_of_head(cell.text) is ProgramField.NAME for cell in row)


def _unit_said(text: str) -> str:
    found = re.search(r"単位[:：]?\s*((?:千|百万|万|億)?円)", squeezed(text))
    return found[1] if found is not None else ""


def _head(grid: list[list[Cell | None]], start: int, depth: int, index: int) -> str:
    texts: list[str] = []
    seen: list[Cell] = []
    for row in range(start, start + depth):
        cell = grid[row][index]
        if cell is not None and cell.text.strip() and all(cell is not one for one in seen):
            seen.append(cell)
            texts.append(plain(cell.text))
    return " ".join(texts)


def _fields(heads: Sequence[str]) -> dict[ProgramField, int]:
    found: dict[ProgramField, int] = {}
    for index, text in enumerate(heads):
        kind = field_of_head(text)
        if kind not in (ProgramField.OTHER, ProgramField.AMOUNT) and kind not in found:
            found[kind] = index
    return found


def _amounts(reading: Reading, heads: Sequence[str], unit: str) -> tuple[Amounts, ...]:
    found: list[Amounts] = []
    for index, text in enumerate(heads):
        if field_of_head(text) is not ProgramField.AMOUNT:
            continue
        # A head that spans several columns has its amount in the first of them.
        if found and found[-1].text == text:
            continue
        year = fiscal_year_in(_with_word(text)) or _year_beside(reading.headings.fiscal_year, text)
        found.append(Amounts(index, text, unit_of_head(text) or unit, year, stage_of_head(text)))
    return tuple(found)


_YEARS_BESIDE = (("前々年度", -2), ("前年度", -1), ("昨年度", -1), ("翌年度", 1), ("次年度", 1))


def _year_beside(year: PrintedPeriod | None, text: str) -> PrintedPeriod | None:
    """The year of a head, from the document's own: 前年度予算額 is of the year before."""
    away = next((count for word, count in _YEARS_BESIDE if word in squeezed(text)), 0)
    if year is None or not away:
        return year
    return period_of(f"{year.period.final_year + away}年度")


def _with_word(text: str) -> str:
    """A head's short year as a fiscal year: budgets are of fiscal years (R7 → R7年度)."""
    return re.sub(r"((?<![A-Za-z])[RH](?:元|\d{1,2})|(?:19|20)\d\d)(?!\s*年|\d)", r"\1年度", text)


def stage_of_head(text: str) -> BudgetStage:
    """The stage of the budget that a head names; the initial one where it names none."""
    bare = squeezed(text)
    if "決算" in bare:
        return BudgetStage.OUTTURN
    if "補正" in bare and "補正後" not in bare:
        return BudgetStage.SUPPLEMENTARY
    return BudgetStage.INITIAL


def _is_head(
    grid: list[list[Cell | None]], start: int, depth: int, amounts: Sequence[Amounts]
) -> bool:
    """Whether no amount stands inside the head rows and one stands somewhere below them."""
    for row in grid[start : start + depth]:
        for column in amounts:
            cell = row[column.index]
            if cell is not None and _is_plain_number(cell.text):
                return False
    below = (row[column.index] for row in grid[start + depth :] for column in amounts)
    return any(cell is not None and _is_plain_number(cell.text) for cell in below)


def _is_plain_number(text: str) -> bool:
    value = read_value(text)
    return value.number is not None and value.clear
