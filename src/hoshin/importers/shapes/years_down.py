"""Tables of years down and indicators across, turned so that the same rules read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hoshin.importers.columns import TIME_WORDS, ColumnKind, read_head
from hoshin.importers.document import Cell
from hoshin.importers.findings import ValueRole
from hoshin.importers.indicator_words import unit_in_name
from hoshin.importers.wording import squeezed

Grid = list[list[Cell | None]]
_TITLE_WORDS = ("指標", "KPI", "数値目標")


def turned(grid: Sequence[Sequence[Cell | None]], title: str) -> Iterator[Grid]:
    """Each such table of a grid, turned so that every indicator is a row and every year a head.

    A table is one of indicators only where a row of it is a goal, or its title says so: years
    stand at the left of many statistics that are no plan's.
    """
    place = 0
    while place < len(grid):
        end = _end(grid, place)
        if end - place > 2:
            part = [list(row) for row in zip(*grid[place:end], strict=True)]
            if _is_of_indicators(part, title):
                yield [[_renamed(part), *part[0][1:]], *part[1:]]
        place = max(end, place + 1)


def _end(grid: Sequence[Sequence[Cell | None]], place: int) -> int:
    """The row after the years below this row of heads; the row itself where there are none."""
    corner = grid[place][0]
    if corner is None or squeezed(corner.text) not in TIME_WORDS or len(grid[place]) < 2:
        return place
    end = place + 1
    while end < len(grid):
        first = grid[end][0]
        if first is None or read_head(0, first.text).period is None:
            break
        end += 1
    return end


def _is_of_indicators(part: Grid, title: str) -> bool:
    heads = [read_head(0, cell.text if cell is not None else "") for cell in part[0][1:]]
    names = [cell.text for row in part[1:] if (cell := row[0]) is not None and cell.text.strip()]
    if not all(one.kind is ColumnKind.VALUE and one.period is not None for one in heads):
        return False
    if len(names) != len(part) - 1 or len({squeezed(one) for one in names}) != len(names):
        return False
    said = any(word in squeezed(title).upper() for word in _TITLE_WORDS)
    return said or any(one.role is ValueRole.GOAL for one in heads)


def _renamed(part: Grid) -> Cell:
    """The corner, which says what the rows are now; with the unit where every name carries one."""
    corner = part[0][0]
    assert corner is not None
    names = [cell.text.replace("\n", "") for row in part[1:] if (cell := row[0]) is not None]
    return replace(corner, text="指標（単位）" if all(map(unit_in_name, names)) else "指標")
