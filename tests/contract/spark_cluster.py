"""A Spark cluster of its own on this machine: a master and two workers on the loopback address."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HOST = "127.0.0.1"
_START_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Cluster:
    """The master's address and the processes of the workers."""

    master: str
    workers: tuple[subprocess.Popen[bytes], ...]


# Most of a short run is Java making itself fast for a long one: the first compiler is enough, and
# a few rows need no 200 partitions. What is computed stays the same.
_FOR_SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_DEFAULTS = f"""\
spark.driver.host {_HOST}
spark.driver.bindAddress {_HOST}
spark.driver.extraJavaOptions {_FOR_SHORT_RUNS}
spark.executor.extraJavaOptions {_FOR_SHORT_RUNS}
spark.executor.memory 512m
spark.sql.shuffle.partitions 2
"""


def settings_for_short_runs(place: Path) -> dict[str, str]:
    """The environment in which a session starts quickly; its settings are written to ``place``."""
    folder = place / "conf"
    folder.mkdir()
    (folder / "spark-defaults.conf").write_text(_DEFAULTS, "utf-8")
    return {"SPARK_CONF_DIR": str(folder), "SPARK_DAEMON_JAVA_OPTS": _FOR_SHORT_RUNS}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((_HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def cluster(place: Path, java: str) -> Iterator[Cluster]:
    """Start a cluster, wait until both workers are with the master, and stop every process."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": _HOST,
        "SPARK_NO_DAEMONIZE": "1",
        "JAVA_HOME": str(Path(java).resolve().parents[1]),
    }
    port = _free_port()
    master = f"spark://{_HOST}:{port}"
    started: list[subprocess.Popen[bytes]] = []
    logs: list[Path] = []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = place / f"{name}.log"
        logs.append(log)
        with log.open("wb") as file:
            # exec in spark-class makes this process Java itself, so that ending it ends Java.
            process = subprocess.Popen(
                [str(home / "bin" / "spark-class"), *arguments],
                stdout=file,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        started.append(process)
        return process

    deploy = "org.apache.spark.deploy"
    try:
        start(
            "master",
            f"{deploy}.master.Master",
            "--host",
            _HOST,
            "--port",
            str(port),
            "--webui-port",
            str(_free_port()),
        )
        workers = tuple(
            start(
                f"worker{number}",
                f"{deploy}.worker.Worker",
                "--host",
                _HOST,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                str(place / f"w{number}"),
                master,
            )
            for number in range(2)
        )
        _wait(logs[1:], started)
        yield Cluster(master, workers)
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(logs: list[Path], started: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if all(b"Successfully registered with master" in log.read_bytes() for log in logs):
            return
        assert all(process.poll() is None for process in started), "Spark did not start"
        time.sleep(0.3)
    raise AssertionError("the workers did not reach the master in time")
