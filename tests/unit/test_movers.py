"""Movers: nearest and farthest, without figures that the data puts in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.indicators import Method
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.movers import farthest, nearest, ranked, rows_in_doubt
from hoshin.engine.standing import Standing
from hoshin.exchange.folder import read_folder


@pytest.fixture(scope="module")
def judged() -> tuple[Achievement, ...]:
    city = read_folder(Path(__file__).parents[2] / "examples" / "kumamoto").city
    assert city is not None
    return evaluate(city, date(2025, 5, 31))


def doubt(code: str, row: str) -> Problem:
    return Problem(
        code=code,
        level=ProblemLevel.WARNING,
        place=Place(row_id=row),
        sentence=Words("食い違いがあります。", "Something does not fit."),
        hint=Words("確かめてください。", "Please check."),
    )


def test_only_measured_ways_are_ranked_and_in_order(judged: tuple[Achievement, ...]) -> None:
    order = ranked(judged, frozenset())
    assert order
    assert all(one.method is Method.PROGRESS and one.ratio is not None for one in order)
    ratios = [one.ratio for one in order if one.ratio is not None]
    assert ratios == sorted(ratios, reverse=True)


def test_nearest_moved_closer_and_farthest_away_each_indicator_once(
    judged: tuple[Achievement, ...],
) -> None:
    order = ranked(judged, frozenset())
    near, far = nearest(order, 5), farthest(order, 5)
    assert all(one.standing in (Standing.REACHED, Standing.TOWARD) for one in near)
    assert all(one.standing is Standing.AWAY for one in far)
    for found in (near, far):
        indicators = [one.target.indicator for one in found]
        assert len(indicators) == len(set(indicators)) <= 5


def test_a_figure_in_doubt_takes_no_part(judged: tuple[Achievement, ...]) -> None:
    first = ranked(judged, frozenset())[0]
    doubtful = rows_in_doubt([doubt("value-differs", first.target.indicator)])
    assert all(one.target.indicator != first.target.indicator for one in ranked(judged, doubtful))


def test_a_problem_of_wording_is_no_doubt(judged: tuple[Achievement, ...]) -> None:
    assert rows_in_doubt([doubt("name-differs", judged[0].target.id)]) == frozenset()
