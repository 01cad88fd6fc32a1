"""The rows of an evaluation sheet: boxes with their values, money and indicators by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage
from hoshin.domain.units import Dimension, read_unit
from hoshin.importers.document import Cell, Page, Table
from hoshin.importers.evaluation_forms import (
    EvaluationSheet,
    SheetAmount,
    SheetIndicator,
    SheetValue,
    YearColumn,
)
from hoshin.importers.evaluation_words import (
    IndicatorKind,
    Money,
    SheetField,
    chosen,
    field_of,
    kind_of,
    money_of,
    money_of_path,
)
from hoshin.importers.findings import ValueRole
from hoshin.importers.headings import unit_of_money
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.printed_values import in_yen, period_of, read_value
from hoshin.importers.wording import joined, plain, squeezed

_YEAR = re.compile(
    r"((?:明治|大正|昭和|平成|令和|[MTSHR])\s*\.?\s*(?:元|\d{1,2})(?:\(\d{4}\))?|(?:19|20)\d\d)"
    r"\s*(年度?)?(?:\(\d{4}\s*年?度?\))?"
)
_STAGES = (
    (re.compile(r"決算"), BudgetStage.OUTTURN),
    (re.compile(r"補正後|現計|予算現額"), BudgetStage.INITIAL_AND_SUPPLEMENTARY),
    (re.compile(r"予算"), BudgetStage.INITIAL),
    (re.compile(r"計画|見込"), BudgetStage.PLANNED),
    (re.compile(r"実績"), BudgetStage.OUTTURN),
)
_UNIT_CELL = re.compile(r"[^\d\s]{1,6}")
_IN_BRACKETS = re.compile(r"[(\[【]\s*(?:単位)?\s*:?\s*([^()\[\]【】\s]{1,6})\s*[)\]】]")
_NAME_HEAD = re.compile(r"指標名|名称|^指標$|項目")
_ABOUT_MONEY = re.compile(r"事業費|財源|予算|決算|コスト|経費|金額")
_ROLE_AT_END = re.compile(r"[\s・:(]((?:目標|実績|計画|達成)(?:値|率)?)\)?$")
_INLINE = re.compile(r"([^:：]{2,12})[:：]\s*(\S.*)", re.DOTALL)


Grid = list[list[Cell | None]]
MOST_PLACES = 200_000


def rows_with_text(grid: Grid) -> list[list[Cell]]:
    """The cells with text of each row, each once."""
    rows = []
    for line in grid:
        seen: dict[int, Cell] = {}
        for cell in line:
            if cell is not None and cell.text.strip():
                seen.setdefault(id(cell), cell)
        rows.append(list(seen.values()))
    return rows


def is_label(text: str) -> bool:
    return field_of(text) is not None or money_of(text) is not None or kind_of(text) is not None


def value_beside(
    cells: Sequence[Cell], grid: Grid, row: int, wanted: SheetField
) -> tuple[Cell, Cell] | None:
    """The label of a field in this row and the cell that holds its value: to its right, below."""
    for place, cell in enumerate(cells):
        if field_of(cell.text) is not wanted:
            continue
        following = cells[place + 1] if place + 1 < len(cells) else None
        if following is not None and not is_label(following.text):
            return (cell, following)
        below = row + cell.row_span
        if cell.row == row and below < len(grid) and cell.column < len(grid[below]):
            under = grid[below][cell.column]
            later = below + (under.row_span if under is not None else 1)
            ends = later >= len(grid) or (
                (third := grid[later][cell.column]) is None
                or not third.text.strip()
                or is_label(third.text)
            )
            if under is not None and under.text.strip() and not is_label(under.text) and ends:
                return (cell, under)
    return None


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
        found = _year_columns(grid, row, last)
        if found is not None:
            columns, heads, depth = found
            texts = [cell.text for cell in rows[row]]
            group = next((kind for one in texts if (kind := kind_of(one)) is not None), group)
            row += depth
            continue
        _read_fields(rows[row], grid, row, table, sheet)
        if columns:
            labels = _labels(grid[row], columns[0].index)
            group = next((k for one in labels if (k := kind_of(one.text)) is not None), group)
            _read_year_row(grid[row], labels, heads, columns, group, unit, table, sheet)
        elif len(rows[row]) == 1:
            group = kind_of(rows[row][0].text) or group
        row += 1


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
        if is_money == money and (money or not found[1].isascii()):
            return found[1]
    return ""


@dataclass(frozen=True, slots=True)
class _Head:
    year: PrintedPeriod
    stage: BudgetStage | None
    role: ValueRole | None


def _year_head(text: str) -> _Head | None:
    """A head that names one fiscal year, with the stage and role that it names beside it."""
    head = plain(text).replace(" ", "")
    if not head or len(head) > 24:
        return None
    match = _YEAR.search(head)
    if match is None or _YEAR.search(head, match.end()) is not None:
        return None
    rest = (head[: match.start()] + head[match.end() :]).strip("()度の値・:")
    stage = next((one for pattern, one in _STAGES if pattern.search(rest)), None)
    role = role_of_label(rest) if rest else None
    if rest and stage is None and role is None:
        return None
    year = period_of(match[1] + "年度")
    return _Head(year, stage, role) if year is not None else None


def _year_columns(
    grid: Grid, row: int, last: int
) -> tuple[list[YearColumn], dict[int, str], int] | None:
    """The year columns that this row heads, the other heads, and how many rows the heads take."""
    found: dict[int, _Head] = {}
    for index, cell in enumerate(grid[row]):
        head = _year_head(cell.text) if cell is not None else None
        if head is not None:
            found[index] = head
    if len({id(grid[row][index]) for index in found}) < 2 and not (
        len(found) == 1 and any(c is not None and c.text.strip() for c in grid[row][: min(found)])
    ):
        return None
    depth = max(
        (
            cell.row_span
            for cell in grid[row]
            if cell is not None and cell.row == row and cell.text.strip()
        ),
        default=1,
    )
    subheads: dict[int, ValueRole] = {}
    stages: dict[int, BudgetStage] = {}
    below = grid[row + 1] if row + 1 < last else []
    for index in found:
        cell = below[index] if index < len(below) else None
        if cell is None or cell is grid[row][index] or not cell.text.strip():
            continue
        role = role_of_label(cell.text)
        stage = next((s for pattern, s in _STAGES if pattern.search(squeezed(cell.text))), None)
        if role is not None:
            subheads[index] = role
        if stage is not None and len(squeezed(cell.text)) <= 8:
            stages[index] = stage
    has_subheads = len({*subheads, *stages}) * 2 > len(found)
    depth = max(min(depth, 2), 2 if has_subheads else 1)
    columns = []
    used: set[tuple[int, int]] = set()
    for index, head in found.items():
        cell = grid[row + 1][index] if has_subheads else grid[row][index]
        key = (id(cell), 0)
        if key in used:
            # One merged head over several places without heads of their own: one column.
            continue
        used.add(key)
        columns.append(
            YearColumn(
                index=index,
                year=head.year,
                stage=(stages.get(index) if has_subheads else None) or head.stage,
                role=(subheads.get(index) if has_subheads else None) or head.role,
                head=cell.text if cell is not None else "",
            )
        )
    heads = {
        index: squeezed(cell.text)
        for index, cell in enumerate(grid[row])
        if cell is not None and index not in found and cell.text.strip()
    }
    return columns, heads, depth if row + depth <= last else 1


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
    if not labels:
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
    elif group is not None and not any(field_of(one) is not None for one in texts):
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
        candidate = text if _UNIT_CELL.fullmatch(text) else ""
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
        stage = column.stage
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
    role = next((r for one in reversed(labels) if (r := role_of_label(one.text)) is not None), None)
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
            or (one.kind is group and ends is not None and one.name == name)
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


def _read_fields(
    cells: Sequence[Cell], grid: Grid, row: int, table: Table, sheet: EvaluationSheet
) -> None:
    """The boxes of a row that say something of the whole program."""
    for place, cell in enumerate(cells):
        if cell.row != row:
            continue
        wanted = field_of(cell.text)
        text = ""
        if wanted is not None:
            text = _box_text(cells[place + 1 :], wanted)
            if not text:
                beside = value_beside([cell], grid, row, wanted)
                text = beside[1].text if beside is not None else ""
        else:
            inline = _INLINE.fullmatch(cell.text.strip())
            wanted = field_of(inline[1]) if inline else None
            text = inline[2] if inline and wanted is not None else ""
        if wanted is not None and text.strip():
            _put(sheet, wanted, cell, joined(text.split("\n")).strip())


def _box_text(following: Sequence[Cell], wanted: SheetField) -> str:
    """The value to the right of a label; choices may fill several cells."""
    taken = []
    for cell in following:
        if is_label(cell.text):
            break
        taken.append(cell.text)
        if wanted is not SheetField.DIRECTION and wanted is not SheetField.RATING:
            break
    return " ".join(taken)


def _put(sheet: EvaluationSheet, wanted: SheetField, label: Cell, text: str) -> None:
    if wanted is SheetField.LAYER:
        known = [name for name, _ in sheet.layers]
        name = squeezed(label.text)
        if name not in known:
            sheet.layers.append((name, text))
    elif wanted is SheetField.CODE:
        sheet.code = sheet.code or text
    elif wanted is SheetField.OFFICE:
        sheet.office = sheet.office or text
    elif wanted is SheetField.PERIOD:
        sheet.period = sheet.period or text
    elif wanted is SheetField.DIRECTION:
        sheet.direction = sheet.direction or chosen(text)
    elif wanted is SheetField.RATING:
        sheet.rating = sheet.rating or chosen(text)
