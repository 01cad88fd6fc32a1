"""One indicator and one year, but several values.

一つの指標、一つの年、いくつもの値。
"""

from tests.spec.drawn_city import city, finds, passes


@finds("value-differs", "1,002人", "1,003人")
def test_two_documents_two_values():
    """同じ2022年度の値が、文書により違います。 Two documents print different values for one year."""
    return city(
        observations="source | time_period | obs_value \n report | FY2022 | 1002 \n plan | FY2022 | 1003"
    )


@passes("value-differs")
def test_a_value_rounded_in_the_other_document():
    """1,317.1を1,317と丸めただけなら同じ値です。 1,317 is 1,317.1 rounded."""
    return city(
        observations="source | time_period | obs_value \n report | FY2022 | 1317.1 \n plan | FY2022 | 1317"
    )


@passes("value-differs")
def test_a_fiscal_and_a_calendar_year():
    """2022年度と2022年は別の期間です。 Fiscal 2022 and calendar 2022 are different periods."""
    return city(
        observations="source | time_period | obs_value \n report | FY2022 | 1002 \n plan | CY2022 | 1003"
    )


@passes("value-differs")
def test_a_provisional_value_made_final():
    """概算が確定に変わるのは食い違いではありません。 A provisional value may become another final one."""
    return city(
        observations="source | time_period | obs_value | obs_status \n report | FY2022 | 6766 | provisional \n plan | FY2022 | 6790 | final"
    )


@passes("value-differs")
def test_two_wards():
    """区が違えば値も違います。 Two wards have their own values."""
    return city(
        organisations="id | kind \n east | ward \n west | ward",
        observations="ref_area | time_period | obs_value \n east | FY2022 | 10 \n west | FY2022 | 12",
    )


@finds("baseline-differs", "89人", "90人")
def test_two_plans_two_baselines():
    """2つの計画の当初値が、同じ2020年度で違います。 Two plans print different baselines for one year."""
    return city(
        targets="plan | baseline_value | baseline_period \n a | 89 | FY2020 \n b | 90 | FY2020"
    )


@passes("baseline-differs")
def test_two_plans_two_baseline_years():
    """当初の年が違えば、当初値も違ってよい。 Baselines of different years differ."""
    return city(
        targets="plan | baseline_value | baseline_period \n a | 89 | FY2020 \n b | 90 | FY2021"
    )


@finds("same-value-other-period", "52,015人", "2016年", "2017年")
def test_one_value_under_two_years():
    """52,015が、ある文書では2016年、別の文書では2017年です。 One value, given to two years."""
    return city(
        observations="source | time_period | obs_value \n report | Y2016 | 52015 \n plan | CY2017 | 52015"
    )


@passes("same-value-other-period")
def test_a_value_that_happened_twice():
    """一つの文書が両方の年に42.9と印刷していれば、本当に2回あった値です。 It happened twice."""
    return city(
        observations="source | time_period | obs_value \n report | FY2017 | 42.9 \n report | FY2018 | 42.9 \n plan | FY2018 | 42.9"
    )


@passes("same-value-other-period")
def test_a_small_number_that_repeats():
    """2桁の数は偶然同じになります。 Two-digit numbers repeat by chance."""
    return city(
        observations="source | time_period | obs_value \n report | FY2017 | 12 \n plan | FY2018 | 12"
    )


@finds("value-out-of-line", "14,500人")
def test_a_value_ten_times_its_neighbours():
    """1,450前後の系列に14,500があります。 Among values of about 1,450 stands 14,500."""
    return city(
        observations="time_period | obs_value \n FY2019 | 1400 \n FY2020 | 1430 \n FY2021 | 14500 \n FY2022 | 1470"
    )


@finds("value-out-of-line", "-1,430人")
def test_a_value_of_the_other_sign():
    """一つだけ負の値があります。 One value alone is negative."""
    return city(
        observations="time_period | obs_value \n FY2019 | 1400 \n FY2020 | -1430 \n FY2021 | 1450 \n FY2022 | 1470"
    )


@passes("value-out-of-line")
def test_a_series_that_starts_from_zero():
    """0から始まる系列は外れ値ではありません。 A series may start from zero and rise."""
    return city(
        observations="time_period | obs_value \n FY2019 | 0 \n FY2020 | 40 \n FY2021 | 320 \n FY2022 | 980"
    )
