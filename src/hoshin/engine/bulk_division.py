"""Exact division over columns: whole numbers in, the quotient rounded half away from zero out.

Both ways give the same figure; which one a chunk of rows takes follows from its largest value.

The narrow way, where numerator x scale is below 2**52 and the divisor at most 2**53. Float64 holds
such whole numbers as they are, so only the division rounds. It moves the quotient N / D by at most
N / D x 2**-53, which is less than 1 / (2 x D). A quotient that is no whole number, or no half, is
at least 1 / D from every whole number and 1 / (2 x D) from every half, so it stays on its side of
both. Cutting, subtracting and doubling are then exact, and say the whole part and whether at least
a half is left.

The wide way, where products fit into 64 bits. The float64 quotient only proposes the whole part.
What it leaves over is taken in integers, and that remainder decides the last digit. The proposal's
relative error is below 3.01 / 2**53 (two conversions, one division), so below 2**50 it is less
than one half off, its remainder lies between -1/2 and 3/2 of the divisor, and one comparison
rounds half away from zero. A quotient beyond that is told to the caller.
"""

from __future__ import annotations

import numpy as np

from hoshin.engine.bulk_columns import Mask, Whole

NARROW_PRODUCT = 2**52 - 1
WIDE_PRODUCT = 2**62
LARGEST_PROPOSAL = 2**50


class Terms:
    """Numerators and divisors of a chunk of rows, in columns that every chunk uses again.

    ``numerator`` and ``divisor`` are int64 of shape (rows,); dividing uses them up. The columns
    stay in a core's cache from chunk to chunk.
    """

    def __init__(self, rows: int) -> None:
        self.numerator = np.empty(rows, np.int64)
        self.divisor = np.empty(rows, np.int64)
        self._spare = np.empty(rows, np.int64)
        self._quotient = np.empty(rows, np.float64)
        self._part = np.empty(rows, np.float64)

    def first(self, rows: int) -> Terms:
        """A view of the first rows."""
        if rows == len(self.numerator):
            return self
        view = object.__new__(Terms)
        for name in ("numerator", "divisor", "_spare", "_quotient", "_part"):
            setattr(view, name, getattr(self, name)[:rows])
        return view

    def divide_narrow(self, scale: int | Whole, printed: Whole) -> Mask:
        """Write numerator x scale / divisor, rounded; give the rows whose divisor is zero.

        |numerator| x scale is at most NARROW_PRODUCT and |divisor| at most 2**53. What is written
        where the divisor is zero says nothing.
        """
        quotient, part = self._quotient, self._part
        zero = np.equal(self.divisor, 0)
        if zero.any():
            np.add(self.divisor, zero, out=self.divisor)
        np.copyto(quotient, self.numerator)
        np.multiply(quotient, scale, out=quotient)
        np.copyto(part, self.divisor)
        np.divide(quotient, part, out=quotient)
        np.trunc(quotient, out=part)
        np.subtract(quotient, part, out=quotient)
        np.add(quotient, quotient, out=quotient)
        np.trunc(quotient, out=quotient)  # one, with its sign, where at least a half is left
        np.add(part, quotient, out=part)
        np.copyto(printed, part, casting="unsafe")
        return zero

    def divide_wide(self, scale: int | Whole, printed: Whole) -> tuple[Mask, Mask | None]:
        """The same where |numerator| x scale and |divisor| are at most WIDE_PRODUCT.

        Gives the rows whose divisor is zero, and those whose figure is too large to be proposed
        exactly (None without any): what is written there says nothing.
        """
        numerator, divisor, negative = self.numerator, self.divisor, self._spare
        quotient = self._quotient
        np.bitwise_xor(numerator, divisor, out=negative)
        np.right_shift(negative, 63, out=negative)  # -1 where the signs differ, else 0
        np.abs(numerator, out=numerator)
        np.abs(divisor, out=divisor)
        zero = np.equal(divisor, 0)
        np.maximum(divisor, 1, out=divisor)
        np.multiply(numerator, scale, out=numerator)
        np.divide(numerator, divisor, out=quotient)
        imprecise = quotient >= LARGEST_PROPOSAL if quotient.max() >= LARGEST_PROPOSAL else None
        np.copyto(printed, quotient, casting="unsafe")  # the proposal, cut to its whole part
        np.subtract(numerator, printed * divisor, out=numerator)  # the remainder decides
        np.add(numerator, numerator, out=numerator)
        np.add(printed, np.greater_equal(numerator, divisor), out=printed)
        np.bitwise_xor(printed, negative, out=printed)
        np.subtract(printed, negative, out=printed)
        return zero, imprecise
