"""The main parts of a plan (visions, basic goals) and the state of each, for the eye in a hurry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from hoshin.domain.indicators import Target
from hoshin.domain.plans import Element, Plan
from hoshin.site import diagrams
from hoshin.site.diagrams import Segment
from hoshin.site.frame import Frame, Link
from hoshin.site.pages import parts
from hoshin.site.pages.behind import money_below

_MOST = 20
_FEW_ROOTS = 3


@dataclass(frozen=True, slots=True)
class MainPart:
    """One main part: its link, a bar of its standings, and its state or its money in words."""

    link: Link
    bar: Markup
    said: str


def main_parts(frame: Frame, plan: Plan) -> tuple[MainPart, ...]:
    """The main parts of a plan with the targets and programs anywhere below each.

    Empty where neither targets nor money stand below any of them.
    """
    shown = [_part(frame, one) for one in _elements(frame, plan)]
    if not any(one.said for one in shown):
        return ()
    return tuple(shown[:_MOST])


def _elements(frame: Frame, plan: Plan) -> Iterator[Element]:
    """The tops of the tree; a top that only holds others together stands back behind those.

    Documents often open with two or three headings such as 重点事項 and ビジョン, under which the
    parts that people talk about begin.
    """
    index = frame.index
    roots = index.roots.get(plan.id, ())
    for one in roots:
        below = index.children.get(one.id, ())
        is_heading = (
            len(roots) <= _FEW_ROOTS
            and len(below) > 1
            and not index.targets_of_element.get(one.id)
            and not index.listings_of_element.get(one.id)
        )
        yield from below if is_heading else (one,)


def _part(frame: Frame, element: Element) -> MainPart:
    tally = parts.tally(frame, _below(frame, element))
    bar = ""
    said = tally.sentence
    if tally.total:
        segments = [Segment(one.sign.standing, one.number, "") for one in tally.counts]
        bar = diagrams.plain_bar(segments)
    else:
        budget = frame.index.budget_of_element.get(element.id)
        said = "" if budget is None else money_below(frame, budget)
    return MainPart(parts.numbered(frame, element), Markup(bar), said)


def _below(frame: Frame, element: Element) -> Iterator[Target]:
    yield from frame.index.targets_of_element.get(element.id, ())
    for one in frame.index.children.get(element.id, ()):
        yield from _below(frame, one)
