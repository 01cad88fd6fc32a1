"""Connections: evidence that stands in a database, named by an address like ``postgresql://…``.

PostgreSQL is asked by psycopg, in one read-only transaction, so that every level of the groups sees
the same records. ClickHouse and Trino are asked where Ibis and their libraries are installed.
Passwords are taken from the address, or where the library looks for them (``PGPASSWORD``,
``~/.pgpass``); they are neither printed nor kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hoshin.analytics.connection_address import (
    LIBRARIES,
    Columns,
    ConnectionAddress,
    without_secrets,
)
from hoshin.analytics.engines import Engine, quoted
from hoshin.analytics.evidence import TIME_COLUMNS, Evidence, EvidenceFile
from hoshin.analytics.refusals import refusal
from hoshin.domain.periods import Period, PeriodKind, span
from hoshin.domain.problems import Problem


class ConnectedEngine(Engine, Protocol):
    """An engine whose tables stand in a database."""

    def columns(self) -> Mapping[str, Columns]:
        """The columns of every table that may be read, each type as DuckDB names it."""
        ...


def connect_to(
    address: ConnectionAddress, *, seconds: float | None = None
) -> tuple[ConnectedEngine | None, Problem | None]:
    """An engine for an address, or why there is none: a library, or the database itself."""
    library = LIBRARIES[address.scheme]
    if find_spec(library) is None:
        return None, _not_installed(address, library)
    try:
        if library == "psycopg":
            from hoshin.analytics.postgresql_engine import PostgreSQLEngine

            return PostgreSQLEngine(address, seconds=seconds), None
        from hoshin.analytics.server_engine import ServerEngine

        return ServerEngine(address, seconds=seconds), None
    except Exception as broken:  # each library has errors of its own
        return None, _unreachable(address, without_secrets(address, broken))


def evidence_of(engine: ConnectedEngine, keep_in: Path, as_of: date) -> Evidence:
    """The tables of a connection as evidence; ``keep_in`` is where runs are recorded.

    A table with ``occurred_on`` or ``occurred_at`` reaches from its first record to its last one
    that is not of the future. Raises RunStoppedError where the database does not answer.
    """
    tables: dict[str, tuple[EvidenceFile, ...]] = {
        name: (_table(engine, name, columns, as_of),)
        for name, columns in sorted(engine.columns().items())
        if columns
    }
    return Evidence(keep_in, tables)


def _table(engine: Engine, name: str, columns: Columns, as_of: date) -> EvidenceFile:
    times = [column for column, _ in columns if column in TIME_COLUMNS]
    partition, rows = None, None
    if times:
        column = times[0]
        until = f"CAST({quoted(as_of.isoformat())} AS DATE)"
        (found,) = engine.rows(
            f"SELECT COUNT(*) AS n, MIN(CAST({column} AS DATE)) AS first, "
            f"MAX(CASE WHEN CAST({column} AS DATE) <= {until} THEN CAST({column} AS DATE) END) "
            f"AS last FROM {name}"
        )
        rows, partition = int(found["n"]), _reach(found["first"], found["last"])
    else:
        (found,) = engine.rows(f"SELECT COUNT(*) AS n FROM {name}")
        rows = int(found["n"])
    return EvidenceFile(
        path=None,
        name=name,
        table=name,
        partition=partition,
        sha256="",
        size=0,
        rows=rows,
        columns=columns,
    )


def _reach(first: date | None, last: date | None) -> Period | None:
    if first is None or last is None or last < first:
        return None
    return span(_day(first), _day(last))


def _day(day: date) -> Period:
    return Period(PeriodKind.DAY, day.year, day.month, day.day)


def _not_installed(address: ConnectionAddress, library: str) -> Problem:
    hint = (
        ("make web で入れてください。", "make web installs it.")
        if library == "psycopg"
        else (
            f"お使いの環境に {library} を入れるか、記録を Parquet に書き出して --evidence で"
            "読んでください。",
            f"Install {library} beside Hoshin, or write the records as Parquet and read them with "
            "--evidence.",
        )
    )
    return refusal(
        "connection-not-installed",
        (
            f"{address.scheme} につなぐための「{library}」が入っていません。",
            f'"{library}", which connects to {address.scheme}, is not installed.',
        ),
        hint,
    )


def _unreachable(address: ConnectionAddress, words: str) -> Problem:
    return refusal(
        "connection-unreachable",
        (f"{address.shown} につながりません。", f"{address.shown} cannot be reached."),
        (
            f"アドレス、利用者、パスワードを確かめてください。({words})",
            f"Look at the address, the user and the password. ({words})",
        ),
    )
