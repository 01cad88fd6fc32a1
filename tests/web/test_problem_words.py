"""Problems on screen: columns and codes by the words that people know, never as in the files."""

from __future__ import annotations

import re

import pytest

from hoshin.charts.words import Language
from hoshin.domain.indicators import Target
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.domain.words import Name, Words, named
from hoshin.web.words import speech_of

pytestmark = pytest.mark.usefixtures("django_ready")


class _Desk:
    """What a desk knows of a language, for a sentence that needs nothing else."""

    def __init__(self, language: Language) -> None:
        self.speech = speech_of(language)
        self.w = self.speech.w


def _said(problem: Problem, language: Language) -> str:
    from hoshin.web.problem_words import in_words

    return in_words(_Desk(language), problem)  # type: ignore[arg-type]


def _problem(text: Words, file: str = "") -> Problem:
    place = Place(file=file)
    return Problem(code="x", level=ProblemLevel.ERROR, place=place, sentence=text, hint=text)


def test_a_column_has_the_title_of_the_table_that_the_row_is_of() -> None:
    text = Words(named("{kind} を直してください。"), named("Correct {kind}."))
    of_box = _said(_problem(text, "evaluation_fields"), Language.JA)
    of_plan = _said(_problem(text, "plans.csv"), Language.JA)
    assert "「欄の種類」を直して" in of_box and of_plan != of_box


def test_a_code_has_its_word_and_a_table_its_title() -> None:
    from hoshin.web.column_titles import titles

    assert titles(Name("direction", code="increase")) == Words("増やす", "increase")
    assert titles(Name(table="sources")).ja and titles(Name(table="sources")).en != "sources"
    assert titles(Name("no_such_column")) == Words("no_such_column", "no_such_column")


def test_a_form_calls_a_column_as_it_labels_it() -> None:
    text = Words(named("{missing_reason} を書いてください。"), named("Fill {missing_reason}."))
    said = {language: _said(_problem(text), language) for language in Language}
    assert all("missing_reason" not in one for one in said.values())


@pytest.mark.parametrize("language", Language)
def test_what_the_domain_refuses_is_said_without_a_code(language: Language) -> None:
    with pytest.raises(IllFormedError) as refused:
        Target(id="t", plan="p", indicator="i", unit="人")
    wrong = refused.value
    problem = Problem(
        code=wrong.code,
        level=ProblemLevel.ERROR,
        place=Place(file="targets"),
        sentence=wrong.sentence,
        hint=wrong.hint,
    )
    assert "goal_value" in problem.hint_ja and "goal_value" in problem.hint_en
    assert not re.search(r"[a-z]+_[a-z]+|\ufdd0|\ufdd1", _said(problem, language))
