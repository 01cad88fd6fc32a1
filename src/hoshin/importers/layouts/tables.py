"""Tables of a layout: found by the heads it names, read and proved as tables of values are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hoshin.domain.periods import PeriodKind, PrintedPeriod
from hoshin.importers.column_heads import MOST_HEAD_ROWS, Heads, stack_over
from hoshin.importers.columns import Column, ColumnKind
from hoshin.importers.contract import Reading
from hoshin.importers.document import Cell, Table
from hoshin.importers.findings import Findings, FoundIndicator
from hoshin.importers.layouts.model import VALUE_ROLES, ColumnRule, Meaning, TableLayout
from hoshin.importers.printed_values import PERIOD, period_of
from hoshin.importers.program_words import ProgramField, unit_of_head
from hoshin.importers.shapes import s5_value_table, s6_budget_table
from hoshin.importers.shapes.budget_grids import Amounts, stage_of_head
from hoshin.importers.shapes.budget_grids import Block as BudgetBlock
from hoshin.importers.shapes.value_grids import Block, end_of, entries_of
from hoshin.importers.wording import plain, squeezed

_MOST_ROWS_ABOVE = 400
_YEAR = re.compile(PERIOD)
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KINDS = {
    Meaning.NUMBER: ColumnKind.NUMBER,
    Meaning.NAME: ColumnKind.NAME,
    Meaning.UNIT: ColumnKind.UNIT,
    Meaning.CONTEXT: ColumnKind.CONTEXT,
    Meaning.OWNER: ColumnKind.OWNER,
}
_FIELDS = {
    Meaning.NUMBER: ProgramField.NUMBER,
    Meaning.PROGRAM: ProgramField.NAME,
    Meaning.BUREAU: ProgramField.BUREAU,
    Meaning.OFFICE: ProgramField.OFFICE,
    Meaning.OWNER: ProgramField.OFFICE,
    Meaning.PROJECT: ProgramField.PROJECT,
    Meaning.DIRECTION: ProgramField.DIRECTION,
}

Grid = list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule and the column of a grid that it means, with the column's head as printed."""

    rule: ColumnRule
    index: int
    head: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a layout's table begins in a grid: its head rows, its first row, its columns."""

    first_row: int
    depth: int
    columns: tuple[Placed, ...]


def masked(head: str) -> str:
    """A head without blanks, with ``{year}`` for every year: two years' forms are one."""
    return _YEAR.sub("{year}", squeezed(head))


def match(layout: TableLayout, table: Table, grid: Grid) -> tuple[Match | None, tuple[str, ...]]:
    """Where a layout begins in a table; failing that, the heads that were missing."""
    if not _contains(layout.contains, table):
        return None, ()
    if layout.first_row:
        return _by_letters(layout, grid), ()
    wanted = [masked(rule.head) for rule in layout.columns]
    missing: tuple[str, ...] = tuple(rule.head for rule in layout.columns)
    for start in range(min(len(grid), _MOST_ROWS_ABOVE)):
        for depth in range(1, MOST_HEAD_ROWS + 1):
            if start + depth > len(grid):
                break
            heads = [
                " ".join(plain(cell.text) for cell in stack_over(grid, start, depth, index))
                for index in range(len(grid[start]))
            ]
            placed, lacking = _place(layout.columns, wanted, heads)
            if placed:
                return Match(start, depth, placed), ()
            if len(lacking) < len(missing):
                missing = lacking
    return None, missing


def _contains(texts: Sequence[str], table: Table) -> bool:
    if not texts:
        return True
    everything = [squeezed(cell.text) for cell in table.cells]
    everything += [squeezed(table.caption), squeezed(table.sheet)]
    return all(any(squeezed(text) in one for one in everything) for text in texts)


def _by_letters(layout: TableLayout, grid: Grid) -> Match | None:
    """Columns by letter: a sheet's own where its cells have addresses, else the table's."""
    letters = {}
    for row in grid:
        for index, cell in enumerate(row):
            if cell is not None and cell.address and cell.column == index:
                letters[re.sub(r"\d", "", cell.address)] = index
    placed = []
    for rule in layout.columns:
        index = letters.get(rule.column, _index(rule.column) if not letters else -1)
        if not 0 <= index < (len(grid[0]) if grid else 0):
            return None
        placed.append(Placed(rule, index, ""))
    first = layout.first_row - 1
    if letters:
        first = next(
            (
                place
                for place, row in enumerate(grid)
                for cell in row
                if cell is not None
                and cell.address
                and int(re.sub(r"\D", "", cell.address)) >= layout.first_row
            ),
            len(grid),
        )
    return Match(first, 0, tuple(placed)) if first < len(grid) else None


def _index(letter: str) -> int:
    found = 0
    for one in letter:
        found = found * 26 + ord(one) - 64
    return found - 1


def _place(
    rules: Sequence[ColumnRule], wanted: Sequence[str], heads: Sequence[str]
) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """Every rule's columns, or the heads that are missing.

    As many rules as columns of one head are taken in their order; one rule takes them all.
    """
    found: dict[str, list[int]] = {}
    for index, head in enumerate(heads):
        found.setdefault(masked(head), []).append(index)
    placed: list[Placed] = []
    missing: list[str] = []
    for key in dict.fromkeys(wanted):
        own = [rule for rule, other in zip(rules, wanted, strict=True) if other == key]
        columns = found.get(key, [])
        if len(own) == 1 and columns and own[0].means in VALUE_ROLES:
            placed += [Placed(own[0], index, heads[index]) for index in columns]
        elif len(own) == len(columns) or (len(own) == 1 and columns):
            placed += [
                Placed(rule, index, heads[index]) for rule, index in zip(own, columns, strict=False)
            ]
        else:
            missing += [rule.head for rule in own]
    return (() if missing else tuple(placed)), tuple(missing)


def read(
    reading: Reading, layout: TableLayout, table: Table, grid: Grid, found: Match
) -> Findings | None:
    """What the table says; None when it holds nothing."""
    if any(one.rule.means is Meaning.PROGRAM for one in found.columns):
        return _programs(reading, table, grid, found)
    return _indicators(reading, layout, table, grid, found)


def _indicators(
    reading: Reading, layout: TableLayout, table: Table, grid: Grid, found: Match
) -> Findings | None:
    columns = [_column(one) for one in found.columns]
    heads = Heads(found.first_row, found.depth, tuple(sorted(columns, key=lambda c: c.index)))
    end = end_of(grid, heads) if found.depth else len(grid)
    entries, kind = entries_of(grid, heads, found.first_row + found.depth, end)
    block = Block(table, grid, heads, entries, kind, table.caption)
    units = [one.rule.unit for one in found.columns if one.rule.unit]
    kept: list[FoundIndicator] = []
    findings = Findings()
    for entry in entries:
        one, failed = s5_value_table.read(block, entry, reading)
        if one is not None and not failed:
            kept.append(one if one.unit or not units else replace(one, unit=units[0]))
        elif one is not None or _has_figures(grid, entry.rows[0][0], heads):
            left = s5_value_table.left_over_of(reading, block, entry, one, failed)
            findings += Findings(left_over=(left,))
    return findings + Findings(indicators=tuple(kept)) if kept or findings.left_over else None


def _has_figures(grid: Grid, place: int, heads: Heads) -> bool:
    return any(column.cells(grid[place]) for column in heads.of_kind(ColumnKind.VALUE))


def _column(one: Placed) -> Column:
    role = VALUE_ROLES.get(one.rule.means)
    if role is None:
        kind = _KINDS.get(one.rule.means, ColumnKind.OTHER)
        return Column(one.index, one.head or one.rule.head, kind)
    text = one.head or one.rule.head
    return Column(one.index, text, ColumnKind.VALUE, role, period_under(one.head, one.rule.period))


def period_under(head: str, declared: str, *, fiscal: bool = False) -> PrintedPeriod | None:
    """The period that a head prints; a bare year is a fiscal one where the layout's is one."""
    known = period_of(declared) if declared else None
    printed = _YEAR.search(plain(head)) or _BARE_YEAR.search(plain(head))
    if printed is None:
        return known
    text = printed[0].strip()
    if known is not None:
        fiscal = known.period.kind is PeriodKind.FISCAL_YEAR
    if fiscal and "年" not in text:
        return period_of(f"{text}年度") or known
    return period_of(text) or known


def _programs(reading: Reading, table: Table, grid: Grid, found: Match) -> Findings | None:
    fields: dict[ProgramField, int] = {}
    amounts: list[Amounts] = []
    for one in found.columns:
        if one.rule.means is Meaning.AMOUNT:
            year = period_under(one.head, one.rule.period, fiscal=True)
            unit = one.rule.unit or unit_of_head(one.head)
            amounts.append(
                Amounts(
                    one.index,
                    one.head,
                    unit,
                    year or reading.headings.fiscal_year,
                    stage_of_head(one.head),
                )
            )
        elif one.rule.means in _FIELDS:
            fields.setdefault(_FIELDS[one.rule.means], one.index)
    block = BudgetBlock(
        table, grid, found.first_row + found.depth, fields, tuple(amounts), table.caption
    )
    return s6_budget_table.findings_of(reading, block)
