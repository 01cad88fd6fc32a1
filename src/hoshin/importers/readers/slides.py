"""Slides (pptx): each slide a page, its text boxes as lines and its tables as tables.

Text stands in the order of the slide's shapes. What a native chart shows stands in its own part
and is not read: the tables beside it print the figures. Notes of the speaker are left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from hoshin.importers.readers import refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.packages import (
    Package,
    PartDamagedError,
    UnpacksTooLargeError,
    attribute,
    bare,
    child,
    children,
    descendants,
)

_PRESENTATION = "ppt/presentation.xml"


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a presentation; what is wrong with it is a problem, never an exception."""
    problems: list[Problem] = []
    pages: list[Page] = []
    try:
        package = Package(content, limits)
        if package.has_encrypted_parts():
            return DocumentReading(document=None, problems=(refusals.encrypted(name),))
        slides = list(_slides(package))[: limits.pages]
        lines = cells = 0
        for number, part in enumerate(slides, start=1):
            page = _page(package.tree(part), number, lines)
            lines += len(page.lines)
            cells += sum(len(one.cells) for one in page.tables)
            if cells > limits.cells or lines > limits.lines:
                problems.append(refusals.too_many_cells(name, limits.cells, "PowerPoint"))
                break
            pages.append(page)
            progress(number, len(slides))
    except UnpacksTooLargeError as wrong:
        problems.append(refusals.bomb(name, wrong.limit, wrong.part))
    except PartDamagedError as wrong:
        problems.append(refusals.damaged(name, str(wrong)))
    if not any(page.lines for page in pages):
        if not problems:
            problems.append(refusals.empty(name))
        return DocumentReading(document=None, problems=tuple(problems))
    document = Document(
        name=name, sha256=digest(content), kind=DocumentKind.SLIDES, pages=tuple(pages)
    )
    return DocumentReading(document=document, problems=tuple(problems))


def _slides(package: Package) -> Iterator[str]:
    """The parts of the slides, in the order in which they are shown."""
    relations = package.relations(_PRESENTATION)
    listed = child(package.tree(_PRESENTATION), "sldIdLst")
    for one in listed if listed is not None else ():
        kind, part = next(
            (relations[value] for value in one.attrib.values() if value in relations), ("", "")
        )
        if kind == "slide":
            yield part


def _page(root: Element, number: int, before: int) -> Page:
    lines: list[Line] = []
    tables: list[Table] = []

    def say(text: str) -> int:
        lines.append(Line(number=before + len(lines) + 1, text=text, page=number))
        return lines[-1].number

    for shape in _shapes(root):
        found = next(descendants(shape, "tbl"), None)
        if found is not None:
            tables.append(_table(found, number, say))
            continue
        for paragraph in descendants(shape, "p"):
            text = _text(paragraph)
            if text.strip():
                say(text)
    title = lines[0].text if lines else ""
    return Page(
        number=number,
        name=title,
        lines=tuple(lines),
        tables=tuple(tables),
        has_text=bool(lines),
    )


def _shapes(root: Element) -> Iterator[Element]:
    """Text boxes and frames of tables, those in groups among them."""
    return (one for one in root.iter() if bare(one.tag) in ("sp", "graphicFrame"))


def _table(found: Element, page: int, say: Callable[[str], int]) -> Table:
    cells: list[Cell] = []
    rows = list(children(found, "tr"))
    first = 0
    for row, line in enumerate(rows):
        for column, one in enumerate(children(line, "tc")):
            if attribute(one, "hMerge") or attribute(one, "vMerge"):
                continue
            text = "\n".join(_text(paragraph) for paragraph in descendants(one, "p")).strip()
            at = say(text) if text else 0
            first = first or at
            cells.append(
                Cell(
                    text=text,
                    row=row,
                    column=column,
                    row_span=_span(one, "rowSpan"),
                    column_span=_span(one, "gridSpan"),
                    lines=LineRange(at, at) if at else None,
                )
            )
    widths = child(found, "tblGrid")
    columns = len(list(children(widths, "gridCol"))) if widths is not None else 0
    return Table(
        page=page,
        cells=tuple(cells),
        rows=len(rows),
        columns=max([columns, *(one.column + 1 for one in cells)]),
        first_line=first,
    )


def _span(cell: Element, name: str) -> int:
    said = attribute(cell, name) or ""
    return int(said) if said.isascii() and said.isdigit() and 0 < int(said) <= 1000 else 1


def _text(paragraph: Element) -> str:
    """The text of a paragraph; a break within it is a new line."""
    parts = []
    for one in paragraph.iter():
        if bare(one.tag) == "t":
            parts.append(one.text or "")
        elif bare(one.tag) == "br":
            parts.append("\n")
    return "".join(parts)
