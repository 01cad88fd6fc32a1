"""Units that cannot be right, or that differ where they must not.

ありえない単位、文書により違う桁。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("unit-of-observation", "万円")
def test_a_value_in_yen_of_an_indicator_in_people():
    """人数の指標の実績が万円です。 A value in yen is entered for an indicator of people."""
    return city(
        indicators="id | unit \n visitors | 人",
        observations="time_period | obs_value | unit_measure \n FY2022 | 110 | 万円",
    )


@passes("unit-of-observation")
def test_a_value_in_thousands_of_people():
    """千人は人に換算できます。 Thousands of people convert to people."""
    return city(
        indicators="id | unit \n visitors | 人",
        observations="time_period | obs_value | unit_measure \n FY2022 | 1.1 | 千人",
    )


@finds("unit-dimension", "万㎡", "体積", "面積")
def test_square_metres_of_water():
    """地下水の量が万㎡で印刷されています。 An amount of water is printed in square metres."""
    return city(
        indicators="id | unit | dimension \n water | 万㎡ | volume",
        targets="indicator | unit | goal_value \n water | 万㎡ | 1400",
    )


@passes("unit-dimension")
def test_square_metres_a_year_of_green():
    """年に創る面積の単位は㎡/年です。 An area created each year is measured in square metres a year."""
    return city(
        indicators="id | unit | dimension \n green | ㎡/年 | area",
        targets="indicator | unit | goal_value \n green | ㎡/年 | 800",
    )


@finds("unit-not-convertible", "箇所")
def test_cases_and_places():
    """一方の計画は件、もう一方は箇所で数えています。 One plan counts cases, the other places."""
    return city(
        indicators="id | unit | dimension \n shelters | 件 | count",
        targets="plan | indicator | unit | goal_value \n a | shelters | 件 | 40 \n b | shelters | 箇所 | 96",
    )


@passes("unit-not-convertible")
def test_cases_and_thousands_of_cases():
    """千件は件に換算できます。 Thousands of cases are cases."""
    return city(
        indicators="id | unit | dimension \n visits | 件 | count",
        targets="plan | indicator | unit | goal_value \n a | visits | 件 | 40000 \n b | visits | 千件 | 96",
    )


@finds("unit-scale-differs", "2,354億円", "10倍")
def test_one_series_in_two_scales():
    """同じ大きさの数字が、億円と十億円で印刷されています。 One series, in hundred millions and billions."""
    return city(
        indicators="id | unit \n product | 十億円",
        targets="plan | indicator | unit | baseline_value | baseline_period | goal_value \n a | product | 億円 | 2354 | CY2017 | 2616 \n b | product | 十億円 | 2325 | FY2012 | 2541",
    )


@passes("unit-scale-differs")
def test_one_amount_in_two_scales():
    """23,540億円と2,354十億円は同じ額です。 23,540 hundred million yen are 2,354 billion yen."""
    return city(
        indicators="id | unit \n product | 十億円",
        targets="plan | indicator | unit | baseline_value | baseline_period | goal_value \n a | product | 億円 | 23540 | CY2017 | 26160 \n b | product | 十億円 | 2354 | CY2017 | 2616",
    )


@finds("unit-scale-differs", "ちょうど10倍")
def test_one_value_ten_times_another():
    """同じ年の値がちょうど10倍違います。 Two values of one year differ by exactly ten times."""
    return city(
        observations="source | time_period | obs_value \n report | FY2022 | 1450 \n plan | FY2022 | 14500"
    )
