"""Ratings: from an achievement to the city's own grade, by the rows of a scheme.

A scheme is data (``RatingGrade``); this module only compares. The first grade that fits, by rank,
is given. A grade without bounds and without required facts is the rest: it is tried after all
others, and fits whatever they left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.evaluations import Evaluation
from hoshin.domain.indicators import Comparison, Direction, Method
from hoshin.domain.periods import Period
from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.achievement import Achievement
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import NotComputable, elapsed_share, percentage
from hoshin.engine.presets import grades_of

_NONE: frozenset[str] = frozenset()


def known_facts(judged: Achievement) -> frozenset[str]:
    """The facts that the judgement itself holds, in the words of ``requires`` and ``excludes``.

    ``restated``; why the latest value is missing (``ended``, ``not_surveyed`` …), also where an
    earlier one is judged; why nothing is computed (``no_actual``, ``keep_level`` …); ``no_goal``
    and ``no_numeric_goal``; the standing (``reached``, ``toward``, ``unchanged``, ``away``).
    """
    target = judged.target
    facts = {judged.standing.value}
    if target.restates is not None or target.restated_in_print:
        facts.add("restated")
    if judged.not_computable is not None:
        facts.add(judged.not_computable.value)
    if judged.missing is not None and judged.missing.missing_reason is not None:
        facts.add(judged.missing.missing_reason.value)
    if target.goal_value is None:
        facts.add("no_numeric_goal")
        if target.comparison is Comparison.TEXT and not target.goal_text:
            facts.add("no_goal")
    return frozenset(facts)


def stated_facts(
    evaluations: Iterable[Evaluation], grades: Sequence[RatingGrade]
) -> frozenset[str]:
    """The facts that the city states by naming a grade in its latest evaluation of a listing.

    ``evaluations`` are those of the listing. One whose ``rating`` is a grade or its label states
    all that the grade requires; whether the grade's bounds hold as well is still compared.
    """
    named = [row for row in evaluations if row.rating]
    if not named:
        return _NONE
    latest = max(named, key=lambda row: _year_of(row.year))
    return frozenset(
        fact
        for grade in grades
        if latest.rating in (grade.grade, grade.label, grade.label_en)
        for fact in grade.requires
    )


def _year_of(period: Period | None) -> int:
    return 0 if period is None else period.final_year


def figure_for(judged: Achievement, grade: RatingGrade) -> Fraction | None:
    """The exact number that a grade's bounds are compared with; None where there is none.

    In per cent: the achievement, the achievement divided by the elapsed share of the way (100 is
    exactly on schedule), the change since the baseline in the declared direction, or 100 and 0
    for met and not met. For ``points``, the reported points. A ``printed`` grade compares per
    cents as printed, with the target's decimals.
    """
    target = judged.target
    match grade.basis:
        case RatedBasis.POINTS:
            return judged.actual_value
        case RatedBasis.MET:
            return None if judged.met is None else Fraction(100 if judged.met else 0)
        case RatedBasis.ACHIEVEMENT:
            ratio = judged.ratio
        case RatedBasis.ELAPSED:
            ratio = _against_elapsed(judged)
        case RatedBasis.CHANGE:
            ratio = _change(judged)
    if ratio is None:
        return None
    if grade.compared is RatedFigure.PRINTED:
        return as_fraction(percentage(ratio, target.decimals))
    return ratio * 100


def _against_elapsed(judged: Achievement) -> Fraction | None:
    if judged.ratio is None or judged.actual is None or judged.method is Method.PRORATED:
        return judged.ratio
    target = judged.target
    elapsed = elapsed_share(target.baseline_period, target.goal_period, judged.actual.period)
    return None if elapsed is None else judged.ratio / elapsed


def _change(judged: Achievement) -> Fraction | None:
    if judged.actual_value is None or not judged.target.baseline_value:
        return None
    baseline = as_fraction(judged.target.baseline_value)
    change = (judged.actual_value - baseline) / abs(baseline)
    if judged.indicator.direction is Direction.INCREASE:
        return change
    return -change if judged.indicator.direction is Direction.DECREASE else None


def within(value: Fraction, grade: RatingGrade) -> bool:
    """Whether a number lies between a grade's bounds; an empty bound is open."""
    if grade.minimum is not None:
        least = as_fraction(grade.minimum)
        if value < least or (value == least and not grade.minimum_inclusive):
            return False
    if grade.maximum is not None:
        most = as_fraction(grade.maximum)
        if value > most or (value == most and not grade.maximum_inclusive):
            return False
    return True


def left_out(
    judged: Achievement, grades: Iterable[RatingGrade], stated: frozenset[str] = _NONE
) -> str:
    """The first exclusion of the scheme that holds for a listing, or empty when it is rated."""
    facts = known_facts(judged) | stated
    return next((one for grade in grades for one in grade.excludes if one in facts), "")


def fitting(
    judged: Achievement, grades: Iterable[RatingGrade], stated: frozenset[str] = _NONE
) -> tuple[RatingGrade, ...]:
    """Every grade whose bounds and facts hold, the given one first; nested intervals give several.

    The rest (no bounds, no facts) is among them only where nothing else fits. Empty for a
    listing whose judgement is withheld.
    """
    if judged.not_computable is NotComputable.WITHHELD:
        return ()
    ordered = sorted(grades, key=lambda grade: grade.rank)
    facts = known_facts(judged) | stated
    found = tuple(g for g in ordered if not _is_rest(g) and _fits(judged, g, facts))
    return found or tuple(grade for grade in ordered if _is_rest(grade))[:1]


def _is_rest(grade: RatingGrade) -> bool:
    return grade.minimum is None and grade.maximum is None and not grade.requires


def _fits(judged: Achievement, grade: RatingGrade, facts: frozenset[str]) -> bool:
    if not facts.issuperset(grade.requires):
        return False
    if grade.minimum is None and grade.maximum is None:
        return True
    figure = figure_for(judged, grade)
    return figure is not None and within(figure, grade)


def rate(
    judged: Achievement, grades: Sequence[RatingGrade], stated: frozenset[str] = _NONE
) -> RatingGrade | None:
    """The grade of one listing: the first by rank that fits.

    ``grades`` are the rows of one scheme, ``stated`` the facts that the city has stated. None
    when the scheme leaves the listing out (``left_out`` says why) and when no grade fits.
    """
    if left_out(judged, grades, stated):
        return None
    return next(iter(fitting(judged, grades, stated)), None)


def grades_by_target(city: City, judged: Iterable[Achievement]) -> dict[str, RatingGrade]:
    """The grades of listings by the id of their target; only listings that get one.

    Each is rated by its own plan's scheme, with what the city's evaluations state.
    """
    schemes = {row.id: row.rating_scheme for row in city.plans}
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    for row in city.evaluations:
        for target in row.targets:
            evaluations[target].append(row)
    found: dict[str, RatingGrade] = {}
    grades: dict[str, tuple[RatingGrade, ...]] = {}
    for one in judged:
        scheme = schemes.get(one.target.plan, "")
        if scheme not in grades:
            grades[scheme] = grades_of(city, scheme)
        stated = stated_facts(evaluations.get(one.target.id, ()), grades[scheme])
        grade = rate(one, grades[scheme], stated)
        if grade is not None:
            found[one.target.id] = grade
    return found


def rated(city: City, judged: Iterable[Achievement]) -> dict[str, str]:
    """The words of the grades of listings by the id of their target."""
    return {one: grade.grade for one, grade in grades_by_target(city, judged).items()}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a composite: its name, its points (None when not judged) and its weight."""

    name: str
    points: Decimal | None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Composite:
    """A grade from points: the exact weighted sum, its grade, and the parts without points.

    ``points`` is None while a part has none: a sum over some parts is not the composite.
    """

    points: Fraction | None
    grade: RatingGrade | None
    missing: tuple[str, ...]


def part(name: str, grade: RatingGrade | None, weight: Decimal = Decimal(1)) -> Part:
    """A composite's part that is worth what its grade is worth (``RatingGrade.points``)."""
    return Part(name, None if grade is None else grade.points, weight)


def composite(scheme: Sequence[RatingGrade], parts: Sequence[Part]) -> Composite:
    """Weigh and add the points of parts, and grade the exact sum by a scheme of points.

    For example seven steps for the indicators and three for the direction. Only grades whose
    basis is ``points`` take part. Raises ValueError for no parts and for a negative weight.
    """
    if not parts:
        raise ValueError("a composite needs at least one part")
    if any(one.weight < 0 for one in parts):
        raise ValueError("a weight cannot be negative")
    missing = tuple(one.name for one in parts if one.points is None)
    if missing:
        return Composite(None, None, missing)
    total = sum(
        (
            as_fraction(one.points) * as_fraction(one.weight)
            for one in parts
            if one.points is not None
        ),
        Fraction(0),
    )
    ordered = sorted(scheme, key=lambda grade: grade.rank)
    of_points = [grade for grade in ordered if grade.basis is RatedBasis.POINTS]
    return Composite(total, next((g for g in of_points if within(total, g)), None), ())
