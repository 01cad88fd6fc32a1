"""Recomputing what a folder may wrongly hold: an answer in words, never a crash."""

from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element
from hoshin.domain.programs import Appropriation, BudgetStage, Program, ProgramListing
from hoshin.domain.registers import ContextFigure
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.engine.arithmetic import recompute
from hoshin.engine.budgets import budget_by_element, budget_by_organisation, budget_total
from hoshin.engine.listings import elements_below


def figure(operation: Operation, **more) -> PublishedFigure:
    more.setdefault("value", Decimal(1))
    return PublishedFigure(
        id="figure", kind=PublishedKind.OTHER, name="数字", operation=operation, **more
    )


@pytest.mark.parametrize("operation", list(Operation))
def test_an_empty_city_gives_no_value_and_two_sentences(operation: Operation) -> None:
    answer = recompute(City(name=""), figure(operation))
    assert (answer.value, answer.printed, answer.agrees) == (None, None, None)
    assert answer.sentence_ja.endswith("。")
    assert answer.sentence_en.endswith(".")


@pytest.mark.parametrize("operation", list(Operation))
def test_references_that_lead_nowhere_give_no_value(operation: Operation) -> None:
    asked = figure(operation, element="nowhere", operands=("nothing",), level="none", unit="千円")
    assert recompute(City(name=""), asked).value is None


def table(*amounts: Appropriation) -> City:
    return City(
        name="",
        elements=(Element(id="table", plan="plan", level="level", name="表"),),
        programs=(Program(id="ferry", name="船"),),
        program_elements=(ProgramListing(id="row", program="ferry", element="table"),),
        appropriations=amounts,
    )


def amount(name: str, yen: int, year: int = 2025, stage: BudgetStage = BudgetStage.INITIAL, **more):
    return Appropriation(
        id=name, listing="row", fiscal_year=fiscal_year(year), stage=stage, amount_yen=yen, **more
    )


SUM = figure(Operation.SUM_OF_APPROPRIATIONS, element="table", unit="円", value=Decimal(30))


def test_amounts_of_several_funds_are_one_row() -> None:
    city = table(amount("a", 10, fund="国庫"), amount("b", 20, fund="一般財源"))
    assert recompute(city, SUM).agrees is True


@pytest.mark.parametrize(
    "second",
    [amount("b", 20, year=2024), amount("b", 20, stage=BudgetStage.OUTTURN)],
)
def test_years_and_stages_are_never_mixed(second: Appropriation) -> None:
    assert recompute(table(amount("a", 10), second), SUM).value is None


def test_a_total_in_people_is_no_sum_of_money() -> None:
    asked = figure(Operation.SUM_OF_APPROPRIATIONS, element="table", unit="人")
    assert recompute(table(amount("a", 10)), asked).value is None


def test_an_operand_without_a_number_is_named() -> None:
    city = City(
        name="", context_figures=(ContextFigure(id="words", name="", value_printed="4割以上"),)
    )
    answer = recompute(city, figure(Operation.SUM, operands=("words",), unit="割"))
    assert answer.value is None
    assert "words" in answer.sentence_ja and "words" in answer.sentence_en


def test_an_appropriation_is_an_operand_in_its_printed_unit() -> None:
    city = table(amount("a", 102_330_000, unit_printed="千円"))
    answer = recompute(
        city, figure(Operation.SUM, operands=("a",), unit="百万円", value=Decimal(102))
    )
    assert answer.agrees is True
    assert answer.sentence_ja.startswith("102,330千円 ＝ 102.33百万円です。")


def test_more_printed_digits_than_the_engine_rounds_to_are_compared_exactly() -> None:
    city = City(
        name="", context_figures=(ContextFigure(id="one", name="", value=Decimal(1), unit="倍"),)
    )
    asked = figure(Operation.SUM, operands=("one",), unit="倍", value=Decimal("1.0000000000000"))
    answer = recompute(city, asked)
    assert (answer.printed, answer.agrees) == (None, True)


def test_a_tree_that_runs_in_a_circle_is_followed_once() -> None:
    circle = (
        Element(id="a", plan="plan", level="level", parent="b", name=""),
        Element(id="b", plan="plan", level="level", parent="a", name=""),
    )
    assert elements_below(circle, "a") == {"a", "b"}
    city = City(
        name="",
        elements=circle,
        programs=(Program(id="x", name="", part_of="y"), Program(id="y", name="", part_of="x")),
        program_elements=(
            ProgramListing(id="lx", program="x", element="a"),
            ProgramListing(id="ly", program="y", element="b"),
            ProgramListing(id="lost", program="unknown", element="unknown"),
        ),
        appropriations=(
            Appropriation(id="yen", listing="ly", fiscal_year=fiscal_year(2025), amount_yen=5),
        ),
    )
    assert [one.subject for one in budget_by_element(city, "plan")] == ["a", "b"]
    assert (budget_total(city).amount_yen, budget_total(city).programs) == (5, 1)
    assert [one.subject for one in budget_by_organisation(city)] == [None]


def test_a_very_long_chain_of_parts_is_settled() -> None:
    names = [f"p{number}" for number in range(5000)]
    city = City(
        name="",
        programs=tuple(
            Program(id=one, name="", part_of=whole)
            for one, whole in zip(names, [None, *names], strict=False)
        ),
        program_elements=tuple(
            ProgramListing(id=f"l-{one}", program=one, element="e") for one in names
        ),
        appropriations=(
            Appropriation(
                id="last", listing=f"l-{names[-1]}", fiscal_year=fiscal_year(2025), amount_yen=5
            ),
        ),
    )
    budget = budget_total(city)
    assert (budget.amount_yen, budget.programs) == (5, 1)
