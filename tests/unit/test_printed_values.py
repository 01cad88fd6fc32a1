"""Values as printed: what a cell says, and every kind of nothing kept apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.indicators import Comparison, MissingReason, ObservationStatus
from hoshin.importers.absences import Absence
from hoshin.importers.printed_numbers import Qualifier
from hoshin.importers.printed_values import in_yen, period_of, read_value, same_unit

# text, number, unit, period
PLAIN = [
    ("32.1", "32.1", "", None),
    ("50.0％", "50.0", "％", None),
    ("２０,３２４ 人", "20324", "人", None),
    ("1,317.1万㎡", "1317.1", "万㎡", None),
    ("１０．8億円", "10.8", "億円", None),
    ("20,987ＴＪ", "20987", "ＴＪ", None),
    ("277㎡/年", "277", "㎡/年", None),
    ("60.5人／ha", "60.5", "人／ha", None),
    ("25千t-CO2", "25", "千t-CO2", None),
    ("390km2", "390", "km2", None),
    ("▲3.5%", "-3.5", "%", None),
    ("△1,394人", "-1394", "人", None),
    ("－5", "-5", "", None),
    ("−128", "-128", "", None),
    ("+116%", "116", "%", None),
    ("0箇所", "0", "箇所", None),
    ("326万件", "326", "万件", None),
    ("73万 4千人", "734000", "人", None),
    ("1億2百万円", "102000000", "円", None),
    ("2020年度 32.1 %", "32.1", "%", "FY2020"),
    ("2018年度 2,620 十億円", "2620", "十億円", "FY2018"),
    ("2023年 82.0 %", "82.0", "%", "CY2023"),
    ("2030（2023）年 82.0％", "82.0", "％", "CY2030"),
    ("H30(2018) 1.14", "1.14", "", "Y2018"),
    ("53,721 H29(2017)", "53721", "", "Y2017"),
    ("2,325\n（H24）", "2325", "", "Y2012"),
    ("41 (H26)", "41", "", "Y2014"),
    ("令和元年度 3件", "3", "件", "FY2019"),
    ("65.2%(R5.4.1現在)", "65.2", "%", "2023-04-01"),
    ("120（令和5年3月末）", "120", "", "2023-03"),
    ("5,000人（R2～R6累計）", "5000", "人", "Y2020/Y2024"),
]


@pytest.mark.parametrize(("text", "number", "unit", "period"), PLAIN)
def test_a_number_its_unit_and_its_own_period(
    text: str, number: str, unit: str, period: str | None
) -> None:
    value = read_value(text)
    assert value.number == Decimal(number)
    assert str(value.number) == number, "the printed digits are kept"
    assert value.unit == unit
    assert (value.period.period.code if value.period else None) == period
    assert value.clear
    assert value.raw == text


@pytest.mark.parametrize(
    ("text", "qualifier", "number", "upper", "printed", "comparison"),
    [
        ("7,000以上", Qualifier.AT_LEAST, 7000, None, "7,000以上", Comparison.AT_LEAST),
        ("7,000人以上", Qualifier.AT_LEAST, 7000, None, "7,000人以上", Comparison.AT_LEAST),
        ("800g以下", Qualifier.AT_MOST, 800, None, "800g以下", Comparison.AT_MOST),
        ("5%未満", Qualifier.LESS_THAN, 5, None, "5%未満", Comparison.REACH),
        ("100件超", Qualifier.MORE_THAN, 100, None, "100件超", Comparison.REACH),
        ("約300件", Qualifier.ABOUT, 300, None, "300件", Comparison.REACH),
        ("6名程度", Qualifier.ABOUT, 6, None, "6名程度", Comparison.REACH),
        ("10～20%", Qualifier.RANGE, 10, 20, "10～20%", Comparison.RANGE),
        ("22万人台", Qualifier.RANGE, 220_000, 229_999, "22万人台", Comparison.RANGE),
        ("70%台", Qualifier.RANGE, 70, 79, "70%台", Comparison.RANGE),
    ],
)
def test_bounds_are_those_that_are_printed(
    text: str,
    qualifier: Qualifier,
    number: int,
    upper: int | None,
    printed: str,
    comparison: Comparison,
) -> None:
    value = read_value(text)
    assert (value.qualifier, value.number, value.upper) == (qualifier, number, upper)
    assert value.printed == printed
    assert value.comparison is comparison


def test_machines_are_counted_and_are_no_band_of_values() -> None:
    assert read_value("4台").upper is None
    assert read_value("4台").unit == "台"


@pytest.mark.parametrize(
    ("text", "absence", "reason"),
    [
        ("", Absence.EMPTY, MissingReason.NOT_PRINTED),
        ("　\n", Absence.EMPTY, MissingReason.NOT_PRINTED),
        ("―", Absence.DASH, None),
        ("－", Absence.DASH, None),
        ("ー", Absence.DASH, None),
        ("-", Absence.DASH, None),
        ("…", Absence.ELLIPSIS, None),
        ("未実施", Absence.NOT_SURVEYED, MissingReason.NOT_SURVEYED),
        ("(未調査)", Absence.NOT_SURVEYED, MissingReason.NOT_SURVEYED),
        ("集計中", Absence.NOT_YET_PUBLISHED, MissingReason.NOT_YET_PUBLISHED),
        ("設定なし", Absence.NOT_SET, MissingReason.NOT_SET),
        ("事業終了", Absence.ENDED, MissingReason.ENDED),
        ("x", Absence.SUPPRESSED, MissingReason.SUPPRESSED),
        ("該当なし", Absence.NOT_APPLICABLE, None),
    ],
)
def test_every_kind_of_nothing_is_its_own(
    text: str, absence: Absence, reason: MissingReason | None
) -> None:
    value = read_value(text, "人")
    assert value.number is None
    assert value.absence is absence
    assert value.missing_reason is reason


def test_zero_is_a_value() -> None:
    assert read_value("0").number == 0
    assert read_value("0").absence is None


@pytest.mark.parametrize("text", ["上昇", "達成", "実施", "現状維持", "前年度より増加", "策定済み"])
def test_results_in_words_are_words(text: str) -> None:
    value = read_value(text)
    assert value.text == text
    assert value.clear
    assert value.comparison is Comparison.TEXT


def test_words_with_their_own_period() -> None:
    value = read_value("2023年 上昇")
    assert value.text == "上昇"
    assert value.period is not None and value.period.period.code == "CY2023"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("6,766（概算値）", ObservationStatus.PROVISIONAL),
        ("77.0％※速報値", ObservationStatus.PROVISIONAL),
        ("1,200（確定値）", ObservationStatus.FINAL),
        ("1,200（推計）", ObservationStatus.ESTIMATED),
    ],
)
def test_how_firm_a_value_is(text: str, status: ObservationStatus) -> None:
    value = read_value(text)
    assert value.status is status
    assert value.number is not None
    assert value.notes


def test_totals_to_date_and_repeats_are_marked() -> None:
    assert read_value("141件（累計）").cumulative
    assert read_value("(累計)141件").cumulative
    assert read_value("【再掲】32.1 %").restated
    assert not read_value("141件").cumulative


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "1.5.3",
        "12 345",
        "3/10",
        "5人/1,000人",
        "1人2,000円",
        "100%(500/500)",
        "1,200(1,300)",
        "0.4ポイント減",
        "2018 32.1%",
        "A",
        "H30(2018)",
        "おおむね順調に進んでいる",
    ],
)
def test_what_is_not_wholly_understood_says_so(text: str) -> None:
    assert not read_value(text).clear


def test_the_columns_unit_serves_a_bare_number_only() -> None:
    assert read_value("32.1", "%").unit == "%"
    assert read_value("32.1 人", "%").unit == "人"


def test_money_in_whole_yen() -> None:
    assert in_yen(read_value("655,500", "千円")) == 655_500_000
    assert in_yen(read_value("1５,84１,１６0千円")) == 15_841_160_000
    assert in_yen(read_value("0.4円")) is None
    assert in_yen(read_value("12人")) is None


def test_units_are_compared_by_what_they_are() -> None:
    assert same_unit("％", "%")
    assert same_unit("人／ha", "人/ha")
    assert not same_unit("㎡", "㎥")


def test_a_period_alone() -> None:
    found = period_of("令和5年度末")
    assert found is not None and found.period.code == "FY2023"
    assert period_of("三年前") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    value = read_value(text)
    assert value.raw == text
    if value.number is not None:
        assert value.absence is None
        assert value.number.is_finite()
    if value.upper is not None:
        assert value.number is not None and value.upper >= value.number


_numbers = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


@given(_numbers, st.sampled_from(["", "人", "%", "千円", "㎡", "人/ha"]))
def test_every_written_number_comes_back(number: Decimal, unit: str) -> None:
    sign = "▲" if number < 0 else ""
    text = f"{sign}{abs(number):,.2f}{unit}"
    value = read_value(text)
    assert value.number == number
    assert value.unit == unit
    assert value.clear


@given(_numbers)
def test_full_width_digits_mean_the_same(number: Decimal) -> None:
    half = f"{abs(number):,.2f}"
    full = half.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))
    assert read_value(full).number == read_value(half).number


@given(st.integers(2000, 2040), _numbers)
def test_a_period_before_a_value_is_its_own(year: int, number: Decimal) -> None:
    value = read_value(f"{year}年度 {abs(number)} %")
    assert value.period is not None and value.period.period.code == f"FY{year}"
    assert value.number == abs(number)
