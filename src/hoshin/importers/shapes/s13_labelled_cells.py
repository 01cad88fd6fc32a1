"""S13, labelled cells: a little form for each indicator, every value right of its label.

``指標名 | 名 | 単位 | 人 / 基準値(R4年度) | 38 | 目標値(R12年度) | 0``, or a row of years over rows
of 目標値 and 実績値. A block begins at the label of a name and ends before the next one. Proof: the
name stands beside its label, every label of a value has its own value, all are understood, the
unit is one, and a goal or an actual is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hoshin.importers.columns import Column, ColumnKind, read_head, row_kind
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Cell, Table
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.indicator_words import read_name, unit_in_name
from hoshin.importers.printed_values import read_value, same_unit
from hoshin.importers.wording import plain, squeezed

MARK = Mark("S13", 1)
_NAME = re.compile(
    r"(?:(?:成果|活動|数値|目標|評価|達成|重点)?指標(?:の?名称?|名)?|数値目標|目標項目|KPI|KGI)"
    r"(?:[①-⑳]|[0-9]{1,2}|\([0-9]{1,2}\))?[::]?",
    re.IGNORECASE,
)
_OF_YEARS = ("", "年度", "年次", "年", "区分", "項目", "時期")
_MOST_CELLS = 200_000


@dataclass(slots=True)
class Block:
    """The cells of one indicator: its name, and each label with the cell beside it."""

    name: Cell
    pairs: list[tuple[Column, Cell, Cell | None]] = field(default_factory=list)
    unit: Cell | None = None
    years: dict[int, Column] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        beside = [value for _, _, value in self.pairs if value is not None]
        labels = [label for _, label, _ in self.pairs]
        own = [self.name, *([self.unit] if self.unit is not None else []), *labels, *beside]
        return list({id(one): one for one in own}.values())


def blocks(table: Table) -> list[Block]:
    """The little forms of a table; none where it is no stack of them."""
    found: list[Block] = []
    for row in _rows(table):
        if len(row) == 1:
            # A title.
            continue
        if found and _by_years(found[-1], row):
            continue
        at = 0
        while at < len(row):
            cell = row[at]
            beside = row[at + 1] if at + 1 < len(row) else None
            own = beside if beside is not None and not _is_label(beside) else None
            if _NAME.fullmatch(squeezed(cell.text)) is not None:
                if own is None or not own.text.strip():
                    # The head of a column, not the label of a form.
                    return []
                found.append(Block(own))
                at += 2
                continue
            column = read_head(0, cell.text)
            is_value = column.kind is ColumnKind.VALUE and column.role is not None
            if found and is_value:
                found[-1].pairs.append((column, cell, own))
            elif found and column.kind is ColumnKind.UNIT:
                found[-1].unit = own
            at += 2 if own is not None and (is_value or column.kind is ColumnKind.UNIT) else 1
    return [one for one in found if one.pairs] if _has_values(found) else []


def _by_years(block: Block, row: Sequence[Cell]) -> bool:
    """Whether a row of a block is a row of years, or of values under one; both are taken in."""
    label, rest = squeezed(row[0].text), row[1:]
    heads = {cell.column: read_head(0, cell.text) for cell in rest if cell.text.strip()}
    dated = {
        column: head
        for column, head in heads.items()
        if head.kind is ColumnKind.VALUE and head.period is not None
    }
    if label in _OF_YEARS and len(dated) >= 2 and len(dated) == len(heads):
        block.years = dated
        return True
    role = row_kind(row[0].text)
    if not block.years or role is None:
        return False
    for cell in rest:
        head = block.years.get(cell.column)
        if head is None or not cell.text.strip():
            continue
        if role is ValueRole.MILESTONE:
            own = ValueRole.GOAL
        else:
            own = head.role if head.role is ValueRole.BASELINE else role
        block.pairs.append((replace(head, role=own), row[0], cell))
    return True


def _rows(table: Table) -> Iterator[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for number in sorted(rows):
        yield sorted(rows[number], key=lambda cell: cell.column)


def _is_label(cell: Cell) -> bool:
    if _NAME.fullmatch(squeezed(cell.text)) is not None:
        return True
    column = read_head(0, cell.text)
    if column.kind is ColumnKind.VALUE:
        return column.role is not None or column.period is not None
    return column.kind in (ColumnKind.UNIT, ColumnKind.OWNER) and bool(cell.text.strip())


def _has_values(found: Sequence[Block]) -> bool:
    """Whether most blocks have a value beside a label: else this is a table with heads."""
    with_values = [one for one in found if any(value is not None for _, _, value in one.pairs)]
    return bool(found) and 2 * len(with_values) > len(found)


def read(block: Block, table: Table, reading: Reading) -> tuple[FoundIndicator | None, str]:
    """The indicator of a block, or which proof failed."""
    name = read_name(block.name.text.replace("\n", ""))
    unit = plain(block.unit.text) if block.unit is not None else unit_in_name(name.name)
    values: list[FoundValue] = []
    for column, _, cell in block.pairs:
        if cell is None:
            return None, "label"
        value = read_value(cell.text, unit)
        if value.absence is None and (not value.clear or (value.number is None and not value.text)):
            return None, "value"
        assert column.role is not None
        values.append(
            FoundValue(
                role=column.role,
                value=value,
                column=column.text,
                column_period=column.period,
                lines=tuple(cell.line_numbers),
                cells=(cell.address,) if cell.address else (),
            )
        )
    values = with_milestones(values)
    units = [
        one.value.unit
        for one in values
        if one.value.number is not None and one.value.unit and one.role is not ValueRole.ACHIEVEMENT
    ]
    unit = unit or (units[0] if units else "")
    if any(not same_unit(one, unit) for one in units):
        return None, "units"
    wanted = (ValueRole.GOAL, ValueRole.ACTUAL)
    if not any(one.role in wanted and one.value.absence is None for one in values):
        return None, "values"
    indicator = FoundIndicator(
        name=name.name,
        unit=unit,
        values=tuple(values),
        section=reading.section_of(table, block.name),
        goals=name.goals,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        evidence=MARK.evidence(
            reading.document,
            table.page,
            check="every-label-has-its-value, values-understood, one-unit",
            table=table,
            cells=block.cells,
        ),
    )
    return indicator, ""


def with_milestones(values: Sequence[FoundValue]) -> list[FoundValue]:
    """Of goals of several years the last is the goal, the others are on the way to it."""
    years = [
        one.period.period.final_year
        for one in values
        if one.role is ValueRole.GOAL and one.period is not None
    ]
    if len(set(years)) < 2:
        return list(values)
    return [
        FoundValue(
            role=ValueRole.MILESTONE,
            value=one.value,
            column=one.column,
            column_period=one.column_period,
            lines=one.lines,
            cells=one.cells,
        )
        if one.role is ValueRole.GOAL
        and one.period is not None
        and one.period.period.final_year < max(years)
        else one
        for one in values
    ]


_REASONS = {
    "label": ("値のない見出しがあります。", "A label has no value beside it."),
    "value": ("読み切れない値があります。", "A value was not wholly understood."),
    "units": ("一つの指標の中で単位が違います。", "The values of one indicator have other units."),
    "values": ("目標値も実績値もありません。", "There is neither a goal nor an actual."),
}


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every little form."""
    findings = Findings()
    taken: set[int] = set()
    tables: set[int] = set()
    for table in reading.document.tables():
        if table.rows * table.columns > _MOST_CELLS:
            continue
        found = blocks(table)
        if not found:
            continue
        tables.add(id(table))
        for block in found:
            indicator, failed = read(block, table, reading)
            if indicator is not None:
                findings += Findings(indicators=(indicator,))
                continue
            ja, en = _REASONS[failed]
            left = MARK.left_over(
                reading.document,
                table.page,
                (),
                f"labelled-cells-{failed}",
                f"「{plain(block.name.text)}」: {ja}",
                f'"{plain(block.name.text)}": {en}',
                table=table,
                cells=block.cells,
                found=[
                    (plain(label.text), value.text if value is not None else "")
                    for _, label, value in block.pairs
                ],
            )
            findings += Findings(left_over=(left,))
        for cell in table.cells:
            taken.update(cell.line_numbers)
    return ShapeResult(findings, frozenset(taken), tables=frozenset(tables))


SHAPE = Shape(MARK.shape, MARK.version, "見出しと値の並ぶ枠", "Labels beside values", apply)
