"""The same judgement over columns, for a nation of cities: exact integers on NumPy.

Row by row this says what ``formulas.ratio_of``, ``formulas.is_met`` and ``formulas.percentage``
say; a property test holds them equal. Why it is exact stands in ``bulk_division``, which divides.
Rows that it does not take, because their products could leave 64 bits, are judged one by one by
the readable rule.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from hoshin.domain.indicators import Method
from hoshin.engine.bulk_columns import (
    CODE_OF,
    METHODS,
    BulkJudgement,
    Code,
    Columns,
    Mask,
    Met,
    Side,
    Small,
    Whole,
)
from hoshin.engine.bulk_division import NARROW_PRODUCT, WIDE_PRODUCT, Terms
from hoshin.engine.exact import MOST_DECIMALS, round_half_away
from hoshin.engine.formulas import ratio_of

# The chunk's columns (some ten of 8 bytes) stay in a core's second-level cache.
ROWS_AT_ONCE = 16_384


def judge(method: Method | Small, columns: Columns) -> BulkJudgement:
    """Judge every row by one method, or each by its own: an int8 column of places in METHODS.

    Raises ValueError for a method that has no formula over columns, and for columns of another
    type or length.
    """
    most_decimals = _expect(method, columns)
    rows = len(columns.actual)
    printed = np.empty(rows, np.int64)
    code = np.zeros(rows, np.int8)
    met = np.empty(rows, np.int8)
    terms = Terms(min(rows, ROWS_AT_ONCE))
    for first in range(0, rows, ROWS_AT_ONCE):
        some = slice(first, min(first + ROWS_AT_ONCE, rows))
        part = columns.part(some)
        _compare(part, met[some])
        which = method if isinstance(method, Method) else _only(method[some])
        _divide(which, part, _SCALES[most_decimals], terms, printed[some], code[some])
    return BulkJudgement(printed, code, met)


_SCALES = [100 * 10**decimals for decimals in range(MOST_DECIMALS + 1)]
_SCALES_BY_DECIMALS = np.array(_SCALES, np.int64)
_PROGRESS, _INVERSE, _REFLECTED = (
    np.int8(METHODS.index(one))
    for one in (Method.PROGRESS, Method.ATTAINMENT_INVERSE, Method.ATTAINMENT_REFLECTED)
)


def _expect(method: Method | Small, columns: Columns) -> int:
    """Refuse what cannot be judged; give the largest number of decimals that is asked for."""
    rows = len(columns.actual)
    _expect_columns(columns, rows)
    if isinstance(method, Method):
        if method not in METHODS:
            raise ValueError(f"{method} is not judged over columns")
        progress = method is Method.PROGRESS
    else:
        if method.dtype != np.int8 or method.shape != (rows,):
            raise ValueError(f"method must be a column of {rows} rows, int8")
        if rows and not 0 <= int(method.min()) <= int(method.max()) < len(METHODS):
            raise ValueError(f"methods must be 0 to {len(METHODS) - 1}")
        progress = rows > 0 and int(method.min()) == _PROGRESS
    if progress and columns.baseline is None:
        raise ValueError("progress needs a column of baselines")
    decimals = columns.decimals
    if isinstance(decimals, int):
        least = most = decimals
    else:
        least, most = (int(decimals.min()), int(decimals.max())) if rows else (0, 0)
    if not 0 <= least <= most <= MOST_DECIMALS:
        raise ValueError(f"decimals must be 0 to {MOST_DECIMALS}")
    return most


def _expect_columns(columns: Columns, rows: int) -> None:
    for names, kind in (
        (("actual", "goal", "baseline"), np.int64),
        (("has_actual", "has_goal", "has_baseline"), np.bool_),
        (("side", "decimals"), np.int8),
    ):
        for name in names:
            column = getattr(columns, name)
            if isinstance(column, np.ndarray) and (column.dtype, column.shape) != (kind, (rows,)):
                raise ValueError(f"{name} must be a column of {rows} rows, {kind.__name__}")


def _only(method: Small) -> Method | Small:
    """The method that all rows have, or the column where they differ."""
    first = int(method[0])
    return METHODS[first] if (method == first).all() else method


def _compare(part: Columns, met: Small) -> None:
    """Write whether each row meets its goal; a comparison cannot overflow."""
    place = np.greater_equal(part.actual, part.goal).view(np.int8)
    place += np.greater(part.actual, part.goal).view(np.int8)
    side = part.side if isinstance(part.side, np.ndarray) else np.int8(part.side)
    said = np.ones(len(met), np.bool_)
    for mask in (np.not_equal(side, Side.NOT_SAID), part.has_actual, part.has_goal):
        if mask is not None:
            said &= mask
    np.right_shift(side, place, out=met)
    np.bitwise_and(met, said.view(np.int8), out=met)
    met += ~said * np.int8(Met.NOT_SAID)


def _divide(
    which: Method | Small,
    part: Columns,
    largest_scale: int,
    terms: Terms,
    printed: Whole,
    code: Small,
) -> None:
    """Write each row's printed figure, or the code that says why there is none."""
    terms = terms.first(len(printed))
    scale = part.decimals
    scales = _SCALES[scale] if isinstance(scale, int) else _SCALES_BY_DECIMALS[scale]
    if isinstance(which, Method):
        _fill(which, part, terms.numerator, terms.divisor)
    else:
        _fill_mixed(which, part, terms.numerator, terms.divisor)
    # The largest numerator of all methods, 2 x goal - actual, is as large as three values.
    largest = _largest(part)
    beyond: Mask | None = None
    if 3 * largest * largest_scale <= NARROW_PRODUCT:
        zero = terms.divide_narrow(scales, printed)
    else:
        if 3 * largest * largest_scale > WIDE_PRODUCT:
            beyond = _beyond(part, WIDE_PRODUCT // (3 * largest_scale))
            np.copyto(terms.numerator, 0, where=beyond)
            np.copyto(terms.divisor, 1, where=beyond)
        zero, imprecise = terms.divide_wide(scales, printed)
        if imprecise is not None:
            beyond = imprecise if beyond is None else beyond | imprecise
    _say_why_not(which, part, zero, code)
    if beyond is not None:
        _read_row_by_row(which, part, np.flatnonzero(beyond), printed, code)
    if code.any():
        np.multiply(printed, code == Code.COMPUTED, out=printed)


def _fill(method: Method, part: Columns, numerator: Whole, divisor: Whole) -> None:
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


def _fill_mixed(method: Small, part: Columns, numerator: Whole, divisor: Whole) -> None:
    """The same for rows of several methods: attainment is progress from zero."""
    if part.baseline is None:
        np.copyto(numerator, part.actual)
        np.copyto(divisor, part.goal)
    else:
        np.multiply(part.baseline, method == _PROGRESS, out=divisor)
        np.subtract(part.actual, divisor, out=numerator)
        np.subtract(part.goal, divisor, out=divisor)
    inverse = np.flatnonzero(method == _INVERSE)
    if len(inverse):
        numerator[inverse] = part.goal[inverse]
        divisor[inverse] = part.actual[inverse]
    reflected = np.flatnonzero(method == _REFLECTED)
    if len(reflected):
        goal = part.goal[reflected]
        numerator[reflected] = goal + goal - part.actual[reflected]


def _valued(part: Columns) -> list[Whole]:
    return [one for one in (part.actual, part.goal, part.baseline) if one is not None]


def _largest(part: Columns) -> int:
    """The largest value of all columns, without its sign."""
    return max(max(int(one.max()), -int(one.min())) for one in _valued(part))


def _beyond(part: Columns, largest: int) -> Mask:
    """The rows with a value so large that a product could leave 64 bits."""
    beyond = np.zeros(len(part.actual), np.bool_)
    for column in _valued(part):
        beyond |= (column > largest) | (column < -largest)
    return beyond


def _say_why_not(which: Method | Small, part: Columns, zero: Mask, code: Small) -> None:
    """Write the codes; a later one outweighs an earlier one, as in the readable rule."""
    reasons: list[tuple[Mask | None, Code]] = [
        *_zero_reasons(which, zero),
        (_without_baseline(which, part), Code.NO_BASELINE),
        (_without(part.has_goal), Code.IN_WORDS),
        (_without(part.has_actual), Code.NO_ACTUAL),
    ]
    for rows, reason in reasons:
        if rows is not None:
            # Arithmetic instead of a conditional copy: several times faster on scattered rows.
            code *= ~rows
            code += rows * np.int8(reason)


def _zero_reasons(which: Method | Small, zero: Mask) -> list[tuple[Mask | None, Code]]:
    """What a divisor of zero means: the goal is the baseline, or there is nothing to divide by."""
    if not zero.any():
        return []
    if which is Method.PROGRESS:
        return [(zero, Code.KEEP_LEVEL)]
    if isinstance(which, Method):
        return [(zero, Code.ZERO_DENOMINATOR)]
    progress = which == _PROGRESS
    return [(zero & progress, Code.KEEP_LEVEL), (zero & ~progress, Code.ZERO_DENOMINATOR)]


def _without_baseline(which: Method | Small, part: Columns) -> Mask | None:
    """The rows that need a baseline and have none."""
    if part.has_baseline is None or (isinstance(which, Method) and which is not Method.PROGRESS):
        return None
    without = ~part.has_baseline
    return without if isinstance(which, Method) else without & (which == _PROGRESS)


def _without(mask: Mask | None) -> Mask | None:
    return None if mask is None else ~mask


def _read_row_by_row(
    which: Method | Small, part: Columns, rows: NDArray[np.intp], printed: Whole, code: Small
) -> None:
    """Judge single rows by the readable rule, with fractions of any size."""
    for row in rows.tolist():
        if part.has_actual is not None and not part.has_actual[row]:
            continue  # _say_why_not has said so
        actual = Fraction(int(part.actual[row]))
        baseline = _value(part.baseline, part.has_baseline, row)
        goal = _value(part.goal, part.has_goal, row)
        method = which if isinstance(which, Method) else METHODS[which[row]]
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
