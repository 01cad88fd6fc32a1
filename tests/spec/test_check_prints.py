"""Prints that contradict themselves, and values that are not what is printed.

印刷そのものの誤りと、転記の誤り。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("date-printed-wrong", "和暦は2020年", "曜日（金）は2020年に合います")
def test_an_era_year_beside_another_western_year():
    """令和2年と2019年が並んでいます。曜日は2020年に合います。 Two years; the weekday fits one of them."""
    return city(meetings="date_printed \n 令和 2（2019）年 2 月 14日（金）")


@finds("date-printed-wrong", "（火）", "（月）")
def test_a_wrong_weekday():
    """令和3年8月2日は月曜日です。 2 August 2021 was a Monday."""
    return city(meetings="date_printed \n 令和3年8月2日（火）10時から")


@finds("date-printed-wrong", "令和元年5月")
def test_a_month_after_the_end_of_its_era():
    """平成31年5月という月はありません。 There was no May in Heisei 31."""
    return city(context_figures="period_printed \n 平成31年5月現在")


@passes("date-printed-wrong")
def test_dates_that_are_right():
    """令和3年8月2日は月曜日で、2021年です。 Era, western year and weekday agree."""
    return city(
        meetings="date_printed \n 令和3（2021）年8月2日（月）",
        context_figures="period_printed \n H31.4 ～ R2.3",
    )


@finds("period-differs-from-print", "R4(2022)", "2021年度")
def test_a_period_other_than_the_printed_one():
    """R4(2022)と印刷された値が2021年度として入っています。 A value of 2022 is entered for 2021."""
    return city(observations="time_period | period_printed | obs_value \n FY2021 | R4(2022) | 110")


@finds("period-differs-from-print", "2021-08-03")
def test_a_meeting_on_another_day():
    """印刷は8月2日、記録は8月3日です。 The second is printed, the third is held."""
    return city(meetings="date_printed | held_on \n 令和3年8月2日（月） | 2021-08-03")


@passes("period-differs-from-print")
def test_a_period_as_printed():
    """R4は2022年度です。 R4 is 2022."""
    return city(
        observations="time_period | period_printed | obs_value \n FY2022 | R4 | 110",
        meetings="date_printed | held_on \n 令和3年8月2日（月） | 2021-08-02",
    )


@finds("value-differs-from-print", "2,692 十億円", "2,962")
def test_digits_swapped_in_copying():
    """2,692を2,962と写しています。 2,692 was copied as 2,962."""
    return city(targets="goal_value | goal_printed | unit \n 2962 | 2023年 2,692 十億円 | 十億円")


@finds("value-differs-from-print", times=2)
def test_amounts_and_milestones_are_compared_too():
    """金額と年次目標も印刷と比べます。 Amounts and milestones are compared with their print too."""
    return city(
        targets="id \n a",
        milestones="target | period | value | value_printed \n a | FY2023 | 115 | １５１人",
        appropriations="amount_yen | amount_printed | unit_printed \n 10220000 | 10,400 | 千円",
    )


@passes("value-differs-from-print")
def test_values_as_printed():
    """全角、万、億、符号の言葉も読みます。 Full width, ten thousands and words for signs are read."""
    return city(
        context_figures="""
        value   | value_printed    | unit
        734000  | 73万 4千人       | 人
        -128    | 128人の転出超過  | 人
        100     | 計１億円         | 百万円
        7000    | ７，０００人以上 | 人
        """,
        appropriations="amount_yen | amount_printed | unit_printed \n 10220000 | １０，２２０ | 千円",
    )
