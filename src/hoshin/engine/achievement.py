"""Achievement (達成度): how far a target is reached, by its declared method, exactly.

Methods (design, section 5): ``progress`` (actual - baseline) / (target - baseline);
``attainment`` actual / target; ``attainment_inverse`` target / actual; ``attainment_reflected``
(2 x target - actual) / target; ``prorated`` one of these against the elapsed share of the way;
``milestone`` actual against the year's stored target; ``threshold`` met or not; ``qualitative``
words; ``points``, ``schedule`` and ``spent`` as attainment of points, steps and money. No cap and
no floor: worse than the baseline is negative. A quotient by zero is an answer, not a crash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    Milestone,
    Target,
)
from hoshin.domain.sources import Operation, PublishedFigure
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import (
    NotComputable,
    elapsed_share,
    is_met,
    percentage,
    ratio_of,
)
from hoshin.engine.pace import Pace, pace_of
from hoshin.engine.series import Point, Series, in_time, latest_for, missing_for
from hoshin.engine.standing import Standing, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What the engine says of one listing of a target, and everything it said it from.

    ``ratio`` is exact (1 is fully achieved) or None with ``not_computable``; ``printed`` is the
    percentage rounded once; ``met`` is None where it cannot be said. ``actual`` is the judged
    point and ``actual_value`` its value in the target's unit. ``compared_with`` is the value the
    actual was set against (goal, or the year's milestone), ``milestone`` that milestone.
    ``elapsed`` is the elapsed share of the way for ``prorated``. ``missing`` is the latest stated
    reason for a missing value, where it is later than the judged value. ``published`` is what the
    document printed, and ``agrees`` whether ours equals it.
    """

    target: Target
    indicator: Indicator
    method: Method
    actual: Point | None
    actual_value: Fraction | None
    compared_with: Fraction | None
    ratio: Fraction | None
    printed: Decimal | None
    met: bool | None
    not_computable: NotComputable | None
    standing: Standing
    milestone: Milestone | None = None
    elapsed: Fraction | None = None
    missing: Point | None = None
    published: PublishedFigure | None = None
    agrees: bool | None = None
    pace: Pace | None = None

    @property
    def word(self) -> str:
        """達成 or 未達成 where the judgement is a word and not a number; else empty."""
        if self.method is not Method.QUALITATIVE or self.met is None:
            return ""
        return "達成" if self.met else "未達成"

    @property
    def word_en(self) -> str:
        """The same word in English: met or not met."""
        return {"達成": "met", "未達成": "not met"}.get(self.word, "")


class Judge:
    """Judges the targets of one city on one day; holds only what the city's rows say.

    ``series`` are all values of the city, gathered here where they are not given.
    """

    def __init__(self, city: City, as_of: date, series: Series | None = None) -> None:
        self._as_of = as_of
        self._targets = city.targets
        self._indicators = {row.id: row for row in city.indicators}
        self._milestones: dict[str, list[Milestone]] = {}
        for milestone in city.milestones:
            self._milestones.setdefault(milestone.target, []).append(milestone)
        self._published = {
            row.target: row
            for row in city.published_figures
            if row.operation is Operation.ACHIEVEMENT and row.target is not None
        }
        self._withheld = frozenset(row.row for row in city.known_errors if row.withholds)
        self.series = Series(city) if series is None else series
        self._counted = Series(city, without=self._withheld) if self._withheld else self.series

    @cached_property
    def achievements(self) -> dict[str, Achievement]:
        """The achievement of every listing of a target whose indicator exists, by its id."""
        return {
            target.id: self.achievement(target)
            for target in self._targets
            if target.indicator in self._indicators
        }

    def achievement(self, target: Target) -> Achievement:
        """Judge one listing of a target; raises KeyError when its indicator does not exist."""
        indicator = self._indicators[target.indicator]
        points = self._counted.current(
            target.indicator, target.ref_area, target.breakdown, self._as_of
        )
        actual, missing = latest_for(target, points), missing_for(target, points)
        if actual is None:
            actual = missing
        elif missing is not None and in_time(missing) <= in_time(actual):
            missing = None
        unit = read_unit(target.unit)
        value = actual.value_in(unit) if actual is not None else None
        milestone: Milestone | None = None
        if target.method is Method.MILESTONE and actual is not None:
            milestone = self._milestone_for(target, actual)
        withheld = target.id in self._withheld
        outcome = _judge(
            target,
            indicator.direction,
            value,
            actual,
            milestone,
            withheld=withheld,
        )
        published = self._published.get(target.id)
        printed = None if outcome.ratio is None else percentage(outcome.ratio, target.decimals)
        judged = Achievement(
            target=target,
            indicator=indicator,
            method=target.method,
            actual=actual,
            actual_value=value,
            compared_with=outcome.compared_with,
            ratio=outcome.ratio,
            printed=printed,
            met=outcome.met,
            not_computable=outcome.not_computable,
            standing=standing_of(
                target,
                indicator.direction,
                value,
                met=outcome.met,
                not_computable=outcome.not_computable,
            ),
            milestone=milestone,
            elapsed=outcome.elapsed,
            missing=missing,
            published=published,
            pace=None if withheld else pace_of(target, actual, value, met=outcome.met),
        )
        return judged if published is None else _compare_with_print(judged, published)

    def _milestone_for(self, target: Target, actual: Point) -> Milestone | None:
        """The milestone of the actual's column; without columns, of its period."""
        rows = self._milestones.get(target.id, [])
        for row in rows:
            if row.reporting_column and row.reporting_column == actual.reporting_column:
                return row
        return next((row for row in rows if row.period == actual.period), None)


def evaluate(city: City, as_of: date) -> tuple[Achievement, ...]:
    """Judge every listing of a target of a city on a day, in the order of the targets table."""
    judge = Judge(city, as_of)
    return tuple(judge.achievement(target) for target in city.targets)


@dataclass(frozen=True, slots=True)
class _Outcome:
    ratio: Fraction | None = None
    met: bool | None = None
    not_computable: NotComputable | None = None
    compared_with: Fraction | None = None
    elapsed: Fraction | None = None


def _judge(
    target: Target,
    direction: Direction,
    value: Fraction | None,
    actual: Point | None,
    milestone: Milestone | None,
    *,
    withheld: bool,
) -> _Outcome:
    if withheld:
        return _Outcome(not_computable=NotComputable.WITHHELD)
    if actual is None or not actual.has_value:
        return _Outcome(not_computable=NotComputable.NO_ACTUAL)
    if target.method is Method.QUALITATIVE:
        met = _met_in_words(target, direction, value, actual)
        return _Outcome(met=met, not_computable=NotComputable.IN_WORDS)
    if value is None:
        wrong = NotComputable.IN_WORDS if actual.value is None else NotComputable.UNITS_DIFFER
        return _Outcome(not_computable=wrong)
    goal = None if target.goal_value is None else as_fraction(target.goal_value)
    upper = None if target.goal_upper is None else as_fraction(target.goal_upper)
    met = is_met(value, goal, upper, target.comparison, direction)
    if target.method is Method.THRESHOLD:
        return _Outcome(met=met, not_computable=NotComputable.MET_OR_NOT, compared_with=goal)
    if target.method is Method.MILESTONE:
        return _judge_by_milestone(target, direction, value, actual, milestone)
    if target.comparison is Comparison.RANGE:
        # A range has two goals: a value is inside it or not, and no formula takes both.
        return _Outcome(met=met, not_computable=NotComputable.MET_OR_NOT, compared_with=goal)
    baseline = None if target.baseline_value is None else as_fraction(target.baseline_value)
    method = target.prorated_method or target.method
    ratio, wrong_ratio = ratio_of(method, value, baseline, goal)
    if target.method is not Method.PRORATED or ratio is None:
        return _Outcome(ratio, met, wrong_ratio, goal)
    elapsed = elapsed_share(target.baseline_period, target.goal_period, actual.period)
    if elapsed is None:
        return _Outcome(None, met, NotComputable.NO_ELAPSED_TIME, goal)
    return _Outcome(ratio / elapsed, met, None, goal, elapsed)


def _judge_by_milestone(
    target: Target,
    direction: Direction,
    value: Fraction,
    actual: Point,
    milestone: Milestone | None,
) -> _Outcome:
    upper: Fraction | None = None
    if milestone is not None:
        goal, comparison = as_fraction(milestone.value), milestone.comparison
    elif target.goal_value is not None and _stands_in_goal_year(target, actual):
        goal, comparison = as_fraction(target.goal_value), target.comparison
        upper = None if target.goal_upper is None else as_fraction(target.goal_upper)
    else:
        return _Outcome(not_computable=NotComputable.NO_MILESTONE)
    met = is_met(value, goal, upper, comparison, direction)
    if comparison is Comparison.RANGE:
        return _Outcome(met=met, not_computable=NotComputable.MET_OR_NOT, compared_with=goal)
    method = Method.ATTAINMENT_INVERSE if direction is Direction.DECREASE else Method.ATTAINMENT
    ratio, wrong = ratio_of(method, value, None, goal)
    return _Outcome(ratio, met, wrong, goal)


def _stands_in_goal_year(target: Target, actual: Point) -> bool:
    if target.goal_column and target.goal_column == actual.reporting_column:
        return True
    return target.goal_period is not None and target.goal_period == actual.period


def _met_in_words(
    target: Target, direction: Direction, value: Fraction | None, actual: Point
) -> bool | None:
    """A text goal is met when the same word is reported; a direction when the value moved so."""
    if target.comparison is Comparison.DIRECTION_ONLY:
        if value is None or target.baseline_value is None:
            return None
        baseline = as_fraction(target.baseline_value)
        if direction is Direction.INCREASE:
            return value > baseline
        if direction is Direction.DECREASE:
            return value < baseline
        return value == baseline if direction is Direction.MAINTAIN else None
    return actual.text == target.goal_text if actual.text else None


def _compare_with_print(judged: Achievement, published: PublishedFigure) -> Achievement:
    if published.value is not None:
        if judged.ratio is None:
            return replace(judged, agrees=False)
        exponent = published.value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else 0
        ours = percentage(judged.ratio, max(decimals, 0))
        return replace(judged, agrees=ours == published.value)
    if judged.met is not None and published.text in ("達成", "未達成"):
        return replace(judged, agrees=judged.met == (published.text == "達成"))
    return judged  # other words cannot be compared


def achievements_by_target(judged: Iterable[Achievement]) -> dict[str, Achievement]:
    """Achievements by the id of their target listing."""
    return {one.target.id: one for one in judged}
