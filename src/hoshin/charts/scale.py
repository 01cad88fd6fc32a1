"""The scale of a chart: round steps around its values, exact like the values themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

_MOST_TICKS = 5


def value_scale(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """The values written on the vertical axis: round steps around all values of a chart.

    It begins at zero when the values come near it.
    """
    known = tuple(values)
    return _scale(min(known, key=float), max(known, key=float))


@lru_cache(maxsize=256)
def _scale(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """The scale of all values between two; a chart is drawn several times, one after another."""
    if low == high:
        room = abs(low) / 10 if low else Fraction(1)
        low, high = low - room, high + room
    if 0 < low <= high * Fraction(2, 5):
        low = Fraction(0)
    if high < 0 and high >= low * Fraction(2, 5):
        high = Fraction(0)
    step = _round_step((high - low) / (_MOST_TICKS - 1))
    first = math.floor(low / step)
    last = math.ceil(high / step)
    return tuple(step * n for n in range(first, last + 1))


def _round_step(least: Fraction) -> Fraction:
    power = Fraction(10) ** math.floor(math.log10(least))
    for factor in (1, 2, Fraction(5, 2), 5, 10):
        if power * factor >= least:
            return power * factor
    return power * 20
