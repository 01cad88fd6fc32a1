"""S2, several target years: a small table in which one label spans two or more years.

Proof: each row has as many values as there are years.
"""

from __future__ import annotations

from hoshin.domain.indicators import TargetRole
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.findings import Findings
from hoshin.importers.shapes.mini_rows import REASONS, indicators_of, proof_failure
from hoshin.importers.shapes.mini_table import MiniTable, mini_tables

MARK = Mark("S2", 1)


def find(reading: Reading) -> list[MiniTable]:
    """Every small table with more years than labels."""
    return [
        table
        for page in reading.document.pages
        for table in mini_tables(reading, page)
        if len({label for _, label, _ in table.columns}) < len(table.columns)
    ]


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove."""
    findings = Findings()
    taken: set[int] = set()
    for table in find(reading):
        taken.update(table.lines)
        failed = proof_failure(table)
        if failed:
            ja, en = REASONS[failed]
            left = MARK.left_over(
                reading.document, table.page.number, table.lines, f"target-years-{failed}", ja, en
            )
            findings += Findings(left_over=(left,))
            continue
        findings += Findings(
            indicators=indicators_of(
                table,
                reading,
                MARK,
                section=reading.headings.above(table.head[0].number),
                role=TargetRole.KPI,
                check="one-value-for-each-year",
            )
        )
    return ShapeResult(findings, frozenset(taken))


SHAPE = Shape(
    MARK.shape, MARK.version, "目標年が複数ある小表", "Small table with several target years", apply
)
