"""Doubts: a remark beside a figure whose unit, value or direction a contradiction puts in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from hoshin.engine.movers import DOUBTS
from hoshin.site import addresses
from hoshin.site.frame import Frame, Label, Link


def doubt(frame: Frame, row_ids: Iterable[str]) -> Link | None:
    """What is in doubt about the figures of these records, linked to where it is told in full.

    None where nothing is. Of several doubts the first one found stands for all.
    """
    index = frame.index
    for row_id in row_ids:
        for problem in index.problems_of_row.get(row_id, ()):
            if problem.code in DOUBTS:
                place = addresses.PROBLEMS.at(problem.anchor)
                word = frame.w(f"problems.doubt.{problem.code}")
                return Link(Label(word), frame.href(place))
    return None
