"""Forms of a layout: one indicator or a few at fixed cells, beside labels, or after labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.importers.contract import Mark, Reading
from hoshin.importers.document import Cell, Line, Page, Table
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue
from hoshin.importers.indicator_words import read_name
from hoshin.importers.layouts.model import (
    VALUE_ROLES,
    FormIndicator,
    FormLayout,
    Spot,
)
from hoshin.importers.printed_values import period_of, read_value, same_unit
from hoshin.importers.wording import plain, squeezed

_ENDS_LABEL = "::・"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a form, with the cell or the line that it stands in."""

    text: str
    cell: Cell | None = None
    lines: tuple[int, ...] = ()


class OfTable:
    """Looks up the spots of a form in one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.grid = table.grid()
        self._by_address: dict[str, Cell] = {}
        for row, cells in enumerate(self.grid):
            for column, cell in enumerate(cells):
                if cell is not None:
                    address = cell.address.partition(":")[0] or f"{_letter(column)}{row + 1}"
                    self._by_address.setdefault(address, cell)
        self._by_label: dict[str, Cell] = {}
        for cell in table.cells:
            self._by_label.setdefault(_label(cell.text), cell)

    def at(self, spot: Spot) -> Text | None:
        """The text at a spot; None where the form has no such cell or label."""
        if spot.cell:
            cell = self._by_address.get(spot.cell)
            return Text(cell.text.strip(), cell) if cell is not None else None
        label = self._by_label.get(_label(spot.right_of or spot.below))
        if label is None:
            return None
        row, column = label.row, label.column
        if spot.right_of:
            beside = self.grid[row][column + label.column_span :]
        else:
            beside = [one[column] for one in self.grid[row + label.row_span :]]
        for cell in beside:
            if cell is not None:
                return Text(cell.text.strip(), cell)
        return Text("")


class OfLines:
    """Looks up the spots of a form in a run of lines: what follows a label."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text.strip()]

    def at(self, spot: Spot) -> Text | None:
        """What follows a label on its line, else the next line."""
        wanted = _label(spot.after)
        if not wanted:
            return None
        for place, line in enumerate(self.lines):
            text = plain(line.text)
            if not squeezed(text).startswith(wanted):
                continue
            rest = _after(text, wanted)
            if rest:
                return Text(rest, None, (line.number,))
            following = self.lines[place + 1 : place + 2]
            if following:
                return Text(following[0].text.strip(), None, (line.number, following[0].number))
            return Text("", None, (line.number,))
        return None


def _label(text: str) -> str:
    return squeezed(text).rstrip(_ENDS_LABEL)


def _after(text: str, label: str) -> str:
    """What stands behind a label in a text that begins with it, blanks aside."""
    seen = 0
    for at, char in enumerate(text):
        if not char.isspace():
            seen += 1
        if seen == len(label):
            return text[at + 1 :].lstrip(_ENDS_LABEL + " ").strip()
    return ""


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def in_table(reading: Reading, layout: FormLayout, mark: Mark, table: Table) -> Findings | None:
    """What a table says if it is such a form, else None."""
    texts = [squeezed(cell.text) for cell in table.cells]
    texts += [squeezed(table.caption), squeezed(table.sheet)]
    if not all(any(squeezed(one) in text for text in texts) for one in layout.contains):
        return None
    return _read(reading, layout, mark, OfTable(table), table.page, table)


def in_lines(reading: Reading, layout: FormLayout, mark: Mark, page: Page) -> Findings | None:
    """What a page of running lines says if it is such a form, else None.

    Where the first indicator's name has a label, each line with it begins one more form.
    """
    lines = [line for line in page.lines if reading.is_free(line) and line.text.strip()]
    text = squeezed("".join(line.text for line in lines)[:100_000])
    if not all(squeezed(one) in text for one in layout.contains):
        return None
    first = _label(layout.indicators[0].name.after)
    starts = [
        at for at, line in enumerate(lines) if first and squeezed(line.text).startswith(first)
    ]
    findings = Findings()
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(lines)
        found = _read(reading, layout, mark, OfLines(lines[start:end]), page.number, None)
        findings += found or Findings()
    return findings if starts else None


def _read(
    reading: Reading,
    layout: FormLayout,
    mark: Mark,
    places: OfTable | OfLines,
    page: int,
    table: Table | None,
) -> Findings | None:
    findings = Findings()
    for rule in layout.indicators:
        name = places.at(rule.name)
        if name is None or not name.text:
            continue
        findings += _indicator(reading, mark, rule, places, page, table, name)
    return findings if findings != Findings() else None


def _indicator(
    reading: Reading,
    mark: Mark,
    rule: FormIndicator,
    places: OfTable | OfLines,
    page: int,
    table: Table | None,
    name: Text,
) -> Findings:
    used = [name]

    def text(spot: Spot | None) -> str:
        found = places.at(spot) if spot is not None else None
        if found is not None and found.text:
            used.append(found)
        return found.text if found is not None else ""

    unit = text(rule.unit)
    number, owner = text(rule.number), text(rule.owner)
    values: list[FoundValue] = []
    failed: list[tuple[str, str]] = []
    for one in rule.values:
        found = places.at(one.spot)
        if found is None:
            failed.append((one.role.value, "(見つかりません / not found)"))
            continue
        used.append(found)
        value = read_value(found.text, unit)
        if not value.clear or (value.unit and unit and not same_unit(value.unit, unit)):
            failed.append((one.role.value, found.text))
            continue
        period = text(one.period_at) or one.period
        values.append(
            FoundValue(
                role=VALUE_ROLES[one.role],
                value=value,
                column=one.spot.right_of or one.spot.below or one.spot.after,
                column_period=period_of(period) if period else None,
                lines=found.lines,
                cells=(found.cell.address,) if found.cell and found.cell.address else (),
            )
        )
    cells = [one.cell for one in used if one.cell is not None]
    lines = sorted({number for one in used for number in one.lines})
    unit = unit or next((one.value.unit for one in values if one.value.unit), "")
    if failed or not any(one.value.number is not None or one.value.text for one in values):
        left = mark.left_over(
            reading.document,
            page,
            lines,
            "layout-form-value",
            f"「{name.text}」の値を、レイアウトが示す場所から読み切れません。",
            f'The values of "{name.text}" could not be read where the layout says they are.',
            table=table,
            cells=cells,
            found=failed,
        )
        return Findings(left_over=(left,))
    named = read_name(name.text.replace("\n", ""))
    above = lines[0] if lines else (table.first_line if table is not None else 0)
    indicator = FoundIndicator(
        name=named.name,
        unit=plain(unit),
        values=tuple(values),
        number=plain(number),
        owner=re.sub(r"\s+", "", owner),
        section=reading.headings.above(above),
        goals=named.goals,
        restated=named.restated,
        cumulative=named.cumulative,
        notes=named.notes,
        evidence=mark.evidence(
            reading.document,
            page,
            lines,
            raw="" if cells else " / ".join(one.text for one in used if one.text),
            check="every-place-found, values-understood",
            table=table,
            cells=cells,
        ),
    )
    return Findings(indicators=(indicator,))
