"""Causes and effects: the synergies between economy, society and environment, and other links."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.domain.links import Contribution, ContributionKind
from hoshin.domain.plans import Aspect
from hoshin.site import addresses, diagrams
from hoshin.site.diagrams import Arrow, Node
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import SourceNote, TargetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One directed link: from where to where, what it says, and the target that measures it."""

    anchor: str
    number: str
    kind: str
    start: tuple[Label | Link, ...]
    end: tuple[Label | Link, ...]
    description: Label
    target: TargetLine | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class SynergyView(Offering):
    """The picture, the synergies behind it, and the other links of cause and effect."""

    head: Head
    picture: Markup
    synergies: tuple[LinkRow, ...]
    others: tuple[LinkRow, ...]
    offered: Offered


def page() -> Page:
    """The page of causes and effects."""
    return Page(addresses.SYNERGIES, "synergies.html", _view)


def _end(frame: Frame, row: Contribution, side: str) -> tuple[Label | Link, ...]:
    found: list[Label | Link] = []
    aspect = getattr(row, f"{side}_aspect")
    if aspect is not None:
        found.append(Label(frame.w(f"terms.aspect.{aspect.value}")))
    for table in ("element", "program", "indicator"):
        link = frame.link(f"{table}s", getattr(row, f"{side}_{table}"))
        if link is not None:
            found.append(link)
    return tuple(found)


def _row(frame: Frame, row: Contribution, number: str) -> LinkRow:
    target = frame.index.targets.get(row.target or "")
    start, end = _end(frame, row, "from"), _end(frame, row, "to")
    if row.kind is ContributionKind.SYNERGY:
        # Between aspects, the indicator is what measures the effect and stands in its own column.
        start, end = start[:1], end[:1]
    return LinkRow(
        anchor=f"_link.{row.id}",
        number=number,
        kind=frame.w(f"terms.contribution.{row.kind.value}"),
        start=start,
        end=end,
        description=frame.label(row.description, row.description_en),
        target=None if target is None else parts.target_line(frame, target),
        source=parts.source_note(frame, row),
    )


def _view(frame: Frame) -> SynergyView:
    rows = frame.index.city.contributions
    synergies = [
        one
        for one in rows
        if one.kind is ContributionKind.SYNERGY and one.from_aspect and one.to_aspect
    ]
    numbered = tuple(
        _row(frame, one, str(position)) for position, one in enumerate(synergies, start=1)
    )
    heading = Label(frame.w("pages.synergies.title"))
    return SynergyView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="synergies",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.synergies.lead"),
        ),
        picture=_picture(frame, synergies),
        synergies=numbered,
        others=tuple(_row(frame, one, "") for one in rows if one not in synergies),
        offered=records_offered(frame, {"contributions": rows}),
    )


def _picture(frame: Frame, synergies: list[Contribution]) -> Markup:
    if not synergies:
        return Markup("")
    used = {one for row in synergies for one in (row.from_aspect, row.to_aspect)}
    nodes = [Node(one.value, frame.w(f"terms.aspect.{one.value}")) for one in Aspect if one in used]
    arrows = []
    for position, row in enumerate(synergies, start=1):
        assert row.from_aspect is not None and row.to_aspect is not None
        caption = frame.w(
            "synergies.arrow",
            start=frame.w(f"terms.aspect.{row.from_aspect.value}"),
            end=frame.w(f"terms.aspect.{row.to_aspect.value}"),
        )
        arrows.append(Arrow(row.from_aspect.value, row.to_aspect.value, str(position), caption))
    description = frame.w(
        "synergies.picture",
        links=frame.w("common.comma").join(f"{one.number} {one.caption}" for one in arrows),
    )
    return Markup(diagrams.directed_triangle(nodes, arrows, description))
