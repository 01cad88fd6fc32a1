"""The year's round and the schedules of initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoshin.domain.periods import Period
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import CycleRef, ElementRef, PlanRef, ProgramRef, Row
from hoshin.domain.words import named


class Certainty(StrEnum):
    """Whether a record stands in the document as it is, or was inferred from lost layout."""

    PRINTED = "printed"
    INFERRED = "inferred"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Row):
    """One year's round of a plan, or the pattern that every year follows (no ``period``)."""

    plan: PlanRef
    name: str
    name_en: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Row):
    """A step of a cycle: from month to month of the year, as the city prints its calendar.

    ``first_month`` and ``last_month`` are calendar months 1-12; the last may come before the
    first when the step runs over the new year.
    """

    cycle: CycleRef
    order: int
    name: str
    name_en: str = ""
    first_month: int
    last_month: int
    months_printed: str = ""
    certainty: Certainty = Certainty.PRINTED

    def __post_init__(self) -> None:
        super(Stage, self).__post_init__()
        if not (1 <= self.first_month <= 12 and 1 <= self.last_month <= 12):
            raise IllFormedError(
                "stage-month",
                "月は1から12で書きます。",
                "Months run from 1 to 12.",
                named("{first_month} と {last_month} を確かめてください。"),
                named("Look at {first_month} and {last_month}."),
                field="first_month",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Row):
    """A step of an element or a program in time: planned, and actual once it is known.

    A step whose row or period was lost keeps ``element`` or ``planned`` empty and says so in
    ``certainty``; ``period_printed`` holds what is printed.
    """

    element: ElementRef | None = None
    program: ProgramRef | None = None
    order: int = 0
    name: str
    name_en: str = ""
    planned: Period | None = None
    actual: Period | None = None
    period_printed: str = ""
    certainty: Certainty = Certainty.PRINTED
