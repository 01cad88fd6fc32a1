"""Judging a nation's series on Arrow batches: the same function on DuckDB and on Spark.

Finding each series' latest value and joining its target is SQL that both speak; judging and grading
is the engine's column path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute

from hoshin.domain.ratings import RatingGrade
from hoshin.engine.bulk import METHODS, ROWS_AT_ONCE, Columns, judge
from hoshin.engine.bulk_rating import rate

# The latest value of each series: the newest year that has one.
LATEST = """
SELECT city, indicator, max(year) AS year, max_by(value, year) AS value
FROM {observations}
WHERE value IS NOT NULL
GROUP BY city, indicator
"""
JOINED = """
SELECT target.city, target.indicator, latest.year, latest.value,
    target.baseline, target.goal, target.goal_year, target.method, target.side
FROM {targets} AS target
LEFT JOIN ({latest}) AS latest USING (city, indicator)
"""
_PIECE = 8 * ROWS_AT_ONCE
JUDGED = (
    ("printed", pa.int64()),
    ("code", pa.int8()),
    ("met", pa.int8()),
    ("grade", pa.int8()),
)
SERIES = pa.schema(
    [
        ("city", pa.int32()),
        ("indicator", pa.int32()),
        ("year", pa.int16()),
        ("value", pa.int64()),
        ("baseline", pa.int64()),
        ("goal", pa.int64()),
        ("goal_year", pa.int16()),
        ("method", pa.int8()),
        ("side", pa.int8()),
        *JUDGED,
    ]
)


def judge_batches(
    batches: Iterable[pa.RecordBatch], grades: Sequence[RatingGrade]
) -> Iterator[pa.RecordBatch]:
    """Batches of joined rows with the engine's figure, code, met and grade beside each."""
    for batch in batches:
        yield judged_batch(batch, grades).cast(SERIES)


def judged_batch(batch: pa.RecordBatch, grades: Sequence[RatingGrade]) -> pa.RecordBatch:
    """One batch, judged. Rows of several methods are judged method by method."""
    actual, present = _column(batch, "value")
    baseline, has_baseline = _column(batch, "baseline")
    goal, _ = _column(batch, "goal")
    side = np.asarray(batch.column("side"), np.int8)
    method = np.asarray(batch.column("method"), np.int8)
    rows = len(actual)
    printed, code = np.empty(rows, np.int64), np.empty(rows, np.int8)
    met = np.empty(rows, np.int8)
    whole = Columns(
        actual=actual,
        goal=goal,
        baseline=baseline,
        has_actual=present,
        has_baseline=has_baseline,
        side=side,
    )
    # In pieces that stay near the core while they are parted, judged and put together again, and
    # are large enough that a method with few rows is not mostly overhead.
    for first in range(0, rows, _PIECE):
        piece = slice(first, first + _PIECE)
        _judge_piece(method[piece], whole.part(piece), printed[piece], code[piece], met[piece])
    grade = rate(printed, code, 0, grades)
    added = (printed, code, met, grade)
    columns = [*batch.columns, *(pa.array(one) for one in added)]
    names = [*batch.schema.names, *(name for name, _ in JUDGED)]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _judge_piece(
    method: np.ndarray, part: Columns, printed: np.ndarray, code: np.ndarray, met: np.ndarray
) -> None:
    """Judge some rows method by method, and write what is found in their places."""
    for position, one in enumerate(METHODS):
        some = np.flatnonzero(method == position)
        if not len(some):
            continue
        found = judge(one, part if len(some) == len(method) else part.taken(some))
        printed[some], code[some], met[some] = found.printed, found.code, found.met


def _column(batch: pa.RecordBatch, name: str) -> tuple[np.ndarray, np.ndarray]:
    """A column's whole numbers, and a mask that is true where there is one."""
    column = batch.column(name)
    present = np.asarray(column.is_valid())
    values = column if not column.null_count else column.fill_null(0)
    return np.asarray(values).astype(np.int64, copy=False), present
