"""Estimates from short series: honest about their width, silent where there is too little."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from hoshin.analytics.forecasting import (
    METHODS,
    NOMINAL,
    YearlySeries,
    back_test,
    damped_trend,
    forecast,
    generated_series,
)
from hoshin.analytics.sampling import poisson_interval, wilson_interval

YEARS = tuple(range(2016, 2026))
SCORES = back_test(())


def series(*values: float) -> YearlySeries:
    return YearlySeries(YEARS[: len(values)], values)


def test_four_points_are_too_few_to_say() -> None:
    assert forecast(series(1, 2, 3, 4), 2030, SCORES) is None
    assert forecast(series(1, 2, 3, 4, 5), 2030, SCORES) is not None


def test_a_year_that_has_passed_is_not_forecast() -> None:
    with pytest.raises(ValueError, match="2020"):
        forecast(series(1, 2, 3, 4, 5), 2020, SCORES)


def test_a_trend_is_followed_in_part_and_noise_hardly() -> None:
    steady = damped_trend(series(10, 20, 30, 40, 50, 60), 3)
    assert 60 < steady < 90
    assert damped_trend(series(50, 50, 50, 50, 50), 3) == 50
    up_and_down = damped_trend(series(50, 60, 40, 60, 40, 50), 3)
    assert abs(up_and_down - 50) < 5


def test_the_interval_grows_with_the_years_ahead() -> None:
    past = series(10, 12, 11, 13, 15, 14)
    near, far = forecast(past, 2022, SCORES), forecast(past, 2026, SCORES)
    assert near is not None and far is not None
    assert near.low < near.point < near.high
    assert far.high - far.low > near.high - near.low
    assert (near.last_year, near.last_value) == (2021, 14)


def test_an_estimate_stays_within_what_can_be() -> None:
    found = forecast(series(90, 93, 95, 97, 99, 99), 2030, SCORES, 0, 100)
    assert found is not None and found.high == 100
    assert 0 < found.chance(99.5, at_least=True) < 1


def test_the_two_sides_of_a_goal_share_the_chance() -> None:
    found = forecast(series(10, 12, 11, 13, 15, 14), 2026, SCORES)
    assert found is not None
    assert found.chance(16, at_least=True) + found.chance(16, at_least=False) == pytest.approx(1)
    assert found.chance(10, at_least=True) > found.chance(20, at_least=True)


def test_the_back_test_is_published_with_its_size_and_holds_its_promise() -> None:
    assert {one.method for one in SCORES} == set(METHODS)
    assert [one.relative_error for one in SCORES] == sorted(one.relative_error for one in SCORES)
    for one in SCORES:
        assert one.coverage >= NOMINAL - 0.001
        assert one.widening >= 1
        assert (one.errors, one.own) == (3_000, 0)


def test_the_promise_holds_on_series_that_were_not_looked_at() -> None:
    inside = tried = 0
    for one in generated_series(count=60, points=9, seed=99):
        found = forecast(one.until(6), one.years[8], SCORES)
        assert found is not None
        tried += 1
        inside += found.low <= one.values[8] <= found.high
    assert 0.72 <= inside / tried <= 0.95


def test_a_city_with_a_long_past_is_judged_by_its_own() -> None:
    own = [YearlySeries(YEARS, tuple((np.arange(10.0) * n).tolist())) for n in range(1, 8)]
    scores = back_test(own)
    assert scores[0].own == scores[0].errors >= 60
    assert scores[0].method != "last-value", "straight lines are not unchanging"


def test_wilson_holds_for_few_answers_and_at_the_ends() -> None:
    assert wilson_interval(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    low, high = wilson_interval(0, 10)
    assert low == 0 and high == pytest.approx(0.2775, abs=1e-4)
    with pytest.raises(ValueError, match="answer"):
        wilson_interval(0.5, 0)


def test_poisson_is_the_exact_interval() -> None:
    assert poisson_interval(0) == (0, pytest.approx(3.6889, abs=1e-4))
    assert poisson_interval(5) == pytest.approx((1.6235, 11.6683), abs=1e-4)
    low, high = poisson_interval(1)
    assert 1 - exp(-low) == pytest.approx(0.025)
    assert exp(-high) * (1 + high) == pytest.approx(0.025)
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)
