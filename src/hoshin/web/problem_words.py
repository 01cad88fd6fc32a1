"""Problems in words: what is wrong and what to do, as a screen says it.

A column is called as the form calls it in which it is filled in, else by its title; the codes of
the plan folder are for the command line and for programs.
"""

from __future__ import annotations

from hoshin.actions.refusals import IllFormedInputError, RefusedError
from hoshin.domain.problems import Problem
from hoshin.domain.words import Name, Words
from hoshin.web.column_titles import titles
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_word


def sentence_and_hint(desk: Desk, problem: Problem) -> tuple[str, str]:
    """What is wrong, and what to do about it, in the person's language."""
    about = problem.place.file.removesuffix(".csv")

    def called(name: Name) -> Words:
        of_form = name.column if name.table or about or name.code else field_word(desk, name.column)
        return titles(name, about) if of_form == name.column else Words(of_form, of_form)

    label = desk.speech.label
    sentence, hint = problem.sentence.said(called), problem.hint.said(called)
    return label(sentence.ja, sentence.en), label(hint.ja, hint.en)


def in_words(desk: Desk, problem: Problem) -> str:
    """What is wrong with what to do about it, in one text."""
    return " ".join(part for part in sentence_and_hint(desk, problem) if part)


def shown(desk: Desk, problem: Problem) -> dict[str, str]:
    """What is wrong and what to do about it, each in its place on the page."""
    sentence, hint = sentence_and_hint(desk, problem)
    return {"sentence": sentence, "hint": hint}


def problems_of(refusal: RefusedError) -> tuple[Problem, ...]:
    """The problems of a refusal: of each field at fault, else the one."""
    return refusal.problems if isinstance(refusal, IllFormedInputError) else (refusal.problem,)


def in_words_by_field(desk: Desk, refusal: RefusedError | None) -> dict[str, str]:
    """What is wrong, by the field in which it stands; nothing where the form is not at fault."""
    if not isinstance(refusal, IllFormedInputError):
        return {}
    return {one.place.column: in_words(desk, one) for one in refusal.problems}
