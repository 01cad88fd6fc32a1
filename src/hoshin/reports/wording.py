"""The words in which papers say codes: those of charts and pages, but for a few of their own."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from hoshin.charts.words import Language, Words, vocabulary_of
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
from hoshin.reports.lookup import Tongue


@cache
def report_words(language: str) -> Words:
    """The words of papers, in one language."""
    return Words(Language(language), vocabulary_of("hoshin.reports"))


# What a cell does not say: the document left it empty, or a bare figure says it.
_UNSAID = frozenset(
    (
        MissingReason.NOT_PRINTED,
        ObservationStatus.FINAL,
        ObservationStatus.AS_PRINTED,
        Direction.UNDECLARED,
        Certainty.PRINTED,
    )
)
_SIDES = frozenset((Comparison.AT_LEAST, Comparison.AT_MOST))


def _word(kind: str, code: StrEnum, tongue: Tongue) -> str:
    """The word of forms for a code, else the one that charts and pages have."""
    if code in _UNSAID:
        return ""
    words = report_words(tongue.language)
    own = f"cells.{kind}.{code.value}"
    return words(own if own in words else f"terms.{kind}.{code.value}")


def missing_word(reason: MissingReason, tongue: Tongue) -> str:
    """Why there is no value; empty where the document printed nothing."""
    return _word("missing", reason, tongue)


def status_word(status: ObservationStatus, tongue: Tongue) -> str:
    """How firm a value is, where it is not simply as printed."""
    return _word("status", status, tongue)


def side_word(comparison: Comparison, tongue: Tongue) -> str:
    """以上 or 以下; empty for a bare figure."""
    return _word("comparison", comparison, tongue) if comparison in _SIDES else ""


def stage_word(stage: BudgetStage, tongue: Tongue) -> str:
    """The stage of an amount."""
    return _word("stage", stage, tongue)


def change_word(change: StatedChange | None, tongue: Tongue) -> str:
    """The change that a heading states; empty for none."""
    return "" if change is None else _word("change", change, tongue)


def author_word(author: AuthorRole, tongue: Tongue) -> str:
    """Who evaluates."""
    return _word("author", author, tongue)


def aspect_word(aspect: Aspect | None, tongue: Tongue) -> str:
    """The aspect of an element; empty for none."""
    return "" if aspect is None else _word("aspect", aspect, tongue)


def role_word(role: TargetRole, tongue: Tongue) -> str:
    """The role of a target."""
    return _word("role", role, tongue)


def direction_word(direction: Direction, tongue: Tongue) -> str:
    """The declared direction; empty where none is declared."""
    return _word("direction", direction, tongue)


def certainty_word(certainty: Certainty, tongue: Tongue) -> str:
    """What is not certain of a step's period; empty where it is printed."""
    return _word("certainty", certainty, tongue)
