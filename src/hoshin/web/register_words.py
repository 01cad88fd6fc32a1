"""Forms of the registers in words: what was typed, and what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from hoshin.actions.refusals import IllFormedInputError, RefusedError
from hoshin.web.desk import Desk
from hoshin.web.problem_words import in_words

# The actions say what is too long; what is longer still is not even shown again.
LONGEST = 30_000


def typed_of(given: QueryDict, fields: Iterable[str]) -> dict[str, str]:
    """What was typed in the fields of a form."""
    return {name: given.get(name, "")[:LONGEST] for name in fields}


def sentence_of(desk: Desk, refusal: RefusedError | None) -> str:
    """The sentence of a refusal that is about no field."""
    if refusal is None or isinstance(refusal, IllFormedInputError):
        return ""
    return in_words(desk, refusal.problem)
