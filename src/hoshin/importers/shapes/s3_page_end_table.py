"""S3, page-end table: extraction prints a measure's table after everything else of its page.

The heading above such a table is often that of the next measure. Proof: each row has one value
for each column; and the page has as many anchors (数値目標, KPI) as tables, so that the n-th table
belongs to the n-th anchor. Where the counts differ the placement is left to a person.
"""

from __future__ import annotations

import re

from hoshin.domain.indicators import TargetRole
from hoshin.domain.proposals import LeftOver
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Line, Page
from hoshin.importers.findings import Findings
from hoshin.importers.indicator_words import target_role
from hoshin.importers.shapes.mini_rows import REASONS, indicators_of, proof_failure
from hoshin.importers.shapes.mini_table import MiniTable, mini_tables
from hoshin.importers.wording import squeezed

MARK = Mark("S3", 1)
_ANCHOR = re.compile(
    r"[\[【(◆■]?(?:数値目標|KPI|KGI|重要業績評価指標(?:\(KPI\))?)[\]】)]?\d{0,3}", re.IGNORECASE
)


def find(reading: Reading, page: Page) -> list[MiniTable]:
    """The small tables of a page with one year for each label."""
    return [
        table
        for table in mini_tables(reading, page)
        if len({label for _, label, _ in table.columns}) == len(table.columns)
    ]


def anchors(page: Page, tables: list[MiniTable]) -> list[Line]:
    """The lines of a page that announce a table and stand outside the tables."""
    inside = {number for table in tables for number in table.lines}
    return [
        line
        for line in page.lines
        if line.number not in inside and _ANCHOR.fullmatch(squeezed(line.text))
    ]


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove, page by page."""
    findings = Findings()
    taken: set[int] = set()
    for page in reading.document.pages:
        tables = find(reading, page)
        marks = anchors(page, tables)
        proved: list[MiniTable] = []
        for table in tables:
            taken.update(table.lines)
            failed = proof_failure(table)
            if not failed:
                proved.append(table)
                continue
            ja, en = REASONS[failed]
            left = MARK.left_over(
                reading.document, page.number, table.lines, f"page-end-table-{failed}", ja, en
            )
            findings += Findings(left_over=(left,))
        misplaced = bool(marks) and len(marks) != len(tables)
        if misplaced and proved:
            findings += Findings(left_over=(_misplaced(reading, page, proved, marks),))
        for place, table in enumerate(tables):
            if table not in proved:
                continue
            anchor = marks[place] if marks and not misplaced else None
            findings += Findings(
                indicators=indicators_of(
                    table,
                    reading,
                    MARK,
                    section=_section(reading, table, anchor, misplaced),
                    role=(target_role(anchor.text) if anchor else None) or TargetRole.KPI,
                    check="one-value-for-each-column, anchors-equal-tables"
                    if anchor
                    else "one-value-for-each-column",
                    doubtful=misplaced,
                )
            )
    return ShapeResult(findings, frozenset(taken))


def _section(
    reading: Reading, table: MiniTable, anchor: Line | None, misplaced: bool
) -> tuple[str, ...]:
    if misplaced:
        return ()
    return reading.headings.above(anchor.number if anchor else table.head[0].number)


def _misplaced(
    reading: Reading, page: Page, tables: list[MiniTable], marks: list[Line]
) -> LeftOver:
    return MARK.left_over(
        reading.document,
        page.number,
        (number for table in tables for number in table.lines),
        "page-end-table-anchors",
        f"このページには表が{len(tables)}、見出し(数値目標・KPI)が{len(marks)}あり、"
        "どの表がどの見出しのものか決められません。",
        f"The page has {len(tables)} tables and {len(marks)} anchors (numeric goals, KPI): which "
        "table belongs to which cannot be told.",
        found=[("anchor", line.text.strip()) for line in marks],
    )


SHAPE = Shape(MARK.shape, MARK.version, "ページ末の小表", "Small table at the end of a page", apply)
