"""A chart as a picture that stands alone: an SVG file with its own colours.

On a page a chart takes its colours from the style sheet; a file has nobody to ask, so it brings
them along, always those of light paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from hoshin.charts.drawing import WIDE, text_width

# Light colours of site.css, by the class of what they colour.
STYLE = (
    "text{fill:#1a1a1a;font-size:13px;font-family:-apple-system,BlinkMacSystemFont,"
    "'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP','BIZ UDPGothic','Yu Gothic UI',Meiryo,"
    "sans-serif}"
    ".f-title{font-size:18px;font-weight:700}.f-note{fill:#666;font-size:12px}"
    ".c-tick,.c-unit{fill:#666}"
    ".c-label{font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:3px;"
    "stroke-linejoin:round}.c-label-goal{fill:#8b008b}"
    ".c-grid{stroke:#ccc}.c-zero{stroke:#767676}"
    ".c-line{stroke:#0877d7;stroke-width:3;stroke-linecap:round}"
    ".c-line-gap{stroke-width:2;stroke-dasharray:1 6}"
    ".c-path{fill:none;stroke:#8b008b;stroke-width:1.2;stroke-dasharray:1 4;stroke-linecap:round}"
    ".c-way{stroke:#8b008b;stroke-width:1.8;stroke-dasharray:7 5}"
    ".c-actual{fill:#0877d7;stroke:#fff;stroke-width:1.5}"
    ".c-actual.c-soft{fill:#fff;stroke:#0877d7;stroke-width:3}"
    ".c-baseline{fill:#fff;stroke:#4d4d4d;stroke-width:2}"
    ".c-milestone{fill:#fff;stroke:#8b008b;stroke-width:1.8}"
    ".c-goal{fill:#fff;stroke:#8b008b;stroke-width:2.5}.c-goal .c-eye{fill:#8b008b;stroke:none}"
    ".c-goal.c-soft{stroke-dasharray:4 2.5}.c-range{stroke:#8b008b;stroke-width:3}"
    ".c-superseded,.c-gap{fill:none;stroke:#666;stroke-width:2}"
)
_ABOVE, _LEGEND_ROW, _BELOW = 44, 26, 26


def svg_file(
    drawn: str, title: str, legend: Sequence[tuple[str, str]], note: str, language: str
) -> str:
    """A wide chart as a picture of its own: title above, legend and where it is from below.

    ``drawn`` is what ``draw`` made in the size ``WIDE``; ``legend`` pairs a symbol with
    its word.
    """
    keys, rows = _legend(legend)
    height = _ABOVE + WIDE.height + rows * _LEGEND_ROW + _BELOW
    opening, _, inside = drawn.partition(">")
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


def _legend(legend: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """The keys side by side, in as many rows as they need."""
    parts = []
    x = 0.0
    row = 0
    for symbol, word in legend:
        width = 28 + text_width(word) + 24
        if x and x + width > WIDE.width - 32:
            x, row = 0.0, row + 1
        parts.append(
            f'<g transform="translate({x:.0f} {row * _LEGEND_ROW})">{symbol}'
            f'<text x="28" y="16">{escape(word)}</text></g>'
        )
        x += width
    return "".join(parts), row + 1 if legend else 0


def _short(text: str, font: float, room: float) -> str:
    """The text, cut with an ellipsis where it would leave the picture."""
    if text_width(text, font) <= room:
        return text
    while text and text_width(f"{text}…", font) > room:
        text = text[:-1]
    return f"{text}…"
