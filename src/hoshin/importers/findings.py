"""Findings: what shapes read in a document, before anything is compared with a city.

A value keeps four times apart: the head of its column, the period that its own cell prints, the
period it therefore describes (the cell wins), and what a footnote says of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.indicators import TargetRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.problems import Problem
from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Evidence, LeftOver
from hoshin.importers.printed_values import PrintedValue


class ValueRole(StrEnum):
    """As what a plan prints a value."""

    BASELINE = "baseline"
    GOAL = "goal"
    MILESTONE = "milestone"
    ACTUAL = "actual"
    ACHIEVEMENT = "achievement"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundValue:
    """One printed value with its role, its times and its place.

    ``column`` is the head of its column or the label before it; ``column_period`` the period
    which that head prints. ``lines`` are the lines used; ``cells`` the sheet addresses.
    """

    role: ValueRole
    value: PrintedValue
    column: str = ""
    column_period: PrintedPeriod | None = None
    footnote: str = ""
    lines: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def period(self) -> PrintedPeriod | None:
        """The period that the value describes: its own cell's, else its column's."""
        return self.value.period or self.column_period


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIndicator:
    """One listing of an indicator: its name as printed, its unit and its values.

    ``section`` is the headings above it, outermost first; ``context`` the initiative or measure
    that a column of its own table names. ``program`` is set for an indicator of one program only,
    whose name others may have too. ``goals`` are codes of SDG goals and targets. ``in_sentence`` is
    true for figures of running text, whose goals may be those of an earlier plan.
    """

    name: str
    unit: str
    values: tuple[FoundValue, ...]
    number: str = ""
    section: tuple[str, ...] = ()
    context: str = ""
    program: str = ""
    owner: str = ""
    goals: tuple[str, ...] = ()
    role: TargetRole = TargetRole.KPI
    restated: bool = False
    cumulative: bool = False
    notes: tuple[str, ...] = ()
    in_sentence: bool = False
    evidence: Evidence
    doubtful: bool = False

    def of_role(self, role: ValueRole) -> tuple[FoundValue, ...]:
        """The values of one role, in printed order."""
        return tuple(one for one in self.values if one.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProgram:
    """One listing of a program with its money.

    ``amount_yen`` is None where a dash or nothing is printed. ``inherited`` names the fields that
    were carried down from a merged cell. ``restates`` is the number of the row that this one
    repeats. ``part_of`` is the name of the program whose amount holds this one, as far as a sum
    suggests it. ``others`` are the same listing with its amounts of other years, stages or funds.
    """

    name: str
    evidence: Evidence
    amount_yen: int | None = None
    amount_printed: str = ""
    unit_printed: str = ""
    number: str = ""
    bureau: str = ""
    office: str = ""
    project: str = ""
    direction: str = ""
    section: tuple[str, ...] = ()
    year: PrintedPeriod | None = None
    stage: BudgetStage = BudgetStage.INITIAL
    stage_note: str = ""
    fund: str = ""
    kind: ListingKind = ListingKind.LISTING
    restates: str = ""
    part_of: str = ""
    inherited: tuple[str, ...] = ()
    amount_line: int | None = None
    doubtful: bool = False
    others: tuple[FoundProgram, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTotal:
    """A printed total and whether the rows above it add up to it."""

    label: str
    amount_yen: int
    amount_printed: str
    unit_printed: str
    section: tuple[str, ...] = ()
    agrees: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """What stands in one box of an evaluation sheet: the box's name as printed, and the text.

    ``part`` is the heading of the box. A figure keeps its unit and, where it is money, its yen.
    """

    name: str
    text: str
    part: str = ""
    value: PrintedValue | None = None
    amount_yen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvaluation:
    """What a form says of one program in one year: its direction and its grade, as written.

    ``program`` is set where a view of its own is printed; ``author`` is whose view it is, and
    ``answers`` are its boxes, under the names that the form prints.
    """

    heading: str
    year: PrintedPeriod | None
    direction: str = ""
    rating: str = ""
    program: str = ""
    bureau: str = ""
    author: AuthorRole = AuthorRole.SECTION
    answers: tuple[FoundAnswer, ...] = ()
    section: tuple[str, ...] = ()
    evidence: Evidence
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that the shapes found in one document, in its order, and what is left over.

    ``problems`` say what was read and has no place in a plan folder.
    """

    indicators: tuple[FoundIndicator, ...] = ()
    programs: tuple[FoundProgram, ...] = ()
    totals: tuple[FoundTotal, ...] = ()
    evaluations: tuple[FoundEvaluation, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Findings) -> Findings:
        return Findings(
            indicators=self.indicators + other.indicators,
            programs=self.programs + other.programs,
            totals=self.totals + other.totals,
            evaluations=self.evaluations + other.evaluations,
            left_over=self.left_over + other.left_over,
            problems=self.problems + other.problems,
        )
