"""DuckDB for a nation: a connection within limits, and Parquet files as SQL names them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from hoshin.analytics.engines import quoted


def connect(memory: str, spill: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """DuckDB within a memory limit; what does not fit goes to ``spill``."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET memory_limit = {quoted(memory)}")
    connection.execute(f"SET temp_directory = {quoted(str(spill))}")
    connection.execute("SET preserve_insertion_order = false")
    if threads:
        connection.execute(f"SET threads = {threads}")
    return connection


def parquet(path: Path) -> str:
    """A Parquet file or a folder of them, as DuckDB names it in FROM."""
    return f"read_parquet({quoted(str(path / '*.parquet' if path.is_dir() else path))})"


def copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write what a query gives as one Parquet file."""
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """The number of rows of a table."""
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0
