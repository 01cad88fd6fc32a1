"""Changes in words: what is pointed to is named, periods and codes are said, figures are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison
from hoshin.domain.periods import read_code
from hoshin.exchange.changes import Change, changes_between
from hoshin.exchange.folder import read_folder


@pytest.fixture(scope="module")
def city(harbour: Path) -> City:
    found = read_folder(harbour).city
    assert found is not None
    return found


def _change(city: City, table: str, row_id: str, **values: Any) -> Change:
    rows = tuple(
        replace(one, **values) if one.id == row_id else one for one in getattr(city, table)
    )
    (found,) = changes_between(city, replace(city, **{table: rows}))
    return found


def test_what_a_cell_points_to_is_named(city: City) -> None:
    found = _change(city, "indicators", "visitors", organisation="section-health")
    assert "「観光交流課」から「健康" in found.sentence_ja
    assert "Tourism and Exchange Section to Health" in found.sentence_en
    assert (found.old, found.new) == ("section-tourism", "section-health")


def test_a_result_is_said_in_plain_english(city: City) -> None:
    row = next(one for one in city.observations if one.obs_value is not None)
    found = _change(city, "observations", row.id, value_printed="12,345")
    assert "value as printed changed from" in found.sentence_en


def test_periods_days_and_codes_are_said(city: City) -> None:
    goal = _change(city, "targets", "plan-2022.checkups", goal_period=read_code("FY2027"))
    assert "「2026年度」から「2027年度」" in goal.sentence_ja
    assert "from FY2026 to FY2027" in goal.sentence_en
    code = _change(city, "targets", "plan-2022.checkups", comparison=Comparison.AT_MOST)
    assert "at_least" not in code.sentence_ja + code.sentence_en
    day = _change(
        city, "target_revisions", "plan-2022.checkups.revision-1", decided_on=date(2025, 4, 1)
    )
    assert "「2025年4月15日」から「2025年4月1日」" in day.sentence_ja
    assert "from 15 April 2025 to 1 April 2025" in day.sentence_en


def test_several_are_named_one_by_one_and_nothing_is_said_so(city: City) -> None:
    linked = _change(city, "pledges", "pledge-1", other_elements=("plan-2022.4-1", "plan-2022.3-3"))
    assert "「(なし)」から「港を再整備する、水を守る」" in linked.sentence_ja
    assert "ほかの要素" in linked.sentence_ja


def test_two_of_one_name_are_told_apart_by_what_is_stored(city: City) -> None:
    twins = tuple(
        replace(one, name="観光交流課") if one.id == "section-health" else one
        for one in city.organisations
    )
    found = _change(
        replace(city, organisations=twins), "indicators", "visitors", organisation="section-health"
    )
    assert "「section-tourism」から「section-health」" in found.sentence_ja
