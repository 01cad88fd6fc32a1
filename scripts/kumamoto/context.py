"""Context figures of the Kumamoto example: figures of the documents that are no target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from hoshin.domain.periods import Period, read_code, read_printed
from hoshin.domain.problems import IllFormedError
from hoshin.domain.registers import ContextFigure
from scripts.kumamoto import curated, identifiers, transcription

_PLAN_OF_DOCUMENT = {
    "000": identifiers.SDGS_PLAN,
    "001": identifiers.REVISION,
    "002": identifiers.STRATEGY_2,
    "003": identifiers.SDGS_PLAN_2,
    "004": identifiers.ACTION_PLAN,
}
# Document 002 ends with the verification papers of the first strategy.
_FIRST_LINE_OF_VERIFICATION = 2369
_NO_VALUE = "ー"
# The transcription's own words where a figure of the action plan carries no year.
_YEAR_OF_DOCUMENT = "（文書の対象年度"
_AFTER_DATE = re.compile(r"(現在|時点|調査|実施)+$")
_IN_WORDS = {"前年度": "FY2024"}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def _curated() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["doc"], _plain(row["printed"])): row for row in curated.read("context_figures")}


def context_id(doc: str, name: str, period: str = "") -> str:
    """The id of a context figure: ``context_id("004", "不登校対策ｻﾎﾟｰﾀｰ", "R7")``.

    ``doc`` is a document's number or file name, ``name`` its printed statistic or series, and
    ``period`` the period as printed; it counts only where a series has several periods. The two
    budgets of the Children's Bureau (こども局予算) are printed without a year: there the printed
    value (467, 688) stands in its place. Raises KeyError for a name that is not held.
    """
    row = _curated()[doc[:3], _plain(name)]
    ending = ""
    if row["dated"]:
        written = _IN_WORDS.get(period, _plain(period)).lower()
        ending = "-" + re.sub(r"^令和(\d+)年度$", lambda m: f"fy{2018 + int(m[1])}", written)
        ending = ending.removesuffix("年")
    return f"ctx-{row['doc']}-{row['slug']}{ending}"


def _period(printed: str) -> Period | None:
    if printed in _IN_WORDS:
        return read_code(_IN_WORDS[printed])
    try:
        return read_printed(_AFTER_DATE.sub("", printed.strip())).period
    except IllFormedError:
        return None


def _figure(row: dict[str, str], name: str, period_printed: str, period_key: str) -> ContextFigure:
    held = _curated()[row["doc"][:3], _plain(name)]
    plan = _PLAN_OF_DOCUMENT[held["doc"]]
    first_line = int(re.split(r"[;-]", row["line"])[0])
    if plan == identifiers.STRATEGY_2 and first_line >= _FIRST_LINE_OF_VERIFICATION:
        plan = identifiers.STRATEGY_1
    notes = [held["note"]]
    if period_printed.startswith(_YEAR_OF_DOCUMENT):
        period_printed = ""
        notes.append("年度の印字がないため、計画の年度とした。")
    period = read_code(held["period"]) if held["period"] else _period(period_printed)
    return ContextFigure(
        id=context_id(held["doc"], name, period_key),
        plan=plan,
        series=held["slug"] if held["dated"] else "",
        name=held["name"],
        name_en=held["name_en"],
        ref_area=held["area"] or None,
        value=Decimal(row["value"]) if row["value"] else None,
        value_printed=row["value_printed"],
        qualifier=held["qualifier"],
        unit=held["unit"] or row["unit"],
        period=period,
        period_printed=period_printed,
        source=identifiers.SOURCE_OF_DOCUMENT[row["doc"]],
        locator=identifiers.lines(row["line"]),
        note=" ".join(filter(None, notes)),
    )


def context_figures() -> tuple[ContextFigure, ...]:
    """The 76 statistics and the 60 values of time series, each with its printed digits.

    A cell that prints ー is a row without a value: never zero.
    """
    return tuple(_all())


def _all() -> Iterator[ContextFigure]:
    for row in transcription.read("context_stats"):
        yield _figure(row, row["statistic"], row["period_printed"], row["period_printed"])
    for row in transcription.read("timeseries"):
        if not row["value"] and row["value_printed"] != _NO_VALUE:
            raise ValueError(f"{row['series']} {row['period']}: no value, and no ー either")
        yield _figure(row, row["series"], row["period"], row["period"] or row["value_printed"])
