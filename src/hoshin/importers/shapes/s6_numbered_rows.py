"""S6, numbered budget rows in text: ``No. … ■ name description amount``, lines wrapped anywhere.

Rows are cut at consecutive numbers. Merged cells (bureau, section, project, direction) are printed
once and carried down; that cannot be proved from text, so it is said for every row. Proof: the
numbers are consecutive, each row has a name and an amount (or repeats another row), and the
printed totals equal the sums of their rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hoshin.domain.programs import ListingKind
from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.absences import Absence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, raw_of
from hoshin.importers.document import Line
from hoshin.importers.findings import Findings, FoundProgram, FoundTotal
from hoshin.importers.headings import (
    page_section,
)
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.program_words import (
    ProgramField,
    is_bureau,
)
from hoshin.importers.shapes.numbered_parts import NAME_MARK, Part, Row, find
from hoshin.importers.shapes.totals import RunningTotals
from hoshin.importers.wording import joined, plain

MARK = Mark("S6", 1)
_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3})|[―－ー—–-]")
_OPEN_END = re.compile(r".*[及とのをにやがで・、（(「]$")
_RESTATES = re.compile(
    r"(?:No\.?|№|番号)\s*0*(\d+)\s*(?:の|を)?再掲|再掲\s*\(?(?:No\.?|№)\s*0*(\d+)"
)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row taken apart."""

    before: tuple[str, ...]
    name: str
    bureau: str
    description: str
    amount: str
    amount_line: int


def _take_apart(row: Row, fields: tuple[ProgramField, ...]) -> _Cells | None:
    before: list[tuple[Line, str]] = []
    after: list[tuple[Line, str]] = []
    for line, text in row.parts:
        if after:
            after.append((line, text))
            continue
        left, mark, right = text.partition(NAME_MARK)
        if left.strip():
            before.append((line, left.strip()))
        if mark:
            after.append((line, right.strip()))
    words = [(word, line.number) for line, text in after for word in text.split()]
    if len(words) < 2 or _AMOUNT.fullmatch(plain(words[-1][0])) is None:
        return None
    amount, amount_line = words.pop()
    has_bureau = ProgramField.BUREAU in fields[fields.index(ProgramField.NAME) :]
    at = (
        next((n for n, (word, _) in enumerate(words) if n and is_bureau(word)), None)
        if has_bureau
        else None
    )
    if at is not None:
        name, bureau, rest = words[:at], words[at][0], words[at + 1 :]
    else:
        length = 1
        while length < len(words) and _OPEN_END.match(joined(w for w, _ in words[:length])):
            length += 1
        name, bureau, rest = words[:length], "", words[length:]
    return _Cells(
        before=_cells_before(before),
        name=joined(word for word, _ in name),
        bureau=bureau,
        description=joined(word for word, _ in rest),
        amount=amount,
        amount_line=amount_line,
    )


def _cells_before(parts: Sequence[tuple[Line, str]]) -> tuple[str, ...]:
    """Cells before the name: a box of one line may hold several, one of many lines is one."""
    boxes: list[list[tuple[Line, str]]] = []
    for line, text in parts:
        if boxes and line.number == boxes[-1][-1][0].number + 1:
            boxes[-1].append((line, text))
        else:
            boxes.append([(line, text)])
    cells: list[str] = []
    for box in boxes:
        if len(box) == 1:
            cells.extend(box[0][1].split())
        else:
            cells.append(joined(text for _, text in box))
    return tuple(cells)


def read(
    reading: Reading, parts: Sequence[Part], running: RunningTotals
) -> tuple[list[FoundProgram], list[FoundTotal], str]:
    """Programs and totals of one table, and what does not hold (empty when all does).

    ``running`` holds the subtotals of the tables before this one too.
    """
    programs: list[FoundProgram] = []
    totals: list[FoundTotal] = []
    carried: dict[ProgramField, str] = {}
    failed = ""
    section = page_section(parts[0].page, parts[0].lines)
    for part in parts:
        columns = [
            one
            for one in part.fields[1 : part.fields.index(ProgramField.NAME)]
            if one is not ProgramField.OTHER
        ]
        for row in part.rows:
            cells = _take_apart(row, part.fields)
            if cells is None or len(cells.before) > len(columns):
                failed = failed or "row"
                continue
            own: dict[ProgramField, str] = dict(
                zip(columns[len(columns) - len(cells.before) :], cells.before, strict=True)
            )
            if cells.bureau:
                own[ProgramField.BUREAU] = cells.bureau
            inherited = tuple(
                one.value for one in carried if one not in own and one in (*columns, _B)
            )
            carried.update(own)
            program = _program(reading, part, row, cells, carried, inherited, section)
            if program.amount_yen is None and program.kind is not ListingKind.RESTATED:
                failed = failed or ("amount" if part.unit else "unit")
            programs.append(program)
            running.add(program.amount_yen or 0)
        for line, label, amount in part.totals:
            value = in_yen(read_value(amount, part.unit))
            if value is None:
                failed = failed or "unit"
                continue
            agrees = running.closes(value)
            failed = failed or ("" if agrees else "total")
            totals.append(_total(reading, part, line, label, amount, value, section, agrees))
    if not failed and not programs:
        failed = "row"
    return programs, totals, failed


_B = ProgramField.BUREAU


def _program(
    reading: Reading,
    part: Part,
    row: Row,
    cells: _Cells,
    carried: dict[ProgramField, str],
    inherited: tuple[str, ...],
    section: tuple[str, ...],
) -> FoundProgram:
    value = read_value(cells.amount, part.unit)
    restates = _RESTATES.search(plain(cells.description))
    is_restated = restates is not None or (
        value.absence is Absence.DASH and "再掲" in plain(cells.description)
    )
    lines = [line for line, _ in row.parts]
    return FoundProgram(
        name=cells.name,
        amount_yen=in_yen(value),
        amount_printed="" if value.number is None else cells.amount,
        unit_printed=part.unit,
        number=row.printed,
        bureau=carried.get(ProgramField.BUREAU, ""),
        office=carried.get(ProgramField.OFFICE, ""),
        project=carried.get(ProgramField.PROJECT, ""),
        direction=carried.get(ProgramField.DIRECTION, ""),
        section=section,
        year=part.year,
        stage=part.stage,
        kind=ListingKind.RESTATED if is_restated else ListingKind.LISTING,
        restates=(restates[1] or restates[2] or "") if restates else "",
        inherited=inherited,
        amount_line=cells.amount_line,
        evidence=MARK.evidence(
            reading.document,
            part.page.number,
            (line.number for line in lines),
            raw=raw_of(lines),
            check="consecutive-numbers, totals-agree",
        ),
    )


def _total(
    reading: Reading,
    part: Part,
    line: Line,
    label: str,
    amount: str,
    value: int,
    section: tuple[str, ...],
    agrees: bool,
) -> FoundTotal:
    return FoundTotal(
        label=label,
        amount_yen=value,
        amount_printed=amount,
        unit_printed=part.unit,
        section=section,
        agrees=agrees,
        evidence=MARK.evidence(
            reading.document,
            part.page.number,
            (line.number,),
            raw=line.text.strip(),
            check="sum-of-its-rows" if agrees else "",
        ),
    )


_REASONS = {
    "row": (
        "番号の行を、事業名と金額に分けられません。",
        "A numbered row could not be taken apart into name and amount.",
    ),
    "amount": ("金額のない行があります。", "A row has no amount."),
    "unit": (
        "金額の単位(円・千円など)が分かりません。",
        "The unit of the amounts (yen, thousand yen …) is not said.",
    ),
    "total": (
        "印刷された小計・計が、行の和と合いません。",
        "A printed total differs from the sum of its rows.",
    ),
}


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every numbered budget table."""
    findings = Findings()
    taken: set[int] = set()
    running = RunningTotals()
    for parts in find(reading):
        running.group.clear()
        programs, totals, failed = read(reading, parts, running)
        if failed == "row" and not programs and not any(part.totals for part in parts):
            continue
        for part in parts:
            taken.update(part.lines)
        if failed:
            findings += Findings(
                totals=tuple(totals), left_over=(_left(reading, parts, programs, failed),)
            )
            continue
        if not totals:
            programs = [_unproved(one) for one in programs]
        findings += Findings(programs=tuple(programs), totals=tuple(totals))
    return ShapeResult(findings, frozenset(taken))


def _unproved(program: FoundProgram) -> FoundProgram:
    evidence = replace(program.evidence, confidence=Confidence.MEDIUM, check="consecutive-numbers")
    return replace(program, evidence=evidence, doubtful=True)


def _left(
    reading: Reading, parts: Sequence[Part], programs: Iterable[FoundProgram], failed: str
) -> LeftOver:
    ja, en = _REASONS[failed]
    return MARK.left_over(
        reading.document,
        parts[0].page.number,
        (number for part in parts for number in part.lines),
        f"numbered-rows-{failed}",
        ja,
        en,
        found=[("program", f"{one.number} {one.name} {one.amount_printed}") for one in programs],
    )


SHAPE = Shape(MARK.shape, MARK.version, "番号つき予算表", "Numbered budget rows", apply)
