"""The layout of a form learnt: one indicator at fixed places, told by figures already held.

A card or a sheet names one indicator that the city knows. Each figure of it that is found again
gives a place: beside its label, or its cell where the label carries a year, for then next year's
label is read as the period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.importers.document import Cell, Table
from hoshin.importers.indicator_words import read_name
from hoshin.importers.layouts.known_figures import Fact, Known, KnownNames, decided, written
from hoshin.importers.layouts.model import FormIndicator, FormLayout, FormValue, Spot
from hoshin.importers.layouts.tables import Grid, masked
from hoshin.importers.printed_values import period_of, read_value
from hoshin.importers.wording import name_key, plain, squeezed

_LEAST_VALUES = 2
_MOST_MARKS = 6
_LONGEST_LABEL = 40
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with the label that says what it is, and whether that stands beside it or above."""

    cell: Cell
    label: Cell
    beside: bool


def learn_form(table: Table, known: KnownNames, number: int) -> FormLayout | None:
    """The layout of a table that is a form of one indicator; None where it is no such form."""
    grid = table.grid()
    named = [(cell, one) for cell in table.cells if (one := _known(cell, known)) is not None]
    if len(named) != 1:
        return None
    name, figures = named[0]
    placed_name = _labelled(grid, name)
    if placed_name is None:
        return None
    values = _values(table, grid, name, figures)
    if len(values) < _LEAST_VALUES:
        return None
    marks = [placed_name.label, *(one.label for one, _ in values)]
    texts = [plain(one.text) for one in marks if not _has_year(one)]
    title = plain(table.caption or table.sheet)
    return FormLayout(
        name=title[:40] or f"様式{number}",
        contains=tuple(dict.fromkeys(texts))[:_MOST_MARKS],
        indicators=(
            FormIndicator(
                name=_spot(table, placed_name),
                unit=_unit(table, grid, figures),
                values=tuple(_rule(table, one, fact) for one, fact in values),
            ),
        ),
    )


def _known(cell: Cell, known: KnownNames) -> Known | None:
    text = cell.text.replace("\n", "")
    return known.get(name_key(read_name(text).name)) if text.strip() else None


def _values(table: Table, grid: Grid, name: Cell, known: Known) -> list[tuple[_Placed, Fact]]:
    """The cells that hold figures of the indicator, each with the one meaning that it has."""
    found: dict[Fact, _Placed] = {}
    for cell in table.cells:
        value = read_value(cell.text)
        if cell is name or value.number is None or value.number not in known.figures:
            continue
        placed = _labelled(grid, cell)
        if placed is None:
            continue
        fact = decided(Counter(known.figures[value.number]), plain(placed.label.text))
        if fact is not None:
            found.setdefault(fact, placed)
    return [(placed, fact) for fact, placed in found.items()]


def _labelled(grid: Grid, cell: Cell) -> _Placed | None:
    """A cell with its label: the text to its left, else the one above it."""
    left = [one for one in reversed(grid[cell.row][: cell.column]) if one is not None]
    above = [one for row in reversed(grid[: cell.row]) if (one := row[cell.column]) is not None]
    for candidates, beside in ((left, True), (above, False)):
        label = next(iter(candidates), None)
        if label is not None and _is_label(label):
            return _Placed(cell, label, beside)
    return None


def _is_label(cell: Cell) -> bool:
    """Whether a cell says what stands beside it: words, perhaps with a year, and no figure."""
    text = plain(cell.text)
    if not text or len(text) > _LONGEST_LABEL:
        return False
    return _has_year(cell) or read_value(text).number is None


def _has_year(cell: Cell) -> bool:
    return masked(cell.text) != squeezed(cell.text)


def _rule(table: Table, placed: _Placed, fact: Fact) -> FormValue:
    meaning, period = fact
    label = plain(placed.label.text)
    if _has_year(placed.label) and period_of(label) is not None:
        return FormValue(
            role=meaning,
            spot=Spot(cell=_address(placed.cell)),
            period_at=Spot(cell=_address(placed.label)),
        )
    return FormValue(role=meaning, spot=_spot(table, placed), period=written("", period))


def _spot(table: Table, placed: _Placed) -> Spot:
    """A place by its label, or by its cell where other cells have the same label."""
    label = squeezed(placed.label.text)
    if sum(squeezed(one.text) == label for one in table.cells) > 1:
        return Spot(cell=_address(placed.cell))
    text = plain(placed.label.text)
    return Spot(right_of=text) if placed.beside else Spot(below=text)


def _unit(table: Table, grid: Grid, known: Known) -> Spot | None:
    for cell in table.cells:
        if squeezed(cell.text) in known.units and cell.text.strip():
            placed = _labelled(grid, cell)
            if placed is not None and "単位" in placed.label.text:
                return _spot(table, placed)
    return None


def _address(cell: Cell) -> str:
    if cell.address:
        return cell.address.partition(":")[0]
    letters, rest = "", cell.column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = _LETTERS[digit] + letters
    return f"{letters}{cell.row + 1}"


def one_of_each(forms: Sequence[FormLayout]) -> tuple[FormLayout, ...]:
    """Forms without those that say the same as one before: a document holds many alike."""
    kept: dict[tuple[object, ...], FormLayout] = {}
    for one in forms:
        kept.setdefault((one.contains, one.indicators), one)
    return tuple(kept.values())
