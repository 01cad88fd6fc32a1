"""Tables without lines between their columns: found by the gaps that run down between texts.

Such a table is a guess, so it must look like one: several rows, gaps that all of them keep, and
columns of values. Two columns of prose keep a gap too, and are none.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.importers.readers.pdf_text import Area, Segment

_VALUE = re.compile(
    r"[▲△+\-−(約]*(?:[A-Za-z]{0,3}|令和|平成)?\d[\d,.]*\s*\S{0,6}(?:\s*[(]\S{1,10}[)])?"
    r"|[-―‐–—−ー○◎●△×…*]+|未定|未実施|未調査|集計中"
)
_LEAST_ROWS = 3
# Columns stand apart by at least so many ems.
_LEAST_GAP = 0.42
_MOST_WRAPPED = 6


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of a borderless table: its place, spans and lines."""

    row: int
    column: int
    column_span: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A borderless table: its cells, its size and its box."""

    cells: tuple[TextCell, ...]
    rows: int
    columns: int
    box: Area


def is_value(text: str) -> bool:
    """Whether a text is a figure, a year, a mark: what columns of a table are made of."""
    return _VALUE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def physical_rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand at one height, from the top; each row from the left."""
    rows: list[list[Segment]] = []
    for one in sorted(segments, key=lambda segment: segment.middle):
        last = rows[-1] if rows else None
        if last and one.middle - statistics.fmean(s.middle for s in last) <= 0.5 * min(
            one.size, last[0].size
        ):
            last.append(one)
        else:
            rows.append([one])
    for row in rows:
        row.sort(key=lambda segment: segment.left)
    return rows


def gutters(rows: Sequence[Sequence[Segment]], least: float) -> list[float]:
    """The middles of the gaps, at least so wide, that no text of these rows crosses."""
    spans = sorted((one.left, one.right) for row in rows for one in row)
    found = []
    reach = spans[0][1] if spans else 0.0
    for left, right in spans:
        if left - reach >= least:
            found.append((left + reach) / 2)
        reach = max(reach, right)
    return found


def table_of(
    segments: Sequence[Segment],
    *,
    rules: Sequence[float] = (),
    walls: Sequence[float] = (),
    certain: bool = False,
) -> TextTable | None:
    """These segments as a table, or None when they do not look like one.

    ``rules`` are the heights of horizontal lines between rows, ``walls`` the places of vertical
    lines between columns. ``certain`` leaves the look at the values out: lines have told already
    that a table is here.
    """
    flat = [one for one in segments if not one.vertical]
    rows = physical_rows(flat)
    if len(rows) < (2 if certain else _LEAST_ROWS):
        return None
    size = statistics.median(one.size for one in flat)
    body = rows[min(2, len(rows) - 2) :] if len(rows) > _LEAST_ROWS else rows[1:]
    cuts = list(walls)
    if not cuts:
        cuts = gutters(rows, _LEAST_GAP * size)
        inner = gutters(body, _LEAST_GAP * size)
        # Heads that span several columns hide gaps that all rows below them keep.
        if len(inner) > len(cuts):
            cuts = inner
    if not cuts:
        return None
    extents = _extents(cuts, body)
    placed = [[(_columns(one, cuts, extents), one) for one in row] for row in rows]
    if not certain and not _looks_like_a_table(placed, len(cuts) + 1):
        return None
    groups = _ruled_rows(rows, rules) if rules else None
    return _built(placed, groups or _record_rows(placed, len(cuts) + 1), len(cuts) + 1)


_Placed = list[list[tuple[tuple[int, int], Segment]]]


def _extents(
    cuts: Sequence[float], body: Sequence[Sequence[Segment]]
) -> list[tuple[float, float] | None]:
    """For each column how far its texts reach to the left and right; None for an empty one."""
    found: list[tuple[float, float] | None] = [None] * (len(cuts) + 1)
    for row in body:
        for one in row:
            column = bisect_right(cuts, (one.left + one.right) / 2)
            left, right = found[column] or (one.left, one.right)
            found[column] = (min(left, one.left), max(right, one.right))
    return found


def _columns(
    one: Segment, cuts: Sequence[float], extents: Sequence[tuple[float, float] | None]
) -> tuple[int, int]:
    """The first and last column of a text: those whose texts lie mostly under it."""
    first, last = bisect_right(cuts, one.left), bisect_left(cuts, one.right)
    if first >= last:
        return (first, first)
    covered = []
    for column in range(first, last + 1):
        extent = extents[column]
        if extent is not None and one.left <= (extent[0] + extent[1]) / 2 <= one.right:
            covered.append(column)
    if not covered:
        nearest = bisect_right(cuts, (one.left + one.right) / 2)
        return (nearest, nearest)
    return (covered[0], covered[-1])


def _looks_like_a_table(placed: _Placed, columns: int) -> bool:
    filled = [row for row in placed if len(row) >= 2]
    if len(filled) < _LEAST_ROWS or len(filled) * 2 < len(placed) * 0.6:
        return False
    for column in range(1, columns):
        texts = [s.text for row in placed[1:] for (first, _), s in row if first == column]
        values = sum(1 for one in texts if is_value(one))
        if values >= 2 and values >= 0.6 * len(texts):
            return True
    if columns < 3:
        return False
    full = sum(1 for row in placed if len(row) >= 3)
    lengths = [len(s.text) for row in placed for _, s in row]
    return full * 5 >= len(placed) * 3 and statistics.fmean(lengths) <= 14


def _record_rows(placed: _Placed, columns: int) -> list[int]:
    """For each physical row the table's row that it belongs to: wrapped lines join their record.

    A row with values is a record; a row without any joins the nearer record, above when equal,
    unless it stands before the first one: heads stay rows of their own.
    """
    anchors: list[int] = []
    for index, row in enumerate(placed):
        values = sum(1 for (first, _), s in row if first > 0 and is_value(s.text))
        if values and values * 2 >= sum(1 for (first, _), _ in row if first > 0):
            anchors.append(index)
    if len(anchors) < 2:
        return list(range(len(placed)))
    first_body = _first_body(placed, anchors)
    groups = list(range(len(placed)))
    records = set(anchors)
    # From the records outwards, line by line: a line joins the record that it follows closely.
    for _ in range(_MOST_WRAPPED):
        for index in range(first_body, len(placed)):
            if groups[index] in records:
                continue
            if any(first != last for (first, last), _ in placed[index]):
                continue
            size = placed[index][0][1].size
            room = {
                one: _distance(placed, index, one)
                for one in (index - 1, index + 1)
                if first_body <= one < len(placed) and groups[one] in records
            }
            # As near to the record above as to the one below: it wraps, so it belongs above.
            if index + 1 in room:
                room[index + 1] += 0.2 * size
            nearest = min(room, key=room.__getitem__, default=None)
            if nearest is not None and room[nearest] <= 0.85 * size:
                groups[index] = groups[nearest]
    order = {group: number for number, group in enumerate(sorted(set(groups)))}
    return [order[one] for one in groups]


def _distance(placed: _Placed, one: int, other: int) -> float:
    """The room between two physical rows; negative where they overlap."""
    upper, lower = sorted((one, other))
    return min(s.top for _, s in placed[lower]) - max(s.bottom for _, s in placed[upper])


def _first_body(placed: _Placed, anchors: Sequence[int]) -> int:
    """Where the heads end: years in a head look like values, a name beside them does not."""
    for index in anchors:
        row = placed[index]
        heads = sum(1 for (first, _), s in row if first > 0 and re.search(r"年|[RHS]\d", s.text))
        others = sum(1 for (first, _), _ in row if first > 0)
        if heads * 2 <= others:
            above = index
            # The first lines of a wrapped name may stand above the values of the first record.
            while above - 1 > 0 and len(placed[above - 1]) == 1 and index - above < 2:
                above -= 1
            return above
    return anchors[0]


def _ruled_rows(rows: Sequence[Sequence[Segment]], rules: Sequence[float]) -> list[int] | None:
    """For each physical row the stretch between two horizontal lines that it stands in.

    None when the lines do not part the records.
    """
    groups = []
    for row in rows:
        middle = statistics.fmean(one.middle for one in row)
        groups.append(sum(1 for rule in rules if rule <= middle))
    # A table with lines only around its head has many records between its last two lines.
    if len(set(groups)) < 4 and max(groups.count(one) for one in set(groups)) > 4:
        return None
    order = {group: number for number, group in enumerate(sorted(set(groups)))}
    return [order[one] for one in groups]


def _built(placed: _Placed, groups: Sequence[int], columns: int) -> TextTable:
    cells: dict[tuple[int, int], tuple[int, list[Segment]]] = {}
    for row, group in zip(placed, groups, strict=True):
        for (first, last), segment in row:
            span, segments = cells.get((group, first), (0, []))
            cells[group, first] = (max(span, last - first + 1), [*segments, segment])
    everything = [s for row in placed for _, s in row]
    return TextTable(
        cells=tuple(
            TextCell(row, column, span, tuple(sorted(found, key=lambda s: (s.top, s.left))))
            for (row, column), (span, found) in sorted(cells.items())
        ),
        rows=max(groups) + 1,
        columns=columns,
        box=(
            min(s.left for s in everything),
            min(s.top for s in everything),
            max(s.right for s in everything),
            max(s.bottom for s in everything),
        ),
    )
