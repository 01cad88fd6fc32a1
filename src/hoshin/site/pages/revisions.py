"""Revised targets on the public site: what changed, when, why, and the achievement without it."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.indicators import Comparison, Method, Target
from hoshin.domain.periods import read_code
from hoshin.domain.revisions import RevisedField, TargetRevision, decisions_of, value_of
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import METHOD_NAMES
from hoshin.site.frame import Frame, Label
from hoshin.site.pages import parts

_PERIODS = (RevisedField.GOAL_PERIOD, RevisedField.BASELINE_PERIOD)


@dataclass(frozen=True, slots=True)
class RevisedText:
    """One field that a decision changed: what it is called, what it was, what it became."""

    name: str
    before: Label
    after: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision on a target: when and by whom, what changed and why, and the figure without it.

    ``without`` is what would be shown today had the target stayed as it was; ``present`` is what is
    shown; ``then`` says both rates as they were on the day of the decision.
    """

    anchor: str
    day: str
    changes: tuple[RevisedText, ...]
    reason: Label
    approver: Label
    without: str
    present: str
    then: str


def decision_rows(frame: Frame, target: Target) -> tuple[DecisionRow, ...]:
    """The decisions on a target, the latest first.

    A listing that restates another is changed with it: it tells what was decided of that one.
    """
    decided = frame.index.revisions_of_target
    about = target.id if target.id in decided else target.restates or ""
    revisions = decided.get(about, ()) if about in frame.index.targets else ()
    found = [_row(frame, target, about, one) for one in decisions_of(revisions)]
    return tuple(reversed(found))


def _row(
    frame: Frame, target: Target, about: str, decision: tuple[TargetRevision, ...]
) -> DecisionRow:
    first = decision[0]
    without = frame.index.judged_without[about][first.revision]
    # A page that holds both listings holds the decision twice, each under an address of its own.
    of_listing = "" if about == target.id else f".{target.id}"
    return DecisionRow(
        anchor=f"_revision.{first.id}{of_listing}",
        day=frame.day(first.decided_on),
        changes=tuple(
            RevisedText(
                frame.w(f"indicator.revised.{one.field.value}"),
                _text(frame, target, one.field, one.before),
                _text(frame, target, one.field, one.after),
            )
            for one in decision
        ),
        reason=frame.label(first.reason, first.reason_en),
        approver=frame.label(first.approver, first.approver_en),
        without="" if without is None else _figure(frame, without),
        present=_figure(frame, frame.index.judged[target.id]),
        then=_then(frame, first),
    )


def _figure(frame: Frame, judged: Achievement) -> str:
    return parts.percent(frame, judged) or parts.instead_of_figure(frame, judged)


def _then(frame: Frame, revision: TargetRevision) -> str:
    if revision.rate_without is None or revision.rate_with is None:
        return ""
    return frame.w(
        "indicator.revised_then",
        without=f"{revision.rate_without:f}",
        present=f"{revision.rate_with:f}",
    )


def _text(frame: Frame, target: Target, field: RevisedField, text: str) -> Label:
    """What stood in a field, in words."""
    if not text:
        return Label(frame.w("indicator.revised_nothing"))
    if field in _PERIODS:
        return Label(frame.period(read_code(text)))
    value = value_of(field, text)
    if isinstance(value, Comparison):
        return Label(frame.w(f"terms.comparison.{value.value}"))
    if isinstance(value, Method):
        return Label(METHOD_NAMES[value][0 if frame.is_ja else 1])
    if field is RevisedField.GOAL_TEXT_EN:
        return Label(text, "en" if frame.is_ja else "")
    if isinstance(value, str) or value is None:
        return frame.japanese(text)
    return Label(frame.quantity(value, target.unit).text)  # type: ignore[arg-type]
