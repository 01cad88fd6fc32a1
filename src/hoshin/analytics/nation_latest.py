"""The latest value of each of a nation's series, and its target beside it, as SQL."""

from __future__ import annotations

import duckdb

# The newest year that has a value; of two values of that year, the larger one.
LATEST = """
SELECT city, indicator, max(year) AS year, max_by(value, (year, value)) AS value
FROM {observations}
WHERE value IS NOT NULL AND year IS NOT NULL
GROUP BY city, indicator
"""
JOINED = """
SELECT target.city, target.indicator, latest.year, latest.value,
    target.baseline, target.goal, target.goal_year, target.method, target.side
FROM {targets} AS target
LEFT JOIN ({latest}) AS latest USING (city, indicator)
"""
# Year and value as one whole number, whose largest is the same value: one plain maximum costs
# half of a maximum by another column.
_SPAN = 2**48
_LARGEST = _SPAN // 2 - 1
_PACKED = f"""
SELECT city, indicator,
    CAST((packed + {_SPAN // 2}) >> 48 AS SMALLINT) AS year,
    ((packed + {_SPAN // 2}) & {_SPAN - 1}) - {_SPAN // 2} AS value
FROM (
    SELECT city, indicator, max(CAST(year AS BIGINT) * {_SPAN} + value) AS packed
    FROM {{observations}}
    WHERE value IS NOT NULL AND year IS NOT NULL
    GROUP BY city, indicator
)
"""
# Each is answered from the files' own statistics where no row group reaches so far.
_BEYOND = (f"value > {_LARGEST}", f"value < {-_LARGEST}", "year < 0", "year > 32767")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")


def latest_values(connection: duckdb.DuckDBPyConnection, observations: str) -> str:
    """The statement that gives each series' latest value, as fast as these observations allow.

    ``observations`` is what stands in FROM. Both statements give the same rows: the one on packed
    numbers is for values of less than 48 bits and years from 0 to 32767. Raises duckdb.Error where
    the observations cannot be read.
    """
    return latest_statement(connection, observations).format(observations=observations)


def latest_statement(connection: duckdb.DuckDBPyConnection, observations: str) -> str:
    """The same with ``{observations}`` left open, as DuckDB and Spark both understand it."""
    return _PACKED if _packs(connection, observations) else LATEST


def _packs(connection: duckdb.DuckDBPyConnection, observations: str) -> bool:
    asked = connection.execute(f"SELECT year, value FROM {observations} LIMIT 0").description
    if any(str(kind) not in _WHOLE for _, kind, *_ in asked or ()):
        return False
    return not any(
        connection.execute(f"SELECT 1 FROM {observations} WHERE {beyond} LIMIT 1").fetchone()
        for beyond in _BEYOND
    )
