"""One definition on DuckDB and on a real Spark cluster: the same to the last digit.

A master and two workers run on this machine; the second worker is killed in the middle of a run.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyspark", reason="pyspark is not installed (make analytics adds it)")

from hoshin.analytics.engines import DuckDBEngine, Engine
from hoshin.analytics.evidence import look_at
from hoshin.analytics.ledger import FOLDER
from hoshin.analytics.measuring import Run, measure
from hoshin.analytics.spark_engine import SparkEngine
from hoshin.exchange.folder import read_folder
from scripts.evidence.build import write_plan, write_raw
from tests.contract.evidence_sample import TODAY
from tests.contract.spark_cluster import Cluster, cluster

# What pyspark and its gateway leave open is theirs; our own files are closed by with.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


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
    with cluster(tmp_path_factory.mktemp("spark"), java) as started:
        yield started


@pytest.fixture(scope="module")
def spark(running: Cluster) -> Iterator[SparkEngine]:
    engine = SparkEngine(
        running.master,
        settings={
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "512m",
            "spark.sql.shuffle.partitions": "2",
        },
    )
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


def test_measurements_are_the_same_on_both(trial: Path, spark: SparkEngine) -> None:
    here, there = measured(trial, DuckDBEngine()), measured(trial, spark)
    assert len(here) == len(CHOSEN)
    for name, run in (*here.items(), *there.items()):
        assert run.problems == () and run.measured, name
    assert as_data(there) == as_data(here)


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
