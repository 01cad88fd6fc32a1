"""Excel templates: a sheet's rows with their places, loops and conditions, as a tree.

A row whose only text is ``{% for … %}``, ``{% if … %}``, their ends or ``{% page %}`` is a mark: it
is not printed, and the rows between a beginning and its end are repeated or left out together. The
row with marks of columns (``excel_columns``) is not printed either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from hoshin.reports.excel_columns import is_column_row, read_column_loops
from hoshin.reports.template_check import TemplateLine

PAGE = "{% page %}"
_MARK = re.compile(r"\s*\{%-?\s*(for|if|endfor|endif|page)\b(.*?)-?%\}\s*", re.DOTALL)
_FOR = re.compile(r"\s*(\w+)\s+in\s+(.+?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Rows repeated for each item of a list, with the item under a name."""

    name: str
    source: str
    body: tuple[Part, ...]
    spot: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows that are printed when a test holds."""

    test: str
    body: tuple[Part, ...]
    spot: str


@dataclass(frozen=True, slots=True)
class PageEnd:
    """A page ends after the row before."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the template, by its number."""

    number: int


Part = Repeat | Condition | PageEnd | SheetRow


@dataclass(slots=True)
class _Open:
    """A block that has not met its end yet."""

    word: str
    rest: str
    spot: str
    body: list[Part] = field(default_factory=list)


def text_of(cell: Cell | MergedCell) -> str:
    """The text of a cell that may hold places; empty for numbers and blanks."""
    return cell.value if isinstance(cell.value, str) else ""


def has_places(text: str) -> bool:
    """Whether a text holds any Jinja."""
    return "{{" in text or "{%" in text or "{#" in text


def spot_of(sheet: Worksheet, cell: Cell | MergedCell) -> str:
    """A cell as people name it: sheet and address."""
    return f"{sheet.title}!{cell.coordinate}"


def mark_of(sheet: Worksheet, row: int) -> tuple[str, str, str] | None:
    """The mark of a row: its word, what follows it, and its place; None for a printed row."""
    texts = [cell for cell in sheet[row] if cell.value not in (None, "")]
    if len(texts) != 1:
        return None
    found = _MARK.fullmatch(text_of(texts[0]))
    return None if found is None else (found[1], found[2], spot_of(sheet, texts[0]))


def template_lines(sheet: Worksheet) -> Iterator[TemplateLine]:
    """The lines that the check reads: the tab's name, then every cell with Jinja in it."""
    rows = list(sheet.iter_rows())
    title = sheet.title
    if has_places(title):
        # A tab named by a place stands inside the sheet's first loop.
        first = next(iter(_lines(sheet, rows[:1])), None)
        if first is not None:
            yield first
            yield TemplateLine(f"{title} (tab)", title)
            rows = rows[1:]
    yield from _lines(sheet, rows)


def _lines(sheet: Worksheet, rows: list[tuple[Cell | MergedCell, ...]]) -> Iterator[TemplateLine]:
    loops = read_column_loops(sheet)
    for row in rows:
        if is_column_row(row):
            yield from (TemplateLine(one.spot, one.around("")) for one in loops)
            continue
        is_mark = bool(row) and mark_of(sheet, row[0].row) is not None
        for cell in row:
            text = text_of(cell)
            if has_places(text) and text.strip() != PAGE:
                own = [one for one in loops if one.first <= cell.column <= one.last and not is_mark]
                yield TemplateLine(spot_of(sheet, cell), own[0].around(text) if own else text)


def read_parts(sheet: Worksheet) -> tuple[Part, ...]:
    """The rows of a sheet as a tree; the check has made sure that every block closes."""
    stack = [_Open("", "", "")]
    for number in range(1, sheet.max_row + 1):
        if is_column_row(sheet[number]):
            continue
        mark = mark_of(sheet, number)
        if mark is None:
            stack[-1].body.append(SheetRow(number))
            continue
        word, rest, spot = mark
        if word == "page":
            stack[-1].body.append(PageEnd())
        elif word in ("for", "if"):
            stack.append(_Open(word, rest, spot))
        elif len(stack) > 1:
            stack[-2].body.append(_closed(stack.pop()))
    return tuple(stack[0].body)


def _closed(block: _Open) -> Part:
    body = tuple(block.body)
    if block.word == "if":
        return Condition(block.rest, body, block.spot)
    found = _FOR.fullmatch(block.rest)
    assert found is not None  # the check has parsed it
    return Repeat(found[1], found[2], body, block.spot)
