"""ClickHouse and Trino: the same definitions, and a clear word where there is no server.

ClickHouse's own engine answers where chdb is installed (``pip install chdb clickhouse-connect``);
it is too large for the locked requirements. No engine of Trino can be had in a package: what is
tested of it is that every definition is said in its dialect, and that its absence is said.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("ibis")

import duckdb
import sqlglot

from hoshin.analytics.connection_address import LIBRARIES, read_address
from hoshin.analytics.connections import ConnectedEngine, connect_to, evidence_of
from hoshin.analytics.definitions import read_definition
from hoshin.analytics.engines import DuckDBEngine, RunStoppedError, read_files
from hoshin.analytics.evidence import Evidence, look_at
from hoshin.domain.city import City
from hoshin.domain.periods import fiscal_year
from hoshin.exchange.folder import read_folder
from scripts.evidence.build import write_plan, write_raw
from tests.contract.evidence_sample import TODAY, figures


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


def connected(address: str, seconds: float | None = None) -> ConnectedEngine:
    read, wrong = read_address(address)
    assert read is not None and wrong is None
    engine, wrong = connect_to(read, seconds=seconds)
    assert engine is not None and wrong is None
    return engine


_NAMES = {
    "BIGINT": "Int64",
    "BOOLEAN": "Bool",
    "DATE": "Date",
    "DOUBLE": "Float64",
    "HUGEINT": "Int128",
    "INTEGER": "Int32",
    "SMALLINT": "Int16",
    "TIMESTAMP": "DateTime64(6)",
    "TIMESTAMP WITH TIME ZONE": "DateTime64(6, 'Asia/Tokyo')",
    "VARCHAR": "String",
}


def fill(port: int, evidence: Evidence, folder: Path) -> None:
    """Create every table of a folder of evidence, with the settings of a server as it comes."""
    import clickhouse_connect  # type: ignore[import-not-found]

    client = clickhouse_connect.get_client(host="127.0.0.1", port=port)
    with duckdb.connect(":memory:") as reader:
        reader.execute("SET TimeZone = 'Asia/Tokyo'")
        for name, files in evidence.tables.items():
            columns = ", ".join(
                f"{column} Nullable({_NAMES.get(kind, kind)})" for column, kind in files[0].columns
            )
            client.command(f"CREATE TABLE {name} ({columns}) ENGINE = MergeTree ORDER BY tuple()")
            path = folder / f"{name}.csv"
            reader.execute(f"COPY ({read_files(files)}) TO '{path}' (HEADER, FORMAT csv)")
            client.command(f"INSERT INTO {name} SELECT * FROM file('{path}', 'CSVWithNames')")
    client.close()


@pytest.fixture(scope="module")
def clickhouse(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ClickHouse's engine with the trial's records in it."""
    pytest.importorskip("chdb", reason="ClickHouse's engine is not installed: chdb")
    pytest.importorskip("clickhouse_connect", reason="its client is not installed")
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.clickhouse_over_http"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None and server.stdout is not None
    try:
        port = int(server.stdout.readline())
        fill(port, look_at(trial / "raw"), tmp_path_factory.mktemp("csv"))
        yield f"clickhouse://default:@127.0.0.1:{port}/default"
    finally:
        server.stdin.close()
        server.wait(timeout=60)
        server.stdout.close()


def test_every_measurement_is_the_same_in_clickhouse(
    trial: Path, city: City, clickhouse: str, tmp_path: Path
) -> None:
    here = figures(trial, city, DuckDBEngine(), look_at(trial / "raw"))
    engine = connected(clickhouse)
    there = figures(trial, city, engine, evidence_of(engine, tmp_path, TODAY))
    engine.close()
    assert len(here) >= 16 and all(here.values())
    for name, periods in here.items():
        both = periods.keys() & there[name].keys()
        assert both, name
        for code in both:
            assert periods[code] == there[name][code], (name, code)


def test_clickhouse_counts_as_standard_sql_does(clickhouse: str) -> None:
    """A row without a partner is missing, not empty; a sum of nothing is missing, not zero."""
    engine = connected(clickhouse)
    (found,) = engine.rows(
        "SELECT COUNT(b.x) AS partners, COUNT(*) AS n FROM (SELECT 'a' AS x) AS a "
        "LEFT JOIN (SELECT 'b' AS x) AS b ON a.x = b.x"
    )
    assert (found["partners"], found["n"]) == (0, 1)
    (found,) = engine.rows("SELECT SUM(x) AS total, COUNT(x) AS n FROM (SELECT 1 AS x) WHERE x > 1")
    assert (found["total"], found["n"]) == (None, 0)
    engine.close()


def test_nothing_is_written_to_clickhouse(clickhouse: str) -> None:
    engine = connected(clickhouse)
    before = sorted(engine.columns())
    for sql in ("DROP TABLE rides", "CREATE TABLE made (x Int8) ENGINE = Memory"):
        with pytest.raises(RunStoppedError) as stopped:
            engine.rows(sql)
        assert "readonly" in stopped.value.problem.hint_en.lower()
    assert sorted(engine.columns()) == before
    engine.close()


def test_a_query_of_clickhouse_that_would_not_finish_is_stopped(clickhouse: str) -> None:
    engine = connected(clickhouse, seconds=1)
    with pytest.raises(RunStoppedError) as stopped:
        engine.rows("SELECT SUM(number) AS n FROM system.numbers")
    assert stopped.value.problem.code == "measure-took-too-long"
    engine.close()


@pytest.mark.parametrize("dialect", ["clickhouse", "trino"])
def test_every_definition_is_said_in_the_dialect(trial: Path, city: City, dialect: str) -> None:
    aggregations = {one.id: one.aggregation for one in city.indicators}
    decimals = 0
    for one in city.measurements:
        text = (trial / "plan" / one.definition).read_text("utf-8")
        definition, problems = read_definition(text, one, aggregations[one.indicator])
        assert definition is not None and problems == ()
        said = definition.query(dialect, fiscal_year(2021), depth=len(one.keys))
        (again,) = sqlglot.parse(said, dialect=dialect)
        assert again is not None and not list(again.find_all(sqlglot.exp.Placeholder))
        bare = [
            number
            for number in again.find_all(sqlglot.exp.Literal)
            if not number.is_string and "." in number.name
        ]
        decimals += len(bare)
    assert (decimals == 0) == (dialect == "clickhouse"), "ClickHouse reads 0.25 as a float"


@pytest.mark.parametrize("scheme", ["trino", "clickhouse"])
def test_a_server_that_does_not_answer_is_said_without_the_password(scheme: str) -> None:
    """Or its library, where that is not installed; in both languages, and with what to do."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    address, wrong = read_address(f"{scheme}://reader:s3cret@127.0.0.1:{port}/lake/raw")
    assert address is not None and wrong is None
    engine, wrong = connect_to(address, seconds=5)
    assert engine is None and wrong is not None
    installed = find_spec(LIBRARIES[scheme]) is not None
    assert wrong.code == ("connection-unreachable" if installed else "connection-not-installed")
    assert wrong.hint_ja and wrong.hint_en and "s3cret" not in str(wrong)
