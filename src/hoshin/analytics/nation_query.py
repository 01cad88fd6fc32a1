"""Asking a built nation: ranking, distribution and peers of one indicator."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoshin.analytics.nation_build import open_nation
from hoshin.analytics.nation_findings import FINDINGS


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator in a nation: itself, its best cities, the city asked for, the distribution.

    Rows are plain data; values are whole numbers, to be read with the indicator's ``decimals``.
    """

    indicator: dict[str, Any]
    best: tuple[dict[str, Any], ...]
    city: dict[str, Any] | None
    peer: str
    distribution: dict[str, Any] | None
    findings: tuple[dict[str, Any], ...]
    grades: tuple[str, ...]


def ask(
    folder: Path, indicator: str, *, city: str | None = None, peers: str = "all", limit: int = 10
) -> Answer | None:
    """Rank the cities of a peer group by an indicator's latest value, in its wanted direction.

    ``indicator`` is an id, ``city`` a municipal code of six digits; ``peers`` is ``all``,
    ``designated``, ``size`` or ``prefecture``, the last two as the city's own. None when there is
    no such indicator or city. Raises duckdb.Error where the nation cannot be read.
    """
    connection = open_nation(folder)

    def rows(sql: str, *values: object) -> list[dict[str, Any]]:
        done = connection.execute(sql, list(values))
        names = [one[0] for one in done.description or ()]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    try:
        found = rows("SELECT * FROM indicators WHERE CAST(indicator AS VARCHAR) = ?", indicator)
        if not found:
            return None
        asked = rows("SELECT * FROM cities WHERE code = ?", city) if city else []
        if city and not asked:
            return None
        key = asked[0]["city"] if asked else None
        peer = _peer(rows("SELECT peer FROM peers WHERE kind = ? AND city = ?", peers, key), peers)
        number = found[0]["indicator"]
        order = "DESC" if found[0]["direction"] == "increase" else "ASC"
        ranked = (
            f"SELECT rank() OVER (ORDER BY value {order}) AS rank, count(*) OVER () AS of, "
            "code AS city, name, name_en, year, value, printed, series.code AS why, met, grade "
            "FROM series JOIN cities USING (city) "
            "JOIN (SELECT city FROM peers WHERE kind = ? AND peer = ?) USING (city) "
            "WHERE indicator = ? AND value IS NOT NULL"
        ).replace("code AS city", "cities.code AS city")
        best = rows(f"{ranked} ORDER BY rank, city LIMIT ?", peers, peer, number, limit)
        own = rows(f"SELECT * FROM ({ranked}) WHERE city = ?", peers, peer, number, city)
        distribution = rows(
            "SELECT * FROM "
            + f"read_parquet('{(folder / 'distribution.parquet').as_posix()}') "
            + "WHERE indicator = ? AND kind = ? AND peer = ?",
            number,
            peers,
            peer,
        )
        sentences = {one.code: (one.sentence_ja, one.sentence_en) for one in FINDINGS}
        odd = rows(
            "SELECT finding, cities.code AS city, name, year, value FROM "
            f"read_parquet('{(folder / 'findings.parquet').as_posix()}') "
            "LEFT JOIN cities USING (city) WHERE indicator = ? ORDER BY finding, city LIMIT ?",
            number,
            limit,
        )
        for one in odd:
            one["sentence_ja"], one["sentence_en"] = sentences[one["finding"]]
    finally:
        connection.close()
    manifest = json.loads((folder / "nation.json").read_text(encoding="utf-8"))
    return Answer(
        found[0],
        tuple(best),
        own[0] if own else None,
        peer,
        distribution[0] if distribution else None,
        tuple(odd),
        tuple(one["grade"] for one in manifest["grades"]),
    )


def _peer(found: list[dict[str, Any]], kind: str) -> str:
    return str(found[0]["peer"]) if found else kind
