"""A nation, judged: plain observations and targets become a layout that answers at once.

The source is a folder of Parquet: ``observations/*.parquet`` (city, indicator, year, value),
``targets.parquet`` (city, indicator, baseline, goal, goal_year, method, side), ``cities.parquet``
and ``indicators.parquet``. Values are whole numbers; within a series they have the same number of
decimals (``indicators.decimals``), which cancels in every achievement.

What is written: ``series/``, one row for each target, sorted by indicator and city, with its latest
value and what the engine said of it; ``observations/`` sorted by indicator, city and year;
``distribution.parquet``; ``findings.parquet``; cities and indicators as they were; and
``nation.json``. Counting, sorting and joining is DuckDB's, part by part and out of core, or a
cluster's (``nation_spark``); judging and grading is the engine's, on Arrow batches.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet

from hoshin import __version__
from hoshin.analytics.nation_findings import FINDINGS
from hoshin.analytics.nation_judging import SERIES, judge_batches
from hoshin.analytics.nation_latest import JOINED, latest_values
from hoshin.analytics.nation_parts import ROWS_AT_ONCE, Part, sorted_parts, split
from hoshin.analytics.nation_progress import Progress, Stage, nobody
from hoshin.analytics.nation_sql import connect, copy, count, parquet
from hoshin.domain.ratings import RatingGrade
from hoshin.engine.bulk_columns import METHODS, Code, Met
from hoshin.engine.bulk_rating import NO_GRADE

FORMAT = "hoshin-nation/2"
MANIFEST = "nation.json"
SERIES_FOLDER, OBSERVATIONS_FOLDER = "series", "observations"
_BATCH = 500_000
SIZE_CLASSES = (
    (500_000, "500k"),
    (200_000, "200k"),
    (100_000, "100k"),
    (50_000, "50k"),
    (0, "small"),
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


Judging = Callable[[Path, Path, Sequence[RatingGrade], Progress], None]
"""Writes ``series/`` and ``observations/`` of a source into a folder, judged and sorted."""


def build_nation(
    source: Path,
    output: Path,
    grades: Sequence[RatingGrade],
    *,
    memory: str = "2GB",
    rows_at_once: int = ROWS_AT_ONCE,
    judging: Judging | None = None,
    progress: Progress = nobody,
) -> Built:
    """Judge a nation and write its layout, whole or not at all.

    ``grades`` are the rows of one scheme that compares printed achievements. ``judging`` does the
    joining, judging and sorting elsewhere, such as on a cluster; DuckDB does it here when not
    given. ``rows_at_once`` is how many observations are worked on together. Raises
    NationInTheWayError, OSError, and duckdb.Error where the source cannot be read.
    """
    output = output.absolute()
    if output.exists() and any(output.iterdir()) and not (output / MANIFEST).is_file():
        raise NationInTheWayError(str(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        built = _write(source, made, grades, memory, rows_at_once, judging, progress)
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


def _write(
    source: Path,
    made: Path,
    grades: Sequence[RatingGrade],
    memory: str,
    rows_at_once: int,
    judging: Judging | None,
    progress: Progress,
) -> Built:
    spill = made / "spill"
    spill.mkdir()
    connection = connect(memory, spill)
    try:
        if judging is None:
            _judge_here(connection, source, made, grades, rows_at_once, progress)
        else:
            judging(source, made, grades, progress)
        for name in ("cities", "indicators"):
            shutil.copyfile(source / f"{name}.parquet", made / f"{name}.parquet")
        _look_across(connection, made, rows_at_once, progress)
        built = Built(
            observations=count(connection, parquet(made / OBSERVATIONS_FOLDER)),
            series=count(connection, parquet(made / SERIES_FOLDER)),
            computed=count(
                connection,
                f"{parquet(made / SERIES_FOLDER)} WHERE code = {int(Code.COMPUTED)}",
            ),
            findings=count(connection, parquet(made / "findings.parquet")),
        )
    finally:
        connection.close()
    shutil.rmtree(spill)
    (made / MANIFEST).write_text(_manifest(built, grades), encoding="utf-8")
    return built


def _judge_here(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    made: Path,
    grades: Sequence[RatingGrade],
    rows_at_once: int,
    progress: Progress,
) -> None:
    """Write series and observations with DuckDB, one part after the other."""
    (made / SERIES_FOLDER).mkdir()
    (made / OBSERVATIONS_FOLDER).mkdir()
    dealt = made / "spill" / "dealt"
    progress(Stage.DEALING, 0, 1)
    parts = split(connection, source / "observations", dealt, rows_at_once)
    for number, part in enumerate(parts):
        progress(Stage.JUDGING, number, len(parts))
        observations = made / OBSERVATIONS_FOLDER / f"{part.name}.parquet"
        copy(
            connection,
            f"SELECT * FROM {part.observations} ORDER BY indicator, city, year, value",
            observations,
        )
        shutil.rmtree(dealt / f"part={int(part.name[-3:])}", ignore_errors=True)
        _write_series(connection, source, part, observations, made / SERIES_FOLDER, grades)


def _write_series(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    part: Part,
    observations: Path,
    folder: Path,
    grades: Sequence[RatingGrade],
) -> None:
    targets = parquet(source / "targets.parquet")
    query = JOINED.format(
        targets=f"(SELECT * FROM {targets} WHERE {part.inside})",
        latest=latest_values(connection, parquet(observations)),
    )
    reader = connection.execute(f"{query} ORDER BY target.indicator, target.city").to_arrow_reader(
        _BATCH
    )
    path = folder / f"{part.name}.parquet"
    with pyarrow.parquet.ParquetWriter(path, SERIES, compression="zstd") as writer:
        for batch in judge_batches(reader, grades):
            writer.write_batch(batch)


def _look_across(
    connection: duckdb.DuckDBPyConnection, made: Path, rows_at_once: int, progress: Progress
) -> None:
    """Write what is seen only with all cities side by side, one part after the other."""
    _views(connection, made)
    findings = " UNION ALL ".join(one.sql for one in FINDINGS)
    scratch = {name: made / "spill" / name for name in ("distribution", "findings")}
    for folder in scratch.values():
        folder.mkdir()
    parts = sorted_parts(connection, made / OBSERVATIONS_FOLDER, rows_at_once)
    for number, part in enumerate(parts):
        progress(Stage.COMPARING, number, len(parts))
        for name in (SERIES_FOLDER, OBSERVATIONS_FOLDER):
            connection.execute(
                f"CREATE OR REPLACE VIEW {name} AS "
                f"SELECT * FROM {parquet(made / name)} WHERE {part.inside}"
            )
        copy(connection, _DISTRIBUTION, scratch["distribution"] / f"{part.name}.parquet")
        copy(connection, findings, scratch["findings"] / f"{part.name}.parquet")
    for name, order in (
        ("distribution", "indicator, kind, peer"),
        ("findings", "finding, indicator, city, year, value"),
    ):
        copy(
            connection,
            f"SELECT * FROM {parquet(scratch[name])} ORDER BY {order}",
            made / f"{name}.parquet",
        )


def _views(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The tables of a built nation by their names, and peer groups of cities."""
    paths = {name: folder / name for name in (SERIES_FOLDER, OBSERVATIONS_FOLDER)}
    paths.update({name: folder / f"{name}.parquet" for name in ("cities", "indicators")})
    for name, path in paths.items():
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {parquet(path)}")
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


# Discrete quantiles are values that a city has; nothing is divided or interpolated. One list of
# them for each group: a quantile of its own for each share would hold every value five times.
_DISTRIBUTION = f"""
SELECT indicator, kind, peer, cities, least,
    quantiles[1] AS p10, quantiles[2] AS p25, quantiles[3] AS p50,
    quantiles[4] AS p75, quantiles[5] AS p90, most, met, not_met
FROM (
    SELECT indicator, kind, peer,
        count(value) AS cities,
        min(value) AS least,
        quantile_disc(value, [0.10, 0.25, 0.50, 0.75, 0.90]) AS quantiles,
        max(value) AS most,
        count(*) FILTER (WHERE met = {int(Met.MET)}) AS met,
        count(*) FILTER (WHERE met = {int(Met.NOT_MET)}) AS not_met
    FROM series JOIN peers USING (city)
    GROUP BY indicator, kind, peer
)
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
