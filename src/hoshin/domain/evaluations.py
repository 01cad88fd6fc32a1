"""Evaluations of the year, and the committee that judges from outside.

People appear by role and affiliation, never by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoshin.domain.periods import Period
from hoshin.domain.rows import (
    CommitteeRef,
    ElementRef,
    MeetingRef,
    OrganisationRef,
    PlanRef,
    ProgramRef,
    Row,
    TargetRef,
)


class StatedChange(StrEnum):
    """The change that a comment's own heading declares (増加, 減少)."""

    INCREASE = "increase"
    DECREASE = "decrease"
    UNCHANGED = "unchanged"


class AuthorRole(StrEnum):
    """In which capacity somebody evaluates."""

    SECTION = "section"
    BUREAU = "bureau"
    PLANNER = "planner"
    COMMITTEE = "committee"
    CITY = "city"


class SheetKind(StrEnum):
    """What is evaluated: a measure (施策評価) or a program (事務事業評価)."""

    MEASURE = "measure"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Row):
    """The evaluation of an element, a program or target listings: findings, direction, rating.

    One comment may cover several listings (``targets``). ``findings`` and ``direction`` are the
    city's texts where it enters them here, our own short words where they come from a document.
    What the city's own sheet asks besides stands in the answers to it.
    """

    plan: PlanRef
    element: ElementRef | None = None
    program: ProgramRef | None = None
    targets: tuple[TargetRef, ...] = ()
    year: Period | None = None
    author_role: AuthorRole = AuthorRole.CITY
    heading: str = ""
    heading_en: str = ""
    stated_change: StatedChange | None = None
    findings: str = ""
    findings_en: str = ""
    direction: str = ""
    direction_en: str = ""
    rating: str = ""
    answer_to_last_year: str = ""
    answer_to_last_year_en: str = ""

    @property
    def sheet(self) -> SheetKind:
        """The sheet that it was written on: that of a program, or else that of a measure."""
        return SheetKind.MEASURE if self.program is None else SheetKind.PROGRAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Row):
    """A committee with its rules: quorum and majority as printed in its by-laws.

    ``seats_printed`` is the number of members that the document states.
    """

    name: str
    name_en: str = ""
    plan: PlanRef | None = None
    organisation: OrganisationRef | None = None
    seats_printed: int | None = None
    term_printed: str = ""
    quorum_printed: str = ""
    public: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Row):
    """A seat of a committee, by affiliation and office; ``succeeds`` links a seat's holders."""

    committee: CommitteeRef
    affiliation: str
    affiliation_en: str = ""
    organisation: OrganisationRef | None = None
    role: str = ""
    role_en: str = ""
    term: Period | None = None
    succeeds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Row):
    """A meeting: ``held_on`` is the day we hold true, ``date_printed`` exactly what is printed."""

    committee: CommitteeRef | None = None
    number: int | None = None
    name: str = ""
    name_en: str = ""
    held_on: date | None = None
    date_printed: str = ""
    agenda: str = ""
    agenda_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Row):
    """An opinion voiced in a meeting and the city's answer, followed over the years."""

    meeting: MeetingRef
    element: ElementRef | None = None
    target: TargetRef | None = None
    organisation: OrganisationRef | None = None
    opinion: str
    opinion_en: str = ""
    answer: str = ""
    answer_en: str = ""
    answered_on: date | None = None
