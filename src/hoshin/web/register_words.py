"""Forms of the registers in words: what was typed, and what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from hoshin.actions.refusals import IllFormedInputError, RefusedError
from hoshin.domain.problems import Problem
from hoshin.web.desk import Desk

# The actions say what is too long; what is longer still is not even shown again.
LONGEST = 30_000


def typed_of(given: QueryDict, fields: Iterable[str]) -> dict[str, str]:
    """What was typed in the fields of a form."""
    return {name: given.get(name, "")[:LONGEST] for name in fields}


def problems_by_field(desk: Desk, refusal: RefusedError | None) -> dict[str, str]:
    """What is wrong, by the field in which it stands; nothing where the form is not at fault."""
    if not isinstance(refusal, IllFormedInputError):
        return {}
    return {one.place.column: in_words(desk, one) for one in refusal.problems}


def sentence_of(desk: Desk, refusal: RefusedError | None) -> str:
    """The sentence of a refusal that is about no field."""
    if refusal is None or isinstance(refusal, IllFormedInputError):
        return ""
    return in_words(desk, refusal.problem)


def in_words(desk: Desk, problem: Problem) -> str:
    """A problem and what to do about it."""
    label = desk.speech.label
    return (
        f"{label(problem.sentence_ja, problem.sentence_en)} "
        f"{label(problem.hint_ja, problem.hint_en)}"
    ).strip()
