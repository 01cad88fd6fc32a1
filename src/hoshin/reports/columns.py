"""Yearly columns: which years a plan's tables have, how they are headed, what stands in them.

The column of a value is the one in which its document printed it; a value without such a column
stands in the year that names its period. The cell keeps its own period, which may be earlier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.domain.indicators import Milestone, Target
from hoshin.domain.periods import Period, PeriodKind, calendar_year, fiscal_year, read_printed
from hoshin.domain.plans import Plan
from hoshin.domain.problems import IllFormedError
from hoshin.engine.explain import figure_text
from hoshin.engine.series import Point
from hoshin.reports.lookup import Lookup, Tongue
from hoshin.reports.values import Value, YearCell
from hoshin.reports.wording import missing_word, side_word, status_word

_ENDING = re.compile(r"\s*(?:実績|目標値?|の?基準値)?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The yearly columns of one plan: years in order with their headings.

    ``printed`` is whether the plan's documents head columns themselves.
    """

    headings: dict[int, str]
    printed: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The years, in order."""
        return tuple(self.headings)


def year_of_column(heading: str) -> int | None:
    """The year that a column's heading names (2022年 実績, H28); None for other words."""
    try:
        return read_printed(_ENDING.sub("", heading)).period.final_year
    except IllFormedError:
        return None


def _goal_year(target: Target) -> int | None:
    """The yearly column that holds a goal; none where the goal has a column of its own."""
    return year_of_column(target.goal_column) if "目標" not in target.goal_column else None


def columns_of(look: Lookup, plan: Plan) -> Columns:
    """The columns of a plan: the years of its period and those of its own printed columns."""
    targets = look.targets_of_plan.get(plan.id, ())
    ids = {row.id for row in targets}
    heads: dict[int, Counter[str]] = {}
    printed = False
    for observation in look.city.observations:
        if observation.target in ids and observation.reporting_column:
            year = year_of_column(observation.reporting_column)
            if year is not None:
                printed = True
                heading = _ENDING.sub("", observation.reporting_column)
                heads.setdefault(year, Counter())[heading] += 1
    for row in targets:
        for milestone in look.milestones_of_target.get(row.id, ()):
            year = year_of_column(milestone.reporting_column)
            heads.setdefault(
                milestone.period.final_year if year is None else year, Counter()
            ).update([milestone.reporting_column] * bool(milestone.reporting_column))
        year = _goal_year(row)
        if year is not None and year in _near(heads):
            heads.setdefault(year, Counter())[row.goal_column] += 1
    for year in _plan_years(plan) or _observed_years(look, targets):
        heads.setdefault(year, Counter())
    return Columns(
        {
            year: heads[year].most_common(1)[0][0]
            if heads[year] and look.tongue.language == "ja"
            else look.tongue.period(_named(year, plan))
            for year in sorted(heads)
        },
        printed,
    )


def _near(heads: dict[int, Counter[str]]) -> range:
    """The years up to the one after the last column: a goal's column may close the table."""
    return range(min(heads), max(heads) + 2) if heads else range(0)


def _plan_years(plan: Plan) -> Iterable[int]:
    if plan.period is None:
        return ()
    first = plan.period.first if plan.period.kind is PeriodKind.SPAN else plan.period
    assert first is not None
    return range(first.year, plan.period.final_year + 1)


def _observed_years(look: Lookup, targets: Iterable[Target]) -> set[int]:
    """Where neither a plan's period nor a column says, the years of the rows' own values."""
    ids = {row.id for row in targets}
    return {
        row.time_period.final_year
        for row in look.city.observations
        if row.target in ids and not row.reporting_column
    }


def _named(year: int, plan: Plan) -> Period:
    period = plan.period
    first = period.first if period is not None and period.kind is PeriodKind.SPAN else period
    if first is not None and first.kind is PeriodKind.CALENDAR_YEAR:
        return calendar_year(year)
    return fiscal_year(year)


def cells_of(look: Lookup, target: Target, columns: Columns) -> tuple[YearCell, ...]:
    """The yearly columns of one row: the actual value and the year's goal."""
    points = look.series.current(target.indicator, target.ref_area, target.breakdown, look.as_of)
    own = {row.id for row in look.targets_of_plan.get(target.plan, ())}
    goals = _goals(look, target, columns)
    return tuple(
        YearCell(
            heading=heading,
            actual=_actual(look, target, points, own, columns, year),
            goal=goals.get(year, Value()),
        )
        for year, heading in columns.headings.items()
    )


def _actual(
    look: Lookup,
    target: Target,
    points: tuple[Point, ...],
    own: set[str],
    columns: Columns,
    year: int,
) -> Value:
    """The value beside this row, else one of the same column of the plan, else of the year."""

    def rank(point: Point) -> int:
        if point.row_id not in look.observations:
            return 0  # a baseline stands in its own column
        here = point.target is None or point.target in own
        column = year_of_column(point.reporting_column) if here else None
        if column is not None:
            return 0 if column != year else 4 if point.target == target.id else 3
        if point.period.final_year != year:
            return 0
        if point.target in (target.id, None):
            return 3
        return 0 if columns.printed else 1

    ranked = [(rank(point), number, point) for number, point in enumerate(points)]
    best = max((one for one in ranked if one[0]), key=lambda one: one[:2], default=None)
    return Value() if best is None else value_of_point(look, best[2])


def value_of_point(look: Lookup, point: Point) -> Value:
    """A point of a series as papers print it."""
    tongue = look.tongue
    row = look.observations.get(point.row_id)
    period = tongue.period(point.period, "" if row is None else row.period_printed)
    remark = "" if row is None else tongue.pick(row.note, row.note_en)
    if point.missing_reason is not None:
        return Value(
            text=missing_word(point.missing_reason, tongue),
            period=period,
            unit=point.unit,
            remark=remark,
        )
    if point.value is None:
        words = tongue.pick(point.text, point.text_en)
        return Value(text=f"{period} {words}".strip(), figure=words, period=period, remark=remark)
    figure = tongue.figure(point.value, "" if row is None else row.value_printed)
    unit = tongue.unit(point.unit)
    return Value(
        text=" ".join(one for one in (period, figure, unit) if one),
        figure=figure,
        unit=unit,
        period=period,
        number=point.value,
        note=status_word(point.status, tongue),
        remark=remark,
    )


def _goals(look: Lookup, target: Target, columns: Columns) -> dict[int, Value]:
    found = {}
    for milestone in look.milestones_of_target.get(target.id, ()):
        year = year_of_column(milestone.reporting_column)
        found[milestone.period.final_year if year is None else year] = _milestone(
            look, target, milestone
        )
    year = _goal_year(target)
    if year is None and target.goal_period is not None and not target.goal_column and found:
        year = target.goal_period.final_year
    if year in columns.headings and year is not None:
        found.setdefault(year, goal_of(look, target))
    return found


def _milestone(look: Lookup, target: Target, row: Milestone) -> Value:
    tongue = look.tongue
    side = side_word(row.comparison, tongue)
    figure = tongue.figure(row.value, row.value_printed) or figure_text(row.value)
    unit, period = tongue.unit(target.unit), tongue.period(row.period, row.period_printed)
    return Value(
        text=_together(period, figure, unit, side, tongue),
        figure=_sided(figure, side, tongue),
        unit=unit,
        period=period,
        number=row.value,
    )


def goal_of(look: Lookup, target: Target) -> Value:
    """A target's goal as papers print it: words, a range, or a figure with its side."""
    tongue = look.tongue
    period = tongue.period(target.goal_period, target.goal_period_printed)
    if target.goal_value is None:
        words = tongue.pick(target.goal_text, target.goal_text_en)
        return Value(text=f"{period} {words}".strip(), figure=words, period=period)
    figure = tongue.figure(target.goal_value, target.goal_printed)
    if target.goal_upper is not None and not target.goal_printed:
        figure = f"{figure}～{figure_text(target.goal_upper)}"
    side = side_word(target.comparison, tongue)
    unit = tongue.unit(target.unit)
    return Value(
        text=_together(period, figure, unit, side, tongue),
        figure=_sided(figure, side, tongue),
        unit=unit,
        period=period,
        number=target.goal_value,
        note=""
        if target.goal_provisional_year is None
        else tongue.pick(
            f"{target.goal_provisional_year}年の値を暫定表記",
            f"the value of {target.goal_provisional_year} for the time being",
        ),
    )


def baseline_of(look: Lookup, target: Target) -> Value:
    """A target's baseline as papers print it; empty where there is none."""
    tongue = look.tongue
    period = tongue.period(target.baseline_period, target.baseline_period_printed)
    if target.baseline_value is None:
        return Value(text=target.baseline_printed, figure=target.baseline_printed)
    figure, unit = (
        tongue.figure(target.baseline_value, target.baseline_printed),
        tongue.unit(target.unit),
    )
    return Value(
        text=" ".join(one for one in (period, figure, unit) if one),
        figure=figure,
        unit=unit,
        period=period,
        number=target.baseline_value,
    )


def _sided(figure: str, side: str, tongue: Tongue) -> str:
    """A figure with its side, for a cell whose unit stands in a column of its own: 7,000以上."""
    if not side or side in figure:
        return figure
    return tongue.pick(f"{figure}{side}", f"{side} {figure}")


def _together(period: str, figure: str, unit: str, side: str, tongue: Tongue) -> str:
    """Period, figure and unit in one cell, with the side where each language has it."""
    bare = figure.replace(side, "").strip() if side else figure
    said = tongue.pick(f"{bare} {unit}{side}", f"{side} {bare} {unit}")
    return " ".join(f"{period} {said}".split())
