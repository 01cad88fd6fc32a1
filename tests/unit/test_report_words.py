"""Words of papers: every code that papers say has its word, and what is asked for is there."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from hoshin.charts.words import vocabulary_of
from hoshin.domain.evaluations import AuthorRole, StatedChange
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    MissingReason,
    ObservationStatus,
    TargetRole,
)
from hoshin.domain.plans import Aspect
from hoshin.domain.programs import BudgetStage
from hoshin.domain.rounds import Certainty
from hoshin.engine.formulas import NotComputable
from hoshin.engine.standing import Standing
from hoshin.reports import wording
from hoshin.reports.lookup import Tongue

REPORTS = Path(__file__).parents[2] / "src" / "hoshin" / "reports"
ASKED = re.compile(r"""\bw(?:\.count)?\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""")
FAMILIES: dict[str, type[StrEnum]] = {
    "papers.standing_of": Standing,
    "papers.direction_of": Direction,
    "summary.reason": NotComputable,
}
# Codes that cells say in words of their own, in part; the others are said as on pages.
CELLS: dict[str, tuple[str, ...]] = {
    f"cells.{name}": tuple(code.value for code in codes)
    for name, codes in {
        "stage": BudgetStage,
        "change": StatedChange,
        "author": AuthorRole,
        "aspect": Aspect,
        "direction": Direction,
    }.items()
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
        and key.rpartition(".")[2] not in CELLS.get(key.rpartition(".")[0], ())
        and f'"{key.rpartition(".")[2]}"' not in text
    }
    assert left == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_cell_has_a_word_for_every_code(language: str) -> None:
    tongue = Tongue(language)
    said = {
        MissingReason: wording.missing_word,
        ObservationStatus: wording.status_word,
        Comparison: wording.side_word,
        BudgetStage: wording.stage_word,
        StatedChange: wording.change_word,
        AuthorRole: wording.author_word,
        Aspect: wording.aspect_word,
        TargetRole: wording.role_word,
        Direction: wording.direction_word,
        Certainty: wording.certainty_word,
    }
    for codes, word in said.items():
        unsaid = [code for code in codes if not word(code, tongue)]
        assert len(unsaid) <= (5 if codes is Comparison else 2), codes
    assert wording.missing_word(MissingReason.NOT_PRINTED, tongue) == ""
    assert wording.change_word(None, tongue) == ""
