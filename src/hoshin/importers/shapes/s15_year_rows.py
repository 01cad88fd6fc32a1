"""S15, years as rows: a row for each year, its goal and its result beside each other or by kind.

The indicator is named in a column of its own (once, over its years) or in the row above the heads.
The rows may go on over a page, and the whole may lie on its side: years across, kinds down.
Proof: every row of the table is a head, a name or a year; each role has a year once; every value
is understood, and all have one unit. A table that does not fit as a whole is left to other shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hoshin.domain.indicators import TargetRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.columns import TIME_WORDS, ColumnKind, read_head, row_kind
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Cell, Document, Table
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.headings import heading_text
from hoshin.importers.indicator_words import (
    BASELINE_WORDS,
    declared_unit,
    numbered_heading,
    read_name,
    role_of_label,
    target_role,
    without_unit,
)
from hoshin.importers.printed_values import PERIOD, period_of, read_value, same_unit
from hoshin.importers.wording import plain, squeezed

MARK = Mark("S15", 2)
_FIGURES = frozenset(("数値", "値", "実数", "指標値"))
_LEAST_YEARS = 2
_LONGEST_BESIDE = 6
_PERIOD = re.compile(PERIOD)
Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class _Heads:
    """Which column holds what: the time, values by role, or a kind beside a figure."""

    time: int
    roles: dict[int, ValueRole]
    kind: int | None = None
    name: int | None = None
    unit: int | None = None


@dataclass(slots=True)
class _Gathered:
    """An indicator in the making: its name's cell, its unit as printed, its values with cells."""

    named: Cell
    unit: str = ""
    values: list[tuple[FoundValue, Cell]] = field(default_factory=list)
    times: list[Cell] = field(default_factory=list)

    @property
    def unit_in_name(self) -> str:
        """The unit that the name carries, or nothing."""
        return declared_unit(self.named.text.replace("\n", ""))


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every table whose rows are years."""
    findings = Findings()
    taken: set[int] = set()
    used: set[int] = set()
    for tables, gathered in _proved(reading.document):
        findings += Findings(indicators=tuple(_indicator(reading, tables, one) for one in gathered))
        for table in tables:
            used.add(id(table))
            for cell in table.cells:
                taken.update(cell.line_numbers)
    return ShapeResult(findings, frozenset(taken), tables=frozenset(used))


def _proved(document: Document) -> Iterator[tuple[tuple[Table, ...], list[_Gathered]]]:
    """Every table that is read and proved whole, with its indicators."""
    for tables in _as_they_go_on(document):
        together = _read_any_way([row for table in tables for row in table.grid()])
        if together and all(map(_is_proved, together)):
            yield tables, together
            continue
        # Tables of their own may begin where another ends, each with its heads: all or none.
        apart = [_read_any_way(table.grid()) for table in tables if len(tables) > 1]
        if all(own and all(map(_is_proved, own)) for own in apart):
            yield from (((table,), own) for table, own in zip(tables, apart, strict=False))


def _as_they_go_on(document: Document) -> Iterator[tuple[Table, ...]]:
    """The tables of a document; one that goes on over pages is one, with as many columns on each.

    What stands on one page of it is no proof: a goal, or another year, may follow on the next.
    """
    run: list[Table] = []
    for table in document.tables():
        if run and not (table.continued and table.columns == run[-1].columns):
            yield tuple(run)
            run = []
        run.append(table)
    if run:
        yield tuple(run)


def _read_any_way(grid: Sequence[Row]) -> list[_Gathered]:
    """The indicators of a table as it stands, else as it lies on its side."""
    return _read(grid) or _read(_stood_up(grid))


def _stood_up(grid: Sequence[Row]) -> list[Row]:
    """Years across made years down, each part below its own title; empty where there are none."""
    found: list[Row] = []
    part: list[Row] = []
    has_years = False
    for row in (*grid, None):
        if row is not None and len(_cells(row)) != 1:
            part.append(row)
            has_years = has_years or _has_years_across(row)
            continue
        found += [list(column) for column in zip(*part, strict=True) if _cells(column)]
        part = []
        if row is not None:
            found.append(row)
    return found if has_years else []


def _has_years_across(row: Row) -> bool:
    """Whether a row is headed by a word for time, and everything after it is a time."""
    cells = _cells(row)
    if not cells or squeezed(cells[0].text) not in TIME_WORDS:
        return False
    return len(cells) > _LEAST_YEARS and all(_time_of(one.text) is not None for one in cells[1:])


def _read(grid: Sequence[Row]) -> list[_Gathered]:
    """The indicators of a table; none where a row of it is not understood."""
    heads: _Heads | None = None
    caption: Cell | None = None
    found: list[_Gathered] = []
    for row in grid:
        cells = _cells(row)
        if not cells:
            continue
        if len(cells) == 1 and _time_of(cells[0].text) is None:
            if not cells[0].text.strip().startswith("※"):
                caption, heads = cells[0], None
            continue
        own = _heads_of(row)
        if own is not None and own == heads:
            # The heads stand there again at the beginning of a page.
            continue
        if own is not None:
            heads = own
            if own.name is None:
                if caption is None:
                    return []
                found.append(_Gathered(caption))
            continue
        if heads is None or not _take(row, heads, found):
            return []
    return found


def _cells(row: Row) -> list[Cell]:
    """The cells with text of a row, each once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text.strip() and all(cell is not one for one in found):
            found.append(cell)
    return found


def _heads_of(row: Row) -> _Heads | None:
    """What the columns hold, when the row is one of heads with a column of times."""
    time = kind = name = unit = figure = None
    roles: dict[int, ValueRole] = {}
    for index, cell in enumerate(row):
        if cell is None or not cell.text.strip():
            continue
        bare = squeezed(cell.text)
        column = read_head(index, cell.text)
        if bare in TIME_WORDS:
            time = index if time is None else time
        elif column.kind is ColumnKind.ROW_KIND:
            kind = index
        elif column.role is not None and column.period is None:
            roles[index] = column.role
        elif bare in _FIGURES:
            figure = index
        elif column.kind is ColumnKind.NAME:
            name = index
        elif column.kind is ColumnKind.UNIT:
            unit = index
        else:
            return None
    if time is None or bool(roles) == (kind is not None and figure is not None):
        return None
    if not roles and figure is not None:
        roles = {figure: ValueRole.ACTUAL}
    return _Heads(time, roles, kind, name, unit)


def _take(row: Row, heads: _Heads, found: list[_Gathered]) -> bool:
    """Add one row of a year to its indicator; whether it was understood."""
    time = row[heads.time]
    timed = None if time is None else _time_of(time.text)
    if time is None or timed is None:
        return False
    period, beside = timed
    if heads.name is not None:
        named = row[heads.name]
        if named is not None and named.text.strip():
            # A name is printed again where its years go on over a page.
            again = bool(found) and squeezed(found[-1].named.text) == squeezed(named.text)
            if not again:
                found.append(_Gathered(named))
    if not found:
        return False
    own = found[-1]
    unit = row[heads.unit] if heads.unit is not None else None
    if unit is not None and unit.text.strip():
        own.unit = own.unit or unit.text.strip()
    own.times.append(time)
    for index, role in heads.roles.items():
        cell = row[index]
        if cell is None or not cell.text.strip():
            continue
        said = _said_role(row, heads, role, beside)
        if said is None:
            return False
        value = read_value(cell.text, own.unit or own.unit_in_name)
        own.values.append(
            (
                FoundValue(
                    role=said,
                    value=value,
                    column=plain(time.text),
                    column_period=period,
                    lines=() if cell.lines is None else (cell.lines.first,),
                    cells=(cell.address,) if cell.address else (),
                ),
                cell,
            )
        )
    return True


def _time_of(text: str) -> tuple[PrintedPeriod, str] | None:
    """The period of a cell of times, and what it says besides (基準, 策定時); None for no time."""
    whole = plain(text.replace("\n", ""))
    found = _PERIOD.match(whole)
    period = period_of(found[0]) if found is not None else None
    if found is None or period is None:
        return None
    beside = squeezed(whole[found.end() :]).strip("()[]:・")
    return (period, beside) if len(beside) <= _LONGEST_BESIDE else None


def _said_role(row: Row, heads: _Heads, role: ValueRole, beside: str) -> ValueRole | None:
    """The role of a value: its row's kind where rows have one, else its column's."""
    if heads.kind is not None:
        kind = row[heads.kind]
        text = "" if kind is None else kind.text
        return role_of_label(text) or row_kind(text)
    if role is ValueRole.ACTUAL and beside in BASELINE_WORDS:
        return ValueRole.BASELINE
    return role


def _is_proved(own: _Gathered) -> bool:
    """Every value understood, one unit, each year once for a role, and years enough to be some."""
    units = [
        own.unit or own.unit_in_name,
        *(one.value.unit for one, _ in own.values),
    ]
    unit = next((one for one in units if one), "")
    keys = [(one.role, one.column_period) for one, _ in own.values]
    values = [one.value for one, _ in own.values]
    return (
        len(keys) == len(set(keys))
        and len({one.column_period for one, _ in own.values}) >= _LEAST_YEARS
        and all(one.clear and (one.number is not None or one.absence is not None) for one in values)
        and all(same_unit(one, unit) for one in units if one)
        and any(one.number is not None for one in values)
    )


def _indicator(reading: Reading, tables: Sequence[Table], own: _Gathered) -> FoundIndicator:
    heading = heading_text(own.named.text.replace("\n", ""))
    number, bare, _ = numbered_heading(heading)
    name = read_name(bare)
    unit = own.unit or own.unit_in_name
    unit = unit or next((one.value.unit for one, _ in own.values if one.value.unit), "")
    used = (own.named, *own.times, *(cell for _, cell in own.values))
    cells = list({id(one): one for one in used}.values())
    table = next(one for one in tables if any(own.named is cell for cell in one.cells))
    # Boxes are places on the page of the name; what stands on the next page is cited by its lines.
    on_page = {id(cell) for one in tables if one.page == table.page for cell in one.cells}
    return FoundIndicator(
        name=without_unit(name.name),
        unit=unit,
        number=number,
        values=tuple(_with_one_goal([one for one, _ in own.values])),
        section=reading.section_of(table, own.named),
        goals=name.goals,
        role=target_role(table.caption) or TargetRole.KPI,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        evidence=MARK.evidence(
            reading.document,
            table.page,
            check="every-row-a-year, values-understood, one-unit",
            raw=" / ".join(one.text.strip() for one in cells),
            lines=[number for one in cells for number in one.line_numbers],
            table=table,
            cells=[one for one in cells if id(one) in on_page],
        ),
    )


def _with_one_goal(values: list[FoundValue]) -> list[FoundValue]:
    """Of goals by year the last one is the goal, the others are milestones on the way to it."""
    yearly = [one for one in values if one.role in (ValueRole.GOAL, ValueRole.MILESTONE)]
    if not yearly:
        return values
    years = [one.column_period.period.end for one in yearly if one.column_period is not None]
    found = []
    for one in values:
        if one in yearly and one.column_period is not None:
            is_last = one.column_period.period.end == max(years)
            one = replace(one, role=ValueRole.GOAL if is_last else ValueRole.MILESTONE)
        found.append(one)
    return found


SHAPE = Shape(MARK.shape, MARK.version, "年度ごとの行の表", "Table with a row for each year", apply)
