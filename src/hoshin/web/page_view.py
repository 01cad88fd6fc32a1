"""A page of a document beside its rows: where each row was read, as marks on picture or cells.

Marks name the row by its number and its anchor, so that picture, cells and text lead to it, and
the row to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.importers.document import DocumentKind

_MOST_ROWS = 150
_MOST_COLUMNS = 60
_MOST_LINES = 600
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page that a row was read from.

    ``boxes`` are left, top, width and height in points.
    """

    label: str
    anchor: str
    boxes: tuple[tuple[float, float, float, float], ...]
    lines: frozenset[int]
    cells: frozenset[str]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with how far it reaches, and the anchors of the rows that it was read for."""

    text: str
    address: str
    across: int
    down: int
    marks: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table's name and rows of cells; a None among them stands for rows that are left out."""

    name: str
    rows: tuple[tuple[ShownCell, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of text with its number, and the anchors of the rows that it was read for."""

    number: int
    text: str
    marks: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: the size of its picture where it has one, its marks, tables and lines."""

    number: int
    name: str
    has_picture: bool
    width: float
    height: float
    marks: tuple[Mark, ...]
    tables: tuple[ShownTable, ...]
    lines: tuple[ShownLine | None, ...]


def mark_of(
    label: str, anchor: str, evidence: Mapping[str, Any], content: Mapping[str, Any]
) -> Mark:
    """The mark of a row's evidence on its page: its boxes, else those of its lines."""
    lines = frozenset(
        number for first, last in evidence["lines"] for number in range(first, last + 1)
    )
    boxes = evidence["boxes"] or [
        one["box"] for one in content["lines"] if one["number"] in lines and one["box"]
    ]
    return Mark(
        label=label,
        anchor=anchor,
        boxes=tuple(
            (round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))
            for left, top, right, bottom in boxes
        ),
        lines=lines,
        cells=frozenset(evidence["cells"]),
    )


def page_view(kind: str, content: Mapping[str, Any], marks: Sequence[Mark]) -> PageView:
    """How a page is shown: a PDF as its picture, a sheet as cells, other documents as lines."""
    has_picture = kind == DocumentKind.PDF
    tables = () if has_picture or kind == DocumentKind.TEXT else content["tables"]
    return PageView(
        number=content["page"],
        name=content["name"],
        has_picture=has_picture,
        width=content["width"],
        height=content["height"],
        marks=tuple(marks),
        tables=tuple(_table(one, marks) for one in tables),
        lines=tuple(_lines(content["lines"], marks)),
    )


def _lines(lines: Sequence[Mapping[str, Any]], marks: Sequence[Mark]) -> list[ShownLine | None]:
    of_line: dict[int, list[str]] = {}
    for mark in marks:
        for number in mark.lines:
            of_line.setdefault(number, []).append(mark.anchor)
    filled = [one for one in lines if one["text"].strip()]
    wanted = _window(
        len(filled), [at for at, one in enumerate(filled) if one["number"] in of_line], _MOST_LINES
    )
    found: list[ShownLine | None] = []
    for at, one in enumerate(filled):
        if at in wanted:
            marked = " ".join(of_line.get(one["number"], ()))
            found.append(ShownLine(one["number"], one["text"].strip(), marked))
        elif not found or found[-1] is not None:
            found.append(None)
    return found


def _table(table: Mapping[str, Any], marks: Sequence[Mark]) -> ShownTable:
    places: dict[tuple[int, int], Mapping[str, Any]] = {}
    covered: set[tuple[int, int]] = set()
    marked: dict[int, str] = {}
    columns = min(table["columns"], _MOST_COLUMNS)
    for cell in table["cells"]:
        places[cell["row"], cell["column"]] = cell
        anchors = [one.anchor for one in marks if _holds(one, table["sheet"], cell)]
        if anchors:
            marked[id(cell)] = " ".join(anchors)
    rows_marked = [cell["row"] for cell in table["cells"] if id(cell) in marked]
    wanted = _window(table["rows"], rows_marked, _MOST_ROWS)
    is_whole = len(wanted) == table["rows"]
    found: list[tuple[ShownCell, ...] | None] = []
    for row in range(table["rows"]):
        if row not in wanted:
            if not found or found[-1] is not None:
                found.append(None)
            continue
        shown: list[ShownCell] = []
        for column in range(columns):
            if (row, column) in covered:
                continue
            known = places.get((row, column))
            if known is None:
                shown.append(ShownCell("", "", 1, 1, "", is_hidden=False))
                continue
            across = min(known["column_span"], columns - column)
            down = min(known["row_span"], table["rows"] - row) if is_whole else 1
            covered.update(
                (row + lower, column + right) for lower in range(down) for right in range(across)
            )
            shown.append(
                ShownCell(
                    known["text"],
                    known["address"],
                    across,
                    down,
                    marked.get(id(known), ""),
                    known["hidden"],
                )
            )
        found.append(tuple(shown))
    return ShownTable(table["caption"] or table["sheet"], tuple(found))


def _holds(mark: Mark, sheet: str, cell: Mapping[str, Any]) -> bool:
    if mark.cells:
        return bool(cell["address"]) and f"{sheet}!{cell['address']}" in mark.cells
    lines = cell["lines"]
    return lines is not None and any(
        number in mark.lines for number in range(lines[0], lines[1] + 1)
    )


def _window(count: int, marked: Iterable[int], most: int) -> set[int]:
    """The places to show of so many: all, or the first ones and those around the marked."""
    if count <= most:
        return set(range(count))
    wanted = set(range(_AROUND * 2))
    for at in marked:
        wanted.update(range(max(0, at - _AROUND), min(count, at + _AROUND + 1)))
        if len(wanted) >= most:
            break
    return wanted
