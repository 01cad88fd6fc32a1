"""One indicator with several goals, in one plan or in several.

一つの指標に、いくつもの目標。
"""

from tests.spec.drawn_city import city, finds, passes

PLANS = "id | period | supersedes \n sdgs | FY2019/FY2021 | \n strategy | FY2020/FY2023 | \n next | FY2022/FY2024 | sdgs"


@finds("goal-differs", "1,025人", "1,084人", "2023年")
def test_two_plans_two_goals_one_year():
    """同じ時期の2つの計画が、2023年に違う目標を掲げています。 Two plans in force, two goals for 2023."""
    return city(
        plans=PLANS,
        targets="plan | goal_value | goal_period \n sdgs | 1025 | FY2023 \n strategy | 1084 | FY2023",
    )


@passes("goal-differs")
def test_two_plans_two_years():
    """年が違えば、違う目標でも食い違いではありません。 Different goals for different years are normal."""
    return city(
        plans=PLANS,
        targets="plan | goal_value | goal_period \n sdgs | 1025 | FY2021 \n strategy | 1084 | FY2023",
    )


@passes("goal-differs")
def test_a_goal_changed_by_the_next_plan():
    """次の計画が目標を改めるのは食い違いではありません。 A plan that follows may set another goal."""
    return city(
        plans=PLANS,
        targets="plan | goal_value | goal_period \n sdgs | 1025 | FY2023 \n next | 1084 | FY2023",
    )


@finds("target-deferred", "2019年", "2023年", "56.5人")
def test_the_same_goal_four_years_later():
    """同じ目標56.5が、次の計画で4年先になりました。 The next plan sets the same goal four years later."""
    return city(
        plans=PLANS,
        targets="plan | baseline_value | baseline_period | goal_value | goal_period \n sdgs | 46.5 | FY2015 | 56.5 | FY2019 \n strategy | 42.9 | FY2018 | 56.5 | FY2023",
        observations="time_period | obs_value \n FY2019 | 43.0",
    )


@finds("target-deferred", "一つの計画の中で")
def test_the_same_goal_for_two_years_of_one_plan():
    """一つの計画に、2021年と2023年の同じ目標があります。 One plan sets the same goal for two years."""
    return city(
        plans=PLANS,
        targets="plan | goal_value | goal_period \n sdgs | 800 | CY2021 \n sdgs | 800 | CY2023",
    )


@passes("target-deferred")
def test_a_goal_that_was_reached_and_is_kept():
    """達成した目標を次の計画でも続けるのは先送りではありません。 A reached goal that is kept on."""
    return city(
        plans=PLANS,
        targets="plan | baseline_value | baseline_period | goal_value | goal_period \n sdgs | 46.5 | FY2015 | 56.5 | FY2019 \n strategy | 57.0 | FY2019 | 56.5 | FY2023",
        observations="time_period | obs_value \n FY2019 | 57.0",
    )


@finds("goal-weaker-later", "50人", "44人")
def test_less_is_asked_for_later():
    """2021年に50を目指すのに、2023年の目標は44です。 50 by 2021, but only 44 by 2023."""
    return city(
        plans=PLANS,
        targets="plan | goal_value | goal_period \n sdgs | 50 | FY2021 \n strategy | 44 | FY2023",
    )


@passes("goal-weaker-later")
def test_less_is_asked_for_later_where_less_is_better():
    """減らす指標なら、後の小さい目標の方が厳しい。 Where less is wanted, the smaller goal asks for more."""
    return city(
        plans=PLANS,
        indicators="id | direction \n waste | decrease",
        targets="plan | indicator | goal_value | goal_period \n sdgs | waste | 50 | FY2021 \n strategy | waste | 44 | FY2023",
    )


@finds("milestone-differs-from-goal", "118人", "120人")
def test_a_milestone_beside_the_goal_of_its_year():
    """目標年の年次目標118が、最終目標120と違います。 The milestone of the goal's year is not the goal."""
    return city(
        targets="id | goal_value | goal_period \n a | 120 | FY2024",
        milestones="target | value | period \n a | 118 | FY2024",
    )


@passes("milestone-differs-from-goal")
def test_a_milestone_on_the_way():
    """途中の年の目標は最終目標と違ってよい。 A milestone of an earlier year may be another value."""
    return city(
        targets="id | goal_value | goal_period \n a | 120 | FY2024",
        milestones="target | value | period \n a | 110 | FY2022",
    )
