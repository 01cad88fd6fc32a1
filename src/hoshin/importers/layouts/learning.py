"""A layout learnt: which column is which, told by figures that the city already holds.

A clerk accepts the rows of a first import, or enters two or three rows of a table that no rule
reads. Their names are then looked for in the document's tables, and each column is given the
meaning that its figures have in the city's data. What two meanings fit equally is not decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hoshin.domain.city import City
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.importers.column_heads import MOST_HEAD_ROWS, stack_over
from hoshin.importers.document import Cell, Document, Table
from hoshin.importers.indicator_words import read_name
from hoshin.importers.layouts.known_figures import Fact, Known, decided, known_names, written
from hoshin.importers.layouts.learning_forms import learn_form, one_of_each
from hoshin.importers.layouts.model import (
    VALUE_ROLES,
    ColumnRule,
    FormLayout,
    Layout,
    Meaning,
    TableLayout,
)
from hoshin.importers.layouts.tables import Grid, masked, period_under
from hoshin.importers.printed_values import read_value
from hoshin.importers.wording import name_key, plain, squeezed

_LEAST_ROWS = 2
_MOST_CELLS = 500_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Learnt:
    """A layout, or None where nothing could be learnt, and what is to be said of it."""

    layout: Layout | None
    problems: tuple[Problem, ...]


def learn(document: Document, city: City, file: str) -> Learnt:
    """The layout of every table and form in which the city's names and figures are found again."""
    known = known_names(city)
    tables: list[TableLayout] = []
    forms: list[FormLayout] = []
    problems: list[Problem] = []
    seen: set[tuple[str, ...]] = set()
    for table in document.tables():
        if table.rows * table.columns > _MOST_CELLS:
            continue
        found = _learn_table(table, known, len(tables) + 1)
        if found is None:
            form = learn_form(table, known, len(forms) + 1)
            if form is not None:
                forms.append(form)
            continue
        layout, unclear = found
        key = tuple(masked(one.head) or one.column for one in layout.columns)
        if key in seen:
            continue
        seen.add(key)
        tables.append(layout)
        problems.extend(_unclear(document, layout, head) for head in unclear)
    if not tables and not forms:
        return Learnt(None, (_nothing(document),))
    layout_of_all = Layout(file=file, tables=tuple(tables), forms=one_of_each(forms))
    return Learnt(layout_of_all, tuple(problems))


def _learn_table(
    table: Table, known: Mapping[str, Known], number: int
) -> tuple[TableLayout, list[str]] | None:
    grid = table.grid()
    name_column, rows = _names(grid, known)
    if len(rows) < _LEAST_ROWS:
        return None
    votes = {
        index: _meanings(grid, index, rows)
        for index in range(table.columns)
        if index != name_column
    }
    values = [index for index, facts in votes.items() if facts]
    if not values:
        return None
    first = _first_row(grid, min(rows), values)
    heads = _heads(grid, first)
    columns: list[ColumnRule] = []
    unclear: list[str] = []
    for index in range(table.columns):
        head = heads[index] if heads else ""
        place = {"head": head} if heads else {"column": _letters(grid, index)}
        if index == name_column:
            columns.append(ColumnRule(means=Meaning.NAME, **place))
        elif votes[index]:
            fact = decided(votes[index], head)
            if fact is None:
                unclear.append(head or place.get("column", ""))
                continue
            meaning, period = fact
            columns.append(ColumnRule(means=meaning, period=written(head, period), **place))
        elif _is_unit_column(grid, index, rows):
            columns.append(ColumnRule(means=Meaning.UNIT, **place))
        elif heads and _holds_figures(grid, index, rows):
            unclear.append(head)
    if not any(one.means in VALUE_ROLES for one in columns):
        return None
    if heads and any(not one.head for one in columns):
        return None
    title = plain(table.caption or table.sheet)
    return (
        TableLayout(
            name=title[:40] or f"表{number}",
            columns=_one_for_each_head(columns),
            contains=() if heads else tuple(one for one in (title,) if one),
            first_row=0 if heads else first + 1,
        ),
        unclear,
    )


def _names(grid: Grid, known: Mapping[str, Known]) -> tuple[int, dict[int, Known]]:
    """The column with most names that the city knows, and its rows."""
    best: tuple[int, dict[int, Known]] = (0, {})
    width = len(grid[0]) if grid else 0
    for index in range(width):
        rows: dict[int, Known] = {}
        before: Cell | None = None
        for place, row in enumerate(grid):
            cell = row[index]
            if cell is None or cell is before:
                continue
            before = cell
            one = known.get(name_key(read_name(cell.text.replace("\n", "")).name))
            if one is not None:
                rows[place] = one
        if len(rows) > len(best[1]):
            best = (index, rows)
    return best


def _meanings(grid: Grid, index: int, rows: Mapping[int, Known]) -> Counter[Fact]:
    """How often the figures of a column have each meaning in the city's data."""
    votes: Counter[Fact] = Counter()
    figures = 0
    for place, known in rows.items():
        cell = grid[place][index]
        value = read_value(cell.text) if cell is not None else None
        if value is None or value.number is None:
            continue
        figures += 1
        votes.update(known.figures.get(value.number, ()))
    if not figures:
        return Counter()
    # A meaning that not all of the known rows share is a chance hit.
    return Counter(
        {fact: count for fact, count in votes.items() if count == figures >= _LEAST_ROWS}
    )


def _first_row(grid: Grid, first_known: int, values: Sequence[int]) -> int:
    """The first row of the table's body: upwards from the first known row while figures stand."""
    place = first_known
    while place > 0:
        above = [grid[place - 1][index] for index in values]
        figures = [
            cell
            for cell in above
            if cell is not None
            and (value := read_value(cell.text)).number is not None
            and period_under(cell.text, "") is None
            and not value.period
        ]
        if not figures:
            break
        place -= 1
    return place


def _heads(grid: Grid, first: int) -> list[str]:
    """The heads over the body, one text a column; none where the table begins with its body."""
    for depth in range(1, min(first, MOST_HEAD_ROWS) + 1):
        start = first - depth
        stacks = [stack_over(grid, start, depth, index) for index in range(len(grid[0]))]
        filled = [stack for stack in stacks if stack]
        goes_on = depth < first and _is_head_row(grid[start - 1]) and depth < MOST_HEAD_ROWS
        if len(filled) * 2 >= len(stacks) and not goes_on:
            return [" ".join(plain(cell.text) for cell in stack) for stack in stacks]
    return []


def _is_head_row(row: Sequence[Cell | None]) -> bool:
    """Whether a row above the heads is one more of them: several texts, none over all columns."""
    texts = {id(cell) for cell in row if cell is not None and cell.text.strip()}
    return len(texts) >= 2


def _is_unit_column(grid: Grid, index: int, rows: Mapping[int, Known]) -> bool:
    cells = [(grid[place][index], known) for place, known in rows.items()]
    return all(cell is not None and squeezed(cell.text) in known.units for cell, known in cells)


def _holds_figures(grid: Grid, index: int, rows: Iterable[int]) -> bool:
    return any(
        (cell := grid[place][index]) is not None and read_value(cell.text).number is not None
        for place in rows
    )


def _letters(grid: Grid, index: int) -> str:
    """The letter of a column: the sheet's own where the cells have addresses."""
    for row in grid:
        cell = row[index]
        if cell is not None and cell.address and cell.column == index:
            return re.sub(r"[\d:].*", "", cell.address)
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = _LETTERS[digit] + letters
    return letters


def _one_for_each_head(columns: Sequence[ColumnRule]) -> tuple[ColumnRule, ...]:
    """Columns of one meaning whose heads differ in their year only become one rule."""
    kept: list[ColumnRule] = []
    by_head: dict[str, list[ColumnRule]] = {}
    for one in columns:
        by_head.setdefault(masked(one.head) or one.column, []).append(one)
    for group in by_head.values():
        same = len({one.means for one in group}) == 1 and group[0].means in VALUE_ROLES
        fiscal = {one.period.endswith("年度") for one in group}
        kept += group[:1] if same and len(fiscal) == 1 else group
    return tuple(kept)


def _unclear(document: Document, layout: TableLayout, head: str) -> Problem:
    return Problem(
        code="layout-column-unclear",
        level=ProblemLevel.NOTE,
        place=Place(file=document.name, column=head),
        sentence=Words(
            f"表「{layout.name}」の列「{head}」の意味は、手元の値からは決まりません。",
            f'What column "{head}" of "{layout.name}" means cannot be told from the figures held.',
        ),
        hint=Words(
            "要る列なら、レイアウトに [[table.column]] を書き足してください。",
            "If you need it, add a [[table.column]] for it to the layout.",
        ),
    )


def _nothing(document: Document) -> Problem:
    return Problem(
        code="layout-nothing-learnt",
        level=ProblemLevel.WARNING,
        place=Place(file=document.name),
        sentence=Words(
            "この文書の表に、フォルダにある指標の名称と値が見つかりません。",
            "No table of this document has names and figures that the folder holds.",
        ),
        hint=Words(
            "表の二、三行を先にフォルダへ入力して(または確認用のブックで採用して)ください。",
            "Enter two or three rows of the table first, or take them in the review workbook.",
        ),
    )
