"""One definition on DuckDB and on a real Spark cluster: the same to the last digit.

A master and two workers run on this machine; the second worker is killed in the middle of a run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyspark", reason="pyspark is not installed (make analytics adds it)")

import pyarrow as pa
import pyarrow.parquet

from hoshin.analytics.engines import DuckDBEngine, Engine, RunStoppedError
from hoshin.analytics.evidence import look_at
from hoshin.analytics.ledger import FOLDER
from hoshin.analytics.measuring import Run, measure
from hoshin.analytics.nation_build import build_nation
from hoshin.analytics.nation_sample import write_nation
from hoshin.analytics.nation_spark import judge_with
from hoshin.analytics.spark_engine import SparkEngine
from hoshin.engine.presets import PRESETS
from hoshin.exchange.folder import read_folder
from scripts.evidence.build import write_plan, write_raw
from tests.contract.evidence_sample import TODAY
from tests.contract.spark_cluster import Cluster, cluster, settings_for_short_runs

# What pyspark and its gateway leave open is theirs; our own files are closed by with.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


GRADES = PRESETS["kitakyushu-strategy-h29"].grades


@pytest.fixture(scope="module")
def java(repository: Path) -> str:
    found = subprocess.run(
        ["bash", str(repository / "scripts" / "ensure_java.sh"), "--find"],
        capture_output=True,
        text=True,
    )
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trial of the integrated project: plan and raw records."""
    place = tmp_path_factory.mktemp("trial")
    write_raw(place / "raw", (2021,), seed=7, scale=0.02)
    write_plan(place / "plan")
    return place


@pytest.fixture(scope="module")
def running(java: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    place = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in settings_for_short_runs(place).items():
            patched.setenv(name, value)
        with cluster(place, java) as started:
            yield started


@pytest.fixture(scope="module")
def spark(running: Cluster) -> Iterator[SparkEngine]:
    engine = SparkEngine(running.master)
    yield engine
    engine.close()


# Decimals and joins, a ratio of decimals, distinct people in nested groups, a count to date.
CHOSEN = ("greenhouse-gas", "battery-saving", "health-participants", "shelter-committees")


def measured(trial: Path, engine: Engine, names: Collection[str] = CHOSEN) -> dict[str, Run]:
    """Some measurements of the trial."""
    reading = read_folder(trial / "plan")
    assert reading.city is not None
    aggregations = {one.id: one.aggregation for one in reading.city.indicators}
    evidence = look_at(trial / "raw")
    return {
        one.id: measure(
            trial / "plan",
            one,
            evidence,
            engine,
            TODAY,
            aggregation=aggregations[one.indicator],
            keep=False,
        )
        for one in reading.city.measurements
        if one.id in names
    }


def as_data(runs: dict[str, Run]) -> dict[str, Any]:
    return {
        name: [
            (one.period.code, sorted(one.publication.groups, key=lambda group: group.key))
            for one in run.measured
        ]
        for name, run in runs.items()
    }


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small nation, one city without any value, judged by DuckDB."""
    place = tmp_path_factory.mktemp("nation")
    write_nation(place / "source", municipalities=90, indicators=11, years=6)
    file = place / "source" / "targets.parquet"
    targets = pyarrow.parquet.read_table(file).to_pylist()
    targets.append({**targets[0], "city": 999_999})
    schema = pyarrow.parquet.read_schema(file)
    pyarrow.parquet.write_table(pa.Table.from_pylist(targets, schema), file)
    build_nation(place / "source", place / "here", GRADES, memory="200MB")
    return place


def as_rows(path: Path) -> list[dict[str, Any]]:
    return list(pyarrow.parquet.read_table(path).to_pylist())


def assert_the_same_nation(there: Path, here: Path) -> None:
    for name in ("series", "observations"):
        assert as_rows(there / name) == as_rows(here / name), name
        (kind,) = {pyarrow.parquet.read_schema(one) for one in (here / name).iterdir()}
        assert {
            pyarrow.parquet.read_schema(one).remove_metadata() for one in (there / name).iterdir()
        } == {kind.remove_metadata()}
    for name in ("distribution.parquet", "findings.parquet"):
        assert as_rows(there / name) == as_rows(here / name), name
    assert (there / "nation.json").read_bytes() == (here / "nation.json").read_bytes()


def _figures(printed: str) -> list[Any]:
    """Every proposed figure, whatever ran: the source names the engine's run and is left out."""
    found: list[Any] = []

    def look(one: Any) -> None:
        if isinstance(one, dict):
            if "obs_value" in one:
                found.append((one.get("time_period"), one.get("ref_area"), one["obs_value"]))
            for value in one.values():
                look(value)
        elif isinstance(one, list):
            for value in one:
                look(value)

    look(json.loads(printed))
    return found


def test_the_commands_run_on_the_cluster(nation: Path, trial: Path, running: Cluster) -> None:
    """First of all: a session that stands holds every core of the cluster."""

    def hoshin(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=1_200,
            check=False,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        )

    there = nation / "by-command"
    done = hoshin("nation", "build", nation / "source", "-o", there, "--spark", running.master)
    assert done.returncode == 0, done.stderr
    assert "Judged 991 targets" in done.stdout
    assert_the_same_nation(there, nation / "here")

    measure = ("measure", trial / "plan", "--evidence", trial / "raw", "--format", "json")
    only = ("--only", CHOSEN[0], "--as-of", TODAY.isoformat())
    on_spark = hoshin(*measure, *only, "--spark", running.master)
    assert on_spark.returncode == 0, on_spark.stderr
    (record,) = {
        json.loads(one.read_text("utf-8"))["engine"].split()[0]
        for one in (trial / "raw" / FOLDER / "runs").rglob("*.json")
    }
    assert record == "spark"
    shutil.rmtree(trial / "raw" / FOLDER)
    here = hoshin(*measure, *only)
    shutil.rmtree(trial / "raw" / FOLDER)
    assert _figures(on_spark.stdout) == _figures(here.stdout) != []


def test_measurements_are_the_same_on_both(trial: Path, spark: SparkEngine) -> None:
    here, there = measured(trial, DuckDBEngine()), measured(trial, spark)
    assert len(here) == len(CHOSEN)
    for name, run in (*here.items(), *there.items()):
        assert run.problems == () and run.measured, name
    assert as_data(there) == as_data(here)


def test_a_nation_judged_on_spark_is_the_same(nation: Path, spark: SparkEngine) -> None:
    judged = build_nation(
        nation / "source", nation / "there", GRADES, judging=partial(judge_with, spark)
    )
    assert judged.series == 90 * 11 + 1
    assert_the_same_nation(nation / "there", nation / "here")


def test_a_nation_that_spark_cannot_read_leaves_nothing(nation: Path, spark: SparkEngine) -> None:
    broken = Path(shutil.copytree(nation / "source", nation / "broken"))
    (broken / "observations" / "2025.parquet").write_bytes(b"PAR1 no longer")
    with pytest.raises(RunStoppedError) as stopped:
        build_nation(broken, nation / "none", GRADES, judging=partial(judge_with, spark))
    assert stopped.value.problem.code == "measure-failed"
    assert not (nation / "none").exists() and not list(nation.glob(".none-*"))


def test_a_worker_killed_in_the_middle_leaves_the_whole_run_or_nothing(
    trial: Path, running: Cluster, spark: SparkEngine
) -> None:
    names = CHOSEN[2:]
    expected = as_data(measured(trial, DuckDBEngine(), names))

    def kill() -> None:
        time.sleep(1.0)
        running.workers[1].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    found = measured(trial, spark, names)
    killer.join()
    assert running.workers[1].wait(timeout=20) != 0
    for name, run in found.items():
        if run.problems:
            assert not run.measured, "nothing half-arrives"
        else:
            assert as_data({name: run})[name] == expected[name]
    assert not (trial / "raw" / FOLDER).exists()
