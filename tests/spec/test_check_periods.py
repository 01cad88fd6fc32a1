"""Years that do not fit: of goals, of columns, of values.

合わない年。目標の年、欄の年、値の年。
"""

from datetime import date

from tests.spec.drawn_city import city, finds, passes


@finds("goal-outside-plan", "2030年", "後")
def test_a_goal_after_the_end_of_the_plan():
    """計画は2024年度までなのに、目標は2030年です。 The plan ends in 2024, the goal is for 2030."""
    return city(
        plans="id | period \n plan | FY2022/FY2024",
        targets="goal_value | goal_period \n 120 | CY2030",
    )


@passes("goal-outside-plan")
def test_a_month_of_the_last_fiscal_year():
    """2025年3月は2024年度の中です。 March 2025 lies within fiscal year 2024."""
    return city(
        plans="id | period \n plan | FY2022/FY2024",
        targets="goal_value | goal_period \n 120 | 2025-03",
    )


@passes("goal-outside-plan")
def test_a_provisional_goal_of_a_year_within_the_plan():
    """2030年の目標に、計画内の2023年の値を暫定表記しています。 A goal of 2030 that shows 2023's value."""
    return city(
        plans="id | period \n plan | FY2022/FY2024",
        targets="goal_value | goal_period | goal_provisional_year \n 120 | CY2030 | 2023",
    )


@finds("baseline-not-before-goal")
def test_a_baseline_after_its_goal():
    """当初値が2024年、目標が2023年です。 The baseline is of 2024, the goal of 2023."""
    return city(
        targets="baseline_value | baseline_period | goal_value | goal_period \n 100 | FY2024 | 120 | FY2023"
    )


@passes("baseline-not-before-goal")
def test_a_baseline_a_year_before_its_goal():
    """当初値が目標の前の年です。 The baseline is of the year before."""
    return city(
        targets="baseline_value | baseline_period | goal_value | goal_period \n 100 | FY2022 | 120 | FY2023"
    )


@finds("milestone-after-goal")
def test_a_milestone_after_the_goal():
    """年次目標が最終目標より後の年です。 A milestone comes after the goal."""
    return city(
        targets="id | goal_value | goal_period \n a | 120 | FY2023",
        milestones="target | value | period \n a | 125 | FY2024",
    )


@passes("milestone-after-goal")
def test_a_milestone_before_the_goal():
    """年次目標が最終目標より前の年です。 A milestone comes before the goal."""
    return city(
        targets="id | goal_value | goal_period \n a | 120 | FY2023",
        milestones="target | value | period \n a | 115 | FY2022",
    )


@finds("column-differs-from-period", "「R4」欄に2020年度の値")
def test_values_under_another_year():
    """令和4年の欄に2020年度の値、2030年の欄に2023年の目標。指標ごとに1件です。 One note for an indicator."""
    return city(
        targets="id | goal_value | goal_period | goal_column \n a | 120 | CY2023 | 2030年(目標値)",
        observations="target | time_period | obs_value | reporting_column \n a | FY2020 | 110 | R4",
    )


@passes("column-differs-from-period")
def test_values_under_their_own_year():
    """欄と値の年が同じです。年のない欄「現在」は問いません。 Columns that name the same year, or none."""
    return city(
        targets="id | baseline_value | baseline_period | baseline_column | goal_value \n a | 90 | CY2017 | 現在 | 120",
        observations="target | time_period | obs_value | reporting_column \n a | FY2022 | 110 | 令和4（2022）年度",
    )


@finds("observation-in-future", as_of=date(2025, 5, 31))
def test_a_value_of_a_year_to_come():
    """2026年度の実績が、2025年5月に入っています。 An actual of fiscal 2026 stands there in May 2025."""
    return city(observations="time_period | obs_value \n FY2026 | 130")


@passes("observation-in-future", as_of=date(2025, 5, 31))
def test_a_missing_value_of_a_year_to_come():
    """これからの年の「未公表」は実績ではありません。 Not yet published is no value."""
    return city(
        observations="time_period | missing_reason \n FY2026 | not_yet_published",
    )


@finds("revision-gap", "改訂2")
def test_a_revision_that_is_lost():
    """改訂1と3があり、2がありません。 There are revisions 1 and 3, but no 2."""
    return city(
        observations="time_period | obs_value | revision \n FY2022 | 110 | 1 \n FY2022 | 112 | 3"
    )


@passes("revision-gap")
def test_revisions_without_a_gap():
    """改訂1、2と続いています。 Revisions 1 and 2."""
    return city(
        observations="time_period | obs_value | revision \n FY2022 | 110 | 1 \n FY2022 | 112 | 2"
    )
