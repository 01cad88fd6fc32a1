"""Proposals and pages as plain data, for a screen or another program: what JSON can hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hoshin.domain.proposals import Box, Evidence, LineRange, Proposal, ProposedRow
from hoshin.domain.rows import Row
from hoshin.importers.document import Cell, Document, Page

RowTexts = Callable[[str, Row], dict[str, str]]
"""Gives the cells of a row of a table (by its name) as texts; the plan folder's writer does."""


def proposal_data(proposal: Proposal, texts: RowTexts) -> dict[str, Any]:
    """A proposal with every row, what it changes, its candidates and its evidence."""
    return {
        "document": proposal.document,
        "sha256": proposal.sha256,
        "source": proposal.source_id,
        "rows": [_row(one, texts) for one in proposal.rows],
        "left_over": [
            {
                "code": one.code,
                "sentence_ja": one.sentence_ja,
                "sentence_en": one.sentence_en,
                "found": [
                    {"what": found.what, "text": found.text, "lines": _lines(found.lines)}
                    for found in one.found
                ],
                "evidence": evidence_data(one.evidence),
            }
            for one in proposal.left_over
        ],
    }


def _row(row: ProposedRow, texts: RowTexts) -> dict[str, Any]:
    return {
        "table": row.table,
        "action": row.action.value,
        "id": row.row.id,
        "needs_decision": row.needs_decision,
        "values": texts(row.table, row.row),
        "changes": [
            {"field": one.field, "current": one.current, "proposed": one.proposed}
            for one in row.changes
        ],
        "suggestions": [
            {"field": one.field, "current": one.current, "proposed": one.proposed}
            for one in row.suggestions
        ],
        "candidates": [
            {
                "id": one.row_id,
                "name": one.name,
                "likeness": one.likeness,
                "reasons": list(one.reasons),
            }
            for one in row.candidates
        ],
        "evidence": evidence_data(row.evidence),
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """Where a row was read and how: pages and lines from 1, boxes in points from the upper left."""
    return {
        "document": evidence.document,
        "sha256": evidence.sha256,
        "page": evidence.page,
        "lines": [_lines(one) for one in evidence.lines],
        "cells": [f"{one.sheet}!{one.cells}" for one in evidence.cells],
        "boxes": [_box(one) for one in evidence.boxes],
        "raw": evidence.raw,
        "shape": evidence.shape,
        "version": evidence.version,
        "confidence": evidence.confidence.value,
        "check": evidence.check,
    }


def page_data(document: Document, number: int) -> dict[str, Any] | None:
    """One page or sheet as it was read, to stand beside its rows; None when there is no such."""
    page = next((one for one in document.pages if one.number == number), None)
    return None if page is None else data_of_page(page)


def data_of_page(page: Page) -> dict[str, Any]:
    """A page with its lines and tables; ``kept_documents`` reads it back."""
    return {
        "page": page.number,
        "name": page.name,
        "hidden": page.hidden,
        "has_text": page.has_text,
        "width": page.width,
        "height": page.height,
        "lines": [
            {
                "number": line.number,
                "text": line.text,
                "column": line.column,
                "vertical": line.vertical,
                "box": _box(line.box),
            }
            for line in page.lines
        ],
        "tables": [
            {
                "sheet": table.sheet,
                "caption": table.caption,
                "rows": table.rows,
                "columns": table.columns,
                "hidden": table.hidden,
                "continued": table.continued,
                "first_line": table.first_line,
                "box": _box(table.box),
                "cells": [_cell(cell) for cell in table.cells],
            }
            for table in page.tables
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.text,
        "number": None if cell.number is None else format(cell.number, "f"),
        "number_format": cell.number_format,
        "address": cell.address,
        "hidden": cell.hidden,
        "box": _box(cell.box),
        "lines": _lines(cell.lines),
    }


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [box.left, box.top, box.right, box.bottom]


def _lines(lines: LineRange | None) -> list[int] | None:
    return None if lines is None else [lines.first, lines.last]
