"""Comments, and the committee that reads them.

評価コメントと検証委員会。
"""

from tests.spec.drawn_city import city, finds, passes

LISTING = "id | baseline_value | baseline_period | goal_value | goal_period \n a | 32.1 | FY2020 | 50 | CY2030"


@finds("stated-change-contradicts", "減少", "32.1人", "34.5人", "増加")
def test_a_rise_headed_as_a_fall():
    """見出しは減少、値は32.1から34.5への増加です。 Headed as a fall, but the value rose."""
    return city(
        targets=LISTING,
        observations="target | time_period | obs_value \n a | FY2022 | 34.5",
        evaluations="targets | stated_change \n a | decrease",
    )


@passes("stated-change-contradicts")
def test_a_rise_headed_as_a_rise():
    """見出しも値も増加です。 Headed as a rise, and it rose."""
    return city(
        targets=LISTING,
        observations="target | time_period | obs_value \n a | FY2022 | 34.5",
        evaluations="targets | stated_change \n a | increase",
    )


@passes("stated-change-contradicts")
def test_a_fall_that_came_after_the_comment():
    """2022年度の評価は、その後の減少を知りません。 The comment of 2022 could not see the later fall."""
    return city(
        targets=LISTING,
        observations="target | time_period | obs_value \n a | FY2022 | 34.5 \n a | FY2024 | 30.0",
        evaluations="targets | stated_change | year \n a | increase | FY2022",
    )


@finds("evaluation-missing", "避難所")
def test_one_target_without_a_comment():
    """2つの目標のうち、1つだけ評価がありません。 One of two targets has no comment."""
    return city(
        indicators="id | name \n visitors | 来場者 \n shelters | 避難所",
        targets="id | indicator \n a | visitors \n b | shelters",
        evaluations="targets \n a",
    )


@passes("evaluation-missing")
def test_a_repeat_whose_first_listing_has_a_comment():
    """再掲は、元の欄の評価でよい。 A repeat needs no comment of its own."""
    return city(
        targets="id | restates \n a | \n b | a",
        evaluations="targets \n a",
    )


@passes("evaluation-missing")
def test_a_plan_without_any_comment():
    """目標ごとの評価をしない計画では、欠けているとは言いません。 A plan that comments on no target."""
    return city(targets="id \n a \n b")


@finds("seats-differ", "8名", "2席")
def test_members_missing_in_the_list():
    """8名と印刷され、名簿は2席です。 Eight are printed, two are listed."""
    return city(
        committees="id | seats_printed \n review | 8",
        members="id | committee \n a | review \n b | review",
    )


@passes("seats-differ")
def test_a_successor_keeps_the_seat():
    """交代した委員は前任と合わせて1席です。 A member and the successor are one seat."""
    return city(
        committees="id | seats_printed \n review | 2",
        members="id | committee | succeeds \n a | review | \n b | review | \n c | review | b",
    )
