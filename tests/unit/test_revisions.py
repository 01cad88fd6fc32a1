"""Revised targets: read as they stood before a decision, and judged so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, Indicator, Observation, Target
from hoshin.domain.periods import read_code
from hoshin.domain.problems import IllFormedError
from hoshin.domain.revisions import RevisedField, TargetRevision, before_revision, decisions_of
from hoshin.engine.achievement import Judge
from hoshin.engine.revisions import without_revision

TARGET = Target(
    id="t",
    plan="plan",
    indicator="i",
    unit="%",
    baseline_value=Decimal("40"),
    goal_value=Decimal("45.0"),
    goal_period=read_code("FY2026"),
)


def _revised(number: int, field: RevisedField, before: str, after: str) -> TargetRevision:
    return TargetRevision(
        id=f"r{number}-{field}",
        target="t",
        revision=number,
        decided_on=date(2024 + number, 4, 1),
        field=field,
        before=before,
        after=after,
    )


REVISIONS = (
    _revised(2, RevisedField.GOAL_VALUE, "50", "45.0"),
    _revised(1, RevisedField.GOAL_VALUE, "60", "50"),
    _revised(1, RevisedField.GOAL_PERIOD, "FY2025", "FY2026"),
)


def test_decisions_come_in_their_order() -> None:
    assert [[one.revision for one in group] for group in decisions_of(REVISIONS)] == [[1, 1], [2]]


def test_a_decision_and_all_later_ones_are_undone() -> None:
    assert before_revision(TARGET, REVISIONS, 2).goal_value == Decimal("50")
    first = before_revision(TARGET, REVISIONS, 1)
    assert (first.goal_value, first.goal_period) == (Decimal("60"), read_code("FY2025"))
    assert before_revision(TARGET, REVISIONS, 3) == TARGET


def test_what_was_before_is_judged_by_the_engine() -> None:
    value = Observation(
        id="o",
        indicator="i",
        time_period=read_code("FY2024"),
        obs_value=Decimal("42.5"),
        unit_measure="%",
    )
    city = City(
        name="港見市",
        indicators=(Indicator(id="i", name="受診率", unit="%"),),
        targets=(TARGET,),
        observations=(value,),
        target_revisions=REVISIONS,
    )
    judge = Judge(city, date(2026, 1, 1))
    printed = [
        judged.printed
        for number in (1, 2, 3)
        if (judged := without_revision(judge, TARGET, REVISIONS, number)) is not None
    ]
    assert printed == [Decimal("13"), Decimal("25"), Decimal("50")]


def test_what_makes_no_target_is_not_judged() -> None:
    broken = (_revised(1, RevisedField.GOAL_VALUE, "", "45.0"),)
    judge = Judge(
        City(name="港見市", indicators=(Indicator(id="i", name="率", unit="%"),)), date(2026, 1, 1)
    )
    assert without_revision(judge, TARGET, broken, 1) is None


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (RevisedField.GOAL_VALUE, "many"),
        (RevisedField.GOAL_VALUE, "Infinity"),
        (RevisedField.GOAL_PERIOD, "next year"),
        (RevisedField.METHOD, "guess"),
    ],
)
def test_what_cannot_stand_in_a_target_is_refused(field: RevisedField, text: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        _revised(1, field, "", text)
    assert refused.value.code == "target-revision-value"


def test_revisions_count_from_one() -> None:
    with pytest.raises(IllFormedError):
        replace(REVISIONS[0], revision=0)


def test_a_comparison_is_brought_back() -> None:
    one = _revised(1, RevisedField.COMPARISON, Comparison.AT_MOST.value, "reach")
    assert before_revision(TARGET, (one,), 1).comparison is Comparison.AT_MOST
