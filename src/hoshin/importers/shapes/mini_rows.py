"""From the rows of a small table to indicators, and the proof that a table was read whole."""

from __future__ import annotations

from hoshin.domain.indicators import TargetRole
from hoshin.domain.proposals import Confidence
from hoshin.importers.contract import Mark, Reading
from hoshin.importers.findings import FoundIndicator, FoundValue
from hoshin.importers.indicator_words import read_name
from hoshin.importers.printed_values import read_value
from hoshin.importers.shapes.mini_table import MiniTable, Row
from hoshin.importers.wording import is_torn, joined


def proof_failure(table: MiniTable) -> str:
    """An empty text when every row has a name, a unit and one value for each column."""
    if not table.rows:
        return "rows"
    if table.pending:
        return "pending"
    for row in table.rows:
        if len(row.values) != len(table.columns):
            return "values"
        if len(row.words) < 2 or len(row.words[-1][0]) > 8:
            return "unit"
        if is_torn(_joined_by_line(row.words[:-1])):
            return "torn"
    return ""


REASONS = {
    "rows": ("表の行を読めません。", "No row of the table could be read."),
    "pending": (
        "表の中に、どの行にも入らない文字があります。",
        "There is text in the table that belongs to no row.",
    ),
    "values": (
        "値の数が列の数と合わない行があります。",
        "A row does not have one value for each column.",
    ),
    "torn": (
        "名称の一部が欠けているか、二つの行が混じっているようです。",
        "A piece of a name seems to be lost, or two rows to be mixed.",
    ),
    "unit": ("名称と単位に分けられない行があります。", "A row has no name and unit."),
}


def indicators_of(
    table: MiniTable,
    reading: Reading,
    mark: Mark,
    *,
    section: tuple[str, ...],
    role: TargetRole,
    check: str,
    doubtful: bool = False,
) -> tuple[FoundIndicator, ...]:
    """The indicators of a table, in printed order."""
    return tuple(
        _indicator(row, table, reading, mark, section, role, check, doubtful) for row in table.rows
    )


def _indicator(
    row: Row,
    table: MiniTable,
    reading: Reading,
    mark: Mark,
    section: tuple[str, ...],
    role: TargetRole,
    check: str,
    doubtful: bool,
) -> FoundIndicator:
    *words, (unit, unit_line) = row.words
    name = read_name(_joined_by_line(words))
    head = tuple(line.number for line in table.head)
    values = []
    for (text, own, lines), (value_role, label, period) in zip(
        row.values, table.columns, strict=True
    ):
        values.append(
            FoundValue(
                role=value_role,
                value=read_value(f"{text} ({own})" if own else text, unit),
                column=label,
                column_period=period,
                lines=(unit_line, *lines),
            )
        )
    texts = {line.number: line.text.strip() for line in table.page.lines}
    return FoundIndicator(
        name=name.name,
        unit=unit,
        values=tuple(values),
        section=section,
        goals=name.goals,
        role=role,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        evidence=mark.evidence(
            reading.document,
            table.page.number,
            (*head, *row.lines),
            raw=" / ".join(texts[number] for number in (*head, *row.lines)),
            check=check,
            confidence=Confidence.LOW if doubtful else Confidence.HIGH,
        ),
        doubtful=doubtful,
    )


def _joined_by_line(words: list[tuple[str, int]]) -> str:
    """The words of a name: a space inside a line stays, a line break goes."""
    by_line: dict[int, list[str]] = {}
    for word, line in words:
        by_line.setdefault(line, []).append(word)
    return joined(" ".join(one) for one in by_line.values())
