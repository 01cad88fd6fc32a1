"""From evaluation to budget: a direction, and the money two years on.

評価の方向性と、その後の予算。評価した年度の翌年度の予算と、そのまた翌年度の予算を比べる。
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import ExpectedBudget
from hoshin.engine.budget_reflection import (
    BudgetReflection,
    Reflection,
    ReflectionTally,
    Unjudged,
    budget_reflections,
    reflection_tallies,
)
from tests.spec.drawn_city import city

BOXES = """
id       | sheet   | code      | name   | kind   | meaning   | options                  | options_budget
decision | program | direction | 方向性 | choice | direction | 拡充;継続;改善;縮小;廃止 | more;same;open;less;none
"""
LISTED = "id | program | element \n a | ferry | heading \n b | ferry | other"


def ferry(direction: str, money: str, boxes: str = BOXES) -> City:
    """The ferry, evaluated for FY2023; ``money`` are lines of listing, year, stage and yen."""
    return city(
        evaluation_fields=boxes,
        evaluations=f"id | program | year | author_role | direction \n"
        f"e | ferry | FY2023 | section | {direction}",
        program_elements=LISTED,
        appropriations=f"listing | fiscal_year | stage | amount_yen \n {money}",
    )


def years(before: int, after: int) -> str:
    """One initial budget in FY2024, and one in FY2025."""
    return f"a | FY2024 | initial | {before} \n a | FY2025 | initial | {after}"


def only(found: City) -> BudgetReflection:
    (one,) = budget_reflections(found)
    return one


@pytest.mark.parametrize(
    ("direction", "before", "after", "expected"),
    [
        ("拡充", 100, 101, Reflection.SEEN),
        ("拡充", 100, 100, Reflection.NOT_SEEN),
        ("継続", 100, 105, Reflection.SEEN),
        ("継続", 100, 95, Reflection.SEEN),
        ("継続", 1000, 1051, Reflection.NOT_SEEN),
        ("継続", 1000, 949, Reflection.NOT_SEEN),
        ("継続", 0, 0, Reflection.SEEN),
        ("縮小", 100, 99, Reflection.SEEN),
        ("縮小", 100, 100, Reflection.NOT_SEEN),
        ("廃止", 100, 0, Reflection.SEEN),
        ("廃止", 100, 1, Reflection.NOT_SEEN),
    ],
)
def test_a_direction_beside_the_money_that_followed(
    direction: str, before: int, after: int, expected: Reflection
) -> None:
    found = only(ferry(direction, years(before, after)))
    assert (found.reflection, found.unjudged) == (expected, None)
    assert found.change_yen == after - before


def test_the_change_is_rounded_once_and_has_no_share_of_nothing() -> None:
    grown = only(ferry("拡充", years(11_000_000, 12_000_000)))
    assert (grown.change_yen, grown.change_percent) == (1_000_000, Decimal("9.1"))
    assert grown.expected is ExpectedBudget.MORE
    begun = only(ferry("拡充", years(0, 5)))
    assert (begun.reflection, begun.change_yen, begun.change_percent) == (Reflection.SEEN, 5, None)


@pytest.mark.parametrize(
    ("direction", "money", "why"),
    [
        ("改善", years(100, 200), Unjudged.OPEN),
        ("検討中", years(100, 200), Unjudged.UNDECLARED),
        ("拡充", "a | FY2023 | initial | 90 \n a | FY2024 | initial | 100", Unjudged.NOT_YET),
        ("廃止", "a | FY2024 | initial | 9 \n x | FY2025 | initial | 1", Unjudged.NOT_PRINTED),
        ("拡充", "a | FY2023 | initial | 9 \n a | FY2025 | initial | 9", Unjudged.NOT_PRINTED),
        (
            "拡充",
            "a | FY2024 | initial_and_supplementary | 9 \n a | FY2025 | initial | 10",
            Unjudged.STAGES_DIFFER,
        ),
        (
            "拡充",
            "a | FY2024 | initial | 9 \n b | FY2024 | initial | 8 \n a | FY2025 | initial | 10",
            Unjudged.AMOUNTS_DIFFER,
        ),
        ("拡充", "a | FY2024 | outturn | 9 \n a | FY2025 | initial | 10", Unjudged.NOT_PRINTED),
    ],
)
def test_what_cannot_be_compared_is_not_judged(direction: str, money: str, why: Unjudged) -> None:
    found = only(ferry(direction, money))
    assert (found.reflection, found.unjudged) == (Reflection.NOT_JUDGED, why)


def test_the_stage_that_both_years_have_is_compared() -> None:
    """One listing prints the initial budget of FY2024, another what was added to it as well."""
    money = """b | FY2024 | initial_and_supplementary | 150
               a | FY2024 | initial                   | 100
               b | FY2025 | initial_and_supplementary | 140
               a | FY2025 | initial                   | 120"""
    found = only(ferry("拡充", money))
    assert (found.reflection, found.change_yen) == (Reflection.SEEN, 20)


def test_a_sheet_that_does_not_say_what_its_words_ask_is_not_judged() -> None:
    boxes = BOXES.replace("more;same;open;less;none", "")
    assert only(ferry("拡充", years(1, 2), boxes)).unjudged is Unjudged.UNDECLARED


def test_a_city_that_evaluates_within_the_year_is_answered_by_the_next_budget() -> None:
    """The evaluation of FY2023 is written in FY2023, and the budget of FY2024 is in time for it."""
    boxes = """
id       | sheet   | code      | name   | kind   | meaning   | options   | options_budget | years_to_budget
decision | program | direction | 方向性 | choice | direction | 拡充;継続 | more;same      | 1
"""
    found = only(ferry("拡充", "a | FY2023 | initial | 100 \n a | FY2024 | initial | 120", boxes))
    assert (found.before_year.code, found.after_year.code) == ("FY2023", "FY2024")
    assert (found.reflection, found.change_yen, found.years_to_budget) == (Reflection.SEEN, 20, 1)


def test_a_sheet_that_came_later_says_it_for_its_own_years_and_for_everybody() -> None:
    boxes = """
id  | sheet   | code       | name   | kind   | meaning   | options | options_budget | years_to_budget | authors   | valid_from | valid_to
old | program | direction  | 方向性 | choice | direction | 拡充    | more           |                 |           |            | 2023-03-31
own | program | direction1 | 方向性 | choice | direction | 拡充    | more           | 1               | section   | 2023-04-01 |
all | program | direction2 | 方向性 | choice | direction | 拡充    | more           |                 | committee | 2023-04-01 |
"""
    found = budget_reflections(
        city(
            evaluation_fields=boxes,
            evaluations="""id | program | year   | author_role | direction
                           a  | ferry   | FY2022 | section     | 拡充
                           b  | ferry   | FY2023 | section     | 拡充
                           c  | ferry   | FY2023 | committee   | 拡充""",
            program_elements=LISTED,
            appropriations=f"listing | fiscal_year | stage | amount_yen \n {years(1, 2)}",
        )
    )
    assert [one.after_year.code for one in found] == ["FY2024", "FY2024", "FY2024"]
    assert [one.years_to_budget for one in found] == [2, 1, 1]


def test_the_usual_sheet_says_what_its_words_ask() -> None:
    boxes = "id | sheet | code | name \n m | measure | note | メモ"
    assert only(ferry("縮小", years(2, 1), boxes)).reflection is Reflection.SEEN


def test_only_directions_of_programs_for_a_fiscal_year_are_looked_for() -> None:
    found = city(
        evaluation_fields=BOXES,
        evaluations="""id | program | element | year   | direction
                       a  | ferry   |         | FY2023 |
                       b  |         | heading | FY2023 | 拡充
                       c  | ferry   |         | CY2023 | 拡充
                       d  | ferry   |         |        | 拡充""",
    )
    assert budget_reflections(found) == ()


def test_each_kind_of_author_is_counted_by_itself_the_latest_year_first() -> None:
    found = city(
        evaluation_fields=BOXES,
        evaluations="""id | program | year   | author_role | direction
                       a  | ferry   | FY2022 | section     | 拡充
                       b  | ferry   | FY2023 | committee   | 縮小
                       c  | ferry   | FY2023 | section     | 拡充
                       d  | quay    | FY2023 | section     | 継続
                       e  | tower   | FY2023 | section     | 改善""",
        program_elements="id | program | element \n a | ferry | heading \n q | quay | heading",
        appropriations="""listing | fiscal_year | amount_yen
                          a       | FY2024      | 100
                          a       | FY2025      | 120
                          q       | FY2024      | 100
                          q       | FY2025      | 120""",
    )
    counts = reflection_tallies(budget_reflections(found))
    assert [_short(one) for one in counts] == [
        ("FY2023", "section", 1, 1, 1),
        ("FY2023", "committee", 0, 1, 0),
        ("FY2022", "section", 0, 0, 1),
    ]
    assert [one.judged for one in counts] == [2, 1, 0]


def _short(one: ReflectionTally) -> tuple[str, str, int, int, int]:
    return one.year.code, one.author.value, one.seen, one.not_seen, one.not_judged
