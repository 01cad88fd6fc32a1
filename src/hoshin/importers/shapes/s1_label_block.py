"""S1, label block: ``指標：name``, then a label with its period and a value, line by line.

Proof: one baseline, at least one goal in a later period, every value a number with one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hoshin.domain.indicators import TargetRole
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, filled, raw_of
from hoshin.importers.document import Cell, Line, Table
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.indicator_words import read_name, role_of_label, sdg_codes, target_role
from hoshin.importers.printed_values import PrintedValue, period_of, read_value, same_unit
from hoshin.importers.wording import is_torn, joined, plain

MARK = Mark("S1", 1)
_ANCHOR = re.compile(r"^(?:指標名?|目標指標|成果指標|評価指標|KPI|KGI|数値目標)\s*[:：]\s*(?=\S)")
_AFTER_LABEL = re.compile(r"^[^:：]{1,8}[:：]\s*")
_LABEL = re.compile(
    r"^(?P<label>[^\s\d(:]{0,8})\s*(?P<period>\(?[^:]{0,24}?\)?)\s*[:：]\s*(?P<value>.*)$"
)
_MOST_NAME_LINES = 4
_MOST_VALUES = 6
_ABOVE = 14


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one block: those with SDG targets above, the name, and label-value pairs."""

    page: int
    codes: tuple[Line, ...]
    name: tuple[Line, ...]
    pairs: tuple[tuple[Line, ...], ...]
    role: TargetRole
    table: Table | None = None
    cells: Mapping[int, Cell] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the block."""
        return (*self.codes, *self.name, *(line for pair in self.pairs for line in pair))


def find(reading: Reading) -> Iterator[Block]:
    """Every label block of the document: those that stand in cells, then those in lines."""
    for page in reading.document.pages:
        in_tables: set[int] = set()
        for table in page.tables:
            lines, cells = _lines_of(table)
            found = [at for at, line in enumerate(lines) if _ANCHOR.match(plain(line.text))]
            for place in found:
                block = _block(lines, place)
                own = {id(line): cells[id(line)] for line in block.lines}
                yield replace(block, table=table, cells=own)
            if found:
                in_tables.update(number for cell in table.cells for number in cell.line_numbers)
        lines = [
            line
            for line in filled(page.lines)
            if reading.is_free(line) and line.number not in in_tables
        ]
        for place, line in enumerate(lines):
            if _ANCHOR.match(plain(line.text)):
                yield _block(lines, place)


def _lines_of(table: Table) -> tuple[list[Line], dict[int, Cell]]:
    """The texts of a table's cells as lines, row by row, and the cell of each."""
    lines: list[Line] = []
    cells: dict[int, Cell] = {}
    for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
        first = cell.lines.first if cell.lines is not None else 0
        last = cell.lines.last if cell.lines is not None else 0
        for at, text in enumerate(cell.text.split("\n")):
            if text.strip():
                line = Line(number=min(first + at, last), text=text, page=table.page)
                lines.append(line)
                cells[id(line)] = cell
    return lines, cells


def _block(lines: Sequence[Line], anchor: int) -> Block:
    codes: list[Line] = []
    role = target_role(plain(lines[anchor].text).partition(":")[0]) or TargetRole.KPI
    for line in reversed(lines[max(0, anchor - _ABOVE) : anchor]):
        near = not codes or codes[0].number - line.number <= 2 or not line.number
        if sdg_codes(line.text) and near:
            codes.insert(0, line)
            continue
        said = target_role(line.text) if len(line.text.strip()) < 20 else None
        if said is not None:
            role = said
        if said is not None or _LABEL.match(plain(line.text)) or not codes:
            break
    name = [lines[anchor]]
    place = anchor + 1
    while (
        place < len(lines)
        and len(name) <= _MOST_NAME_LINES
        and not _is_label(lines[place])
        and not _ANCHOR.match(plain(lines[place].text))
    ):
        name.append(lines[place])
        place += 1
    pairs: list[tuple[Line, ...]] = []
    while place < len(lines) and _is_label(lines[place]) and len(pairs) < _MOST_VALUES:
        found = _LABEL.match(plain(lines[place].text))
        if found is not None and found["value"]:
            pairs.append((lines[place],))
            place += 1
        else:
            pairs.append(tuple(lines[place : place + 2]))
            place += 2
    return Block(lines[anchor].page, tuple(codes), tuple(name), tuple(pairs), role)


def _is_label(line: Line) -> bool:
    found = _LABEL.match(plain(line.text))
    if found is None or _ANCHOR.match(plain(line.text)):
        return False
    return role_of_label(found["label"]) is not None or period_of(found["period"]) is not None


def read(block: Block, reading: Reading) -> FoundIndicator:
    """The indicator of a block, with every value that it prints."""
    first, *more = (line.text.strip() for line in block.name)
    name = read_name(joined([_AFTER_LABEL.sub("", first, count=1), *more]))
    values = []
    for pair in block.pairs:
        found = _LABEL.match(plain(pair[0].text))
        assert found is not None
        label = found["label"].strip()
        text = found["value"] or (pair[1].text.strip() if len(pair) > 1 else "")
        role = role_of_label(label) or ValueRole.GOAL
        values.append(
            FoundValue(
                role=role,
                value=read_value(text),
                column=label,
                column_period=period_of(found["period"]),
                lines=tuple(line.number for line in pair if line.number),
                cells=tuple(
                    dict.fromkeys(
                        block.cells[id(line)].address
                        for line in pair
                        if id(line) in block.cells and block.cells[id(line)].address
                    )
                ),
            )
        )
    unit = next((one.value.unit for one in reversed(values) if one.value.unit), "")
    return FoundIndicator(
        name=name.name,
        unit=unit,
        values=tuple(values),
        section=reading.headings.above(block.name[0].number),
        goals=tuple(code for line in block.codes for code in sdg_codes(line.text)) or name.goals,
        role=block.role,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        evidence=MARK.evidence(
            reading.document,
            block.page,
            (line.number for line in block.lines if line.number),
            raw=raw_of(block.lines),
            check="one-baseline-later-goals-one-unit",
            table=block.table,
            cells=_cells_of(block),
        ),
    )


def _cells_of(block: Block) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for line in block.lines:
        cell = block.cells.get(id(line))
        if cell is not None and all(cell is not one for one in cells):
            cells.append(cell)
    return tuple(cells)


def prove(found: FoundIndicator) -> str:
    """An empty text when the reading holds, else what does not."""
    baselines = found.of_role(ValueRole.BASELINE)
    goals = found.of_role(ValueRole.GOAL)
    if not found.name or len(baselines) != 1 or not goals:
        return "values"
    if is_torn(found.name):
        return "torn"
    if any(not _is_whole(one.value) or one.period is None for one in found.values):
        return "unread"
    units = [one.value.unit for one in found.values if one.value.number is not None]
    if any(not same_unit(unit, found.unit) for unit in units):
        return "units"
    first = baselines[0].period
    if first is None or any(
        one.period is None or one.period.period.final_year < first.period.final_year
        for one in goals
    ):
        return "order"
    return ""


def _is_whole(value: PrintedValue) -> bool:
    return value.clear and (value.number is not None or bool(value.text))


_REASONS = {
    "values": (
        "基準となる値が一つと目標が一つ以上、という形になっていません。",
        "It does not have one baseline and at least one goal.",
    ),
    "torn": ("名称の一部が欠けているようです。", "A piece of the name seems to be lost."),
    "unread": ("読み切れない値か時期があります。", "A value or a period was not wholly read."),
    "units": ("値によって単位が違います。", "The values have different units."),
    "order": ("目標の時期が基準の時期より前です。", "The goal's period is before the baseline's."),
}


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every label block."""
    findings = Findings()
    taken: set[int] = set()
    for block in find(reading):
        found = read(block, reading)
        failed = prove(found)
        taken.update(line.number for line in block.lines)
        if not failed:
            findings += Findings(indicators=(found,))
            continue
        ja, en = _REASONS[failed]
        findings += Findings(
            left_over=(
                MARK.left_over(
                    reading.document,
                    block.page,
                    (line.number for line in block.lines if line.number),
                    f"label-block-{failed}",
                    ja,
                    en,
                    raw=raw_of(block.lines),
                    table=block.table,
                    cells=_cells_of(block),
                    found=[("name", found.name)]
                    + [(one.role.value, one.value.raw) for one in found.values],
                ),
            )
        )
    return ShapeResult(findings, frozenset(taken))


SHAPE = Shape(
    MARK.shape, MARK.version, "指標の見出し付きブロック", "Label block of an indicator", apply
)
