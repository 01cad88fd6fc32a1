"""One page of a PDF, laid out: its lines in reading order and its tables, ready to be numbered.

A draft counts its lines from 1; numbers through the whole document are given when all pages are
there, so that pages can be read apart from one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hoshin.importers.readers.limits import Limits
from hoshin.importers.readers.pdf_borderless import TextTable, physical_rows, table_of
from hoshin.importers.readers.pdf_glyphs import Glyph, PageContent, content_of
from hoshin.importers.readers.pdf_grids import Grid, grids_of, rule_groups
from hoshin.importers.readers.pdf_layout import (
    Block,
    Item,
    PlacedBlock,
    PlacedRow,
    PlacedTable,
    arranged,
)
from hoshin.importers.readers.pdf_text import Area, Segment, lines_of, row_text, segments_of
from hoshin.importers.wording import joined

_UNIT_NOTE = re.compile(r"[(【\[]?\s*(単位|注)\s*[:：].{0,30}")


@dataclass(slots=True)
class DraftTable:
    """A table of a page: (text, row, column, row span, column span, box, first line, last line).

    ``xs`` are the positions of its columns; lines are 0 where a cell has no text.
    """

    rows: int
    columns: int
    box: Area
    caption: str
    first_line: int
    xs: tuple[float, ...]
    cells: list[tuple[str, int, int, int, int, Area, int, int]] = field(default_factory=list)
    continued: bool = False


@dataclass(slots=True)
class DraftPage:
    """A page: lines (text, box, column of the page, vertical), tables, and what was odd."""

    number: int
    width: float = 0.0
    height: float = 0.0
    lines: list[tuple[str, Area, int, bool]] = field(default_factory=list)
    tables: list[DraftTable] = field(default_factory=list)
    has_text: bool = True
    has_images: bool = False
    turned: bool = False
    unmapped: int = 0
    damaged: bool = False
    too_many_characters: bool = False
    too_many_rulings: bool = False


def draft_of(page: Any, number: int, limits: Limits) -> DraftPage:
    """Lay out a page; ``page`` is a ``pypdfium2.PdfPage``."""
    content = content_of(page, limits)
    draft = DraftPage(
        number=number,
        width=round(content.width, 1),
        height=round(content.height, 1),
        has_text=any(one.char != " " for one in content.glyphs),
        has_images=content.has_images,
        turned=content.turn != 0,
        unmapped=content.unmapped,
        too_many_characters=content.too_many_characters,
        too_many_rulings=content.too_many_rulings,
    )
    _Layout(content, draft).fill()
    return draft


class _Layout:
    """The steps from a page's glyphs and rulings to its draft."""

    def __init__(self, content: PageContent, draft: DraftPage) -> None:
        self.content = content
        self.draft = draft
        self.caption = ""

    def fill(self) -> None:
        content = self.content
        grids = grids_of(content.horizontals, content.verticals)
        inside, outside = _shared_out(content.glyphs, grids)
        # Frames around text and drawings make grids too; a table has two cells with text.
        for _index, cells in enumerate(inside):
            if sum(1 for one in cells.values() if any(g.char != " " for g in one)) < 2:
                outside.extend(glyph for one in cells.values() for glyph in one)
                cells.clear()
        found = [(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]
        kept: list[tuple[Grid, dict[int, list[Glyph]]]] = []
        text_tables: list[TextTable] = []
        for grid, cells in found:
            table = _half_ruled(grid, cells)
            if table is None:
                kept.append((grid, cells))
            else:
                text_tables.append(table)
        ruled, segments = _between_rules(content, segments_of(outside))
        text_tables.extend(ruled)
        items: list[Item] = [Block(n, grid.box) for n, (grid, _) in enumerate(kept)]
        items.extend(Block(len(kept) + n, table.box) for n, table in enumerate(text_tables))
        items.extend(segments)
        for one in arranged(items):
            if isinstance(one, PlacedRow):
                self._row(one)
            elif isinstance(one, PlacedTable):
                self._text_table(one.table, one.column)
            elif one.number < len(kept):
                self._ruled_table(*kept[one.number], one)
            else:
                self._text_table(text_tables[one.number - len(kept)], one.column)

    def _line(self, text: str, box: Area, column: int, vertical: bool = False) -> int:
        shown = self.content.displayed_box(*box)
        self.draft.lines.append((text, shown, column, vertical))
        return len(self.draft.lines)

    def _row(self, row: PlacedRow) -> None:
        text = row_text(row.segments)
        vertical = all(one.vertical for one in row.segments)
        self._line(text, _around(row.segments), row.column, vertical)
        if not vertical and not _UNIT_NOTE.fullmatch(unicodedata.normalize("NFKC", text)):
            self.caption = text

    def _ruled_table(self, grid: Grid, cells: dict[int, list[Glyph]], placed: PlacedBlock) -> None:
        table = self._open_table(len(grid.ys) - 1, len(grid.xs) - 1, grid.box, grid.xs)
        for index, cell in enumerate(grid.cells):
            lines = lines_of(cells.get(index, ()))
            place = (cell.row, cell.column, cell.row_span, cell.column_span)
            self._cell(table, place, grid.box_of(cell), lines, placed.column)

    def _text_table(self, found: TextTable, column: int) -> None:
        xs = tuple(
            min(one.left for cell in found.cells if cell.column == number for one in cell.segments)
            for number in sorted({cell.column for cell in found.cells})
        )
        table = self._open_table(found.rows, found.columns, found.box, xs)
        for cell in found.cells:
            place = (cell.row, cell.column, 1, cell.column_span)
            lines = [_as_line(row) for row in physical_rows(cell.segments)]
            self._cell(table, place, _around(cell.segments), lines, column)

    def _open_table(self, rows: int, columns: int, box: Area, xs: Sequence[float]) -> DraftTable:
        table = DraftTable(
            rows=rows,
            columns=columns,
            box=self.content.displayed_box(*box),
            caption=self.caption,
            first_line=len(self.draft.lines) + 1,
            xs=tuple(round(x, 1) for x in xs),
        )
        self.draft.tables.append(table)
        return table

    def _cell(
        self,
        table: DraftTable,
        place: tuple[int, int, int, int],
        box: Area,
        lines: Sequence[Segment],
        column: int,
    ) -> None:
        first = last = 0
        for one in lines:
            last = self._line(one.text, one.box, column, one.vertical)
            first = first or last
        text = "\n".join(one.text for one in lines)
        table.cells.append((text, *place, self.content.displayed_box(*box), first, last))


def _as_line(row: Sequence[Segment]) -> Segment:
    """The segments of one row of a cell as one."""
    left, top, right, bottom = _around(row)
    size = max(one.size for one in row)
    return Segment(row_text(row), left, top, right, bottom, size, all(one.vertical for one in row))


def _around(segments: Sequence[Segment]) -> Area:
    return (
        min(one.left for one in segments),
        min(one.top for one in segments),
        max(one.right for one in segments),
        max(one.bottom for one in segments),
    )


def _shared_out(
    glyphs: Sequence[Glyph], grids: Sequence[Grid]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs of each cell of each grid, and those outside all of them.

    Of a table inside a cell of another, the inner one has the glyph.
    """
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    boxes = [grid.box for grid in grids]
    order = sorted(
        range(len(grids)), key=lambda i: (boxes[i][2] - boxes[i][0]) * (boxes[i][3] - boxes[i][1])
    )
    for glyph in glyphs:
        x, y = glyph.centre, glyph.middle
        for index in order:
            left, top, right, bottom = boxes[index]
            if left <= x <= right and top <= y <= bottom:
                cell = grids[index].cell_at(x, y)
                if cell >= 0:
                    inside[index].setdefault(cell, []).append(glyph)
                    break
        else:
            outside.append(glyph)
    return inside, outside


def _half_ruled(grid: Grid, cells: dict[int, list[Glyph]]) -> TextTable | None:
    """The table of a grid that has lines in one direction only, the other told by its texts.

    A frame with lines between rows has one column, a frame with lines between columns one row.
    """
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    if rows > 1 and columns > 1:
        return None
    segments = [one for glyphs in cells.values() for one in segments_of(glyphs, with_labels=False)]
    if any(one.vertical for one in segments):
        return None
    if columns == 1:
        return table_of(segments, rules=grid.ys[1:-1])
    if len(physical_rows(segments)) < 3:
        return None
    return table_of(segments, walls=grid.xs[1:-1], certain=True)


def _between_rules(
    content: PageContent, segments: list[Segment]
) -> tuple[list[TextTable], list[Segment]]:
    """Tables whose only lines lie between their rows, and the segments that remain."""
    tables = []
    for left, right, heights in rule_groups(content.horizontals, content.verticals):
        if len(heights) < 3:
            continue
        inside = [
            one
            for one in segments
            if left - 2 <= one.left
            and one.right <= right + 2
            and heights[0] <= one.middle <= heights[-1]
            and not one.vertical
        ]
        table = table_of(inside, rules=heights, certain=True) if len(inside) >= 4 else None
        if table is not None:
            tables.append(table)
            taken = {id(one) for one in inside}
            segments = [one for one in segments if id(one) not in taken]
    return tables, segments


def heading_key(text: str) -> str:
    """A cell's text for comparing heads of two pages."""
    return "".join(unicodedata.normalize("NFKC", joined(text.split("\n"))).split())
