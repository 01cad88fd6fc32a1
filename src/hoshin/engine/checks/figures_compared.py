"""Figures compared: whether two printed numbers can be the same, at their printed precision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.units import Unit, read_unit
from hoshin.engine.exact import MOST_DECIMALS, as_fraction, round_half_away


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, and its unit as printed."""

    value: Decimal
    unit: str

    @property
    def measured(self) -> Unit:
        """The unit with its dimension and scale."""
        return read_unit(self.unit)

    @property
    def exact(self) -> Fraction:
        """The value in base units of its dimension."""
        scale = self.measured.scale
        bare = as_fraction(self.value)
        return bare if scale == 1 else bare * scale

    @property
    def decimals(self) -> int:
        """How many digits are printed after the point."""
        exponent = self.value.as_tuple().exponent
        return min(max(0, -exponent if isinstance(exponent, int) else 0), MOST_DECIMALS)

    @property
    def step(self) -> Fraction:
        """The smallest difference that the print can show, in base units."""
        return self.measured.scale / Fraction(10**self.decimals)


def agree(one: Figure, other: Figure) -> bool | None:
    """Whether two figures are equal once the finer is rounded as the coarser is printed.

    None where their units do not convert.
    """
    if one.unit == other.unit and (one.value == other.value or one.decimals == other.decimals):
        return one.value == other.value
    if not one.measured.converts_to(other.measured):
        return None
    coarse, fine = (one, other) if one.step >= other.step else (other, one)
    said_coarsely = fine.exact / coarse.measured.scale
    return as_fraction(round_half_away(said_coarsely, coarse.decimals)) == as_fraction(coarse.value)


def same_number(one: Figure, other: Figure) -> bool:
    """Whether two figures print one number in units of one dimension, whatever their scales."""
    return one.value == other.value and one.measured.converts_to(other.measured)


def power_of_ten(one: Figure, other: Figure) -> int:
    """How many powers of ten lie between two figures; 0 unless it is exactly one or more."""
    if not one.measured.converts_to(other.measured) or not one.exact or not other.exact:
        return 0
    ratio = abs(one.exact / other.exact)
    large = ratio if ratio >= 1 else 1 / ratio
    power = 0
    while large > 1 and large.denominator == 1 and large.numerator % 10 == 0:
        large /= 10
        power += 1
    return power if large == 1 else 0


def significant_digits(value: Decimal) -> int:
    """How many digits a printed number has, without leading zeros: 40.6 has three."""
    return len(str(abs(value)).replace(".", "").lstrip("0"))
