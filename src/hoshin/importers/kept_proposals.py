"""Kept proposals: a proposal back from the plain data of ``proposal_data``, nothing lost.

A person reviews a document over days; between two visits its proposal is kept as data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hoshin.domain.proposals import (
    Box,
    Candidate,
    CellRange,
    Confidence,
    Evidence,
    FieldChange,
    Found,
    LeftOver,
    LineRange,
    Proposal,
    ProposedAction,
    ProposedRow,
)
from hoshin.domain.rows import Row

RowOfTexts = Callable[[str, Mapping[str, str]], Row]
"""Makes the row of a table (by its name) from its cells as texts; the plan folder's reader does."""


def read_proposal(data: Mapping[str, Any], row_of: RowOfTexts) -> Proposal:
    """The proposal that ``proposal_data`` has written; problems are not part of it."""
    return Proposal(
        document=data["document"],
        sha256=data["sha256"],
        source_id=data["source"],
        rows=tuple(read_row(one, row_of) for one in data["rows"]),
        left_over=tuple(read_left_over(one) for one in data["left_over"]),
    )


def read_row(data: Mapping[str, Any], row_of: RowOfTexts) -> ProposedRow:
    """One proposed row."""
    return ProposedRow(
        table=data["table"],
        row=row_of(data["table"], data["values"]),
        action=ProposedAction(data["action"]),
        evidence=read_evidence(data["evidence"]),
        changes=_changes(data["changes"]),
        suggestions=_changes(data["suggestions"]),
        candidates=tuple(
            Candidate(one["id"], one["name"], one["likeness"], tuple(one["reasons"]))
            for one in data["candidates"]
        ),
        needs_decision=data["needs_decision"],
    )


def read_left_over(data: Mapping[str, Any]) -> LeftOver:
    """One block that waits for a person."""
    return LeftOver(
        evidence=read_evidence(data["evidence"]),
        code=data["code"],
        sentence_ja=data["sentence_ja"],
        sentence_en=data["sentence_en"],
        found=tuple(
            Found(one["what"], one["text"], _lines(one.get("lines"))) for one in data["found"]
        ),
    )


def read_evidence(data: Mapping[str, Any]) -> Evidence:
    """Where something was read and how."""
    return Evidence(
        document=data["document"],
        sha256=data["sha256"],
        page=data["page"],
        lines=tuple(LineRange(*one) for one in data["lines"]),
        cells=tuple(_cells(one) for one in data["cells"]),
        boxes=tuple(Box(*one) for one in data["boxes"]),
        raw=data["raw"],
        shape=data["shape"],
        version=data["version"],
        confidence=Confidence(data["confidence"]),
        check=data["check"],
    )


def _changes(data: list[dict[str, str]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(one["field"], one["current"], one["proposed"]) for one in data)


def _cells(text: str) -> CellRange:
    # The name of a sheet may hold the mark itself; an address never does.
    sheet, _, cells = text.rpartition("!")
    return CellRange(sheet, cells)


def _lines(data: list[int] | None) -> LineRange | None:
    return None if data is None else LineRange(*data)
