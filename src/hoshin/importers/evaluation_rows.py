"""The rows of an evaluation sheet: money and indicators, by year or by role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoshin.domain.programs import BudgetStage
from hoshin.domain.units import Dimension, is_catalogued, read_unit
from hoshin.importers.document import Cell, Page, Table
from hoshin.importers.evaluation_boxes import is_label, read_fields, rows_with_text
from hoshin.importers.evaluation_forms import (
    EvaluationSheet,
    SheetAmount,
    SheetIndicator,
    SheetValue,
    YearColumn,
)
from hoshin.importers.evaluation_heads import (
    Across,
    Grid,
    RoleColumns,
    money_across,
    names_indicators,
    role_columns,
    year_columns,
    year_head,
)
from hoshin.importers.evaluation_views import read_views, view_columns
from hoshin.importers.evaluation_words import (
    IndicatorKind,
    Money,
    field_of,
    kind_of,
    money_of,
    money_of_path,
    stage_of,
)
from hoshin.importers.findings import ValueRole
from hoshin.importers.headings import unit_of_money
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.wording import joined, squeezed

_UNIT_CELL = re.compile(r"[^\d\s]{1,6}")
_IN_BRACKETS = re.compile(r"[(\[【]\s*(?:単位)?\s*:?\s*([^()\[\]【】\s]{1,6})\s*[)\]】]")
_NAME_HEAD = re.compile(r"指標名|名称|^指標$|項目")
_ABOUT_MONEY = re.compile(r"事業費|財源|予算|決算|コスト|経費|金額")
_ROLE_AT_END = re.compile(r"[\s・:(]((?:目標|実績|計画|達成)(?:値|率)?)\)?$")


MOST_PLACES = 200_000
_ACTUAL, _ACHIEVED = ValueRole.ACTUAL, ValueRole.ACHIEVEMENT


def read_going_on(page: Page, sheet: EvaluationSheet) -> bool:
    """Read a page that goes on with a sheet; false when it holds nothing of a form."""
    before = len(sheet.amounts) + len(sheet.indicators)
    fields = (sheet.direction, sheet.rating)
    for table in page.tables:
        if table.rows * table.columns <= MOST_PLACES:
            read_rows(table, 0, table.rows, page, sheet)
    return len(sheet.amounts) + len(sheet.indicators) > before or fields != (
        sheet.direction,
        sheet.rating,
    )


def read_rows(table: Table, first: int, last: int, page: Page, sheet: EvaluationSheet) -> None:
    grid = table.grid()
    rows = rows_with_text(grid)
    unit = (
        _unit_said(rows[first:last])
        or _unit_of_labels(rows[first:last])
        or unit_of_money(page.lines)
    )
    columns: list[YearColumn] = []
    heads: dict[int, str] = {}
    group: IndicatorKind | None = None
    row = first
    while row < last:
        across = money_across(grid, row, last)
        if across is not None:
            row = _read_years_down(grid, row, last, across, unit, table, sheet)
            continue
        views = view_columns(grid, row)
        if views is not None:
            columns, group = [], None
            answers, row = read_views(grid, row + 1, last, views, table)
            sheet.answers.extend(answers)
            continue
        found = year_columns(grid, row, last)
        if found is not None:
            columns, heads, depth = found
            sheet.blocks += 1
            texts = [cell.text for cell in rows[row]]
            group = next((kind for one in texts if (kind := kind_of(one)) is not None), group)
            if group is None and sheet.amounts and any(map(names_indicators, heads.values())):
                # Below the money of a form; a table of indicators alone is no form of a program.
                group = IndicatorKind.OUTCOME
            row += depth
            continue
        by_role = role_columns(grid, row)
        if by_role is not None:
            columns, group = [], None
            row = _read_by_role(grid, row + 1, last, by_role, table, sheet)
            continue
        read_fields(rows[row], grid, row, table, sheet)
        if columns:
            labels = _labels(grid[row], columns[0].index)
            group = next((k for one in labels if (k := kind_of(one.text)) is not None), group)
            _read_year_row(grid[row], labels, heads, columns, group, unit, table, sheet)
        elif len(rows[row]) == 1:
            group = kind_of(rows[row][0].text) or group
        row += 1


def _read_years_down(
    grid: Grid,
    row: int,
    last: int,
    across: Across,
    unit: str,
    table: Table,
    sheet: EvaluationSheet,
) -> int:
    """Read such rows; the first row after them."""
    row += across.depth
    sheet.blocks += 1
    while row < last:
        first = grid[row][0]
        head = year_head(first.text) if first is not None else None
        if first is None or head is None:
            break
        for index, kind in across.kinds.items():
            column = YearColumn(index, head.year, head.stage, head.role, first.text)
            label = across.labels[index]
            own = next((u for one in label if (u := _unit_in_brackets(one, money=True))), unit)
            _read_amounts(grid[row], label, kind, own, [column], table, sheet)
        row += 1
    return row


def _unit_said(rows: Sequence[Sequence[Cell]]) -> str:
    for cells in rows:
        for cell in cells:
            text = squeezed(cell.text)
            if "単位" in text and len(text) <= 20:
                found = re.search(r"単位[:：]?\s*(百万円|千円|万円|億円|円)", text)
                if found:
                    return found[1]
    return ""


def _unit_of_labels(rows: Sequence[Sequence[Cell]]) -> str:
    """The unit of money in the labels of some rows, where all that print one print the same."""
    found = {
        unit
        for cells in rows
        for cell in cells
        if (money_of(cell.text) is not None or _ABOUT_MONEY.search(squeezed(cell.text)))
        and (unit := _unit_in_brackets(cell.text, money=True))
    }
    return found.pop() if len(found) == 1 else ""


def _unit_in_brackets(text: str, *, money: bool) -> str:
    """The unit that a label prints in brackets: ``人件費計(B)(千円)``."""
    for found in _IN_BRACKETS.finditer(squeezed(text)):
        is_money = read_unit(found[1]).dimension is Dimension.MONEY
        if is_money == money and (money or is_catalogued(found[1]) or not found[1].isascii()):
            return found[1]
    return ""


def _labels(line: Sequence[Cell | None], before: int) -> list[Cell]:
    seen: dict[int, Cell] = {}
    for cell in line[:before]:
        if cell is not None and cell.text.strip():
            seen.setdefault(id(cell), cell)
    return list(seen.values())


def _read_year_row(
    line: Sequence[Cell | None],
    labels: Sequence[Cell],
    heads: dict[int, str],
    columns: Sequence[YearColumn],
    group: IndicatorKind | None,
    unit: str,
    table: Table,
    sheet: EvaluationSheet,
) -> None:
    if not labels or labels[-1] is line[columns[0].index]:
        # Nothing, or a title over the whole table.
        return
    texts = tuple(one.text for one in labels)
    kind = money_of_path(texts)
    if kind is not None and not any(kind_of(one) for one in texts):
        row_unit = _row_unit(labels, heads, money=True) or unit
        if kind is Money.STAFF_COUNT:
            row_unit = _row_unit(labels, heads, money=False) or "人"
        elif kind is Money.STAFF_HOURS:
            row_unit = _row_unit(labels, heads, money=False) or "時間"
        _read_amounts(line, texts, kind, row_unit, columns, table, sheet)
    elif group is not None and not any(
        field_of(one) is not None and role_of_label(one) is None for one in texts
    ):
        _read_indicator(line, labels, heads, columns, group, table, sheet)


def _row_unit(labels: Sequence[Cell], heads: dict[int, str], *, money: bool) -> str:
    """The unit that a row prints: in a column of units, in brackets, or in a cell of its own."""
    for cell in reversed(labels):
        text = squeezed(cell.text)
        if heads.get(cell.column) == "単位":
            return text
        inside = _unit_in_brackets(text, money=money)
        if inside:
            return inside
        candidate = text if _UNIT_CELL.fullmatch(text) and role_of_label(text) is None else ""
        if candidate and candidate not in ("計", "合計", "小計"):
            is_money = read_unit(candidate).dimension is Dimension.MONEY
            if is_money and money:
                return candidate
            if not is_money and not money and not is_label(candidate):
                return candidate
    return ""


def _read_amounts(
    line: Sequence[Cell | None],
    labels: tuple[str, ...],
    kind: Money,
    unit: str,
    columns: Sequence[YearColumn],
    table: Table,
    sheet: EvaluationSheet,
) -> None:
    for column in columns:
        cell = line[column.index]
        if cell is None or column.role is ValueRole.ACHIEVEMENT:
            continue
        value = read_value(cell.text, unit)
        if value.number is None and value.absence is not None:
            if not cell.text.strip():
                continue
        elif value.number is None or not value.clear:
            sheet.unread.append((table, cell))
            continue
        stage = column.stage or stage_of(labels[-1])
        if stage is None and column.role is ValueRole.ACTUAL:
            stage = BudgetStage.OUTTURN
        sheet.amounts.append(
            SheetAmount(
                kind=kind,
                label=squeezed(labels[-1]),
                year=column.year,
                stage=stage,
                value=value,
                yen=in_yen(value),
                table=table,
                cell=cell,
                block=sheet.blocks,
            )
        )
        sheet.cells.append((table, cell))


def _read_indicator(
    line: Sequence[Cell | None],
    labels: Sequence[Cell],
    heads: dict[int, str],
    columns: Sequence[YearColumn],
    group: IndicatorKind,
    table: Table,
    sheet: EvaluationSheet,
) -> None:
    named = _indicator_name(labels, heads)
    if named is None:
        return
    role = next((r for one in reversed(labels) if (r := _role_of(one.text)) is not None), None)
    name = joined(named.text.split("\n")).strip()
    # Some forms print "name 目標" and "name 実績" as two rows of one indicator.
    ends = _ROLE_AT_END.search(name) or _ROLE_AT_END.search(" ".join(named.text.split()))
    if ends is not None and role is None:
        role = role_of_label(ends[1])
        name = joined(ends.string[: ends.start()].split(" "))
    others = [one for one in labels if one is not named]
    indicator = next(
        (
            one
            for one in sheet.indicators
            if one.name_cell is named
            or (one.kind is group and one.name == name and (ends is not None or role is not None))
        ),
        None,
    )
    if indicator is None:
        unit = (
            _row_unit(others, heads, money=False)
            or _row_unit(others, heads, money=True)
            or _unit_in_brackets(name, money=False)
        )
        indicator = SheetIndicator(kind=group, name=name, unit=unit, name_cell=named, table=table)
    fresh = []
    for column in columns:
        cell = line[column.index]
        if cell is None or not cell.text.strip():
            continue
        value = read_value(cell.text, indicator.unit)
        fresh.append(
            SheetValue(
                year=column.year, role=role or column.role, value=value, table=table, cell=cell
            )
        )
    if not fresh:
        return
    if indicator not in sheet.indicators:
        sheet.indicators.append(indicator)
    indicator.values.extend(fresh)
    sheet.cells.extend((table, one.cell) for one in fresh)


def _read_by_role(
    grid: Grid, row: int, last: int, heads: RoleColumns, table: Table, sheet: EvaluationSheet
) -> int:
    """Read indicators whose values print their own year; the first row after them.

    A degree of achievement is that of the year of its actual value.
    """
    while row < last:
        line = grid[row]
        named = line[heads.name]
        if named is None or len(squeezed(named.text)) < 2 or is_label(named.text):
            break
        filled = {
            role: (cell, read_value(cell.text))
            for index, role in heads.roles.items()
            if (cell := line[index]) is not None and cell is not named and cell.text.strip()
        }
        if not filled:
            break
        indicator = SheetIndicator(
            kind=IndicatorKind.OUTCOME,
            name=joined(named.text.split("\n")).strip(),
            unit=next(
                (v.unit for r, (_, v) in filled.items() if r is not _ACHIEVED and v.unit), ""
            ),
            name_cell=named,
            table=table,
            by_year=False,
        )
        actual = filled[_ACTUAL][1] if _ACTUAL in filled else None
        achieved_in = actual.period if actual is not None and actual.clear else None
        for role, (cell, value) in filled.items():
            year = value.period or (achieved_in if role is _ACHIEVED else None)
            is_said = value.number is not None or bool(value.text)
            if is_said and value.clear and year is not None:
                indicator.values.append(
                    SheetValue(year=year, role=role, value=value, table=table, cell=cell)
                )
            elif value.absence is None:
                sheet.unread.append((table, cell))
        if indicator.values:
            sheet.indicators.append(indicator)
            sheet.cells.extend((table, one.cell) for one in indicator.values)
        row += 1
    return row


def _role_of(text: str) -> ValueRole | None:
    """The role that a label names, alone (実績値) or behind a kind (``成果指標(実績)``)."""
    ends = _ROLE_AT_END.search(squeezed(text)) if kind_of(text) is not None else None
    return role_of_label(ends[1]) if ends is not None else role_of_label(text)


def _indicator_name(labels: Sequence[Cell], heads: dict[int, str]) -> Cell | None:
    """The cell that names the indicator: under its head, else the longest that is no label."""
    free = [
        one
        for one in labels
        if role_of_label(one.text) is None
        and kind_of(one.text) is None
        and money_of(one.text) is None
        and heads.get(one.column) != "単位"
        and len(squeezed(one.text)) >= 2
    ]
    under_head = [one for one in free if _NAME_HEAD.search(heads.get(one.column, ""))]
    return max(under_head or free, key=lambda one: len(squeezed(one.text)), default=None)
