"""Goals against their own baseline.

当初値に照らしておかしい目標。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("target-wrong-side", "減らす指標", "10,600人", "10,446人", "上")
def test_a_goal_above_the_baseline_though_less_is_wanted():
    """減らす指標なのに、目標が当初値より大きい。 Less is wanted, but the goal lies above the baseline."""
    return city(
        indicators="id | direction \n waste | decrease",
        targets="indicator | baseline_value | goal_value \n waste | 10446 | 10600",
    )


@finds("target-wrong-side", "増やす指標", "下")
def test_a_goal_below_the_baseline_though_more_is_wanted():
    """増やす指標なのに、目標が当初値より小さい。 More is wanted, but the goal lies below the baseline."""
    return city(targets="baseline_value | goal_value \n 494 | 400")


@finds("target-wrong-side")
def test_a_repeated_listing_is_one_problem():
    """再掲を含めて1件と数えます。 A listing and its repeat are one problem."""
    return city(
        targets="id | baseline_value | goal_value | restates \n a | 494 | 400 | \n b | 494 | 400 | a"
    )


@passes("target-wrong-side")
def test_a_goal_on_the_right_side():
    """減らす指標の目標が当初値より小さい。 Less is wanted, and the goal lies below the baseline."""
    return city(
        indicators="id | direction \n waste | decrease",
        targets="indicator | baseline_value | goal_value \n waste | 10446 | 10300",
    )


@passes("target-wrong-side")
def test_a_direction_is_never_guessed():
    """向きが宣言されていなければ、向きの誤りとは言いません。 Without a declared direction, no side is wrong."""
    return city(
        indicators="id | direction \n waste | undeclared",
        targets="indicator | baseline_value | goal_value \n waste | 10446 | 10600",
    )


@finds("target-met-at-start", "7,039人", "7,000人以上")
def test_a_floor_that_the_baseline_keeps():
    """目標7,000人以上を、当初の7,039人がすでに満たしています。 The baseline already keeps the floor."""
    return city(
        targets="baseline_value | goal_value | comparison \n 7039 | 7000 | at_least",
    )


@passes("target-met-at-start")
def test_a_floor_that_the_baseline_misses():
    """当初の6,766人は目標7,000人以上に届いていません。 The baseline lies below the floor."""
    return city(
        targets="baseline_value | goal_value | comparison \n 6766 | 7000 | at_least",
    )


@finds("target-equals-baseline", "60.70人")
def test_a_goal_equal_to_its_baseline():
    """目標が当初値と同じです。 The goal equals the baseline."""
    return city(targets="baseline_value | goal_value \n 60.7 | 60.70")


@passes("target-equals-baseline")
def test_a_goal_next_to_its_baseline():
    """目標が当初値より0.1大きい。 The goal is a tenth above the baseline."""
    return city(targets="baseline_value | goal_value \n 60.7 | 60.8")


@finds("direction-undeclared", "2件")
def test_an_indicator_without_a_direction():
    """増やすのか減らすのかが宣言されていません。 It is not declared whether more or less is wanted."""
    return city(
        indicators="id | direction \n density | undeclared",
        targets="plan | indicator | goal_value \n a | density | 60 \n b | density | 61",
    )


@passes("direction-undeclared")
def test_a_goal_that_says_its_side_itself():
    """「以上」と書いてあれば向きは要りません。 A goal of at least 60 needs no direction."""
    return city(
        indicators="id | direction \n density | undeclared",
        targets="indicator | goal_value | comparison \n density | 60 | at_least",
    )


@finds("restated-differs", "目標130人", "目標120人")
def test_a_repeat_with_another_goal():
    """再掲の目標が元の欄と違います。 A repeated listing prints another goal."""
    return city(
        targets="id | baseline_value | goal_value | restates \n a | 100 | 120 | \n b | 100 | 130 | a"
    )


@passes("restated-differs")
def test_a_repeat_with_the_same_goal():
    """再掲の数字が元の欄と同じです。 A repeated listing prints the same figures."""
    return city(
        targets="id | baseline_value | goal_value | restates \n a | 100 | 120 | \n b | 100 | 120 | a"
    )
