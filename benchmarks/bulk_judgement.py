"""Targets of a nation, judged: columns of exact integers against the same rule in pandas.

The rule: progress (actual - baseline) / (goal - baseline) in per cent, rounded half away from
zero, and whether the goal is met on its side. One row in twenty has no actual yet.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np

from benchmarks.measuring import Timing, in_process, table
from hoshin.domain.indicators import Method
from hoshin.engine.bulk import judge
from hoshin.engine.bulk_columns import BulkJudgement, Code, Columns, Side
from hoshin.engine.formulas import percentage, ratio_of
from hoshin.engine.presets import PRESETS

SAMPLE = 100_000
_BATCH = 500_000
_SCHEME = "kitakyushu-strategy-h29"


def columns(rows: int) -> Columns:
    """Invented targets in tenths: goals within a fifth of the baseline, actuals on both sides."""
    chance = np.random.default_rng(20_300_401)
    baseline = chance.integers(10, 2_000_000, rows)
    step = np.maximum(baseline // 5, 1)
    goal = baseline + chance.integers(-step, step, endpoint=True)
    actual = baseline + chance.integers(-2 * step, 2 * step, endpoint=True)
    return Columns(
        actual=actual,
        baseline=baseline,
        goal=goal,
        has_actual=chance.random(rows) >= 0.05,
        side=np.where(goal >= baseline, Side.AT_LEAST, Side.AT_MOST).astype(np.int8),
        decimals=0,
    )


def measure(rows: int) -> str:
    """One table for this many rows."""
    given = columns(rows)
    passed = in_process(lambda: _memory_pass(given))
    bulk = in_process(lambda: judge(Method.PROGRESS, given))
    judged = judge(Method.PROGRESS, given)
    sample = Columns(**{name: _first(given, name) for name in Columns.__slots__})
    share = rows / len(sample.actual)
    lines = [
        _line("plain memory pass (numpy sum)", passed, rows, passed, bulk),
        _line("hoshin.engine.bulk, exact", bulk, rows, passed, bulk),
    ]
    notes = []
    try:
        graded = _arrow(given)
    except ImportError:
        notes.append("pyarrow is not installed: make bench installs it.")
    else:
        words = "the same on Arrow batches, three methods, graded"
        lines.append(_line(words, in_process(graded), rows, passed, bulk))
    try:
        floats, decimals = _pandas(given, sample)
    except ImportError:
        notes.append("pandas is not installed: make bench installs it.")
    else:
        lines.append(_line("pandas, float64 and round()", in_process(floats), rows, passed, bulk))
        exact = _scaled(in_process(decimals), share)
        lines.append(_line("pandas, Decimal objects *", exact, rows, passed, bulk))
        notes.append(_differences(floats(), judged))
    readable = _scaled(in_process(lambda: _one_by_one(sample)), share)
    lines.append(_line("one by one, the readable rule *", readable, rows, passed, bulk))
    notes.append(f"* measured on {len(sample.actual):,} rows and multiplied.")
    heads = ("", "CPU s", "million rows/s", "x memory pass", "x bulk")
    return "\n".join((f"{rows:,} targets", table(heads, lines), *notes))


def _first(given: Columns, name: str) -> object:
    column = getattr(given, name)
    return column[:SAMPLE] if isinstance(column, np.ndarray) else column


def _scaled(taken: Timing, share: float) -> Timing:
    return Timing(taken.cpu * share, taken.wall * share)


def _line(name: str, taken: Timing, rows: int, passed: Timing, bulk: Timing) -> list[str]:
    return [
        name,
        f"{taken.cpu:,.3f}",
        f"{rows / taken.cpu / 1e6:,.1f}",
        f"{taken.cpu / passed.cpu:,.1f}",
        f"{taken.cpu / bulk.cpu:,.2f}",
    ]


def _memory_pass(given: Columns) -> int:
    assert given.baseline is not None and given.has_actual is not None
    assert isinstance(given.side, np.ndarray)
    total = int(given.actual.sum() + given.baseline.sum() + given.goal.sum())
    return total + int(given.has_actual.sum()) + int(given.side.sum())


def _arrow(given: Columns) -> Callable[[], object]:
    """What a nation does with every batch: rows of several methods, judged and graded."""
    import pyarrow as pa

    from hoshin.analytics.nation_judging import judged_batch

    grades = PRESETS[_SCHEME].grades
    place = np.arange(len(given.actual)) % 10
    batch = pa.record_batch(
        {
            "value": pa.array(given.actual, mask=~np.asarray(given.has_actual)),
            "baseline": pa.array(given.baseline),
            "goal": pa.array(given.goal),
            "side": pa.array(given.side),
            # Seven of ten by progress, two by attainment, one by its inverse.
            "method": pa.array(np.where(place < 7, 0, np.where(place < 9, 1, 2)).astype(np.int8)),
        }
    )
    pieces = [batch.slice(first, _BATCH) for first in range(0, batch.num_rows, _BATCH)]
    return lambda: [judged_batch(one, grades) for one in pieces]


def _one_by_one(given: Columns) -> list[Decimal | None]:
    assert given.baseline is not None and given.has_actual is not None
    said: list[Decimal | None] = []
    for actual, baseline, goal, present in zip(
        given.actual.tolist(),
        given.baseline.tolist(),
        given.goal.tolist(),
        given.has_actual.tolist(),
        strict=True,
    ):
        ratio = None
        if present:
            ratio, _ = ratio_of(
                Method.PROGRESS, Fraction(actual), Fraction(baseline), Fraction(goal)
            )
        said.append(None if ratio is None else percentage(ratio, 0))
    return said


def _pandas(given: Columns, sample: Columns) -> tuple[Callable[[], object], Callable[[], object]]:
    """The rule as one writes it in pandas: with floats, and with Decimal objects."""
    import pandas as pd

    def frame(of: Columns) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "actual": np.where(of.has_actual, of.actual / 10, np.nan),
                "baseline": of.baseline / 10,
                "goal": of.goal / 10,
                "up": np.equal(of.side, Side.AT_LEAST),
            }
        )

    whole = frame(given)

    def floats() -> pd.DataFrame:
        ratio = (whole["actual"] - whole["baseline"]) / (whole["goal"] - whole["baseline"])
        printed = (ratio.where(np.isfinite(ratio)) * 100).round(0)
        met = ((whole["actual"] >= whole["goal"]) & whole["up"]) | (
            (whole["actual"] <= whole["goal"]) & ~whole["up"]
        )
        return pd.DataFrame({"printed": printed, "met": met.where(whole["actual"].notna())})

    some = frame(sample)
    for name in ("actual", "baseline", "goal"):
        some[name] = [None if np.isnan(one) else Decimal(str(one)) for one in some[name].tolist()]
    hundred, whole_per_cent = Decimal(100), Decimal(1)

    def one(row: tuple[Decimal | None, Decimal, Decimal]) -> Decimal | None:
        actual, baseline, goal = row
        if actual is None or goal == baseline:
            return None
        ratio = (actual - baseline) * hundred / (goal - baseline)
        return ratio.quantize(whole_per_cent, ROUND_HALF_UP)

    def decimals() -> pd.DataFrame:
        rows = zip(some["actual"], some["baseline"], some["goal"], strict=True)
        printed = [one(row) for row in rows]
        met = [
            None if a is None else (a >= g if up else a <= g)
            for a, g, up in zip(some["actual"], some["goal"], some["up"], strict=True)
        ]
        return pd.DataFrame({"printed": printed, "met": met})

    return floats, decimals


def _differences(floats: object, judged: BulkJudgement) -> str:
    printed = floats["printed"].to_numpy()  # type: ignore[index]
    computed = judged.code == Code.COMPUTED
    differ = int(np.count_nonzero(printed[computed] != judged.printed[computed]))
    return (
        f"pandas' floats print another whole percentage in {differ:,} of "
        f"{int(np.count_nonzero(computed)):,} computed rows: "
        "ties go to even, or are lost in binary fractions."
    )
