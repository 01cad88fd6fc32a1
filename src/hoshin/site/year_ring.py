"""The year as a ring: twelve months from April at the top, and the steps of a cycle as arcs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SIZE = 420
_OUTER = 150
_WIDTH = 34
_GAP = 4
_NAMES_AT = 182


@dataclass(frozen=True, slots=True)
class Arc:
    """A step of the year: months 1-12, how sure the record is, its number and its caption."""

    first_month: int
    last_month: int
    certainty: str
    number: str
    caption: str


def year_ring(arcs: Sequence[Arc], months: Sequence[str], description: str) -> str:
    """The ring as SVG; steps that run at the same time stand on rings inside one another.

    ``months`` are the names from April to March. Hatching is the pattern ``_hatch`` of the page.
    """
    middle = _SIZE / 2
    parts = [
        f'<svg class="year-ring" viewBox="0 0 {_SIZE} {_SIZE}" role="img" '
        f'aria-label="{escape(description)}">'
    ]
    for place, name in enumerate(months):
        x, y = _point(place * 30 + 15, _NAMES_AT)
        parts.append(f'<text class="r-month" x="{x:.1f}" y="{y + 5:.1f}">{escape(name)}</text>')
    for place in range(12):
        (x1, y1), (x2, y2) = _point(place * 30, _OUTER + 8), _point(place * 30, _OUTER - 4)
        parts.append(
            f'<line class="r-tick" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
        )
    parts.append(f'<circle class="r-rail" cx="{middle:g}" cy="{middle:g}" r="{_OUTER}"/>')
    for arc, lane in zip(arcs, _lanes(arcs), strict=True):
        parts.append(_arc(arc, _OUTER - 8 - lane * (_WIDTH + _GAP)))
    parts.append("</svg>")
    return "".join(parts)


def _months(arc: Arc) -> range:
    """The months of a step, counted from April; past March they run on beyond 11."""
    begin = (arc.first_month - 4) % 12
    length = (arc.last_month - arc.first_month) % 12 + 1
    return range(begin, begin + length)


def _lanes(arcs: Sequence[Arc]) -> tuple[int, ...]:
    """For each step the outermost ring on which its months are free."""
    taken: list[set[int]] = []
    lanes = []
    for arc in arcs:
        wanted = {month % 12 for month in _months(arc)}
        lane = next((n for n, used in enumerate(taken) if not used & wanted), len(taken))
        if lane == len(taken):
            taken.append(set())
        taken[lane] |= wanted
        lanes.append(lane)
    return tuple(lanes)


def _point(degrees: float, radius: float) -> tuple[float, float]:
    """A point of the ring, by the angle from its top, clockwise."""
    turn = math.radians(degrees - 90)
    return _SIZE / 2 + radius * math.cos(turn), _SIZE / 2 + radius * math.sin(turn)


def _arc(arc: Arc, outer: float) -> str:
    months = _months(arc)
    # A little is left at both ends, so that steps which meet do not grow together.
    begin, end = months[0] * 30 + 0.8, (months[-1] + 1) * 30 - 0.8
    inner = max(outer - _WIDTH, 6)
    large = 1 if end - begin > 180 else 0
    (ax, ay), (bx, by) = _point(begin, outer), _point(end, outer)
    (cx, cy), (dx, dy) = _point(end, inner), _point(begin, inner)
    path = (
        f"M{ax:.1f} {ay:.1f}A{outer:g} {outer:g} 0 {large} 1 {bx:.1f} {by:.1f}"
        f"L{cx:.1f} {cy:.1f}A{inner:g} {inner:g} 0 {large} 0 {dx:.1f} {dy:.1f}Z"
    )
    x, y = _point((begin + end) / 2, (outer + inner) / 2)
    hatch = ' fill="url(#_hatch)"' if arc.certainty != "printed" else ""
    return (
        f'<g class="r-step r-{arc.certainty}"><title>{escape(arc.caption)}</title>'
        f'<path d="{path}"{hatch}/><circle cx="{x:.1f}" cy="{y:.1f}" r="12"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}">{escape(arc.number)}</text></g>'
    )
