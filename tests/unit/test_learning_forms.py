"""The layout of cards learnt from one that is known: the others are read, and next year's."""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.city import City
from hoshin.importers.document import Document
from hoshin.importers.layouts.applying import recognise_with
from hoshin.importers.layouts.learning import learn
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from tests.unit.test_layouts import city, figures

KNOWN = ("朝市の日数", "日", "12", "▲1", "18", "24")
OTHERS = (
    ("港の店の数", "店", "41", "43", "44", "60"),
    ("浜の清掃に出た人の数", "人", "300", "320", "340", "500"),
)


def card(row: tuple[str, ...], years: tuple[str, str] = ("R5", "R6")) -> str:
    """A card whose labels no rule knows: はじめ, すがた, めざすすがた."""
    name, unit, base, first, second, goal = row
    return (
        f"<table><tr><td>ものさし</td><td colspan=3>{name}</td></tr>"
        f"<tr><td>単位の呼び方</td><td>{unit}</td><td>はじめ</td><td>{base}</td></tr>"
        f"<tr><td>{years[0]}</td><td>{first}</td><td>{years[1]}</td><td>{second}</td></tr>"
        f"<tr><td>めざすすがた</td><td colspan=3>{goal}</td></tr></table>"
    )


def page(*cards: str) -> Document:
    text = f"<!DOCTYPE html><html><body>{'<p>つぎ</p>'.join(cards)}</body></html>"
    made = read_document(text.encode(), "cards.html").document
    assert made is not None
    return made


def test_a_card_that_is_known_teaches_the_others_and_the_next_year() -> None:
    first = page(card(KNOWN), *map(card, OTHERS))
    assert not recognise(first).indicators
    learnt = learn(first, city(), "layout.toml")
    assert learnt.layout is not None and not learnt.layout.tables
    (form,) = learnt.layout.forms
    assert form.contains == ("ものさし", "はじめ", "めざすすがた")
    again, problems = read_layout(write_layout(learnt.layout, "learnt"), "layout.toml")
    assert again is not None and not problems

    found = recognise_with(first, [again]).indicators
    assert [one.name for one in found] == [KNOWN[0], *(row[0] for row in OTHERS)]
    assert [one.unit for one in found] == ["日", "店", "人"]
    assert figures(found[1]) == {
        ("baseline", 2022): Decimal(41),
        ("actual", 2023): Decimal(43),
        ("actual", 2024): Decimal(44),
        ("goal", 2027): Decimal(60),
    }
    later = recognise_with(page(card(OTHERS[0], ("R6", "R7"))), [again]).indicators
    assert figures(later[0])["actual", 2025] == Decimal(44)


def test_a_card_that_the_city_does_not_know_teaches_nothing() -> None:
    learnt = learn(page(*map(card, OTHERS)), City(name="港の市"), "layout.toml")
    assert learnt.layout is None
    assert [one.code for one in learnt.problems] == ["layout-nothing-learnt"]


def test_one_figure_alone_is_a_chance_hit() -> None:
    row = ("朝市の日数", "日", "12", "7", "8", "9")
    assert learn(page(card(row)), city(), "layout.toml").layout is None
