"""The columns of a nation's targets: what is judged in bulk, and what is said of each row.

Values are whole numbers: 34.5 and 50.0, with one decimal, are 345 and 500. Within one row the
actual, the baseline and the goal have the same unit and the same number of decimals; that power
of ten cancels in every method, so it is not passed, and rows may differ in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from hoshin.domain.indicators import Comparison, Direction, Method
from hoshin.engine.exact import as_fraction
from hoshin.engine.formulas import NotComputable, is_met

Whole = NDArray[np.int64]
Small = NDArray[np.int8]
Mask = NDArray[np.bool_]

METHODS = (
    Method.PROGRESS,
    Method.ATTAINMENT,
    Method.ATTAINMENT_INVERSE,
    Method.ATTAINMENT_REFLECTED,
)


class Code(IntEnum):
    """Why a row has no printed figure; 0 where it has one."""

    COMPUTED = 0
    NO_ACTUAL = 1
    IN_WORDS = 2
    NO_BASELINE = 3
    KEEP_LEVEL = 4
    ZERO_DENOMINATOR = 5
    TOO_LARGE = 6


CODE_OF = {
    NotComputable.NO_ACTUAL: Code.NO_ACTUAL,
    NotComputable.IN_WORDS: Code.IN_WORDS,
    NotComputable.NO_BASELINE: Code.NO_BASELINE,
    NotComputable.KEEP_LEVEL: Code.KEEP_LEVEL,
    NotComputable.ZERO_DENOMINATOR: Code.ZERO_DENOMINATOR,
}


class Met(IntEnum):
    """Whether a row's goal is met, or whether that cannot be said."""

    NOT_MET = 0
    MET = 1
    NOT_SAID = 2


class Side(IntEnum):
    """Where a value meets its goal: bit 0 below it, bit 1 on it, bit 2 above it."""

    NOT_SAID = 0
    EQUAL = 0b010
    AT_MOST = 0b011
    AT_LEAST = 0b110


def side_of(comparison: Comparison, direction: Direction) -> Side:
    """The side that ``is_met`` accepts; NOT_SAID where it says nothing, and for ranges."""
    bits = 0
    for bit, value in enumerate((-1, 0, 1)):
        met = is_met(Fraction(value), Fraction(0), None, comparison, direction)
        if met is None:
            return Side.NOT_SAID
        bits |= met << bit
    return Side(bits)


@dataclass(frozen=True, slots=True)
class BulkJudgement:
    """What was judged, one entry for each row, all of shape (rows,).

    ``printed`` (int64) is the percentage x 10**decimals, rounded once, half away from zero; it
    means something only where ``code`` (int8, ``Code``) is 0. TOO_LARGE is a figure that exists
    but does not fit into 64 bits: ask the readable rule. ``met`` is int8, ``Met``.
    """

    printed: Whole
    code: Small
    met: Small


def scaled(values: Iterable[Decimal | None], decimals: int) -> tuple[Whole, Mask]:
    """Decimals as whole numbers x 10**decimals, and a mask that is true where there is a value.

    Raises ValueError for a value with more decimals, OverflowError for one beyond 64 bits.
    """
    whole: list[int] = []
    present: list[bool] = []
    for value in values:
        exact = Fraction(0) if value is None else as_fraction(value) * 10**decimals
        if exact.denominator != 1:
            raise ValueError(f"{value} has more than {decimals} decimals")
        whole.append(exact.numerator)
        present.append(value is not None)
    return np.array(whole, np.int64), np.array(present, np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The rows to judge by one method: one-dimensional columns of equal length.

    ``actual``, ``goal`` and ``baseline`` (needed by progress) are int64. The masks are bool, true
    where there is a value; no mask means that every row has one, and what stands under a false
    mask says nothing. ``side`` (``Side``) and ``decimals`` (0 to 12, of the printed percentage)
    hold for all rows or are int8 columns.
    """

    actual: Whole
    goal: Whole
    baseline: Whole | None = None
    has_actual: Mask | None = None
    has_goal: Mask | None = None
    has_baseline: Mask | None = None
    side: Side | Small = Side.NOT_SAID
    decimals: int | Small = 0

    def part(self, rows: slice) -> Columns:
        """A view of some rows."""
        return Columns(
            actual=self.actual[rows],
            goal=self.goal[rows],
            baseline=None if self.baseline is None else self.baseline[rows],
            has_actual=None if self.has_actual is None else self.has_actual[rows],
            has_goal=None if self.has_goal is None else self.has_goal[rows],
            has_baseline=None if self.has_baseline is None else self.has_baseline[rows],
            side=self.side if isinstance(self.side, Side) else self.side[rows],
            decimals=self.decimals if isinstance(self.decimals, int) else self.decimals[rows],
        )
