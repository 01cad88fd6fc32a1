"""What stands out when the cities of a nation are laid side by side: a look, not a judgement."""

from __future__ import annotations

from dataclasses import dataclass

# A value without its sign, in 128 bits: no product of a 64-bit value overflows.
_SIZE = "abs(CAST({} AS HUGEINT))"
_FAR = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of finding: the query that finds it, and what it says in both languages.

    The query gives finding, indicator, city, year and value; ``series``, ``observations`` and
    ``cities`` are its tables.
    """

    code: str
    sql: str
    sentence_ja: str
    sentence_en: str


def _select(code: str, rest: str) -> str:
    return f"SELECT '{code}' AS finding, {rest}"


FINDINGS = (
    Finding(
        "observed-twice",
        _select(
            "observed-twice",
            "indicator, city, year, min(value) AS value FROM observations "
            "WHERE value IS NOT NULL GROUP BY indicator, city, year HAVING count(*) > 1",
        ),
        "同じ市・指標・年に、値が二つ以上あります。判定には大きいほうを使いました。",
        "A city has more than one value of an indicator for a year; the larger one was judged.",
    ),
    Finding(
        "city-unknown",
        _select(
            "city-unknown",
            "indicator, city, year, value FROM series ANTI JOIN cities USING (city)",
        ),
        "cities.parquet にない市町村です。",
        "The municipality is not in cities.parquet.",
    ),
    Finding(
        "goal-on-the-wrong-side",
        _select(
            "goal-on-the-wrong-side",
            "indicator, city, year, goal AS value FROM series "
            "WHERE (side = 6 AND goal < baseline) OR (side = 3 AND goal > baseline)",
        ),
        "目標値が、望ましい方向と逆の側にあります。",
        "The goal lies on the wrong side of the baseline.",
    ),
    Finding(
        "scale-far-from-all",
        _select(
            "scale-far-from-all",
            "one.indicator, one.city, one.year, one.value FROM series AS one JOIN "
            f"(SELECT indicator, quantile_disc({_SIZE.format('value')}, 0.5) AS middle "
            "FROM series WHERE value IS NOT NULL GROUP BY indicator) AS middle "
            f"USING (indicator) WHERE {_SIZE.format('one.value')} > middle.middle * {_FAR}",
        ),
        "ほかの市の千倍を超えています。単位(円と千円など)を確かめてください。",
        "More than a thousand times the other cities: look at the unit (yen, thousand yen).",
    ),
    Finding(
        "jump-in-a-year",
        _select(
            "jump-in-a-year",
            "indicator, city, year, value FROM (SELECT *, lag(value) OVER "
            "(PARTITION BY indicator, city ORDER BY year) AS before FROM observations "
            "WHERE value IS NOT NULL) WHERE before <> 0 "
            f"AND {_SIZE.format('value')} > {_SIZE.format('before')} * 100",
        ),
        "一年で百倍を超えて変わりました。桁や単位を確かめてください。",
        "It changed more than a hundredfold in a year: look at digits and unit.",
    ),
)
