"""What is asked about a value, beside the values before it."""

from decimal import Decimal

import pytest

from hoshin.domain.indicators import Aggregation
from hoshin.engine.oddness import questions

SERIES = ["91.0", "101", "102.1"]


def _codes(value: str, series: list[str], unit: str = "万人", **more: object) -> list[str]:
    earlier = [Decimal(one) for one in series]
    return [one.code for one in questions(Decimal(value), earlier, unit=unit, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("104", []),
        ("132", []),
        ("133", ["far-from-series"]),
        ("60", ["far-from-series"]),
        ("1021", ["wrong-scale"]),
        ("10.2", ["wrong-scale"]),
        ("1021000", ["wrong-scale"]),
        ("0", ["far-from-series"]),
        ("-104", ["below-zero", "far-from-series"]),
    ],
)
def test_beside_a_quiet_series(value: str, codes: list[str]) -> None:
    assert _codes(value, SERIES) == codes


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("42.6", []),
        ("127", []),
        ("14.3", []),
        ("1234", ["far-from-standing"]),
        ("14.1", ["far-from-standing"]),
        ("-42.6", ["far-from-standing"]),
    ],
)
def test_beside_a_value_that_the_period_has_already(value: str, codes: list[str]) -> None:
    assert _codes(value, [], unit="人/ha", standing=Decimal("42.6")) == codes
    assert _codes(value, [], unit="人/ha", standing=Decimal(0)) == []


def test_a_leap_is_asked_about_once() -> None:
    assert _codes("1021", SERIES, standing=Decimal("102.2")) == ["wrong-scale"]
    assert _codes("104", SERIES, standing=Decimal(10)) == ["far-from-standing"]


def test_the_first_value_is_only_asked_about_for_its_form() -> None:
    assert _codes("1000000", []) == []
    assert _codes("120", [], unit="％") == ["over-hundred"]


def test_two_values_say_little_of_the_usual_step() -> None:
    assert _codes("180", ["100", "101"]) == []


def test_a_share_over_a_hundred() -> None:
    assert _codes("103", ["97", "99"], unit="％") == ["over-hundred"]
    assert _codes("103", ["97", "105"], unit="％") == []


def test_a_running_total_that_falls() -> None:
    assert _codes("12", ["5", "14"], aggregation=Aggregation.CUMULATIVE) == ["total-fell"]
    assert _codes("14", ["5", "14"], aggregation=Aggregation.CUMULATIVE) == []


def test_a_unit_that_does_not_convert() -> None:
    assert _codes("104", SERIES, unit="件", declared_unit="万人") == ["other-unit"]
    assert _codes("104", SERIES, unit="万人", declared_unit="人") == []


def test_a_series_that_was_zero() -> None:
    assert _codes("5", ["0", "0", "0"]) == ["far-from-series"]
    assert _codes("0", ["0", "0", "0"]) == []


def test_every_question_is_asked_in_both_languages() -> None:
    for one in questions(Decimal("-1021"), [Decimal(each) for each in SERIES], unit="万人"):
        assert one.sentence_ja.endswith("か。") and one.sentence_en.endswith("?")


def test_figures_are_said_with_separators() -> None:
    earlier = [Decimal(one) for one in ("52015", "52020", "52030")]
    (asked,) = questions(Decimal("520"), earlier, unit="人")
    assert "52,030人" in asked.sentence_ja
    assert "52,030 人" in asked.sentence_en
