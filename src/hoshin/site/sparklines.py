"""Sparklines: the course of a series so small that it stands in a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hoshin.charts.specification import Mark, MarkKind


def sparkline(marks: Sequence[Mark]) -> str:
    """A small picture of the course of a series and its goals, without words, for lists."""
    known = [one for one in marks if one.on_line or one.kind is MarkKind.GOAL]
    if not known:
        return ""
    width, height, edge = 120, 36, 6
    values = [float(one.value) for one in known]
    low, high = min(values), max(values)
    first, last = min(one.at for one in known), max(one.at for one in known)

    def x(at: float) -> float:
        share = (at - first) / (last - first) if last > first else 0.5
        return round(edge + share * (width - 2 * edge), 1)

    def y(value: Fraction) -> float:
        share = (float(value) - low) / (high - low) if high > low else 0.5
        return round(height - edge - share * (height - 2 * edge), 1)

    course = sorted((one for one in known if one.on_line), key=lambda one: one.at)
    points = " ".join(f"{x(one.at)},{y(one.value)}" for one in course)
    goals = "".join(
        f'<circle class="c-spark-goal" cx="{x(one.at)}" cy="{y(one.value)}" r="4"/>'
        for one in known
        if one.kind is MarkKind.GOAL
    )
    end = (
        f'<circle class="c-spark-end" cx="{x(course[-1].at)}" cy="{y(course[-1].value)}" r="3"/>'
        if course
        else ""
    )
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true"><polyline points="{points}"/>{goals}{end}</svg>'
    )
