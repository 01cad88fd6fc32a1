"""The city's own evaluations in two documents: comments of the SDGs report, verification sheets.

Findings and directions are summed up in our own words, and so are headings in English. A heading
of the report keeps the change that it states (増加, 減少), whatever the figures beside it say.
"""

from __future__ import annotations

from hoshin.domain.evaluations import AuthorRole, Evaluation, StatedChange
from hoshin.domain.periods import calendar_year
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import (
    SDGS_PLAN_2,
    SOURCE_OF_DOCUMENT,
    STRATEGY_1,
    element_id,
    lines,
)

# Line ranges of 方向性 and 課題・検証 on each verification sheet.
_SHEETS = {
    "2/K1-1": "2490-2522",
    "2/K1-2": "2581-2612",
    "2/K1-3": "2652-2671",
    "2/K1-4": "2701-2751",
    "2/K2-1": "2790-2804",
    "2/K2-2": "2840-2853",
    "2/K2-3": "2889-2910",
    "2/K3-1": "2950-2976",
    "2/K3-2": "3038-3070",
}
_REPORT_YEAR = calendar_year(2022)
_SHEETS_YEAR = calendar_year(2019)


def evaluations() -> tuple[Evaluation, ...]:
    """Seven comments of the SDGs report and nine verification sheets of the first strategy."""
    nodes = {row["node_id"]: row for row in transcription.read("structure")}
    found = []
    for row in curated.read("evaluations"):
        node_id = row["node_id"]
        node = nodes[node_id]
        of_report = node_id.startswith("3/3.")
        heading = node["title"].partition("【")[0] if of_report else node["title"]
        cited = [one["line"] for one in nodes.values() if one["node_id"].startswith(f"{node_id}.")]
        name = node_id.removeprefix("3/3.").removeprefix("2/")
        plan = SDGS_PLAN_2 if of_report else STRATEGY_1
        found.append(
            Evaluation(
                id=f"evaluation-{plan}-{name}",
                plan=plan,
                element=None if of_report else element_id(node_id),
                targets=tuple(f"{plan}.{one}" for one in row["targets"].split(";") if one),
                year=_REPORT_YEAR if of_report else _SHEETS_YEAR,
                author_role=AuthorRole.CITY,
                heading=heading,
                heading_en=row["heading_en"],
                stated_change=StatedChange(row["stated_change"]) if row["stated_change"] else None,
                findings=row["findings"],
                findings_en=row["findings_en"],
                direction=row["direction"],
                direction_en=row["direction_en"],
                source=SOURCE_OF_DOCUMENT[node["doc"]],
                locator=lines(";".join([node["line"], *cited]) if of_report else _SHEETS[node_id]),
            )
        )
    return tuple(found)
