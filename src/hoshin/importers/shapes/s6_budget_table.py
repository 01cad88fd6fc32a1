"""S6 in cells: a table of programs with heads, one row a program, amounts in one or more columns.

Merged cells (bureau, section, project) hold for every row that they cover; blank ones are carried
down. Proof: every row has a name and an amount that is understood, and the printed totals are the
sums of their rows. Without a total the rows are less sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.absences import Absence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Cell
from hoshin.importers.findings import Findings, FoundProgram, FoundTotal
from hoshin.importers.headings import (
    heading_text,
)
from hoshin.importers.printed_values import PrintedValue, in_yen, read_value
from hoshin.importers.program_words import TOTAL, ProgramField, field_of_head
from hoshin.importers.shapes.budget_grids import Amounts, Block, find
from hoshin.importers.shapes.totals import RunningTotals
from hoshin.importers.wording import plain, squeezed

MARK = Mark("S6", 1)
_RESTATED = re.compile(r"再\s*掲")
_RESTATES = re.compile(r"(?:No\.?|№|番号)\s*0*(\d+)", re.IGNORECASE)
_CARRIED = (
    ProgramField.BUREAU,
    ProgramField.OFFICE,
    ProgramField.PROJECT,
    ProgramField.DIRECTION,
)


def read(
    reading: Reading, block: Block
) -> tuple[list[FoundProgram], list[FoundTotal], str, list[Cell]]:
    """Programs, totals, which proof failed (empty when none did), and the cells it failed on."""
    running = [RunningTotals() for _ in block.amounts]
    listed: list[list[int]] = [[] for _ in block.amounts]
    leading: tuple[str, list[PrintedValue], list[Cell]] | None = None
    programs: list[FoundProgram] = []
    totals: list[FoundTotal] = []
    carried: dict[ProgramField, Cell] = {}
    failed = ""
    at_fault: list[Cell] = []
    line = block.table.first_line
    section = tuple(
        dict.fromkeys(
            (*reading.headings.above(line), *((heading_text(block.title),) if block.title else ()))
        )
    )
    for row in block.grid[block.first_row :]:
        cells = [cell for cell in row if cell is not None and cell.text.strip()]
        if not cells or _repeats_heads(cells):
            continue
        values = [_value(row, column) for column in block.amounts]
        label = next(
            (squeezed(one.text) for one in cells if TOTAL.fullmatch(squeezed(one.text))), ""
        )
        if label and not programs and not totals:
            leading = (label, values, cells)
            continue
        if label:
            for at, (column, value) in enumerate(zip(block.amounts, values, strict=True)):
                total = _total(reading, block, column, value, cells, label, section, running[at])
                if total is not None:
                    totals.append(total)
                    failed = failed or ("" if total.agrees else "total")
            continue
        inherited = _carry(block, row, carried)
        name = row[block.fields[ProgramField.NAME]]
        if name is None or not name.text.strip():
            if any(value.number is not None for value in values):
                failed, at_fault = failed or "name", [*at_fault, *cells]
            continue
        if all(cell is name for cell in cells):
            # One text over the whole row: the head of a group.
            continue
        if any(not value.clear for value in values):
            failed, at_fault = failed or "amount", [*at_fault, *cells]
            continue
        if any(value.number is not None and in_yen(value) is None for value in values):
            failed, at_fault = failed or "unit", [*at_fault, *cells]
            continue
        program = _program(reading, block, row, values, carried, inherited, cells, section)
        if program.kind is ListingKind.LISTING:
            for at, value in enumerate(values):
                running[at].add(in_yen(value) or 0)
                listed[at].append(in_yen(value) or 0)
        programs.append(program)
    if leading is not None:
        # A total above all its rows is proved by all of them.
        label, values, cells = leading
        for at, (column, value) in enumerate(zip(block.amounts, values, strict=True)):
            whole = RunningTotals([sum(listed[at])]) if programs else RunningTotals()
            total = _total(reading, block, column, value, cells, label, section, whole)
            if total is not None:
                totals.append(total)
                failed = failed or ("" if total.agrees else "total")
    if not programs and not failed:
        failed = "rows"
    return programs, totals, failed, at_fault


def _total_label(cells: Sequence[Cell]) -> str:
    texts = (squeezed(one.text) for one in cells)
    return next((one for one in texts if TOTAL.fullmatch(one)), "")


def _repeats_heads(cells: Sequence[Cell]) -> bool:
    kinds = [field_of_head(cell.text) for cell in cells]
    return ProgramField.NAME in kinds and ProgramField.AMOUNT in kinds


def _value(row: Sequence[Cell | None], column: Amounts) -> PrintedValue:
    cell = row[column.index]
    return read_value(cell.text if cell is not None else "", column.unit)


def _carry(
    block: Block, row: Sequence[Cell | None], carried: dict[ProgramField, Cell]
) -> tuple[str, ...]:
    inherited = []
    for kind in _CARRIED:
        if kind not in block.fields:
            continue
        cell = row[block.fields[kind]]
        if cell is not None and cell.text.strip():
            if kind in carried and carried[kind] is cell:
                inherited.append(kind.value)
            carried[kind] = cell
        elif kind in carried:
            inherited.append(kind.value)
    return tuple(inherited)


def _program(
    reading: Reading,
    block: Block,
    row: Sequence[Cell | None],
    values: Sequence[PrintedValue],
    carried: dict[ProgramField, Cell],
    inherited: tuple[str, ...],
    cells: Sequence[Cell],
    section: tuple[str, ...],
) -> FoundProgram:
    def text(kind: ProgramField) -> str:
        cell = carried.get(kind)
        return cell.text.replace("\n", "").strip() if cell is not None else ""

    number = row[block.fields[ProgramField.NUMBER]] if ProgramField.NUMBER in block.fields else None
    name = row[block.fields[ProgramField.NAME]]
    assert name is not None
    everything = " ".join(plain(cell.text) for cell in cells)
    restated = _RESTATED.search(everything) is not None
    restates = _RESTATES.search(everything) if restated else None
    without = all(value.absence in (Absence.DASH, Absence.EMPTY) for value in values)
    kind = ListingKind.LISTING
    if restated:
        kind = ListingKind.RESTATED
    elif without:
        kind = ListingKind.NAME_ONLY
    shown = [
        FoundProgram(
            name=_RESTATED_MARK.sub("", name.text.replace("\n", "")).lstrip("■●・◆ 　").strip(),
            amount_yen=in_yen(value),
            amount_printed=value.printed,
            unit_printed=column.unit,
            number=plain(number.text) if number is not None else "",
            bureau=text(ProgramField.BUREAU),
            office=text(ProgramField.OFFICE),
            project=text(ProgramField.PROJECT),
            direction=text(ProgramField.DIRECTION),
            section=section,
            year=column.year,
            stage=column.stage,
            kind=kind,
            restates=restates[1] if restates is not None else "",
            inherited=inherited,
            evidence=MARK.evidence(
                reading.document,
                block.table.page,
                table=block.table,
                cells=cells,
                check="rows-understood",
                confidence=Confidence.MEDIUM,
            ),
        )
        for column, value in zip(block.amounts, values, strict=True)
    ]
    main = max(shown, key=_is_plans_own)
    others = tuple(one for one in shown if one is not main and one.amount_yen is not None)
    return replace(main, others=others)


def _is_plans_own(found: FoundProgram) -> tuple[int, bool]:
    """The listing's own amount is that of the latest year, planned rather than spent."""
    year = found.year.period.final_year if found.year is not None else 0
    return year, found.stage is BudgetStage.INITIAL


_RESTATED_MARK = re.compile(r"\s*[【\[(（]\s*再\s*掲\s*[】\])）]\s*")


def _total(
    reading: Reading,
    block: Block,
    column: Amounts,
    value: PrintedValue,
    cells: Sequence[Cell],
    label: str,
    section: tuple[str, ...],
    running: RunningTotals,
) -> FoundTotal | None:
    yen = in_yen(value)
    if yen is None:
        return None
    agrees = running.closes(yen)
    return FoundTotal(
        label=label,
        amount_yen=yen,
        amount_printed=value.printed,
        unit_printed=column.unit,
        section=section,
        agrees=agrees,
        evidence=MARK.evidence(
            reading.document,
            block.table.page,
            table=block.table,
            cells=cells,
            check="sum-of-its-rows" if agrees else "",
        ),
    )


_REASONS = {
    "columns": (
        "同じ年度・段階の金額の列が二つ以上あり、どれが事業の金額か分かりません。",
        "Several columns hold amounts of one year and stage; nothing says which is the program's.",
    ),
    "rows": ("事業の行を読めません。", "No row of a program could be read."),
    "name": ("事業名のない金額があります。", "An amount has no name of a program."),
    "amount": ("読み切れない金額があります。", "An amount was not wholly understood."),
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
    """Find, read and prove every budget table."""
    findings = Findings()
    taken: set[int] = set()
    for block in find(reading):
        lines = {number for cell in block.table.cells for number in cell.line_numbers}
        if lines and lines <= reading.taken:
            continue
        found = findings_of(reading, block)
        if found is None:
            continue
        taken |= lines
        findings += found
    return ShapeResult(findings, frozenset(taken))


def findings_of(reading: Reading, block: Block) -> Findings | None:
    """What one budget table says and what of it goes to a person; None when it has no program."""
    programs, totals, failed, at_fault = read(reading, block)
    if failed == "rows":
        return None
    keys = [(one.year, one.stage) for one in block.amounts]
    if len(keys) != len(set(keys)):
        # Two amounts of one year and stage: which of them is the program's, nothing says.
        return Findings(left_over=(_left(reading, block, programs, "columns", []),))
    if failed in ("total", "name"):
        left = _left(reading, block, programs, failed, at_fault)
        return Findings(totals=tuple(totals), left_over=(left,))
    if failed:
        left = _left(reading, block, [], failed, at_fault)
        return Findings(programs=tuple(programs), totals=tuple(totals), left_over=(left,))
    if totals:
        programs = [_proved(one) for one in programs]
    return Findings(programs=tuple(programs), totals=tuple(totals))


def _proved(program: FoundProgram) -> FoundProgram:
    evidence = replace(
        program.evidence, confidence=Confidence.HIGH, check="rows-understood, totals-agree"
    )
    others = tuple(replace(one, evidence=evidence) for one in program.others)
    return replace(program, evidence=evidence, others=others)


def _left(
    reading: Reading,
    block: Block,
    programs: Sequence[FoundProgram],
    failed: str,
    cells: Sequence[Cell],
) -> LeftOver:
    ja, en = _REASONS[failed]
    return MARK.left_over(
        reading.document,
        block.table.page,
        (),
        f"budget-table-{failed}",
        ja,
        en,
        table=block.table,
        cells=cells or block.table.cells,
        found=[("program", f"{one.number} {one.name} {one.amount_printed}") for one in programs],
    )


SHAPE = Shape("S6-table", MARK.version, "予算の表", "Budget table with heads", apply)
