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
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    Milestone,
    Target,
)
from hoshin.domain.periods import Period
from hoshin.domain.sources import ErrorEffect, Operation, PublishedFigure
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction, round_half_away
from hoshin.engine.series import Point, Series, in_time, latest_for, missing_for


class NotComputable(StrEnum):
    """Why there is no ratio."""

    NO_ACTUAL = "no_actual"
    NO_BASELINE = "no_baseline"
    KEEP_LEVEL = "keep_level"
    ZERO_DENOMINATOR = "zero_denominator"
    IN_WORDS = "in_words"
    MET_OR_NOT = "met_or_not"
    UNITS_DIFFER = "units_differ"
    NO_MILESTONE = "no_milestone"
    NO_ELAPSED_TIME = "no_elapsed_time"
    WITHHELD = "withheld"


class Standing(StrEnum):
    """Where a target stands, in neutral words that hold for any city's grades.

    ``short`` is a goal not met where no baseline says from which side the value came.
    """

    REACHED = "reached"
    TOWARD = "toward"
    UNCHANGED = "unchanged"
    SHORT = "short"
    AWAY = "away"
    NOT_JUDGED = "not_judged"


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


@dataclass(frozen=True, slots=True)
class Pace:
    """The change a year needed from now to the goal, beside the change a year achieved so far.

    In the target's unit, exact. ``needed`` is None when the goal's period is over or reached.
    """

    achieved: Fraction | None
    needed: Fraction | None
    years_passed: int
    years_left: int


class Judge:
    """Judges the targets of one city on one day; holds only what the city's rows say."""

    def __init__(self, city: City, as_of: date) -> None:
        self._as_of = as_of
        self._indicators = {row.id: row for row in city.indicators}
        self._milestones: dict[str, list[Milestone]] = {}
        for milestone in city.milestones:
            self._milestones.setdefault(milestone.target, []).append(milestone)
        self._published = {
            row.target: row
            for row in city.published_figures
            if row.operation is Operation.ACHIEVEMENT and row.target is not None
        }
        self._withheld = frozenset(
            row.row for row in city.known_errors if row.effect is ErrorEffect.WITHHOLD
        )
        self._series = Series(city, without=self._withheld)

    def achievement(self, target: Target) -> Achievement:
        """Judge one listing of a target; raises KeyError when its indicator does not exist."""
        indicator = self._indicators[target.indicator]
        points = self._series.current(
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
            standing=_standing(target, indicator.direction, value, outcome),
            milestone=milestone,
            elapsed=outcome.elapsed,
            missing=missing,
            published=published,
            pace=None if withheld else _pace(target, actual, value, outcome.met),
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


def percentage(ratio: Fraction, decimals: int) -> Decimal:
    """A ratio as a percentage, rounded once to ``decimals``, half away from zero."""
    return round_half_away(ratio * 100, decimals)


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


def ratio_of(
    method: Method, actual: Fraction, baseline: Fraction | None, goal: Fraction | None
) -> tuple[Fraction | None, NotComputable | None]:
    """The exact ratio of a numeric method, or the reason why there is none.

    All values in one unit. ``points``, ``schedule`` and ``spent`` divide what is reached by what
    is planned, as ``attainment`` does.
    """
    if goal is None:
        return None, NotComputable.IN_WORDS
    match method:
        case Method.PROGRESS:
            if baseline is None:
                return None, NotComputable.NO_BASELINE
            if goal == baseline:
                return None, NotComputable.KEEP_LEVEL
            return (actual - baseline) / (goal - baseline), None
        case Method.ATTAINMENT_INVERSE:
            if actual == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return goal / actual, None
        case Method.ATTAINMENT_REFLECTED:
            if goal == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return (2 * goal - actual) / goal, None
        case _:
            if goal == 0:
                return None, NotComputable.ZERO_DENOMINATOR
            return actual / goal, None


def is_met(
    actual: Fraction,
    goal: Fraction | None,
    upper: Fraction | None,
    comparison: Comparison,
    direction: Direction,
) -> bool | None:
    """Whether a value meets its goal; None where no side is declared to compare on."""
    if goal is None:
        return None
    match comparison:
        case Comparison.AT_LEAST:
            return actual >= goal
        case Comparison.AT_MOST:
            return actual <= goal
        case Comparison.EQUAL:
            return actual == goal
        case Comparison.RANGE:
            return None if upper is None else goal <= actual <= upper
        case Comparison.REACH:
            if direction is Direction.INCREASE:
                return actual >= goal
            if direction is Direction.DECREASE:
                return actual <= goal
            return actual == goal if direction is Direction.MAINTAIN else None
        case _:
            return None


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


def elapsed_share(first: Period | None, last: Period | None, now: Period) -> Fraction | None:
    """The share of the way from ``first`` to ``last`` that has passed at ``now``, in whole years.

    None when a period is missing or no time has passed (年次按分: k years of n).
    """
    if first is None or last is None:
        return None
    whole = last.final_year - first.final_year
    passed = now.final_year - first.final_year
    if whole <= 0 or passed <= 0:
        return None
    return Fraction(passed, whole)


def _standing(
    target: Target, direction: Direction, value: Fraction | None, outcome: _Outcome
) -> Standing:
    if outcome.met:
        return Standing.REACHED
    if outcome.not_computable in (
        NotComputable.WITHHELD,
        NotComputable.NO_ACTUAL,
        NotComputable.UNITS_DIFFER,
    ):
        return Standing.NOT_JUDGED
    if value is None or target.baseline_value is None:
        return Standing.NOT_JUDGED if outcome.met is None else Standing.SHORT
    baseline = as_fraction(target.baseline_value)
    if value == baseline:
        return Standing.UNCHANGED
    toward = _is_toward(target, direction, value, baseline)
    if toward is None:
        return Standing.NOT_JUDGED
    return Standing.TOWARD if toward else Standing.AWAY


def _is_toward(
    target: Target, direction: Direction, value: Fraction, baseline: Fraction
) -> bool | None:
    """Whether a value moved to the wanted side; None where no side is declared."""
    if direction is Direction.INCREASE:
        return value > baseline
    if direction is Direction.DECREASE:
        return value < baseline
    if target.comparison is Comparison.AT_LEAST:
        return value > baseline
    if target.comparison is Comparison.AT_MOST:
        return value < baseline
    undeclared = direction is Direction.UNDECLARED and target.comparison is Comparison.REACH
    if target.goal_value is None or undeclared:
        return None
    lower = as_fraction(target.goal_value)
    upper = lower if target.goal_upper is None else as_fraction(target.goal_upper)

    def distance(one: Fraction) -> Fraction:
        return max(lower - one, one - upper, Fraction(0))

    return distance(value) < distance(baseline)


def _pace(
    target: Target, actual: Point | None, value: Fraction | None, met: bool | None
) -> Pace | None:
    if (
        actual is None
        or value is None
        or target.baseline_value is None
        or target.baseline_period is None
    ):
        return None
    baseline = as_fraction(target.baseline_value)
    passed = actual.period.final_year - target.baseline_period.final_year
    achieved = (value - baseline) / passed if passed > 0 else None
    left = 0
    needed: Fraction | None = None
    if target.goal_value is not None and target.goal_period is not None:
        left = max(target.goal_period.final_year - actual.period.final_year, 0)
        if left > 0 and not met:
            needed = (as_fraction(target.goal_value) - value) / left
    return Pace(achieved, needed, passed, left)


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
