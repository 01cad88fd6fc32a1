"""Spark: the same queries on an existing cluster. Needs the ``spark`` extra and Java.

The driver runs here and the cluster reads the files, so the folder of evidence must stand under
the same path everywhere.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.analytics.engines import TIME_ZONE, Rows, RunStoppedError, failed, stopped
from hoshin.analytics.evidence import EvidenceFile

_TYPES = {
    "VARCHAR": "STRING",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
}


class SparkEngine:
    """A session on a Spark master, such as ``spark://127.0.0.1:7077`` or ``local[2]``."""

    dialect = "spark"

    def __init__(
        self,
        master: str,
        *,
        seconds: float | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """``settings`` are passed to Spark as they are."""
        from pyspark.sql import SparkSession

        # Workers run the Python that we run, unless the cluster's own is named.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        self._seconds = seconds
        builder = SparkSession.builder.master(master).appName("hoshin")
        wanted = {
            "spark.sql.session.timeZone": TIME_ZONE,
            "spark.sql.ansi.enabled": "true",
            "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            **(settings or {}),
        }
        for name, value in wanted.items():
            builder = builder.config(name, value)
        self.session: Any = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    @property
    def name(self) -> str:
        return f"spark {self.session.version}"

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        for name, files in tables.items():
            self._read(files).createOrReplaceTempView(name)

    def _read(self, files: Sequence[EvidenceFile]) -> Any:
        columns = [name for name, _ in files[0].columns]
        parquet = [str(one.path) for one in files if one.name.lower().endswith(".parquet")]
        others = [one for one in files if not one.name.lower().endswith(".parquet")]
        frames = []
        if parquet:
            frames.append(self.session.read.parquet(*parquet).select(*columns))
        if others:
            schema = ", ".join(
                f"`{name}` {_TYPES.get(kind, kind)}" for name, kind in others[0].columns
            )
            frames.append(
                self.session.read.csv(
                    [str(one.path) for one in others], schema=schema, header=True, mode="FAILFAST"
                ).select(*columns)
            )
        whole = frames[0]
        for frame in frames[1:]:
            whole = whole.unionByName(frame)
        return whole

    def rows(self, sql: str) -> Rows:
        over = threading.Event()

        def stop() -> None:
            over.set()
            self.session.sparkContext.cancelAllJobs()

        timer = threading.Timer(self._seconds, stop) if self._seconds is not None else None
        if timer is not None:
            timer.start()
        try:
            return [row.asDict() for row in self.session.sql(sql).collect()]
        except Exception as broken:  # py4j wraps every fault of the cluster
            if over.is_set():
                raise RunStoppedError(stopped(self._seconds)) from None
            raise RunStoppedError(failed(self.name, broken)) from None
        finally:
            if timer is not None:
                timer.cancel()

    def close(self) -> None:
        self.session.stop()
