"""A place in a document is said in words, in both languages, whatever kind of document it is."""

from __future__ import annotations

from datetime import date

import pytest

from hoshin.domain.locators import locator_words
from hoshin.engine.checks import check
from tests.spec.drawn_city import city


@pytest.mark.parametrize(
    ("locator", "ja", "en"),
    [
        ("p. 3", "3ページ", "page 3"),
        ("lines 4", "4行目", "line 4"),
        ("p. 3, line 4", "3ページ 4行目", "page 3, line 4"),
        ("p. 12, lines 5, 8-9", "12ページ 5、8-9行目", "page 12, lines 5, 8-9"),
        (
            "p. 1, line 4, 指標一覧!B5, 指標一覧!D5, 指標一覧!E5",
            "シート「指標一覧」B5、D5、E5",
            "sheet “指標一覧”, B5, D5, E5",
        ),
        ("2025, 表!A1:C2, 別表!B5", "シート「2025, 表」A1:C2、シート「別表」B5", None),
        ("sheet visitors", "シート「visitors」", "sheet “visitors”"),
        (
            "lines 169; merged cells: lines 163, 165",
            "169行目、結合セル 163、165行目",
            "line 169; merged cells: lines 163, 165",
        ),
        ("観光課、2026-05-01承認", "観光課、2026-05-01承認", "観光課, approved 2026-05-01"),
        ("2026-05-01承認", "2026-05-01承認", "approved 2026-05-01"),
        (
            "産業局 観光課、2026-05-01承認（出典: 県の統計（速報））",
            "産業局 観光課、2026-05-01承認（出典: 県の統計（速報））",
            "産業局 観光課, approved 2026-05-01 (source: 県の統計（速報）)",
        ),
        ("data/4-2-2.csv, line 5", "data/4-2-2.csv, line 5", "data/4-2-2.csv, line 5"),
        ("", "", ""),
    ],
)
def test_a_place_is_said_in_words(locator: str, ja: str, en: str | None) -> None:
    said = locator_words(locator)
    assert said[0] == ja
    assert en is None or said[1] == en


def test_a_check_says_in_words_where_two_values_stand() -> None:
    drawn = city(
        observations="source | locator | time_period | obs_value \n"
        " report | p. 3, line 4 | FY2022 | 1002 \n plan | p. 1, line 5, 一覧!B5 | FY2022 | 1003"
    )
    (found,) = [one for one in check(drawn, date(2024, 4, 1)) if one.code == "value-differs"]
    assert "3ページ 4行目" in found.sentence_ja and "シート「一覧」B5" in found.sentence_ja
    assert "page 3, line 4" in found.sentence_en and "sheet “一覧”, B5" in found.sentence_en
