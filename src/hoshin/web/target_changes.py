"""Changes of targets in words: from what to what, why, the rate with and without, who decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hoshin.actions.matrix import Verb
from hoshin.actions.targets import cautions_about, may_propose
from hoshin.domain.indicators import Comparison, Method
from hoshin.domain.periods import read_code
from hoshin.engine.explain import METHOD_NAMES
from hoshin.storage import models as tables
from hoshin.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A change as lists show it; ``fields`` hold the name of each, what it was, what it becomes."""

    pk: int
    target_id: str
    indicator_id: str
    name: str
    plan: str
    state: str
    fields: tuple[tuple[str, str, str], ...]
    reason: str
    cautions: tuple[str, ...]
    rate_without: str
    rate_after: str
    proposed: str
    decided: str
    note: str
    may_decide: bool
    is_own: bool


def changes() -> QuerySet[tables.TargetChange]:
    """Every change with what its words need, those that wait first, then the latest."""
    return tables.TargetChange.objects.select_related(
        "target__indicator", "target__plan", "proposed_by", "decided_by"
    ).order_by("-state", "-proposed_at", "-pk")


def changes_waiting(desk: Desk) -> int:
    """How many proposals of others wait for this person's decision."""
    if not desk.rights.may(Verb.DECIDE_TARGET_CHANGE):
        return 0
    return (
        tables.TargetChange.objects.filter(state="proposed")
        .exclude(proposed_by=desk.person)
        .count()
    )


def shown_changes(desk: Desk, rows: Iterable[tables.TargetChange]) -> list[ShownChange]:
    """Changes in words."""
    return [_shown(desk, one) for one in rows]


def targets_of(desk: Desk, indicator: tables.Indicator) -> list[dict[str, Any]]:
    """The targets of an indicator, each listing once, and whether a change may be proposed."""
    rows = list(
        tables.Target.objects.filter(indicator=indicator, restates=None).select_related("plan")
    )
    may = bool(rows) and may_propose(desk.rights, indicator)
    return [
        {
            "pk": one.pk,
            "plan": desk.speech.name(one.plan),
            "number": one.number,
            "goal": _goal(desk, one),
            "may_propose": may,
        }
        for one in rows
    ]


def _goal(desk: Desk, target: tables.Target) -> str:
    if target.goal_value is None:
        text = desk.speech.label(target.goal_text, target.goal_text_en)
    else:
        upper = target.goal_upper if target.comparison is Comparison.RANGE else None
        text = desk.speech.quantity(target.goal_value, target.unit, upper)
    period = target.goal_period
    shown = "" if period is None else desk.speech.period(period)
    return desk.w("common.with_note", text=text or desk.w("common.no_goal"), note=shown)


def _shown(desk: Desk, one: tables.TargetChange) -> ShownChange:
    target = one.target
    own = desk.person is not None and one.proposed_by_id == desk.person.pk
    return ShownChange(
        pk=one.pk,
        target_id=target.pk,
        indicator_id=target.indicator_id,
        name=desk.speech.name(target.indicator),
        plan=desk.speech.name(target.plan),
        state=one.state,
        fields=tuple(
            (
                desk.w(f"targets.field.{name}"),
                field_words(desk, name, one.before, target.unit),
                field_words(desk, name, one.after, target.unit),
            )
            for name in one.after
        ),
        reason=desk.speech.label(one.reason, one.reason_en),
        cautions=tuple(
            desk.speech.label(said.sentence_ja, said.sentence_en) for said in cautions_about(one)
        ),
        rate_without=_rate(desk, one.rate_without),
        rate_after=_rate(desk, one.rate_after),
        proposed=desk.w("work.by", name=one.proposed_by.name, at=desk.moment(one.proposed_at)),
        decided=""
        if one.decided_by is None or one.decided_at is None
        else desk.w("work.by", name=one.decided_by.name, at=desk.moment(one.decided_at)),
        note=one.decision_note,
        may_decide=one.state == "proposed" and desk.rights.may(Verb.DECIDE_TARGET_CHANGE),
        is_own=own,
    )


def field_words(desk: Desk, name: str, texts: Mapping[str, str], unit: str) -> str:
    """What stands in a field of a target, codes and periods as people read them."""
    text = texts.get(name, "")
    if not text:
        return desk.w("targets.nothing")
    if name.endswith("_period"):
        return desk.speech.period(read_code(text))
    if name == "comparison":
        return desk.w(f"terms.comparison.{Comparison(text).value}")
    if name == "method":
        return METHOD_NAMES[Method(text)][0 if desk.speech.is_ja else 1]
    if name.endswith(("_value", "_upper")):
        return f"{text} {desk.speech.unit(unit)}".strip()
    return text


def _rate(desk: Desk, kept: str) -> str:
    return f"{kept}{desk.w('common.percent')}" if kept else desk.w("targets.no_rate")
