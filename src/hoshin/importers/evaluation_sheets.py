"""Evaluation sheets (事務事業評価シート): forms of which a city fills in hundreds a year.

A sheet is found by its boxes, not by its city: the program's name with a value beside it, and rows
of money or indicators under heads that are fiscal years. Proof, year by year: the funds add up to
the program's cost, and this with the staff's cost to the full cost. A sheet whose sums do not
agree goes to a person, with both figures. Where a form has a row for each stage and its funds
name none, they are of the stage to whose total they add up. Sheets are given one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hoshin.domain.programs import BudgetStage
from hoshin.domain.proposals import LeftOver
from hoshin.importers.document import Document, Page
from hoshin.importers.evaluation_boxes import rows_with_text, value_beside
from hoshin.importers.evaluation_forms import MARK, EvaluationSheet, SheetAmount, SumCheck
from hoshin.importers.evaluation_heads import Grid
from hoshin.importers.evaluation_rows import MOST_PLACES, read_going_on, read_rows
from hoshin.importers.evaluation_words import (
    FUNDS,
    Money,
    SheetField,
    field_of,
    is_title,
)
from hoshin.importers.wording import joined

_MOST_PAGES_OF_A_SHEET = 6
_FIRMEST_FIRST = (
    BudgetStage.OUTTURN,
    BudgetStage.INITIAL_AND_SUPPLEMENTARY,
    BudgetStage.INITIAL,
    BudgetStage.SUPPLEMENTARY,
    BudgetStage.CARRIED_OVER,
    BudgetStage.PLANNED,
)
_ABOVE_THE_NAME = (SheetField.LAYER, SheetField.CODE, SheetField.OFFICE)


def sheets(document: Document) -> Iterator[EvaluationSheet]:
    """Every evaluation sheet of a document, in order, with its sums checked."""
    open_sheet: EvaluationSheet | None = None
    last_page = 0
    for page in document.pages:
        found = list(_on_page(page))
        if not found and open_sheet is not None and not _starts_other(page):
            if page.number - last_page == 1 and len(open_sheet.pages) < _MOST_PAGES_OF_A_SHEET:
                if read_going_on(page, open_sheet):
                    open_sheet.pages.append(page.number)
                last_page = page.number
            continue
        for one in found:
            if open_sheet is not None and _has_figures(open_sheet):
                yield _checked(open_sheet)
            open_sheet, last_page = one, page.number
    if open_sheet is not None and _has_figures(open_sheet):
        yield _checked(open_sheet)


def _has_figures(sheet: EvaluationSheet) -> bool:
    return bool(sheet.amounts or sheet.indicators)


def left_over(document: Document, sheet: EvaluationSheet) -> LeftOver | None:
    """The sheet for a person, when a sum does not agree."""
    wrong = [one for one in sheet.checks if not one.agrees]
    if not wrong:
        return None
    first = wrong[0]
    return MARK.left_over(
        document,
        sheet.pages[0],
        (),
        "evaluation-sheet-sum",
        f"評価シート「{sheet.program}」の{first.year.printed}の{_WHAT_JA[first.what]}が合いません"
        f"(計算 {first.computed:,}円、記載 {first.printed:,}円)。",
        f'Evaluation sheet "{sheet.program}": the {_WHAT_EN[first.what]} of {first.year.printed}'
        f" does not agree (computed {first.computed:,} yen, printed {first.printed:,} yen).",
        raw=sheet.program,
        found=[
            (f"{one.what} {one.year.printed}", f"{one.computed} / {one.printed}") for one in wrong
        ],
        table=sheet.cells[0][0],
        cells=[cell for _, cell in sheet.cells[:1]],
    )


_WHAT_JA = {"funds": "財源の合計と事業費", "full-cost": "事業費と人件費の合計"}
_WHAT_EN = {"funds": "sum of the funds", "full-cost": "sum of cost and staff"}


# --- finding ------------------------------------------------------------------------------------


def _starts_other(page: Page) -> bool:
    """Whether a page without a program begins something else: a chapter, a list of contents."""
    return not page.tables


def _on_page(page: Page) -> Iterator[EvaluationSheet]:
    """The sheets that begin on this page: one, or several stacked in one table."""
    tables = [one for one in page.tables if one.rows * one.columns <= MOST_PLACES]
    starts: list[tuple[int, int, EvaluationSheet]] = []
    for number, table in enumerate(tables):
        grid = table.grid()
        for row, cells in enumerate(rows_with_text(grid)):
            named = value_beside(cells, grid, row, SheetField.PROGRAM)
            if named is not None:
                cell, value = named
                program = joined(value.text.split("\n")).strip()
                sheet = EvaluationSheet(
                    program=program, pages=[page.number], sheet=table.sheet, cells=[(table, cell)]
                )
                starts.append((number, _top_of_form(grid, row, starts, number), sheet))
    if not starts:
        return
    # What stands before the first program's name on the page belongs to it.
    starts[0] = (0, 0, starts[0][2])
    for place, (number, row, sheet) in enumerate(starts):
        end = starts[place + 1][:2] if place + 1 < len(starts) else (len(tables), 0)
        for index in range(number, len(tables)):
            first = row if index == number else 0
            last = end[1] if index == end[0] else tables[index].rows
            if index > end[0]:
                break
            read_rows(tables[index], first, last, page, sheet)
        # Its figures may stand on the next page; a form then shows itself by its other boxes.
        if sheet.amounts or sheet.indicators or sheet.layers or _has_title(page):
            yield sheet


def _has_title(page: Page) -> bool:
    return any(is_title(line.text) for line in page.lines)


def _top_of_form(
    grid: Grid, row: int, starts: Sequence[tuple[int, int, EvaluationSheet]], number: int
) -> int:
    """The first row of a form stacked in a table: its title or its layers above the name."""
    lowest = max((r + 1 for n, r, _ in starts if n == number), default=0)
    top = row
    for above in range(row - 1, lowest - 1, -1):
        texts = [cell.text for cell in rows_with_text([grid[above]])[0]]
        if any(is_title(one) for one in texts):
            return above
        if any(
            field_of(one) in (SheetField.LAYER, SheetField.CODE, SheetField.OFFICE) for one in texts
        ):
            top = above
        elif texts:
            break
    return top


# --- proving ------------------------------------------------------------------------------------


def _checked(sheet: EvaluationSheet) -> EvaluationSheet:
    """Add up what the form adds up, for every year and stage that prints a sum.

    A form that prints a total in several tables of years is added up in each of them.
    """
    _tie_funds_to_stages(sheet)
    _name_the_sum_of_funds(sheet)
    columns: dict[tuple[str, BudgetStage | None], list[SheetAmount]] = {}
    for one in sheet.amounts:
        columns.setdefault((one.year.period.code, one.stage), []).append(one)
    for amounts in columns.values():
        with_total = sorted({one.block for one in amounts if one.kind is Money.TOTAL})
        if len(with_total) < 2:
            sheet.checks.extend(_sums(amounts))
            continue
        for block in with_total:
            sheet.checks.extend(_sums([one for one in amounts if one.block == block]))
    return sheet


def _sums(amounts: Sequence[SheetAmount]) -> Iterator[SumCheck]:
    kinds: dict[Money, list[SheetAmount]] = {}
    for one in amounts:
        kinds.setdefault(one.kind, []).append(one)
    total = _yen_of(kinds, Money.TOTAL)
    parts = [one for fund in FUNDS for one in kinds.get(fund, ())]
    if total is not None and any(one.yen is not None for one in parts):
        computed = sum(one.yen for one in parts if one.yen is not None)
        yield SumCheck("funds", kinds[Money.TOTAL][0].year, computed, total)
    staff, full = _yen_of(kinds, Money.STAFF_COST), _yen_of(kinds, Money.FULL_COST)
    if full is not None and staff is not None and total is not None:
        yield SumCheck("full-cost", kinds[Money.FULL_COST][0].year, total + staff, full)


def _tie_funds_to_stages(sheet: EvaluationSheet) -> None:
    """Give funds that name no stage the one whose total in their year is their sum.

    Totals of their own table come first. Where none is equal they are checked against the firmest,
    so that a person sees both figures.
    """
    own: dict[tuple[int, str], dict[BudgetStage | None, int]] = {}
    every: dict[str, dict[BudgetStage | None, int]] = {}
    sums: dict[tuple[int, str], int] = {}
    for one in sheet.amounts:
        year = one.year.period.code
        if one.yen is None:
            continue
        if one.kind is Money.TOTAL:
            own.setdefault((one.block, year), {})[one.stage] = one.yen
            every.setdefault(year, {})[one.stage] = one.yen
        elif _is_fund_without_stage(one):
            sums[one.block, year] = sums.get((one.block, year), 0) + one.yen
    stages: dict[tuple[int, str], BudgetStage] = {}
    for (block, year), computed in sums.items():
        printed = own.get((block, year)) or every.get(year, {})
        known = [one for one in _FIRMEST_FIRST if one in printed]
        if known and None not in printed:
            equal = (one for one in known if printed[one] == computed)
            stages[block, year] = next(equal, known[0])
    sheet.amounts = [
        replace(one, stage=stages.get((one.block, one.year.period.code)))
        if _is_fund_without_stage(one)
        else one
        for one in sheet.amounts
    ]


def _name_the_sum_of_funds(sheet: EvaluationSheet) -> None:
    """総事業費 is what the program costs where funds alone add up to it, and not with its staff.

    Some cities print the word for the cost with its staff, others for the cost without it; the
    figures of every year say which, or the word is left as it is.
    """
    if any(one.kind is Money.TOTAL for one in sheet.amounts):
        return
    years: dict[tuple[str, BudgetStage | None], dict[Money, int]] = {}
    for one in sheet.amounts:
        if one.yen is not None:
            key = (one.year.period.code, one.stage)
            kinds = years.setdefault(key, {})
            kinds[one.kind] = kinds.get(one.kind, 0) + one.yen
    with_full = [kinds for kinds in years.values() if Money.FULL_COST in kinds]
    is_sum = [
        kinds[Money.FULL_COST] == sum(kinds.get(fund, 0) for fund in FUNDS) for kinds in with_full
    ]
    has_staff = any(Money.STAFF_COST in kinds for kinds in with_full)
    if with_full and all(is_sum) and has_staff:
        sheet.amounts = [
            replace(one, kind=Money.TOTAL) if one.kind is Money.FULL_COST else one
            for one in sheet.amounts
        ]


def _is_fund_without_stage(amount: SheetAmount) -> bool:
    return amount.kind in FUNDS and amount.stage is None


def _yen_of(kinds: dict[Money, list[SheetAmount]], kind: Money) -> int | None:
    """The one amount of a row, or None; two rows of the same kind must say the same."""
    found = {one.yen for one in kinds.get(kind, ()) if one.yen is not None}
    return found.pop() if len(found) == 1 else None
