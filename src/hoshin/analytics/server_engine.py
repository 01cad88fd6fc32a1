"""ClickHouse and Trino as engines: reached through Ibis, asked in their own words, read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.analytics.connection_address import Columns, ConnectionAddress, readable, stopped_by
from hoshin.analytics.engines import TIME_ZONE, Rows, RunStoppedError, no_such_table, stopped
from hoshin.analytics.evidence import EvidenceFile

# What each server says where a query took longer than it may.
_TOO_LONG = ("TIMEOUT_EXCEEDED", "EXCEEDED_TIME_LIMIT")
# ClickHouse departs from standard SQL unless it is told not to: without these a row that finds no
# partner counts as an empty text instead of as missing, and a sum of nothing is zero.
_AS_IN_STANDARD_SQL = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "cast_keep_nullable": 1,
    "prefer_column_name_to_alias": 1,
    "union_default_mode": "DISTINCT",
}
_READ_ONLY = 2  # of ClickHouse: nothing is written, and each query may have settings of its own


class ServerEngine:
    """The tables of a ClickHouse database or a Trino schema, in Japan's time."""

    def __init__(self, address: ConnectionAddress, *, seconds: float | None = None) -> None:
        """Connect; ``seconds`` is the longest that one query may take.

        Raises what the server's library raises where it cannot be reached.
        """
        import ibis  # type: ignore[import-untyped]

        self.dialect = address.scheme
        self._address = address
        self._seconds = seconds
        options = _clickhouse(seconds) if self.dialect == "clickhouse" else _trino(seconds)
        self._connection = ibis.connect(address.url, **options)
        # Trino is first asked here: connecting alone asks nothing.
        self._version = str(self._connection.version)

    @property
    def name(self) -> str:
        return f"{self.dialect} {self._version} {self._address.shown}"

    def columns(self) -> Mapping[str, Columns]:
        try:
            found = ibis_columns(self._connection)
        except Exception as broken:  # each library has errors of its own
            raise stopped_by(self._address, self.name, broken) from None
        return {name: found[name] for name in readable(found)}

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        known = self._connection.list_tables()
        for name in tables:
            if name not in known:
                raise RunStoppedError(no_such_table(name, readable(known)))

    def rows(self, sql: str) -> Rows:
        try:
            # As it stands: an Ibis expression of SQL would first create a view on the server.
            found = self._connection.raw_sql(sql)
            if self.dialect == "clickhouse":
                names, rows = found.column_names, found.result_rows
            else:
                rows = found.fetchall()
                names = [column[0] for column in found.description or ()]
        except Exception as broken:  # each library has errors of its own
            if any(one in str(broken) for one in _TOO_LONG):
                raise RunStoppedError(stopped(self._seconds)) from None
            raise stopped_by(self._address, self.name, broken) from None
        return [dict(zip(names, row, strict=True)) for row in rows]

    def close(self) -> None:
        self._connection.disconnect()


def ibis_columns(connection: Any) -> dict[str, Columns]:
    """The columns of every table of an Ibis connection, in DuckDB's types."""
    from ibis.backends.sql.datatypes import DuckDBType  # type: ignore[import-untyped]

    return {
        name: tuple(
            (column, str(DuckDBType.to_string(kind)))
            for column, kind in connection.table(name).schema().items()
        )
        for name in connection.list_tables()
    }


def _clickhouse(seconds: float | None) -> dict[str, Any]:
    settings: dict[str, Any] = {**_AS_IN_STANDARD_SQL, "session_timezone": TIME_ZONE}
    if seconds is not None:
        settings["max_execution_time"] = seconds
    return {"settings": {**settings, "readonly": _READ_ONLY}}


def _trino(seconds: float | None) -> dict[str, Any]:
    options: dict[str, Any] = {"timezone": TIME_ZONE}
    if seconds is not None:
        options["session_properties"] = {"query_max_run_time": f"{round(seconds * 1000)}ms"}
    return options
