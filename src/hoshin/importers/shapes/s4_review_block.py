"""S4, review block: targets and actuals of one indicator over several years, read cell by cell.

``years / name … ※note / 目標値 / unit / a cell for each year / 実績値 / cells from the left``. A
cell may be followed by a bracketed period: the one that its value really describes. Proof: as
many target cells as years, at most as many actual cells, which fill from the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoshin.domain.indicators import TargetRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.absences import Absence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, filled, raw_of
from hoshin.importers.document import Line
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.indicator_words import BASELINE_WORDS, read_name, target_role
from hoshin.importers.printed_values import period_of, read_value
from hoshin.importers.wording import is_torn, joined, plain, squeezed

MARK = Mark("S4", 1)
_CELL = re.compile(
    r"\s*((?:[▲△+-]\s*)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:以上|以下|未満|超|程度)?|[―－…ー–—])"
    r"(?:\s*\(([^()]{2,16})\))?(?=\s|[▲△+\d―－…ー–—]|$)"
)
_PERIOD_LINE = re.compile(r"\(([^()]{2,16})\)")
_MOST_NAME_LINES = 6
_MOST_HEAD_LINES = 5


@dataclass(frozen=True, slots=True)
class Head:
    """The years of a group of blocks; the first is that of the baseline."""

    lines: tuple[Line, ...]
    years: tuple[PrintedPeriod, ...]
    baseline: str
    role: TargetRole


@dataclass(slots=True)
class Block:
    """One indicator's lines and the cells read from them: text, own period, lines."""

    head: Head
    page: int
    name: list[Line] = field(default_factory=list)
    unit: Line | None = None
    targets: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    actuals: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    torn: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line of the block, those of its head among them."""
        own = {line.number for line in (*self.head.lines, *self.name, *self.labels, *self.notes)}
        if self.unit is not None:
            own.add(self.unit.number)
        for _, _, numbers in (*self.targets, *self.actuals):
            own.update(numbers)
        return tuple(sorted(own))


def find(reading: Reading) -> Iterator[Block]:
    """Every block of the document, in order."""
    for page in reading.document.pages:
        lines = [line for line in filled(page.lines) if reading.is_free(line)]
        place = 0
        while place < len(lines):
            head = _head(lines, place)
            if head is None:
                place += 1
                continue
            place += len(head.lines)
            while place < len(lines):
                block, after = _block(lines, place, head)
                if block is None:
                    break
                yield block
                place = after


def _head(lines: Sequence[Line], start: int) -> Head | None:
    """``KPI 単位`` or ``数値目標 単位``, then years, with 基準値 somewhere among them."""
    words = plain(lines[start].text).split(" ")
    role = target_role(words[0])
    if role is None or words[-1] != "単位" or len(words) > 3:
        return None
    years: list[PrintedPeriod] = []
    label = ""
    used = [lines[start]]
    for line in lines[start + 1 : start + 1 + _MOST_HEAD_LINES]:
        pieces = plain(line.text).split(" ")
        periods = [period_of(piece) for piece in pieces]
        if len(pieces) == 1 and pieces[0] in BASELINE_WORDS and not label:
            label = pieces[0]
        elif all(period is not None for period in periods):
            years.extend(period for period in periods if period is not None)
        else:
            break
        used.append(line)
    ascending = [one.period.final_year for one in years]
    if len(years) < 2 or not label or ascending != sorted(set(ascending)):
        return None
    return Head(tuple(used), tuple(years), label, role)


def _block(lines: Sequence[Line], start: int, head: Head) -> tuple[Block | None, int]:
    block = Block(head, lines[start].page)
    place = start
    while place < len(lines) and squeezed(lines[place].text) != "目標値":
        line = lines[place]
        text = plain(line.text)
        if place - start >= _MOST_NAME_LINES or text.endswith("。") or _is_head_line(text):
            return None, start
        block.torn = block.torn or _is_stray(line)
        (block.notes if text.startswith("※") else block.name).append(line)
        place += 1
    if place >= len(lines) or not block.name:
        return None, start
    block.labels.append(lines[place])
    place += 1
    if place < len(lines) and not _cells(lines[place]):
        block.unit = lines[place]
        place += 1
    place = _take_cells(lines, place, block.targets)
    if place < len(lines) and squeezed(lines[place].text).startswith("実績値"):
        block.labels.append(lines[place])
        inline = _cells(lines[place], skip="実績値")
        block.actuals.extend(inline)
        place = _take_cells(lines, place + 1, block.actuals)
    # A cell or a period right behind the last cell belongs to a cell that was lost.
    block.torn = block.torn or (place < len(lines) and _is_stray(lines[place]))
    return block, place


def _is_head_line(text: str) -> bool:
    words = text.split(" ")
    if target_role(words[0]) is not None and words[-1] == "単位":
        return True
    return all(period_of(word) is not None for word in words)


def _is_stray(line: Line) -> bool:
    return _PERIOD_LINE.fullmatch(plain(line.text)) is not None or bool(_cells(line))


def _take_cells(
    lines: Sequence[Line], place: int, into: list[tuple[str, str, tuple[int, ...]]]
) -> int:
    while place < len(lines):
        line = lines[place]
        own = _PERIOD_LINE.fullmatch(plain(line.text))
        if own is not None and into and not into[-1][1] and period_of(own[1]) is not None:
            text, _, numbers = into[-1]
            into[-1] = (text, own[1], (*numbers, line.number))
        else:
            cells = _cells(line)
            if not cells:
                break
            into.extend(cells)
        place += 1
    return place


def _cells(line: Line, skip: str = "") -> list[tuple[str, str, tuple[int, ...]]]:
    """The cells of a line, even when they are glued; none when anything else stands in it."""
    text = plain(line.text).removeprefix(skip)
    cells: list[tuple[str, str, tuple[int, ...]]] = []
    place = 0
    while place < len(text):
        found = _CELL.match(text, place)
        if found is None:
            return []
        if found[2] is not None and period_of(found[2]) is None:
            return []
        cells.append((found[1], found[2] or "", (line.number,)))
        place = found.end()
    return cells


def prove(block: Block) -> str:
    """An empty text when the counts hold, else what does not."""
    if block.torn or is_torn(joined(line.text for line in block.name)):
        return "torn"
    if block.unit is None or len(plain(block.unit.text)) > 8:
        return "unit"
    if len(block.targets) != len(block.head.years):
        return "targets"
    if not block.actuals or len(block.actuals) > len(block.head.years):
        return "actuals"
    return ""


_REASONS = {
    "torn": (
        "名称やセルの一部が欠けているか、ほかの行が混じっているようです。",
        "A piece of the name or of a cell seems to be lost, or mixed with another.",
    ),
    "unit": ("単位が見つかりません。", "No unit was found."),
    "targets": (
        "目標値の数が年の数と合いません。",
        "The number of target cells differs from the number of years.",
    ),
    "actuals": (
        "実績値がないか、年の数より多くあります。",
        "There are no actual cells, or more than there are years.",
    ),
}


def read(block: Block, reading: Reading) -> FoundIndicator:
    """The indicator of a proved block: baseline, yearly targets, goal, actuals."""
    assert block.unit is not None
    years = block.head.years
    unit = block.unit.text.strip()
    values: list[FoundValue] = []

    def add(role: ValueRole, at: int, cell: tuple[str, str, tuple[int, ...]], lead: int) -> None:
        text, own, lines = cell
        column = years[at].printed
        values.append(
            FoundValue(
                role=role,
                value=read_value(f"{text} ({own})" if own else text, unit),
                column=f"{column} {block.head.baseline}" if at == 0 else column,
                column_period=years[at],
                lines=(lead, *lines),
            )
        )

    targets, actuals = block.labels[0].number, block.labels[-1].number
    for at, cell in enumerate(block.targets[1:], start=1):
        add(ValueRole.MILESTONE, at, cell, targets)
    add(ValueRole.GOAL, len(years) - 1, block.targets[-1], targets)
    # A baseline may be printed in the row of targets, with a dash in the row of actuals.
    first = read_value(block.actuals[0][0])
    in_targets = (
        first.absence is Absence.DASH and read_value(block.targets[0][0]).number is not None
    )
    if in_targets:
        add(ValueRole.BASELINE, 0, block.targets[0], targets)
    else:
        add(ValueRole.BASELINE, 0, block.actuals[0], actuals)
    for at, cell in enumerate(block.actuals[1:], start=1):
        add(ValueRole.ACTUAL, at, cell, actuals)
    name = read_name(joined(line.text for line in block.name))
    texts = {line.number: line for line in reading.document.pages[block.page - 1].lines}
    return FoundIndicator(
        name=name.name,
        unit=unit,
        values=tuple(values),
        section=reading.headings.above(block.head.lines[0].number),
        goals=name.goals,
        role=block.head.role,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=(*name.notes, *(plain(line.text) for line in block.notes)),
        evidence=MARK.evidence(
            reading.document,
            block.page,
            block.lines,
            raw=raw_of(texts[number] for number in block.lines),
            check="a-target-cell-for-each-year, actual-cells-from-the-left",
        ),
    )


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every review block."""
    findings = Findings()
    taken: set[int] = set()
    for block in find(reading):
        taken.update(block.lines)
        failed = prove(block)
        if not failed:
            findings += Findings(indicators=(read(block, reading),))
            continue
        ja, en = _REASONS[failed]
        left = MARK.left_over(
            reading.document,
            block.page,
            block.lines,
            f"review-block-{failed}",
            ja,
            en,
            found=[("name", joined(line.text for line in block.name))]
            + [("target", text) for text, _, _ in block.targets]
            + [("actual", text) for text, _, _ in block.actuals],
        )
        findings += Findings(left_over=(left,))
    return ShapeResult(findings, frozenset(taken))


SHAPE = Shape(
    MARK.shape,
    MARK.version,
    "年ごとの目標値・実績値",
    "Yearly targets and actuals, by column",
    apply,
)
