"""Judging a nation's series on Arrow batches: the same function on DuckDB and on Spark.

Finding each series' latest value and joining its target is SQL (``nation_latest``); judging and
grading is the engine's column path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from hoshin.domain.ratings import RatingGrade
from hoshin.engine.bulk import judge
from hoshin.engine.bulk_columns import Columns, Mask, Small, Whole
from hoshin.engine.bulk_rating import rate

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
    """One batch, judged: each row by its own method."""
    actual, has_actual = _whole_numbers(batch, "value")
    baseline, has_baseline = _whole_numbers(batch, "baseline")
    goal, has_goal = _whole_numbers(batch, "goal")
    judged = judge(
        _small_numbers(batch, "method"),
        Columns(
            actual=actual,
            goal=goal,
            baseline=baseline,
            has_actual=has_actual,
            has_goal=has_goal,
            has_baseline=has_baseline,
            side=_small_numbers(batch, "side"),
        ),
    )
    grade = rate(judged.printed, judged.code, 0, grades)
    added: list[Whole | Small] = [judged.printed, judged.code, judged.met, grade]
    made = [_arrow(one, kind) for one, (_, kind) in zip(added, JUDGED, strict=True)]
    columns = [*batch.columns, *made]
    names = [*batch.schema.names, *(name for name, _ in JUDGED)]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _whole_numbers(batch: pa.RecordBatch, name: str) -> tuple[Whole, Mask | None]:
    """A column of whole numbers, and a mask that is true where there is a value.

    No mask means that every row has one. Zeros stand under a false mask.
    """
    column = _of_type(batch.column(name), pa.int64())
    values: Whole = in_memory(column, np.int64)
    if not column.null_count:
        return values, None
    present = _validity(column)
    return values * present, present


def _small_numbers(batch: pa.RecordBatch, name: str) -> Small:
    return in_memory(_of_type(batch.column(name), pa.int8()), np.int8)


def _of_type(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return column if column.type == kind else column.cast(kind)


def in_memory(column: pa.Array, kind: type[np.generic]) -> np.ndarray:
    """A column as it lies in memory, without a copy; what stands for a missing value is left."""
    if not len(column):
        return np.empty(0, kind)
    # From the buffers: Arrow's own conversions import pandas where it is installed.
    first = column.offset * column.type.byte_width
    return np.frombuffer(column.buffers()[1], kind, len(column), first)


def _arrow(values: Whole | Small, kind: pa.DataType) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def _validity(column: pa.Array) -> Mask:
    """The bits that say which rows have a value, one byte for each row."""
    first = column.offset
    bits = np.frombuffer(column.buffers()[0], np.uint8)
    told = np.unpackbits(bits, count=first + len(column), bitorder="little")
    return told[first:].view(np.bool_)
