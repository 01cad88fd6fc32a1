"""S5, table of values: a row of heads, then a row (or a pair of rows) for each indicator.

The table may come from tabs, rulings, a sheet or a page of a website. A cell may print its own
period and unit beside its value; both win over the head. Proof, row by row: as many cells as
heads, every value understood, one unit; and over the table: consecutive numbers where there are
numbers, and a role for every column that holds values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hoshin.domain.indicators import TargetRole
from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.column_heads import Heads
from hoshin.importers.columns import Column, ColumnKind
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Cell
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.headings import fiscal_year_in, heading_text
from hoshin.importers.indicator_words import (
    read_name,
    target_role,
    unit_in_name,
    without_unit,
)
from hoshin.importers.printed_values import PrintedValue, read_value, same_unit
from hoshin.importers.shapes.text_columns import columns_of_text
from hoshin.importers.shapes.value_grids import Block, Entry, find
from hoshin.importers.wording import plain, squeezed

MARK = Mark("S5", 2)
_LONGEST_QUOTED = 40
_YEARS = re.compile(r"年度")
_ACTUAL_TITLES = ("達成状況", "実績", "進捗", "推移", "検証")


def read(block: Block, entry: Entry, reading: Reading) -> tuple[FoundIndicator | None, str]:
    """The indicator of one entry, and which proof of its rows failed (empty when none did)."""
    heads, grid = block.heads, block.grid
    name_column = heads.name
    assert name_column is not None
    first = grid[entry.rows[0][0]]
    named = name_column.named(first)
    if named is None:
        return None, "name"
    name = read_name(named.text.replace("\n", ""))
    unit = _column_text(grid, entry, heads, ColumnKind.UNIT)
    values: list[FoundValue] = []
    failed = ""
    is_whole = True
    cells: list[Cell] = [named]
    for place, declared in entry.rows:
        row = grid[place]
        lacking = any(cell is None for cell in row[: _last_head(heads) + 1])
        if block.table.sheet == "" and lacking and _from_tabs(block):
            failed = failed or "cells"
        for column in heads.of_kind(ColumnKind.VALUE):
            own = column.cells(row)
            role = _role(column, declared, block)
            if not own or role is None:
                continue
            if _is_of_two_kinds(column, entry, block):
                # Its head says what it is, or nothing does.
                is_whole = is_whole and column.role is not None
                if column.role is None or place != entry.rows[0][0]:
                    continue
                role = column.role
            value = read_value(column.read_text(row), unit)
            if not _understood(value, role):
                failed = failed or "value"
            cells.extend(own)
            values.append(_found(role, value, column, own))
    values = _with_goal(values) if is_whole else values
    unit = unit or next((v.value.unit for v in values if _unit_counts(v)), "")
    unit = unit or unit_in_name(name.name)
    if any(_unit_counts(one) and not same_unit(one.value.unit, unit) for one in values):
        failed = failed or "units"
    if not any(one.value.number is not None or one.value.text for one in values):
        failed = failed or "values"
    kinds = {column.index: column.kind for column in heads.columns}
    context = " / ".join(
        cell.text.replace("\n", "").strip()
        for index, cell in sorted(entry.carried.items())
        if kinds.get(index) is ColumnKind.CONTEXT
    )
    owner = next(
        (
            plain(cell.text)
            for index, cell in sorted(entry.carried.items())
            if kinds.get(index) is ColumnKind.OWNER
        ),
        "",
    )
    number = _column_text(grid, entry, heads, ColumnKind.NUMBER)
    line = named.lines.first if named.lines is not None else block.table.first_line
    section = (
        *reading.headings.above(line),
        *((heading_text(block.title),) if block.title else ()),
    )
    return (
        FoundIndicator(
            name=without_unit(name.name) if "単位" in name_column.text else name.name,
            unit=unit,
            values=tuple(values),
            number=number,
            section=tuple(dict.fromkeys(section)),
            context=context,
            owner=owner,
            goals=name.goals,
            role=target_role(name_column.text) or target_role(block.title) or TargetRole.KPI,
            restated=name.restated or any(one.value.restated for one in values),
            cumulative=name.cumulative or any(one.value.cumulative for one in values),
            notes=name.notes,
            evidence=MARK.evidence(
                reading.document,
                block.table.page,
                check="cells-equal-heads, values-understood, one-unit",
                table=block.table,
                cells=cells,
            ),
        ),
        failed,
    )


def _last_head(heads: Heads) -> int:
    """The last column with a head: separators behind it are no columns."""
    return max((one.index for one in heads.columns if one.text.strip()), default=0)


def _from_tabs(block: Block) -> bool:
    return all(cell.box is None and not cell.address for cell in block.table.cells)


def _column_text(
    grid: list[list[Cell | None]], entry: Entry, heads: Heads, kind: ColumnKind
) -> str:
    for column in heads.of_kind(kind):
        for place, _ in entry.rows:
            cell = grid[place][column.index]
            if cell is not None and cell.text.strip():
                return plain(cell.text) if kind is ColumnKind.NUMBER else cell.text.strip()
    return ""


def _role(column: Column, declared: ValueRole | None, block: Block) -> ValueRole | None:
    if column.role is ValueRole.GOAL and declared is None and column not in block.heads.goals:
        return ValueRole.MILESTONE
    if column.role is ValueRole.BASELINE or (column.role is not None and declared is None):
        return column.role
    if declared is not None:
        return ValueRole.GOAL if _is_goal(column, declared) else declared
    columns = block.heads.of_kind(ColumnKind.VALUE)
    has_rate = any(one.role is ValueRole.ACHIEVEMENT for one in columns)
    if has_rate or any(word in squeezed(block.title) for word in _ACTUAL_TITLES):
        return ValueRole.ACTUAL
    return None


def _is_of_two_kinds(column: Column, entry: Entry, block: Block) -> bool:
    """Whether one cell of a column reaches over rows of two kinds, 目標 and 実績."""
    kinds: dict[int, set[ValueRole | None]] = {}
    for place, declared in entry.rows:
        for cell in column.cells(block.grid[place]):
            kinds.setdefault(id(cell), set()).add(declared)
    return any(len(one) > 1 for one in kinds.values())


def _values_of_two_kinds(reading: Reading, block: Block) -> LeftOver | None:
    """Values merged over a row of goals and a row of results: said, for they are not read."""
    found = [
        (column, cell)
        for entry in block.entries
        for column in block.heads.of_kind(ColumnKind.VALUE)
        if column.role is None and _is_of_two_kinds(column, entry, block)
        for cell in column.cells(block.grid[entry.rows[0][0]])
        if read_value(cell.text).absence is None
    ]
    if not found:
        return None
    return MARK.left_over(
        reading.document,
        block.table.page,
        (),
        "value-table-merged",
        "目標の行と実績の行にまたがる値は、どちらか分からないので、読んでいません。",
        "Values that reach over a row of goals and a row of results were not read: "
        "they could be either.",
        table=block.table,
        cells=[cell for _, cell in found],
        found=[(column.text, cell.text) for column, cell in found],
    )


def _is_goal(column: Column, declared: ValueRole) -> bool:
    return column.role is ValueRole.GOAL and declared is ValueRole.MILESTONE


def _understood(value: PrintedValue, role: ValueRole) -> bool:
    if value.absence is not None:
        return True
    if role in (ValueRole.BASELINE, ValueRole.ACTUAL) and value.number is None:
        return value.clear
    return value.clear and (value.number is not None or bool(value.text))


def _unit_counts(found: FoundValue) -> bool:
    return (
        found.value.number is not None
        and bool(found.value.unit)
        and found.role is not ValueRole.ACHIEVEMENT
    )


def _found(
    role: ValueRole, value: PrintedValue, column: Column, cells: tuple[Cell, ...]
) -> FoundValue:
    return FoundValue(
        role=role,
        value=value,
        column=column.text,
        column_period=column.period,
        lines=tuple(number for cell in cells for number in cell.line_numbers),
        cells=tuple(cell.address for cell in cells if cell.address),
    )


def _with_goal(values: list[FoundValue]) -> list[FoundValue]:
    """Where only yearly targets are printed, the one of the last year is the goal as well."""
    if any(one.role is ValueRole.GOAL for one in values):
        return values
    yearly = [
        one
        for one in values
        if one.role is ValueRole.MILESTONE
        and one.value.number is not None
        and one.column_period is not None
    ]
    if not yearly:
        return values
    last = max(
        yearly, key=lambda one: one.column_period.period.final_year if one.column_period else 0
    )
    return [*values, replace(last, role=ValueRole.GOAL)]


_REASONS = {
    "name": ("指標名のない行です。", "The row has no name of an indicator."),
    "cells": (
        "見出しと列の数が合わない行です。",
        "The row has another number of cells than heads.",
    ),
    "value": ("読み切れない値があります。", "A value was not wholly understood."),
    "units": ("一つの行の中で単位が違います。", "The values of one row have different units."),
    "values": ("値が一つもない行です。", "The row has no value."),
}


def consecutive(numbers: Sequence[str]) -> bool:
    """Whether printed numbers count up by one from wherever they begin."""
    if not numbers or not all(one.isdigit() for one in numbers):
        return False
    whole = [int(one) for one in numbers]
    return all(after == before + 1 for before, after in pairwise(whole))


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every indicator table."""
    findings = Findings()
    taken: set[int] = set()
    for block in find(reading):
        block = _with_year_of_title(block)
        kept: list[FoundIndicator] = []
        for entry in block.entries:
            found, failed = read(block, entry, reading)
            if found is not None and not failed:
                kept.append(found)
            elif found is None or failed:
                findings += Findings(
                    left_over=(left_over_of(reading, block, entry, found, failed),)
                )
        if block.year_of_title:
            kept = [_less_sure(one) for one in kept]
        for unknown in (
            _columns_of_unknown_role(reading, block),
            _values_of_two_kinds(reading, block),
            _columns_of_unknown_meaning(reading, block) if kept else None,
            *(columns_of_text(reading, block) if kept else ()),
        ):
            if unknown is not None:
                findings += Findings(left_over=(unknown,))
        numbers = [one.number for one in kept]
        if block.heads.of_kind(ColumnKind.NUMBER) and not consecutive(numbers):
            kept = [_less_sure(one) for one in kept]
        elif numbers and all(numbers):
            kept = [_also_numbered(one) for one in kept]
        findings += Findings(indicators=tuple(kept))
        for cell in block.table.cells:
            taken.update(cell.line_numbers)
    return ShapeResult(findings, frozenset(taken))


def _with_year_of_title(block: Block) -> Block:
    """Where no head has a year and the title has one, the yearly columns are of that year."""
    values = block.heads.of_kind(ColumnKind.VALUE)
    if any(one.period is not None for one in values):
        return block
    year = fiscal_year_in(block.title)
    if year is None or len(_YEARS.findall(plain(block.title))) != 1:
        return block
    columns = tuple(
        replace(one, period=year)
        if one.kind is ColumnKind.VALUE and one.role in (ValueRole.GOAL, ValueRole.ACTUAL)
        else one
        for one in block.heads.columns
    )
    return replace(block, heads=replace(block.heads, columns=columns), year_of_title=True)


def _columns_of_unknown_role(reading: Reading, block: Block) -> LeftOver | None:
    """Columns headed by a year alone, where neither rows nor title say targets or actuals."""
    columns = [
        column
        for column in block.heads.of_kind(ColumnKind.VALUE)
        if column.role is None and _role(column, None, block) is None
    ]
    cells = [
        cell
        for entry in block.entries
        for place, declared in entry.rows
        if declared is None
        for column in columns
        for cell in column.cells(block.grid[place])
    ]
    if not cells:
        return None
    return MARK.left_over(
        reading.document,
        block.table.page,
        (),
        "value-table-role",
        "年だけの見出しの列が、目標か実績か分かりません。",
        "Columns headed by a year alone do not say whether they hold targets or actuals.",
        table=block.table,
        cells=cells,
        found=[("column", column.text) for column in columns],
    )


def _columns_of_unknown_meaning(reading: Reading, block: Block) -> LeftOver | None:
    """Columns of figures whose heads are not understood: said, for they are not read."""
    columns = []
    cells: list[Cell] = []
    for column in block.heads.of_kind(ColumnKind.OTHER):
        own = [
            cell
            for entry in block.entries
            for place, _ in entry.rows
            for cell in column.cells(block.grid[place])
            if column.text.strip()
        ]
        figures = [cell for cell in own if read_value(cell.text).number is not None]
        if len(figures) >= 2 and 2 * len(figures) >= len(own):
            columns.append(column)
            cells.extend(figures)
    if not cells:
        return None
    heads = "、".join(f"「{plain(one.text)}」" for one in columns)
    return MARK.left_over(
        reading.document,
        block.table.page,
        (),
        "value-table-column",
        f"数値の列{heads}の見出しが分からないので、読んでいません。",
        "Columns of figures were not read, for their heads are not understood.",
        table=block.table,
        cells=cells,
        found=[("column", column.text) for column in columns],
    )


def _less_sure(found: FoundIndicator) -> FoundIndicator:
    return replace(found, evidence=replace(found.evidence, confidence=Confidence.MEDIUM))


def _also_numbered(found: FoundIndicator) -> FoundIndicator:
    check = f"{found.evidence.check}, consecutive-numbers"
    return replace(found, evidence=replace(found.evidence, check=check))


def left_over_of(
    reading: Reading, block: Block, entry: Entry, found: FoundIndicator | None, failed: str
) -> LeftOver:
    """An entry whose proof failed, for a person."""
    ja, en = _unread_values(found) if found and failed == "value" else _REASONS[failed]
    cells = [
        cell
        for place, _ in entry.rows
        for cell in block.grid[place]
        if cell is not None and cell.text.strip()
    ]
    return MARK.left_over(
        reading.document,
        block.table.page,
        (),
        f"value-table-{failed}",
        ja,
        en,
        table=block.table,
        cells=cells,
        found=[("name", found.name if found else "")]
        + [(one.role.value, one.value.raw) for one in (found.values if found else ())],
    )


def _unread_values(found: FoundIndicator) -> tuple[str, str]:
    """Which printed values are no numbers, and no words that a value may be."""
    unread = [
        " ".join(one.value.raw.split())[:_LONGEST_QUOTED]
        for one in found.values
        if not _understood(one.value, one.role)
    ]
    # A yearly target that is the goal as well stands there twice.
    printed = tuple(dict.fromkeys(unread))
    ja = "".join(f"「{one}」" for one in printed)
    en = ", ".join(f"“{one}”" for one in printed)
    return f"{ja}は数として読めません。", f"{en} cannot be read as a number."


SHAPE = Shape(MARK.shape, MARK.version, "見出し行のある表", "Table of values with heads", apply)
