"""Word documents (docx, docm): paragraphs and tables in order, with merged and nested tables.

Content controls, text boxes and automatic numbers are read, which a form filled in by an office
is full of. Deleted text is left out and inserted text read; furigana is no part of a text. Page
numbers are those at which Word last broke the pages, where it stored them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from hoshin.domain.problems import Problem
from hoshin.domain.proposals import LineRange
from hoshin.importers.document import (
    Cell,
    Document,
    DocumentKind,
    DocumentReading,
    Line,
    Page,
    Table,
    digest,
)
from hoshin.importers.readers import refusals, text_refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.packages import (
    Package,
    PartDamagedError,
    UnpacksTooLargeError,
    attribute,
    bare,
    child,
    descendants,
)
from hoshin.importers.readers.word_numbers import Numbers, numbers_of

_DOCUMENT = "word/document.xml"
_SKIPPED = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "Fallback", "pPr", "rPr"})
_DEEPEST = 12


class _EnoughError(Exception):
    """The cells or lines have reached their limit."""


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a document; what is wrong with it is a problem, never an exception."""
    problems: list[Problem] = []
    walker: _Walker | None = None
    title = ""
    try:
        package = Package(content, limits)
        if package.has_encrypted_parts():
            return DocumentReading(document=None, problems=(refusals.encrypted(name),))
        root = package.tree(_DOCUMENT)
        walker = _Walker(limits, _numbers(package), uses_stored_breaks=_has_stored_breaks(root))
        title = _title(package)
        problems.extend(_notes(package, root, name))
        body = child(root, "body")
        if body is not None:
            walker.blocks(body, 0)
        if "word/footnotes.xml" in package:
            walker.blocks(package.tree("word/footnotes.xml"), 0)
    except _EnoughError:
        problems.append(refusals.too_many_cells(name, limits.cells, "Word"))
    except UnpacksTooLargeError as wrong:
        problems.append(refusals.bomb(name, wrong.limit, wrong.part))
    except PartDamagedError as wrong:
        problems.append(refusals.damaged(name, str(wrong)))
    pages = walker.finished() if walker is not None else ()
    progress(1, 1)
    if not any(page.lines or page.tables for page in pages):
        if not problems or not any(one.code == "word-pictures" for one in problems):
            problems.append(refusals.empty(name))
        return DocumentReading(document=None, problems=tuple(problems))
    document = Document(
        name=name, sha256=digest(content), kind=DocumentKind.WORD, pages=pages, title=title
    )
    return DocumentReading(document=document, problems=tuple(problems))


def _numbers(package: Package) -> Numbers:
    try:
        return numbers_of(package)
    except PartDamagedError:
        # Without its list part a document still has all its text.
        return Numbers()


def _has_stored_breaks(root: Element) -> bool:
    return next(descendants(root, "lastRenderedPageBreak"), None) is not None


def _title(package: Package) -> str:
    if "docProps/core.xml" not in package:
        return ""
    found = child(package.tree("docProps/core.xml"), "title")
    return (found.text or "").strip() if found is not None else ""


def _notes(package: Package, root: Element, name: str) -> Iterator[Problem]:
    if any(one.endswith("vbaProject.bin") for one in package.names):
        yield refusals.macros(name)
    if any(True for tag in ("ins", "del") for _ in descendants(root, tag)):
        yield text_refusals.tracked_changes(name)
    pictures = sum(1 for one in package.names if one.startswith("word/media/"))
    if pictures:
        yield text_refusals.pictures_only(name, pictures)


@dataclass(slots=True)
class _OpenPage:
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class _CellText:
    paragraphs: list[str] = field(default_factory=list)
    first_line: int = 0
    last_line: int = 0


class _Walker:
    """Goes through a document's blocks in order and keeps what they hold."""

    def __init__(self, limits: Limits, numbers: Numbers, *, uses_stored_breaks: bool) -> None:
        self.limits = limits
        self.numbers = numbers
        self.break_tag = "lastRenderedPageBreak" if uses_stored_breaks else "br"
        self.pages = [_OpenPage()]
        self.line = 0
        self.cells = 0
        self.heading = ""
        self.cell: _CellText | None = None

    def finished(self) -> tuple[Page, ...]:
        """The pages that hold anything, or are between pages that do."""
        return tuple(
            Page(
                number=number,
                lines=tuple(one.lines),
                tables=tuple(sorted(one.tables, key=lambda table: table.first_line)),
                has_text=bool(one.lines or one.tables),
            )
            for number, one in enumerate(self.pages, start=1)
        )

    def blocks(self, holder: Element, depth: int) -> None:
        """Paragraphs and tables below an element, through content controls and footnotes."""
        if depth > _DEEPEST:
            return
        for one in holder:
            tag = bare(one.tag)
            if tag == "p":
                self._paragraph(one, depth)
            elif tag == "tbl":
                self._table(one, depth)
            elif tag in ("sdt", "sdtContent", "customXml", "ins", "footnote", "moveTo", "smartTag"):
                self.blocks(one, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        boxes: list[Element] = []
        pieces: list[str] = []
        self._gather(paragraph, pieces, boxes)
        label = self.numbers.label(paragraph)
        text = "".join(pieces)
        if label and (text.strip() or self.cell is not None):
            text = f"{label} {text}" if text.strip() else label
        for part in text.split("\n"):
            self._line(part.strip(" \u3000"))
        for box in boxes:
            # A box floats: it belongs to the page, not to the cell that it hangs from.
            outer, self.cell = self.cell, None
            self.blocks(box, depth + 1)
            self.cell = outer

    def _gather(self, element: Element, pieces: list[str], boxes: list[Element]) -> None:
        for one in element:
            tag = bare(one.tag)
            if tag in _SKIPPED:
                continue
            if tag == "t":
                pieces.append(one.text or "")
            elif tag == "tab" or tag == "ptab":
                pieces.append("\t")
            elif tag == self.break_tag and (
                tag != "br" or (attribute(one, "type") or "") == "page"
            ):
                self._break_page(pieces)
            elif tag in ("br", "cr"):
                pieces.append("\n")
            elif tag in ("noBreakHyphen", "softHyphen"):
                pieces.append("-" if tag == "noBreakHyphen" else "")
            elif tag == "sym":
                pieces.append("〓")
            elif tag == "txbxContent":
                boxes.append(one)
            elif tag == "r" and _is_hidden_run(one):
                continue
            else:
                self._gather(one, pieces, boxes)

    def _break_page(self, pieces: list[str]) -> None:
        if self.cell is None and "".join(pieces).strip():
            self._line("".join(pieces).strip())
            pieces.clear()
        if len(self.pages) < self.limits.pages:
            self.pages.append(_OpenPage())

    def _line(self, text: str) -> None:
        if not text:
            return
        self.line += 1
        if self.line > self.limits.lines:
            raise _EnoughError
        number = len(self.pages)
        self.pages[-1].lines.append(Line(number=self.line, text=text, page=number))
        if self.cell is None:
            self.heading = text
            return
        self.cell.paragraphs.append(text)
        self.cell.first_line = self.cell.first_line or self.line
        self.cell.last_line = self.line

    def _table(self, table: Element, depth: int) -> None:
        outer, caption, page = self.cell, self.heading, len(self.pages)
        first_line = self.line + 1
        cells: list[Cell] = []
        # Column → index in ``cells`` of the cell that goes on downwards there.
        above: dict[int, int] = {}
        row = 0
        for element in _through(table, "tr"):
            properties = child(element, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            hidden = properties is not None and child(properties, "hidden") is not None
            column = _number_in(properties, "gridBefore", 0)
            for entry in _through(element, "tc"):
                column += self._cell(entry, row, column, hidden, cells, above, depth)
            row += 1
        self.cell = outer
        if cells:
            self.pages[page - 1].tables.append(
                Table(
                    page=page,
                    cells=tuple(cells),
                    rows=row,
                    columns=max(one.column + one.column_span for one in cells),
                    caption=caption,
                    first_line=first_line,
                )
            )

    def _cell(
        self,
        entry: Element,
        row: int,
        column: int,
        hidden: bool,
        cells: list[Cell],
        above: dict[int, int],
        depth: int,
    ) -> int:
        """Read one cell; the number of grid columns that it takes."""
        properties = child(entry, "tcPr")
        span = max(1, min(_number_in(properties, "gridSpan", 1), 500))
        merge = child(properties, "vMerge") if properties is not None else None
        self.cell = _CellText()
        self.blocks(entry, depth + 1)
        read_text, self.cell = self.cell, None
        goes_on = merge is not None and (attribute(merge, "val") or "continue") == "continue"
        if goes_on and column in above and not read_text.paragraphs:
            index = above[column]
            cells[index] = _one_row_longer(cells[index], row)
            return span
        self.cells += 1
        if self.cells > self.limits.cells:
            raise _EnoughError
        if merge is not None:
            above[column] = len(cells)
        else:
            above.pop(column, None)
        first, last = read_text.first_line, read_text.last_line
        cells.append(
            Cell(
                text="\n".join(read_text.paragraphs),
                row=row,
                column=column,
                column_span=span,
                hidden=hidden,
                lines=LineRange(first, last) if first else None,
            )
        )
        return span


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, through content controls and insertions."""
    for one in element:
        tag = bare(one.tag)
        if tag == wanted:
            yield one
        elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(one, wanted)


def _number_in(properties: Element | None, name: str, default: int) -> int:
    found = child(properties, name) if properties is not None else None
    value = (attribute(found, "val") or "") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else default


def _is_hidden_run(run: Element) -> bool:
    properties = child(run, "rPr")
    mark = child(properties, "vanish") if properties is not None else None
    return mark is not None and (attribute(mark, "val") or "1") not in ("0", "false")


def _one_row_longer(cell: Cell, row: int) -> Cell:
    return Cell(
        text=cell.text,
        row=cell.row,
        column=cell.column,
        row_span=row - cell.row + 1,
        column_span=cell.column_span,
        hidden=cell.hidden,
        lines=cell.lines,
    )
