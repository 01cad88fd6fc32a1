"""What programs cost, each counted once.

The invented city of Minato lists its programs in two tables of one plan: "priorities" and
"visions". Amounts are in yen.
"""

from hoshin.domain.city import City
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Organisation, OrganisationKind
from hoshin.domain.programs import Appropriation, BudgetStage, Program, ProgramListing
from hoshin.domain.programs import ListingKind as Kind
from hoshin.engine.budgets import (
    Budget,
    ListedAmount,
    budget_by_element,
    budget_by_organisation,
    budget_total,
)

INITIAL = BudgetStage.INITIAL
MIXED = BudgetStage.INITIAL_AND_SUPPLEMENTARY


def program(one: str, part_of: str | None = None, organisation: str | None = None) -> Program:
    return Program(id=one, name=one, part_of=part_of, organisation=organisation)


def minato(
    *listings, programs: tuple[Program, ...], untied: tuple[Appropriation, ...] = ()
) -> City:
    """A city from (listing, program, element, yen) or (… , yen, stage or kind, fiscal year)."""
    rows, amounts = [], []
    for listing, of_program, element, yen, *more in listings:
        kind = next((one for one in more if isinstance(one, Kind)), Kind.LISTING)
        stage = next((one for one in more if isinstance(one, BudgetStage)), INITIAL)
        year = next((one for one in more if isinstance(one, int)), 2025)
        rows.append(ProgramListing(id=listing, program=of_program, element=element, kind=kind))
        if yen is not None:
            amounts.append(
                Appropriation(
                    id=f"yen-{listing}",
                    listing=listing,
                    fiscal_year=fiscal_year(year),
                    stage=stage,
                    amount_yen=yen,
                )
            )
    return City(
        name="みなと市",
        organisations=(
            Organisation(id="city", name="市", kind=OrganisationKind.CITY),
            Organisation(id="bureau", name="局", kind=OrganisationKind.BUREAU, parent="city"),
            Organisation(id="section", name="課", kind=OrganisationKind.SECTION, parent="bureau"),
        ),
        elements=(
            Element(id="priorities", plan="plan", level="level", name="重点"),
            Element(id="visions", plan="plan", level="level", name="ビジョン"),
            Element(id="vision-1", plan="plan", level="level", parent="visions", name="1"),
        ),
        programs=programs,
        program_elements=tuple(rows),
        appropriations=(*amounts, *untied),
    )


def test_a_program_listed_twice_counts_once() -> None:
    """The ferry stands in both tables with 500 yen: the city pays 500, not 1,000."""
    city = minato(
        ("a", "ferry", "priorities", 500),
        ("b", "ferry", "vision-1", 500),
        programs=(program("ferry"),),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.programs, budget.repeated) == (500, 1, 1)
    assert budget.differing == ()


def test_a_part_is_never_added_to_its_whole() -> None:
    """The harbour costs 900; its quay and lighthouse, listed elsewhere, are in those 900."""
    city = minato(
        ("a", "harbour", "vision-1", 900),
        ("b", "quay", "priorities", 600),
        ("c", "lighthouse", "priorities", 300),
        programs=(program("harbour"), program("quay", "harbour"), program("lighthouse", "harbour")),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.programs, budget.parts) == (900, 1, 2)


def test_parts_are_added_where_the_whole_has_no_amount() -> None:
    """Nothing is printed for the harbour as a whole: 600 + 300 of its parts count."""
    city = minato(
        ("a", "harbour", "vision-1", None),
        ("b", "quay", "priorities", 600),
        ("c", "lighthouse", "priorities", 300),
        programs=(program("harbour"), program("quay", "harbour"), program("lighthouse", "harbour")),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.programs, budget.parts) == (900, 2, 0)


def test_the_initial_budget_comes_before_amounts_with_supplementary_money() -> None:
    """One table prints 300 of initial budget, the other 340 with a supplement: 300 count, both are shown."""
    city = minato(
        ("a", "ferry", "vision-1", 340, MIXED),
        ("b", "ferry", "priorities", 300),
        programs=(program("ferry"),),
    )
    budget = budget_total(city)
    assert budget.amount_yen == 300
    (differing,) = budget.differing
    assert differing.amounts == (ListedAmount("b", INITIAL, 300), ListedAmount("a", MIXED, 340))


def test_a_missing_amount_is_not_zero() -> None:
    """A festival without an amount leaves the total open where nothing else is listed."""
    city = minato(
        ("a", "festival", "vision-1", None, Kind.NAME_ONLY), programs=(program("festival"),)
    )
    budget = budget_total(city)
    assert budget.amount_yen is None
    assert (budget.programs, budget.without_amount) == (0, 1)


def test_money_of_another_year_is_named_and_not_added() -> None:
    """The cameras were paid from the budget of FY2024: FY2025 has the ferry's 500 only."""
    city = minato(
        ("a", "ferry", "vision-1", 500),
        ("b", "cameras", "vision-1", 80, 2024, BudgetStage.SUPPLEMENTARY),
        programs=(program("ferry"), program("cameras")),
    )
    budget = budget_total(city)
    assert (budget.fiscal_year, budget.amount_yen) == (fiscal_year(2025), 500)
    assert (budget.other_years, budget.without_amount) == (("cameras",), 0)
    assert budget_total(city, fiscal_year(2024)).amount_yen == 80


def test_a_frame_is_named_and_not_added() -> None:
    """The frame of 1,000 holds the ferry's 500: the city pays 500 that are known."""
    city = minato(
        ("frame", "ward-frame", "vision-1", 1000, Kind.ENVELOPE),
        ("a", "ferry", "vision-1", 500),
        programs=(program("ward-frame"), program("ferry")),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.programs, budget.frames) == (500, 1, ("frame",))


def test_money_that_is_tied_to_no_program_stands_beside_the_total() -> None:
    """700 belong to the east or the west pier, nobody can say which: they are shown apart."""
    untied = Appropriation(
        id="untied",
        candidates=("a", "b"),
        fiscal_year=fiscal_year(2025),
        amount_yen=700,
    )
    city = minato(
        ("a", "east", "vision-1", None),
        ("b", "west", "vision-1", None),
        ("c", "ferry", "vision-1", 500),
        programs=(program("east"), program("west"), program("ferry")),
        untied=(untied,),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.untied_yen, budget.without_amount) == (500, 700, 2)


def by_subject(budgets: tuple[Budget, ...]) -> dict[str | None, int | None]:
    return {one.subject: one.amount_yen for one in budgets}


def test_each_element_is_counted_by_itself() -> None:
    """Both tables hold the ferry, each shows its own print; the vision includes what is below it."""
    city = minato(
        ("a", "ferry", "priorities", 500),
        ("b", "ferry", "vision-1", 520),
        ("c", "quay", "visions", 100),
        programs=(program("ferry"), program("quay")),
    )
    assert by_subject(budget_by_element(city, "plan")) == {
        "priorities": 500,
        "visions": 620,
        "vision-1": 520,
    }


def test_a_repeated_row_alone_is_no_program_without_an_amount() -> None:
    """A table that only repeats the ferry (再掲) has no program of its own."""
    city = minato(
        ("a", "ferry", "priorities", 500),
        ("b", "ferry", "vision-1", None, Kind.RESTATED),
        programs=(program("ferry"),),
    )
    (_, vision, _) = budget_by_element(city, "plan")
    assert (vision.amount_yen, vision.without_amount, vision.repeated) == (None, 0, 1)


def test_organisations_add_up_to_the_city() -> None:
    """A bureau holds its section's programs; what no organisation leads is shown last."""
    city = minato(
        ("a", "ferry", "priorities", 500),
        ("b", "quay", "visions", 100),
        ("c", "festival", "visions", 7),
        programs=(
            program("ferry", organisation="section"),
            program("quay", organisation="bureau"),
            program("festival"),
        ),
    )
    assert by_subject(budget_by_organisation(city)) == {
        "city": 600,
        "bureau": 600,
        "section": 500,
        None: 7,
    }
    assert budget_total(city).amount_yen == 607
