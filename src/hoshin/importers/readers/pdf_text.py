"""Glyphs into text: rows, segments between gaps, vertical labels.

A segment is a run of characters without a wide gap; a row of a page may hold several, side by
side. Labels written downwards, one character under the other, are found first and kept apart.
"""

from __future__ import annotations

import itertools
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoshin.importers.readers.pdf_glyphs import Glyph

_WORD_GAP = 0.28
_SEGMENT_GAP = 0.42
Area = tuple[float, float, float, float]


@dataclass(slots=True)
class Segment:
    """A run of text with its box; ``vertical`` when it reads downwards or sideways."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    vertical: bool = False

    @property
    def middle(self) -> float:
        """The height of its centre on the page."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Area:
        """Left, top, right, bottom."""
        return (self.left, self.top, self.right, self.bottom)


def segments_of(glyphs: Sequence[Glyph], *, with_labels: bool = True) -> list[Segment]:
    """The segments of some glyphs, row by row from the top.

    ``with_labels`` looks for labels written downwards; it is left out inside a column of a table,
    where single characters stand under one another as well.
    """
    upright = [one for one in glyphs if one.quarter == 0]
    found = _sideways([one for one in glyphs if one.quarter != 0])
    if with_labels:
        stacks, upright = vertical_stacks(upright)
        found.extend(stacks)
    for row in rows_of(upright):
        found.extend(_row_segments(row, _SEGMENT_GAP))
    found.sort(key=lambda one: (round(one.middle, 1), one.left))
    return found


def lines_of(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The lines of one cell: a whole row is one line, however wide its gaps."""
    upright = [one for one in glyphs if one.quarter == 0]
    lines = _sideways([one for one in glyphs if one.quarter != 0])
    stack = _whole_stack(upright)
    if stack is not None:
        return [*lines, stack]
    for row in rows_of(upright):
        lines.extend(_row_segments(row, 1e9))
    return lines


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line together, from the top; small signs join their line."""
    # Large characters first, so that small ones (superscripts, brackets) find a line to join.
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    sizes: list[float] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        best = -1
        for index in range(len(rows) - 1, max(len(rows) - 6, -1), -1):
            reach = 0.45 * min(max(glyph.size, sizes[index] * 0.6), sizes[index])
            if abs(middles[index] - glyph.middle) <= reach:
                best = index
                break
        if best < 0:
            rows.append([glyph])
            middles.append(glyph.middle)
            sizes.append(glyph.size)
        else:
            row = rows[best]
            row.append(glyph)
            if glyph.size > sizes[best]:
                sizes[best] = glyph.size
            middles[best] += (glyph.middle - middles[best]) / len(row)
    rows = [row for row in rows if any(one.char != " " for one in row)]
    rows.sort(key=lambda row: statistics.fmean(one.middle for one in row))
    return rows


def _row_segments(row: list[Glyph], gap: float) -> list[Segment]:
    """One row cut at wide gaps; blanks are put where the page has them or leaves room."""
    row.sort(key=lambda one: (one.left, one.right))
    found: list[Segment] = []
    blank = False
    last: Glyph | None = None
    for glyph in row:
        if glyph.char == " ":
            blank = True
            continue
        if last is not None and _is_double(last, glyph):
            continue
        size = glyph.size if last is None else max(last.size, glyph.size)
        space = glyph.left - last.right if last is not None else 0.0
        if last is None or space > gap * size:
            found.append(
                Segment(glyph.char, glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.size)
            )
        else:
            segment = found[-1]
            if (blank and space > 0.1 * size) or _leaves_room(last.char, glyph.char, space, size):
                segment.text += " "
            segment.text += glyph.char
            segment.right = max(segment.right, glyph.right)
            segment.top = min(segment.top, glyph.top)
            segment.bottom = max(segment.bottom, glyph.bottom)
            segment.size = max(segment.size, glyph.size)
        blank = False
        last = glyph
    return found


def _is_double(one: Glyph, other: Glyph) -> bool:
    """Bold drawn as the same character twice, a hair apart."""
    return (
        one.char == other.char
        and abs(one.left - other.left) < 0.12 * one.size
        and abs(one.top - other.top) < 0.12 * one.size
    )


def _leaves_room(before: str, after: str, space: float, size: float) -> bool:
    """Whether a gap is a blank: between ideographs it must be wider than between letters."""
    letters = (before < "\u2e80") + (after < "\u2e80")
    return space > (0.6, 0.4, _WORD_GAP)[letters] * size


def row_text(segments: Sequence[Segment]) -> str:
    """The text of segments that stand in one row, with blanks where the page leaves room."""
    text = ""
    last: Segment | None = None
    for one in segments:
        if last is not None:
            space = one.left - last.right
            if _leaves_room(last.text[-1], one.text[0], space, max(last.size, one.size)):
                text += " "
        text += one.text
        last = one
    return text


# --- downwards and sideways ---------------------------------------------------------------------


def is_label_character(char: str) -> bool:
    """Whether a label written downwards may hold this character: kanji, kana, a long mark."""
    return unicodedata.category(char) == "Lo" or char in "ー々・（）()～〜｜|︱"


def vertical_stacks(glyphs: Sequence[Glyph]) -> tuple[list[Segment], list[Glyph]]:
    """Labels of three characters or more, one under the other and alone in their rows.

    Returns them and the glyphs that remain.
    """
    candidates = [one for one in glyphs if is_label_character(one.char)]
    lonely = _without_neighbours(candidates, glyphs)
    if len(lonely) < 3:
        return [], list(glyphs)
    lonely.sort(key=lambda one: one.top)
    alone = {id(one) for one in lonely}
    used: set[int] = set()
    stacks = []
    for start, glyph in enumerate(lonely):
        if id(glyph) in used:
            continue
        chain = [glyph]
        for other in lonely[start + 1 :]:
            last = chain[-1]
            if other.middle - last.middle > 1.75 * last.size:
                break
            if id(other) in used or abs(other.centre - last.centre) > 0.25 * last.size:
                continue
            if (
                other.middle - last.middle >= 0.8 * last.size
                and abs(other.size - last.size) < 0.3 * last.size
            ):
                chain.append(other)
        if len(chain) >= 3 and not _is_column(chain, glyphs, alone):
            used.update(id(one) for one in chain)
            stacks.append(_stacked(chain))
    return stacks, [one for one in glyphs if id(one) not in used]


def _is_column(chain: Sequence[Glyph], glyphs: Sequence[Glyph], alone: set[int]) -> bool:
    """Whether these are a table's column of single characters: each has text of its row before it.

    Another label beside this one does not count.
    """
    aligned = 0
    for one in chain:
        aligned += any(
            other.right < one.left
            and abs(other.middle - one.middle) < 0.2 * one.size
            and other.char != " "
            and id(other) not in alone
            for other in glyphs
        )
    return aligned * 3 >= len(chain) * 2


def _without_neighbours(candidates: Iterable[Glyph], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Those with nothing within a third of an em to the left or right."""
    bands: dict[int, list[Glyph]] = {}
    for one in glyphs:
        if one.char != " ":
            for band in range(int(one.top // 8), int(one.bottom // 8) + 1):
                bands.setdefault(band, []).append(one)
    lonely = []
    for one in candidates:
        near = 0.35 * one.size
        if not any(
            other is not one
            and abs(other.middle - one.middle) < 0.5 * one.size
            and other.right > one.left - near
            and other.left < one.right + near
            for other in bands.get(int(one.middle // 8), ())
        ):
            lonely.append(one)
    return lonely


def _stacked(chain: Sequence[Glyph]) -> Segment:
    return Segment(
        "".join(one.char for one in chain),
        min(one.left for one in chain),
        min(one.top for one in chain),
        max(one.right for one in chain),
        max(one.bottom for one in chain),
        max(one.size for one in chain),
        vertical=True,
    )


def _whole_stack(glyphs: Sequence[Glyph]) -> Segment | None:
    """All of a cell's text as a label written downwards, in columns from the right."""
    shown = [one for one in glyphs if one.char != " "]
    if len(shown) < 2 or not all(is_label_character(one.char) for one in shown):
        return None
    size = max(one.size for one in shown)
    columns: list[list[Glyph]] = []
    for glyph in sorted(shown, key=lambda one: -one.centre):
        if columns and abs(columns[-1][0].centre - glyph.centre) < 0.3 * size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    if len(columns) > 3 or max(len(one) for one in columns) < 2:
        return None
    for column in columns:
        column.sort(key=lambda one: one.middle)
        pitches = [b.middle - a.middle for a, b in itertools.pairwise(column)]
        if pitches and (
            min(pitches) < 0.8 * size or (len(columns) > 1 and max(pitches) > 1.2 * size)
        ):
            return None
    if len(columns) > 1:
        # Two short lines look like two columns; a label's columns stand apart from each other.
        nearest = min(a[0].centre - b[0].centre for a, b in itertools.pairwise(columns))
        if nearest < 1.2 * size:
            return None
    return _stacked([one for column in columns for one in column])


def _sideways(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Lines that run in another direction, read along it; boxes stay where they are."""
    found: list[Segment] = []
    for quarter in sorted({one.quarter for one in glyphs}):
        turned = {}
        copies = []
        for one in glyphs:
            if one.quarter != quarter:
                continue
            copy = _turned_back(one, quarter)
            turned[id(copy)] = one
            copies.append(copy)
        for row in rows_of(copies):
            originals = [turned[id(one)] for one in row if one.char != " "]
            for line in _row_segments(row, 1e9):
                found.append(
                    Segment(
                        line.text,
                        min(one.left for one in originals),
                        min(one.top for one in originals),
                        max(one.right for one in originals),
                        max(one.bottom for one in originals),
                        line.size,
                        vertical=True,
                    )
                )
    return found


def _turned_back(one: Glyph, quarter: int) -> Glyph:
    if quarter == 1:
        return Glyph(one.char, one.top, -one.right, one.bottom, -one.left, one.size)
    if quarter == 2:
        return Glyph(one.char, -one.right, -one.bottom, -one.left, -one.top, one.size)
    return Glyph(one.char, -one.bottom, one.left, -one.top, one.right, one.size)
