"""S6, numbered budget rows in text: ``No. … ■ name description amount``, lines wrapped anywhere.

Rows are cut at consecutive numbers. Merged cells (bureau, section, project, direction) are printed
once and carried down; that cannot be proved from text, so it is said for every row. Proof: the
numbers are consecutive, each row has a name and an amount (or repeats another row), and the
printed totals equal the sums of their rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.absences import Absence
from hoshin.importers.document import Line, Page
from hoshin.importers.findings import Findings, FoundProgram, FoundTotal
from hoshin.importers.headings import (
    fiscal_year_in,
    fiscal_year_of,
    page_section,
    unit_of_money,
)
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.program_words import (
    TOTAL,
    ProgramField,
    field_of_head,
    heads_in_line,
    is_bureau,
)
from hoshin.importers.shapes.contract import Mark, Reading, Shape, ShapeResult, filled, raw_of
from hoshin.importers.shapes.totals import RunningTotals
from hoshin.importers.wording import joined, plain, squeezed

MARK = Mark("S6", 1)
_NAME_MARK = "■"
_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3})|[―－ー—–-]")
_TOTAL_LINE = re.compile(rf"({TOTAL.pattern})\s*(\d{{1,3}}(?:,\d{{3}})*)")
_GOES_ON = re.compile(r"次(?:頁|ページ)(?:に|へ)(?:つづく|続く)")
_OPEN_END = re.compile(r".*[及とのをにやがで・、（(「]$")
_RESTATES = re.compile(
    r"(?:No\.?|№|番号)\s*0*(\d+)\s*(?:の|を)?再掲|再掲\s*\(?(?:No\.?|№)\s*0*(\d+)"
)
_LEADING_NUMBER = re.compile(rf"\s*([0-9０-９]{{1,3}})(?:\s+|$|(?={_NAME_MARK}))")
_MOST_ROW_LINES = 60


@dataclass(slots=True)
class Row:
    """One row: its number, its lines, and the lines' texts after the number."""

    number: int
    printed: str
    parts: list[tuple[Line, str]] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The rows of one table that stand on one page, with the totals printed after them."""

    page: Page
    head: list[Line]
    fields: tuple[ProgramField, ...]
    year: PrintedPeriod | None
    stage: BudgetStage
    unit: str
    rows: list[Row] = field(default_factory=list)
    totals: list[tuple[Line, str, str]] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> set[int]:
        """Every line of the part."""
        own = {line.number for line in (*self.head, *self.others)}
        own.update(line.number for line, _, _ in self.totals)
        own.update(line.number for row in self.rows for line, _ in row.parts)
        return own


def find(reading: Reading) -> Iterator[list[Part]]:
    """Every table; one that goes on over pages is one list of parts."""
    table: list[Part] = []
    for page in reading.document.pages:
        lines = [line for line in filled(page.lines) if reading.is_free(line)]
        place = 0
        while place < len(lines):
            fields = _fields(lines[place])
            if fields is None:
                place += 1
                continue
            part, place = _part(reading, page, lines, place, fields, _last_number(table) + 1)
            if table and (table[-1].totals or not part.rows or part.rows[0].number == 1):
                yield table
                table = []
            table.append(part)
    if table:
        yield table


def _last_number(table: Sequence[Part]) -> int:
    numbers = [row.number for part in table for row in part.rows]
    return numbers[-1] if numbers and not table[-1].totals else 0


def _fields(line: Line) -> tuple[ProgramField, ...] | None:
    if "\t" in line.text or len(line.text) > 200:
        return None
    heads = heads_in_line(line.text)
    fields = tuple(field_of_head(one) for one in heads)
    # 事業名 before a second column that is headed 方向性 is one head cut in two by letter spacing.
    if len(fields) < 3 or fields[0] is not ProgramField.NUMBER or ProgramField.NAME not in fields:
        return None
    return fields


def _part(
    reading: Reading,
    page: Page,
    lines: Sequence[Line],
    place: int,
    fields: tuple[ProgramField, ...],
    expected: int,
) -> tuple[Part, int]:
    head = [lines[place]]
    place += 1
    year: PrintedPeriod | None = None
    stage = BudgetStage.INITIAL
    while place < len(lines) and len(head) < 5:
        text = squeezed(lines[place].text)
        of_line = fiscal_year_in(text)
        if of_line is None and field_of_head(text) is not ProgramField.AMOUNT:
            break
        year = year or of_line
        stage = _stage(text) or stage
        head.append(lines[place])
        place += 1
    part = Part(
        page,
        head,
        fields,
        year or fiscal_year_of(reading.document),
        stage,
        unit_of_money(page.lines),
    )
    first = next((one for one in (expected, 1) if _starts(lines, place, one)), expected)
    number = first
    row: Row | None = None
    while place < len(lines):
        line = lines[place]
        text = plain(line.text)
        total = _TOTAL_LINE.fullmatch(text)
        rest = _after_number(line.text, number)
        if total is not None and row is not None:
            part.totals.append((line, squeezed(total[1]), total[2]))
        elif _GOES_ON.fullmatch(squeezed(text)) or _fields(line) is not None:
            if _fields(line) is not None:
                break
            part.others.append(line)
            place += 1
            break
        elif part.totals:
            break
        elif rest is not None:
            row = Row(number, plain(line.text.split()[0].rstrip(_NAME_MARK)), [(line, rest)])
            part.rows.append(row)
            number += 1
        elif row is None or len(row.parts) >= _MOST_ROW_LINES:
            break
        else:
            row.parts.append((line, line.text.strip()))
        place += 1
    part.others.extend(_captions(page, part))
    return part, place


def _starts(lines: Sequence[Line], place: int, number: int) -> bool:
    return place < len(lines) and _after_number(lines[place].text, number) is not None


def _after_number(text: str, number: int) -> str | None:
    """What follows the row's number at the start of a line; None when it does not stand there."""
    found = _LEADING_NUMBER.match(text)
    if found is None or int(plain(found[1])) != number:
        return None
    return text[found.end() :].strip()


def _stage(text: str) -> BudgetStage | None:
    if "決算" in text:
        return BudgetStage.OUTTURN
    if "当初" in text:
        return BudgetStage.INITIAL
    if "補正" in text:
        return BudgetStage.SUPPLEMENTARY
    return None


def _captions(page: Page, part: Part) -> Iterator[Line]:
    taken = part.lines
    for line in page.lines:
        if line.number not in taken and unit_of_money([line]):
            yield line


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
        left, mark, right = text.partition(_NAME_MARK)
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
