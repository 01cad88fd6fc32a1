"""The heads of evaluation sheets: fiscal years over columns, or kinds of money over years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage
from hoshin.importers.column_heads import stack_over
from hoshin.importers.document import Cell
from hoshin.importers.evaluation_forms import YearColumn
from hoshin.importers.evaluation_words import Money, money_of_path
from hoshin.importers.findings import ValueRole
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.printed_values import period_of
from hoshin.importers.wording import plain, squeezed

_YEAR = re.compile(
    r"((?:明治|大正|昭和|平成|令和|[MTSHR])\s*\.?\s*(?:元|\d{1,2})(?:\(\d{4}\))?|(?:19|20)\d\d)"
    r"\s*(年度?)?(?:\(\d{4}\s*年?度?\))?"
)
STAGES = (
    (re.compile(r"決算"), BudgetStage.OUTTURN),
    (re.compile(r"補正後|現計|予算現額"), BudgetStage.INITIAL_AND_SUPPLEMENTARY),
    (re.compile(r"予算"), BudgetStage.INITIAL),
    (re.compile(r"計画|見込"), BudgetStage.PLANNED),
    (re.compile(r"実績"), BudgetStage.OUTTURN),
)
_LEAST_KINDS = 3
_LEAST_ROLES = 2
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INDICATOR = re.compile(r"(?:(?:成果|活動|評価|業績))?指標(?:名称?)?")

Grid = list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class YearHead:
    """A head that names one fiscal year, with the stage and the role beside it."""

    year: PrintedPeriod
    stage: BudgetStage | None
    role: ValueRole | None


def year_head(text: str) -> YearHead | None:
    """A head that names one fiscal year, with the stage and role that it names beside it."""
    head = plain(text).replace(" ", "")
    if not head or len(head) > 24:
        return None
    match = _YEAR.search(head)
    if match is None or _YEAR.search(head, match.end()) is not None:
        return None
    rest = (head[: match.start()] + head[match.end() :]).strip("()度の値・:")
    stage = next((one for pattern, one in STAGES if pattern.search(rest)), None)
    role = role_of_label(rest) if rest else None
    if rest and stage is None and role is None:
        return None
    year = period_of(match[1] + "年度")
    return YearHead(year, stage, role) if year is not None else None


def year_said(text: str) -> PrintedPeriod | None:
    """The one fiscal year that a title names among other words; None for none and for several."""
    found = list(_YEAR.finditer(plain(text)))
    if len(found) != 1 or not (found[0][2] or "").endswith("度"):
        return None
    return period_of(found[0][1] + "年度")


def year_columns(
    grid: Grid, row: int, last: int
) -> tuple[list[YearColumn], dict[int, str], int] | None:
    """The year columns that this row heads, the other heads, and how many rows the heads take."""
    found: dict[int, YearHead] = {}
    for index, cell in enumerate(grid[row]):
        head = year_head(cell.text) if cell is not None else None
        if head is not None:
            found[index] = head
    heads_found = len({id(grid[row][index]) for index in found})
    if heads_found < 2 and not (
        heads_found == 1 and any(c is not None and c.text.strip() for c in grid[row][: min(found)])
    ):
        return None
    depth = max(
        (
            cell.row_span
            for cell in grid[row]
            if cell is not None and cell.row == row and cell.text.strip()
        ),
        default=1,
    )
    subheads: dict[int, ValueRole] = {}
    stages: dict[int, BudgetStage] = {}
    below = grid[row + 1] if row + 1 < last else []
    for index in found:
        cell = below[index] if index < len(below) else None
        if cell is None or cell is grid[row][index] or not cell.text.strip():
            continue
        role = role_of_label(cell.text)
        stage = next((s for pattern, s in STAGES if pattern.search(squeezed(cell.text))), None)
        if role is not None:
            subheads[index] = role
        if stage is not None and len(squeezed(cell.text)) <= 8:
            stages[index] = stage
    has_subheads = len({*subheads, *stages}) * 2 > len(found)
    depth = max(min(depth, 2), 2 if has_subheads else 1)
    columns = []
    used: set[tuple[int, int]] = set()
    for index, head in found.items():
        cell = grid[row + 1][index] if has_subheads else grid[row][index]
        key = (id(cell), 0)
        if key in used:
            # One merged head over several places without heads of their own: one column.
            continue
        used.add(key)
        columns.append(
            YearColumn(
                index=index,
                year=head.year,
                stage=(stages.get(index) if has_subheads else None) or head.stage,
                role=(subheads.get(index) if has_subheads else None) or head.role,
                head=cell.text if cell is not None else "",
            )
        )
    heads = {
        index: squeezed(cell.text)
        for index, cell in enumerate(grid[row])
        if cell is not None and index not in found and cell.text.strip()
    }
    return columns, heads, depth if row + depth <= last else 1


def names_indicators(head: str) -> bool:
    """Whether the head of a column says that indicators are named below it: 指標名(単位)."""
    return _INDICATOR.fullmatch(_BRACKETS.sub("", squeezed(head))) is not None


@dataclass(frozen=True, slots=True)
class RoleColumns:
    """Columns that are roles (実績値, 目標値): each value prints its own year."""

    name: int
    roles: dict[int, ValueRole]


def role_columns(grid: Grid, row: int) -> RoleColumns | None:
    """The columns that this row heads by name and roles, with at least two roles."""
    name: int | None = None
    roles: dict[int, ValueRole] = {}
    seen: set[int] = set()
    for index, cell in enumerate(grid[row]):
        if cell is None or cell.row != row or id(cell) in seen:
            continue
        seen.add(id(cell))
        role = role_of_label(cell.text)
        if role is not None:
            roles[index] = role
        elif name is None and _INDICATOR.fullmatch(squeezed(cell.text)):
            name = index
    if name is None or len(set(roles.values())) < _LEAST_ROLES:
        return None
    return RoleColumns(name, roles)


@dataclass(frozen=True, slots=True)
class Across:
    """Rows of money that lie on their side: kinds as heads, a year in each first cell."""

    depth: int
    labels: dict[int, tuple[str, ...]]
    kinds: dict[int, Money]


def money_across(grid: Grid, row: int, last: int) -> Across | None:
    """The heads of such rows that begin here, with at least three kinds and a year below them."""
    for depth in (1, 2):
        if row + depth >= last:
            return None
        labels: dict[int, tuple[str, ...]] = {}
        kinds: dict[int, Money] = {}
        for index in range(1, len(grid[row])):
            texts = tuple(cell.text for cell in stack_over(grid, row, depth, index))
            kind = money_of_path(texts) if texts else None
            if kind is not None:
                labels[index], kinds[index] = texts, kind
        first = grid[row + depth][0]
        year = year_head(first.text) if first is not None else None
        if len(set(kinds.values())) >= _LEAST_KINDS and year is not None:
            return Across(depth, labels, kinds)
    return None
