"""SDG links: targets printed beside a KPI or in a list, and the marks whose goals are not known."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.domain.links import SdgLink, SdgMarkCount
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, element_id, lines
from scripts.kumamoto.listings import target_id

_MODEL_PROJECT = element_id("0/2(1)M")
_LOST_COLUMNS = (
    "どのゴールの印かは、本文の抽出で失われていて分からない。 / "
    "The goals under which the marks stand were lost in extraction and are not known."
)


def sdg_links() -> tuple[SdgLink, ...]:
    """One link for each printed target code: of a target listing, or of the model project."""
    return tuple(_links())


def _links() -> Iterator[SdgLink]:
    for row in transcription.read("sdg_matrix"):
        if row["kind"] == "matrix":
            continue
        listing = target_id(row["ind_id"]) if row["kind"] == "kpi_targets" else None
        element = None if listing else _MODEL_PROJECT
        for code in row["targets"].split(";"):
            yield SdgLink(
                id=f"{listing or element}.sdg-{code}",
                target=listing,
                element=element,
                goal=int(row["goal"]),
                sdg_target=code,
                source=SOURCE_OF_DOCUMENT[row["doc"]],
                locator=lines(row["line"]),
            )


def sdg_mark_counts() -> tuple[SdgMarkCount, ...]:
    """How many ◎ and ○ each of the eight policies has; no mark is assigned to a goal."""
    return tuple(
        SdgMarkCount(
            id=f"{element_id(_node(row))}.marks",
            element=element_id(_node(row)),
            primary_count=int(row["n_double"]),
            related_count=int(row["n_single"]),
            marks_printed=row["marks"],
            source=SOURCE_OF_DOCUMENT[row["doc"]],
            locator=lines(row["line"]),
            note=_LOST_COLUMNS,
        )
        for row in transcription.read("sdg_matrix")
        if row["kind"] == "matrix"
    )


def _node(row: dict[str, str]) -> str:
    return f"0/1.3(1)P{row['policy_no']}"
