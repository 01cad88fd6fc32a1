"""Printed words in English: times without a year, numbers of elements, editions, offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.charts.printed_words import in_english, number_in_english
from hoshin.domain.periods import ERAS, calendar_year, fiscal_year
from hoshin.domain.printed_times import time_in_english

TIMES = {
    "5月～": "from May",
    "～３月": "until March",
    "4～5月;～3月": "April to May; until March",
    "11～2月": "November to February",
    "12月上旬～2月下旬": "early December to late February",
    "6月中旬": "mid-June",
    "9月末": "the end of September",
    "5月頃": "about May",
    "10/5～": "from 5 October",
    "2020年春～": "from spring of 2020",
    "令和4年度上半期": "the first half of FY2022",
    "2020年4月上旬": "early April 2020",
    "令和元年７月２２日": "22 July 2019",
    "令和７年（２０２5年）５月": "May 2025",
    "令和 2（2020）年 1月 6日～2月 5日": "6 January 2020 to 5 February",
    "令和3年12月～令和7年12月": "December 2021 to December 2025",
    "2024年8月21日(水)": "Wednesday, 21 August 2024",
    "2026（2024）年度": "FY2026 (for now that of 2024)",
    "毎年度": "every fiscal year",
    "随時": "as needed",
}


@pytest.mark.parametrize("printed", TIMES)
def test_a_time_is_said_in_english(printed: str) -> None:
    assert time_in_english(printed) == TIMES[printed]


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "～",
        "13月",
        "2/30",
        "2月30日",
        "令和 2（2019）年 2 月",
        "着工後",
        "5月～6月～7月",
        "5月;",
    ],
)
def test_what_is_no_whole_time_is_not_said(printed: str) -> None:
    assert time_in_english(printed) == ""


@given(st.integers(2000, 2098), st.booleans())
def test_years_are_said_as_periods_are(year: int, fiscal: bool) -> None:
    printed = f"{year}年度" if fiscal else f"{year}年"
    period = fiscal_year(year) if fiscal else calendar_year(year)
    assert time_in_english(printed) == period.label_en


@given(st.text(alphabet="0123456789年月日度～/;春上旬末(元 ) " + "".join(one.name for one in ERAS)))
def test_any_print_is_read_or_left_alone(printed: str) -> None:
    assert not any("\u3040" <= one <= "\u9fff" for one in time_in_english(printed))


NUMBERS = {
    "施策２": "2",
    "重点①": "1",
    "ビジョン１": "1",
    "第1章": "1",
    "№27": "27",
    "（２）": "(2)",
    "2-３": "2-3",
    "ア": "a",
    "(ウ)": "(c)",
    "Ⅳ": "IV",
    "A": "A",
    "": "",
    "ロ": "",
    "その他": "",
}


@pytest.mark.parametrize("printed", NUMBERS)
def test_the_number_of_an_element_is_said_without_its_word(printed: str) -> None:
    assert number_in_english(printed) == NUMBERS[printed]


WORDS = {
    "第7次 後期": "7th, later half",
    "第2期": "2nd",
    "第11次": "11th",
    "令和7年度": "FY2025",
    "初版": "first edition",
    "３年以内": "at most 3 years",
    "1年": "1 year",
    "2030年(目標値)": "2030: target",
    "2022年 実績": "2022: actual",
    "約 70 万人": "about 700,000 people",
    "7,000 人以上": "7,000 people or more",
    "▲６万人": "−60,000 people",
    "4,000回を超え": "more than 4,000 times",
    "副本部長": "Deputy head",
    "半数以上": "half or more",
    "5月～": "from May",
    "147事業 688億円": "147 programs, 68.8 billion yen",
    "15事業 4.7億円（前年度１3事業 ２億円）": (
        "15 programs, 470 million yen (the year before: 13 programs, 200 million yen)"
    ),
    "第3次産業80％、第1次産業0.4％": "tertiary industry: 80%, primary industry: 0.4%",
    "約３０％増加": "a rise of about 30%",
    "７割以上減少": "a fall of 70% or more",
    "147事業 たくさん": "",
    "三つの柱": "",
    "港見市": "",
    "": "",
}


@pytest.mark.parametrize("printed", WORDS)
def test_a_printed_word_is_said_in_english(printed: str) -> None:
    assert in_english(printed) == WORDS[printed]
