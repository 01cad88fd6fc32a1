"""The page of the round says what the tables say."""

from pathlib import Path

from scripts.round_page import PAGE, page


def test_the_page_of_the_round_is_what_the_script_writes(repository: Path) -> None:
    assert PAGE.is_file(), "run python -m scripts.round_page"
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m scripts.round_page"
