"""Registers of the Kumamoto example: stakeholders, agreements, the manifesto's pledge."""

from __future__ import annotations

from collections import Counter

from hoshin.domain.links import Stakeholder
from hoshin.domain.periods import read_code
from hoshin.domain.registers import Agreement, Pledge
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import (
    SDGS_PLAN,
    SOURCE_OF_DOCUMENT,
    STRATEGY_2,
    element_id,
    lines,
)

# Rows of the transcription's stakeholders that are seats of the committee: table members.
_SEAT = "委員"
_DOCUMENT = {name[:3]: name for name in SOURCE_OF_DOCUMENT}
_PLAN = {"000": SDGS_PLAN, "002": STRATEGY_2}


def stakeholders() -> tuple[Stakeholder, ...]:
    """Who takes part in what: one row for each organisation of each printed row."""
    by_line = {row["line"]: row for row in curated.read("stakeholders")}
    count: Counter[str] = Counter()
    found = []
    for row in transcription.read("stakeholders"):
        if row["type"] == _SEAT:
            continue
        doc, held = row["doc"][:3], by_line.pop(row["line"])
        for organisation in held["organisations"].split(";"):
            count[doc] += 1
            found.append(
                Stakeholder(
                    id=f"stakeholder-{doc}-{count[doc]:02}",
                    organisation=organisation,
                    plan=_PLAN[doc],
                    element=element_id(held["node_id"]) if held["node_id"] else None,
                    role=held["role"],
                    role_en=held["role_en"],
                    source=SOURCE_OF_DOCUMENT[row["doc"]],
                    locator=lines(row["line"]),
                )
            )
    if by_line:
        raise ValueError(f"stakeholders.csv names lines that are not transcribed: {list(by_line)}")
    return tuple(found)


def agreements() -> tuple[Agreement, ...]:
    """Agreements that the documents print, with the day on which they were made where printed."""
    return tuple(
        Agreement(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            element=element_id(row["node_id"]) if row["node_id"] else None,
            partners=tuple(row["partners"].split(";")) if row["partners"] else (),
            partners_printed=row["partners_printed"],
            concluded=read_code(row["concluded"]) if row["concluded"] else None,
            concluded_printed=row["concluded_printed"],
            source=SOURCE_OF_DOCUMENT[_DOCUMENT[row["doc"]]],
            locator=lines(row["line"]),
            note=row["note"],
        )
        for row in curated.read("agreements")
    )


def pledges() -> tuple[Pledge, ...]:
    """The one pledge of 120 that the documents print; the number 120 is a context figure."""
    return (
        Pledge(
            id="pledge-2018-27",
            manifesto="ＭＡＮＩＦＥＳＴＯ2018（市長）",
            number="№27",
            name="SDGsの理念に沿った取組の推進",
            name_en="Work in the spirit of the SDGs",
            pledged=read_code("2018-11"),
            term_printed="任期中着手",
            plan=SDGS_PLAN,
            source="doc-sdgs-plan-2019",
            locator="lines 1272, 1274, 1302",
        ),
    )
