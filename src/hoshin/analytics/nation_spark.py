"""A nation judged on Spark: the same queries and the same column path, on a cluster.

The cluster joins, judges and sorts; every worker needs Hoshin with the ``analytics`` extra under
the same Python, and the folders under the same path. What is left, counting across cities, is small
and done by DuckDB from what the cluster wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from hoshin.analytics.engines import RunStoppedError, failed
from hoshin.analytics.nation_build import OBSERVATIONS_FOLDER, SERIES_FOLDER
from hoshin.analytics.nation_judging import SERIES, judge_batches
from hoshin.analytics.nation_latest import JOINED, LATEST
from hoshin.analytics.spark_engine import SparkEngine
from hoshin.domain.ratings import RatingGrade

_TYPES = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INT", "int64": "BIGINT"}
_BATCH = 100_000
_SCHEMA = ", ".join(f"{one.name} {_TYPES[str(one.type)]}" for one in SERIES)


def judge_on(master: str, source: Path, made: Path, grades: Sequence[RatingGrade]) -> None:
    """Write ``series/`` and ``observations/`` of a nation into a folder, judged on a Spark master.

    Raises RunStoppedError where the cluster does not finish; nothing of it is then of use.
    """
    engine = SparkEngine(master)
    try:
        judge_with(engine, source, made, grades)
    finally:
        engine.close()


def judge_with(
    engine: SparkEngine, source: Path, made: Path, grades: Sequence[RatingGrade]
) -> None:
    """The same with a session that stands."""
    session = engine.session
    try:
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
        _read(session, source / "observations").createOrReplaceTempView("nation_observations")
        _read(session, source / "targets.parquet").createOrReplaceTempView("nation_targets")
        latest = LATEST.format(observations="nation_observations")
        joined = session.sql(JOINED.format(targets="nation_targets", latest=latest))
        judged = joined.mapInArrow(partial(_judged, grades=tuple(grades)), _SCHEMA)
        _write(judged, ("indicator", "city"), made / SERIES_FOLDER)
        observed = session.table("nation_observations")
        _write(observed, ("indicator", "city", "year", "value"), made / OBSERVATIONS_FOLDER)
    except Exception as broken:  # py4j wraps every fault of the cluster
        raise RunStoppedError(failed(engine.name, broken)) from None


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
