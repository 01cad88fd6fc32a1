"""A built nation, indicator by indicator, for pages that compare its cities."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from hoshin.analytics.nation_build import open_nation
from hoshin.analytics.nation_findings import FINDINGS
from hoshin.analytics.nation_sql import parquet
from hoshin.domain.nations import (
    ComparedIndicator,
    Contradiction,
    PeerKind,
    RankedCity,
    Spread,
)
from hoshin.engine.bulk_columns import Code, Met

_SENTENCES = {one.code: (one.sentence_ja, one.sentence_en) for one in FINDINGS}
_FIGURES = ("least", "p10", "p25", "p50", "p75", "p90", "most")
_MET = {int(Met.MET): True, int(Met.NOT_MET): False}
_RANKED = """
SELECT cities.code, name, name_en, designated, year, value, printed, series.code AS why, grade, met,
    rank() OVER (ORDER BY value {order}) AS rank
FROM series JOIN cities USING (city)
WHERE indicator = ? AND value IS NOT NULL
ORDER BY rank, cities.code
"""
_SPREAD = """
SELECT * FROM {distribution} WHERE indicator = ? AND cities > 0
ORDER BY list_position(['all', 'designated', 'size', 'prefecture'], kind), peer
"""
_FOUND = """
SELECT finding, city AS number, code, name, name_en, year, value
FROM {findings} LEFT JOIN cities USING (city) WHERE indicator = ?
ORDER BY finding, city, year, value
"""


def indicators_in(folder: Path) -> int:
    """How many indicators a built nation has."""
    connection = open_nation(folder)
    try:
        found = connection.execute("SELECT count(*) FROM indicators").fetchone()
    finally:
        connection.close()
    return int(found[0]) if found else 0


def compared(folder: Path) -> Iterator[ComparedIndicator]:
    """Every indicator of a built nation in order; one is held in memory at a time.

    Raises duckdb.Error where the nation cannot be read.
    """
    grades = json.loads((folder / "nation.json").read_text(encoding="utf-8"))["grades"]
    connection = open_nation(folder)
    try:
        for one in _rows(connection, "SELECT * FROM indicators ORDER BY indicator"):
            yield _compared(connection, folder, one, tuple(grade["grade"] for grade in grades))
    finally:
        connection.close()


def _compared(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    indicator: dict[str, Any],
    grades: tuple[str, ...],
) -> ComparedIndicator:
    number, decimals = indicator["indicator"], indicator["decimals"]
    increase = indicator["direction"] == "increase"
    ranked = _RANKED.format(order="DESC" if increase else "ASC")
    spread = _SPREAD.format(distribution=parquet(folder / "distribution.parquet"))
    found = _FOUND.format(findings=parquet(folder / "findings.parquet"))
    return ComparedIndicator(
        number=number,
        name=indicator["name"],
        name_en=indicator["name_en"] or "",
        unit=indicator["unit"],
        increase_wanted=increase,
        cities=tuple(_city(row, decimals, grades) for row in _rows(connection, ranked, number)),
        spreads=tuple(_spread(row, decimals) for row in _rows(connection, spread, number)),
        contradictions=tuple(
            _contradiction(row, decimals) for row in _rows(connection, found, number)
        ),
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[dict[str, Any]]:
    done = connection.execute(sql, list(values))
    names = [one[0] for one in done.description or ()]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


def _city(row: dict[str, Any], decimals: int, grades: tuple[str, ...]) -> RankedCity:
    computed = row["why"] == int(Code.COMPUTED)
    return RankedCity(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"] or "",
        designated=row["designated"],
        year=row["year"],
        value=_scaled(row["value"], decimals),
        rank=row["rank"],
        achievement=row["printed"] if computed else None,
        grade=grades[row["grade"]] if row["grade"] >= 0 else "",
        met=_MET.get(row["met"]),
    )


def _spread(row: dict[str, Any], decimals: int) -> Spread:
    return Spread(
        kind=PeerKind(row["kind"]),
        peer=row["peer"],
        cities=row["cities"],
        met=row["met"],
        not_met=row["not_met"],
        **{name: None if row[name] is None else _scaled(row[name], decimals) for name in _FIGURES},
    )


def _contradiction(row: dict[str, Any], decimals: int) -> Contradiction:
    ja, en = _SENTENCES[row["finding"]]
    return Contradiction(
        sentence_ja=ja,
        sentence_en=en,
        code=row["code"] or ("" if row["number"] is None else f"{row['number']:06d}"),
        name=row["name"] or "",
        name_en=row["name_en"] or "",
        year=row["year"],
        value=None if row["value"] is None else _scaled(row["value"], decimals),
    )


def _scaled(value: int, decimals: int) -> Decimal:
    return Decimal(value).scaleb(-decimals)
