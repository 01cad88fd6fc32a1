"""Grades over columns are the grades of the readable rule, row by row."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.bulk_columns import Code
from hoshin.engine.bulk_rating import NO_GRADE, rate
from hoshin.engine.exact import as_fraction
from hoshin.engine.presets import PRESETS
from hoshin.engine.ratings import within

bounds = st.none() | st.integers(-2_000, 2_000).map(lambda n: Decimal(n).scaleb(-1))


@st.composite
def schemes(draw: st.DrawFn) -> list[RatingGrade]:
    grades = []
    for rank in draw(st.permutations(range(1, draw(st.integers(1, 5)) + 1))):
        least, most = draw(bounds), draw(bounds)
        if least is not None and most is not None and most < least:
            least, most = most, least
        grades.append(
            RatingGrade(
                id=f"g{rank}",
                scheme="s",
                rank=rank,
                grade=str(rank),
                minimum=least,
                maximum=most,
                minimum_inclusive=draw(st.booleans()),
                maximum_inclusive=draw(st.booleans()),
            )
        )
    return grades


@given(schemes(), st.lists(st.integers(-3_000, 3_000), max_size=20), st.integers(0, 2))
def test_the_first_grade_by_rank_that_fits(
    grades: list[RatingGrade], printed: list[int], decimals: int
) -> None:
    found = rate(np.array(printed, np.int64), np.zeros(len(printed), np.int8), decimals, grades)
    ordered = sorted(grades, key=lambda one: one.rank)
    for figure, position in zip(printed, found.tolist(), strict=True):
        value = as_fraction(Decimal(figure).scaleb(-decimals))
        bounded = [g for g in ordered if g.minimum is not None or g.maximum is not None]
        rest = [g for g in ordered if g not in bounded]
        expected = next((g for g in bounded if within(value, g)), rest[0] if rest else None)
        assert (None if position == NO_GRADE else grades[position]) == expected


def test_a_row_without_a_figure_has_no_grade() -> None:
    grades = PRESETS["kitakyushu-strategy-h29"].grades
    code = np.array([Code.NO_ACTUAL, Code.COMPUTED], np.int8)
    assert rate(np.array([0, 0], np.int64), code, 0, grades).tolist() == [NO_GRADE, 3]


def test_a_scheme_that_asks_for_more_is_refused() -> None:
    more = RatingGrade(id="g", scheme="s", rank=1, grade="A", requires=("issues_addressed",))
    exact = RatingGrade(id="g", scheme="s", rank=1, grade="A", compared=RatedFigure.EXACT)
    other = RatingGrade(id="g", scheme="s", rank=1, grade="A", basis=RatedBasis.CHANGE)
    for grade in (more, exact, other):
        with pytest.raises(ValueError, match="A"):
            rate(np.zeros(0, np.int64), np.zeros(0, np.int8), 0, [grade])
