"""The views of an evaluation sheet: what section, bureau and committee wrote, side by side.

Forms print a table with a column for each view (担当課、局、委員会; 一次評価、二次評価、外部評価)
and a row for each box, whatever the city calls it. Rows under a heading that names another year
(前の約束（2022年度）) are of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.document import Cell, Table
from hoshin.importers.evaluation_forms import EvaluationSheet, SheetAnswer
from hoshin.importers.evaluation_heads import Grid, year_said
from hoshin.importers.wording import joined, squeezed

_ITEM = re.compile(r"(?:評価の?)?(?:項目|視点|観点)|欄|item", re.IGNORECASE)
_AUTHORS = (
    (
        AuthorRole.COMMITTEE,
        re.compile(
            r"(?:.{0,6}委員会|有識者(?:会議)?|外部|第三者|三次)(?:の?評価|の?意見)?|committee",
            re.IGNORECASE,
        ),
    ),
    (
        AuthorRole.PLANNER,
        re.compile(
            r"(?:企画|政策|行革)(?:担当|部門|課)?(?:の?評価)?|planning ?section|planner",
            re.IGNORECASE,
        ),
    ),
    (
        AuthorRole.SECTION,
        re.compile(
            r"(?:担当|所管|主管|実施)?(?:課|部署)(?:長)?(?:の?(?:自己)?評価)?|(?:一次|自己|内部)評価|section",
            re.IGNORECASE,
        ),
    ),
    (
        AuthorRole.BUREAU,
        re.compile(r"(?:担当|所管)?(?:部局?|局)(?:長)?(?:の?評価)?|二次評価|bureau", re.IGNORECASE),
    ),
    (AuthorRole.CITY, re.compile(r"(?:市|町|村|区)(?:の?評価)?|city", re.IGNORECASE)),
)
_ROWS_ABOVE = 3


@dataclass(frozen=True, slots=True)
class ViewColumns:
    """The head of such a table: where parts and names of boxes stand, and each view's column."""

    part: int | None
    name: int
    views: dict[int, AuthorRole]
    year: PrintedPeriod | None


def author_of(text: str) -> AuthorRole | None:
    """The capacity that a head names (担当課, 一次評価, bureau), or None."""
    label = squeezed(text)
    return next((one for one, pattern in _AUTHORS if pattern.fullmatch(label)), None)


def view_columns(grid: Grid, row: int) -> ViewColumns | None:
    """The views that this row heads: behind a head for the boxes, nothing but authors."""
    cells = _starting(grid[row], row)
    at = next(
        (place for place, (_, cell) in enumerate(cells) if _ITEM.fullmatch(squeezed(cell.text))),
        None,
    )
    if at is None or at > 1:
        return None
    views = {index: author_of(cell.text) for index, cell in cells[at + 1 :]}
    known = {index: one for index, one in views.items() if one is not None}
    if not known or len(known) != len(views):
        return None
    return ViewColumns(cells[0][0] if at else None, cells[at][0], known, _year_above(grid, row))


def read_views(
    grid: Grid, row: int, last: int, heads: ViewColumns, table: Table, sheet: EvaluationSheet
) -> int:
    """Read the boxes below such a head; the first row after them."""
    while row < last:
        line = grid[row]
        named = line[heads.name]
        answers = [line[index] for index in heads.views]
        if named is None or not named.text.strip() or any(one is named for one in answers):
            break
        part = line[heads.part] if heads.part is not None else None
        heading = "" if part is None else joined(part.text.split("\n")).strip()
        for author, cell in zip(heads.views.values(), answers, strict=True):
            if cell is None or not cell.text.strip():
                continue
            sheet.answers.append(
                SheetAnswer(
                    part=heading,
                    name=joined(named.text.split("\n")).strip(),
                    author=author,
                    text=cell.text.strip(),
                    year=year_said(heading) or heads.year,
                    table=table,
                    cell=cell,
                )
            )
        row += 1
    return row


def _starting(line: Sequence[Cell | None], row: int) -> list[tuple[int, Cell]]:
    """The cells with text that begin in this row, each at its first column."""
    found: dict[int, tuple[int, Cell]] = {}
    for index, cell in enumerate(line):
        if cell is not None and cell.row == row and cell.text.strip():
            found.setdefault(id(cell), (index, cell))
    return list(found.values())


def _year_above(grid: Grid, row: int) -> PrintedPeriod | None:
    """The year that the nearest title above names: 評価の記入（2023年度）."""
    return next(_years(grid[max(row - _ROWS_ABOVE, 0) : row]), None)


def _years(rows: Grid) -> Iterator[PrintedPeriod]:
    for line in reversed(rows):
        texts = {cell.text for cell in line if cell is not None and cell.text.strip()}
        year = year_said(texts.pop()) if len(texts) == 1 else None
        if year is not None:
            yield year
