"""Raw records aggregated out of core: ``python -m benchmarks.evidence --rows 10000000``.

The task: rides and yen by ward over a year of Parquet partitions, with the total, and how many
cards stand behind each. Beside Hoshin's measurement (definition checked, partitions chosen, records
of the future looked for, every level of the groups): the same two statements in DuckDB by hand.
Looking at the files and taking their digests is listed apart. Spark is measured where it can run.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import machine, table
from benchmarks.separately import Measured, print_measured, separately

SIZES = (10_000_000,)
MEMORY = "1500MB"
_WARDS = ("ward-chuo", "ward-higashi", "ward-nishi", "ward-minami", "ward-kita")
_ROWS_AT_ONCE = 2_000_000
_DEFINITION = """SELECT
    ward AS ref_area,
    SUM(yen) AS numerator,
    COUNT(*) AS denominator,
    COUNT(DISTINCT card) AS contributors
FROM rides
WHERE occurred_at >= :period_start AND occurred_at < :period_end
GROUP BY ward
"""
_BY_HAND = """SELECT {key} SUM(yen), COUNT(*), COUNT(DISTINCT card)
FROM read_parquet('{files}')
WHERE occurred_at >= DATE '2025-01-01' AND occurred_at < DATE '2026-01-01' {group}
"""


def write_rides(folder: Path, rows: int) -> None:
    """Invented rides, twelve months, one file each, in no order."""
    import pyarrow as pa
    import pyarrow.parquet

    source = np.random.default_rng(2_025)
    for month in range(1, 13):
        path = folder / "rides" / f"2025-{month:02d}" / "part.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        start = np.datetime64(f"2025-{month:02d}-01T00:00:00", "us")
        left = rows // 12
        writer = None
        while left > 0:
            size = min(left, _ROWS_AT_ONCE)
            left -= size
            seconds = source.integers(0, 28 * 86_400, size)
            part = pa.table(
                {
                    "card": source.integers(0, 400_000, size, dtype=np.int32),
                    "ward": pa.DictionaryArray.from_arrays(
                        source.integers(0, 5, size, dtype=np.int8), list(_WARDS)
                    ).cast(pa.string()),
                    "occurred_at": start + seconds.astype("timedelta64[s]"),
                    "yen": source.integers(1, 20, size, dtype=np.int32) * 10,
                }
            )
            writer = writer or pyarrow.parquet.ParquetWriter(path, part.schema, compression="zstd")
            writer.write_table(part)
        if writer is not None:
            writer.close()


def _measurement() -> Any:
    from hoshin.domain.measurements import Measurement
    from hoshin.domain.periods import PeriodKind

    return Measurement(
        id="fare",
        indicator="fare",
        definition="measurements/fare.sql",
        period_kind=PeriodKind.CALENDAR_YEAR,
        keys=("ref_area",),
        unit="円",
    )


def _look(place: Path) -> Any:
    from hoshin.analytics.evidence import look_at

    return len(look_at(place / "raw").tables["rides"])


def _measure_with(place: Path, engine: Any, evidence: Any) -> Any:
    from hoshin.analytics.measuring import measure
    from hoshin.domain.periods import calendar_year

    run = measure(
        place,
        _measurement(),
        evidence,
        engine,
        date(2026, 4, 1),
        (calendar_year(2025),),
        keep=False,
    )
    assert not run.problems, run.problems
    groups = sorted(run.measured[0].publication.groups, key=lambda one: one.key)
    return [[*one.key, int(one.numerator), one.contributors] for one in groups]


def _ours(place: Path) -> Callable[[], Any]:
    from hoshin.analytics.engines import DuckDBEngine
    from hoshin.analytics.evidence import look_at

    evidence = look_at(place / "raw")
    engine = DuckDBEngine(memory=MEMORY, spill=place / "spill")
    return lambda: _measure_with(place, engine, evidence)


def _spark(place: Path) -> Callable[[], Any]:
    from hoshin.analytics.evidence import look_at
    from hoshin.analytics.spark_engine import SparkEngine

    evidence = look_at(place / "raw")
    engine = SparkEngine("local[2]", settings={"spark.driver.memory": "2g"})
    return lambda: _measure_with(place, engine, evidence)


def _by_hand(place: Path) -> Callable[[], Any]:
    from hoshin.analytics.nation_sql import connect

    connection = connect(MEMORY, place / "spill")
    files = place / "raw" / "rides" / "*" / "*.parquet"

    def work() -> Any:
        total = connection.execute(_BY_HAND.format(key="", group="", files=files)).fetchall()
        by_ward = _BY_HAND.format(key="ward,", group="GROUP BY ward ORDER BY ward", files=files)
        return [
            [int(one) if one not in _WARDS else one for one in row]
            for row in (*total, *connection.execute(by_ward).fetchall())
        ]

    return work


WORK: dict[str, tuple[str, Callable[[Path], Callable[[], Any]]]] = {
    "by-hand": ("DuckDB by hand", _by_hand),
    "ours": ("Hoshin, measured and checked", _ours),
    "look": ("  looking at the files, digests", lambda place: lambda: _look(place)),
    "spark": ("Hoshin on Spark, local[2] *", _spark),
}


def measure_rows(rows: int, place: Path, runs: int, with_spark: bool) -> str:
    """One table for so many records."""
    folder = place / f"evidence-{rows}"
    if not (folder / "raw").exists():
        write_rides(folder / "raw", rows)
    (folder / "measurements").mkdir(exist_ok=True)
    (folder / "measurements" / "fare.sql").write_text(_DEFINITION, encoding="utf-8")
    found: dict[str, Measured] = {}
    for name in WORK:
        if name != "spark" or with_spark:
            found[name] = separately("benchmarks.evidence", name, folder, runs=runs)
    hand = found["by-hand"]
    lines = []
    for name, one in found.items():
        if one.answer is None:
            lines.append([WORK[name][0], "-", "-", "-", "-", one.why])
            continue
        lines.append(
            [
                WORK[name][0],
                f"{one.cpu:,.2f}",
                f"{one.wall:,.2f}",
                f"{rows / one.wall / 1e6:,.1f}",
                f"{one.peak_mb:,.0f}",
                f"{one.cpu / hand.cpu:,.2f} ({one.wall / hand.wall:,.2f})",
            ]
        )
    size = sum(one.stat().st_size for one in (folder / "raw").rglob("*.parquet"))
    heads = ("", "CPU s", "wall s", "M rows/s", "peak MB", "x DuckDB by hand, CPU (wall)")
    return "\n".join(
        (
            f"{rows:,} records, {size / 1e6:,.0f} MB of Parquet, DuckDB within {MEMORY}",
            table(heads, lines),
            "* the CPU of Java is not in it; the session was up before the clock started.",
        )
    )


def main() -> int:
    """Print one table for each size, or do one piece of work for another process."""
    if sys.argv[1:2] == ["--one"]:
        for needed in ("pyarrow.parquet", "hoshin.analytics.measuring"):
            importlib.import_module(needed)
        print_measured(WORK[sys.argv[2]][1](Path(sys.argv[3])))
        return 0
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.evidence", description=__doc__)
    wanted.add_argument("--rows", type=int, nargs="*", default=SIZES)
    wanted.add_argument("--runs", type=int, default=2)
    wanted.add_argument("--spark", action="store_true", help="measure Spark too (needs Java)")
    wanted.add_argument("--keep", type=Path, help="keep what is made here, and use it again")
    given = wanted.parse_args()
    print("\n".join(machine()))
    place = given.keep or Path(tempfile.mkdtemp(prefix="hoshin-evidence-"))
    try:
        for rows in given.rows:
            print()
            print(measure_rows(rows, place, given.runs, given.spark), flush=True)
    finally:
        if given.keep is None:
            shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
