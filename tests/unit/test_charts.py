"""Charts below the rooms: one specification for pages, papers and slides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hoshin.charts.gathering import GatheredSeries, goal_badge, series_keys
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.picture import PAPER, paper_picture
from hoshin.charts.series_chart import chart_of, legend_of
from hoshin.charts.specification import MarkKind
from hoshin.charts.speech import Speech
from hoshin.charts.words import Language, MissingWordError, Words, vocabulary_of
from hoshin.engine.achievement import evaluate
from hoshin.engine.series import Series
from hoshin.exchange.folder import read_folder

AS_OF = date(2025, 10, 31)


@pytest.fixture(scope="module")
def charted() -> JudgedCity:
    return charted_example("harbour")


def charted_example(name: str) -> JudgedCity:
    city = read_folder(Path(__file__).parents[2] / "examples" / name).city
    assert city is not None
    judged = {one.target.id: one for one in evaluate(city, AS_OF)}
    return JudgedCity(city, judged, AS_OF, Series(city))


def gathered(city: JudgedCity, language: Language) -> Iterator[GatheredSeries]:
    speech = Speech(language)
    for indicator in city.city.indicators:
        for key in series_keys(city, indicator):
            yield GatheredSeries(city, speech, indicator, key)


def test_both_languages_draw_the_same_values(charted: JudgedCity) -> None:
    pairs = list(zip(gathered(charted, Language.JA), gathered(charted, Language.EN), strict=True))
    drawn = 0
    for ja, en in pairs:
        one, other = chart_of(ja), chart_of(en)
        assert (one is None) == (other is None)
        if one is None or other is None:
            continue
        places = [[(m.kind, m.at, m.value, m.row_id) for m in spec.marks] for spec in (one, other)]
        assert places[0] == places[1]
        assert one.description != other.description
        drawn += 1
    assert drawn > 15


def test_every_mark_is_a_row_of_the_table_beside_it(charted: JudgedCity) -> None:
    for one in gathered(charted, Language.JA):
        rows = {(row.row_id, row.kind): row.exact for row in one.rows}
        for mark in one.marks:
            assert rows[mark.row_id, mark.kind] == mark.value


def test_a_missing_value_is_a_row_and_no_mark(charted: JudgedCity) -> None:
    missing = [row for one in gathered(charted, Language.JA) for row in one.rows if row.missing]
    assert missing
    assert all(row.value is None and row.exact is None for row in missing)


def test_a_picture_for_a_paper_stands_alone(charted: JudgedCity) -> None:
    for one in gathered(charted, Language.JA):
        spec = chart_of(one)
        if spec is None:
            continue
        picture = paper_picture(spec, legend_of(one, spec))
        root = ElementTree.fromstring(picture)
        assert root.get("width") == str(PAPER.width)
        assert picture.count("data-row=") == len(spec.marks)
        assert "<style>" in picture and "://" not in picture.replace("http://www.w3.org", "")


def test_goals_that_differ_are_told_apart() -> None:
    charted = charted_example("kumamoto")
    several = [
        [mark.badge for mark in one.marks if mark.kind is MarkKind.GOAL]
        for one in gathered(charted, Language.JA)
    ]
    assert any(len(badges) > 1 for badges in several)
    for badges in several:
        assert len(badges) < 2 or badges == [goal_badge(n) for n in range(len(badges))]


def test_a_unit_that_is_a_word_is_set_apart() -> None:
    from decimal import Decimal

    assert Speech(Language.EN).quantity(Decimal("1200"), "人") == "1,200 people"
    assert Speech(Language.JA).quantity(Decimal("1200"), "人") == "1,200人"
    assert Speech(Language.EN).quantity(Decimal("-5"), "%") == "−5%"


@pytest.mark.parametrize("package", ["hoshin.charts", "hoshin.reports"])
def test_every_entry_has_both_languages(package: str) -> None:
    entries = vocabulary_of(package)
    assert entries
    for key, entry in entries.items():
        assert set(entry) in ({"ja", "en"}, {"ja", "en", "one"}), key
        assert entry["ja"].strip() and entry["en"].strip(), key


def test_a_word_that_is_not_there_is_an_error_at_once() -> None:
    with pytest.raises(MissingWordError):
        Words(Language.JA)("series.no_such_word")
