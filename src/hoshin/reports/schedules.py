"""Schedules as papers draw them: one line for each step, one column for each quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hoshin.domain.periods import Period
from hoshin.domain.rounds import Schedule
from hoshin.reports.facts import StepFacts
from hoshin.reports.lookup import Lookup
from hoshin.reports.values import Mark
from hoshin.reports.wording import certainty_word

PLANNED, ACTUAL = "□", "■"
_MONTHS_OF_QUARTER = 3
_FIRST_MONTH = 4

Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    """The fiscal year of a day, and its quarter from 1 (April to June) to 4."""
    year = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return year, (day.month - _FIRST_MONTH) % 12 // _MONTHS_OF_QUARTER + 1


def quarters_of(steps: Iterable[Schedule]) -> tuple[Quarter, ...]:
    """Every quarter from the first to the last that a step's period touches, in whole years."""
    days = [
        day
        for step in steps
        for period in (step.planned, step.actual)
        if period is not None
        for day in (period.start, period.end)
    ]
    if not days:
        return ()
    first, last = quarter_of(min(days))[0], quarter_of(max(days))[0]
    return tuple((year, quarter) for year in range(first, last + 1) for quarter in range(1, 5))


def column_marks(look: Lookup, quarters: Sequence[Quarter]) -> tuple[Mark, ...]:
    """The headings of a schedule's columns; the year is said over its first quarter."""
    return tuple(
        Mark(
            year=look.tongue.pick(f"{year}年度", f"FY{year}") if quarter == 1 else "",
            quarter=look.tongue.pick(f"{quarter}Q", f"Q{quarter}"),
        )
        for year, quarter in quarters
    )


def step_facts(look: Lookup, row: Schedule, quarters: Sequence[Quarter]) -> StepFacts:
    """One step with its marks: ``□`` planned, ``■`` done, legible in black and white."""
    tongue = look.tongue
    element = look.elements.get(row.element or "")
    program = look.programs.get(row.program or "")
    owner = program.organisation if program is not None else None
    bureau, section = look.bureau_and_section(owner or (element.organisation if element else None))
    heads = column_marks(look, quarters)
    return StepFacts(
        id=row.id,
        name=tongue.name(row),
        element=tongue.name(element),
        program=tongue.name(program),
        section=section or bureau,
        planned=tongue.period(row.planned, row.period_printed),
        actual=tongue.period(row.actual),
        planned_start=None if row.planned is None else row.planned.start,
        planned_end=None if row.planned is None else row.planned.end,
        actual_start=None if row.actual is None else row.actual.start,
        actual_end=None if row.actual is None else row.actual.end,
        certainty=certainty_word(row.certainty, tongue),
        marks=tuple(
            Mark(
                year=head.year,
                quarter=head.quarter,
                planned=PLANNED if _touches(row.planned, one) else "",
                actual=ACTUAL if _touches(row.actual, one) else "",
            )
            for one, head in zip(quarters, heads, strict=True)
        ),
    )


def _touches(period: Period | None, quarter: Quarter) -> bool:
    if period is None:
        return False
    return quarter_of(period.start) <= quarter <= quarter_of(period.end)
