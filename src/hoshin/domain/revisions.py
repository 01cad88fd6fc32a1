"""Revised targets: what a decision changed in a target that a plan had set, when and why.

The target holds what is valid now; a revision holds each field as it was and as it became, so that
the target can be read, and judged, as it stood before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import groupby

from hoshin.domain.indicators import Comparison, Method, Target
from hoshin.domain.periods import Period, read_code
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import Row, TargetRef
from hoshin.domain.words import named


class RevisedField(StrEnum):
    """A field of a target that may be revised; the code is the field's name."""

    GOAL_VALUE = "goal_value"
    GOAL_UPPER = "goal_upper"
    GOAL_TEXT = "goal_text"
    GOAL_TEXT_EN = "goal_text_en"
    GOAL_PERIOD = "goal_period"
    COMPARISON = "comparison"
    METHOD = "method"
    BASELINE_VALUE = "baseline_value"
    BASELINE_PERIOD = "baseline_period"


_NUMBERS = (RevisedField.GOAL_VALUE, RevisedField.GOAL_UPPER, RevisedField.BASELINE_VALUE)
_PERIODS = (RevisedField.GOAL_PERIOD, RevisedField.BASELINE_PERIOD)
_CODES: dict[RevisedField, type[Comparison] | type[Method]] = {
    RevisedField.COMPARISON: Comparison,
    RevisedField.METHOD: Method,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRevision(Row):
    """What one decision changed in one field of a target.

    ``before`` and ``after`` stand as in the targets table, empty where nothing stood. Rows of one
    target with the same ``revision``, counted from 1, are one decision and share its day, reason
    and approver, who appears by office and never by name. ``rate_without`` and ``rate_with`` are
    the achievements as they were printed on that day, in percent.
    """

    target: TargetRef
    revision: int = 1
    decided_on: date
    field: RevisedField
    before: str = ""
    after: str = ""
    reason: str = ""
    reason_en: str = ""
    approver: str = ""
    approver_en: str = ""
    rate_without: Decimal | None = None
    rate_with: Decimal | None = None

    def __post_init__(self) -> None:
        super(TargetRevision, self).__post_init__()
        if self.revision < 1:
            raise IllFormedError(
                "target-revision-number",
                "目標の改定の回数は1から数えます。",
                "Revisions of a target count from 1.",
                named("{revision} に1以上の整数を書いてください。"),
                named("Write a whole number of at least 1 in {revision}."),
                field="revision",
            )
        for side in ("before", "after"):
            text = getattr(self, side)
            try:
                value_of(self.field, text)
            except (ValueError, InvalidOperation, IllFormedError) as wrong:
                raise IllFormedError(
                    "target-revision-value",
                    f"「{text[:40]}」は、目標の {self.field} に書ける値ではありません。",
                    f'"{text[:40]}" cannot stand in {self.field} of a target.',
                    "目標の表と同じ形で書いてください。",
                    "Write it as it stands in the targets table.",
                    field=side,
                ) from wrong


def value_of(field: RevisedField, text: str) -> Decimal | Period | Comparison | Method | str | None:
    """What a text says in a field of a target; None where nothing stands.

    Raises ValueError, InvalidOperation or IllFormedError for what cannot stand there.
    """
    if field in (RevisedField.GOAL_TEXT, RevisedField.GOAL_TEXT_EN):
        return text
    if not text:
        return None
    if field in _PERIODS:
        return read_code(text)
    if field in _NUMBERS:
        number = Decimal(text)
        if not number.is_finite():
            raise ValueError(text)
        return number
    return _CODES[field](text)


def decisions_of(revisions: Iterable[TargetRevision]) -> tuple[tuple[TargetRevision, ...], ...]:
    """The revisions of one target by decision, the first decision first."""
    rows = sorted(revisions, key=lambda one: one.revision)
    return tuple(tuple(group) for _, group in groupby(rows, key=lambda one: one.revision))


def before_revision(target: Target, revisions: Iterable[TargetRevision], number: int) -> Target:
    """The target as it stood before its revision with this number: that and all later ones undone.

    Raises IllFormedError where the fields that are brought back make no target.
    """
    undone: dict[str, object] = {}
    for decision in reversed(decisions_of(revisions)):
        if decision[0].revision < number:
            break
        undone.update((one.field.value, value_of(one.field, one.before)) for one in decision)
    return replace(target, **undone)  # type: ignore[arg-type]
