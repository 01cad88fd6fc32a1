"""Ruled tables: the grid that a page's lines draw, with its merged cells.

Lines that touch belong to one table. The distinct heights and widths of its lines give an
elementary grid; where no line stands between two places of it, they are one cell. A table that
is open at its sides is closed where its horizontal lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hoshin.importers.readers.pdf_glyphs import Ruling

_SNAP = 2.5
_REACH = 3.0
_SHORTEST = 3.0
_COVERED = 0.75
_MOST_PLACES = 60_000
# More crossings than this are a map or a drawing.
_MOST_CROSSINGS = 2_000_000
_MOST_RULE_GROUPS = 50


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table: its place and spans in the grid."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the positions of its lines, its cells, and which cell each place is in.

    ``xs`` and ``ys`` are ascending; ``owner[row][column]`` is an index into ``cells``, or -1 for
    a place that no line encloses.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the whole table."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """The index of the cell at a point, or -1."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return -1

    def box_of(self, cell: GridCell) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


def grids_of(horizontals: Sequence[Ruling], verticals: Sequence[Ruling]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; frames of one cell are none."""
    across = _joined(horizontals)
    down = _joined(verticals)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    found = []
    for rows, columns in (*_touching(across, down), *_only_down(across, down)):
        grid = _grid(rows, columns)
        if grid is not None and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda one: (one.ys[0], one.xs[0]))


def rule_groups(
    horizontals: Sequence[Ruling], verticals: Sequence[Ruling]
) -> list[tuple[float, float, tuple[float, ...]]]:
    """Horizontal lines of the same extent that no vertical line touches: (left, right, heights).

    Tables ruled between their rows only are drawn so.
    """
    across = _joined(horizontals)
    down = _joined(verticals)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    free = [
        one
        for one in across
        if one.end - one.start > 15
        and not any(
            one.start - _REACH <= v.at <= one.end + _REACH
            and v.start - _REACH <= one.at <= v.end + _REACH
            for v in down
        )
    ]
    groups: list[list[Ruling]] = []
    for one in sorted(free, key=lambda line: line.at):
        for group in groups[-_MOST_RULE_GROUPS:]:
            if abs(group[0].start - one.start) < 4 and abs(group[0].end - one.end) < 4:
                group.append(one)
                break
        else:
            groups.append([one])
    # Lines that are broken between columns stand at the same heights, side by side.
    merged: dict[tuple[int, ...], tuple[float, float, tuple[float, ...]]] = {}
    for group in groups:
        if len(group) < 2:
            continue
        heights = tuple(one.at for one in group)
        key = tuple(round(one / 2) for one in heights)
        left, right, _ = merged.get(key, (group[0].start, group[0].end, heights))
        merged[key] = (min(left, group[0].start), max(right, group[0].end), heights)
    return list(merged.values())


def _joined(lines: Iterable[Ruling]) -> list[Ruling]:
    """Lines at the same height made one where they meet: dashes, double lines, cell by cell."""
    ordered = sorted(lines, key=lambda one: one.at)
    levels: list[list[Ruling]] = []
    for one in ordered:
        if levels and one.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(one)
        else:
            levels.append([one])
    found = []
    for level in levels:
        total = sum(one.end - one.start for one in level) or 1.0
        at = sum(one.at * (one.end - one.start) for one in level) / total
        level.sort(key=lambda one: one.start)
        current = Ruling(at, level[0].start, level[0].end)
        for one in level[1:]:
            if one.start - current.end <= _REACH:
                current.end = max(current.end, one.end)
            else:
                found.append(current)
                current = Ruling(at, one.start, one.end)
        found.append(current)
    return [one for one in found if one.end - one.start >= _SHORTEST]


def _touching(
    across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch one another, directly or through others, with lines both ways."""
    parent = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    by_height = sorted(range(len(across)), key=lambda i: across[i].at)
    heights = [across[i].at for i in by_height]
    for j, vertical in enumerate(down):
        first = bisect_right(heights, vertical.start - _REACH)
        last = bisect_right(heights, vertical.end + _REACH)
        for i in by_height[first:last]:
            if across[i].start - _REACH <= vertical.at <= across[i].end + _REACH:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, one in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(one)
    for j, one in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(one)
    return [(rows, columns) for rows, columns in groups.values() if len(rows) >= 2 and columns]


def _only_down(
    across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Three or more vertical lines of the same extent that no horizontal touches, closed."""
    free = [
        one
        for one in down
        if one.end - one.start > 30
        and not any(
            one.start - _REACH <= h.at <= one.end + _REACH
            and h.start - _REACH <= one.at <= h.end + _REACH
            for h in across
        )
    ]
    groups: list[list[Ruling]] = []
    for one in free:
        for group in groups[-_MOST_RULE_GROUPS:]:
            # Heads that span columns cut lines short at the top.
            overlap = min(group[0].end, one.end) - max(group[0].start, one.start)
            longest = max(group[0].end - group[0].start, one.end - one.start)
            if abs(group[0].end - one.end) < 4 and overlap > 0.6 * longest:
                group.append(one)
                break
        else:
            groups.append([one])
    found = []
    for group in groups:
        if len(group) >= 3:
            left, right = min(one.at for one in group), max(one.at for one in group)
            top, bottom = min(one.start for one in group), group[0].end
            found.append(([Ruling(top, left, right), Ruling(bottom, left, right)], group))
    return found


def _levels(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid | None:
    ys = _levels(one.at for one in across)
    xs = _levels(one.at for one in down)
    # Open sides: most lines of one direction end where none of the other stands.
    xs = _closed(xs, [one.start for one in across], [one.end for one in across])
    ys = _closed(ys, [one.start for one in down], [one.end for one in down])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_PLACES:
        return None
    # walls[row][line]: a vertical stands there; floors[line][column]: a horizontal does.
    walls = [[False] * (columns + 1) for _ in range(rows)]
    floors = [[False] * columns for _ in range(rows + 1)]
    _mark(down, xs, ys, lambda line, place: walls[place].__setitem__(line, True))
    _mark(across, ys, xs, lambda line, place: floors[line].__setitem__(place, True))
    # A side that was added, or an outer line with a gap in it, closes the table.
    for row in range(rows):
        for line, column in ((0, 0), (columns, columns - 1)):
            if floors[row][column] and floors[row + 1][column]:
                walls[row][line] = True
    for column in range(columns):
        for line, row in ((0, 0), (rows, rows - 1)):
            if walls[row][column] and walls[row][column + 1]:
                floors[line][column] = True
    return _with_cells(xs, ys, walls, floors)


def _closed(levels: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """The levels, and an outer one on each side where most crossing lines end beyond them."""
    first, last = sorted(starts)[len(starts) // 2], sorted(ends)[len(ends) // 2]
    closed = list(levels)
    if first < levels[0] - 2 * _REACH and _share(starts, first) > 0.5:
        closed.insert(0, first)
    if last > levels[-1] + 2 * _REACH and _share(ends, last) > 0.5:
        closed.append(last)
    return closed


def _share(values: list[float], at: float) -> float:
    return sum(1 for one in values if abs(one - at) <= _REACH) / len(values)


def _mark(
    lines: Iterable[Ruling],
    levels: Sequence[float],
    marks: Sequence[float],
    put: Callable[[int, int], None],
) -> None:
    """Tell ``put`` which stretches between ``marks`` each line covers, and at which level."""
    reached: dict[tuple[int, int], float] = {}
    for one in lines:
        line = _nearest(levels, one.at)
        first = max(bisect_right(marks, one.start) - 1, 0)
        for place in range(first, len(marks) - 1):
            if marks[place] >= one.end:
                break
            length = min(one.end, marks[place + 1]) - max(one.start, marks[place])
            reached[line, place] = reached.get((line, place), 0.0) + max(length, 0.0)
    for (line, place), length in reached.items():
        if length >= _COVERED * (marks[place + 1] - marks[place]):
            put(line, place)


def _nearest(levels: Sequence[float], value: float) -> int:
    after = min(bisect_right(levels, value), len(levels) - 1)
    before = max(after - 1, 0)
    return before if value - levels[before] <= levels[after] - value else after


def _with_cells(
    xs: Sequence[float],
    ys: Sequence[float],
    walls: Sequence[Sequence[bool]],
    floors: Sequence[Sequence[bool]],
) -> Grid:
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-2] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] != -2:
                continue
            region, closed = _flood(row, column, walls, floors)
            if not closed:
                for r, c in region:
                    owner[r][c] = -1
                continue
            for cell in _rectangles(region):
                for r in range(cell.row, cell.row + cell.row_span):
                    for c in range(cell.column, cell.column + cell.column_span):
                        owner[r][c] = len(cells)
                cells.append(cell)
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(tuple(line) for line in owner))


def _flood(
    row: int, column: int, walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]
) -> tuple[set[tuple[int, int]], bool]:
    """The places that hang together without a line between, and whether lines enclose them."""
    rows, columns = len(walls), len(floors[0])
    region = {(row, column)}
    todo = [(row, column)]
    closed = True
    while todo:
        r, c = todo.pop()
        for wall, r2, c2 in (
            (walls[r][c], r, c - 1),
            (walls[r][c + 1], r, c + 1),
            (floors[r][c], r - 1, c),
            (floors[r + 1][c], r + 1, c),
        ):
            if wall:
                continue
            if not (0 <= r2 < rows and 0 <= c2 < columns):
                closed = False
            elif (r2, c2) not in region:
                region.add((r2, c2))
                todo.append((r2, c2))
    return region, closed


def _rectangles(region: set[tuple[int, int]]) -> list[GridCell]:
    """A region as cells: one when it is a rectangle, else one for each run of its rows."""
    rows = [r for r, _ in region]
    columns = [c for _, c in region]
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    if len(region) == (bottom - top + 1) * (right - left + 1):
        return [GridCell(top, left, bottom - top + 1, right - left + 1)]
    found = []
    by_row: dict[int, list[int]] = {}
    for r, c in sorted(region):
        by_row.setdefault(r, []).append(c)
    for row, inside in by_row.items():
        start = inside[0]
        for one, following in pairwise([*inside, inside[-1] + 2]):
            if following != one + 1:
                found.append(GridCell(row, start, 1, one - start + 1))
                start = following
    return found
