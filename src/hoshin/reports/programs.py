"""Programs and their money as papers list them."""

from __future__ import annotations

from collections.abc import Iterable

from hoshin.domain.periods import Period
from hoshin.domain.plans import Element
from hoshin.domain.programs import BudgetStage, ListingKind, ProgramListing
from hoshin.engine.amounts import StageAmount, in_thousands, latest_budget
from hoshin.engine.explain import figure_text
from hoshin.engine.listings import is_added
from hoshin.reports.facts import ListingFacts, MoneyLine
from hoshin.reports.lookup import Lookup
from hoshin.reports.values import Money, MoneyCell
from hoshin.reports.wording import stage_word

# What a row must say itself because its amount is not in the table's total.
_REMARKS = {
    ListingKind.BREAKDOWN: ("内数", "part of another"),
    ListingKind.ENVELOPE: ("枠（内訳は別掲）", "a frame; its parts are listed"),
    ListingKind.NAME_ONLY: ("名称のみ", "name only"),
}


def money(yen: int | None, look: Lookup) -> Money:
    """An amount in thousands of yen, as budget papers print it; empty for none."""
    if yen is None:
        return Money()
    thousand = in_thousands(yen)
    unit = look.tongue.pick("千円", "thousand yen")
    return Money(text=figure_text(thousand), thousand=thousand, yen=yen, unit=unit)


def listing_facts(look: Lookup, row: ProgramListing, numbers: dict[str, str]) -> ListingFacts:
    """One row of a table of programs; ``numbers`` gives the printed number of each listing."""
    tongue = look.tongue
    program = look.programs[row.program]
    element = look.elements[row.element]
    above = _above(look, element)
    amount = latest_budget(look.amounts.get(row.id, ()))
    bureau, section = look.bureau_and_section(row.organisation or program.organisation)
    restated = row.kind is ListingKind.RESTATED
    without = restated or (row.kind is ListingKind.NAME_ONLY and amount is None)
    first = numbers.get(row.restates or "", "")
    return ListingFacts(
        id=row.id,
        program=program.id,
        number=row.number,
        name=tongue.pick(row.name_printed or program.name, program.name_en),
        element=element.id,
        element_name=tongue.name(element),
        project=above[0],
        work_direction=above[1],
        bureau=bureau,
        section=section,
        description=tongue.pick(program.description, program.description_en),
        category=tongue.pick(row.category, row.category_en),
        kind=row.kind.value,
        amount=money(None if amount is None or restated else amount.yen, look),
        amount_text="―" if without else money(amount.yen if amount else None, look).text,
        stage="" if amount is None else stage_word(amount.stage, tongue),
        fiscal_year="" if amount is None else tongue.period(amount.year),
        restated=restated,
        restates=tongue.pick(f"No.{first} 再掲", f"restates No. {first}") if first else "",
        counted=is_added(row),
        note=tongue.pick(*_REMARKS[row.kind]) if row.kind in _REMARKS else _untied(look, row),
    )


def _untied(look: Lookup, row: ProgramListing) -> str:
    """Whether an amount is printed of which it is not settled that it is this listing's."""
    if row.id not in look.untied:
        return ""
    return look.tongue.pick("金額の対応が未確定", "which amount is its own is not settled")


def _above(look: Lookup, element: Element) -> tuple[str, str]:
    """The names of a listing's project and direction of work: its element, and the one above."""
    above = look.ancestors(element)
    if len(above) < 2:
        return look.tongue.name(element), ""
    return look.tongue.name(above[-1]), look.tongue.name(element)


def amounts_of_program(
    look: Lookup, listings: Iterable[ProgramListing]
) -> dict[tuple[Period, BudgetStage], StageAmount]:
    """What a program's listings print for each year and stage; the first listing counts."""
    found: dict[tuple[Period, BudgetStage], StageAmount] = {}
    for row in listings:
        if row.kind is ListingKind.RESTATED:
            continue
        for one in look.amounts.get(row.id, ()):
            found.setdefault((one.year, one.stage), one)
    return found


def money_lines(
    look: Lookup, amounts: dict[tuple[Period, BudgetStage], StageAmount]
) -> tuple[tuple[str, ...], tuple[MoneyLine, ...], tuple[MoneyLine, ...]]:
    """The yearly columns of a program's money, its lines by stage, and its lines by fund."""
    years = sorted({year for year, _ in amounts}, key=lambda one: (one.end, one.start))
    headings = tuple(look.tongue.period(one) for one in years)
    stages = tuple(
        MoneyLine(
            label=stage_word(stage, look.tongue),
            years=tuple(
                MoneyCell(heading=head, amount=money(_yen(amounts.get((year, stage))), look))
                for year, head in zip(years, headings, strict=True)
            ),
        )
        for stage in BudgetStage
        if any((year, stage) in amounts for year in years)
    )
    spent = {year: _settled(amounts, year) for year in years}
    names: dict[str, str] = {}
    for one in spent.values():
        for fund in () if one is None else one.funds:
            if fund.fund:
                names.setdefault(fund.fund, look.tongue.pick(fund.fund, fund.fund_en))
    funds = tuple(
        MoneyLine(
            label=label,
            years=tuple(
                MoneyCell(heading=head, amount=money(_of_fund(spent[year], name), look))
                for year, head in zip(years, headings, strict=True)
            ),
        )
        for name, label in names.items()
    )
    return headings, stages, funds


def _yen(amount: StageAmount | None) -> int | None:
    return None if amount is None else amount.yen


def _settled(
    amounts: dict[tuple[Period, BudgetStage], StageAmount], year: Period
) -> StageAmount | None:
    """What was spent in a year; where that is not known, the budget."""
    spent = amounts.get((year, BudgetStage.OUTTURN))
    return spent or latest_budget(one for (when, _), one in amounts.items() if when == year)


def _of_fund(amount: StageAmount | None, name: str) -> int | None:
    if amount is None:
        return None
    return next((one.yen for one in amount.funds if one.fund == name), None)
