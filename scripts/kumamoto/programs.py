"""The money half of the Kumamoto example: real programs, their listings, their amounts.

Which listings show one real program stands in ``programs.csv``, each match with its reason; the
cross-checks of the transcription must support it.
"""

from __future__ import annotations

import re
from collections import Counter

from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.rows import Row
from hoshin.domain.sources import PublishedFigure
from scripts.kumamoto import curated, published_totals, transcription
from scripts.kumamoto.appropriations import UNTIED, appropriations
from scripts.kumamoto.identifiers import lines
from scripts.kumamoto.organisations import organisation_id
from scripts.kumamoto.program_listings import (
    PARTS,
    SOURCE,
    listing_id,
    listings,
    organisation_of,
    program_of,
    said,
)

_SUBTOTALS = {
    "F1-S": 1_145_100_000,
    "F1-H": 10_053_471_000,
    "F1": 11_198_571_000,
    "F2": 1_084_962_000,
}
_LISTINGS = 170
_COMPARED = re.compile(r"^(?P<one>[FVW][0-9SHN+-]*[^ ]*) vs (?P<other>[FVW][^; ]*)")


def tables() -> dict[str, tuple[Row, ...]]:
    """The tables of programs, listings and amounts; raises ValueError where they do not hold."""
    all_programs, all_listings, all_amounts = programs(), listings(), appropriations()
    _verify_listings(all_listings)
    _verify_amounts(all_amounts)
    _verify_matches()
    return {
        "programs": all_programs,
        "program_elements": all_listings,
        "appropriations": all_amounts,
    }


def published_figures() -> tuple[PublishedFigure, ...]:
    """The totals, counts and ratios that the documents print."""
    return published_totals.published_figures()


def programs() -> tuple[Program, ...]:
    """The real programs behind the listings, led by the most specific body that any print names."""
    return tuple(_program(row) for row in curated.read("programs"))


def _program(row: dict[str, str]) -> Program:
    printed = {one["prog_id"]: one for one in transcription.read("programs")}
    shown = [printed[one] for one in row["listings"].split(";") if one in printed]
    return Program(
        id=row["id"],
        name=row["name"],
        name_en=row["name_en"],
        organisation=_organisation(row, shown),
        part_of=row["part_of"] or None,
        source=SOURCE,
        locator=lines(";".join(one["line"] for one in shown)),
        note=said(row["reason"], row["reason_en"]) if row["reason"] else "",
    )


def _organisation(row: dict[str, str], shown: list[dict[str, str]]) -> str | None:
    named = [organisation_of(one) for one in shown]
    # A section says more than the bureau that another print of the program names.
    found = sorted({one for one in named if one}, key=lambda one: not one.startswith("section-"))
    if row["organisation"]:
        found.insert(0, organisation_id(row["organisation"]))
    return found[0] if found else None


def _fail_if(wrong: object, words: str) -> None:
    if wrong:
        raise ValueError(f"{words}: {wrong}")


def _verify_listings(rows: tuple[ProgramListing, ...]) -> None:
    expected = [row["prog_id"] for row in transcription.read("programs")]
    _fail_if(len(expected) != _LISTINGS and len(expected), "listings in the transcription")
    wanted = Counter(listing_id(one) for one in (*expected, *PARTS))
    _fail_if(Counter(row.id for row in rows) - wanted, "listings too many")
    _fail_if(wanted - Counter(row.id for row in rows), "listings missing")
    _fail_if(program_of().keys() ^ {*expected, *PARTS}, "listings in programs.csv")


def _verify_amounts(rows: tuple[Appropriation, ...]) -> None:
    """Every transcribed amount stands once, every lost one only as a candidate."""
    tied = {row.listing: row.amount_yen for row in rows if row.listing is not None}
    _fail_if(len(tied) != sum(row.listing is not None for row in rows), "amounts twice")
    for row in transcription.read("programs"):
        amount = tied.get(listing_id(row["prog_id"]))
        if row["amount_thousand_yen"]:
            _fail_if(amount != int(row["amount_thousand_yen"]) * 1000, f"amount {row['prog_id']}")
        elif row["amount_link"] == "ambiguous":
            held = next(prints for ids, prints in UNTIED.items() if row["prog_id"] in ids)
            digits = {re.sub("[^0-9]", "", printed) for printed, _ in held}
            _fail_if(
                amount is not None or digits != set(row["amount_candidates"].split("|")),
                f"candidates of {row['prog_id']}",
            )
    for part, total in _SUBTOTALS.items():
        found = sum(
            yen for one, yen in tied.items() if one and one.startswith(f"listing-{part.lower()}")
        )
        _fail_if(found != total and found, f"total of {part}")


def _verify_matches() -> None:
    """Listings share a program, or make one up, exactly where a cross-check pairs them."""
    whole_of = {row["id"]: row["part_of"] for row in curated.read("programs")}
    supported: set[frozenset[str]] = set()
    for row in transcription.read("crosscheck"):
        found = _COMPARED.match(row["remark"])
        if found is None:
            continue
        sides = [_programs(found["one"]), _programs(found["other"])]
        one, other = sorted(sides, key=len)
        if len(other) == 1:
            _fail_if(one != other and (one, other), "cross-checked listings of two programs")
        else:
            _fail_if({whole_of[part] for part in other} ^ one, f"parts of {sorted(one)}")
        supported.update(
            frozenset((a, b)) for a in _ids(found["one"]) for b in _ids(found["other"])
        )
    for row in curated.read("programs"):
        shown = [one for one in row["listings"].split(";") if one != "F2-19"]
        for one in shown[1:]:
            _fail_if(
                not any(frozenset((one, other)) in supported for other in shown) and one,
                f"{row['id']}: no cross-check supports",
            )


def _ids(text: str) -> list[str]:
    return text.split("+")


def _programs(text: str) -> set[str]:
    return {program_of()[one] for one in _ids(text)}
