"""A nation judged on a Spark cluster beside DuckDB: ``python -m benchmarks.nation_spark``.

A standalone cluster, a master and two workers of one core and 1 GB each, is started on loopback and
stopped afterwards. Both build the whole layout from the same plain files; the layouts are compared
row by row. CPU seconds are those of all processes of each.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.parquet

from benchmarks.measuring import machine, table
from benchmarks.nation import MEMORY, SCHEME
from hoshin.analytics.nation_build import build_nation
from hoshin.analytics.nation_progress import Stage
from hoshin.analytics.nation_sample import INDICATORS, write_nation
from hoshin.analytics.nation_spark import judge_on
from hoshin.engine.presets import PRESETS
from tests.contract.spark_cluster import cluster

_TABLES = ("series", "observations", "distribution.parquet", "findings.parquet")


class _Told:
    """Prints each stage of a build as it begins, with the seconds since the first."""

    def __init__(self, name: str) -> None:
        self._name, self._began, self._stage = name, time.perf_counter(), ""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        if stage != self._stage:
            self._stage = stage
            seconds = time.perf_counter() - self._began
            print(f"  {self._name}: {stage} after {seconds:,.0f} s", flush=True)


def _used() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, kinds))


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    cpu, wall = _used(), time.perf_counter()
    work()
    return _used() - cpu, time.perf_counter() - wall


def _on_spark(source: Path, output: Path, place: Path) -> None:
    java = subprocess.run(
        ["bash", "scripts/ensure_java.sh", "--find"], capture_output=True, text=True, check=True
    ).stdout.strip()
    # Ended with the cluster, its processes count among the children.
    with cluster(place, java) as running:
        _built(source, output, running.master)


def _built(source: Path, output: Path, master: str | None = None) -> None:
    judging = None if master is None else partial(judge_on, master)
    build_nation(
        source,
        output,
        PRESETS[SCHEME].grades,
        memory=MEMORY,
        judging=judging,
        progress=_Told("DuckDB" if master is None else "Spark"),
    )


def _same(there: Path, here: Path) -> str:
    for name in _TABLES:
        one, other = (pyarrow.parquet.read_table(path / name) for path in (there, here))
        if not one.replace_schema_metadata().equals(other.replace_schema_metadata()):
            return f"{name} DIFFERS"
    same = (there / "nation.json").read_bytes() == (here / "nation.json").read_bytes()
    return "every row of every table is the same" if same else "nation.json DIFFERS"


def main() -> int:
    """Build one nation twice and print what each needed."""
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.nation_spark", description=__doc__)
    wanted.add_argument("--indicators", type=int, default=INDICATORS)
    wanted.add_argument("--keep", type=Path, help="keep what is made here, and use it again")
    given = wanted.parse_args()
    print("\n".join(machine()), flush=True)
    place = given.keep or Path(tempfile.mkdtemp(prefix="hoshin-nation-spark-"))
    source = place / f"source-{given.indicators}"
    try:
        if not source.exists():
            write_nation(source, indicators=given.indicators)
        cpu, wall = _timed(partial(_built, source, place / "here"))
        lines = [["DuckDB, in this process", f"{cpu:,.1f}", f"{wall:,.1f}", "1.0"]]
        logs = Path(tempfile.mkdtemp(prefix="spark-", dir=place))
        there, spent = _timed(partial(_on_spark, source, place / "there", logs))
        lines.append(
            ["Spark, its cluster started", f"{there:,.1f}", f"{spent:,.1f}", f"{there / cpu:,.1f}"]
        )
        print(table(("", "CPU s", "wall s", "x CPU"), lines))
        print((place / "here" / "nation.json").read_text("utf-8").split('"methods"')[0])
        print(_same(place / "there", place / "here"))
    finally:
        if given.keep is None:
            shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
