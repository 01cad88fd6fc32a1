"""How checks read prints: numbers with their scales, dates, names, and near figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from hoshin.domain.city import City
from hoshin.engine.checks import check
from hoshin.engine.checks.figures_compared import (
    Figure,
    agree,
    power_of_ten,
    significant_digits,
)
from hoshin.engine.checks.names import bare, plain, tidy
from hoshin.engine.checks.printed_dates import dates_in, years_in
from hoshin.engine.checks.printed_numbers import numbers_in


def figure(text: str) -> Figure:
    value, _, unit = text.partition(" ")
    return Figure(Decimal(value), unit)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1317.1 人", "1317 人", True),
        ("1317.5 人", "1317 人", False),
        ("-0.5 人", "-1 人", True),
        ("50.0 %", "50 %", True),
        ("11198571 千円", "112 億円", True),
        ("23540 億円", "2354 十億円", True),
        ("2354 億円", "2354 十億円", False),
        ("40 件", "40 箇所", None),
    ],
)
def test_figures_agree_at_the_coarser_print(one: str, other: str, expected: bool | None) -> None:
    assert agree(figure(one), figure(other)) is expected
    assert agree(figure(other), figure(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "power"),
    [
        ("145 人", "1450 人", 1),
        ("2354 億円", "2354 十億円", 1),
        ("1 円", "1 億円", 8),
        ("145 人", "1451 人", 0),
        ("0 人", "10 人", 0),
        ("20 人", "10 人", 0),
        ("-145 人", "1450 人", 1),
    ],
)
def test_powers_of_ten(one: str, other: str, power: int) -> None:
    assert power_of_ten(figure(one), figure(other)) == power
    assert power_of_ten(figure(other), figure(one)) == power


@pytest.mark.parametrize(
    ("value", "digits"), [("40.6", 3), ("0.05", 1), ("-1394", 4), ("0", 0), ("0.50", 2)]
)
def test_significant_digits(value: str, digits: int) -> None:
    assert significant_digits(Decimal(value)) == digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2023年 2,692 十億円", 2692),
        ("７，０００人以上", 7000),
        ("73万 4千人", 734_000),
        ("1億2百万円", 102_000_000),
        ("約1.5倍", Fraction(3, 2)),
        ("▲３７万", 370_000),
    ],
)
def test_numbers_in_a_print(text: str, number: int | Fraction) -> None:
    assert number in numbers_in(text)


def test_a_print_without_numbers() -> None:
    assert numbers_in("上昇") == frozenset()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("H30(2018)", (2018,)),
        ("Ｈ27 基準値", (2015,)),
        ("2030年(目標値)", (2030,)),
        ("令和元(2019)年度", (2019,)),
        ("R2～R5", (2020, 2023)),
        ("令和 2（2020）年度から令和 5（2023）年度まで", (2020, 2023)),
        ("現在", ()),
        ("KPI 12345", ()),
    ],
)
def test_years_in_a_print(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


def test_dates_are_found_within_text() -> None:
    assert dates_in("第1回 令和3年8月2日（月）10時から") == ("令和3年8月2日(月)",)


def test_names_in_one_spelling() -> None:
    assert plain("（再掲）ＵＩＪ 就業者数※") == "UIJ就業者数"
    assert tidy("販売農家一戸など") == tidy("販売農家1戸等")
    assert tidy("第一次産業") == tidy("第1次産業")
    assert tidy("一般会計") != tidy("1般会計")
    assert bare("企業立地件数（累計）") == bare("企業立地件数")
    assert bare("排出量（都市圏）") != bare("排出量")


def test_an_empty_city_has_no_problems() -> None:
    assert check(City(name="空市"), date(2025, 5, 31)) == ()
