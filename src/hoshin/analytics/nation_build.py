"""A nation, judged: plain observations and targets become a layout that answers at once.

The source is a folder of Parquet: ``observations/*.parquet`` (city, indicator, year, value),
``targets.parquet`` (city, indicator, baseline, goal, goal_year, method, side), ``cities.parquet``
and ``indicators.parquet``. Values are whole numbers; within a series they have the same number of
decimals (``indicators.decimals``), which cancels in every achievement.

What is written: ``series.parquet``, one row for each target, sorted by indicator and city, with its
latest value and what the engine said of it; ``observations.parquet`` sorted by indicator, city and
year; ``distribution.parquet``; ``findings.parquet``; cities and indicators as they were; and
``nation.json``. Counting, sorting and joining is DuckDB's, out of core; judging and grading is the
engine's, on Arrow batches.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from hoshin import __version__
from hoshin.analytics.engines import quoted
from hoshin.analytics.nation_findings import FINDINGS
from hoshin.analytics.refusals import refusal
from hoshin.domain.problems import Problem
from hoshin.domain.ratings import RatingGrade
from hoshin.engine.bulk import METHODS, Code, Columns, Met, judge
from hoshin.engine.bulk_rating import NO_GRADE, rate

FORMAT = "hoshin-nation/1"
SOURCES = ("cities", "indicators", "targets")
_BATCH = 500_000
SIZE_CLASSES = (
    (500_000, "500k"),
    (200_000, "200k"),
    (100_000, "100k"),
    (50_000, "50k"),
    (0, "small"),
)

# The latest value of each series: the newest year that has one.
LATEST = """
SELECT city, indicator, max(year) AS year, arg_max(value, year) AS value
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
_JUDGED = (
    ("printed", pa.int64()),
    ("code", pa.int8()),
    ("met", pa.int8()),
    ("grade", pa.int8()),
)


@dataclass(frozen=True, slots=True)
class Built:
    """What building a nation gave: how much was judged, and what stands out."""

    observations: int
    series: int
    computed: int
    findings: int


class NationInTheWayError(Exception):
    """The place to write to is not empty and is no nation that was built."""


def connect(memory: str, spill: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """DuckDB within a memory limit; what does not fit goes to ``spill``."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET memory_limit = {quoted(memory)}")
    connection.execute(f"SET temp_directory = {quoted(str(spill))}")
    connection.execute("SET preserve_insertion_order = false")
    if threads:
        connection.execute(f"SET threads = {threads}")
    return connection


def parquet(path: Path) -> str:
    """A Parquet file or a folder of them, as DuckDB names it in FROM."""
    return f"read_parquet({quoted(str(path / '*.parquet' if path.is_dir() else path))})"


def joined_query(source: Path) -> str:
    """Targets with the latest value of their series, from the plain files."""
    latest = LATEST.format(observations=parquet(source / "observations"))
    return JOINED.format(targets=parquet(source / "targets.parquet"), latest=latest)


def judge_batches(
    batches: Iterator[pa.RecordBatch], grades: Sequence[RatingGrade]
) -> Iterator[pa.RecordBatch]:
    """Batches of joined rows with the engine's figure, code, met and grade beside each."""
    for batch in batches:
        yield judged_batch(batch, grades)


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
    for position, one in enumerate(METHODS):
        some = np.flatnonzero(method == position)
        if not len(some):
            continue
        found = judge(
            one,
            Columns(
                actual=actual[some],
                goal=goal[some],
                baseline=baseline[some],
                has_actual=present[some],
                has_baseline=has_baseline[some],
                side=side[some],
            ),
        )
        printed[some], code[some], met[some] = found.printed, found.code, found.met
    grade = rate(printed, code, 0, grades)
    added = (printed, code, met, grade)
    columns = [*batch.columns, *(pa.array(one) for one in added)]
    names = [*batch.schema.names, *(name for name, _ in _JUDGED)]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _column(batch: pa.RecordBatch, name: str) -> tuple[np.ndarray, np.ndarray]:
    """A column's whole numbers, and a mask that is true where there is one."""
    column = batch.column(name)
    present = np.asarray(column.is_valid())
    values = column if not column.null_count else column.fill_null(0)
    return np.asarray(values).astype(np.int64, copy=False), present


def build_nation(
    source: Path, output: Path, grades: Sequence[RatingGrade], *, memory: str = "2GB"
) -> Built:
    """Judge a nation and write its layout, whole or not at all.

    ``grades`` are the rows of one scheme that compares printed achievements. Raises
    NationInTheWayError, OSError, and duckdb.Error where the source cannot be read.
    """
    output = output.absolute()
    if output.exists() and any(output.iterdir()) and not (output / "nation.json").is_file():
        raise NationInTheWayError(str(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        built = _write(source, made, grades, memory)
        made.chmod(0o755)
        if output.exists():
            old = made.with_name(f"{made.name}-old")
            os.replace(output, old)
            os.replace(made, output)
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(made, output)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return built


def _write(source: Path, made: Path, grades: Sequence[RatingGrade], memory: str) -> Built:
    spill = made / "spill"
    spill.mkdir()
    connection = connect(memory, spill)
    try:
        series, computed = _write_series(connection, source, made, grades)
        _copy(
            connection,
            "SELECT * FROM " + parquet(source / "observations") + " ORDER BY indicator, city, year",
            made / "observations.parquet",
        )
        for name in ("cities", "indicators"):
            shutil.copyfile(source / f"{name}.parquet", made / f"{name}.parquet")
        _views(connection, made)
        _copy(connection, _DISTRIBUTION, made / "distribution.parquet")
        union = " UNION ALL ".join(one.sql for one in FINDINGS)
        _copy(connection, f"{union} ORDER BY finding, indicator, city", made / "findings.parquet")
        findings = _count(connection, parquet(made / "findings.parquet"))
        observations = _count(connection, parquet(made / "observations.parquet"))
    finally:
        connection.close()
    shutil.rmtree(spill)
    built = Built(observations, series, computed, findings)
    (made / "nation.json").write_text(_manifest(built, grades), encoding="utf-8")
    return built


def _write_series(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    made: Path,
    grades: Sequence[RatingGrade],
) -> tuple[int, int]:
    # In two steps: adding up, joining and sorting at once would hold three tables in memory.
    latest = made / "spill" / "latest.parquet"
    _copy(connection, LATEST.format(observations=parquet(source / "observations")), latest)
    query = (
        JOINED.format(
            targets=parquet(source / "targets.parquet"), latest=f"SELECT * FROM {parquet(latest)}"
        )
        + " ORDER BY target.indicator, target.city"
    )
    reader = connection.execute(query).to_arrow_reader(_BATCH)
    schema = pa.schema([*reader.schema, *_JUDGED])
    series = computed = 0
    with pyarrow.parquet.ParquetWriter(
        made / "series.parquet", schema, compression="zstd"
    ) as writer:
        for batch in judge_batches(iter(reader), grades):
            writer.write_batch(batch.cast(schema))
            series += batch.num_rows
            code = np.asarray(batch.column(batch.schema.get_field_index("code")))
            computed += int(np.count_nonzero(code == Code.COMPUTED))
    return series, computed


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0


def _views(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The tables of a built nation by their names, and peer groups of cities."""
    for name in ("series", "observations", "cities", "indicators"):
        connection.execute(
            f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {parquet(folder / f'{name}.parquet')}"
        )
    sizes = " ".join(f"WHEN population >= {least} THEN '{name}'" for least, name in SIZE_CLASSES)
    connection.execute(
        "CREATE OR REPLACE VIEW peers AS "
        "SELECT city, 'all' AS kind, 'all' AS peer FROM cities "
        "UNION ALL SELECT city, 'designated', 'designated' FROM cities WHERE designated "
        f"UNION ALL SELECT city, 'size', CASE {sizes} END FROM cities "
        "UNION ALL SELECT city, 'prefecture', printf('%02d', prefecture) FROM cities"
    )


def open_nation(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the tables of a built nation; close it after use."""
    connection = duckdb.connect(":memory:")
    _views(connection, folder)
    return connection


# Discrete quantiles are values that a city has; nothing is divided or interpolated.
_DISTRIBUTION = f"""
SELECT indicator, kind, peer,
    count(value) AS cities,
    min(value) AS least,
    quantile_disc(value, 0.10) AS p10,
    quantile_disc(value, 0.25) AS p25,
    quantile_disc(value, 0.50) AS p50,
    quantile_disc(value, 0.75) AS p75,
    quantile_disc(value, 0.90) AS p90,
    max(value) AS most,
    count(*) FILTER (WHERE met = {int(Met.MET)}) AS met,
    count(*) FILTER (WHERE met = {int(Met.NOT_MET)}) AS not_met
FROM series JOIN peers USING (city)
GROUP BY indicator, kind, peer
ORDER BY indicator, kind, peer
"""


def _manifest(built: Built, grades: Sequence[RatingGrade]) -> str:
    return (
        json.dumps(
            {
                "format": FORMAT,
                "hoshin": __version__,
                "observations": built.observations,
                "series": built.series,
                "computed": built.computed,
                "findings": built.findings,
                "methods": [one.value for one in METHODS],
                "codes": {str(int(one)): one.name.lower() for one in Code},
                "grades": [
                    {"grade": one.grade, "label": one.label, "label_en": one.label_en}
                    for one in grades
                ],
                "no_grade": NO_GRADE,
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def source_problems(source: Path) -> list[Problem]:
    """What is missing of a nation's source folder."""
    wanted = [source / f"{name}.parquet" for name in SOURCES] + [source / "observations"]
    return [
        refusal(
            "nation-source-missing",
            (f"「{path}」がありません。", f'"{path}" is missing.'),
            (
                "observations/ と、targets、cities、indicators の各 .parquet を置いてください。",
                "Put observations/, targets.parquet, cities.parquet and indicators.parquet there.",
            ),
            file=path.name,
        )
        for path in wanted
        if not path.exists()
    ]
