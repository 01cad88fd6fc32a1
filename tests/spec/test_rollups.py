"""What is said of an element or a plan from the targets below it, each by a named rule.

The invented city of Shiomi: a plan with two goals. Goal 1 has a measure with two targets and one
of its own; goal 2 repeats one of them and adds two.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    MissingReason,
    Observation,
    Target,
)
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Plan
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.presets import PRESETS
from hoshin.engine.rollup import (
    RollUp,
    RollUpRule,
    Scope,
    count_by_rating,
    count_by_standing,
    mean,
    scope_of_element,
    scope_of_plan,
    weighted_mean,
    worst_child,
)

# listing, element, indicator, baseline, actual (None: not surveyed), goal, method, repeats
TABLE = (
    ("visits", "measure", "来訪者", "0", "50", "100", Method.PROGRESS, None),
    ("stays", "measure", "宿泊者", "0", "120", "100", Method.PROGRESS, None),
    ("shops", "goal1", "店舗", "0", "-20", "100", Method.PROGRESS, None),
    ("visits-again", "goal2", "来訪者", "0", "50", "100", Method.PROGRESS, "visits"),
    ("survey", "goal2", "満足度", "0", None, "100", Method.PROGRESS, None),
    ("rides", "goal2", "乗車", "0", "75", "100", Method.ATTAINMENT, None),
)


def shiomi(table=TABLE) -> City:
    names = list(dict.fromkeys(row[2] for row in table))
    return City(
        name="潮見市",
        plans=(Plan(id="plan", name="潮見プラン", name_en="Shiomi plan"),),
        elements=(
            Element(id="goal1", plan="plan", level="l1", name="にぎわい", name_en="Bustle"),
            Element(id="measure", plan="plan", level="l2", parent="goal1", name="観光"),
            Element(id="goal2", plan="plan", level="l1", name="くらし", name_en="Living"),
            Element(id="empty", plan="plan", level="l1", name="これから", name_en="To come"),
        ),
        indicators=tuple(
            Indicator(id=f"i{number}", name=name, unit="人", direction=Direction.INCREASE)
            for number, name in enumerate(names)
        ),
        targets=tuple(
            Target(
                id=listing,
                plan="plan",
                element=element,
                indicator=f"i{names.index(name)}",
                unit="人",
                baseline_value=Decimal(baseline),
                baseline_period=fiscal_year(2020),
                goal_value=Decimal(goal),
                goal_period=fiscal_year(2025),
                comparison=Comparison.REACH,
                method=method,
                restates=repeats,
            )
            for listing, element, name, baseline, _, goal, method, repeats in table
        ),
        observations=tuple(
            Observation(
                id=f"o-{listing}",
                indicator=f"i{names.index(name)}",
                target=listing,
                time_period=fiscal_year(2022),
                obs_value=None if actual is None else Decimal(actual),
                missing_reason=MissingReason.NOT_SURVEYED if actual is None else None,
                unit_measure="人",
            )
            for listing, _, name, _, actual, *_ in table
        ),
    )


def judged(city: City) -> tuple[Achievement, ...]:
    return evaluate(city, date(2024, 4, 1))


def plan_of(city: City) -> Scope:
    return scope_of_plan(city, judged(city), "plan")


def element_of(city: City, element: str) -> Scope:
    return scope_of_element(city, judged(city), element)


def numbers(rolled: RollUp) -> dict[str, int]:
    return {one.code: one.number for one in rolled.counts}


def names(scope: Scope) -> list[str]:
    return [one.target.id for one in scope.children]


def test_a_repeated_listing_counts_once() -> None:
    """再掲は計画全体で一度だけ数える。 A repeated listing counts once in the plan."""
    whole = plan_of(shiomi())
    assert names(whole) == ["visits", "stays", "shops", "survey", "rides"]
    assert whole.restated == 1


def test_where_only_the_repeat_stands_it_counts() -> None:
    """再掲だけがある枝では、その再掲を数える。 In a branch that holds only the repeat, it counts."""
    branch = element_of(shiomi(), "goal2")
    assert names(branch) == ["visits-again", "survey", "rides"]
    assert branch.restated == 0


def test_a_branch_holds_what_lies_below_it() -> None:
    assert names(element_of(shiomi(), "goal1")) == ["visits", "stays", "shops"]
    assert names(element_of(shiomi(), "measure")) == ["visits", "stays"]
    assert names(element_of(shiomi(), "no-such-element")) == []


def test_a_repeat_of_a_repeat_and_a_circle_still_count_once() -> None:
    rows = list(TABLE)
    rows.append(
        ("visits-third", "goal1", "来訪者", "0", "50", "100", Method.PROGRESS, "visits-again")
    )
    scope = plan_of(shiomi(rows))
    assert names(scope)[:3] == ["visits", "stays", "shops"]
    assert scope.restated == 2
    city = shiomi()
    circle = tuple(
        replace(one, restates="visits-again") if one.id == "visits" else one for one in city.targets
    )
    scope = plan_of(replace(city, targets=circle))
    assert scope.restated == 1
    assert sum(one.target.indicator == "i0" for one in scope.children) == 1


def test_a_printed_repeat_of_something_unnamed_is_left_out() -> None:
    city = shiomi()
    marked = tuple(
        replace(one, restated_in_print=True) if one.id == "rides" else one for one in city.targets
    )
    scope = plan_of(replace(city, targets=marked))
    assert "rides" not in names(scope)
    assert scope.restated == 2


def test_counted_by_standing() -> None:
    """状況別の件数。判定できないものも件数に出る。 Counts by standing, those not judged included."""
    rolled = count_by_standing(plan_of(shiomi()))
    assert rolled.rule is RollUpRule.COUNT_BY_STANDING
    assert numbers(rolled) == {
        "reached": 1,
        "toward": 2,
        "unchanged": 0,
        "short": 0,
        "away": 1,
        "not_judged": 1,
    }
    assert (rolled.children, rolled.not_judged, rolled.restated) == (5, 1, 1)
    assert rolled.sentence_ja == (
        "「潮見プラン」の目標5件について、状況別に数えると、達成 1件、前進 2件、後退 1件、"
        "判定できず 1件です。うち1件は判定できません。再掲の1件は数えていません。"
    )
    assert rolled.sentence_en == (
        '"Shiomi plan", 5 targets. Counted by standing: reached 1, moving closer 2, moving away 1, '
        "not judged 1. 1 of them cannot be judged. 1 repeated listing is not counted again."
    )


def test_counted_by_the_citys_grades() -> None:
    """評価区分別の件数と、区分の対象外の件数。 Counts by grade, and what the scheme leaves out."""
    rolled = count_by_rating(plan_of(shiomi()), PRESETS["kitakyushu-strategy-h29"].grades)
    assert numbers(rolled) == {"A": 1, "B": 0, "C": 1, "D": 2}
    assert [(one.code, one.number) for one in rolled.left_out] == [("not_surveyed", 1)]
    assert (rolled.children, rolled.not_judged) == (5, 0)
    assert rolled.sentence_ja == (
        "「潮見プラン」の目標5件について、評価区分別に数えると、A 1件、C 1件、D 2件"
        "（評価の対象外：調査未実施 1件）です。再掲の1件は数えていません。"
    )
    assert "A 1, C 1, D 2 (left out by the scheme: not surveyed 1)." in rolled.sentence_en


def test_what_no_grade_fits_is_not_judged() -> None:
    scheme = PRESETS["kitsuki-strategy-2"].grades
    rolled = count_by_rating(plan_of(shiomi()), scheme)
    assert numbers(rolled) == {"A": 1, "B": 0, "C": 0, "D": 0}
    assert rolled.not_judged == 4
    stated = {"shops": frozenset({"improvement_needed"})}
    assert numbers(count_by_rating(plan_of(shiomi()), scheme, stated))["C"] == 1


def test_nested_grades_count_what_fits_beside_what_is_given() -> None:
    """入れ子の区分：内側に付いたものは、外側にも当てはまる。 What the inner grade holds fits the outer."""
    rolled = count_by_rating(plan_of(shiomi()), PRESETS["fuji-plan-5"].grades)
    assert {one.code: (one.number, one.fitting) for one in rolled.counts} == {
        "その他": (1, 1),
        "20％未満": (1, 1),
        "50％未満": (0, 1),
        "50％以上80％未満": (2, 2),
        "80％以上": (1, 1),
    }


def test_the_plain_mean_is_exact_and_names_the_methods_it_mixes() -> None:
    """(50＋120－20＋75) ÷ 4 ＝ 56.25％。 Without cap or floor; the one without a value is said."""
    rolled = mean(plan_of(shiomi()), decimals=1)
    assert rolled.value == Fraction(225, 400)
    assert rolled.printed == Decimal("56.3")
    assert rolled.not_judged == 1
    assert rolled.methods == (Method.PROGRESS, Method.ATTAINMENT)
    assert rolled.sentence_ja == (
        "「潮見プラン」の目標5件について、達成度の単純平均は56.3％です。うち1件は判定できません。"
        "再掲の1件は数えていません。方法の違う達成度（進捗率、達成率）が混じっています。"
    )
    assert "Different methods are mixed: Progress, Attainment." in rolled.sentence_en
    one_method = mean(element_of(shiomi(), "goal1"))
    assert one_method.printed == Decimal(50)
    assert "混じって" not in one_method.sentence_ja


def test_the_weighted_mean_counts_what_has_a_weight() -> None:
    weights = {"visits": Decimal(3), "stays": Decimal(1), "survey": Decimal(5)}
    rolled = weighted_mean(plan_of(shiomi()), weights)
    assert rolled.value == Fraction(3 * 50 + 120, 400)
    assert rolled.printed == Decimal(68)
    assert rolled.not_judged == 3, "two without a weight, one without a value"
    assert rolled.rule is RollUpRule.WEIGHTED_MEAN
    with pytest.raises(ValueError, match="cannot be negative"):
        weighted_mean(plan_of(shiomi()), {"visits": Decimal(-1)})
    nothing = weighted_mean(plan_of(shiomi()), {"visits": Decimal(0)})
    assert (nothing.value, nothing.printed) == (None, None)
    assert "計算できません" in nothing.sentence_ja


def test_the_worst_child_stands_for_all() -> None:
    """最も低い達成度を、枝の代表として示す。 The lowest achievement speaks for the branch."""
    rolled = worst_child(plan_of(shiomi()))
    assert rolled.worst is not None and rolled.worst.target.id == "shops"
    assert (rolled.value, rolled.printed) == (Fraction(-1, 5), Decimal(-20))
    assert "最も低い達成度は「店舗」の-20％です。" in rolled.sentence_ja


@pytest.mark.parametrize("rule", [count_by_standing, mean, worst_child])
def test_a_branch_without_targets_says_so(rule) -> None:
    rolled = rule(element_of(shiomi(), "empty"))
    assert (rolled.children, rolled.not_judged, rolled.restated) == (0, 0, 0)
    assert rolled.value is None and rolled.worst is None
    assert rolled.sentence_ja.startswith("「これから」の目標0件について、")
    assert rolled.sentence_en.startswith('"To come", 0 targets. ')
