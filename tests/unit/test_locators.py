"""A place in a document is said in words, in both languages, whatever kind of document it is."""

from __future__ import annotations

import pytest

from hoshin.domain.locators import locator_words


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
        ("data/4-2-2.csv, line 5", "data/4-2-2.csv, line 5", "data/4-2-2.csv, line 5"),
        ("", "", ""),
    ],
)
def test_a_place_is_said_in_words(locator: str, ja: str, en: str | None) -> None:
    said = locator_words(locator)
    assert said[0] == ja
    assert en is None or said[1] == en
