"""The figure of a measurement: counted and summed records become one observed value, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hoshin.domain.indicators import Indicator
from hoshin.domain.measurements import Measurement
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction, round_half_away


def observed_value(
    measurement: Measurement,
    indicator: Indicator,
    numerator: Decimal,
    denominator: Decimal | None,
) -> Decimal | None:
    """Numerator (/ denominator x per), said in the indicator's unit and rounded once.

    None where there is a denominator and it is zero: nobody was asked, which is not zero per
    cent. Raises ValueError when the measurement's unit does not convert to the indicator's.
    """
    value = as_fraction(numerator) * measurement.per
    if denominator is not None:
        if denominator == 0:
            return None
        value /= as_fraction(denominator)
    return round_half_away(value * unit_factor(measurement, indicator), measurement.decimals)


def unit_factor(measurement: Measurement, indicator: Indicator) -> Fraction:
    """What a figure in the measurement's unit is multiplied by; ValueError where it cannot be."""
    return read_unit(measurement.unit).factor_to(read_unit(indicator.unit))
