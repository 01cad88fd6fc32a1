"""Amounts as papers list them: by year and stage, in thousands, totals that leave nothing out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Plan
from hoshin.domain.programs import (
    Appropriation,
    BudgetStage,
    ListingKind,
    Program,
    ProgramListing,
)
from hoshin.engine.amounts import in_thousands, stage_amounts, table_total

FIRST = Appropriation(
    id="a1", listing="l1", fiscal_year=fiscal_year(2025), fund="国", amount_yen=4_000_000
)
SECOND = replace(FIRST, id="a2", fund="一般", amount_yen=1_500_000)
OUTTURN = replace(FIRST, id="a3", stage=BudgetStage.OUTTURN, amount_yen=3_000_500)


def table(*amounts: Appropriation, kind: ListingKind = ListingKind.LISTING) -> City:
    listing = ProgramListing(id="l1", program="p", element="e")
    again = replace(listing, id="l2", kind=kind, restates="l1")
    return City(
        name="花火町",
        plans=(Plan(id="plan", name="計画"),),
        levels=(Level(id="l", plan="plan", depth=1, name="施策"),),
        elements=(Element(id="e", plan="plan", level="l", name="まつり"),),
        programs=(Program(id="p", name="花火"),),
        program_elements=(listing, again),
        appropriations=amounts,
    )


@pytest.mark.parametrize(
    ("yen", "thousand"),
    [(655_500_000, "655500"), (1_500, "1.5"), (-20_000, "-20"), (0, "0"), (1, "0.001")],
)
def test_thousands_are_exact(yen: int, thousand: str) -> None:
    assert in_thousands(yen) == Decimal(thousand)
    assert format(in_thousands(yen), "f") == thousand


def test_funds_of_one_year_and_stage_are_one_amount() -> None:
    initial, outturn = stage_amounts((OUTTURN, FIRST, SECOND))
    assert (initial.stage, initial.yen) == (BudgetStage.INITIAL, 5_500_000)
    assert [(one.fund, one.yen) for one in initial.funds] == [
        ("国", 4_000_000),
        ("一般", 1_500_000),
    ]
    assert (outturn.stage, outturn.yen) == (BudgetStage.OUTTURN, 3_000_500)


def test_a_total_leaves_out_repeats() -> None:
    assert table_total(table(FIRST, SECOND, kind=ListingKind.RESTATED), "e") == 5_500_000


def test_of_several_years_the_latest_budgets_are_added() -> None:
    later = replace(FIRST, id="a4", fiscal_year=fiscal_year(2026), amount_yen=7_000_000)
    city = table(FIRST, OUTTURN, later, kind=ListingKind.RESTATED)
    assert table_total(city, "e") == 7_000_000
    other = replace(FIRST, id="a5", listing="l2")
    assert table_total(table(FIRST, OUTTURN, later, other), "e") is None


def test_there_is_no_total_that_leaves_a_row_out() -> None:
    assert table_total(table(FIRST), "e") is None
    assert table_total(table(), "e") is None
