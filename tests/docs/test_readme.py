"""What the README and its companions say exists: links lead somewhere, commands parse."""

import re
from pathlib import Path

import pytest

from hoshin.cli.main import _parser

PAGES = ("README.md", "README.ja.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md")


def text_of(repository: Path, page: str) -> str:
    return (repository / page).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    return sorted(set(re.findall(r"(?:^|`)(hoshin [a-z][^`\n#]*)", text, re.MULTILINE)))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(repository: Path, page: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(repository, page))
    missing = [one for one in linked if not (repository / one).exists()]
    assert missing == []


def test_every_decision_is_listed(repository: Path) -> None:
    folder = repository / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([^)]+)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_commands_parse(repository: Path, page: str) -> None:
    found = commands(text_of(repository, page))
    assert len({one.split()[1] for one in found}) >= 6
    for one in found:
        _parser().parse_args(one.split()[1:])


def test_both_readmes_show_the_same_commands(repository: Path) -> None:
    english = {
        one.replace("my-city", "わたしの市") for one in commands(text_of(repository, "README.md"))
    }
    japanese = set(commands(text_of(repository, "README.ja.md")))
    same = {one.replace("-o public", "-o 公開先") for one in english}
    assert same == japanese


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_named_files_exist(repository: Path, page: str) -> None:
    named = re.findall(
        r"`((?:src/|tests/|docs/|scripts/|examples/)[\w/.-]+)`", text_of(repository, page)
    )
    named += [
        f"src/hoshin/{one}"
        for one in re.findall(
            r"`((?:cli|engine|domain|exchange|site)/[\w/]+\.\w+)`", text_of(repository, page)
        )
    ]
    assert named
    assert [one for one in named if not (repository / one).exists()] == []


def test_the_scripts_that_are_named_are_there(repository: Path) -> None:
    text = text_of(repository, "CONTRIBUTING.md") + text_of(repository, "ARCHITECTURE.md")
    modules = set(re.findall(r"python -m (scripts\.[\w.]+)", text))
    assert modules
    places = {module: repository / module.replace(".", "/") for module in modules}
    assert [
        module
        for module, place in places.items()
        if not (place.with_suffix(".py").is_file() or (place / "__main__.py").is_file())
    ] == []
