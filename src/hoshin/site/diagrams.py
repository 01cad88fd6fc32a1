"""Diagrams: shares, tracks, timelines and the synergy picture as SVG.

Widths are per cent of the place that the page gives, so one picture fits phone and desk; shapes
and hatching say what colour says. Hatching is the pattern ``_hatch`` of the page itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a whole: the class that colours it, how many, and its label."""

    name: str
    count: int
    label: str


_LOWEST_WITH_FIGURES = 18


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


def stacked_bar(segments: Sequence[Segment], description: str, height: int = 28) -> str:
    """Parts of a whole side by side, each with its count where there is room."""
    whole = sum(one.count for one in segments)
    parts = []
    begun = 0
    for one in segments:
        if not one.count:
            continue
        x, width = _share(begun, whole), _share(one.count, whole)
        hatch = ' fill="url(#_hatch)"' if one.name == "not_judged" else ""
        parts.append(
            f'<g class="seg seg-{one.name}"><title>{escape(one.label)}</title>'
            f'<rect x="{x}%" width="{width}%" height="{height}"{hatch}/>'
        )
        if height >= _LOWEST_WITH_FIGURES and one.count / whole >= 0.06:
            middle = _share(begun + one.count / 2, whole)
            parts.append(f'<text x="{middle}%" y="{height / 2 + 5}">{one.count:,}</text>')
        parts.append("</g>")
        begun += one.count
    return (
        f'<svg class="stack" width="100%" height="{height}" role="img" '
        f'aria-label="{escape(description)}">{"".join(parts)}</svg>'
    )


def plain_bar(segments: Sequence[Segment]) -> str:
    """Parts of a whole side by side, for the eye only: the counts stand in words beside it."""
    whole = sum(one.count for one in segments)
    drawn = []
    begun = 0
    for one in segments:
        if one.count:
            hatch = ' fill="url(#_hatch)"' if one.name == "not_judged" else ""
            drawn.append(
                f'<g class="seg seg-{one.name}"><rect x="{_share(begun, whole)}%" '
                f'width="{_share(one.count, whole)}%" height="8"{hatch}/></g>'
            )
            begun += one.count
    return f'<svg class="stack" width="100%" height="8" aria-hidden="true">{"".join(drawn)}</svg>'


_BASELINE_AT, _GOAL_AT = 10.0, 90.0


def track(ratio: Fraction, name: str, *, from_baseline: bool = True) -> str:
    """How far the way from the start to the goal has been gone; beyond either end an arrow.

    The start is the baseline, or nothing at all, which has no tick of its own.
    """
    at = _BASELINE_AT + (_GOAL_AT - _BASELINE_AT) * float(ratio)
    shown = min(max(at, 2.5), 97.5)
    left, right = sorted((shown, _BASELINE_AT))
    beyond = ""
    if at != shown:
        turn = "M-4 6L3 11L-4 16" if at > shown else "M4 6L-3 11L4 16"
        beyond = f'<svg x="{shown}%" overflow="visible"><path class="t-beyond" d="{turn}"/></svg>'
    end = beyond or f'<circle class="t-now" cx="{shown:.2f}%" cy="11" r="6"/>'
    start = (
        f'<line class="t-tick" x1="{_BASELINE_AT}%" x2="{_BASELINE_AT}%" y1="4" y2="18"/>'
        if from_baseline
        else ""
    )
    return (
        f'<svg class="track track-{name}" width="100%" height="22" aria-hidden="true">'
        '<line class="t-rail" x1="0" x2="100%" y1="11" y2="11"/>'
        f'<line class="t-gone" x1="{left:.2f}%" x2="{right:.2f}%" y1="11" y2="11"/>'
        f'{start}<circle class="t-goal" cx="{_GOAL_AT}%" cy="11" r="7.5"/>{end}</svg>'
    )


def share_bar(part: int, whole: int) -> str:
    """One amount as a share of the largest one."""
    width = _share(max(part, 0), whole) if whole > 0 else "0"
    return (
        '<svg class="share" width="100%" height="12" aria-hidden="true">'
        f'<rect width="{width}%" height="12" rx="2"/></svg>'
    )


def span_bar(stretch: tuple[date, date] | None, first: date, last: date, name: str) -> str:
    """A stretch of time on a timeline; without one, only the lines of its years."""
    days = (last - first).days or 1
    bar = ""
    if stretch is not None:
        x, width = (stretch[0] - first).days, max((stretch[1] - stretch[0]).days, days // 90)
        hatch = ' fill="url(#_hatch)"' if name != "printed" else ""
        bar = (
            f'<rect x="{_share(x, days)}%" y="5" width="{_share(width, days)}%" height="12" '
            f'rx="3"{hatch}/>'
        )
    years = "".join(
        f'<line class="g-year" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>'
        for at in (
            _share((date(year, 1, 1) - first).days, days)
            for year in range(first.year + 1, last.year + 1)
        )
    )
    return (
        f'<svg class="span span-{name}" width="100%" height="22" aria-hidden="true">'
        f"{years}{bar}</svg>"
    )


def year_axis(first: date, last: date) -> str:
    """The years of a timeline, above its bars; every second or fifth where there are many."""
    days = (last - first).days or 1
    years = range(first.year, last.year + 1)
    every = 1 if len(years) <= 8 else 2 if len(years) <= 16 else 5
    parts = []
    for year in years:
        begins = max((date(year, 1, 1) - first).days, 0)
        if (year - first.year) % every == 0 and begins / days < 0.96:
            parts.append(f'<text x="{_share(begins, days)}%" dx="3" y="14">{year}</text>')
    return f'<svg class="years" width="100%" height="18" aria-hidden="true">{"".join(parts)}</svg>'


def month_bar(first_month: int, last_month: int, name: str) -> str:
    """A stretch of months on a year that runs from April to March."""
    begin, end = (first_month - 4) % 12, (last_month - 4) % 12
    stretches = [(begin, end)] if begin <= end else [(begin, 11), (0, end)]
    hatch = ' fill="url(#_hatch)"' if name != "printed" else ""
    months = "".join(
        f'<line class="g-year" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>'
        for at in (_share(n, 12) for n in range(1, 12))
    )
    bars = "".join(
        f'<rect x="{_share(a, 12)}%" y="5" width="{_share(b - a + 1, 12)}%" height="12" '
        f'rx="3"{hatch}/>'
        for a, b in stretches
    )
    return (
        f'<svg class="span span-{name}" width="100%" height="22" aria-hidden="true">'
        f"{months}{bars}</svg>"
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A corner of the synergy picture: the aspect that colours it and its name."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A directed link between two nodes, by their names, with the number that the table repeats."""

    start: str
    end: str
    number: str
    caption: str


def directed_triangle(nodes: Sequence[Node], arrows: Sequence[Arrow], description: str) -> str:
    """Nodes on a circle and curved arrows between them, each numbered."""
    width, height, radius, orbit = 560, 520, 76, 190
    centre = (width / 2, height / 2 + 26)
    places = {}
    for position, node in enumerate(nodes):
        turn = -math.pi / 2 + 2 * math.pi * position / len(nodes)
        places[node.name] = (
            centre[0] + orbit * math.cos(turn),
            centre[1] + orbit * math.sin(turn),
        )
    parts = [
        f'<svg class="synergy" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(description)}"><defs><marker id="_arrow" viewBox="0 0 10 10" '
        'refX="8" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
        '<path class="y-head" d="M0 0L10 5L0 10Z"/></marker></defs>'
    ]
    drawn: dict[tuple[str, str], int] = {}
    for arrow in arrows:
        if arrow.start not in places or arrow.end not in places or arrow.start == arrow.end:
            continue
        repeat = drawn.get((arrow.start, arrow.end), 0)
        drawn[arrow.start, arrow.end] = repeat + 1
        parts.append(_arrow(arrow, places[arrow.start], places[arrow.end], radius, repeat))
    for node in nodes:
        x, y = places[node.name]
        parts.append(
            f'<g class="y-node y-{node.name}"><circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
            f'<text x="{x:.1f}" y="{y + 9:.1f}">{escape(node.label)}</text></g>'
        )
    parts.append("</svg>")
    return "".join(parts)


def _arrow(
    arrow: Arrow, start: tuple[float, float], end: tuple[float, float], radius: int, repeat: int
) -> str:
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    along = ((x2 - x1) / length, (y2 - y1) / length)
    beside = (-along[1], along[0])
    bend = 34 + 30 * repeat
    middle = ((x1 + x2) / 2 + beside[0] * bend * 1.7, (y1 + y2) / 2 + beside[1] * bend * 1.7)

    def edge(node: tuple[float, float], room: int) -> tuple[float, float]:
        away = math.hypot(middle[0] - node[0], middle[1] - node[1])
        return (
            node[0] + (middle[0] - node[0]) / away * (radius + room),
            node[1] + (middle[1] - node[1]) / away * (radius + room),
        )

    sx, sy = edge(start, 4)
    ex, ey = edge(end, 8)
    # The point of a quadratic curve half way along it, where the number stands.
    nx = (sx + ex) / 4 + middle[0] / 2
    ny = (sy + ey) / 4 + middle[1] / 2
    return (
        f'<g class="y-arrow"><title>{escape(arrow.caption)}</title>'
        f'<path d="M{sx:.1f} {sy:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {ex:.1f} {ey:.1f}" '
        'marker-end="url(#_arrow)"/>'
        f'<circle cx="{nx:.1f}" cy="{ny:.1f}" r="17"/>'
        f'<text x="{nx:.1f}" y="{ny + 6.5:.1f}">{escape(arrow.number)}</text></g>'
    )
