"""The words of a proposal: every proof that an importer names has one in Japanese."""

from __future__ import annotations

import re
from pathlib import Path

from hoshin.cli.proposal_words import table_word
from hoshin.domain.proposals import Confidence, Evidence
from hoshin.importers.findings import ValueRole
from hoshin.importers.proposal_words import CHECKS, confidence_word, found_word, shape_words


def test_every_proof_has_a_word(repository: Path) -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in (repository / "src/hoshin/importers").rglob("*.py")
    ]
    found = {
        code.strip()
        for text in texts
        for checks in re.findall(r'check="([a-z][a-z, -]*)"', text)
        for code in checks.split(",")
    }
    assert len(found) > 10
    assert sorted(found - set(CHECKS)) == []


def test_the_words_are_of_the_language() -> None:
    evidence = Evidence(document="a", sha256="", shape="S5", check="values-understood, one-unit")
    assert shape_words(evidence, japanese=True) == "見出し行のある表(値を全部読めた、単位が一つ)"
    assert (
        shape_words(evidence, japanese=False)
        == "Table of values with heads (values understood, one unit)"
    )
    assert confidence_word(Confidence.MEDIUM, japanese=True) == "中"
    assert table_word("indicators", japanese=True) == "指標"


def test_every_piece_of_an_unread_block_has_a_word(repository: Path) -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in (repository / "src/hoshin/importers/shapes").rglob("*.py")
    ]
    found = {
        code for text in texts for code in re.findall(r'(?:found=|pieces = )\[\("([a-z-]+)"', text)
    }
    assert {"name", "column", "program", "amount"} <= found
    pieces = sorted({*found, *ValueRole})
    assert [one for one in pieces if found_word(one, japanese=True) == one] == []
    assert found_word("column", japanese=False) == "head of the column"
    assert found_word("funds 令和5年度", japanese=True) == "財源の合計 令和5年度"
    assert found_word("指標の名前", japanese=True) == "指標の名前", "a label of the document stays"
