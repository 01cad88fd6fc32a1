"""A nation judged end to end: ``python -m benchmarks.nation --rows 1000000 10000000``.

The task: from observations (city, indicator, year, value) in plain, unsorted Parquet, take the
latest value of each series, join it to its target, judge the achievement, grade it, and count the
grades. Beside Hoshin: the same in hand-written DuckDB SQL, pandas and Polars with binary floats,
and a plain pass over the decoded values in memory. Every line runs in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import machine, table
from benchmarks.separately import Measured, print_measured, separately

SIZES = (1_000_000, 10_000_000)
SCHEME = "kitakyushu-strategy-h29"
MEMORY = "1700MB"
_YEARS, _MUNICIPALITIES = 20, 1_788
# What pandas holds of one observation while it groups and joins, as measured, and half as much
# again, so that nothing else on the machine is pushed out.
_PANDAS_BYTES = 195

# One statement, as an analyst would write it: floats, round, CASE.
LATEST_BY_HAND = """
SELECT city, indicator, max_by(value, year) AS value
FROM {observations}
WHERE value IS NOT NULL
GROUP BY city, indicator
"""
BY_HAND = """
WITH joined AS ({joined}),
judged AS (
    SELECT round(100.0 * CASE method
        WHEN 0 THEN (value - baseline) / nullif(goal - baseline, 0)
        WHEN 1 THEN value / nullif(goal, 0)
        WHEN 2 THEN goal / nullif(value, 0) END) AS printed,
        (side = 6 AND value >= goal) OR (side = 3 AND value <= goal) AS met
    FROM joined
)
SELECT CASE WHEN printed >= 120 THEN 'A' WHEN printed >= 100 THEN 'B'
    WHEN printed >= 70 THEN 'C' WHEN printed < 70 THEN 'D' END AS grade,
    count(*), count(*) FILTER (WHERE met)
FROM judged GROUP BY grade ORDER BY grade
"""


def _ours_plain(source: Path, built: Path) -> Any:
    from hoshin.analytics.nation_latest import JOINED, latest_values
    from hoshin.analytics.nation_sql import connect, parquet

    connection = connect(MEMORY, built / "spill")
    latest = latest_values(connection, parquet(source / "observations"))
    joined = JOINED.format(targets=parquet(source / "targets.parquet"), latest=latest)
    reader = connection.execute(joined).to_arrow_reader(500_000)
    return _counted(iter(reader))


def _ours_layout(source: Path, built: Path) -> Any:
    import pyarrow.parquet

    columns = ["indicator", "city", "year", "value", "baseline", "goal", "method", "side"]
    files = map(pyarrow.parquet.ParquetFile, sorted((built / "series").iterdir()))
    return _counted(
        batch for file in files for batch in file.iter_batches(500_000, columns=columns)
    )


def _counted(batches: Any) -> Any:
    from hoshin.analytics.nation_judging import in_memory, judged_batch
    from hoshin.engine.presets import PRESETS

    grades = PRESETS[SCHEME].grades
    counted = np.zeros(len(grades) + 1, np.int64)
    met = 0
    for batch in batches:
        judged = judged_batch(batch, grades)
        grade = in_memory(judged.column("grade"), np.int8)
        counted += np.bincount(grade + 1, minlength=len(counted))
        met += int(np.count_nonzero(in_memory(judged.column("met"), np.int8) == 1))
    return [counted.tolist(), met]


def _duckdb_plain(source: Path, built: Path) -> Any:
    from hoshin.analytics.nation_sql import connect, parquet

    connection = connect(MEMORY, built / "spill")
    latest = LATEST_BY_HAND.format(observations=parquet(source / "observations"))
    targets = parquet(source / "targets.parquet")
    joined = (
        "SELECT value, baseline, goal, method, side "
        f"FROM {targets} LEFT JOIN ({latest}) USING (city, indicator)"
    )
    return connection.execute(BY_HAND.format(joined=joined)).fetchall()


def _duckdb_layout(source: Path, built: Path) -> Any:
    from hoshin.analytics.nation_sql import connect, parquet

    connection = connect(MEMORY, built / "spill")
    joined = f"SELECT * FROM {parquet(built / 'series')}"
    return connection.execute(BY_HAND.format(joined=joined)).fetchall()


def _pandas(source: Path, built: Path) -> Any:
    import pandas as pd

    observed = pd.read_parquet(source / "observations").dropna(subset=["value"])
    newest = observed.groupby(["city", "indicator"])["year"].idxmax()
    joined = pd.read_parquet(source / "targets.parquet").merge(
        observed.loc[newest], how="left", on=["city", "indicator"]
    )
    value, baseline, goal = joined["value"], joined["baseline"], joined["goal"]
    ratio = np.select(
        [joined["method"] == 0, joined["method"] == 1],
        [(value - baseline) / (goal - baseline), value / goal],
        goal / value,
    )
    printed = pd.Series(ratio * 100).round()
    met = ((joined["side"] == 6) & (value >= goal)) | ((joined["side"] == 3) & (value <= goal))
    grade = pd.cut(printed, [-np.inf, 70, 100, 120, np.inf], right=False, labels=list("DCBA"))
    return [grade.value_counts().to_dict(), int(met.sum())]


def _polars(source: Path, built: Path) -> Any:
    import polars as pl

    newest = (
        pl.scan_parquet(source / "observations" / "*.parquet")
        .filter(pl.col("value").is_not_null())
        .group_by("city", "indicator")
        .agg(pl.col("value").max_by("year"))
    )
    joined = pl.scan_parquet(source / "targets.parquet").join(
        newest, on=["city", "indicator"], how="left"
    )
    value, baseline, goal = pl.col("value"), pl.col("baseline"), pl.col("goal")
    ratio = (
        pl.when(pl.col("method") == 0)
        .then((value - baseline) / (goal - baseline))
        .when(pl.col("method") == 1)
        .then(value / goal)
        .otherwise(goal / value)
    )
    met = ((pl.col("side") == 6) & (value >= goal)) | ((pl.col("side") == 3) & (value <= goal))
    return (
        joined.select(
            (ratio * 100).round().cut([70, 100, 120], left_closed=True).alias("grade"),
            met.alias("met"),
        )
        .group_by("grade")
        .agg(pl.len(), pl.col("met").sum())
        .collect(engine="streaming")
        .cast(pl.String)
        .rows()
    )


def _memory_pass(source: Path, built: Path) -> Any:
    """The plain pass: the decoded columns of all observations, added up once.

    What it answers is its own CPU and wall-clock seconds and the bytes that it read: decoding the
    files is no part of it.
    """
    import time

    import pyarrow.parquet

    cpu = wall = 0.0
    touched = 0
    for file in sorted((source / "observations").iterdir()):
        read = pyarrow.parquet.read_table(file)
        columns = [read.column(name).combine_chunks() for name in read.column_names]
        decoded = [column.fill_null(0).to_numpy() for column in columns]
        began = time.process_time(), time.perf_counter()
        for column in decoded:
            column.sum()
            touched += column.nbytes
        cpu += time.process_time() - began[0]
        wall += time.perf_counter() - began[1]
    return [cpu, wall, touched]


WORK: dict[str, tuple[str, Callable[[Path, Path], Any]]] = {
    "duckdb-plain": ("DuckDB by hand, plain files, floats", _duckdb_plain),
    "ours-plain": ("Hoshin, plain files, exact", _ours_plain),
    "ours-layout": ("Hoshin, its own layout, exact", _ours_layout),
    "duckdb-layout": ("DuckDB by hand, our layout, floats", _duckdb_layout),
    "polars": ("Polars, plain files, floats", _polars),
    "pandas": ("pandas, plain files, floats", _pandas),
    "memory-pass": ("plain pass over decoded values in memory", _memory_pass),
}
_FROM_LAYOUT = ("ours-layout", "duckdb-layout")


# Imported before the clock starts: it is the work that is compared.
_OURS = ("duckdb", "hoshin.analytics.nation_judging", "hoshin.engine.presets")
_LIBRARIES = {"pandas": ("pandas",), "polars": ("polars",), "memory-pass": ()}


def _passed(source: Path, built: Path, runs: int) -> Measured:
    """The plain pass with the seconds of adding up alone."""
    found = separately("benchmarks.nation", "memory-pass", source, built, runs=runs)
    if found.answer is None:
        return found
    return replace(found, cpu=found.answer[0], wall=found.answer[1])


def _available() -> int:
    """Bytes of memory that are free for use; a great many where the system does not say."""
    said = Path("/proc/meminfo")
    if said.is_file():
        for line in said.read_text(encoding="utf-8").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1_024
    return 1 << 62


def measure(rows: int, place: Path, runs: int) -> str:
    """One table for a nation with about so many observations."""
    from hoshin.analytics.nation_build import build_nation
    from hoshin.analytics.nation_sample import write_nation
    from hoshin.engine.presets import PRESETS

    source, built = place / f"source-{rows}", place / f"built-{rows}"
    if not source.exists():
        indicators = max(round(rows / _YEARS / _MUNICIPALITIES), 1)
        write_nation(source, indicators=indicators, years=_YEARS)
    if not (built / "nation.json").exists():
        build_nation(source, built, PRESETS[SCHEME].grades, memory=MEMORY)
    found = {}
    for name in WORK:
        if name == "pandas" and rows * _PANDAS_BYTES > _available():
            why = f"left out: it needs about {rows * _PANDAS_BYTES / 1e9:,.0f} GB of memory"
            found[name] = Measured(0, 0, 0, None, why)
        elif name == "memory-pass":
            found[name] = _passed(source, built, runs)
        else:
            found[name] = separately("benchmarks.nation", name, source, built, runs=runs)
    by_hand = found["duckdb-plain"]
    plain = _bytes(source / "observations") + (source / "targets.parquet").stat().st_size
    layout = _bytes(built / "series")
    lines = []
    for name, (words, _) in WORK.items():
        one = found[name]
        if one.answer is None:
            lines.append([words, "-", "-", "-", "-", "-", one.why])
            continue
        touched = layout if name in _FROM_LAYOUT else plain
        if name == "memory-pass":
            touched = one.answer[2]
        lines.append(
            [
                words,
                f"{one.cpu:,.2f}",
                f"{one.wall:,.2f}",
                f"{rows / one.cpu / 1e6:,.1f}",
                f"{touched / 1e6:,.0f}",
                f"{one.peak_mb:,.0f}",
                f"{one.cpu / by_hand.cpu:,.2f} ({one.wall / by_hand.wall:,.2f})",
            ]
        )
    heads = (
        "",
        "CPU s",
        "wall s",
        "M rows/CPU s",
        "MB read",
        "peak MB",
        "x DuckDB by hand, CPU (wall)",
    )
    notes = [
        f"DuckDB may use {MEMORY} in every line. MB read are bytes of Parquet, of the plain pass "
        "bytes in memory.",
        f"Grades counted: ours {found['ours-plain'].answer}; DuckDB {by_hand.answer}.",
    ]
    return "\n".join((f"{rows:,} observations", table(heads, lines), *notes))


def _bytes(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.iterdir())


def main() -> int:
    """Print one table for each size, or do one piece of work for another process."""
    if sys.argv[1:2] == ["--one"]:
        name, source, built = sys.argv[2:5]
        for needed in ("pyarrow.parquet", *_LIBRARIES.get(name, _OURS)):
            importlib.import_module(needed)
        print_measured(lambda: WORK[name][1](Path(source), Path(built)))
        return 0
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    wanted.add_argument("--rows", type=int, nargs="*", default=SIZES)
    wanted.add_argument("--runs", type=int, default=3)
    wanted.add_argument("--keep", type=Path, help="keep what is made here, and use it again")
    given = wanted.parse_args()
    print("\n".join(machine()))
    print(f"Best of {given.runs} runs by CPU seconds, each in a process of its own.")
    place = given.keep or Path(tempfile.mkdtemp(prefix="hoshin-nation-"))
    try:
        for rows in given.rows:
            print()
            print(measure(rows, place, given.runs), flush=True)
    finally:
        if given.keep is None:
            shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
