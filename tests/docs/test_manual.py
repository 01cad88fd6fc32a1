"""The manual says what the program does: its made pages are never stale."""

from pathlib import Path

import pytest

from scripts.manual import CELLS, HEADS, PAGES
from tests.spec.test_how_a_figure_is_judged import EXAMPLES

NUMBERS_AND_CELLS = set(
    "指標 単位 当初値 年次目標 実績 目標 小数 再掲元 公表 達成度 年平均 必要な年平均".split()
)


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_is_what_the_script_writes(repository: Path, name: str) -> None:
    page = repository / "docs" / "manual" / name
    assert page.is_file(), "run python -m scripts.manual"
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run python -m scripts.manual"


def test_every_word_of_the_examples_has_its_english() -> None:
    for example in EXAMPLES:
        for row in example.rows():
            assert set(row) <= set(HEADS), example.title
            words = {text for head, text in row.items() if head not in NUMBERS_AND_CELLS}
            assert words - set(CELLS) - {"", "－"} == set(), example.title


def test_the_chapter_holds_every_example() -> None:
    chapter = PAGES["how-a-figure-is-judged.md"]()
    for example in EXAMPLES:
        assert f"### {example.title} / {example.title_en}" in chapter
        assert example.ja in chapter and example.en in chapter
