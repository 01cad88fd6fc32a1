"""Reading order: what stands on a page as a person reads it, column after column.

The page is cut into bands from top to bottom; bands that keep a common gap between texts make a
run. A run is a borderless table, or columns of prose read one after the other, or rows read from
left to right.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hoshin.importers.readers.pdf_borderless import TextTable, physical_rows, table_of
from hoshin.importers.readers.pdf_text import Area, Segment

_DEEPEST = 6
_LEAST_GAP = 0.42
_COLUMN_GAP = 1.2
_MOST_UNDIVIDED = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A ruled table as a whole: its box, and its number among the page's ruled tables."""

    number: int
    box: Area


Item = Segment | Block


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of text outside tables, with the column of the page that it stands in."""

    segments: tuple[Segment, ...]
    column: int


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A ruled table at its place in the reading order."""

    number: int
    column: int


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A borderless table at its place in the reading order."""

    table: TextTable
    column: int


Placed = PlacedRow | PlacedBlock | PlacedTable


def arranged(items: Sequence[Item], column: int = 0, depth: int = 0) -> list[Placed]:
    """The items in reading order; ``column`` is the page column that they all stand in."""
    if not items:
        return []
    size = _size(items)
    placed: list[Placed] = []
    bands = _bands(items)
    at = 0
    while at < len(bands):
        run, cuts = _run(bands, at, size)
        inside = [one for band in run for one in band]
        table = _table(inside) if cuts else None
        wide = _cuts(_covered([], inside, _COLUMN_GAP * size)) if cuts else []
        if table is not None:
            placed.extend(_around(table, inside, column))
        elif wide and depth < _DEEPEST and _is_columns(inside, wide, size):
            parts = _split(inside, wide[:1])
            placed.extend(arranged(parts[0], column, depth + 1))
            nested = max((one.column for one in placed), default=column)
            placed.extend(arranged(parts[1], max(nested, column) + 1, depth + 1))
        else:
            run = bands[at : at + 1]
            placed.extend(_plain(run[0], column))
        at += len(run)
    return placed


def _size(items: Sequence[Item]) -> float:
    sizes = [one.size for one in items if isinstance(one, Segment)]
    return statistics.median(sizes) if sizes else 10.0


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items that lie beside one another, from top to bottom."""
    bands: list[list[Item]] = []
    top = bottom = 0.0
    for one in sorted(items, key=lambda item: (item.box[1], item.box[0])):
        _, upper, _, lower = one.box
        overlap = min(bottom, lower) - max(top, upper)
        if bands and overlap > 0.4 * max(min(lower - upper, bottom - top), 0.1):
            bands[-1].append(one)
            top, bottom = min(top, upper), max(bottom, lower)
        else:
            bands.append([one])
            top, bottom = upper, lower
    return bands


_Spans = list[tuple[float, float]]


def _covered(spans: _Spans, items: Sequence[Item], least: float) -> _Spans:
    """The stretches of the page's width that texts cover; gaps narrower than ``least`` close."""
    merged: _Spans = []
    for left, right in sorted([*spans, *((one.box[0], one.box[2]) for one in items)]):
        if merged and left - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _cuts(spans: _Spans) -> list[float]:
    """The middles of the gaps between covered stretches, from the left."""
    return [(one[1] + other[0]) / 2 for one, other in pairwise(spans)]


def _run(
    bands: Sequence[list[Item]], start: int, size: float
) -> tuple[list[list[Item]], list[float]]:
    """The longest run of bands from here that keeps a common gap, and its gaps."""
    least = _LEAST_GAP * size
    spans = _covered([], bands[start], least)
    if len(spans) < 2:
        return [bands[start]], []
    end = divided = start + 1
    while end < len(bands) and end - divided <= _MOST_UNDIVIDED:
        wider = _covered(spans, bands[end], least)
        if len(wider) < 2 or _room(bands[end - 1], bands[end]) > 4 * size:
            break
        spans = wider
        end += 1
        if len(_split_sides(bands[end - 1], _cuts(spans))) > 1:
            divided = end
    # Lines after the last full row belong to the run while they follow closely: wrapped text.
    kept = divided
    while kept < end and _room(bands[kept - 1], bands[kept]) <= 0.8 * size:
        kept += 1
    inside = [one for band in bands[start:kept] for one in band]
    return list(bands[start:kept]), _cuts(_covered([], inside, least))


def _room(above: Sequence[Item], below: Sequence[Item]) -> float:
    return min(one.box[1] for one in below) - max(one.box[3] for one in above)


def _split_sides(band: Sequence[Item], cuts: Sequence[float]) -> set[int]:
    return {sum(1 for cut in cuts if cut <= one.box[0]) for one in band}


def _split(items: Sequence[Item], cuts: Sequence[float]) -> list[list[Item]]:
    parts: list[list[Item]] = [[] for _ in range(len(cuts) + 1)]
    for one in items:
        parts[sum(1 for cut in cuts if cut <= one.box[0])].append(one)
    return parts


def _table(items: Sequence[Item]) -> TextTable | None:
    segments = [one for one in items if isinstance(one, Segment) and not one.vertical]
    if any(isinstance(one, Block) for one in items):
        return None
    return table_of(segments)


def _around(table: TextTable, items: Sequence[Item], column: int) -> list[Placed]:
    """A table, with the vertical labels beside it before it."""
    labels = [one for one in items if isinstance(one, Segment) and one.vertical]
    return [*(PlacedRow((one,), column) for one in labels), PlacedTable(table, column)]


def _is_columns(items: Sequence[Item], cuts: Sequence[float], size: float) -> bool:
    """Whether the first gap divides columns: on both sides a table, or lines of some width.

    Numbers and marks that hang before the lines of a list are no column.
    """
    for side in _split(items, cuts[:1]):
        if any(isinstance(one, Block) for one in side):
            continue
        rows = physical_rows([one for one in side if isinstance(one, Segment)])
        width = max(one.box[2] for one in side) - min(one.box[0] for one in side)
        if len(rows) < 3 or width < 8 * size:
            return False
    return True


def _plain(band: Sequence[Item], column: int) -> list[Placed]:
    """A band without columns: its rows, and its tables, from top to bottom."""
    labels = [one for one in band if isinstance(one, Segment) and one.vertical]
    flat = [one for one in band if isinstance(one, Segment) and not one.vertical]
    found: list[tuple[float, Placed]] = [(one.top, PlacedRow((one,), column)) for one in labels]
    found.extend(
        (min(one.top for one in row), PlacedRow(tuple(row), column)) for row in physical_rows(flat)
    )
    found.extend(
        (one.box[1], PlacedBlock(one.number, column)) for one in band if isinstance(one, Block)
    )
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]
