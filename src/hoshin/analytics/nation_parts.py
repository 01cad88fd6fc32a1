"""Parts of a nation: indicators side by side, so many that their observations fit into memory.

Ranking, distribution and findings look at one indicator at a time, so a nation is worked through in
parts, and its memory does not grow with its size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb

from hoshin.analytics.engines import quoted
from hoshin.analytics.nation_sql import parquet

ROWS_AT_ONCE = 5_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring indicators: ``inside`` says in SQL which rows are theirs.

    ``observations`` is what to select them from.
    """

    name: str
    inside: str
    observations: str


def split(
    connection: duckdb.DuckDBPyConnection,
    observations: Path,
    scratch: Path,
    rows_at_once: int = ROWS_AT_ONCE,
) -> tuple[Part, ...]:
    """The parts of a nation, in the order of indicators.

    With more than one, the unsorted observations are first dealt into one folder for each, below
    ``scratch``: one pass over the files and a copy on disk instead of a sort of everything.
    """
    table = parquet(observations)
    counted = connection.execute(
        f"SELECT indicator, count(*) FROM {table} WHERE indicator IS NOT NULL "
        "GROUP BY indicator ORDER BY indicator"
    ).fetchall()
    bounds = _bounds(counted, rows_at_once)
    if not bounds:
        return (Part("part-000", "true", table),)
    cases = " ".join(f"WHEN indicator <= {bound} THEN {n}" for n, bound in enumerate(bounds))
    connection.execute(
        f"COPY (SELECT *, CASE {cases} ELSE {len(bounds)} END AS part FROM {table}) "
        f"TO {quoted(str(scratch))} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (part))"
    )
    insides = _insides(bounds)
    return tuple(
        Part(f"part-{n:03}", inside, _dealt(scratch / f"part={n}", table, inside))
        for n, inside in enumerate(insides)
    )


def sorted_parts(
    connection: duckdb.DuckDBPyConnection, observations: Path, rows_at_once: int = ROWS_AT_ONCE
) -> tuple[Part, ...]:
    """The parts of observations that are sorted by indicator: read where they lie."""
    table = parquet(observations)
    counted = connection.execute(
        f"SELECT indicator, count(*) FROM {table} GROUP BY indicator ORDER BY indicator"
    ).fetchall()
    insides = _insides(_bounds(counted, rows_at_once))
    return tuple(Part(f"part-{n:03}", inside, table) for n, inside in enumerate(insides))


def _dealt(folder: Path, table: str, inside: str) -> str:
    """The observations of a part; a part of targets alone has no folder."""
    if folder.is_dir():
        return f"(SELECT * EXCLUDE (part) FROM {parquet(folder)})"
    return f"(SELECT * FROM {table} WHERE {inside} LIMIT 0)"


def _bounds(counted: Iterable[tuple[int, int]], rows_at_once: int) -> list[int]:
    """The last indicator of every part but the last."""
    bounds: list[int] = []
    held = 0
    before: int | None = None
    for indicator, rows in counted:
        if before is not None and held + rows > rows_at_once:
            bounds.append(before)
            held = 0
        held += rows
        before = indicator
    return bounds


def _insides(bounds: list[int]) -> list[str]:
    """For each part, the condition that its rows fulfil; every row is in exactly one."""
    if not bounds:
        return ["true"]
    first = [f"indicator <= {bounds[0]}"]
    middle = [f"indicator > {low} AND indicator <= {high}" for low, high in pairwise(bounds)]
    return [*first, *middle, f"(indicator > {bounds[-1]} OR indicator IS NULL)"]
