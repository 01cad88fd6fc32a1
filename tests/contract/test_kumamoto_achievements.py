"""The 22 achievements that Kumamoto published, judged again from its own figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.explain import explain
from hoshin.exchange.folder import read_folder

PUBLISHED = {
    "t1-01": ("24/179", "13"),
    "t1-02": ("-91/72", "-126"),
    "t1-03": ("72/11", "655"),
    "t1-04": ("24/179", "13"),
    "t1-05": ("6/7", "86"),
    "t1-06": ("0/1", "0"),
    "t1-07": ("-216/24676", "-1"),
    "t1-08": ("24/179", "13"),
    "t1-09": ("201/585", "34"),
    "t1-10": ("1810/1510", "120"),
    "t2-01": ("33/189", "17"),
    "t2-02": ("0/1", "0"),
    "t2-03": ("-216/24676", "-1"),
    "t2-04": ("6/7", "86"),
    "t2-05": ("1/2", "50"),
    "t2-06": ("-91/72", "-126"),
    "t2-07": ("72/11", "655"),
    "t2-08": ("988/850", "116"),
    "t2-09": ("201/585", "34"),
    "t2-12": ("1810/1510", "120"),
}


@pytest.fixture(scope="module")
def judged() -> dict[str, Achievement]:
    folder = Path(__file__).resolve().parents[2] / "examples" / "kumamoto"
    city = read_folder(folder).city
    assert city is not None
    return {one.target.id: one for one in evaluate(city, city.as_of or date(2025, 5, 31))}


@pytest.mark.parametrize("listing", PUBLISHED)
def test_twenty_published_rates_are_reproduced_exactly(
    listing: str, judged: dict[str, Achievement]
) -> None:
    ratio, printed = PUBLISHED[listing]
    one = judged[f"sdgs-2022.{listing}"]
    assert one.ratio == Fraction(ratio)
    assert one.printed == Decimal(printed)
    assert one.published is not None and one.published.value == Decimal(printed)
    assert one.agrees is True


def test_the_abstraction_of_groundwater_is_printed_with_the_other_sign(
    judged: dict[str, Achievement],
) -> None:
    one = judged["sdgs-2022.t2-10"]
    assert one.ratio == Fraction(-178, 154)
    assert one.printed == Decimal("-116")
    assert one.published is not None and one.published.value == Decimal("116")
    assert one.agrees is False
    words = explain(one)
    assert "116" in words.ja and "-116％" in words.ja and one.published.reason in words.ja
    assert "-116%" in words.en and one.published.reason_en in words.en


def test_the_word_is_judged_as_a_word(judged: dict[str, Achievement]) -> None:
    one = judged["sdgs-2022.t2-11"]
    assert one.ratio is None and one.printed is None
    assert one.met is True and one.word == "達成"
    assert one.agrees is True


def test_every_published_achievement_is_accounted_for(judged: dict[str, Achievement]) -> None:
    printed = [one for one in judged.values() if one.published is not None]
    assert len(printed) == 22
    assert sum(one.agrees is True for one in printed) == 21
