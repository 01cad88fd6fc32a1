"""Drawing: a specification as an SVG picture of any size.

Drawing only turns values into places on a picture. Colours come by class from the style sheet
beside it, so that a chart follows light, dark and print; every mark also has a shape of its own.
Each mark carries ``data-row``, ``data-period`` and ``data-value``: the chart can be compared with
the table beside it, row by row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from hoshin.charts.figures import exact
from hoshin.charts.scale import value_scale
from hoshin.charts.specification import Band, ChartSpec, Mark, MarkKind
from hoshin.engine.exact import ratio_text


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a picture, in its own units; ``labels`` is how many values are written."""

    width: int
    height: int
    labels: int
    name: str


WIDE = Size(800, 360, 24, "wide")
NARROW = Size(360, 300, 4, "narrow")
SMALL = Size(360, 220, 8, "small")
_FONT = 13
_TOP, _BOTTOM, _RIGHT = 30, 40, 22
_INSET = 26.0


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class _Placed(NamedTuple):
    """A mark and its place on the picture, which is worked out once."""

    mark: Mark
    x: float
    y: float


@lru_cache(maxsize=1024)
def text_width(text: str, font: float = _FONT) -> float:
    """About how wide a text is: full-width characters are one em, others little over a half."""
    return sum(font if ord(one) > 0x2E7F else font * 0.58 for one in text)


class _Plot:
    """Turns years and values into places on a picture of one size."""

    def __init__(self, spec: ChartSpec, size: Size) -> None:
        self.ticks = value_scale(spec.values())
        self.tick_texts = tuple(exact(one) for one in self.ticks)
        times = spec.times()
        self.first, self.last = min(times), max(times)
        if self.first == self.last:
            self.first, self.last = self.first - 1, self.last + 1
        self.left = max(text_width(one) for one in self.tick_texts) + 18
        self.right = size.width - _RIGHT
        self.top, self.bottom = float(_TOP), float(size.height - _BOTTOM)
        # Floats from here on: they only place a mark, to a tenth of a picture's unit.
        self._x0 = self.left + _INSET
        self._per_year = (self.right - _INSET - self._x0) / (self.last - self.first)
        self._low = float(self.ticks[0])
        self._per_unit = (self.bottom - self.top) / float(self.ticks[-1] - self.ticks[0])
        self.marks = tuple(_Placed(one, self.x(one.at), self.y(one.value)) for one in spec.marks)

    def x(self, at: float) -> float:
        return round(self._x0 + (at - self.first) * self._per_year, 1)

    def y(self, value: Fraction) -> float:
        return round(self.bottom - (float(value) - self._low) * self._per_unit, 1)


Anchor = Callable[[str, str], str]
"""The place in the page of the row of a mark, from the mark's kind (or ``gap``) and row."""


def draw(spec: ChartSpec, size: Size, anchor: Anchor | None = None) -> str:
    """The chart as an SVG picture; a chart without marks cannot be drawn (ValueError).

    With ``anchor`` every mark is a link to its row of the table in the same page.
    """
    if not spec.marks:
        raise ValueError("a chart needs at least one value")
    plot = _Plot(spec, size)
    # A picture has no parts for those who hear it; with links in it, it is a group of them.
    role = "img" if anchor is None else "group"
    parts = [
        f'<svg class="chart chart-{size.name}" viewBox="0 0 {size.width} {size.height}" '
        f'role="{role}" aria-label="{escape(spec.description)}" '
        'xmlns="http://www.w3.org/2000/svg">'
    ]
    parts += _axes(spec, plot, size)
    parts += _band(spec.band, plot)
    parts += _paths(spec, plot)
    parts += _ways(spec, plot)
    parts += _lines(plot)
    # Labels lie below the marks: a mark that is a link can be pressed wherever it is seen.
    parts += _labels(plot, size)
    parts += _gaps(spec, plot, anchor)
    parts += [
        _linked(
            _mark(one, plot),
            one.mark.caption,
            anchor and anchor(one.mark.kind, one.mark.row_id),
            one.x,
            one.y,
        )
        for one in sorted(plot.marks, key=lambda placed: _ORDER[placed.mark.kind])
    ]
    parts.append("</svg>")
    return "".join(parts)


_ORDER = {
    kind: n for n, kind in enumerate(("superseded", "milestone", "baseline", "actual", "goal"))
}


def _axes(spec: ChartSpec, plot: _Plot, size: Size) -> list[str]:
    grid: list[str] = []
    zero = ""
    values: list[str] = []
    for tick, text in zip(plot.ticks, plot.tick_texts, strict=True):
        y = plot.y(tick)
        line = f"M{plot.left} {y}H{plot.right}"
        if tick == 0:
            zero = f'<path class="c-zero" d="{line}"/>'
        else:
            grid.append(line)
        values.append(f'<text x="{plot.left - 8}" y="{y + 4.5}">{text}</text>')
    first, last = math.ceil(plot.first), math.floor(plot.last)
    every = 1
    room = text_width("2000") + 10
    while last > first and plot.x(first + every) - plot.x(first) < room:
        every += 1
    years: list[str] = []
    # Counted back from the last year: a goal's year is always written.
    for year in range(last, first - 1, -every):
        x = plot.x(year)
        grid.append(f"M{x} {plot.bottom}V{plot.bottom + 5}")
        years.append(f'<text x="{x}" y="{plot.bottom + 20}">{year}</text>')
    if spec.axis:
        values.append(
            f'<text x="{size.width - 4}" y="{size.height - 4}">{escape(spec.axis)}</text>'
        )
    return [
        f'<text class="c-unit" x="4" y="14">{escape(spec.unit)}</text>',
        f'<path class="c-grid" d="{"".join(grid)}"/>{zero}',
        f'<g class="c-tick" text-anchor="end">{"".join(values)}</g>',
        f'<g class="c-tick" text-anchor="middle">{"".join(years)}</g>',
    ]


def _band(band: Band | None, plot: _Plot) -> list[str]:
    """The estimate: its interval as a surface with broken edges, its points as a dashed line."""
    if band is None:
        return []
    start = f"{plot.x(band.start_at)},{plot.y(band.start)}"
    high, low, middle = (
        [f"{plot.x(one.at)},{plot.y(getattr(one, name))}" for one in band.years]
        for name in ("high", "low", "point")
    )
    return [
        f'<g class="c-band"><title>{escape(band.caption)}</title>'
        f'<polygon class="c-band-area" points="{" ".join([start, *high, *reversed(low)])}"/>'
        f'<polyline class="c-band-edge" points="{" ".join([start, *high])}"/>'
        f'<polyline class="c-band-edge" points="{" ".join([start, *low])}"/>'
        f'<polyline class="c-band-line" points="{" ".join([start, *middle])}"/></g>'
    ]


def _ways(spec: ChartSpec, plot: _Plot) -> list[str]:
    return [
        f'<line class="c-way" x1="{plot.x(way.start_at)}" y1="{plot.y(way.start)}" '
        f'x2="{plot.x(way.end_at)}" y2="{plot.y(way.end)}">'
        f"<title>{escape(way.caption)}</title></line>"
        for way in spec.ways
    ]


def _paths(spec: ChartSpec, plot: _Plot) -> list[str]:
    return [
        '<polyline class="c-path" points="'
        + " ".join(f"{plot.x(at)},{plot.y(value)}" for at, value in path)
        + '"/>'
        for path in spec.paths
    ]


def _lines(plot: _Plot) -> list[str]:
    """Values a year apart are joined firmly; over years without a value the line is broken."""
    joined = sorted((one for one in plot.marks if one.mark.on_line), key=lambda one: one.mark.at)
    firm, broken = [], []
    end: _Placed | None = None
    for before, after in pairwise(joined):
        if after.mark.at - before.mark.at > 1.5:
            broken.append(_segment(before, after))
            continue
        firm.append(f"L{after.x} {after.y}" if before is end else _segment(before, after))
        end = after
    drawn = (("c-line", firm), ("c-line c-line-gap", broken))
    return [f'<path class="{kind}" d="{"".join(line)}"/>' for kind, line in drawn if line]


def _segment(before: _Placed, after: _Placed) -> str:
    return f"M{before.x} {before.y}L{after.x} {after.y}"


def _linked(drawn: str, caption: str, place: str | None, x: float, y: float) -> str:
    """A mark as a link; what a finger presses is 24 units wide, and not seen."""
    if not place:
        return drawn
    return (
        f'<a href="#{escape(place)}" aria-label="{escape(caption)}">'
        f'<circle class="c-hit" cx="{x}" cy="{y}" r="12"/>'
        f"{drawn}</a>"
    )


def _gaps(spec: ChartSpec, plot: _Plot, anchor: Anchor | None) -> list[str]:
    parts = []
    for gap in spec.gaps:
        x, y = plot.x(gap.at), plot.bottom - 12
        drawn = (
            f'<g class="c-gap"><title>{escape(gap.caption)}</title>'
            f'<path d="M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"/></g>'
        )
        place = anchor("gap", gap.row_id) if anchor and gap.row_id else None
        parts.append(_linked(drawn, gap.caption, place, x, y))
    return parts


def _mark(placed: _Placed, plot: _Plot) -> str:
    mark, x, y = placed
    firm = "" if mark.firm else " c-soft"
    shape = _shape(mark.kind, x, y)
    if mark.upper is not None:
        shape = (
            f'<line class="c-range" x1="{x}" x2="{x}" y1="{y}" y2="{plot.y(mark.upper)}"/>'
            f"{shape}{_shape(mark.kind, x, plot.y(mark.upper))}"
        )
    return (
        f'<g class="c-{mark.kind}{firm}" data-row="{escape(mark.row_id)}" '
        f'data-period="{escape(mark.period)}" data-value="{ratio_text(mark.value)}">'
        f"<title>{escape(mark.caption)}</title>{shape}</g>"
    )


def _shape(kind: MarkKind, x: float, y: float) -> str:
    if kind is MarkKind.ACTUAL:
        return f'<circle cx="{x}" cy="{y}" r="5"/>'
    if kind is MarkKind.BASELINE:
        top, bottom, left, right = (round(one, 1) for one in (y - 8.5, y + 8.5, x - 8.5, x + 8.5))
        return f'<path d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z"/>'
    if kind is MarkKind.MILESTONE:
        return f'<path d="M{x} {y - 6}L{x + 6} {y + 5}L{x - 6} {y + 5}Z"/>'
    if kind is MarkKind.GOAL:
        return f'<circle cx="{x}" cy="{y}" r="8"/><circle class="c-eye" cx="{x}" cy="{y}" r="3"/>'
    return f'<path d="M{x - 4} {y - 4}L{x + 4} {y + 4}M{x - 4} {y + 4}L{x + 4} {y - 4}"/>'


def symbol(kind: str) -> str:
    """The shape of a kind of mark as a picture of its own, for legends."""
    inner = {
        "way": '<line class="c-way" x1="1" y1="11" x2="21" y2="11"/>',
        "gap": '<g class="c-gap"><path d="M6 6L16 16M6 16L16 6"/></g>',
        "soft": f'<g class="c-actual c-soft">{_shape(MarkKind.ACTUAL, 11, 11)}</g>',
        "band": '<g class="c-band"><path class="c-band-area" d="M1 11L21 3V19Z"/>'
        '<path class="c-band-edge" d="M21 3L1 11L21 19"/>'
        '<path class="c-band-line" d="M1 11H21"/></g>',
        "line-gap": '<line class="c-line c-line-gap" x1="1" y1="11" x2="21" y2="11"/>',
    }.get(kind)
    if inner is None:
        inner = f'<g class="c-{kind}">{_shape(MarkKind(kind), 11, 11)}</g>'
    return (
        '<svg class="key" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">'
        f"{inner}</svg>"
    )


_FIRST_LABELLED = {"goal": 0, "actual": 1, "baseline": 2, "milestone": 4, "superseded": 5}


def _labels(plot: _Plot, size: Size) -> list[str]:
    """Values written beside their marks, the weightiest first, as many as have room."""
    latest = max(
        (one.mark.at for one in plot.marks if one.mark.kind is MarkKind.ACTUAL), default=None
    )
    taken = [_Box(x - 7, y - 7, x + 7, y + 7) for _, x, y in plot.marks]

    def weight(placed: _Placed) -> tuple[int, float]:
        mark = placed.mark
        is_latest = mark.kind is MarkKind.ACTUAL and mark.at == latest
        return (0 if is_latest else _FIRST_LABELLED[mark.kind] + 1, -mark.at)

    parts: list[str] = []
    written: set[tuple[float, str]] = set()
    for mark, x, y in sorted(plot.marks, key=weight):
        if mark.kind in (MarkKind.MILESTONE, MarkKind.SUPERSEDED):
            continue
        text = f"{mark.badge}{mark.label}"
        if len(parts) >= size.labels or (mark.at, text) in written:
            continue
        box = _place(text, x, y, taken, plot, size)
        if box is None:
            continue
        taken.append(box)
        written.add((mark.at, text))
        parts.append(
            f'<text class="c-label c-label-{mark.kind}" x="{box.left:.1f}" '
            f'y="{box.bottom - 4:.1f}">'
            f"{escape(text)}</text>"
        )
    return parts


def _place(
    text: str, x: float, y: float, taken: Sequence[_Box], plot: _Plot, size: Size
) -> _Box | None:
    wide, high = text_width(text) + 2, _FONT + 4
    corners = (
        (x - wide / 2, y - 10 - high),
        (x - wide / 2, y + 10),
        (x + 11, y - high / 2),
        (x - 11 - wide, y - high / 2),
        (x + 6, y - 10 - high),
        (x - 6 - wide, y - 10 - high),
        (x + 6, y + 10),
        (x - 6 - wide, y + 10),
    )
    for left, top in corners:
        left = min(max(left, plot.left + 2), size.width - wide - 2)
        box = _Box(left, top, left + wide, top + high)
        if top < 16 or box.bottom > plot.bottom:
            continue
        if not any(box.meets(one) for one in taken):
            return box
    return None
