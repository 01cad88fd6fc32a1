"""The same judgement over columns, for a nation of cities: exact integers on NumPy.

Row by row this says what ``achievement.ratio_of``, ``achievement.is_met`` and
``achievement.percentage`` say; a property test holds them equal.

Values are whole numbers: 34.5 and 50.0, with one decimal, are 345 and 500. Within one row the
actual, the baseline and the goal have the same unit and the same number of decimals; that power
of ten cancels in every method, so it is not passed, and rows may differ in it.

Why it is exact: a float64 quotient only proposes the whole part of the printed figure. What it
leaves over is taken in integers, and that remainder decides the last digit. The proposal's
relative error is below 3.01 / 2**53 (two conversions, one division), so below 2**50 it is less
than one half off, its remainder lies between -1/2 and 3/2 of the divisor, and one comparison
rounds half away from zero. Rows beyond that, or whose products could leave 64 bits, are judged
one by one by the readable rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hoshin.domain.indicators import Comparison, Direction, Method
from hoshin.engine.exact import MOST_DECIMALS, as_fraction, round_half_away
from hoshin.engine.formulas import NotComputable, is_met, ratio_of

Whole = NDArray[np.int64]
Small = NDArray[np.int8]
Mask = NDArray[np.bool_]

METHODS = (
    Method.PROGRESS,
    Method.ATTAINMENT,
    Method.ATTAINMENT_INVERSE,
    Method.ATTAINMENT_REFLECTED,
)
LARGEST_PROPOSAL = 2**50
_LARGEST_PRODUCT = 2**62
# The chunk's columns (some ten of 8 bytes) stay in a core's second-level cache.
ROWS_AT_ONCE = 16_384


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

    def taken(self, rows: NDArray[np.intp]) -> Columns:
        """A copy of single rows, by their positions."""

        def some(column: NDArray[Any] | None) -> NDArray[Any] | None:
            return None if column is None else column.take(rows)

        return Columns(
            actual=self.actual.take(rows),
            goal=self.goal.take(rows),
            baseline=some(self.baseline),
            has_actual=some(self.has_actual),
            has_goal=some(self.has_goal),
            has_baseline=some(self.has_baseline),
            side=self.side if isinstance(self.side, Side) else self.side.take(rows),
            decimals=self.decimals if isinstance(self.decimals, int) else self.decimals.take(rows),
        )


def judge(method: Method, columns: Columns) -> BulkJudgement:
    """Judge every row by one method.

    Raises ValueError for a method that has no formula over columns, and for columns of another
    type or length.
    """
    most_decimals = _expect(method, columns)
    rows = len(columns.actual)
    printed = np.empty(rows, np.int64)
    code = np.zeros(rows, np.int8)
    met = np.empty(rows, np.int8)
    scratch = _Scratch(min(rows, ROWS_AT_ONCE))
    # The largest numerator of all methods, 2 x goal - actual, is as large as three values.
    largest = _LARGEST_PRODUCT // (3 * _SCALES[most_decimals])
    for first in range(0, rows, ROWS_AT_ONCE):
        some = slice(first, min(first + ROWS_AT_ONCE, rows))
        part = columns.part(some)
        _compare(part, met[some])
        _divide(method, part, largest, scratch, printed[some], code[some])
    return BulkJudgement(printed, code, met)


_SCALES = [100 * 10**decimals for decimals in range(MOST_DECIMALS + 1)]
_SCALES_BY_DECIMALS = np.array(_SCALES, np.int64)


def _expect(method: Method, columns: Columns) -> int:
    """Refuse what cannot be judged; give the largest number of decimals that is asked for."""
    if method not in METHODS:
        raise ValueError(f"{method} is not judged over columns")
    if method is Method.PROGRESS and columns.baseline is None:
        raise ValueError("progress needs a column of baselines")
    rows = len(columns.actual)
    for names, kind in (
        (("actual", "goal", "baseline"), np.int64),
        (("has_actual", "has_goal", "has_baseline"), np.bool_),
        (("side", "decimals"), np.int8),
    ):
        for name in names:
            column = getattr(columns, name)
            if isinstance(column, np.ndarray) and (column.dtype, column.shape) != (kind, (rows,)):
                raise ValueError(f"{name} must be a column of {rows} rows, {kind.__name__}")
    decimals = columns.decimals
    if isinstance(decimals, int):
        least = most = decimals
    else:
        least, most = (int(decimals.min()), int(decimals.max())) if rows else (0, 0)
    if not 0 <= least <= most <= MOST_DECIMALS:
        raise ValueError(f"decimals must be 0 to {MOST_DECIMALS}")
    return most


class _Scratch:
    """Columns that every chunk uses again, so that they stay in the cache."""

    def __init__(self, rows: int) -> None:
        self.numerator = np.empty(rows, np.int64)
        self.divisor = np.empty(rows, np.int64)
        self.negative = np.empty(rows, np.int64)
        self.product = np.empty(rows, np.int64)
        self.quotient = np.empty(rows, np.float64)


def _compare(part: Columns, met: Small) -> None:
    """Write whether each row meets its goal; a comparison cannot overflow."""
    place = np.greater_equal(part.actual, part.goal).view(np.int8)
    place += np.greater(part.actual, part.goal).view(np.int8)
    side = part.side if isinstance(part.side, np.ndarray) else np.int8(part.side)
    said = np.broadcast_to(np.not_equal(side, Side.NOT_SAID), met.shape)
    for mask in (part.has_actual, part.has_goal):
        if mask is not None:
            said = said & mask
    np.right_shift(side, place, out=met)
    np.bitwise_and(met, said.view(np.int8), out=met)
    met += ~said * np.int8(Met.NOT_SAID)


def _divide(
    method: Method,
    part: Columns,
    largest: int,
    scratch: _Scratch,
    printed: Whole,
    code: Small,
) -> None:
    """Write each row's printed figure, or the code that says why there is none."""
    rows = len(printed)
    numerator, divisor = scratch.numerator[:rows], scratch.divisor[:rows]
    negative, quotient = scratch.negative[:rows], scratch.quotient[:rows]
    _terms(method, part, numerator, divisor)
    beyond = _beyond(method, part, largest)
    if beyond is not None:
        np.copyto(numerator, 0, where=beyond)
        np.copyto(divisor, 1, where=beyond)
    np.bitwise_xor(numerator, divisor, out=negative)
    np.right_shift(negative, 63, out=negative)  # -1 where the signs differ, else 0
    np.abs(numerator, out=numerator)
    np.abs(divisor, out=divisor)
    zero = np.equal(divisor, 0)
    np.maximum(divisor, 1, out=divisor)
    scale = part.decimals
    np.multiply(
        numerator,
        _SCALES[scale] if isinstance(scale, int) else _SCALES_BY_DECIMALS[scale],
        out=numerator,
    )
    np.divide(numerator, divisor, out=quotient)
    if quotient.max() >= LARGEST_PROPOSAL:
        imprecise = quotient >= LARGEST_PROPOSAL
        beyond = imprecise if beyond is None else beyond | imprecise
    np.copyto(printed, quotient, casting="unsafe")  # the proposal, cut to its whole part
    np.multiply(printed, divisor, out=scratch.product[:rows])
    np.subtract(numerator, scratch.product[:rows], out=numerator)  # the remainder decides
    np.add(numerator, numerator, out=numerator)
    np.add(printed, np.greater_equal(numerator, divisor), out=printed)
    np.bitwise_xor(printed, negative, out=printed)
    np.subtract(printed, negative, out=printed)
    _say_why_not(method, part, zero, code)
    if beyond is not None:
        _read_row_by_row(method, part, np.flatnonzero(beyond), printed, code)
    if code.any():
        np.multiply(printed, code == Code.COMPUTED, out=printed)


def _terms(method: Method, part: Columns, numerator: Whole, divisor: Whole) -> None:
    """Write the dividend and the divisor of each row's ratio; sums that wrap are beyond."""
    match method:
        case Method.PROGRESS:
            assert part.baseline is not None
            np.subtract(part.actual, part.baseline, out=numerator)
            np.subtract(part.goal, part.baseline, out=divisor)
        case Method.ATTAINMENT_INVERSE:
            np.copyto(numerator, part.goal)
            np.copyto(divisor, part.actual)
        case Method.ATTAINMENT_REFLECTED:
            np.add(part.goal, part.goal, out=numerator)
            np.subtract(numerator, part.actual, out=numerator)
            np.copyto(divisor, part.goal)
        case _:
            np.copyto(numerator, part.actual)
            np.copyto(divisor, part.goal)


def _beyond(method: Method, part: Columns, largest: int) -> Mask | None:
    """The rows with a value so large that a product could leave 64 bits; None without any."""
    columns = [part.actual, part.goal]
    if method is Method.PROGRESS and part.baseline is not None:
        columns.append(part.baseline)
    beyond: Mask | None = None
    for column in columns:
        if column.max() > largest or column.min() < -largest:
            outside = (column > largest) | (column < -largest)
            beyond = outside if beyond is None else beyond | outside
    return beyond


def _say_why_not(method: Method, part: Columns, zero: Mask, code: Small) -> None:
    """Write the codes; a later one outweighs an earlier one, as in the readable rule."""
    progress = method is Method.PROGRESS
    reasons: list[tuple[Mask | None, Code]] = [
        (zero if zero.any() else None, Code.KEEP_LEVEL if progress else Code.ZERO_DENOMINATOR),
        (_without(part.has_baseline) if progress else None, Code.NO_BASELINE),
        (_without(part.has_goal), Code.IN_WORDS),
        (_without(part.has_actual), Code.NO_ACTUAL),
    ]
    for rows, reason in reasons:
        if rows is not None:
            # Arithmetic instead of a conditional copy: several times faster on scattered rows.
            code *= ~rows
            code += rows * np.int8(reason)


def _without(mask: Mask | None) -> Mask | None:
    return None if mask is None else ~mask


def _read_row_by_row(
    method: Method, part: Columns, rows: NDArray[np.intp], printed: Whole, code: Small
) -> None:
    """Judge single rows by the readable rule, with fractions of any size."""
    for row in rows.tolist():
        if part.has_actual is not None and not part.has_actual[row]:
            continue  # _say_why_not has said so
        actual = Fraction(int(part.actual[row]))
        baseline = _value(part.baseline, part.has_baseline, row)
        goal = _value(part.goal, part.has_goal, row)
        ratio, why = ratio_of(method, actual, baseline, goal)
        if ratio is None:
            assert why is not None
            code[row] = CODE_OF[why]
            continue
        decimals = part.decimals if isinstance(part.decimals, int) else int(part.decimals[row])
        figure = int(round_half_away(ratio * _SCALES[decimals], 0))
        fits = -(2**63) <= figure < 2**63
        code[row] = Code.COMPUTED if fits else Code.TOO_LARGE
        printed[row] = figure if fits else 0


def _value(column: Whole | None, mask: Mask | None, row: int) -> Fraction | None:
    if column is None or (mask is not None and not mask[row]):
        return None
    return Fraction(int(column[row]))
