"""PostgreSQL as an engine: a definition runs where the records stand, and only sums come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from hoshin.analytics.connection_address import Columns, ConnectionAddress, readable, stopped_by
from hoshin.analytics.engines import TIME_ZONE, Rows, RunStoppedError, no_such_table, stopped
from hoshin.analytics.evidence import EvidenceFile

_ROWS_AT_ONCE = 10_000
_CONNECT_SECONDS = 15
# What DuckDB calls PostgreSQL's types; a column of any other type is not read.
_TYPES = {
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "character": "VARCHAR",
    "character varying": "VARCHAR",
    "date": "DATE",
    "double precision": "DOUBLE",
    "integer": "INTEGER",
    "real": "FLOAT",
    "smallint": "SMALLINT",
    "text": "VARCHAR",
    "timestamp with time zone": "TIMESTAMP WITH TIME ZONE",
    "timestamp without time zone": "TIMESTAMP",
    "uuid": "UUID",
}
_COLUMNS = """
SELECT table_name, column_name, data_type, numeric_precision, numeric_scale
FROM information_schema.columns
WHERE table_schema = ANY (current_schemas(false))
ORDER BY table_name, ordinal_position
"""


class PostgreSQLEngine:
    """One read-only transaction of a PostgreSQL database, in Japan's time."""

    dialect = "postgres"

    def __init__(self, address: ConnectionAddress, *, seconds: float | None = None) -> None:
        """Connect; ``seconds`` is the longest that one query may take.

        Raises psycopg.Error where the database cannot be reached.
        """
        self._address = address
        self._seconds = seconds
        longest = 0 if seconds is None else round(seconds * 1000)
        # As options of the session: a transaction that is rolled back would undo a SET.
        # What the address asks for besides, such as a search path, stays.
        besides = conninfo_to_dict(address.url).get("options") or ""
        options = (
            f"{besides} -c TimeZone={TIME_ZONE} -c statement_timeout={longest} "
            "-c default_transaction_read_only=on"
        )
        self._connection = psycopg.connect(
            address.url, row_factory=dict_row, connect_timeout=_CONNECT_SECONDS, options=options
        )
        # One picture of the records for every question, however long the questions take.
        self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    @property
    def name(self) -> str:
        version = self._connection.info.parameter_status("server_version")
        return f"postgresql {version} {self._address.shown}"

    def columns(self) -> Mapping[str, Columns]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows(_COLUMNS):
            kind = _TYPES.get(row["data_type"])
            if row["data_type"] == "numeric":
                precision, scale = row["numeric_precision"], row["numeric_scale"]
                kind = f"DECIMAL({min(precision or 38, 38)}, {6 if scale is None else scale})"
            if kind is not None:
                found.setdefault(row["table_name"], []).append((row["column_name"], kind))
        return {name: tuple(found[name]) for name in readable(found)}

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        known = self.columns()
        for name in tables:
            if name not in known:
                raise RunStoppedError(no_such_table(name, tuple(known)))

    def rows(self, sql: str) -> Rows:
        try:
            # A cursor of the server: what does not fit into memory stays there.
            with self._connection.cursor(name="hoshin") as cursor:
                cursor.itersize = _ROWS_AT_ONCE
                cursor.execute(sql.encode())
                return list(cursor)
        except psycopg.errors.QueryCanceled:
            self._connection.rollback()
            raise RunStoppedError(stopped(self._seconds)) from None
        except psycopg.Error as broken:
            if not self._connection.closed:
                self._connection.rollback()
            raise stopped_by(self._address, self.name, broken) from None

    def close(self) -> None:
        self._connection.close()
