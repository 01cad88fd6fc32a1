"""S11, evaluation sheets (事務事業評価シート): programs with money by fund, indicators, direction.

Reading and proof are those of ``evaluation_sheets``: the funds add up to the cost, and this with
the staff's cost to the full cost, year by year. A sheet with a sum that does not agree is left
over; one without any sum is less sure. Money is kept by fund where the funds are printed, else as
one amount, so that nothing is added twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Confidence, Evidence
from hoshin.domain.words import Words
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.document import Document
from hoshin.importers.evaluation_forms import (
    EvaluationSheet,
    SheetAmount,
    SheetIndicator,
)
from hoshin.importers.evaluation_sheets import left_over, sheets
from hoshin.importers.evaluation_views import by_view
from hoshin.importers.evaluation_words import FUNDS, Money
from hoshin.importers.findings import (
    Findings,
    FoundAnswer,
    FoundEvaluation,
    FoundIndicator,
    FoundProgram,
    FoundValue,
    ValueRole,
)
from hoshin.importers.program_words import ProgramField
from hoshin.importers.shapes import budget_grids

MARK = Mark("S11", 1)
_LEAST_OF_A_LIST = 2
_COST_BOXES = (*FUNDS, Money.STAFF_COUNT, Money.STAFF_HOURS)
_STAFF = (Money.STAFF_COUNT, Money.STAFF_HOURS, Money.STAFF_COST, Money.FULL_COST)


def find(reading: Reading) -> tuple[Findings, frozenset[int]]:
    """The findings of all sheets, and the pages that they fill."""
    document = reading.document
    parts: list[Findings] = []
    pages: set[int] = set()
    staff = 0
    lists = _pages_of_lists(reading)
    for sheet in sheets(document):
        if lists.intersection(sheet.pages):
            continue
        pages.update(sheet.pages)
        parts.append(_findings(document, sheet))
        if not sheet.answers:
            staff += sum(
                one.kind in _STAFF and one.value.number is not None for one in sheet.amounts
            )
    return (
        Findings(
            indicators=tuple(one for part in parts for one in part.indicators),
            programs=tuple(one for part in parts for one in part.programs),
            evaluations=tuple(one for part in parts for one in part.evaluations),
            left_over=tuple(one for part in parts for one in part.left_over),
            problems=(_staff_not_kept(document, staff),) if staff else (),
        ),
        frozenset(pages),
    )


def _staff_not_kept(document: Document, count: int) -> Problem:
    return Problem(
        code="evaluation-staff-not-kept",
        level=ProblemLevel.NOTE,
        place=Place(file=document.name),
        sentence=Words(
            f"人員・人件費・トータルコストの値が{count}あり、検算に使いました。"
            "計画フォルダには入れません。",
            f"{count} values of staff, its cost and the full cost were used to check the "
            "sums; the plan folder does not hold them.",
        ),
        hint=Words(
            "必要なら評価シートそのものを見てください。",
            "If you need them, look at the sheets themselves.",
        ),
    )


def _pages_of_lists(reading: Reading) -> set[int]:
    """Pages with a list of programs: its heads look like a form's boxes, its rows do not."""
    found: set[int] = set()
    for block in budget_grids.find(reading):
        at = block.fields[ProgramField.NAME]
        names = {
            id(cell)
            for row in block.grid[block.first_row :]
            if (cell := row[at]) is not None and cell.text.strip()
        }
        if len(names) >= _LEAST_OF_A_LIST:
            found.add(block.table.page)
    return found


def _findings(document: Document, sheet: EvaluationSheet) -> Findings:
    left = left_over(document, sheet)
    if left is not None:
        return Findings(left_over=(left,))
    evidence = sheet.evidence(document, Confidence.HIGH if sheet.is_proved else Confidence.MEDIUM)
    section = tuple(name for _, name in sheet.layers)
    years = [one.year for one in sheet.amounts]
    latest = max(years, key=lambda one: one.period.final_year, default=None)
    evaluations = tuple(_views(document, sheet, section))
    if not evaluations and (sheet.direction or sheet.rating):
        evaluations = (
            FoundEvaluation(
                heading=sheet.program,
                year=latest,
                direction=sheet.direction,
                rating=sheet.rating,
                section=section,
                evidence=evidence,
            ),
        )
    unread = tuple(
        MARK.left_over(
            document,
            sheet.pages[0],
            (),
            "evaluation-sheet-cell",
            f"評価シート「{sheet.program}」に読み切れないセルがあります。",
            f'Evaluation sheet "{sheet.program}" has a cell that was not wholly understood.',
            table=table,
            cells=(cell,),
            found=[("text", cell.text.strip())],
        )
        for table, cell in sheet.unread
    )
    return Findings(
        indicators=tuple(_indicators(document, sheet, section)),
        programs=_program(document, sheet, section, evidence),
        evaluations=evaluations,
        left_over=unread,
    )


def _views(
    document: Document, sheet: EvaluationSheet, section: tuple[str, ...]
) -> Iterator[FoundEvaluation]:
    """What each view wrote in each year; the cost belongs to the first that the form prints."""
    boxes = by_view(sheet.answers)
    first = min((author for _, author in boxes), key=list(AuthorRole).index, default=None)
    for (year, author), own in boxes.items():
        yield FoundEvaluation(
            heading="",
            program=sheet.program,
            year=own[0].year,
            author=author,
            answers=(
                *(FoundAnswer(part=one.part, name=one.name, text=one.text) for one in own),
                *(_cost(sheet, year) if author is first else ()),
            ),
            section=section,
            evidence=MARK.evidence(
                document,
                own[0].table.page,
                table=own[0].table,
                cells=[one.cell for one in own],
                check="sums-by-year" if sheet.is_proved else "",
                confidence=Confidence.HIGH if sheet.is_proved else Confidence.MEDIUM,
            ),
        )


def _cost(sheet: EvaluationSheet, year: str) -> Iterator[FoundAnswer]:
    """The funds and the staff time of the table that states the full cost of a year."""
    blocks = {one.block for one in sheet.amounts if one.kind is Money.FULL_COST}
    for one in sheet.amounts:
        if one.year.period.code == year and one.block in blocks and one.kind in _COST_BOXES:
            yield FoundAnswer(
                name=one.label,
                text=one.value.printed,
                value=one.value,
                amount_yen=one.yen,
            )


def _program(
    document: Document, sheet: EvaluationSheet, section: tuple[str, ...], evidence: Evidence
) -> tuple[FoundProgram, ...]:
    plain = FoundProgram(
        name=sheet.program,
        number=sheet.code,
        office=sheet.office,
        section=section,
        kind=ListingKind.LISTING,
        evidence=evidence,
    )
    amounts = [_with_amount(document, plain, one) for one in _kept_amounts(sheet)]
    if not amounts:
        return (plain,)
    return (replace(amounts[-1], others=tuple(amounts[:-1])),)


def _kept_amounts(sheet: EvaluationSheet) -> Iterator[SheetAmount]:
    """The money of each year: its funds where they are printed, else the year's one total."""
    years = dict.fromkeys((one.year.period.code, one.stage) for one in sheet.amounts)
    for year, stage in years:
        every = [
            one
            for one in sheet.amounts
            if (one.year.period.code, one.stage) == (year, stage) and one.yen is not None
        ]
        # A second table of the same year says the same again: what its sheet costs in full.
        with_total = [one.block for one in every if one.kind is Money.TOTAL]
        first = min(with_total, default=0)
        own = [one for one in every if len(set(with_total)) < 2 or one.block == first]
        funds = [one for one in own if one.kind in FUNDS and one.yen]
        yield from funds or (one for one in own if one.kind is Money.TOTAL)


def _with_amount(document: Document, program: FoundProgram, amount: SheetAmount) -> FoundProgram:
    return replace(
        program,
        amount_yen=amount.yen,
        amount_printed=amount.value.printed,
        unit_printed=amount.value.unit,
        year=amount.year,
        stage=amount.stage or BudgetStage.INITIAL,
        fund=amount.label if amount.kind in FUNDS else "",
        evidence=MARK.evidence(
            document,
            amount.table.page,
            table=amount.table,
            cells=(amount.cell,),
            check=program.evidence.check,
            confidence=program.evidence.confidence,
        ),
    )


def _indicators(
    document: Document, sheet: EvaluationSheet, section: tuple[str, ...]
) -> Iterator[FoundIndicator]:
    for one in sheet.indicators:
        values = _values(one)
        if not any(value.value.number is not None or value.value.text for value in values):
            continue
        cells = [one.name_cell, *(value.cell for value in one.values)]
        yield FoundIndicator(
            name=one.name,
            unit=one.unit,
            values=tuple(values),
            section=section,
            context=sheet.program,
            program=sheet.program,
            owner=sheet.office,
            evidence=MARK.evidence(
                document,
                one.table.page,
                table=one.table,
                cells=cells,
                check="values-understood",
                confidence=Confidence.HIGH if sheet.is_proved else Confidence.MEDIUM,
            ),
        )


def _values(found: SheetIndicator) -> list[FoundValue]:
    """Goals and actuals; where goals are printed by year, the last year's is the goal as well."""
    values: list[FoundValue] = []
    for one in found.values:
        is_yearly = found.by_year and one.role is ValueRole.GOAL
        role = ValueRole.MILESTONE if is_yearly else one.role
        if role is None:
            continue
        values.append(
            FoundValue(
                role=role,
                value=one.value,
                column=one.year.printed,
                column_period=one.year,
                cells=(one.cell.address,) if one.cell.address else (),
            )
        )
    return [*values, *_goal(values)]


def _goal(values: Sequence[FoundValue]) -> list[FoundValue]:
    yearly = [
        one
        for one in values
        if one.role is ValueRole.MILESTONE and one.value.number is not None and one.column_period
    ]
    if not yearly:
        return []
    last = max(
        yearly, key=lambda one: one.column_period.period.final_year if one.column_period else 0
    )
    return [replace(last, role=ValueRole.GOAL)]


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every evaluation sheet."""
    findings, pages = find(reading)
    taken = {
        line.number
        for page in reading.document.pages
        if page.number in pages
        for line in page.lines
    }
    return ShapeResult(findings, frozenset(taken), pages)


SHAPE = Shape(
    MARK.shape, MARK.version, "事務事業評価シート", "Evaluation sheet of a program", apply
)
