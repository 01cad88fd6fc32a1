"""Published figures that their own rows contradict.

公表された数字と、そのもとの数字。
"""

from tests.spec.drawn_city import city, finds, passes

ROWS = """
id | baseline_value | baseline_period | goal_value | goal_period
a  | 10446          | FY2020          | 10600      | CY2023
"""
VALUES = "target | time_period | obs_value \n a | FY2021 | 10268"


@finds("achievement-differs", "116%", "-116％", "符号だけが逆")
def test_an_achievement_with_the_other_sign():
    """計算では-116％なのに、116％と公表されています。 The formula gives -116%, 116% is published."""
    return city(
        targets=ROWS,
        observations=VALUES,
        published_figures="target | operation | kind | value | value_printed \n a | achievement | achievement | 116 | 116%",
    )


@passes("achievement-differs")
def test_an_achievement_as_calculated():
    """計算も公表も-116％です。 Both say -116%."""
    return city(
        targets=ROWS,
        observations=VALUES,
        published_figures="target | operation | kind | value | value_printed \n a | achievement | achievement | -116 | ▲116%",
    )


AMOUNTS = {
    "elements": "id \n roads",
    "program_elements": "id | program | element \n a | bridge | roads \n b | lights | roads",
    "appropriations": "listing | amount_yen \n a | 1000000 \n b | 500000",
}


@finds("total-differs", "1,500千円", "1,600千円")
def test_a_total_that_its_rows_do_not_give():
    """内訳の和は1,500千円、印刷は1,600千円です。 The rows add up to 1,500, 1,600 is printed."""
    return city(
        **AMOUNTS,
        published_figures="element | operation | value | unit \n roads | sum_of_appropriations | 1600 | 千円",
    )


@passes("total-differs")
def test_a_total_rounded_to_its_print():
    """百万円で2と印刷した合計は、1.5百万円を四捨五入したものです。 1.5 million rounds to the printed 2."""
    return city(
        **AMOUNTS,
        published_figures="element | operation | value | unit \n roads | sum_of_appropriations | 2 | 百万円",
    )
