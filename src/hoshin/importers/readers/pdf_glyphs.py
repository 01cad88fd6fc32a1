"""What stands on a PDF page: its characters and its ruling lines, upright, in points.

Read with PDFium. Boxes count from the page's upper left corner as the page is displayed; a page
whose text runs sideways is turned first, so that what follows sees horizontal text only.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hoshin.importers.readers.limits import Limits

_THIN = 3.0
_DEEPEST_FORM = 8
_UNKNOWN = "〓"


@dataclass(slots=True)
class Glyph:
    """A character with its box; every blank of the page is the character U+0020.

    ``size`` is about its em. ``quarter`` is by how many quarters its line runs clockwise from the
    direction of the page's text.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    quarter: int = 0

    @property
    def middle(self) -> float:
        """The height of its centre on the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The centre of its width."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Ruling:
    """A straight line: at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """A page's glyphs in the order of its content, its rulings, and what was odd about it.

    ``turn`` is by how many quarters, against the clock, the page was turned to make its text
    horizontal; ``width`` and ``height`` are the page's as displayed, before that turn.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    turn: int = 0
    has_images: bool = False
    unmapped: int = 0
    too_many_characters: bool = False
    too_many_rulings: bool = False

    @property
    def reading_width(self) -> float:
        """The width of the page after it was turned."""
        return self.height if self.turn % 2 else self.width

    def displayed_box(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """A box of the turned page as it lies on the page as displayed, to a tenth of a point."""
        corners = [self._unturned(left, top), self._unturned(right, bottom)]
        (x0, y0), (x1, y1) = corners
        return (
            round(min(x0, x1), 1),
            round(min(y0, y1), 1),
            round(max(x0, x1), 1),
            round(max(y0, y1), 1),
        )

    def _unturned(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 1:
            return (self.width - y, x)
        if self.turn == 2:
            return (self.width - x, self.height - y)
        if self.turn == 3:
            return (y, self.height - x)
        return (x, y)

    def turned_point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the displayed page on the turned page."""
        if self.turn == 1:
            return (y, self.width - x)
        if self.turn == 2:
            return (self.width - x, self.height - y)
        if self.turn == 3:
            return (self.height - y, x)
        return (x, y)


def content_of(page: Any, limits: Limits) -> PageContent:
    """Take a PDFium page apart. ``page`` is a ``pypdfium2.PdfPage``; PDFium's errors pass on."""
    left, bottom, right, top = page.get_bbox()
    view = _View(left, bottom, right, top, (page.get_rotation() // 90) % 4)
    content = PageContent(width=view.width, height=view.height)
    directions = _read_glyphs(page, view, content, limits)
    _read_paths(page, view, content, limits)
    if directions:
        main = max(directions.items(), key=lambda item: (item[1], -item[0]))[0]
        # Sideways text must be the rule of the page, not the label of a chart's axis.
        if main and directions[main] * 2 > directions.total():
            _turn(content, main)
    return content


@dataclass(frozen=True, slots=True)
class _View:
    """How user space (from the lower left, unrotated) becomes the page as displayed."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space, from the upper left corner of the displayed page."""
        if self.quarters == 1:
            return (y - self.bottom, x - self.left)
        if self.quarters == 2:
            return (self.right - x, y - self.bottom)
        if self.quarters == 3:
            return (self.top - y, self.right - x)
        return (x - self.left, self.top - y)


def _read_glyphs(page: Any, view: _View, content: PageContent, limits: Limits) -> Counter[int]:
    """Fill in the glyphs; how many run in each direction (quarters clockwise) is returned."""
    import pypdfium2.raw as pdfium

    directions: Counter[int] = Counter()
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        count = textpage.count_chars()
        content.too_many_characters = count > limits.page_characters
        box = pdfium.FS_RECTF()
        reference = ctypes.byref(box)
        width, height = view.width, view.height
        glyphs = content.glyphs
        for index in range(min(count, limits.page_characters)):
            code = pdfium.FPDFText_GetUnicode(handle, index)
            # Blanks and line ends that PDFium adds are its guesses; gaps are judged later.
            if code in (10, 13) or pdfium.FPDFText_IsGenerated(handle, index) == 1:
                continue
            char = chr(code) if 0 < code < 0x110000 else _UNKNOWN
            blank = char.isspace() or code in (0x200B, 0xFEFF)
            if not pdfium.FPDFText_GetLooseCharBox(handle, index, reference):
                continue
            if 0xDC00 <= code < 0xE000 and glyphs and 0xD800 <= ord(glyphs[-1].char) < 0xDC00:
                # PDFium gives characters beyond the basic plane as two halves.
                high = ord(glyphs[-1].char) - 0xD800
                glyphs[-1].char = chr(0x10000 + (high << 10) + code - 0xDC00)
                continue
            unnamed = pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1
            if blank:
                char = " "
            elif unnamed or code < 32 or code == 0xFFFD:
                content.unmapped += 1
                char = _UNKNOWN
            angle = pdfium.FPDFText_GetCharAngle(handle, index)
            quarter = (round(angle / (math.pi / 2)) + view.quarters) % 4 if angle >= 0 else 0
            directions[quarter] += not blank
            x0, y0 = view.point(box.left, box.bottom)
            x1, y1 = view.point(box.right, box.top)
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            if x1 < 0 or y1 < 0 or x0 > width or y0 > height:
                continue
            along, across = (x1 - x0, y1 - y0) if quarter % 2 == 0 else (y1 - y0, x1 - x0)
            # Ideographs and kana are as wide as their em; the box of a font may be taller.
            wide = code >= 0x2E80 and along > across / 2
            size = (along if wide else across) or 1.0
            glyphs.append(Glyph(char, x0, y0, x1, y1, size, quarter))
    finally:
        textpage.close()
    for glyph in content.glyphs:
        if len(glyph.char) == 1 and 0xD800 <= ord(glyph.char) < 0xE000:
            glyph.char = _UNKNOWN
            content.unmapped += 1
    return directions


def _turn(content: PageContent, quarter: int) -> None:
    """Turn everything so that the page's main direction of text runs to the right."""
    content.turn = quarter
    for glyph in content.glyphs:
        x0, y0 = content.turned_point(glyph.left, glyph.top)
        x1, y1 = content.turned_point(glyph.right, glyph.bottom)
        glyph.left, glyph.right = min(x0, x1), max(x0, x1)
        glyph.top, glyph.bottom = min(y0, y1), max(y0, y1)
        glyph.quarter = (glyph.quarter - quarter) % 4
    horizontals, verticals = content.horizontals, content.verticals
    content.horizontals, content.verticals = [], []
    for one in horizontals:
        _keep_line(
            content,
            content.turned_point(one.start, one.at),
            content.turned_point(one.end, one.at),
        )
    for one in verticals:
        _keep_line(
            content,
            content.turned_point(one.at, one.start),
            content.turned_point(one.at, one.end),
        )


# --- paths --------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Point = tuple[float, float]


def _read_paths(page: Any, view: _View, content: PageContent, limits: Limits) -> None:
    """Fill in the rulings: straight strokes, the sides of stroked boxes, thin filled boxes."""
    import pypdfium2.raw as pdfium

    for handle, kind, matrix in _objects(page.raw, _IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            content.has_images = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if len(content.horizontals) + len(content.verticals) > limits.page_rulings:
                content.too_many_rulings = True
                return
            _read_path(handle, matrix, view, content)


def _objects(holder: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """The objects of a page or form, with the matrix that brings each into user space."""
    import pypdfium2.raw as pdfium

    if depth == 0:
        count, get = pdfium.FPDFPage_CountObjects(holder), pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects(holder), pdfium.FPDFFormObj_GetObject
    stored = pdfium.FS_MATRIX()
    for index in range(max(count, 0)):
        handle = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield handle, kind, outer
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            if not pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(stored)):
                continue
            own = (stored.a, stored.b, stored.c, stored.d, stored.e, stored.f)
            matrix = _product(own, outer)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield handle, kind, matrix
            elif depth < _DEEPEST_FORM:
                yield from _objects(handle, matrix, depth + 1)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _read_path(handle: Any, matrix: Matrix, view: _View, content: PageContent) -> None:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(0), pdfium.FPDF_BOOL(0)
    if not pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    if not fill.value and not stroke.value:
        return
    for points, is_curved in _subpaths(handle, matrix, view):
        if is_curved or len(points) < 2:
            continue
        if stroke.value:
            for one, other in pairwise(points):
                _keep_line(content, one, other)
        else:
            _keep_thin_box(content, points)


def _subpaths(handle: Any, matrix: Matrix, view: _View) -> Iterator[tuple[list[_Point], bool]]:
    """The polygons of a path on the displayed page, closed ones with their first point again."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    points: list[_Point] = []
    is_curved = False
    for index in range(min(max(pdfium.FPDFPath_CountSegments(handle), 0), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        place = view.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, is_curved
            points, is_curved = [place], False
        else:
            is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append(place)
        if points and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_curved


def _keep_line(content: PageContent, one: _Point, other: _Point) -> None:
    (x0, y0), (x1, y1) = one, other
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return
    if abs(y0 - y1) <= 1.0 and abs(x0 - x1) > 1.0:
        content.horizontals.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) <= 1.0 and abs(y0 - y1) > 1.0:
        content.verticals.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _keep_thin_box(content: PageContent, points: list[_Point]) -> None:
    """A filled box so thin that it is drawn as a line; office programs draw borders so."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN and right - left > bottom - top:
        middle = (top + bottom) / 2
        _keep_line(content, (left, middle), (right, middle))
    elif right - left <= _THIN and bottom - top > right - left:
        middle = (left + right) / 2
        _keep_line(content, (middle, top), (middle, bottom))
