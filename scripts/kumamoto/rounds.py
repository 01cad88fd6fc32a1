"""The yearly round and the schedules of the Kumamoto example.

Document 004 prints the round's months and its tasks apart from each other: every pair of the two
is inferred. The timetable of document 000 lost its columns and some of its rows: a period stands
here only where another printed date tells it, a row that is lost keeps no element.
"""

from __future__ import annotations

from hoshin.domain.periods import read_code
from hoshin.domain.rounds import Certainty, Cycle, Schedule, Stage
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import ACTION_PLAN, SOURCE_OF_DOCUMENT, element_id, lines

CYCLE = f"{ACTION_PLAN}.cycle"
STAGES, MEETINGS, SCHEDULES = 6, 5, 42
_ROUND = "PDCA"
_NO_END = "～"


def cycles() -> tuple[Cycle, ...]:
    """The round that every year of the action plan follows."""
    return (
        Cycle(
            id=CYCLE,
            plan=ACTION_PLAN,
            name="年間のマネジメント（PDCA）サイクル",
            name_en="The year's management cycle (PDCA)",
            source="doc-action-plan-2025",
            locator="lines 43-90",
        ),
    )


def stages() -> tuple[Stage, ...]:
    """The six steps of the round, ordered by the fiscal year."""
    printed = {row["line"]: row for row in transcription.read("schedule") if row["group"] == _ROUND}
    found = []
    for row in curated.read("stages"):
        months = printed.pop(row["line"])["period_printed"]
        note = "月と作業の対応は推定。"
        if months.endswith(_NO_END):
            note += "終わりの月の印字はなく、次の段階の前までとした。"
        found.append(
            Stage(
                id=f"{CYCLE}.{row['order']}",
                cycle=CYCLE,
                order=int(row["order"]),
                name=row["name"],
                name_en=row["name_en"],
                first_month=int(row["first_month"]),
                last_month=int(row["last_month"]),
                months_printed=months,
                certainty=Certainty.INFERRED,
                source="doc-action-plan-2025",
                locator=lines(row["line"]),
                note=note,
            )
        )
    if printed or len(found) != STAGES:
        raise ValueError(f"stages.csv lacks {list(printed)}")
    return tuple(found)


def schedules() -> tuple[Schedule, ...]:
    """Steps and dates of initiatives: every schedule row that is neither a stage nor a meeting."""
    by_line = {row["line"]: row for row in curated.read("schedules")}
    meetings = {row["line"] for row in curated.read("meetings")}
    found: list[Schedule] = []
    for row in transcription.read("schedule"):
        if row["group"] == _ROUND or row["line"] in meetings:
            continue
        held = by_line.pop(row["line"])
        found.append(
            Schedule(
                id=f"schedule-{row['doc'][:3]}-{row['line'].replace(';', '-').split('-')[0]}",
                element=element_id(held["node_id"]) if held["node_id"] else None,
                order=len(found) + 1,
                name=held["name"],
                name_en=held["name_en"],
                planned=read_code(held["planned"]) if held["planned"] else None,
                actual=read_code(held["actual"]) if held["actual"] else None,
                period_printed=row["period_printed"],
                certainty=Certainty(held["certainty"]),
                source=SOURCE_OF_DOCUMENT[row["doc"]],
                locator=lines(row["line"]),
                note=held["note"],
            )
        )
    if by_line or len(found) != SCHEDULES:
        raise ValueError(f"schedules.csv names lines not transcribed: {list(by_line)}")
    return tuple(found)
