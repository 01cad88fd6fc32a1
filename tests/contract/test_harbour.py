"""The invented city shows everything it is there for, and its folder is what its script writes."""

from enum import StrEnum
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, Method, MissingReason, ObservationStatus
from hoshin.domain.links import ContributionKind, LinkStrength
from hoshin.domain.periods import PeriodKind
from hoshin.domain.plans import Aspect
from hoshin.domain.problems import ProblemLevel
from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.sources import Operation
from hoshin.engine.achievement import evaluate
from hoshin.engine.arithmetic import recompute
from hoshin.engine.checks import check
from hoshin.engine.presets import PRESETS
from hoshin.engine.ratings import rated
from hoshin.exchange.folder import read_folder, write_folder
from hoshin.exchange.tables import tables
from scripts.harbour import build

# Kumamoto's folder shows these, and an invented city has no layout that was lost.
SHOWN_BY_KUMAMOTO = {"sdg_mark_counts", "known_errors"}


@pytest.fixture(scope="module")
def city() -> City:
    return build.city()


def test_the_committed_folder_is_what_the_script_writes(harbour: Path, tmp_path: Path) -> None:
    write_folder(build.city(), tmp_path / "harbour")
    written = {path.name: path.read_bytes() for path in (tmp_path / "harbour").iterdir()}
    committed = {path.name: path.read_bytes() for path in harbour.iterdir() if path.is_file()}
    stale = sorted(name for name in written | committed if written.get(name) != committed.get(name))
    assert not stale, "run python -m scripts.harbour.build"


def test_it_reads_without_a_problem(harbour: Path, city: City) -> None:
    reading = read_folder(harbour)
    assert reading.problems == ()
    assert reading.city == city


def test_every_table_holds_rows(city: City) -> None:
    empty = {table.name for table in tables() if not getattr(city, table.name)}
    assert empty <= SHOWN_BY_KUMAMOTO


@pytest.mark.parametrize(
    ("kind", "table", "column"),
    [
        (Method, "targets", "method"),
        (Comparison, "targets", "comparison"),
        (MissingReason, "observations", "missing_reason"),
        (ObservationStatus, "observations", "obs_status"),
        (BudgetStage, "appropriations", "stage"),
        (ListingKind, "program_elements", "kind"),
        (ContributionKind, "contributions", "kind"),
        (Operation, "published_figures", "operation"),
        (Aspect, "elements", "aspect"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_every_code_occurs(city: City, kind: type[StrEnum], table: str, column: str) -> None:
    used = {getattr(row, column) for row in getattr(city, table)}
    assert set(kind) - used - {Operation.NONE} == set()


def test_goals_are_tied_strongly_and_loosely(city: City) -> None:
    strengths = {link.strength for link in city.sdg_links if link.element}
    assert strengths == {LinkStrength.PRIMARY, LinkStrength.RELATED}


def test_every_kind_of_period_occurs(city: City) -> None:
    assert {row.time_period.kind for row in city.observations} == set(PeriodKind)


def test_a_value_was_revised_twice(city: City) -> None:
    revisions = sorted(
        (row.revision, row.obs_status)
        for row in city.observations
        if row.indicator == "visitors" and row.time_period.code == "FY2023"
    )
    assert revisions == [
        (1, ObservationStatus.PROVISIONAL),
        (2, ObservationStatus.FINAL),
        (3, ObservationStatus.REVISED),
    ]


def test_every_name_has_its_english(city: City) -> None:
    pairs = [
        (table.name, column.name)
        for table in tables()
        for column in table.columns
        if f"{column.name}_en" in {other.name for other in table.columns}
    ]
    missing = [
        f"{table}.{column} of {row.id}"
        for table, column in pairs
        for row in getattr(city, table)
        if getattr(row, column) and not getattr(row, f"{column}_en")
    ]
    assert not missing


def test_every_printed_achievement_agrees(city: City) -> None:
    assert city.as_of is not None
    judged = [one for one in evaluate(city, city.as_of) if one.published is not None]
    assert len(judged) == 22
    assert [one.target.id for one in judged if one.agrees is not True] == []


def test_every_printed_total_agrees(city: City) -> None:
    totals = [one for one in city.published_figures if one.operation is not Operation.ACHIEVEMENT]
    answers = {one.id: recompute(city, one) for one in totals}
    assert {name: one.sentence_en for name, one in answers.items() if not one.agrees} == {}


def test_checking_finds_notes_only(city: City) -> None:
    assert city.as_of is not None
    found = check(city, city.as_of)
    assert {problem.level for problem in found} == {ProblemLevel.NOTE}


def test_plans_name_their_own_grades_and_a_preset(city: City) -> None:
    own = {row.scheme for row in city.ratings}
    named = {plan.rating_scheme for plan in city.plans if plan.rating_scheme}
    assert named & own and named & set(PRESETS)
    assert city.as_of is not None
    graded = rated(city, evaluate(city, city.as_of))
    assert {graded["plan-2022.waste"], graded["strategy-2022.consultations"]} == {"C", "D"}
    assert graded["port-2022.steps"] == "3"
