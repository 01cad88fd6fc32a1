"""Target listings of the Kumamoto example: which indicator, plan and element each belongs to.

The transcription numbers the 89 listings S0-01 … S3-2.12. Here each gets the id of its target, its
indicator (indicators.csv, with the reason of every merge) and what was decided by hand
(listings.csv: element, role, restatement, comparison, method, differing wording).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from hoshin.domain.indicators import Comparison, Method, TargetRole
from hoshin.domain.periods import PeriodKind, PrintedPeriod, read_printed
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import (
    SDGS_PLAN,
    SDGS_PLAN_2,
    STRATEGY_1,
    STRATEGY_2,
    element_id,
)

_FIRST_LISTING_OF_THE_REVIEW = 21
_KINDS = {
    "FY": PeriodKind.FISCAL_YEAR,
    "CY": PeriodKind.CALENDAR_YEAR,
    "unknown": PeriodKind.YEAR_KIND_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing: its printed cells (``printed``) and what was decided for it.

    ``restates`` is the id of the target that it lists again, or None.
    """

    target: str
    plan: str
    element: str
    indicator: str
    ref_area: str | None
    number: str
    role: TargetRole
    restates: str | None
    comparison: Comparison
    method: Method
    definition_note: str
    note: str
    printed: dict[str, str]


def target_id(listing: str) -> str:
    """The id of the target of a transcribed listing: S3-2.10 is ``sdgs-2022.t2-10``."""
    return f"{plan_of_listing(listing)}.{_number_in_plan(listing)}"


def plan_of_listing(listing: str) -> str:
    """The plan whose target a transcribed listing is; the review judges the first strategy."""
    document, _, rest = listing.partition("-")
    if document == "S0":
        return SDGS_PLAN
    if document == "S3":
        return SDGS_PLAN_2
    return STRATEGY_1 if int(rest) >= _FIRST_LISTING_OF_THE_REVIEW else STRATEGY_2


def _number_in_plan(listing: str) -> str:
    document, _, rest = listing.partition("-")
    if document == "S3":
        table, _, row = rest.partition(".")
        return f"t{table}-{row}"
    return f"k{rest}"


@cache
def indicator_rows() -> dict[str, dict[str, str]]:
    """The rows of indicators.csv by the transcribed listing that they cover."""
    found: dict[str, dict[str, str]] = {}
    for row in curated.read("indicators"):
        for listing in row["listings"].split(";"):
            if listing in found:
                raise ValueError(f"{listing} belongs to two indicators")
            found[listing] = row
    return found


@cache
def listings() -> dict[str, Listing]:
    """All listings in the order of the transcription, by its numbers."""
    decided = {row["ind_id"]: row for row in curated.read("listings")}
    rows = transcription.read("indicators")
    if set(decided) != {row["ind_id"] for row in rows} or set(decided) != set(indicator_rows()):
        raise ValueError("listings.csv, indicators.csv and the transcription list different ids")
    return {row["ind_id"]: _listing(row, decided[row["ind_id"]]) for row in rows}


def _listing(printed: dict[str, str], decided: dict[str, str]) -> Listing:
    listing = printed["ind_id"]
    indicator = indicator_rows()[listing]
    if (printed["repeated"] == "yes") and not decided["restates"]:
        raise ValueError(f"{listing} is printed as 再掲 but restates nothing")
    return Listing(
        target=target_id(listing),
        plan=plan_of_listing(listing),
        element=element_id(decided["node_id"]),
        indicator=indicator["id"],
        ref_area=indicator["ref_area"] or None,
        number=str(int(listing.rpartition(".")[2])) if listing.startswith("S3") else "",
        role=TargetRole(decided["role"]),
        restates=target_id(decided["restates"]) if decided["restates"] else None,
        comparison=Comparison(decided["comparison"]),
        method=Method(decided["method"]),
        definition_note=decided["definition_note"],
        note=decided["note"],
        printed=printed,
    )


_MARKS = re.compile(r"【[^】]*】|（再掲）|^※")


def plain_name(printed: str) -> str:
    """A listing's printed name without its marks: 再掲, footnote sign, goal numbers in 【】."""
    return _MARKS.sub("", printed).strip()


def column_head(printed: str) -> str:
    """A column's head in one width of digits and letters: ``Ｈ31`` and ``H31`` are one column."""
    return unicodedata.normalize("NFKC", printed)


def period_of(printed: str, kind: str, year: str) -> PrintedPeriod:
    """A period as printed, proven against the kind and the year that the transcription gives.

    Raises ValueError when our reading of the print and the transcription differ.
    """
    read = read_printed(printed)
    if (read.period.kind, read.period.year) != (_KINDS[kind], int(year)):
        raise ValueError(f"{printed!r} was read as {read.period.code}, not {kind} {year}")
    return read
