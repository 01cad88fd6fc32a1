"""Grades over columns: the first grade, by rank, whose bounds hold the printed percentage.

Row by row this says what ``ratings.fitting`` says for schemes that compare printed achievements
and ask for no further facts; a property test holds them equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

import numpy as np

from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.bulk import ROWS_AT_ONCE
from hoshin.engine.bulk_columns import Code, Small, Whole
from hoshin.engine.exact import as_fraction

NO_GRADE = -1
_LEAST, _MOST = -(2**63), 2**63 - 1


def rate(printed: Whole, code: Small, decimals: int, grades: Sequence[RatingGrade]) -> Small:
    """The position in ``grades`` of each row's grade, or NO_GRADE; int8, shape (rows,).

    ``printed`` and ``code`` are those of a ``BulkJudgement`` whose rows all have ``decimals``
    digits. A grade without bounds is the rest: it is given where nothing else fits, also to rows
    without a figure. Raises ValueError for grades that ask for more than a printed achievement.
    """
    for one in grades:
        if (one.basis, one.compared) != (RatedBasis.ACHIEVEMENT, RatedFigure.PRINTED):
            raise ValueError(f"{one.grade} does not compare the printed achievement")
        if one.requires:
            raise ValueError(f"{one.grade} asks for facts besides: {', '.join(one.requires)}")
    bounds, by_place = _places(decimals, grades)
    steps = np.diff(by_place)
    given = np.empty(len(printed), np.int8)
    for first in range(0, len(printed), ROWS_AT_ONCE):
        some = slice(first, first + ROWS_AT_ONCE)
        figure, grade = printed[some], given[some]
        # Up from the lowest place, every bound that a figure reaches adds the step to its grade:
        # sums of bytes, which is several times faster than looking each row's place up.
        grade[:] = by_place[0]
        for bound, step in zip(bounds, steps, strict=False):
            grade += (figure >= bound) * step
        without = code[some] != Code.COMPUTED
        if without.any():
            grade *= ~without
            grade += without * by_place[-1]
    return given


def _places(decimals: int, grades: Sequence[RatingGrade]) -> tuple[list[int], Small]:
    """Every bound in order, and the grade of each place between them.

    Place 0 lies below all bounds; the one behind the last is that of rows without a figure.
    """
    by_rank = sorted(range(len(grades)), key=lambda position: grades[position].rank)
    rest = [p for p in by_rank if grades[p].minimum is None and grades[p].maximum is None]
    bounded = {p: _whole_bounds(grades[p], decimals) for p in by_rank if p not in rest}
    edges = {edge for least, most in bounded.values() for edge in (least, most + 1)}
    bounds = sorted(edge for edge in edges if _LEAST < edge <= _MOST)
    otherwise = rest[0] if rest else NO_GRADE

    def grade_of(value: int) -> int:
        fitting = (p for p, (least, most) in bounded.items() if least <= value <= most)
        return next(fitting, otherwise)

    given = [grade_of(value) for value in (_LEAST, *bounds)]
    return bounds, np.array([*given, otherwise], np.int8)


def _whole_bounds(grade: RatingGrade, decimals: int) -> tuple[int, int]:
    """A grade's bounds as whole numbers of the printed figure's last digit, both included."""
    least, most = _LEAST, _MOST
    if grade.minimum is not None:
        exact: Fraction = as_fraction(grade.minimum) * 10**decimals
        least = ceil(exact) if grade.minimum_inclusive else floor(exact) + 1
    if grade.maximum is not None:
        exact = as_fraction(grade.maximum) * 10**decimals
        most = floor(exact) if grade.maximum_inclusive else ceil(exact) - 1
    return max(least, _LEAST), min(most, _MOST)
