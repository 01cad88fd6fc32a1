"""Spoken figures: sentences say about how much, and never a figure that rounds to another one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hoshin.engine.explain import spoken, spoken_with_unit


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (Fraction(163, 3), "約54.3", "about 54.3"),
        (Fraction(-61, 94), "約-0.649", "about -0.649"),
        (Fraction(12989, 3), "約4,329.7", "about 4,329.7"),
        (Fraction(1, 4), "0.25", "0.25"),
        (Fraction(7), "7", "7"),
        (Fraction(0), "0", "0"),
    ],
)
def test_a_fraction_is_said_as_a_decimal(value: Fraction, ja: str, en: str) -> None:
    assert (spoken(value).ja, spoken(value).en) == (ja, en)


def test_the_unit_follows_the_figure() -> None:
    said = spoken_with_unit(Fraction(100, 3), "人")
    assert (said.ja, said.en) == ("約33.3人", "about 33.3 people")
