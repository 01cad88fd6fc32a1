"""A chart as a picture that stands alone: an SVG file with its own colours.

On a page a chart takes its colours from the style sheet; a file has nobody to ask, so it brings
them along, always those of light paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from hoshin.charts.drawing import WIDE, Size, draw, symbol, text_width
from hoshin.charts.series_chart import LegendItem
from hoshin.charts.specification import ChartSpec

# Light colours of site.css, by the class of what they colour.
STYLE = (
    "text{fill:#1a1a1a;font-size:13px;font-family:-apple-system,BlinkMacSystemFont,"
    "'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP','BIZ UDPGothic','Yu Gothic UI',Meiryo,"
    "sans-serif}"
    ".f-title{font-size:18px;font-weight:700}.f-note{fill:#666;font-size:12px}"
    ".c-tick text,.c-unit{fill:#666}"
    ".c-label{font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:3px;"
    "stroke-linejoin:round}.c-label-goal{fill:#8b008b}"
    ".c-grid{stroke:#ccc}.c-zero{stroke:#767676}"
    ".c-line{fill:none;stroke:#0877d7;stroke-width:3;stroke-linecap:round;stroke-linejoin:round}"
    ".c-line-gap{stroke-width:2;stroke-dasharray:1 6}"
    ".c-path{fill:none;stroke:#8b008b;stroke-width:1.2;stroke-dasharray:1 4;stroke-linecap:round}"
    ".c-way{stroke:#8b008b;stroke-width:1.8;stroke-dasharray:7 5}"
    ".c-band-area{fill:#0877d7;fill-opacity:.12;stroke:none}"
    ".c-band-edge{fill:none;stroke:#0877d7;stroke-width:1;stroke-dasharray:2 4}"
    ".c-band-line{fill:none;stroke:#0877d7;stroke-width:1.8;stroke-dasharray:5 4}"
    ".c-actual{fill:#0877d7;stroke:#fff;stroke-width:1.5}"
    ".c-actual.c-soft{fill:#fff;stroke:#0877d7;stroke-width:3}"
    ".c-baseline{fill:#fff;stroke:#4d4d4d;stroke-width:2}"
    ".c-milestone{fill:#fff;stroke:#8b008b;stroke-width:1.8}"
    ".c-goal{fill:#fff;stroke:#8b008b;stroke-width:2.5}.c-goal .c-eye{fill:#8b008b;stroke:none}"
    ".c-goal.c-soft{stroke-dasharray:4 2.5}.c-range{stroke:#8b008b;stroke-width:3}"
    ".c-superseded,.c-gap{fill:none;stroke:#666;stroke-width:2}"
)
_LINK = re.compile(r'<a [^>]*><circle class="c-hit"[^>]*/>|</a>')
# About two thirds of the width of a page of A4, with letters of 8 points.
PAPER = Size(510, 262, 12, "paper")
# About a third of the width of a page of A4 on its side.
PAPER_NARROW = Size(400, 240, 6, "paper-narrow")
_ABOVE, _LEGEND_ROW, _BELOW = 44, 26, 26


def without_links(drawn: str) -> str:
    """A chart that was drawn with links to the rows of a table, for where there is no table."""
    return _LINK.sub("", drawn).replace('role="group"', 'role="img"', 1)


def svg_file(
    drawn: str, title: str, legend: Sequence[tuple[str, str]], note: str, language: str
) -> str:
    """A wide chart as a picture of its own: title above, legend and where it is from below.

    ``drawn`` is what ``draw`` made in the size ``WIDE``; ``legend`` pairs a symbol with
    its word.
    """
    keys, rows = _legend(legend, WIDE.width)
    height = _ABOVE + WIDE.height + rows * _LEGEND_ROW + _BELOW
    opening, _, inside = without_links(drawn).partition(">")
    described = re.search(r'aria-label="[^"]*"', opening)
    assert described is not None
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" width="{WIDE.width}" '
        f'height="{height}" viewBox="0 0 {WIDE.width} {height}" role="img" {described[0]}>'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<rect width="{WIDE.width}" height="{height}" fill="#fff"/>'
        f'<text class="f-title" x="16" y="28">{escape(_short(title, 18, WIDE.width - 32))}</text>'
        f'<g transform="translate(0 {_ABOVE})">{inside.removesuffix("</svg>")}</g>'
        f'<g transform="translate(16 {_ABOVE + WIDE.height + 4})">{keys}</g>'
        f'<text class="f-note" x="16" y="{height - 10}">'
        f"{escape(_short(note, 12, WIDE.width - 32))}</text></svg>\n"
    )


def paper_picture(spec: ChartSpec, legend: Sequence[LegendItem], size: Size = PAPER) -> str:
    """A chart for a paper or a slide: its own colours, the legend below, no title of its own."""
    keys, rows = _legend([(symbol(one.symbol), one.word) for one in legend], size.width)
    height = size.height + rows * _LEGEND_ROW
    inside = draw(spec, size).partition(">")[2].removesuffix("</svg>")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width}" height="{height}" '
        f'viewBox="0 0 {size.width} {height}"><style>{STYLE}</style>{inside}'
        f'<g transform="translate(8 {size.height})">{keys}</g></svg>'
    )


def _legend(keys: Sequence[tuple[str, str]], room: int) -> tuple[str, int]:
    """The keys side by side, in as many rows as they need."""
    parts = []
    x = 0.0
    row = 0
    for shape, word in keys:
        width = 28 + text_width(word) + 24
        if x and x + width > room - 32:
            x, row = 0.0, row + 1
        parts.append(
            f'<g transform="translate({x:.0f} {row * _LEGEND_ROW})">{shape}'
            f'<text x="28" y="16">{escape(word)}</text></g>'
        )
        x += width
    return "".join(parts), row + 1 if keys else 0


def _short(text: str, font: float, room: float) -> str:
    """The text, cut with an ellipsis where it would leave the picture."""
    if text_width(text, font) <= room:
        return text
    while text and text_width(f"{text}…", font) > room:
        text = text[:-1]
    return f"{text}…"
