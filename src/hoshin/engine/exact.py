"""Exact arithmetic: fractions, and the one rounding rule.

Decimals become fractions, the quotient is rounded once, for print, half away from zero
(JIS Z 8401 rule B; 5.25 prints 5.3, -0.5 prints -1). The exact ratio is kept beside it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

MOST_DECIMALS = 12


def as_fraction(value: Decimal) -> Fraction:
    """The exact fraction of a decimal."""
    return Fraction(value)


def round_half_away(value: Fraction, decimals: int) -> Decimal:
    """The value rounded to ``decimals`` digits after the point, half away from zero.

    Digits are kept: 50 rounded to one decimal prints 50.0. Never gives minus zero.
    """
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"decimals must be 0 to {MOST_DECIMALS}, not {decimals}")
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if 2 * rest >= scaled.denominator:
        whole += 1
    digits = tuple(int(one) for one in str(whole))
    negative = value < 0 and whole != 0
    return Decimal((1 if negative else 0, digits, -decimals))


def ratio_text(value: Fraction) -> str:
    """A ratio as exact text, ``p/q`` in lowest terms: 24/179, -91/72, 1/1."""
    return f"{value.numerator}/{value.denominator}"
