"""Amounts in English: counted in thousands, converted exactly, never rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.charts.speech import Speech, apart, with_unit
from hoshin.charts.words import Language
from hoshin.domain.units import english_symbols, read_unit
from hoshin.engine.explain import with_unit as explained

ENGLISH, JAPANESE = Speech(Language.EN), Speech(Language.JA)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("688", "億円", "68.8 billion yen"),
        ("120", "億円", "12 billion yen"),
        ("12.30", "億円", "1.230 billion yen"),
        ("3.2", "億円", "320 million yen"),
        ("0", "億円", "0 million yen"),
        ("583", "万円", "5,830,000 yen"),
        ("109.6", "万人", "1,096,000 people"),
        ("9.5531", "万人", "95,531 people"),
        ("-3", "万㎡", "\u221230,000 square metres"),
        ("2354", "十億円", "2,354 billion yen"),
        ("740", "千人", "740 thousand people"),
        ("5", "百万円", "5 million yen"),
        ("42.0", "％", "42.0%"),
    ],
)
def test_a_number_is_said_in_steps_of_a_thousand(value: str, unit: str, said: str) -> None:
    assert ENGLISH.quantity(Decimal(value), unit) == said


def test_both_ends_of_a_range_are_in_one_unit() -> None:
    assert with_unit("9 to 12", read_unit("億円").written_en) == "900 to 1,200 million yen"
    assert ENGLISH.quantity(Decimal("9.5"), "万人", Decimal(12)) == "95,000–120,000 people"


def test_japanese_stays_as_printed() -> None:
    assert JAPANESE.quantity(Decimal("109.6"), "万人") == "109.6万人"


def test_a_unit_alone_is_headed_as_tables_of_statistics_are() -> None:
    assert ENGLISH.unit("億円/年") == "100 million yen a year"
    assert ENGLISH.unit("万㎡") == "10,000 square metres"


def test_a_sentence_that_reckons_keeps_the_number_of_the_document() -> None:
    assert explained("108", "億円").en == "108 × 100 million yen"
    assert explained("108", "億円").ja == "108億円"
    assert explained("42.0", "%").en == "42.0%"


def test_papers_are_read_back_under_the_labels_that_they_print() -> None:
    assert english_symbols()["hundred million yen"] == "億円"
    assert english_symbols()["million yen"] == "百万円"


_SCALE = {"": 1, "million ": 10**6, "billion ": 10**9}


@given(
    st.decimals(0, 10**7, allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(["億円", "万円"]),
)
def test_nothing_is_gained_or_lost(value: Decimal, unit: str) -> None:
    number, _, said = apart(f"{value:,f}", read_unit(unit).written_en)
    amount = Fraction(number.replace(",", "")) * _SCALE[said.removesuffix("yen")]
    assert amount == Fraction(value) * read_unit(unit).scale
