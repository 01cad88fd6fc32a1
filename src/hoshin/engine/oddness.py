"""Odd values: what a person is asked before an unusual value is taken.

Nothing here refuses. A value may be odd and right; then somebody has said so, and that is on
record. All comparisons are exact. A question needs earlier values to compare with; the first value
of a series is only asked about for its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hoshin.domain.indicators import Aggregation
from hoshin.domain.questions import Question
from hoshin.domain.units import Dimension, read_unit
from hoshin.engine.exact import as_fraction
from hoshin.engine.explain import figure_text

FAR_TIMES = 3
FEWEST_FOR_FAR = 3
WRONG_SCALE_FROM = 8
_SCALES = (10, 100, 1_000, 10_000, 1_000_000, 100_000_000)


def questions(
    value: Decimal,
    earlier: Sequence[Decimal],
    *,
    unit: str,
    aggregation: Aggregation = Aggregation.UNKNOWN,
    declared_unit: str = "",
    standing: Decimal | None = None,
) -> tuple[Question, ...]:
    """What is to be asked about a value, beside the earlier values of its series in time.

    ``unit`` is the unit in which it was given, ``declared_unit`` the indicator's own. Earlier
    values are in the same unit, and so is ``standing``, the value that the period has already.
    Codes: ``other-unit``, ``wrong-scale``, ``below-zero``, ``over-hundred``, ``total-fell``,
    ``far-from-series``, ``far-from-standing``; of the leaps only the first that fits is asked
    about, in the order wrong scale, series, standing value.
    """
    exact = as_fraction(value)
    series = [as_fraction(one) for one in earlier]
    found = []
    if declared_unit and not read_unit(unit).converts_to(read_unit(declared_unit)):
        found.append(_other_unit(unit, declared_unit))
    if exact < 0 and series and min(series) >= 0:
        found.append(_below_zero())
    share = read_unit(unit).dimension is Dimension.SHARE
    if share and exact > 100 and all(0 <= one <= 100 for one in series):
        found.append(_over_hundred(unit))
    if not series:
        return (*found, *_beside_standing(value, standing, unit))
    if aggregation is Aggregation.CUMULATIVE and exact < series[-1]:
        found.append(_total_fell(earlier[-1], unit))
    scale = _wrong_scale(exact, series)
    if scale is not None:
        found.append(_scale_question(*scale, earlier[-1], unit))
    elif _is_far(exact, series):
        found.append(_far(earlier, unit))
    else:
        found.extend(_beside_standing(value, standing, unit))
    return tuple(found)


def _beside_standing(value: Decimal, standing: Decimal | None, unit: str) -> tuple[Question, ...]:
    """The question about a value that is over three times another, less than a third, or turned.

    Beside a standing zero nothing can be said of a leap.
    """
    if not standing:
        return ()
    times = as_fraction(value) / as_fraction(standing)
    return () if Fraction(1, FAR_TIMES) <= times <= FAR_TIMES else (_leaps(standing, unit),)


def _wrong_scale(value: Fraction, series: Sequence[Fraction]) -> tuple[int, bool] | None:
    """The power of ten by which the value seems too large (true) or too small, if it does.

    It seems so when the value is outside the series, at least eight times off its last value, and
    within a factor of two of it once divided or multiplied by the scale.
    """
    last = abs(series[-1])
    size = abs(value)
    if not last or not size or min(map(abs, series)) <= size <= max(map(abs, series)):
        return None
    for scale in _SCALES:
        for too_large, mended in ((True, size / scale), (False, size * scale)):
            off = size / last if too_large else last / size
            if off >= WRONG_SCALE_FROM and last / 2 <= mended <= last * 2:
                return scale, too_large
    return None


def _is_far(value: Fraction, series: Sequence[Fraction]) -> bool:
    """Whether the step to the value is over three times the largest step of the series."""
    if len(series) < FEWEST_FOR_FAR:
        return False
    if min(series) <= value <= max(series):
        return False
    steps = [abs(after - before) for before, after in pairwise(series)]
    return abs(value - series[-1]) > FAR_TIMES * max(steps)


def _other_unit(unit: str, declared: str) -> Question:
    return Question(
        "other-unit",
        f"単位が「{unit}」です。この指標の単位は「{declared}」です。単位は正しいですか。",
        f'The unit is "{unit}"; this indicator is measured in "{declared}". Is it right?',
    )


def _below_zero() -> Question:
    return Question(
        "below-zero",
        "マイナスの値です。これまでは0以上でした。符号は正しいですか。",
        "The value is below zero; it never was before. Is the sign right?",
    )


def _over_hundred(unit: str) -> Question:
    return Question(
        "over-hundred",
        f"100{unit}を超えています。割合として正しいですか。",
        f"The share is over 100 {unit}. Is it right?",
    )


def _total_fell(last: Decimal, unit: str) -> Question:
    return Question(
        "total-fell",
        f"累計の値が前回（{figure_text(last)}{unit}）より減っています。単年度の値を書いていませんか。",
        f"A running total fell below its last value ({figure_text(last)} {unit}). "
        "Is it the figure of one year alone?",
    )


def _scale_question(scale: int, too_large: bool, last: Decimal, unit: str) -> Question:
    ja = f"{scale:,}倍" if too_large else f"{scale:,}分の1"
    en = f"{scale:,} times" if too_large else f"one {scale:,}th of"
    return Question(
        "wrong-scale",
        f"前回（{figure_text(last)}{unit}）のおよそ{ja}です。桁や単位（{unit}）は正しいですか。",
        f"This is about {en} the last value ({figure_text(last)} {unit}). "
        "Are the digits and the unit right?",
    )


def _far(earlier: Sequence[Decimal], unit: str) -> Question:
    low, high = figure_text(min(earlier)), figure_text(max(earlier))
    return Question(
        "far-from-series",
        f"これまでの値（{low}～{high}{unit}）から大きく離れています。値は正しいですか。",
        f"This is far from the earlier values ({low} to {high} {unit}). Is it right?",
    )


def _leaps(standing: Decimal, unit: str) -> Question:
    return Question(
        "far-from-standing",
        f"この期間の値は既に {figure_text(standing)}{unit} です。これから大きく離れています。"
        "訂正として正しいですか。",
        f"This period already has the value {figure_text(standing)} {unit}, "
        "and this is far from it. Is it right as a correction?",
    )
