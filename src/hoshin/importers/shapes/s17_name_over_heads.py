"""S17, cards of a name over its heads: a name, 現状値 beside 目標値, the values below them.

Such cards stand below each other and, with an empty column between them, beside each other.
Proof: every row is a title or belongs to a card; each head has its value below it and the values
have no others; all are understood; the unit is known and one; a goal and a value of now are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hoshin.domain.indicators import TargetRole
from hoshin.importers.columns import Column, ColumnKind, read_head
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Cell, Table
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.headings import heading_text
from hoshin.importers.indicator_words import (
    numbered_heading,
    read_name,
    target_role,
    without_unit,
)
from hoshin.importers.printed_values import read_value, same_unit
from hoshin.importers.shapes.s13_labelled_cells import with_milestones

MARK = Mark("S17", 1)
_MOST_CELLS = 20_000
_NOW = (ValueRole.BASELINE, ValueRole.ACTUAL)


@dataclass(frozen=True, slots=True)
class Card:
    """A card's name, and each head with the value below it."""

    named: Cell
    pairs: tuple[tuple[Column, Cell, Cell], ...]

    @property
    def cells(self) -> list[Cell]:
        beside = [cell for _, head, value in self.pairs for cell in (head, value)]
        return [self.named, *beside]


def cards(table: Table) -> list[Card]:
    """The cards of a table, in the order of its columns; none where it holds anything else."""
    if table.rows * table.columns > _MOST_CELLS:
        return []
    found: list[Card] = []
    for part in _parts(table):
        own = _in_part(part)
        if own is None:
            return []
        found += own
    return found


def _parts(table: Table) -> Iterator[list[list[Cell]]]:
    """The rows of each part that empty columns divide; a title over all is in the first."""
    grid = table.grid()
    start = 0
    for column in range(table.columns + 1):
        is_empty = column == table.columns or not any(_has_text(row[column]) for row in grid)
        if not is_empty:
            continue
        if column > start:
            yield [_cells(row[start:column]) for row in grid]
        start = column + 1


def _has_text(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text.strip())


def _cells(row: Sequence[Cell | None]) -> list[Cell]:
    return list({id(one): one for one in row if one is not None and one.text.strip()}.values())


def _in_part(rows: Sequence[list[Cell]]) -> list[Card] | None:
    """The cards below each other in one part; None where a row belongs to none."""
    found: list[Card] = []
    filled = [row for row in rows if row]
    at = 0
    while at < len(filled):
        if len(filled[at]) != 1:
            return None
        card = _card(filled[at : at + 3])
        if card is not None:
            found.append(card)
        at += 3 if card is not None else 1
    return found or None


def _card(rows: Sequence[list[Cell]]) -> Card | None:
    """A name, heads of values and the values below them; None for anything else."""
    if len(rows) < 3:
        return None
    (named, *_), heads, values = rows
    columns = [read_head(0, cell.text) for cell in heads]
    are_heads = all(one.kind is ColumnKind.VALUE and one.role is not None for one in columns)
    if len(heads) < 2 or not are_heads or named.row == heads[0].row:
        return None
    by_column = {cell.column: cell for cell in values}
    if set(by_column) != {cell.column for cell in heads}:
        return None
    pairs = zip(columns, heads, strict=True)
    return Card(named, tuple((column, head, by_column[head.column]) for column, head in pairs))


def read(card: Card, table: Table, reading: Reading) -> FoundIndicator | None:
    """The indicator of a card, or None when its proof fails."""
    number, bare, unit = numbered_heading(heading_text(card.named.text.replace("\n", "")))
    name = read_name(bare)
    values = [
        FoundValue(
            role=column.role or ValueRole.ACTUAL,
            value=read_value(cell.text, unit),
            column=column.text,
            column_period=column.period,
            lines=tuple(cell.line_numbers),
            cells=(cell.address,) if cell.address else (),
        )
        for column, _, cell in card.pairs
    ]
    unit = unit or next((one.value.unit for one in values if one.value.unit), "")
    roles = {one.role for one in values if one.value.absence is None}
    keys = [(one.role, one.period) for one in values]
    is_proved = (
        bool(name.name and unit)
        and all(_is_understood(one) for one in values)
        and all(same_unit(one.value.unit, unit) for one in values if one.value.unit)
        and ValueRole.GOAL in roles
        and any(one in roles for one in _NOW)
        and len(keys) == len(set(keys))
    )
    if not is_proved:
        return None
    return FoundIndicator(
        name=without_unit(name.name),
        unit=unit,
        number=number,
        values=tuple(with_milestones(values)),
        section=reading.section_of(table, card.named),
        goals=name.goals,
        role=target_role(table.caption) or TargetRole.KPI,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        evidence=MARK.evidence(
            reading.document,
            table.page,
            check="every-label-has-its-value, values-understood, one-unit",
            table=table,
            cells=card.cells,
        ),
    )


def _is_understood(found: FoundValue) -> bool:
    value = found.value
    return value.absence is not None or (value.clear and value.number is not None)


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every table of cards; one that is not wholly proved is left as it is."""
    findings = Findings()
    taken: set[int] = set()
    tables: set[int] = set()
    for table in reading.document.tables():
        found = [read(card, table, reading) for card in cards(table)]
        proved = tuple(one for one in found if one is not None)
        if not proved or len(proved) < len(found):
            continue
        findings += Findings(indicators=proved)
        tables.add(id(table))
        for cell in table.cells:
            taken.update(cell.line_numbers)
    return ShapeResult(findings, frozenset(taken), tables=frozenset(tables))


SHAPE = Shape(MARK.shape, MARK.version, "名称の下に見出しと値のある枠", "Names over heads", apply)
"""The shape as the registry holds it."""
