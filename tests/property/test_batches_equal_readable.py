"""Arrow batches of a nation are judged, row by row, as the readable rule says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyarrow")

import pyarrow as pa

from hoshin.analytics.nation_judging import judged_batch
from hoshin.domain.indicators import Comparison, Direction
from hoshin.engine.bulk_columns import CODE_OF, METHODS, Code, Met, Side
from hoshin.engine.bulk_rating import NO_GRADE
from hoshin.engine.formulas import NotComputable, is_met, percentage, ratio_of
from hoshin.engine.presets import PRESETS
from hoshin.engine.ratings import within

GRADES = PRESETS["kitakyushu-strategy-h29"].grades
COMPARISONS = {
    Side.AT_LEAST: Comparison.AT_LEAST,
    Side.AT_MOST: Comparison.AT_MOST,
    Side.EQUAL: Comparison.EQUAL,
    Side.NOT_SAID: Comparison.TEXT,
}
WHOLE = st.none() | st.integers(-300, 300) | st.integers(-(2**62), 2**62)
ROWS = st.lists(
    st.tuples(WHOLE, WHOLE, WHOLE, st.integers(0, len(METHODS) - 1), st.sampled_from(sorted(Side))),
    max_size=40,
)


@given(ROWS, st.integers(0, 9), st.booleans())
def test_a_batch_is_judged_as_its_rows(
    rows: list[tuple[int | None, int | None, int | None, int, Side]], cut: int, narrow: bool
) -> None:
    """Whole or as a slice, whose bits of validity begin inside a byte; also from narrow types."""
    if narrow:
        rows = [(*(None if v is None else v % 99 for v in row[:3]), *row[3:]) for row in rows]
    values, baselines, goals, methods, sides = zip(*rows, strict=True) if rows else ((),) * 5
    kind = pa.int16() if narrow else pa.int64()
    batch = pa.record_batch(
        {
            "value": pa.array(values, kind),
            "baseline": pa.array(baselines, kind),
            "goal": pa.array(goals, kind),
            "method": pa.array(methods, pa.int32() if narrow else pa.int8()),
            "side": pa.array([int(side) for side in sides], pa.int8()),
        }
    ).slice(cut)
    judged = judged_batch(batch, GRADES)
    assert judged.select(batch.schema.names) == batch
    for row in judged.to_pylist():
        method, side = METHODS[row["method"]], Side(row["side"])
        actual, baseline, goal = (
            None if row[name] is None else Fraction(row[name])
            for name in ("value", "baseline", "goal")
        )
        said = None
        if actual is not None:
            said = is_met(actual, goal, None, COMPARISONS[side], Direction.UNDECLARED)
        assert row["met"] == (Met.NOT_SAID if said is None else int(said))
        ratio, why = None, NotComputable.NO_ACTUAL
        if actual is not None:
            ratio, why = ratio_of(method, actual, baseline, goal)
        if ratio is None:
            assert why is not None
            assert (row["code"], row["printed"], row["grade"]) == (CODE_OF[why], 0, NO_GRADE)
            continue
        figure = percentage(ratio, 0)
        if not -(2**63) <= figure < 2**63:
            assert (row["code"], row["printed"]) == (Code.TOO_LARGE, 0)
            continue
        assert (row["code"], row["printed"]) == (Code.COMPUTED, figure)
        assert within(Fraction(figure), GRADES[row["grade"]])
