"""Facts for papers: one immutable structure in one language, from which every form is filled.

``gather`` (in ``hoshin.reports.gathering``) makes it from a city and a day. The fields are the
places that a template may name; their Japanese names and meanings are in ``places.csv`` beside
this file. Text that is not known is empty, never zero and never a dash: a form says so itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hoshin.reports.values import Mark, Money, MoneyCell, Value, YearCell


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """One comment: what it says, and every row it is about, cited as the tables number them.

    ``citation`` is for example 【(1)No.1、4、8】; it names every row that lists the same indicator.
    ``paragraphs`` are the findings and then the direction, one text each, without the empty ones.
    ``on_sheet`` is whether it is printed with the boxes of an evaluation sheet as well.
    """

    id: str
    heading: str
    stated_change: str
    citation: str
    findings: str
    direction: str
    paragraphs: tuple[str, ...]
    rating: str
    year: str
    author: str
    plan: str
    row_ids: tuple[str, ...] = ()
    on_sheet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One row of an indicator table: one listing of a target, judged.

    ``achievement`` is what the city prints: 13%, 達成, or empty where there is none; ``published``
    what a document printed before, ``differs`` whether that is not the same, ``difference`` why.
    ``goals`` are the SDG targets of the row (11.2,11.3). ``full_name`` is the name with its SDG
    targets and 【再掲】. ``citation`` is the row's number with its table: (1)No.3.
    """

    id: str
    indicator: str
    number: str
    part: str
    citation: str
    name: str
    full_name: str
    unit: str
    role: str
    goals: str
    restated: bool
    restated_mark: str
    element: str
    element_name: str
    section: str
    definition: str
    direction: str
    method: str
    baseline: Value
    goal: Value
    latest: Value
    years: tuple[YearCell, ...]
    achievement: str
    met: str
    standing: str
    grade: str
    grade_label: str
    sentence: str
    published: str
    differs: bool
    difference: str
    comments: tuple[CommentFacts, ...] = ()
    comments_elsewhere: tuple[CommentFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One line of a table of money: a stage or a fund, with its yearly columns."""

    label: str
    years: tuple[MoneyCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One line of the cost that evaluation sheets state: a fund, a sum or staff time, by year.

    Money stands in thousands of yen, staff time in the unit of its box, which its label says.
    """

    label: str
    unit: str
    years: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFacts:
    """One box of an evaluation sheet and what each view says in it, in the order of ``authors``.

    ``part`` is the heading that it stands under; an answer that is not given is empty.
    """

    part: str
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """The evaluation sheet of one subject and year, every view side by side.

    ``latest`` is whether no later year of the subject has one. ``boxes`` are those in which
    something is written, without the cost; what was promised in an
    earlier year stands before them. ``changes`` says where a view decides otherwise than the one
    before it; ``cost_sentence`` how the full cost comes about, where every part of it is known.
    """

    subject: str
    year: str
    latest: bool
    authors: tuple[str, ...]
    boxes: tuple[BoxFacts, ...]
    changes: tuple[str, ...]
    cost_sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One step of a schedule: planned and actual, in words, in days, and as marks by quarter."""

    id: str
    name: str
    element: str
    program: str
    section: str
    planned: str
    actual: str
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    certainty: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """One row of a table of programs: a program where a plan lists it.

    ``amount`` is the year's budget as listed, empty where none is printed; ``amount_text`` says
    ― for a repeated row, as papers do. ``restates`` is for example No.08 再掲. ``project`` and
    ``work_direction`` are the names of the elements above the row, the higher one first.
    ``counted`` is whether the row is added to its table's total.
    """

    id: str
    program: str
    number: str
    name: str
    element: str
    element_name: str
    project: str
    work_direction: str
    bureau: str
    section: str
    description: str
    category: str
    kind: str
    amount: Money
    amount_text: str
    stage: str
    fiscal_year: str
    restated: bool
    restates: str
    counted: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFacts:
    """One program with its money by year, the elements that list it and the rows beside it.

    ``stages`` has one line for each budget stage, ``funds`` one for each fund of the outturn, or
    of the budget where there is no outturn. Both share the columns ``years``. ``sheets`` are its
    evaluation sheets, the latest first; ``costs`` what they state, in the columns ``cost_years``.
    ``comments`` are those on its rows.
    """

    id: str
    name: str
    bureau: str
    section: str
    description: str
    elements: str
    part_of: str
    years: tuple[str, ...]
    stages: tuple[MoneyLine, ...]
    funds: tuple[MoneyLine, ...]
    budget: Money
    outturn: Money
    rows: tuple[RowFacts, ...]
    comments: tuple[CommentFacts, ...]
    sheets: tuple[SheetFacts, ...]
    cost_years: tuple[str, ...]
    costs: tuple[CostLine, ...]
    steps: tuple[StepFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalFacts:
    """A total or count that a document printed of an element, as printed."""

    name: str
    text: str
    figure: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementFacts:
    """A node of a plan's tree with all that belongs to it.

    ``rows``, ``listings``, ``comments`` and ``steps`` are its own; those whose name begins with
    ``all_`` also hold what stands below it. ``total`` is the engine's sum over ``all_listings``.
    ``years`` are the headings of the yearly columns of ``all_rows``, ``goal_heading`` is that of
    their goals. ``sheets`` are the evaluation sheets here and below that say more than a comment,
    the latest first. ``tables`` are the elements that print a table of programs each: this one, or
    those below it where the numbers of the rows begin again.
    """

    id: str
    number: str
    name: str
    title: str
    path: str
    parent: str
    level: str
    depth: int
    aspect: str
    description: str
    bureau: str
    section: str
    goals: str
    rows: tuple[RowFacts, ...]
    all_rows: tuple[RowFacts, ...]
    years: tuple[str, ...]
    goal_heading: str
    comments: tuple[CommentFacts, ...]
    all_comments: tuple[CommentFacts, ...]
    sheets: tuple[SheetFacts, ...]
    listings: tuple[ListingFacts, ...]
    all_listings: tuple[ListingFacts, ...]
    tables: tuple[ElementFacts, ...]
    programs: tuple[ProgramFacts, ...]
    total: Money
    printed_totals: tuple[TotalFacts, ...]
    steps: tuple[StepFacts, ...]
    children: tuple[ElementFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """A note under a table: the row that it cites, and what is said of it."""

    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFacts:
    """How many rows of a plan got one grade of its scheme, or stand where, in words."""

    grade: str
    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One plan: its parts (the top of its tree), every element in order, all rows and comments.

    ``grades`` counts rows by the city's own grades, ``standings`` by the engine's neutral words;
    a row that repeats another counts once. ``notes`` are those that its tables need.
    """

    id: str
    name: str
    kind: str
    edition: str
    period: str
    first_year: int | None
    last_year: int | None
    section: str
    years: tuple[str, ...]
    parts: tuple[ElementFacts, ...]
    elements: tuple[ElementFacts, ...]
    rows: tuple[RowFacts, ...]
    comments: tuple[CommentFacts, ...]
    listings: tuple[ListingFacts, ...]
    programs: tuple[ProgramFacts, ...]
    steps: tuple[StepFacts, ...]
    schedule_columns: tuple[Mark, ...]
    grades: tuple[GradeFacts, ...]
    standings: tuple[GradeFacts, ...]
    notes: tuple[NoteFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that papers are filled from: one city on one day, in one language."""

    city: str
    language: str
    as_of: date
    as_of_text: str
    fiscal_year: str
    plans: tuple[PlanFacts, ...]

    def plan(self, plan_id: str) -> PlanFacts | None:
        """The plan with this id."""
        return next((one for one in self.plans if one.id == plan_id), None)
