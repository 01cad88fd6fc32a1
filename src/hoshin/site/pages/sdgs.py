"""The 17 goals: what is tied to each, and the matrix of elements and goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.domain.links import LinkStrength, SdgLink
from hoshin.domain.plans import Element
from hoshin.domain.sdg import GOALS
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import Tally, numbered
from hoshin.site.pages.plans import TreeTarget, tree_target


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """A plan's target tied to a goal, with where it stands."""

    target: TreeTarget
    plan: Link | None
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSection:
    """One of the 17 goals with everything tied to it; ``readings`` leads to its target codes."""

    number: int
    name: str
    tally: Tally
    targets: tuple[GoalTarget, ...]
    elements: tuple[tuple[Link, str], ...]
    programs: tuple[tuple[Link, str], ...]
    readings: str
    count: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tied to the goal."""
        return not (self.targets or self.elements or self.programs)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What ties a row to a goal: the mark to show and how it is read out."""

    mark: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An element in the matrix; ``counted`` stands for all cells where goals are not known."""

    link: Link
    cells: tuple[MatrixCell, ...]
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The matrix of one plan."""

    plan: Link
    rows: tuple[MatrixRow, ...]
    has_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgView(Offering):
    """Everything that the SDG page shows."""

    head: Head
    goals: tuple[GoalSection, ...]
    matrices: tuple[Matrix, ...]
    offered: Offered


_MARKS = {
    LinkStrength.PRIMARY: "◎",
    LinkStrength.RELATED: "○",
    LinkStrength.NOT_PRINTED: "●",
}


def page() -> Page:
    """The page of the 17 goals."""
    return Page(addresses.SDGS, "sdgs.html", _view)


def _codes(frame: Frame, links: list[SdgLink]) -> str:
    codes = dict.fromkeys(one.sdg_target for one in links if one.sdg_target)
    return frame.w("common.comma").join(codes)


def _section(frame: Frame, number: int, links: tuple[SdgLink, ...]) -> GoalSection:
    index = frame.index
    by_target: dict[str, list[SdgLink]] = {}
    by_element: dict[str, list[SdgLink]] = {}
    by_program: dict[str, list[SdgLink]] = {}
    for link in links:
        for subject, found in (
            (link.target, by_target),
            (link.element, by_element),
            (link.program, by_program),
        ):
            if subject is not None:
                found.setdefault(subject, []).append(link)
    targets = tuple(one for one in by_target if one in index.targets)
    elements = tuple(one for one in by_element if one in index.elements)
    programs = tuple(one for one in by_program if one in index.programs)
    counts = [
        frame.w.count(key, n)
        for key, n in (
            ("common.n_targets", len(targets)),
            ("common.n_elements", len(elements)),
            ("common.n_programs", len(programs)),
        )
        if n
    ]
    return GoalSection(
        number=number,
        name=parts.goal_name(frame, number),
        tally=parts.tally(frame, (index.targets[one] for one in targets), 14),
        targets=tuple(
            GoalTarget(
                tree_target(frame, one),
                frame.link("plans", index.targets[one].plan),
                _codes(frame, by_target[one]),
            )
            for one in targets
        ),
        elements=tuple(
            (numbered(frame, index.elements[one]), _codes(frame, by_element[one]))
            for one in elements
        ),
        programs=tuple(
            (
                Link(frame.name(index.programs[one]), frame.href_of("programs", one)),
                _codes(frame, by_program[one]),
            )
            for one in programs
        ),
        readings=frame.href(addresses.GLOBAL_INDICATORS.at(f"_goal-{number}"))
        if any(one.sdg_target for one in links)
        else "",
        count=frame.w("common.comma").join(counts) or frame.w("sdgs.nothing"),
    )


def _cells(frame: Frame, links: tuple[SdgLink, ...]) -> tuple[MatrixCell, ...]:
    strongest: dict[int, LinkStrength] = {}
    order = (LinkStrength.PRIMARY, LinkStrength.RELATED, LinkStrength.NOT_PRINTED)
    for link in links:
        before = strongest.get(link.goal, LinkStrength.NOT_PRINTED)
        strongest[link.goal] = min(before, link.strength, key=order.index)
    cells = []
    for one in GOALS:
        found = strongest.get(one.number)
        if found is None:
            cells.append(MatrixCell("", ""))
        else:
            cells.append(MatrixCell(_MARKS[found], frame.w(f"terms.strength.{found.value}")))
    return tuple(cells)


def _row(frame: Frame, element: Element) -> MatrixRow | None:
    index = frame.index
    links = index.sdg_of_element.get(element.id, ())
    if not links:
        # Where a plan ties only its targets to goals, the element shows what its targets show.
        links = tuple(
            link
            for target in index.targets_of_element.get(element.id, ())
            for link in index.sdg_of_target.get(target.id, ())
        )
    marks = index.marks_of_element.get(element.id, ())
    if not links and not marks:
        return None
    counted = ""
    if marks and not links:
        counted = " ".join(
            frame.w("sdgs.counted", primary=one.primary_count, related=one.related_count)
            for one in marks
        )
    return MatrixRow(link=numbered(frame, element), cells=_cells(frame, links), counted=counted)


def _matrix_file(frame: Frame, matrices: Iterable[Matrix]) -> tuple[PageFile, ...]:
    """The matrices of all plans as one table, with the marks that the page shows."""
    rows = [
        (
            one.plan.label.text,
            row.link.label.text,
            *("" if row.counted else cell.mark for cell in row.cells),
            row.counted,
        )
        for one in matrices
        for row in one.rows
    ]
    if not rows:
        return ()
    w = frame.w
    goals = (f"{one.number} {parts.goal_name(frame, one.number)}" for one in GOALS)
    heads = (w("records.plan"), w("sdgs.element"), *goals, w("sdgs.goals_not_known"))
    return (PageFile("matrix.csv", people_csv(heads, rows)),)


def _view(frame: Frame) -> SdgView:
    index = frame.index
    by_goal: dict[int, list[SdgLink]] = {}
    for link in index.city.sdg_links:
        by_goal.setdefault(link.goal, []).append(link)
    matrices = []
    for plan in index.plans.values():
        rows = [_row(frame, one) for one in index.elements_of_plan.get(plan.id, ())]
        found = tuple(one for one in rows if one is not None)
        if found:
            matrices.append(
                Matrix(
                    plan=Link(frame.name(plan), frame.href_of("plans", plan.id)),
                    rows=found,
                    has_unknown=any(one.counted for one in found),
                )
            )
    heading = Label(frame.w("pages.sdgs.title"))
    return SdgView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="sdgs",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.sdgs.lead"),
        ),
        goals=tuple(
            _section(frame, one.number, tuple(by_goal.get(one.number, ()))) for one in GOALS
        ),
        matrices=tuple(matrices),
        offered=records_offered(
            frame,
            {"sdg_links": index.city.sdg_links, "sdg_mark_counts": index.city.sdg_mark_counts},
            *_matrix_file(frame, matrices),
        ),
    )
