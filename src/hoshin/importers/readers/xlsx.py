"""Workbooks in the Office Open XML format (xlsx, xlsm): cells as shown, with what lies behind.

Read as a stream, so that a million empty rows cost time and no memory. Formulas are not
calculated, macros not run, references to other files not followed: the values that the workbook
was saved with are read. Furigana (``rPh``) are no part of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hoshin.domain.problems import Problem
from hoshin.importers.document import Document, DocumentKind, DocumentReading, Page, digest
from hoshin.importers.readers import number_formats, refusals, sheet_refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.packages import (
    Package,
    PartDamagedError,
    UnpacksTooLargeError,
    attribute,
    child,
    children,
    descendants,
)
from hoshin.importers.readers.sheets import (
    LAST_COLUMN,
    LAST_ROW,
    Sheet,
    SheetCell,
    address,
    notes_of,
    page_of,
)

_WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOTED = 1000


class _EnoughError(Exception):
    """The cells of a file have reached their limit."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    from_1904: bool


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a workbook; what is wrong with it is a problem, never an exception."""
    problems: list[Problem] = []
    pages: list[Page] = []
    try:
        package = Package(content, limits)
        if package.has_encrypted_parts():
            return DocumentReading(document=None, problems=(refusals.encrypted(name),))
        _read_book(package, name, limits, progress, pages, problems)
    except UnpacksTooLargeError as wrong:
        problems.append(refusals.bomb(name, wrong.limit, wrong.part))
    except PartDamagedError as wrong:
        problems.append(refusals.damaged(name, str(wrong)))
    if not pages and not problems:
        problems.append(refusals.damaged(name, _WORKBOOK))
    document = Document(
        name=name, sha256=digest(content), kind=DocumentKind.WORKBOOK, pages=tuple(pages)
    )
    return DocumentReading(document=document if pages else None, problems=tuple(problems))


def _read_book(
    package: Package,
    name: str,
    limits: Limits,
    progress: Progress,
    pages: list[Page],
    problems: list[Problem],
) -> None:
    workbook = package.tree(_WORKBOOK)
    relations = package.relations(_WORKBOOK)
    if any(one.endswith("vbaProject.bin") for one in package.names):
        problems.append(refusals.macros(name))
    if any(one.startswith("xl/externalLinks/") for one in package.names):
        problems.append(refusals.external_links(name))
    properties = child(workbook, "workbookPr")
    book = _Book(
        strings=_shared_strings(package, relations, limits),
        formats=_formats(package, relations),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    listed = [one for holder in children(workbook, "sheets") for one in children(holder, "sheet")]
    cells_left = limits.cells
    next_line = 1
    for number, entry in enumerate(listed[: limits.pages], start=1):
        title = entry.get("name", f"Sheet{number}")
        kind, part = relations.get(attribute(entry, "id") or "", ("", ""))
        if kind != "worksheet":
            problems.append(sheet_refusals.not_a_worksheet(name, title))
            continue
        sheet = Sheet(title, hidden=entry.get("state", "visible") != "visible")
        full = False
        try:
            _SheetReader(sheet, book, cells_left).read(package, part)
        except _EnoughError:
            full = True
        except PartDamagedError as wrong:
            problems.append(sheet_refusals.sheet_damaged(name, title, str(wrong)))
        sheet.boxes.extend(_text_boxes(package, part))
        cells_left -= len(sheet.cells)
        pages.append(page_of(sheet, number, next_line))
        next_line += len(pages[-1].lines)
        problems.extend(notes_of(sheet, name))
        progress(number, len(listed))
        if full:
            problems.append(refusals.too_many_cells(name, limits.cells, title))
            return
    if len(listed) > limits.pages:
        problems.append(refusals.too_many_pages(name, len(listed), limits.pages))


def _part(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((path for one, path in relations.values() if one == kind), None)


def _shared_strings(
    package: Package, relations: dict[str, tuple[str, str]], limits: Limits
) -> list[str]:
    part = _part(relations, "sharedStrings")
    if part is None or part not in package:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    held = 0
    in_text = phonetic = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal in_text, phonetic
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            phonetic = True
        elif tag == "t":
            in_text = not phonetic

    def end(tag: str) -> None:
        nonlocal in_text, phonetic
        if tag == "t":
            in_text = False
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(_unescaped("".join(pieces)))

    def text(data: str) -> None:
        nonlocal held
        if in_text:
            held += len(data)
            if held > limits.held_bytes:
                raise UnpacksTooLargeError(part, limits.held_bytes)
            pieces.append(data)

    package.stream(part, start, end, text)
    return strings


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _formats(package: Package, relations: dict[str, tuple[str, str]]) -> list[str]:
    """The number format of every cell style, by its index."""
    part = _part(relations, "styles")
    if part is None or part not in package:
        return []
    styles = package.tree(part)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in descendants(styles, "numFmt")}
    holder = child(styles, "cellXfs")
    found = []
    for style in children(holder, "xf") if holder is not None else ():
        wanted = style.get("numFmtId", "0")
        code = own.get(wanted)
        if code is None:
            code = number_formats.BUILT_IN.get(int(wanted) if wanted.isdecimal() else 0, "General")
        found.append(code)
    return found


def _text_boxes(package: Package, part: str) -> list[str]:
    """The texts of the boxes and shapes drawn over a sheet."""
    found = []
    try:
        for kind, drawing in package.relations(part).values():
            if kind != "drawing" or drawing not in package:
                continue
            for box in descendants(package.tree(drawing), "txBody"):
                paragraphs = (
                    "".join(one.text or "" for one in descendants(paragraph, "t"))
                    for paragraph in children(box, "p")
                )
                text = "\n".join(one for one in paragraphs if one.strip())
                if text:
                    found.append(text)
    except PartDamagedError:
        # A broken drawing takes no figure away: the cells are whole.
        return found
    return found


@lru_cache(maxsize=65536)
def _shown(raw: str, code: str, from_1904: bool) -> tuple[str, Decimal | None, str]:
    """A stored number as text, its value (None for days), and what is to be noted about it."""
    number = number_formats.stored_number(raw)
    if number is None:
        return (raw, None, "")
    if code == "General":
        return (number_formats.plain(number), number, "")
    text = number_formats.displayed(number, code, from_1904=from_1904)
    if text is None:
        text = number_formats.plain(number)
    if number_formats.is_date(code):
        return (text, None, "")
    if number_formats.is_percent(code):
        return (text, number, "percent")
    if number_formats.is_scaled(code):
        return (text, number, "scaled")
    if number_formats.shows_fewer_digits(number, code):
        return (text, number, "rounded")
    return (text, number, "")


class _SheetReader:
    """The events of one sheet's XML, gathered into a ``Sheet``."""

    def __init__(self, sheet: Sheet, book: _Book, cells_left: int) -> None:
        self.sheet = sheet
        self.book = book
        self.cells_left = cells_left
        self.row = -1
        self.column = -1
        self.kind = ""
        self.style = 0
        self.has_formula = False
        self.pieces: list[str] = []
        self.reading = False
        self.in_cell = False
        self.phonetic = False
        self.noted = {
            "percent": sheet.percents,
            "scaled": sheet.scaled,
            "rounded": sheet.rounded,
            "error": sheet.errors,
            "formula": sheet.without_value,
        }

    def read(self, package: Package, part: str) -> None:
        package.stream(part, self.start, self.end, self.text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            given = attributes.get("r", "")
            self.row = int(given) - 1 if given.isdecimal() else self.row + 1
            self.column = -1
            if not 0 <= self.row < LAST_ROW:
                raise PartDamagedError(f"row {self.row + 1}")
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif self.in_cell:
            if tag == "v" or (tag == "t" and not self.phonetic):
                self.reading = True
            elif tag == "f":
                self.has_formula = True
            elif tag == "rPh":
                self.phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                bounded = min(int(last), LAST_COLUMN)
                self.sheet.hidden_columns.update(range(int(first) - 1, bounded))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        digits = reference[len(letters) :]
        if letters.isalpha() and letters.isascii() and len(letters) <= 3 and 0 < len(digits) < 8:
            self.column = _column(letters)
            self.row = int(digits) - 1
        else:
            self.column += 1
        if not (0 <= self.row < LAST_ROW and 0 <= self.column < LAST_COLUMN):
            raise PartDamagedError(f"cell {reference[:20]}")
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self.style = int(style) if style.isdecimal() else 0
        self.has_formula = False
        self.in_cell = True
        self.pieces.clear()

    def end(self, tag: str) -> None:
        if tag == "c":
            self.in_cell = False
            if self.pieces or self.has_formula:
                self._store("".join(self.pieces))
        elif tag in ("v", "t"):
            self.reading = False
        elif tag == "rPh":
            self.phonetic = False

    def text(self, data: str) -> None:
        if self.reading:
            self.pieces.append(data)

    def _store(self, raw: str) -> None:
        note = ""
        number: Decimal | None = None
        code = ""
        if self.kind == "s":
            index = int(raw) if raw.strip().isdecimal() else -1
            text = self.book.strings[index] if 0 <= index < len(self.book.strings) else ""
        elif self.kind in ("str", "inlineStr"):
            text = _unescaped(raw)
        elif self.kind == "b":
            text = "TRUE" if raw.strip() == "1" else "FALSE"
        elif self.kind == "e":
            text, note = raw, "error"
        elif self.kind == "d":
            text = raw.removesuffix("T00:00:00")
        elif not raw.strip():
            text, note = "", "formula"
        else:
            formats = self.book.formats
            code = formats[self.style] if self.style < len(formats) else "General"
            text, number, note = _shown(raw.strip(), code, self.book.from_1904)
        if note and len(self.noted[note]) < _NOTED:
            self.noted[note].append(address(self.row, self.column))
        if not text.strip() and number is None:
            return
        if len(self.sheet.cells) >= self.cells_left:
            raise _EnoughError
        code = "" if code == "General" else code
        self.sheet.cells[(self.row, self.column)] = SheetCell(text, number, code)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if one and other and len(self.sheet.merges) < self.cells_left:
            area = (int(one[2]) - 1, _column(one[1]), int(other[2]) - 1, _column(other[1]))
            if area[0] <= area[2] and area[1] <= area[3]:
                self.sheet.merges.append(area)


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
