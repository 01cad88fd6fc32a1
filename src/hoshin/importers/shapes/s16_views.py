"""S16, views of a measure (施策評価): boxes by row, what each office wrote of them side by side.

The title above names the year, and behind it the measure; without a name there it is the measure
of the form's own box (施策名). Proof: every head behind the names of the boxes is an office that
evaluates, and every box has a name. Sheets of programs have a shape of their own, with their cost.
"""

from __future__ import annotations

from hoshin.domain.proposals import Confidence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Table
from hoshin.importers.evaluation_boxes import rows_with_text, value_beside
from hoshin.importers.evaluation_heads import Grid
from hoshin.importers.evaluation_rows import MOST_PLACES
from hoshin.importers.evaluation_views import by_view, read_views, view_columns
from hoshin.importers.evaluation_words import SheetField
from hoshin.importers.findings import Findings, FoundAnswer, FoundEvaluation
from hoshin.importers.wording import joined

MARK = Mark("S16", 1)


def apply(reading: Reading) -> ShapeResult:
    """Find and read the views of every table that has some and names its measure and year."""
    found: list[FoundEvaluation] = []
    taken: set[int] = set()
    for page in reading.document.pages:
        for table in page.tables:
            if table.rows * table.columns > MOST_PLACES:
                continue
            for one, lines in _of_table(reading, page.number, table):
                found.append(one)
                taken.update(lines)
    return ShapeResult(Findings(evaluations=tuple(found)), frozenset(taken))


def _of_table(
    reading: Reading, page: int, table: Table
) -> list[tuple[FoundEvaluation, frozenset[int]]]:
    grid = table.grid()
    found: list[tuple[FoundEvaluation, frozenset[int]]] = []
    row = 0
    while row < len(grid):
        heads = view_columns(grid, row)
        row += 1
        if heads is None or heads.year is None:
            continue
        measure = heads.subject or _measure(grid)
        answers, row = read_views(grid, row, len(grid), heads, table)
        if not measure:
            continue
        for own in by_view(answers).values():
            evaluation = FoundEvaluation(
                heading="",
                year=own[0].year,
                author=own[0].author,
                answers=tuple(
                    FoundAnswer(part=one.part, name=one.name, text=one.text) for one in own
                ),
                section=(measure,),
                evidence=MARK.evidence(
                    reading.document,
                    page,
                    table=table,
                    cells=[one.cell for one in own],
                    confidence=Confidence.MEDIUM,
                ),
            )
            lines = frozenset(number for one in own for number in one.cell.line_numbers)
            found.append((evaluation, lines))
    return found


def _measure(grid: Grid) -> str:
    """The measure that a box of the form names."""
    for row, cells in enumerate(rows_with_text(grid)):
        named = value_beside(cells, grid, row, SheetField.LAYER)
        if named is not None:
            return joined(named[1].text.split("\n")).strip()
    return ""


SHAPE = Shape(MARK.shape, MARK.version, "施策評価シートの記入", "Views of a measure", apply)
