"""Column heads: the columns of a table, read from one or several rows of heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hoshin.importers.columns import PARTS, Column, ColumnKind, read_head
from hoshin.importers.document import Cell
from hoshin.importers.findings import ValueRole
from hoshin.importers.indicator_words import FIRST_WORDS
from hoshin.importers.printed_values import read_value
from hoshin.importers.times_beside_values import with_own_times
from hoshin.importers.wording import plain, squeezed

MOST_HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table: where they begin, how many rows they take, and the columns."""

    first_row: int
    depth: int
    columns: tuple[Column, ...]

    @property
    def goals(self) -> tuple[Column, ...]:
        """The columns of goals: of several years only the last one, the others are milestones."""
        named = [one for one in self.columns if one.role is ValueRole.GOAL]
        final = [one for one in named if "最終" in one.text]
        years = [one.period.period.final_year for one in named if one.period is not None]
        if final or len(set(years)) < 2 or len(years) < len(named):
            return tuple(final or named)
        return tuple(
            one
            for one in named
            if one.period is not None and one.period.period.final_year == max(years)
        )

    def of_kind(self, kind: ColumnKind) -> tuple[Column, ...]:
        """The columns of one kind, from the left."""
        return tuple(one for one in self.columns if one.kind is kind)

    @property
    def name(self) -> Column | None:
        """The column of indicator names: a column that says so, else the last one of contexts."""
        names = self.of_kind(ColumnKind.NAME)
        if names:
            return names[0]
        contexts = self.of_kind(ColumnKind.CONTEXT)
        return contexts[-1] if contexts else None


def read_heads(grid: Sequence[Sequence[Cell | None]], start: int) -> Heads | None:
    """The heads that begin in this row of a grid, or None when an indicator table does not."""
    best: Heads | None = None
    for depth in range(1, MOST_HEAD_ROWS + 1):
        if start + depth >= len(grid):
            break
        if depth > 1 and not _goes_on(grid, start, depth):
            break
        heads = Heads(start, depth, _with_later_ones(_columns(grid, start, depth)))
        if _is_indicator_table(heads) and (best is None or _roles(heads) >= _roles(best)):
            best = heads
    return best


def _roles(heads: Heads) -> int:
    """How many columns are known to hold values of one role."""
    return sum(one.role is not None for one in heads.columns)


def _with_later_ones(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several 現状値 of different years the first is the baseline, the others are actuals."""
    dated = [one for one in columns if one.role is ValueRole.BASELINE and one.period is not None]
    named = [
        one
        for one in columns
        if one.role is ValueRole.BASELINE and any(word in one.text for word in FIRST_WORDS)
    ]
    years = {one.period.period.final_year for one in dated if one.period is not None}
    first = named or [
        one
        for one in dated
        if one.period is not None and one.period.period.final_year == min(years)
    ]
    if len(years) < 2 and not (named and len(dated) > len(named)):
        return columns
    return tuple(
        replace(one, role=ValueRole.ACTUAL) if one in dated and one not in first else one
        for one in columns
    )


def _columns(grid: Sequence[Sequence[Cell | None]], start: int, depth: int) -> tuple[Column, ...]:
    stacks = _with_head_before(
        [stack_over(grid, start, depth, index) for index in range(len(grid[start]))]
    )
    columns: list[Column] = []
    index = 0
    while index < len(stacks):
        group = _group(stacks, index)
        if group > 1:
            upper, parts = _upper(stacks, index, group)
            column = read_head(index, upper)
            if column.kind is ColumnKind.VALUE:
                columns.append(replace(column, parts=parts))
                index += group
                continue
            if column.kind is ColumnKind.NAME:
                # One head over a whole and its parts: the last column names the indicator.
                last = index + group - 1
                columns += [
                    replace(column, index=at, kind=ColumnKind.CONTEXT) for at in range(index, last)
                ]
                columns.append(replace(column, index=last, parts=parts))
                index += group
                continue
        # The whole group at once: what one of its columns is not, none of them is.
        columns += [
            read_head(at, " ".join(plain(cell.text) for cell in stacks[at]))
            for at in range(index, index + group)
        ]
        index += group
    return with_own_times(columns)


def _with_head_before(stacks: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Years under a blank get the role that stands over the year to their left.

    In place of merging cells, a role is often written over its first year only.
    """
    found: list[tuple[Cell, ...]] = []
    for stack in stacks:
        before = found[-1] if found else ()
        if len(stack) == 1 and len(before) == 2 and _is_year_alone(stack[0]):
            upper = read_head(0, before[0].text)
            if upper.role is not None and upper.period is None and _is_year_alone(before[1]):
                stack = (before[0], *stack)
        found.append(stack)
    return found


def _is_year_alone(cell: Cell) -> bool:
    head = read_head(0, cell.text)
    return head.kind is ColumnKind.VALUE and head.role is None and head.period is not None


def stack_over(
    grid: Sequence[Sequence[Cell | None]], start: int, depth: int, index: int
) -> tuple[Cell, ...]:
    """The cells with text over one column, from the top, each once."""
    cells: list[Cell] = []
    for row in range(start, start + depth):
        cell = grid[row][index]
        if cell is not None and cell.text.strip() and all(cell is not one for one in cells):
            cells.append(cell)
    return tuple(cells)


def _key(stack: tuple[Cell, ...]) -> tuple[int, ...]:
    """What neighbours must share to be one column: the heads above a 年, 値 or 単位."""
    if len(stack) > 1 and _is_part(stack[-1].text):
        return tuple(id(cell) for cell in stack[:-1])
    return tuple(id(cell) for cell in stack)


def _group(stacks: Sequence[tuple[Cell, ...]], index: int) -> int:
    key = _key(stacks[index])
    if not key:
        return 1
    end = index + 1
    while end < len(stacks) and _key(stacks[end]) == key:
        end += 1
    return end - index


def _upper(
    stacks: Sequence[tuple[Cell, ...]], index: int, group: int
) -> tuple[str, tuple[tuple[int, str], ...]]:
    parts = []
    for at in range(index, index + group):
        stack = stacks[at]
        lower = len(stack) > 1 and _is_part(stack[-1].text)
        parts.append((at, squeezed(stack[-1].text) if lower else ""))
    first = stacks[index]
    upper = first[:-1] if len(first) > 1 and _is_part(first[-1].text) else first
    return " ".join(plain(cell.text) for cell in upper), tuple(parts)


def _is_part(text: str) -> bool:
    return squeezed(text) in PARTS


def _goes_on(grid: Sequence[Sequence[Cell | None]], start: int, depth: int) -> bool:
    """Whether the row after so many head rows is one more: years, labels and nothing measured."""
    row = grid[start + depth - 1]
    above = grid[start + depth - 2]
    if len(row) > 1 and row[0] is not None and all(cell is row[0] for cell in row):
        # One text over the whole width is the head of a group.
        return False
    fresh = [
        cell
        for cell, over in zip(row, above, strict=True)
        if cell is not None and cell is not over and cell.text.strip()
    ]
    if not fresh:
        return any(cell is not None and cell.text.strip() for cell in row)
    return all(_is_head_text(cell.text) for cell in fresh)


# Under a head of 令和 alone: 5年度 実績.
_YEAR_OF_ERA_ABOVE = re.compile(r"(?:元|\d{1,2})年度?(?:末|時点)?\(?(?:実績|目標|計画|見込)?値?\)?")


def _is_head_text(text: str) -> bool:
    if _YEAR_OF_ERA_ABOVE.fullmatch(squeezed(text)) is not None:
        return True
    column = read_head(0, text)
    if column.kind not in (ColumnKind.OTHER, ColumnKind.CONTEXT, ColumnKind.NAME, ColumnKind.NOTE):
        return True
    return (
        read_value(text).number is None
        and len(squeezed(text)) <= 8
        and column.kind
        in (
            ColumnKind.OTHER,
            ColumnKind.NOTE,
        )
    )


def _is_indicator_table(heads: Heads) -> bool:
    values = heads.of_kind(ColumnKind.VALUE)
    if heads.name is None:
        return False
    known = {one.role for one in values}
    if heads.of_kind(ColumnKind.NAME):
        return bool(known - {None, ValueRole.ACHIEVEMENT}) or len(values) >= 2
    return ValueRole.GOAL in known and bool(known & {ValueRole.BASELINE, ValueRole.ACTUAL})
