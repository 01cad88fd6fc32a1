"""Committees of the Kumamoto example: seats by affiliation and office, and meetings.

Persons have no name here. A seat that changed hands is two rows, the later naming the earlier.
"""

from __future__ import annotations

import re
from datetime import date

from hoshin.domain.evaluations import Committee, Meeting, Member
from hoshin.domain.periods import read_code
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import (
    SDGS_PLAN,
    SOURCE_OF_DOCUMENT,
    STRATEGY_1,
    STRATEGY_2,
    lines,
)

VERIFICATION = "committee-verification"
SDGS_HEADQUARTERS = "committee-sdgs-headquarters"
_DAY_PRINTED = re.compile(r".*?日(?:（[月火水木金土日]）)?")


def committees() -> tuple[Committee, ...]:
    """The verification committee with its rules, and the other bodies that the documents name."""
    return (
        Committee(
            id=VERIFICATION,
            name="熊本市しごと・ひと・まち創生総合戦略検証委員会",
            name_en="Verification Committee of the Strategy for Jobs, People and Town",
            plan=STRATEGY_2,
            organisation="strategy-verification-committee",
            seats_printed=8,
            term_printed="３年以内",
            quorum_printed="半数以上",
            public=True,
            source="doc-strategy-2",
            locator="lines 2061-2069, 2181-2361",
            note="議決は出席委員の過半数。庶務は政策企画課。",
        ),
        Committee(
            id="committee-strategy-headquarters",
            name="熊本市しごと・ひと・まち創生推進本部",
            name_en="Kumamoto City Headquarters for Jobs, People and Town Revitalisation",
            plan=STRATEGY_2,
            organisation="strategy-headquarters",
            source="doc-strategy-2",
            locator="lines 2053, 2055, 2057",
        ),
        Committee(
            id="committee-strategy-drafting",
            name="熊本市まち・ひと・しごと創生総合戦略策定委員会",
            name_en="Drafting Committee of the Comprehensive Strategy for Town, People and Jobs",
            plan=STRATEGY_1,
            organisation="strategy-drafting-committee",
            source="doc-strategy-2",
            locator="lines 2057, 2059",
        ),
        Committee(
            id=SDGS_HEADQUARTERS,
            name="熊本市ＳＤＧｓ推進本部",
            name_en="Kumamoto City SDGs Promotion Headquarters",
            plan=SDGS_PLAN,
            organisation="sdgs-headquarters",
            source="doc-sdgs-plan-2019",
            locator="lines 1212-1298",
        ),
    )


def members() -> tuple[Member, ...]:
    """Nine rows for the eight seats of the verification committee, and the headquarters' roles."""
    found = [
        Member(
            id=row["id"],
            committee=VERIFICATION,
            affiliation=row["affiliation"],
            affiliation_en=row["affiliation_en"],
            organisation=row["organisation"],
            role="委員",
            term=read_code(f"{row['first_day']}/{row['last_day']}"),
            succeeds=row["succeeds"],
            source="doc-strategy-2",
            locator=lines(row["line"]),
        )
        for row in curated.read("members")
    ]
    for number, (role, office, office_en) in enumerate(
        (
            ("本部長", "市長", "Mayor"),
            ("副本部長", "副市長", "Deputy mayor"),
            ("構成員", "庁議メンバー", "Members of the city's executive meeting"),
        ),
        start=1,
    ):
        found.append(
            Member(
                id=f"sdgs-headquarters-role-{number}",
                committee=SDGS_HEADQUARTERS,
                affiliation=office,
                affiliation_en=office_en,
                organisation="kumamoto-city",
                role=role,
                source="doc-sdgs-plan-2019",
                locator="lines 1298",
            )
        )
    return tuple(found)


def meetings() -> tuple[Meeting, ...]:
    """Meetings with their day exactly as printed, and the day that we hold true beside it."""
    printed = {row["line"]: row for row in transcription.read("schedule")}
    found = []
    for row in curated.read("meetings"):
        row_printed = printed[row["line"]]
        text = row_printed["text"].removeprefix("日時：")
        day = _DAY_PRINTED.match(text)
        if day is None or not day[0].startswith(row_printed["period_printed"]):
            raise ValueError(f"{row['id']}: no printed day in {text}")
        found.append(
            Meeting(
                id=row["id"],
                committee=row["committee"],
                number=int(row["number"]),
                name=row["name"],
                name_en=row["name_en"],
                held_on=date.fromisoformat(row["held_on"]),
                date_printed=day[0],
                agenda=row["agenda"],
                agenda_en=row["agenda_en"],
                source=SOURCE_OF_DOCUMENT[row_printed["doc"]],
                locator=lines(row["line"]),
                note=row["note"],
            )
        )
    return tuple(found)
