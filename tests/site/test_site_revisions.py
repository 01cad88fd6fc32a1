"""Decisions on targets: a listing that restates another tells what was decided of that one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.revisions import RevisedField, TargetRevision
from hoshin.exchange.folder import read_folder
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame
from hoshin.site.pages.revisions import DecisionRow, decision_rows
from hoshin.site.places import Places
from hoshin.site.words import Words

AS_OF = date(2025, 10, 31)
FIRST, SECOND = "plan-2022.visitors", "strategy-2022.visitors"


@pytest.fixture(scope="module")
def city() -> City:
    found = read_folder(Path(__file__).parents[2] / "examples" / "harbour").city
    assert found is not None
    decided = TargetRevision(
        id=f"{FIRST}.revision-1",
        target=FIRST,
        decided_on=date(2025, 5, 20),
        field=RevisedField.GOAL_VALUE,
        before="100",
        after=f"{next(one.goal_value for one in found.targets if one.id == FIRST):f}",
        reason="船の便が増えたため",
        reason_en="More ships call",
    )
    return replace(found, target_revisions=(*found.target_revisions, decided))


def decisions(city: City, target_id: str) -> tuple[DecisionRow, ...]:
    index = CityIndex(city, AS_OF, ())
    places = Places(index)
    here = places.page("indicators", "visitors")
    frame = Frame(Language.JA, index, places, Words(Language.JA), here)
    return decision_rows(frame, index.targets[target_id])


def test_a_restated_listing_tells_the_decision_of_the_first(city: City) -> None:
    (first,), (second,) = decisions(city, FIRST), decisions(city, SECOND)
    assert second == replace(first, anchor=second.anchor, present=second.present)
    assert second.reason.text == "船の便が増えたため" and second.without == first.without
    assert [one.before.text for one in second.changes] == ["100万人"]
    # Both stand on one page: each decision has an address of its own.
    assert first.anchor == f"_revision.{FIRST}.revision-1"
    assert second.anchor == f"_revision.{FIRST}.revision-1.{SECOND}"


def test_a_listing_with_decisions_of_its_own_tells_those_alone(city: City) -> None:
    (first,) = (one for one in city.target_revisions if one.target == FIRST)
    own = replace(first, id=f"{SECOND}.revision-1", target=SECOND, reason="戦略だけの見直し")
    both = replace(city, target_revisions=(*city.target_revisions, own))
    assert [one.reason.text for one in decisions(both, SECOND)] == ["戦略だけの見直し"]
    assert [one.reason.text for one in decisions(both, FIRST)] == ["船の便が増えたため"]


def test_a_listing_that_restates_one_which_is_not_there_tells_nothing(city: City) -> None:
    alone = replace(city, targets=tuple(one for one in city.targets if one.id != FIRST))
    assert decisions(alone, SECOND) == ()
