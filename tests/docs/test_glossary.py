"""The glossary holds every table and every public word of the domain, and nothing that is not."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import hoshin.domain
import hoshin.engine.achievement
from hoshin.exchange.package import table_titles
from hoshin.exchange.tables import tables


def public_classes() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(hoshin.domain.__path__, "hoshin.domain."):
        loaded = importlib.import_module(module.name)
        found |= {
            name
            for name, one in vars(loaded).items()
            if inspect.isclass(one) and one.__module__ == module.name and not name.startswith("_")
        }
    return found


@pytest.fixture(scope="module")
def rows(repository: Path) -> list[tuple[str, ...]]:
    """The cells of every line of every table of the glossary, heads left out."""
    lines = (repository / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    cells = [
        tuple(one.strip() for one in line[1:-1].split("|")) for line in lines if line[:1] == "|"
    ]
    return [row for row in cells if row[0] not in ("word", "table", "---")]


def test_every_line_says_five_things(rows: list[tuple[str, ...]]) -> None:
    assert [row for row in rows if len(row) != 5 or not all(row)] == []
    assert [row[0] for row in rows if not row[2].endswith(".")] == []


def test_every_public_word_of_the_domain_is_there(rows: list[tuple[str, ...]]) -> None:
    named = {row[4].strip("`") for row in rows}
    assert public_classes() - named == set()


def test_no_class_is_named_that_is_not(rows: list[tuple[str, ...]]) -> None:
    known = public_classes() | set(vars(hoshin.engine.achievement)) | {"–"}
    assert {row[4].strip("`") for row in rows} - known == set()


def test_every_table_is_there_with_its_class_and_japanese_name(
    rows: list[tuple[str, ...]],
) -> None:
    explained = {row[0]: (row[1], row[4]) for row in rows if re.fullmatch(r"[a-z_]+", row[0])}
    for table in tables():
        wanted = (table_titles()[table.name].title_ja, f"`{table.row_class.__name__}`")
        assert explained.get(table.name) == wanted


def test_no_word_is_explained_twice(rows: list[tuple[str, ...]]) -> None:
    words = [row[0] for row in rows]
    assert {word for word in words if words.count(word) > 1} == set()
