"""The trial of the integrated project: every synergy of the plan, from raw records to judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from hoshin.analytics.arrival import measurement_problems, propose
from hoshin.analytics.engines import DuckDBEngine
from hoshin.analytics.evidence import look_at
from hoshin.analytics.measuring import measure
from hoshin.domain.city import City
from hoshin.domain.links import ContributionKind
from hoshin.engine.achievement import evaluate
from hoshin.exchange.folder import read_folder
from hoshin.importers.applying import apply_proposal
from scripts.evidence.build import write_plan, write_raw

TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("trial")
    write_raw(place / "raw", (2021,), seed=7, scale=0.02)
    write_plan(place / "plan")
    return place


@pytest.fixture(scope="module")
def city(trial: Path) -> City:
    """The trial's city after every measurement was accepted."""
    reading = read_folder(trial / "plan")
    assert reading.problems == () and reading.city is not None
    city = reading.city
    assert measurement_problems(city, city.measurements) == ()
    aggregations = {one.id: one.aggregation for one in city.indicators}
    evidence, engine = look_at(trial / "raw"), DuckDBEngine()
    for one in city.measurements:
        run = measure(
            trial / "plan",
            one,
            evidence,
            engine,
            TODAY,
            aggregation=aggregations[one.indicator],
        )
        assert run.problems == () and len(run.measured) == 1, one.id
        city = apply_proposal(city, propose(run.measured[0], city, TODAY)).city
    engine.close()
    return replace(city, as_of=TODAY)


def test_the_same_seed_gives_the_same_records(trial: Path, tmp_path: Path) -> None:
    write_raw(tmp_path, (2021,), seed=7, scale=0.02)

    def digests(folder: Path) -> dict[str, str]:
        tables = look_at(folder).tables
        return {one.name: one.sha256 for files in tables.values() for one in files}

    assert digests(tmp_path) == digests(trial / "raw")
    assert look_at(tmp_path).problems == {}


def test_every_synergy_is_judged_from_records(city: City) -> None:
    wanted = {one.target for one in city.contributions if one.kind is ContributionKind.SYNERGY}
    assert len(wanted) == 6
    judged = {one.target.id: one for one in evaluate(city, TODAY) if one.target.id in wanted}
    sources = {one.id: one for one in city.observations}
    for target, one in judged.items():
        assert one.printed is not None, target
        assert one.actual is not None and one.actual.period.code == "CY2021"
        assert (sources[one.actual.row_id].source or "").startswith("run-"), target


def test_the_battery_saves_about_fifteen_per_cent(city: City) -> None:
    (found,) = (one for one in city.observations if one.indicator == "trial-battery-saving")
    assert found.obs_value is not None
    assert Decimal(10) < found.obs_value < Decimal(20)
    assert found.source and found.locator == "measurements/battery-saving.sql"


def test_no_small_group_of_people_is_in_the_folder(city: City) -> None:
    of_people = [one for one in city.observations if one.indicator == "trial-health-participants"]
    shown = [one.obs_value for one in of_people if one.obs_value is not None]
    assert shown and min(shown) >= 10
    assert any(one.missing_reason for one in of_people)
