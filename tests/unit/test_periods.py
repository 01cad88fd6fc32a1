"""Periods: codes, impossible dates, and years as Japanese documents print them."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.periods import (
    ERAS,
    Period,
    PeriodKind,
    calendar_year,
    era_label,
    fiscal_year,
    read_code,
    read_printed,
    span,
    year_of_unknown_kind,
)
from hoshin.domain.problems import IllFormedError

MODERN = st.integers(1869, 9999)
DAYS = st.dates(date(1868, 10, 23), date(9999, 12, 31))


def month(year: int, number: int) -> Period:
    return Period(PeriodKind.MONTH, year, number)


def day(year: int, number: int, day_of_month: int) -> Period:
    return Period(PeriodKind.DAY, year, number, day_of_month)


POINTS = st.one_of(
    st.builds(fiscal_year, MODERN),
    st.builds(calendar_year, MODERN),
    st.builds(year_of_unknown_kind, MODERN),
    DAYS.map(lambda one: month(one.year, one.month)),
    DAYS.map(lambda one: day(one.year, one.month, one.day)),
)
SPANS = (
    st.tuples(POINTS, POINTS)
    .map(lambda ends: sorted(ends, key=lambda one: one.start))
    .filter(lambda ends: ends[0].start <= ends[1].end)
)


# --- what a period covers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "start", "end", "final_year"),
    [
        ("FY2024", date(2024, 4, 1), date(2025, 3, 31), 2024),
        ("CY2024", date(2024, 1, 1), date(2024, 12, 31), 2024),
        ("Y2024", date(2024, 1, 1), date(2025, 3, 31), 2024),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 2024),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), 2023),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), 2024),
        ("FY2022/FY2024", date(2022, 4, 1), date(2025, 3, 31), 2024),
        ("2024-12/FY2025", date(2024, 12, 1), date(2026, 3, 31), 2025),
        ("FY9999", date(9999, 4, 1), date(9999, 12, 31), 9999),
    ],
)
def test_first_and_last_day(code: str, start: date, end: date, final_year: int) -> None:
    period = read_code(code)
    assert (period.start, period.end, period.final_year) == (start, end, final_year)


@pytest.mark.parametrize(
    ("code", "ja", "en", "short"),
    [
        ("FY2022", "2022年度", "FY2022", "FY2022"),
        ("CY2022", "2022年", "2022", "2022"),
        ("2022-07", "2022年7月", "July 2022", "2022-07"),
        ("2022-07-22", "2022年7月22日", "22 July 2022", "2022-07-22"),
        ("FY2022/FY2024", "2022年度～2024年度", "FY2022 to FY2024", "FY2022/FY2024"),
    ],
)
def test_labels(code: str, ja: str, en: str, short: str) -> None:
    period = read_code(code)
    assert (period.label_ja, period.label_en, period.short_label) == (ja, en, short)


def test_a_year_of_unknown_kind_is_neither_calendar_nor_fiscal() -> None:
    unknown = year_of_unknown_kind(2022)
    assert unknown != fiscal_year(2022)
    assert unknown != calendar_year(2022)
    assert unknown.label_ja not in {fiscal_year(2022).label_ja, calendar_year(2022).label_ja}
    assert unknown.label_en not in {fiscal_year(2022).label_en, calendar_year(2022).label_en}


# --- codes --------------------------------------------------------------------------------------


@given(POINTS)
def test_a_code_is_read_back(period: Period) -> None:
    assert read_code(period.code) == period


@given(SPANS)
def test_the_code_of_a_span_is_read_back(ends: list[Period]) -> None:
    period = span(*ends)
    assert read_code(period.code) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "FY24",
        "fy2024",
        "FY2024 ",
        "Ｆ2024",
        "FY２０２４",
        "2024-7",
        "2024/07",
        "FY0000",
        "2024-00",
        "2024-13",
        "2024-02-30",
        "2023-02-29",
        "FY2024/",
        "/FY2024",
        "FY2022/FY2023/FY2024",
        "FY2024/FY2022",
        "2024-04-02/2024-04-01",
        "令和6年度",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        read_code(text)
    assert refused.value.sentence.ja and refused.value.hint.en


def test_an_impossible_date_has_its_own_code() -> None:
    with pytest.raises(IllFormedError) as refused:
        read_code("2023-02-29")
    assert refused.value.code == "period-impossible-date"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_code, "2025-13"),
        (read_code, "2023-02-29"),
        (read_printed, "令和7年13月"),
        (read_printed, "2025年13月"),
        (read_printed, "R5年2月29日"),
    ],
)
def test_an_impossible_date_is_quoted_as_it_was_typed(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(IllFormedError) as refused:
        read(text)
    assert refused.value.code == "period-impossible-date"
    assert f"「{text}」" in refused.value.sentence.ja
    assert f'"{text}"' in refused.value.sentence.en


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": PeriodKind.MONTH, "year": 2024},
        {"kind": PeriodKind.DAY, "year": 2024, "month": 4},
        {"kind": PeriodKind.FISCAL_YEAR, "year": 2024, "month": 4},
        {"kind": PeriodKind.MONTH, "year": 2024, "month": 4, "day": 1},
        {"kind": PeriodKind.SPAN, "year": 2024},
        {"kind": PeriodKind.SPAN, "year": 2024, "first": fiscal_year(2024)},
        {
            "kind": PeriodKind.SPAN,
            "year": 2023,
            "first": fiscal_year(2024),
            "last": fiscal_year(2025),
        },
        {
            "kind": PeriodKind.SPAN,
            "year": 2024,
            "first": fiscal_year(2024),
            "last": span(fiscal_year(2025), fiscal_year(2026)),
        },
        {"kind": PeriodKind.CALENDAR_YEAR, "year": 2024, "first": fiscal_year(2024)},
        {"kind": PeriodKind.CALENDAR_YEAR, "year": 0},
        {"kind": PeriodKind.CALENDAR_YEAR, "year": 10_000},
    ],
    ids=str,
)
def test_a_period_that_cannot_be_is_not_built(fields: dict[str, object]) -> None:
    with pytest.raises(IllFormedError):
        Period(**fields)  # type: ignore[arg-type]


# --- as documents print them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("昭和63年度", "FY1988"),
        ("平成30年度", "FY2018"),
        ("平成30年", "CY2018"),
        ("令和5年度", "FY2023"),
        ("令和元年", "CY2019"),
        ("令和元(2019)年度", "FY2019"),
        ("令和元（2019）年度", "FY2019"),
        ("平成 31（2019）年度", "FY2019"),
        ("平成31年度（2019）", "FY2019"),
        ("H30(2018)", "Y2018"),
        ("H30", "Y2018"),
        ("R5", "Y2023"),
        ("Ｒ５", "Y2023"),
        ("S63", "Y1988"),
        ("R5年度", "FY2023"),
        ("2022年度", "FY2022"),
        ("2022年", "CY2022"),
        ("2022", "Y2022"),
        ("２０２２年度", "FY2022"),
        ("2018年3月", "2018-03"),
        ("令和4年7月22日", "2022-07-22"),
        ("2022年7月22日", "2022-07-22"),
        ("2025年8月20日(水)", "2025-08-20"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("平成31年4月30日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿5年度", "FY2023"),
        (" 2022 年度 ", "FY2022"),
        ("R2～R5", "Y2020/Y2023"),
        ("R2〜R5", "Y2020/Y2023"),
        ("令和4年度～令和8年度", "FY2022/FY2026"),
        ("令和4～8年度", "FY2022/FY2026"),
        ("R4～8年度", "FY2022/FY2026"),
        ("平成29～令和3年度", "FY2017/FY2021"),
        ("2022～2026年度", "FY2022/FY2026"),
        ("2019年7月～2020年3月", "2019-07/2020-03"),
        # A plan of 2016 names years that the era never reached.
        ("平成32年度", "FY2020"),
    ],
)
def test_printed_periods(printed: str, code: str) -> None:
    found = read_printed(printed)
    assert found.period == read_code(code)
    assert found.printed == printed
    assert found.provisional_year is None


def test_a_provisional_year() -> None:
    found = read_printed("2030（2023）年")
    assert (found.period, found.provisional_year) == (calendar_year(2030), 2023)


def test_a_year_beside_itself_is_not_provisional() -> None:
    assert read_printed("2023（2023）年").provisional_year is None


def test_the_printed_weekday_is_kept() -> None:
    assert read_printed("2025年8月20日(火)").weekday == "火"


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "年度",
        "R",
        "R0",
        "令和0年度",
        "令和100年度",
        "X5年度",
        "5年度",
        "平成",
        "22年",
        "2022年度4月",
        "2022年13月",
        "2022年2月30日",
        "2023年2月29日",
        "令和元年4月30日",
        "平成31年5月1日",
        "昭和64年1月8日",
        "平成元年1月7日",
        "R5～R2",
        "R4～",
        "R3-07",
        "R6.2補正",
        "2022年年度",
        "12月頃確定",
        "―",
    ],
)
def test_what_is_no_printed_period_is_refused(printed: str) -> None:
    with pytest.raises(IllFormedError):
        read_printed(printed)


@pytest.mark.parametrize("printed", ["H30(2019)", "令和元(2018)年度", "R5（2022）年度"])
def test_an_era_year_beside_another_western_year_is_refused(printed: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        read_printed(printed)
    assert refused.value.code == "period-era-mismatch"


# --- 和暦 out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("FY2022", "令和4年度"),
        ("FY2019", "令和元年度"),
        ("FY2018", "平成30年度"),
        ("CY2019", "令和元年"),
        ("CY1989", "平成元年"),
        ("FY1988", "昭和63年度"),
        ("2019-04", "平成31年4月"),
        ("2019-05", "令和元年5月"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("FY2022/FY2026", "令和4年度～令和8年度"),
        ("FY1800", "1800年度"),
        ("FY2200", "2200年度"),
    ],
)
def test_era_labels(code: str, label: str) -> None:
    assert era_label(read_code(code)) == label


@given(POINTS)
def test_an_era_label_is_read_back(period: Period) -> None:
    assert read_printed(era_label(period)).period == period


@given(POINTS)
def test_a_japanese_label_is_read_back(period: Period) -> None:
    assert read_printed(period.label_ja).period == period


def test_eras_follow_each_other_without_a_gap() -> None:
    for earlier, later in pairwise(ERAS):
        assert earlier.last_day is not None
        assert (later.first_day - earlier.last_day).days == 1
