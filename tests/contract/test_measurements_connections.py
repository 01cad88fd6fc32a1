"""Evidence in a database: the same definitions, the same figures, and no password anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("psycopg")

import duckdb
import psycopg

from hoshin.analytics.connection_address import read_address, without_secrets
from hoshin.analytics.connections import connect_to, evidence_of
from hoshin.analytics.engines import DuckDBEngine, RunStoppedError, read_files
from hoshin.analytics.evidence import Evidence, look_at
from hoshin.analytics.ledger import FOLDER
from hoshin.analytics.measuring import measure
from hoshin.analytics.postgresql_engine import PostgreSQLEngine
from hoshin.analytics.server_engine import ibis_columns
from hoshin.domain.city import City
from hoshin.exchange.folder import read_folder
from scripts.evidence.build import write_plan, write_raw
from tests.contract.evidence_sample import TODAY, figures
from tests.postgresql_server import PostgresqlServer

_NAMES = {"VARCHAR": "text", "DOUBLE": "double precision", "HUGEINT": "numeric"}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trial of the integrated project: plan and raw records."""
    place = tmp_path_factory.mktemp("trial")
    write_raw(place / "raw", (2021,), seed=7, scale=0.02)
    write_plan(place / "plan")
    return place


@pytest.fixture(scope="module")
def city(trial: Path) -> City:
    city = read_folder(trial / "plan").city
    assert city is not None
    return city


def fill(address: str, evidence: Evidence) -> None:
    """Copy every table of a folder of evidence into a database, as a city's system holds it."""
    with psycopg.connect(address) as connection, duckdb.connect(":memory:") as reader:
        reader.execute("SET TimeZone = 'Asia/Tokyo'")
        for name, files in evidence.tables.items():
            columns = ", ".join(
                f"{column} {_NAMES.get(kind, kind)}" for column, kind in files[0].columns
            )
            connection.execute(f"CREATE TABLE {name} ({columns})")
            rows = reader.execute(read_files(files)).fetchall()
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


@pytest.fixture(scope="module")
def address(postgresql_server: PostgresqlServer, trial: Path) -> str:
    address = postgresql_server.create("evidence")
    fill(address, look_at(trial / "raw"))
    return address


@pytest.fixture
def engine(address: str) -> Iterator[PostgreSQLEngine]:
    made = connected(address)
    yield made
    made.close()


def connected(address: str, seconds: float | None = None) -> PostgreSQLEngine:
    read, wrong = read_address(address)
    assert read is not None and wrong is None
    engine, wrong = connect_to(read, seconds=seconds)
    assert isinstance(engine, PostgreSQLEngine) and wrong is None
    return engine


def test_every_measurement_is_the_same_in_postgresql(
    trial: Path, city: City, engine: PostgreSQLEngine, tmp_path: Path
) -> None:
    here = figures(trial, city, DuckDBEngine(), look_at(trial / "raw"))
    there = figures(trial, city, engine, evidence_of(engine, tmp_path, TODAY))
    assert len(here) >= 16 and all(here.values())
    for name, periods in here.items():
        # Files say which months they are for; a table reaches as far as its records do.
        both = periods.keys() & there[name].keys()
        assert both, name
        for code in both:
            assert periods[code] == there[name][code], (name, code)


def test_a_record_of_the_future_and_one_delivered_twice_are_found_there_too(
    trial: Path, city: City, address: str, tmp_path: Path
) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE SCHEMA later")
        connection.execute("CREATE TABLE later.rides AS SELECT * FROM public.rides")
        for change in ("occurred_at = '2199-01-01'", "record_id = record_id"):
            connection.execute(
                "INSERT INTO later.rides SELECT * FROM public.rides ORDER BY record_id LIMIT 1"
            )
            connection.execute(
                f"UPDATE later.rides SET {change} WHERE ctid = (SELECT max(ctid) FROM later.rides)"
            )
    (ridership,) = [one for one in city.measurements if "ridership" in one.definition]
    engine = connected(f"{address}?options=-csearch_path%3Dlater")
    try:
        evidence = evidence_of(engine, tmp_path, TODAY)
        run = measure(trial / "plan", ridership, evidence, engine, TODAY)
    finally:
        engine.close()
    assert run.measured == ()
    found = {problem.code for problem in run.problems}
    assert found == {"evidence-from-the-future", "evidence-records-repeated"}


def test_nothing_can_be_written_through_it(engine: PostgreSQLEngine) -> None:
    for statement in ("DELETE FROM rides", "SELECT 1; DELETE FROM rides", "CREATE TABLE x (n int)"):
        with pytest.raises(RunStoppedError):
            engine.rows(statement)
    (found,) = engine.rows("SELECT COUNT(*) AS n FROM rides")
    assert found["n"] > 0


def test_every_question_sees_the_same_records(address: str, engine: PostgreSQLEngine) -> None:
    (before,) = engine.rows("SELECT COUNT(*) AS n FROM rides")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM rides LIMIT 5")
        connection.execute("INSERT INTO rides SELECT * FROM kept")
    try:
        assert engine.rows("SELECT COUNT(*) AS n FROM rides") == [before]
    finally:
        with psycopg.connect(address) as connection:
            connection.execute(
                "DELETE FROM rides WHERE ctid IN (SELECT max(ctid) FROM rides "
                "WHERE record_id IN (SELECT record_id FROM kept) GROUP BY record_id)"
            )
            connection.execute("DROP TABLE kept")


def test_what_takes_too_long_is_stopped_and_said(address: str) -> None:
    engine = connected(address, seconds=0.2)
    try:
        with pytest.raises(RunStoppedError) as stopped:
            engine.rows("SELECT COUNT(*) AS n FROM rides AS a, rides AS b, rides AS c")
        assert stopped.value.problem.code == "measure-took-too-long"
        assert engine.rows("SELECT 1 AS n") == [{"n": 1}], "the next question is answered"
    finally:
        engine.close()


def test_a_definition_that_does_not_fit_the_tables_is_said_with_its_line(
    trial: Path, city: City, engine: PostgreSQLEngine, tmp_path: Path
) -> None:
    one = city.measurements[0]
    folder = Path(shutil.copytree(trial / "plan", tmp_path / "plan"))
    path = folder / one.definition
    text = path.read_text("utf-8")
    line = next(n for n, part in enumerate(text.splitlines(), 1) if ":period_end" in part)
    path.write_text(text.replace("WHERE ", "WHERE colour = 'x' AND ", 1), "utf-8")
    run = measure(folder, one, evidence_of(engine, tmp_path, TODAY), engine, TODAY)
    (problem,) = run.problems[:1]
    assert "colour" in problem.sentence_en and problem.place.line is not None
    assert abs(problem.place.line - line) <= 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://a:s3cret@db.example:5432/x", "postgresql://db.example:5432/x"),
        ("trino://a:s3cret@t.example:8080/hive", "trino://t.example:8080/hive"),
        ("clickhouse://a:s3cret@c.example/d", "clickhouse://c.example/d"),
    ],
)
def test_what_is_shown_of_an_address_holds_no_password(text: str, shown: str) -> None:
    address, wrong = read_address(text)
    assert address is not None and wrong is None and address.shown == shown
    assert without_secrets(address, RuntimeError("no: s3cret!")) == "no: ***!"


@pytest.mark.parametrize(
    "text", ["", "rides.parquet", "mysql://a:s3cret@h/x", "postgresql://h:p/x"]
)
def test_what_is_no_address_is_said_without_repeating_it(text: str) -> None:
    address, wrong = read_address(text)
    assert address is None and wrong is not None and wrong.code == "connection-no-address"
    assert "s3cret" not in wrong.sentence_en + wrong.hint_en


@pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # Ibis 12 with DuckDB 1.5
def test_the_tables_of_an_ibis_connection_are_read_in_duckdbs_types(trial: Path) -> None:
    ibis = pytest.importorskip("ibis")
    connection = ibis.duckdb.connect()
    evidence = look_at(trial / "raw")
    for name, files in evidence.tables.items():
        connection.read_parquet([str(one.path) for one in files], table_name=name)
    found = ibis_columns(connection)
    assert found.keys() == evidence.tables.keys()
    for name, files in evidence.tables.items():
        shape = replace(files[0], path=None, columns=found[name])
        with duckdb.connect(":memory:") as reader:
            described = reader.execute(f"DESCRIBE {read_files([shape])}").fetchall()
        assert [row[0] for row in described] == [column for column, _ in files[0].columns]


def hoshin(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={**os.environ, **environment},
    )


def values(folder: Path) -> list[tuple[Any, ...]]:
    city = read_folder(folder).city
    assert city is not None
    return sorted(
        (one.indicator, one.ref_area or "", one.breakdown, one.time_period.code, one.obs_value)
        for one in city.observations
    )


def test_the_command_proposes_the_same_and_keeps_no_password(
    trial: Path, postgresql_server: PostgresqlServer, address: str, tmp_path: Path
) -> None:
    folders = {name: tmp_path / name / "plan" for name in ("files", "tables")}
    for folder in folders.values():
        shutil.copytree(trial / "plan", folder)
    runs = tmp_path / "runs"
    runs.mkdir()
    raw = Path(shutil.copytree(trial / "raw", tmp_path / "raw"))
    day = ("--as-of", TODAY.isoformat(), "--accept", "--period", "CY2021")
    here = hoshin("measure", folders["files"], "--evidence", raw, *day)
    assert here.returncode == 0, here.stderr
    without_password = address.replace(f":{postgresql_server.password}", "")
    there = hoshin(
        "measure", folders["tables"], "--evidence", runs, "--connection", without_password, *day,
        PGPASSWORD=postgresql_server.password,
    )  # fmt: skip
    assert there.returncode == 0, there.stderr
    assert values(folders["tables"]) == values(folders["files"]) != values(trial / "plan")
    again = hoshin("measure", folders["tables"], "--evidence", runs, "--connection", address, *day)
    assert again.returncode == 0, again.stderr
    assert values(folders["tables"]) == values(folders["files"]), "nothing changed, nothing added"

    kept = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert any(FOLDER in one.parts for one in kept)
    for one in kept:
        assert postgresql_server.password.encode() not in one.read_bytes()
    for done in (there, again):
        assert postgresql_server.password not in done.stdout + done.stderr
    record = json.loads(next((runs / FOLDER / "runs").iterdir()).read_text("utf-8"))
    assert record["engine"].startswith("postgresql 1")
    assert record["engine"].endswith(f"postgresql://127.0.0.1:{postgresql_server.port}/evidence")
    assert all(one["sha256"] is None and one["rows"] is not None for one in record["inputs"])


def test_a_wrong_password_is_said_without_it(address: str, trial: Path, tmp_path: Path) -> None:
    wrong = address.replace("hoshin:", "hoshin:wr0ng-", 1)
    done = hoshin("measure", trial / "plan", "--evidence", tmp_path, "--connection", wrong)
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr and "wr0ng" not in done.stderr


def test_records_up_to_the_day_bound_the_periods(engine: PostgreSQLEngine, tmp_path: Path) -> None:
    early = evidence_of(engine, tmp_path, date(2021, 6, 30))
    (rides,) = early.tables["rides"]
    assert rides.partition is not None and rides.partition.end <= date(2021, 6, 30)
    assert rides.path is None and rides.rows
