"""The judgement over columns says, row by row, exactly what the readable judgement says."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import gcd

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    Observation,
    Target,
)
from hoshin.domain.periods import fiscal_year
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.bulk import judge
from hoshin.engine.bulk_columns import (
    CODE_OF,
    METHODS,
    Code,
    Columns,
    Met,
    Side,
    Whole,
    scaled,
    side_of,
)
from hoshin.engine.exact import MOST_DECIMALS
from hoshin.engine.formulas import is_met, percentage, ratio_of

LEAST, MOST = -(2**63), 2**63 - 1
COMPARISONS = (Comparison.REACH, Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EQUAL)


def around(*places: int) -> st.SearchStrategy[int]:
    """Whole numbers at and beside the places where the path of a row changes, of both signs."""
    near = {
        sign * place + step for place in places for sign in (1, -1) for step in (-2, -1, 0, 1, 2)
    }
    return st.sampled_from(sorted(one for one in near if LEAST <= one <= MOST))


PLACES = (
    0,
    100,
    2**49 // 100,
    2**50 // 100,
    2**50,
    2**52,
    2**53,
    *(2**52 // (3 * 100 * 10**decimals) for decimals in range(MOST_DECIMALS + 1)),
    *(2**62 // (3 * 100 * 10**decimals) for decimals in range(MOST_DECIMALS + 1)),
    2**62,
    2**63,
)
VALUES = st.one_of(
    st.integers(-300, 300),
    st.integers(-(10**12), 10**12),
    around(*PLACES),
    st.integers(LEAST, MOST),
)
ROWS = st.lists(
    st.tuples(
        VALUES,
        VALUES,
        VALUES,
        st.sampled_from(sorted(Side)),
        st.integers(0, MOST_DECIMALS),
        st.tuples(st.booleans(), st.booleans(), st.booleans()),
    ),
    min_size=1,
    max_size=30,
)


def readable(
    method: Method,
    actual: int | None,
    baseline: int | None,
    goal: int | None,
    side: Side,
    decimals: int,
) -> tuple[int | None, Code, Met]:
    """One row by the engine's readable functions alone."""
    if actual is None:
        return None, Code.NO_ACTUAL, Met.NOT_SAID
    exact_goal = None if goal is None else Fraction(goal)
    comparison = {
        Side.AT_LEAST: Comparison.AT_LEAST,
        Side.AT_MOST: Comparison.AT_MOST,
        Side.EQUAL: Comparison.EQUAL,
        Side.NOT_SAID: Comparison.TEXT,
    }[side]
    said = is_met(Fraction(actual), exact_goal, None, comparison, Direction.UNDECLARED)
    met = Met.NOT_SAID if said is None else Met(int(said))
    ratio, why = ratio_of(
        method, Fraction(actual), None if baseline is None else Fraction(baseline), exact_goal
    )
    if ratio is None:
        assert why is not None
        return None, CODE_OF[why], met
    figure = Fraction(percentage(ratio, decimals)) * 10**decimals
    if not LEAST <= figure <= MOST:
        return None, Code.TOO_LARGE, met
    return int(figure), Code.COMPUTED, met


def column(values: list[int]) -> Whole:
    return np.array(values, np.int64)


@pytest.mark.parametrize("method", [*METHODS, None])
@given(
    rows=ROWS,
    masked=st.booleans(),
    one_for_all=st.booleans(),
    places=st.lists(st.integers(0, len(METHODS) - 1), min_size=30, max_size=30),
)
def test_every_row_is_as_the_readable_rule_says(
    method: Method | None,
    rows: list[tuple[int, int, int, Side, int, tuple[bool, bool, bool]]],
    masked: bool,
    one_for_all: bool,
    places: list[int],
) -> None:
    """By one method for all rows, and (without one) by a method of each row's own."""
    places = places[: len(rows)]
    methods = [METHODS[place] for place in places] if method is None else [method] * len(rows)
    actuals, baselines, goals, sides, decimals, masks = map(list, zip(*rows, strict=True))
    if one_for_all:
        sides, decimals = [sides[0]] * len(rows), [decimals[0]] * len(rows)
    if not masked:
        masks = [(True, True, True)] * len(rows)
    judged = judge(
        np.array(places, np.int8) if method is None else method,
        Columns(
            actual=column(actuals),
            baseline=column(baselines),
            goal=column(goals),
            has_actual=np.array([one[0] for one in masks]) if masked else None,
            has_baseline=np.array([one[1] for one in masks]) if masked else None,
            has_goal=np.array([one[2] for one in masks]) if masked else None,
            side=sides[0] if one_for_all else np.array(sides, np.int8),
            decimals=decimals[0] if one_for_all else np.array(decimals, np.int8),
        ),
    )
    for row in range(len(rows)):
        has_actual, has_baseline, has_goal = masks[row]
        printed, code, met = readable(
            methods[row],
            actuals[row] if has_actual else None,
            baselines[row] if has_baseline else None,
            goals[row] if has_goal else None,
            sides[row],
            decimals[row],
        )
        assert (Code(judged.code[row]), Met(judged.met[row])) == (code, met), rows[row]
        assert int(judged.printed[row]) == (printed or 0), rows[row]


@pytest.mark.parametrize("decimals", [0, 1, 3, MOST_DECIMALS])
@given(half=st.integers(-(10**9), 10**9), divisor=st.integers(1, 10**4))
@example(half=0, divisor=1)
@example(half=-1, divisor=7)
def test_ties_go_away_from_zero(decimals: int, half: int, divisor: int) -> None:
    """A figure that ends in exactly one half of the last digit: 2.5 prints 3 and -2.5 prints -3."""
    odd = 2 * half + 1
    # attainment odd / (2 x 100 x 10**decimals): the printed figure x 10**decimals is odd / 2.
    goal = 200 * 10**decimals
    judged = judge(
        Method.ATTAINMENT,
        Columns(actual=column([odd]), goal=column([goal]), decimals=decimals),
    )
    away = (abs(odd) + 1) // 2
    assert int(judged.printed[0]) == (away if odd > 0 else -away)
    both = judge(
        Method.ATTAINMENT,
        Columns(
            actual=column([odd * divisor, -odd * divisor]),
            goal=column([-goal * divisor, -goal * divisor]),
            decimals=decimals,
        ),
    )
    assert list(both.printed) == [-judged.printed[0], judged.printed[0]]


@pytest.mark.parametrize("decimals", [0, 1, 2, MOST_DECIMALS])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("product", [2**52 - 1, 2**62])
def test_rows_at_the_bounds_of_both_ways_of_dividing(
    product: int, method: Method, decimals: int
) -> None:
    """Just inside, on, and just outside the largest value that float64, or 64 bits, can take."""
    largest = product // (3 * 100 * 10**decimals)
    edges = [largest - 1, largest, largest + 1, -largest, -largest - 1]
    edges += [one for one in (3 * largest, -3 * largest, -4 * largest) if LEAST <= one]
    edges += [LEAST, MOST, 0, 3]
    rows = [(a, b, g) for a in edges for b in edges for g in edges]
    actuals, baselines, goals = (column(list(one)) for one in zip(*rows, strict=True))
    judged = judge(
        method, Columns(actual=actuals, baseline=baselines, goal=goals, decimals=decimals)
    )
    for row, (a, b, g) in enumerate(rows):
        printed, code, _ = readable(method, a, b, g, Side.NOT_SAID, decimals)
        assert (int(judged.printed[row]), Code(judged.code[row])) == (printed or 0, code), (a, b, g)


def test_a_figure_too_large_for_the_estimate_is_still_exact() -> None:
    """Inside 64 bits but beyond 2**50 a float64 quotient can be a whole unit off."""
    actuals = [2**62 // 300 - step for step in range(400)]
    for goal in (1, 3, 7, 33, 129, 1023, 5001, 2**20 + 1):
        judged = judge(
            Method.ATTAINMENT, Columns(actual=column(actuals), goal=column([goal] * 400))
        )
        assert judged.printed.tolist() == [
            readable(Method.ATTAINMENT, one, None, goal, Side.NOT_SAID, 0)[0] or 0
            for one in actuals
        ]


@given(
    goal=st.integers(1, 2**30).filter(lambda goal: gcd(goal, 200) == 1),
    side=st.sampled_from([1, -1]),
    product=st.integers(40, 60).flatmap(lambda bits: st.integers(2**bits, 2 ** (bits + 1))),
    sign=st.sampled_from([1, -1]),
)
def test_as_near_to_a_half_as_a_quotient_can_be(
    goal: int, side: int, product: int, sign: int
) -> None:
    """The figure is a half less (or more) 1 / (2 x goal): 200 x actual = odd x goal - side."""
    odd = side * pow(goal, -1, 200) % 200 + 200 * (product // (100 * goal))
    actual, rest = divmod(odd * goal - side, 200)
    assert rest == 0
    judged = judge(Method.ATTAINMENT, Columns(actual=column([sign * actual]), goal=column([goal])))
    above = odd // 2 + (1 if side < 0 else 0)
    assert int(judged.printed[0]) == sign * above


def test_many_rows_are_judged_in_chunks_as_one() -> None:
    rows = 3 * 16_384 + 5
    numbers = np.arange(rows, dtype=np.int64)
    judged = judge(
        Method.PROGRESS,
        Columns(
            actual=numbers * 7 - 50_000,
            baseline=numbers % 11,
            goal=numbers % 13,
            side=Side.AT_LEAST,
            decimals=1,
        ),
    )
    for row in (0, 1, 16_383, 16_384, 32_768, rows - 1):
        a, b, g = row * 7 - 50_000, row % 11, row % 13
        printed, code, met = readable(Method.PROGRESS, a, b, g, Side.AT_LEAST, 1)
        assert (int(judged.printed[row]), judged.code[row], judged.met[row]) == (
            printed or 0,
            code,
            met,
        )


def test_no_rows_give_no_rows() -> None:
    nothing = column([])
    judged = judge(Method.ATTAINMENT, Columns(actual=nothing, goal=nothing))
    assert len(judged.printed) == len(judged.code) == len(judged.met) == 0


def test_the_side_is_that_of_the_readable_rule() -> None:
    values = column([-1, 0, 1])
    for comparison in Comparison:
        for direction in Direction:
            side = side_of(comparison, direction)
            judged = judge(
                Method.ATTAINMENT, Columns(actual=values, goal=column([0] * 3), side=side)
            )
            for value, met in zip((-1, 0, 1), judged.met, strict=True):
                said = is_met(Fraction(value), Fraction(0), None, comparison, direction)
                assert Met(met) == (Met.NOT_SAID if said is None else Met(int(said)))


TARGETS = st.tuples(
    st.sampled_from(METHODS),
    st.sampled_from(COMPARISONS),
    st.sampled_from(sorted(Direction)),
    st.integers(0, 4),
    st.integers(0, 3),
    st.tuples(*(st.one_of(st.none(), st.integers(-(10**8), 10**8)) for _ in range(2))),
    st.integers(-(10**8), 10**8),
)


@given(rows=st.lists(TARGETS, min_size=1, max_size=12))
def test_a_whole_city_judged_in_bulk_is_the_city_judged_one_by_one(
    rows: list[tuple[Method, Comparison, Direction, int, int, tuple[int | None, int | None], int]],
) -> None:
    """From decimals as printed, through ``evaluate`` and through columns: the same figures."""
    indicators, targets, observations = [], [], []
    for number, row in enumerate(rows):
        method, comparison, direction, digits, decimals, (actual, baseline), goal = row
        indicators.append(Indicator(id=f"i{number}", name="指標", unit="件", direction=direction))
        targets.append(
            Target(
                id=f"t{number}",
                plan="p",
                indicator=f"i{number}",
                unit="件",
                baseline_value=None if baseline is None else Decimal(baseline).scaleb(-digits),
                baseline_period=fiscal_year(2019),
                goal_value=Decimal(goal).scaleb(-digits),
                goal_period=fiscal_year(2025),
                comparison=comparison,
                method=method,
                decimals=decimals,
            )
        )
        if actual is not None:
            observations.append(
                Observation(
                    id=f"o{number}",
                    indicator=f"i{number}",
                    time_period=fiscal_year(2022),
                    obs_value=Decimal(actual).scaleb(-digits),
                    unit_measure="件",
                )
            )
    city = City(
        name="潮見市",
        indicators=tuple(indicators),
        targets=tuple(targets),
        observations=tuple(observations),
    )
    one_by_one = evaluate(city, date(2025, 4, 1))
    for judged, row in zip(one_by_one, rows, strict=True):
        method, comparison, direction, digits, decimals, (actual, baseline), _ = row
        actuals, has_actual = scaled([None if actual is None else value_of(judged)], digits)
        baselines, has_baseline = scaled([judged.target.baseline_value], digits)
        goals, has_goal = scaled([judged.target.goal_value], digits)
        in_bulk = judge(
            method,
            Columns(
                actual=actuals,
                baseline=baselines,
                goal=goals,
                has_actual=has_actual,
                has_baseline=has_baseline,
                has_goal=has_goal,
                side=side_of(comparison, direction),
                decimals=decimals,
            ),
        )
        met = {None: Met.NOT_SAID, False: Met.NOT_MET, True: Met.MET}[judged.met]
        assert Met(in_bulk.met[0]) is met
        if judged.printed is None:
            assert judged.not_computable is not None
            assert Code(in_bulk.code[0]) is CODE_OF[judged.not_computable]
        else:
            assert Code(in_bulk.code[0]) is Code.COMPUTED
            assert Decimal(int(in_bulk.printed[0])).scaleb(-decimals) == judged.printed


def value_of(judged: Achievement) -> Decimal:
    assert judged.actual is not None and judged.actual.value is not None
    return judged.actual.value


def test_columns_of_another_kind_are_refused() -> None:
    good = column([1, 2])
    with pytest.raises(ValueError, match="actual must be a column of 2 rows, int64"):
        judge(Method.ATTAINMENT, Columns(actual=good.astype(np.float64), goal=good))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="goal must be a column of 2 rows"):
        judge(Method.ATTAINMENT, Columns(actual=good, goal=column([1])))
    with pytest.raises(ValueError, match="progress needs a column of baselines"):
        judge(Method.PROGRESS, Columns(actual=good, goal=good))
    with pytest.raises(ValueError, match="not judged over columns"):
        judge(Method.QUALITATIVE, Columns(actual=good, goal=good))
    with pytest.raises(ValueError, match="method must be a column of 2 rows, int8"):
        judge(np.array([1], np.int8), Columns(actual=good, goal=good))
    with pytest.raises(ValueError, match="methods must be 0 to 3"):
        judge(np.array([1, 4], np.int8), Columns(actual=good, goal=good))
    with pytest.raises(ValueError, match="progress needs a column of baselines"):
        judge(np.array([1, 0], np.int8), Columns(actual=good, goal=good))
    with pytest.raises(ValueError, match="decimals must be 0 to 12"):
        judge(Method.ATTAINMENT, Columns(actual=good, goal=good, decimals=13))


def test_decimals_become_whole_numbers_without_losing_a_digit() -> None:
    values, present = scaled([Decimal("34.5"), None, Decimal("50"), Decimal("-0.1")], 1)
    assert values.tolist() == [345, 0, 500, -1]
    assert present.tolist() == [True, False, True, True]
    with pytest.raises(ValueError, match="more than 1 decimals"):
        scaled([Decimal("0.25")], 1)
    with pytest.raises(OverflowError):
        scaled([Decimal(2**63)], 0)
