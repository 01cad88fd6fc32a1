"""Tables of goals or results that no shape read: said, so that none is passed over."""

from __future__ import annotations

from dataclasses import replace

from hoshin.domain.proposals import Evidence, LeftOver
from hoshin.importers.columns import ColumnKind, read_head
from hoshin.importers.contract import Mark
from hoshin.importers.document import Cell, Document, Table
from hoshin.importers.findings import Findings, ValueRole
from hoshin.importers.printed_values import read_value
from hoshin.importers.wording import plain, squeezed

MARK = Mark("tables", 1)
_TITLE_WORDS = ("指標", "KPI", "目標", "実績")
_LEAST_YEARS = 2
_MOST_CELLS = 100_000
_MOST_LEFT = 200


def with_unread_tables(document: Document, findings: Findings) -> Findings:
    """The findings, with each table left over that has heads of values, figures and no reader."""
    seen = _Seen(findings)
    left: list[LeftOver] = []
    for table in document.tables():
        if len(left) >= _MOST_LEFT or len(table.cells) > _MOST_CELLS or seen.has(table):
            continue
        figures = _figures(table)
        if figures:
            left.append(_left(document, table, figures))
    return replace(findings, left_over=(*findings.left_over, *left))


class _Seen:
    """What findings cite of a document: lines, addresses in sheets, places on pages."""

    def __init__(self, findings: Findings) -> None:
        evidence: list[Evidence] = [
            *(one.evidence for one in findings.indicators),
            *(one.evidence for one in findings.programs),
            *(one.evidence for one in findings.totals),
            *(one.evidence for one in findings.evaluations),
            *(one.evidence for one in findings.left_over),
        ]
        self.lines = {number for one in evidence for lines in one.lines for number in lines.numbers}
        self.addresses = {(cell.sheet, cell.cells) for one in evidence for cell in one.cells}
        self.boxes = {(one.page, box) for one in evidence for box in one.boxes}

    def has(self, table: Table) -> bool:
        """Whether anything was read in a table, or said of it."""
        return any(self._has(table, cell) for cell in table.cells)

    def _has(self, table: Table, cell: Cell) -> bool:
        if not self.lines.isdisjoint(cell.line_numbers):
            return True
        return (table.sheet, cell.address) in self.addresses or (
            cell.box is not None and (table.page, cell.box) in self.boxes
        )


def _figures(table: Table) -> list[Cell]:
    """The figures of a table with heads of goals or results, or of years and such a title."""
    figures: list[Cell] = []
    is_of_values = False
    years = 0
    for cell in table.cells:
        head = read_head(0, cell.text) if len(cell.text) < 60 else None
        if head is not None and head.kind is ColumnKind.VALUE:
            years += head.period is not None
            is_of_values |= head.role not in (None, ValueRole.ACHIEVEMENT)
        elif read_value(cell.text).number is not None:
            figures.append(cell)
    if is_of_values:
        return figures
    # Years alone head the statistics of every plan: a title must say that these are indicators.
    is_titled = any(word in squeezed(table.caption).upper() for word in _TITLE_WORDS)
    return figures if is_titled and years >= _LEAST_YEARS else []


def _left(document: Document, table: Table, figures: list[Cell]) -> LeftOver:
    title = f"「{plain(table.caption)}」" if table.caption else ""
    return MARK.left_over(
        document,
        table.page,
        (),
        "table-unread",
        f"表{title}には目標、実績または年の見出しと数値がありますが、どの読み方にも合わないので、読んでいません。",
        "A table with heads of goals, results or years was not read: its layout fits no shape.",
        table=table,
        cells=figures,
        found=[("text", plain(one.text)) for one in figures[:12]],
    )
