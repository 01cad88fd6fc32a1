"""Filling Excel templates: places, loops and conditions of each sheet, its looks kept.

Styles, widths, merged cells, images, print titles, validations and conditional formats of the
template are carried to the rows that come of its rows. Text stays text: what begins with ``=``
is never a formula.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jinja2 import Template, TemplateError
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.drawing.image import Image
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from hoshin.domain.problems import Problem
from hoshin.reports import fill_refusals as refusals
from hoshin.reports.excel_check import unfit, wrong_column_marks
from hoshin.reports.excel_columns import columns_of, read_column_loops, spread_columns
from hoshin.reports.excel_looks import Drawn, carry_looks, set_heights, take_looks
from hoshin.reports.excel_template import (
    Condition,
    PageEnd,
    Part,
    Repeat,
    SheetRow,
    has_places,
    read_parts,
    spot_of,
    template_lines,
    text_of,
)
from hoshin.reports.packages import check_images, check_package, lost_shapes
from hoshin.reports.problems import PaperRefusedError, paper_problem
from hoshin.reports.template_check import check_template
from hoshin.reports.template_language import PlaceError, RowLoop, TemplateLanguage

MOST_CHARACTERS = 32_767
_ONE_PLACE = re.compile(r"\{\{(?!.*\{\{)\s*(.+?)\s*\}\}", re.DOTALL)
_MERGE = re.compile(r"\{#\s*(?:結合|merge)\s*#\}")
_LOOKS_LIKE_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.,]+%?$)")
_NOT_IN_TAB = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TAB = 31

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that a place puts into its cell."""

    name: str
    content: bytes


@dataclass(slots=True)
class _Row:
    """One row of the paper: the template's row that it comes of, and what is known in it."""

    number: int
    scope: Scope
    page_after: bool = False


@dataclass(slots=True)
class _Filling:
    file: str
    language: TemplateLanguage
    found: list[Problem] = field(default_factory=list)
    expressions: dict[str, TemplateExpression] = field(default_factory=dict)
    texts: dict[str, Template] = field(default_factory=dict)

    def say(self, error: PlaceError, spot: str) -> None:
        self.keep(paper_problem(error.code, error.sentence, error.hint, file=self.file, spot=spot))

    def keep(self, problem: Problem) -> None:
        """Keep a problem once, however many rows it comes up in."""
        if problem not in self.found:
            self.found.append(problem)

    def value(self, expression: str, scope: Scope, spot: str) -> Any:
        try:
            made = self.expressions.get(expression)
            if made is None:
                made = self.language.compile_expression(expression, undefined_to_none=False)
                self.expressions[expression] = made
            return made(**scope)
        except PlaceError as error:
            self.say(error, spot)
        except (TemplateError, SecurityError, TypeError, ValueError) as error:
            self.keep(refusals.not_filled(self.file, spot, str(error)))
        return None

    def text(self, source: str, scope: Scope, spot: str) -> str:
        try:
            made = self.texts.get(source)
            if made is None:
                made = self.texts[source] = self.language.from_string(source)
            return made.render(scope)
        except PlaceError as error:
            self.say(error, spot)
        except (TemplateError, SecurityError, TypeError, ValueError) as error:
            self.keep(refusals.not_filled(self.file, spot, str(error)))
        return ""


def fill_workbook(
    template: bytes,
    scope: Scope,
    *,
    file: str,
    images: Mapping[str, bytes],
    readings: Mapping[str, str] | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """A workbook filled from a template, and the warnings that go with it.

    ``scope`` holds the names that the template sees first; ``images`` the files beside it;
    ``readings`` those that the form's settings give for words. Raises
    PaperRefusedError with every problem found when the paper cannot be made whole.
    """
    check_package(template, file, "xl/workbook.xml")
    check_images(images, file)
    warnings = list(lost_shapes(template, file))
    try:
        book = load_workbook(io.BytesIO(template))
    except (KeyError, ValueError, TypeError, OSError):
        check_package(b"", file, "")
        raise
    sheets = list(book.worksheets)
    wrong_marks = [one for sheet in sheets for one in wrong_column_marks(sheet, file)]
    if wrong_marks:
        raise PaperRefusedError(wrong_marks)
    lines = [line for sheet in sheets for line in template_lines(sheet)]
    problems = [
        *check_template(lines, file=file, images=frozenset(images)),
        *(one for sheet in sheets for one in unfit(sheet, file)),
    ]
    if problems:
        raise PaperRefusedError(problems)
    language = TemplateLanguage(
        escape=False, image=lambda name: Picture(name, images[name]), readings=readings
    )
    filling = _Filling(file, language)
    for sheet in _spread(book, sheets, filling, scope):
        _fill_sheet(sheet.sheet, sheet.scope, filling, warnings, sheet.parts)
    if language.held > language.asked:
        warnings.append(refusals.no_room(file, language.asked, language.held))
    if filling.found:
        raise PaperRefusedError(filling.found)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), tuple(warnings)


@dataclass(frozen=True, slots=True)
class _Sheet:
    sheet: Worksheet
    scope: Scope
    parts: tuple[Part, ...]


def _spread(
    book: Workbook, sheets: Sequence[Worksheet], filling: _Filling, scope: Scope
) -> Iterator[_Sheet]:
    """Every sheet with its scope; a sheet whose tab is a place becomes one for each item."""
    for sheet in sheets:
        parts = read_parts(sheet)
        first = next((one for one in parts if isinstance(one, Repeat)), None)
        if not has_places(sheet.title) or first is None:
            yield _Sheet(sheet, scope, parts)
            continue
        items = list(filling.value(first.source, scope, first.spot) or ())
        made = [sheet, *(_copied(book, sheet) for _ in items[1:])]
        _bring_together(book, made)
        title = sheet.title
        for one, item in zip(made, items, strict=False):
            inner = {**scope, first.name: item}
            one.title = _tab(book, one, filling.text(title, inner, first.spot))
            yield _Sheet(one, inner, first.body)
        if not items:
            sheet.title = _tab(book, sheet, "-")
            yield _Sheet(sheet, scope, ())


def _copied(book: Workbook, sheet: Worksheet) -> Worksheet:
    made = book.copy_worksheet(sheet)
    made.print_title_rows = sheet.print_title_rows
    made.conditional_formatting = copy.copy(sheet.conditional_formatting)
    made.data_validations = copy.deepcopy(sheet.data_validations)
    made.HeaderFooter = copy.deepcopy(sheet.HeaderFooter)
    made.freeze_panes = sheet.freeze_panes
    made.sheet_view.showGridLines = sheet.sheet_view.showGridLines
    for image in sheet._images:
        again = Image(io.BytesIO(image._data()))
        again.anchor = copy.deepcopy(image.anchor)
        made.add_image(again)
    return made


def _bring_together(book: Workbook, made: list[Worksheet]) -> None:
    """Put the copies of a sheet behind it, in order."""
    others = [one for one in book._sheets if one not in made[1:]]
    after = others.index(made[0]) + 1
    book._sheets = [*others[:after], *made[1:], *others[after:]]


def _tab(book: Workbook, own: Worksheet, wanted: str) -> str:
    """A tab's name that Excel takes: allowed characters, at most 31 of them, unlike the others."""
    plain = _NOT_IN_TAB.sub("・", wanted).strip().strip("'") or "-"
    taken = {one.title.casefold() for one in book.worksheets if one is not own}
    name = plain[:_LONGEST_TAB]
    number = 1
    while name.casefold() in taken:
        number += 1
        ending = f"({number})"
        name = plain[: _LONGEST_TAB - len(ending)] + ending
    return name


def _fill_sheet(
    sheet: Worksheet,
    scope: Scope,
    filling: _Filling,
    warnings: list[Problem],
    parts: tuple[Part, ...],
) -> None:
    known = _spread_over_columns(sheet, scope, filling)
    looks = take_looks(sheet)
    rows = list(_rows(parts, scope, filling))
    cells = {row[0].row: [(cell.column, cell) for cell in row] for row in sheet.iter_rows() if row}
    sheet._cells = {}
    merged_alike: dict[tuple[int, int], tuple[int, str]] = {}
    alike: list[tuple[int, int, int]] = []
    for place, row in enumerate(rows, start=1):
        for column, source in cells.get(row.number, ()):
            made = sheet.cell(place, column)
            made._style = copy.copy(source._style)
            if isinstance(source, MergedCell):
                continue
            merging = _put(sheet, made, source, {**row.scope, **known.get(column, {})}, filling)
            if merging:
                before = merged_alike.get((row.number, column))
                text = text_of(made)
                joined = (
                    before is not None
                    and before[1] == text
                    and rows[place - 2].number == row.number
                )
                if joined and before is not None:
                    alike = [one for one in alike if one[:2] != (before[0], column)]
                    alike.append((before[0], column, place))
                    made.value = None
                else:
                    merged_alike[row.number, column] = (place, text)
        if row.page_after and place < len(rows):
            sheet.row_breaks.append(Break(id=place))
    drawn = Drawn(tuple(one.number for one in rows), tuple(alike))
    carry_looks(sheet, looks, drawn)
    for spot in set_heights(sheet, looks, drawn):
        warnings.append(refusals.too_tall(filling.file, spot))


def _spread_over_columns(
    sheet: Worksheet, scope: Scope, filling: _Filling
) -> dict[int, Mapping[str, Any]]:
    """Make the columns that loops repeat; returns what is known in each, by its number."""
    loops = read_column_loops(sheet)
    if not loops:
        return {}
    items = [tuple(filling.value(one.source, scope, one.spot) or ()) for one in loops]
    try:
        columns = columns_of(loops, items, sheet.max_column)
    except PlaceError as error:
        filling.say(error, loops[0].spot)
        return {}
    spread_columns(sheet, columns)
    return {place: one.known for place, one in enumerate(columns, start=1) if one.known}


def _rows(parts: Sequence[Part], scope: Scope, filling: _Filling) -> Iterator[_Row]:
    last: _Row | None = None
    for part in parts:
        if isinstance(part, SheetRow):
            if last is not None:
                yield last
            last = _Row(part.number, scope)
        elif isinstance(part, PageEnd):
            if last is not None:
                last.page_after = True
        else:
            for row in _block(part, scope, filling):
                if last is not None:
                    yield last
                last = row
    if last is not None:
        yield last


def _block(part: Repeat | Condition, scope: Scope, filling: _Filling) -> Iterator[_Row]:
    if isinstance(part, Condition):
        if filling.value(part.test, scope, part.spot):
            yield from _rows(part.body, scope, filling)
        return
    items = filling.value(part.source, scope, part.spot)
    items = tuple(items) if isinstance(items, tuple) else ()
    for number, item in enumerate(items):
        inner = {**scope, part.name: item, "loop": RowLoop(number, len(items))}
        yield from _rows(part.body, inner, filling)


def _put(sheet: Worksheet, made: Cell, source: Cell, scope: Scope, filling: _Filling) -> bool:
    """Write one cell; whether equal neighbours below it are to be merged with it."""
    text = text_of(source)
    if not has_places(text) or source.data_type == "f":
        made.value = source.value
        return False
    spot = spot_of(sheet, source)
    plain = _MERGE.sub("", text)
    only = _ONE_PLACE.fullmatch(plain.strip())
    if only is None:
        value: Any = filling.text(plain, scope, spot)
    else:
        value = filling.value(only[1], scope, spot)
    if isinstance(value, Picture):
        image = Image(io.BytesIO(value.content))
        image.anchor = made.coordinate
        sheet.add_image(image)
    elif isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        made.value = value
    else:
        # Places that are empty leave the blanks between them behind.
        _put_text(made, "" if value is None else str(value).strip(" 　"), spot, filling)
    return plain != text


def _put_text(made: Cell, text: str, spot: str, filling: _Filling) -> None:
    if len(text) > MOST_CHARACTERS:
        filling.keep(refusals.too_long(filling.file, spot, len(text), MOST_CHARACTERS))
        return
    clean = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    if not clean:
        made.value = None
        return
    made.value = clean
    if made.data_type != "s":
        made.data_type = "s"
    if _LOOKS_LIKE_FORMULA.match(clean):
        made.quotePrefix = True
