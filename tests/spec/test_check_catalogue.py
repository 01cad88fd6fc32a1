"""Every kind of problem has its words, an example that shows it, and a near one that does not."""

import importlib
from pathlib import Path

import pytest

from hoshin.domain.problems import ProblemLevel
from hoshin.engine.checks import CATALOGUE
from hoshin.engine.checks.registry import CHECKS
from tests.spec import drawn_city as drawn


@pytest.fixture(scope="module", autouse=True)
def every_example() -> None:
    for path in sorted(Path(__file__).parent.glob("test_check_*.py")):
        if path.stem != Path(__file__).stem:
            importlib.import_module(f"tests.spec.{path.stem}")


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_example_shows_it(code: str) -> None:
    assert drawn.FOUND[code], f"no example in tests/spec is found to be {code}"


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_near_example_does_not(code: str) -> None:
    assert drawn.NOT_FOUND[code], f"no near example in tests/spec passes {code}"


def test_examples_name_codes_that_exist() -> None:
    assert set(drawn.FOUND) | set(drawn.NOT_FOUND) == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_it_says_what_it_is_and_why_it_matters(code: str) -> None:
    rule = CATALOGUE[code]
    assert rule.code == code and rule.level in ProblemLevel
    assert rule.why.ja.endswith("。") and rule.why.en.endswith(".")
    for words in (rule.title, rule.why):
        assert words.ja.strip() == words.ja and words.en.strip() == words.en
        assert not words.ja.isascii() and words.en.isascii()


def test_each_rule_is_looked_for_once() -> None:
    codes = [rule.code for check in CHECKS for rule in check.rules]
    assert len(codes) == len(set(codes))
