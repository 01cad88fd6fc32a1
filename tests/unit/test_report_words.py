"""Words of papers: every code that papers say has its word, and what is asked for is there."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from hoshin.charts.words import vocabulary_of
from hoshin.domain.indicators import Direction
from hoshin.engine.achievement import NotComputable, Standing

REPORTS = Path(__file__).parents[2] / "src" / "hoshin" / "reports"
ASKED = re.compile(r"""\bw(?:\.count)?\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""")
FAMILIES: dict[str, type[StrEnum]] = {
    "papers.standing_of": Standing,
    "papers.direction_of": Direction,
    "summary.reason": NotComputable,
}


def sources() -> str:
    files = [file for file in REPORTS.rglob("*") if file.suffix in (".py", ".typ")]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_code_has_its_word(family: str) -> None:
    wanted = {f"{family}.{one.value}" for one in FAMILIES[family]}
    assert wanted <= set(vocabulary_of("hoshin.reports"))


def test_what_is_asked_for_is_there() -> None:
    known = {*vocabulary_of("hoshin.reports"), *vocabulary_of("hoshin.charts")}
    asked = set(ASKED.findall(sources()))
    assert len(asked) > 30
    assert asked - known == set()


def test_no_word_is_left_over() -> None:
    """A word is named whole, belongs to a family of codes, or stands in a list of words."""
    text = sources()
    left = {
        key
        for key in vocabulary_of("hoshin.reports")
        if key not in text
        and key.rpartition(".")[0] not in FAMILIES
        and f'"{key.rpartition(".")[2]}"' not in text
    }
    assert left == set()
