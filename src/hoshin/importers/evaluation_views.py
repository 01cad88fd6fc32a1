"""The views of an evaluation sheet: what section, bureau and committee wrote, side by side.

Forms print a table with a column for each view (担当課、局、委員会; 一次評価、二次評価、外部評価)
and a row for each box, whatever the city calls it. Rows under a heading that names another year
(前の約束（2022年度）) are of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.document import Cell, Table
from hoshin.importers.evaluation_forms import SheetAnswer
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
_BEHIND_YEAR = re.compile(r"^.*?年度[)）]?|^.*?FY\s?\d{4}\)?", re.DOTALL)
_CONTINUED = re.compile(r" ?[(（](?:続き|つづき|continued)[)）]$")
_ROWS_ABOVE = 3


@dataclass(frozen=True, slots=True)
class ViewColumns:
    """The head of such a table: where parts and names of boxes stand, and each view's column."""

    part: int | None
    name: int
    views: dict[int, AuthorRole]
    title: str

    @property
    def year(self) -> PrintedPeriod | None:
        """The year that the nearest title above names: 評価の記入（2023年度）."""
        return year_said(self.title)

    @property
    def subject(self) -> str:
        """What the title names behind the year: 評価シート（2023年度）　港の観光を広げる."""
        return _BEHIND_YEAR.sub("", self.title).strip(" 　:：") if self.year else ""


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
    return ViewColumns(cells[0][0] if at else None, cells[at][0], known, _title_above(grid, row))


def read_views(
    grid: Grid, row: int, last: int, heads: ViewColumns, table: Table
) -> tuple[list[SheetAnswer], int]:
    """What stands in the boxes below such a head, and the first row after them."""
    found: list[SheetAnswer] = []
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
            name = joined(named.text.split("\n")).strip()
            if _goes_on(found, name, author, cell):
                continue
            found.append(
                SheetAnswer(
                    part=heading,
                    name=name,
                    author=author,
                    text=cell.text.strip(),
                    year=year_said(heading) or heads.year,
                    table=table,
                    cell=cell,
                )
            )
        row += 1
    return found, row


def _goes_on(found: list[SheetAnswer], name: str, author: AuthorRole, cell: Cell) -> bool:
    """Join what goes on with an answer of this view, if the name of the box says that it does."""
    bare = _CONTINUED.sub("", name)
    if bare == name:
        return False
    for at in range(len(found) - 1, -1, -1):
        one = found[at]
        if (one.name, one.author) == (bare, author):
            found[at] = replace(one, text=joined([one.text, cell.text.strip()]))
            return True
    return False


def by_view(
    answers: Iterable[SheetAnswer],
) -> dict[tuple[str, AuthorRole], list[SheetAnswer]]:
    """Answers by the code of their year, empty for none, and by their author."""
    found: dict[tuple[str, AuthorRole], list[SheetAnswer]] = {}
    for one in answers:
        year = one.year.period.code if one.year is not None else ""
        found.setdefault((year, one.author), []).append(one)
    return found


def _starting(line: Sequence[Cell | None], row: int) -> list[tuple[int, Cell]]:
    """The cells with text that begin in this row, each at its first column."""
    found: dict[int, tuple[int, Cell]] = {}
    for index, cell in enumerate(line):
        if cell is not None and cell.row == row and cell.text.strip():
            found.setdefault(id(cell), (index, cell))
    return list(found.values())


def _title_above(grid: Grid, row: int) -> str:
    """The nearest line above that is one text over the whole table and names a year."""
    for line in reversed(grid[max(row - _ROWS_ABOVE, 0) : row]):
        texts = {cell.text for cell in line if cell is not None and cell.text.strip()}
        text = texts.pop() if len(texts) == 1 else ""
        if year_said(text) is not None:
            return text.strip()
    return ""
