"""A nation judged on Spark: the same queries and the same column path, on a cluster.

The cluster joins, judges and sorts; every worker needs Hoshin with the ``analytics`` extra under
the same Python, and the folders under the same path. What is left, counting across cities, is small
and done by DuckDB from what the cluster wrote.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from hoshin.analytics.engines import RunStoppedError, failed
from hoshin.analytics.nation_build import OBSERVATIONS_FOLDER, SERIES_FOLDER
from hoshin.analytics.nation_judging import SERIES, judge_batches
from hoshin.analytics.nation_latest import JOINED, latest_statement
from hoshin.analytics.nation_progress import Progress, Stage, nobody
from hoshin.analytics.nation_sql import parquet
from hoshin.analytics.spark_engine import SparkEngine
from hoshin.domain.ratings import RatingGrade

_TYPES = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INT", "int64": "BIGINT"}
_BATCH = 100_000
_SCHEMA = ", ".join(f"{one.name} {_TYPES[str(one.type)]}" for one in SERIES)
_LOOK_SECONDS = 1.0


def judge_on(
    master: str,
    source: Path,
    made: Path,
    grades: Sequence[RatingGrade],
    progress: Progress = nobody,
) -> None:
    """Write ``series/`` and ``observations/`` of a nation into a folder, judged on a Spark master.

    Raises RunStoppedError where the cluster does not finish; nothing of it is then of use.
    """
    engine = SparkEngine(master)
    try:
        judge_with(engine, source, made, grades, progress)
    finally:
        engine.close()


def judge_with(
    engine: SparkEngine,
    source: Path,
    made: Path,
    grades: Sequence[RatingGrade],
    progress: Progress = nobody,
) -> None:
    """The same with a session that stands."""
    session = engine.session
    try:
        latest = _latest(source / "observations")
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
        observed = _read(session, source / "observations")
        observed.createOrReplaceTempView("nation_observations")
        _read(session, source / "targets.parquet").createOrReplaceTempView("nation_targets")
        joined = session.sql(JOINED.format(targets="nation_targets", latest=latest))
        judged = joined.mapInArrow(partial(_judged, grades=tuple(grades)), _SCHEMA)
        with _watched(session, Stage.JUDGING, progress):
            _write(judged, ("indicator", "city"), made / SERIES_FOLDER)
        order = ("indicator", "city", "year", "value")
        with _watched(session, Stage.SORTING, progress):
            _write(observed, order, made / OBSERVATIONS_FOLDER)
    except Exception as broken:  # py4j wraps every fault of the cluster
        raise RunStoppedError(failed(engine.name, broken)) from None


def _latest(observations: Path) -> str:
    """The fastest statement for these observations: DuckDB looks at the files' statistics."""
    with duckdb.connect(":memory:") as connection:
        statement = latest_statement(connection, parquet(observations))
    return statement.format(observations="nation_observations")


def _judged(
    batches: Iterable[pa.RecordBatch], grades: Sequence[RatingGrade]
) -> Iterator[pa.RecordBatch]:
    return judge_batches(batches, grades)


def _read(session: Any, path: Path) -> Any:
    return session.read.parquet(path.absolute().as_uri())


def _write(frame: Any, order: Sequence[str], folder: Path) -> None:
    """Write a table as sorted files, whose names follow one another like their rows."""
    from pyspark.sql.functions import col

    keys = [col(name).asc_nulls_last() for name in order]
    sorted_rows = frame.repartitionByRange(*keys).sortWithinPartitions(*keys)
    sorted_rows.write.option("compression", "zstd").parquet(folder.as_uri())
    for one in folder.iterdir():
        if one.name.startswith((".", "_")):
            one.unlink()  # checksums and marks of the cluster's own


@contextmanager
def _watched(session: Any, stage: Stage, progress: Progress) -> Iterator[None]:
    """Tell every second how many tasks of the jobs that run are done."""
    tracker = session.sparkContext.statusTracker()
    over = threading.Event()
    progress(stage, 0, 1)

    def look() -> None:
        while not over.wait(_LOOK_SECONDS):
            try:
                found = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
            except Exception:  # the session has gone; the work itself says why
                return
            tasks = sum(one.numTasks for one in found if one is not None)
            if tasks:
                done = sum(one.numCompletedTasks for one in found if one is not None)
                progress(stage, done, tasks)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
