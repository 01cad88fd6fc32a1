"""The page on documents: its layout is one, its words are all words, its commands parse."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from hoshin.cli.main import _parser
from hoshin.importers.layouts.model import Meaning
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.importers.shapes import SHAPES, s12_sentence


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "importing.md").read_text(encoding="utf-8")


def test_the_layout_of_the_page_is_read(page: str) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    layout, problems = read_layout(text, "importing.md")
    assert not problems
    assert layout is not None
    assert [one.name for one in layout.tables] == ["にぎわいの記録"]
    assert len(layout.forms[0].indicators[0].values) == 4
    assert read_layout(write_layout(layout), "importing.md")[0] == layout


def test_every_word_and_every_shape_is_explained(page: str) -> None:
    assert [one.value for one in Meaning if f"`{one.value}`" not in page] == []
    names = {one.name.split("-")[0] for one in SHAPES} | {s12_sentence.MARK.shape}
    assert [one for one in sorted(names) if not re.search(rf"\b{one}\b", page)] == []


def test_its_commands_parse(page: str) -> None:
    found = re.findall(r"^(hoshin [^\n#]*)", page, re.MULTILINE)
    assert len(found) >= 8
    for one in found:
        _parser().parse_args(shlex.split(one)[1:])
