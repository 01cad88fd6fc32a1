"""PDF documents, read with PDFium: lines with page and box, ruled and borderless tables.

Nothing in the file is run or fetched. A page that is only a picture is reported as such. Pages
can be read a range at a time (``drafts``) and put together afterwards (``assembled``), which the
guarded reader does on several processors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from hoshin.domain.problems import Problem
from hoshin.domain.proposals import Box, LineRange
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
from hoshin.importers.readers import pdf_refusals, refusals
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.pdf_page import DraftPage, DraftTable, draft_of, heading_key
from hoshin.importers.readers.pdf_text import Area

_MARGIN = 0.09
_MOST_PIXELS = 25_000_000
_GOES_ON = re.compile("続き|つづき|前頁|前ページ")


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a whole PDF in this process; what is wrong with it is a problem."""
    opened = Opened.of(content, name)
    if isinstance(opened, Problem):
        return DocumentReading(document=None, problems=(opened,))
    with opened:
        count = min(opened.pages, limits.pages)
        pages = []
        for draft in opened.drafts(range(count), limits):
            pages.append(draft)
            progress(len(pages), count)
        return assembled(pages, content, name, opened.title, opened.pages, limits)


class Opened:
    """A PDF that PDFium has open; use it in a ``with`` statement."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.pages = len(document)
        self.title = _title(document)

    @classmethod
    def of(cls, content: bytes, name: str) -> Opened | Problem:
        """Open a PDF, or say why it cannot be opened."""
        try:
            import pypdfium2
        except ImportError:
            return refusals.library_missing(name, "PDF", "PDF files", "pypdfium2")
        try:
            opened = cls(pypdfium2.PdfDocument(content))
        except pypdfium2.PdfiumError as wrong:
            if "password" in str(wrong).lower() or "security" in str(wrong).lower():
                return refusals.encrypted(name)
            return refusals.damaged(name)
        if opened.pages == 0:
            opened.close()
            return refusals.damaged(name)
        return opened

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._document.close()

    def drafts(self, numbers: Sequence[int], limits: Limits) -> Iterator[DraftPage]:
        """The pages at these places (from 0), one after the other; a broken one is marked."""
        import pypdfium2

        for index in numbers:
            try:
                page = self._document[index]
            except pypdfium2.PdfiumError:
                yield DraftPage(number=index + 1, has_text=False, damaged=True)
                continue
            try:
                yield draft_of(page, index + 1, limits)
            except pypdfium2.PdfiumError:
                yield DraftPage(number=index + 1, has_text=False, damaged=True)
            finally:
                page.close()

    def drawn(self, index: int, width: int) -> Drawn | None:
        """One page (from 0) as a picture so many pixels wide; None when it has no size."""
        page = self._document[index]
        try:
            points = page.get_width()
            if points <= 0 or page.get_height() <= 0:
                return None
            scale = min(width / points, (_MOST_PIXELS / (points * page.get_height())) ** 0.5)
            bitmap = page.render(scale=scale)
            out = BytesIO()
            bitmap.to_pil().save(out, "PNG")
            return Drawn(out.getvalue(), bitmap.width, bitmap.height, bitmap.width / points)
        finally:
            page.close()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as PNG: its bytes, its size in pixels, and how many pixels a point is."""

    png: bytes
    width: int
    height: int
    scale: float


def _title(document: Any) -> str:
    try:
        return str(document.get_metadata_value("Title")).strip("\0 ")[:300]
    except (ValueError, UnicodeDecodeError):
        return ""


def assembled(
    drafts: Sequence[DraftPage],
    content: bytes,
    name: str,
    title: str,
    page_count: int,
    limits: Limits,
) -> DocumentReading:
    """Drafts of pages, in order, as one document, with what a person should know about it."""
    _mark_continued(drafts)
    pages = []
    line = 0
    for draft in drafts:
        pages.append(_page(draft, line))
        line += len(draft.lines)
    problems = list(_problems(drafts, name, limits))
    if b"%%EOF" not in content[-2048:]:
        problems.insert(0, refusals.cut_off(name, len(drafts)))
    if page_count > limits.pages:
        problems.append(refusals.too_many_pages(name, page_count, limits.pages))
    document = Document(
        name=name,
        sha256=digest(content),
        kind=DocumentKind.PDF,
        pages=tuple(pages),
        title=title,
    )
    return DocumentReading(document=document, problems=tuple(problems))


def _problems(drafts: Sequence[DraftPage], name: str, limits: Limits) -> Iterator[Problem]:
    damaged = [one.number for one in drafts if one.damaged]
    if damaged:
        yield pdf_refusals.page_damaged(name, damaged)
    scanned = [
        one.number for one in drafts if not one.has_text and one.has_images and not one.damaged
    ]
    if scanned:
        yield pdf_refusals.scanned(name, scanned)
    unmapped = [one.number for one in drafts if one.unmapped]
    if unmapped:
        yield pdf_refusals.unmapped(name, unmapped)
    turned = [one.number for one in drafts if one.turned]
    if turned:
        yield pdf_refusals.turned(name, turned)
    for one in drafts:
        if one.too_many_characters:
            what = ("文字", "characters")
            yield pdf_refusals.crowded(name, one.number, limits.page_characters, what)
        if one.too_many_rulings:
            what = ("線", "lines drawn")
            yield pdf_refusals.crowded(name, one.number, limits.page_rulings, what)


def _box(area: Area) -> Box:
    return Box(*area)


def _page(draft: DraftPage, before: int) -> Page:
    number = draft.number
    return Page(
        number=number,
        lines=tuple(
            Line(
                number=before + index,
                text=text,
                page=number,
                box=_box(area),
                column=column,
                vertical=vertical,
            )
            for index, (text, area, column, vertical) in enumerate(draft.lines, start=1)
        ),
        tables=tuple(_table(one, number, before) for one in draft.tables),
        has_text=draft.has_text,
        width=draft.width,
        height=draft.height,
    )


def _table(draft: DraftTable, page: int, before: int) -> Table:
    return Table(
        page=page,
        cells=tuple(
            Cell(
                text=text,
                row=row,
                column=column,
                row_span=row_span,
                column_span=column_span,
                box=_box(area),
                lines=LineRange(before + first, before + last) if first else None,
            )
            for text, row, column, row_span, column_span, area, first, last in draft.cells
        ),
        rows=draft.rows,
        columns=draft.columns,
        caption=draft.caption,
        continued=draft.continued,
        first_line=before + draft.first_line,
        box=_box(draft.box),
    )


# --- tables that go on over a page break --------------------------------------------------------


def _mark_continued(drafts: Sequence[DraftPage]) -> None:
    """Mark the tables that go on from the page before: they are last there and first here.

    They have the same columns at the same places, or repeat the same heads. Running heads, page
    numbers and what else stands in the upper and lower margin do not come between.
    """
    for before, after in pairwise(drafts):
        if not before.tables or not after.tables:
            continue
        last = max(before.tables, key=lambda one: one.box[3])
        first = min(after.tables, key=lambda one: one.box[1])
        running = _running_keys(before) & _running_keys(after)
        if _text_below(before, last, running) or _text_above(after, first, running):
            continue
        same_places = len(last.xs) == len(first.xs) and all(
            abs(a - b) <= 4 for a, b in zip(last.xs, first.xs, strict=True)
        )
        if last.columns == first.columns and (same_places or _same_heads(last, first)):
            first.continued = True
            first.caption = last.caption


_Running = set[tuple[str, int]]


def _running_key(text: str, box: Area) -> tuple[str, int]:
    """What two pages share of a running head: its words without numbers, and its height."""
    return ("".join(one for one in text if not one.isdigit()).strip(), round(box[1] / 4))


def _running_keys(draft: DraftPage) -> _Running:
    tables = [one.box for one in draft.tables]
    return {
        _running_key(text, box)
        for text, box, _, _ in draft.lines
        if not any(top <= box[1] and box[3] <= bottom for _, top, _, bottom in tables)
    }


def _text_below(draft: DraftPage, table: DraftTable, running: _Running) -> bool:
    limit = draft.height * (1 - _MARGIN)
    return any(
        table.box[3] - 2 <= box[1] < limit and _running_key(text, box) not in running
        for text, box, _, _ in draft.lines
    )


def _text_above(draft: DraftPage, table: DraftTable, running: _Running) -> bool:
    limit = draft.height * _MARGIN
    return any(
        limit < box[3] <= table.box[1] + 2
        and not _GOES_ON.search(text)
        and _running_key(text, box) not in running
        for text, box, _, _ in draft.lines
    )


def _same_heads(one: DraftTable, other: DraftTable) -> bool:
    first, again = _row_texts(one, 0), _row_texts(other, 0)
    return bool(first) and first == again


def _row_texts(table: DraftTable, row: int) -> list[str]:
    return [heading_key(cell[0]) for cell in table.cells if cell[1] == row and cell[0].strip()]
