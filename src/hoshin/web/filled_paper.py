"""A filled paper as tables and lines of text, so that its figures are seen without Office."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from hoshin.engine.explain import figure_text

MOST_SHEETS = 6
MOST_ROWS = 120
MOST_COLUMNS = 60
MOST_BLOCKS = 400
MOST_SLIDES = 40


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell's text, over how many columns and rows it reaches, and whether it is a number."""

    text: str
    across: int = 1
    down: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A sheet, a slide, a table or a paragraph: its name, lines of text, and rows of cells."""

    name: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """What is shown of a paper; ``is_whole`` is false where the file holds more."""

    parts: tuple[ShownPart, ...]
    is_whole: bool


def shown_paper(content: bytes, suffix: str) -> ShownPaper:
    """What a made paper says; ``suffix`` is that of an Excel, Word or PowerPoint file."""
    if suffix == ".xlsx":
        return _workbook(content)
    return _document(content) if suffix == ".docx" else _slides(content)


def _workbook(content: bytes) -> ShownPaper:
    from openpyxl import load_workbook

    sheets = load_workbook(io.BytesIO(content)).worksheets
    seen = [one for one in sheets if one.sheet_state == "visible"]
    is_whole = len(seen) <= MOST_SHEETS and all(one.max_row <= MOST_ROWS for one in seen)
    return ShownPaper(tuple(_sheet(one) for one in seen[:MOST_SHEETS]), is_whole)


def _sheet(sheet: Any) -> ShownPart:
    """The rows of a sheet; merged cells become one, an empty end of a row is left out."""
    merged = {(one.min_row, one.min_col): one for one in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for one in sheet.merged_cells.ranges
        for row in range(one.min_row, one.max_row + 1)
        for column in range(one.min_col, one.max_col + 1)
    } - merged.keys()
    last_row, last_column = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    rows = []
    for row in range(1, last_row + 1):
        cells = []
        for column in range(1, last_column + 1):
            if (row, column) in covered:
                continue
            value = sheet.cell(row, column).value
            area = merged.get((row, column))
            across = 1 if area is None else min(area.max_col, last_column) - column + 1
            down = 1 if area is None else min(area.max_row, last_row) - row + 1
            cells.append(ShownCell(_text(value), across, down, _is_number(value)))
        rows.append(tuple(cells))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return ShownPart(sheet.title, rows=tuple(rows))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _text(value: object) -> str:
    """A cell's value as the paper prints it; numbers keep every digit that the file holds."""
    if value is None:
        return ""
    if _is_number(value):
        return figure_text(Decimal(str(value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def _document(content: bytes) -> ShownPaper:
    from docx import Document
    from docx.table import Table

    parts: list[ShownPart] = []
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if len(parts) == MOST_BLOCKS:
            return ShownPaper(tuple(parts), is_whole=False)
        if isinstance(block, Table):
            parts.append(ShownPart(rows=tuple(_word_rows(block))))
        elif block.text.strip():
            parts.append(ShownPart(lines=(block.text.strip(),)))
    return ShownPaper(tuple(parts), is_whole=True)


def _word_rows(table: Any) -> Iterator[tuple[ShownCell, ...]]:
    """A cell that reaches over several columns is given once for each: it becomes one again."""
    for row in table.rows:
        cells = []
        for _, same in groupby(row.cells, key=lambda cell: cell._tc):
            reached = list(same)
            cells.append(ShownCell(reached[0].text.strip(), len(reached)))
        yield tuple(cells)


def _slides(content: bytes) -> ShownPaper:
    from pptx import Presentation

    slides = list(Presentation(io.BytesIO(content)).slides)
    parts = []
    for number, slide in enumerate(slides[:MOST_SLIDES], start=1):
        lines: list[str] = []
        rows: list[tuple[ShownCell, ...]] = []
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines.extend(_lines(shape.text_frame.text))
            if shape.has_table:
                rows.extend(
                    tuple(ShownCell(cell.text) for cell in row.cells) for row in shape.table.rows
                )
        parts.append(ShownPart(str(number), tuple(lines), tuple(rows)))
    return ShownPaper(tuple(parts), len(slides) <= MOST_SLIDES)


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
