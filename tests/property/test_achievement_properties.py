"""What holds for every achievement: monotone, free of scale and unit, rounded once and well."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.indicators import Comparison, Direction, Method
from hoshin.domain.periods import fiscal_year
from hoshin.domain.units import read_unit
from hoshin.engine.exact import MOST_DECIMALS, as_fraction, ratio_text, round_half_away
from hoshin.engine.formulas import NotComputable, elapsed_share, is_met, percentage, ratio_of

NUMERIC = (
    Method.PROGRESS,
    Method.ATTAINMENT,
    Method.ATTAINMENT_INVERSE,
    Method.ATTAINMENT_REFLECTED,
)
VALUES = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
).map(as_fraction)
# Two different values, the lower one first.
PAIRS = st.lists(VALUES, min_size=2, max_size=2, unique=True).map(sorted)
FACTORS = st.fractions(min_value=-1000, max_value=1000).filter(bool)


@given(way=PAIRS, actuals=PAIRS)
def test_progress_grows_with_the_actual_when_the_goal_is_above(
    way: list[Fraction], actuals: list[Fraction]
) -> None:
    baseline, goal = way
    worse, better = (ratio_of(Method.PROGRESS, one, baseline, goal)[0] for one in actuals)
    assert worse is not None and better is not None and worse < better


@given(way=PAIRS, actuals=PAIRS)
def test_progress_grows_as_the_actual_falls_when_the_goal_is_below(
    way: list[Fraction], actuals: list[Fraction]
) -> None:
    goal, baseline = way
    better, worse = (ratio_of(Method.PROGRESS, one, baseline, goal)[0] for one in actuals)
    assert worse is not None and better is not None and worse < better


@given(goal=VALUES.map(abs).filter(bool), actuals=PAIRS)
def test_attainment_grows_and_its_reflection_falls_with_the_actual(
    goal: Fraction, actuals: list[Fraction]
) -> None:
    up = [ratio_of(Method.ATTAINMENT, one, None, goal)[0] for one in actuals]
    down = [ratio_of(Method.ATTAINMENT_REFLECTED, one, None, goal)[0] for one in actuals]
    assert up[0] is not None and up[1] is not None and up[0] < up[1]
    assert down[0] is not None and down[1] is not None and down[0] > down[1]
    # The reflection is the attainment mirrored at 100 %.
    assert up[0] + down[0] == 2


@given(way=PAIRS)
def test_the_baseline_is_nothing_and_the_goal_is_everything(way: list[Fraction]) -> None:
    for baseline, goal in (way, reversed(way)):
        assert ratio_of(Method.PROGRESS, baseline, baseline, goal) == (0, None)
        assert ratio_of(Method.PROGRESS, goal, baseline, goal) == (1, None)


@pytest.mark.parametrize("method", NUMERIC)
@given(actual=VALUES, baseline=VALUES, goal=VALUES, factor=FACTORS)
def test_another_scale_leaves_the_ratio(
    method: Method, actual: Fraction, baseline: Fraction, goal: Fraction, factor: Fraction
) -> None:
    """千円 or 円, people or thousands of people: the ratio and the reason are the same."""
    assert ratio_of(method, actual * factor, baseline * factor, goal * factor) == ratio_of(
        method, actual, baseline, goal
    )


@pytest.mark.parametrize(
    ("printed", "other"), [("円", "百万円"), ("百万円", "億円"), ("人", "万人"), ("㎡", "ha")]
)
@given(actual=VALUES, baseline=VALUES, goal=VALUES)
def test_another_unit_of_the_same_dimension_leaves_the_ratio(
    printed: str, other: str, actual: Fraction, baseline: Fraction, goal: Fraction
) -> None:
    factor = read_unit(printed).factor_to(read_unit(other))
    assert ratio_of(Method.PROGRESS, actual * factor, baseline * factor, goal * factor) == ratio_of(
        Method.PROGRESS, actual, baseline, goal
    )


@pytest.mark.parametrize("method", NUMERIC)
@given(actual=VALUES, baseline=st.none() | VALUES, goal=st.none() | VALUES)
def test_there_is_a_ratio_or_a_reason_and_never_both(
    method: Method, actual: Fraction, baseline: Fraction | None, goal: Fraction | None
) -> None:
    ratio, why = ratio_of(method, actual, baseline, goal)
    assert (ratio is None) != (why is None)
    if why is NotComputable.KEEP_LEVEL:
        assert method is Method.PROGRESS and baseline == goal


@given(actual=VALUES, goal=VALUES)
def test_at_least_and_at_most_say_the_opposite_except_on_the_goal(
    actual: Fraction, goal: Fraction
) -> None:
    said = {
        comparison: is_met(actual, goal, None, comparison, Direction.UNDECLARED)
        for comparison in (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EQUAL)
    }
    assert said[Comparison.AT_LEAST] or said[Comparison.AT_MOST]
    both = said[Comparison.AT_LEAST] and said[Comparison.AT_MOST]
    assert both == said[Comparison.EQUAL] == (actual == goal)
    assert is_met(actual, goal, None, Comparison.REACH, Direction.UNDECLARED) is None


@given(first=st.integers(1990, 2040), years=st.integers(1, 20), passed=st.integers(1, 20))
def test_the_elapsed_share_is_years_of_years(first: int, years: int, passed: int) -> None:
    share = elapsed_share(
        fiscal_year(first), fiscal_year(first + years), fiscal_year(first + passed)
    )
    assert share == Fraction(passed, years)


RATIOS = st.one_of(
    st.fractions(),
    st.fractions(min_value=-10, max_value=10, max_denominator=1000),
    # Exact ties of the last digit at any number of decimals.
    st.builds(lambda n, d: Fraction(2 * n + 1, 2 * 10**d), st.integers(), st.integers(0, 15)),
)


def slowly(value: Fraction, decimals: int) -> Decimal:
    """Another implementation: long division to far more digits than needed, then ROUND_HALF_UP.

    A fraction that is no tie differs from one by at least 1 / (2 x divisor x 10**decimals), so
    that many digits, and a few more, cannot hide on which side it lies.
    """
    digits = len(str(abs(value.numerator))) + 2 * len(str(value.denominator)) + 2 * decimals + 9
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    quotient = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    return quotient.quantize(Decimal(1).scaleb(-decimals), context=context)


@given(value=RATIOS, decimals=st.integers(0, MOST_DECIMALS))
def test_rounding_equals_long_division_with_round_half_up(value: Fraction, decimals: int) -> None:
    ours = round_half_away(value, decimals)
    assert ours == slowly(value, decimals)
    assert ours.as_tuple().exponent == -decimals
    assert not (ours.is_zero() and ours.is_signed())


@given(value=RATIOS, decimals=st.integers(0, MOST_DECIMALS))
def test_the_printed_figure_is_at_most_half_a_unit_off(value: Fraction, decimals: int) -> None:
    unit = Fraction(1, 10**decimals)
    error = as_fraction(percentage(value, decimals)) - value * 100
    assert abs(error) <= unit / 2
    if abs(error) == unit / 2:
        assert (error > 0) == (value > 0), "a tie goes away from zero"


@given(value=RATIOS, decimals=st.integers(0, MOST_DECIMALS))
def test_the_sign_only_mirrors(value: Fraction, decimals: int) -> None:
    assert round_half_away(-value, decimals) == round_half_away(value, decimals).copy_negate()


@given(pair=st.lists(RATIOS, min_size=2, max_size=2), decimals=st.integers(0, 4))
def test_rounding_keeps_the_order(pair: list[Fraction], decimals: int) -> None:
    low, high = sorted(pair)
    assert round_half_away(low, decimals) <= round_half_away(high, decimals)


@given(value=RATIOS)
def test_the_exact_ratio_reads_back(value: Fraction) -> None:
    assert Fraction(ratio_text(value)) == value
    assert "/" in ratio_text(value)


def test_decimals_outside_0_to_12_are_refused() -> None:
    for decimals in (-1, MOST_DECIMALS + 1):
        with pytest.raises(ValueError, match="decimals must be 0 to 12"):
            round_half_away(Fraction(1), decimals)
