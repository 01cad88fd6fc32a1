"""Measurements: from raw records to observations, exactly, and every bad input said clearly."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from hoshin.analytics.arrival import measurement_problems, propose
from hoshin.analytics.engines import DuckDBEngine, IbisEngine
from hoshin.analytics.evidence import look_at
from hoshin.analytics.ledger import FOLDER
from hoshin.analytics.measuring import Measured, Run, measure
from hoshin.domain.city import City
from hoshin.domain.indicators import MissingReason, Observation, ObservationStatus
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import PeriodKind
from hoshin.domain.proposals import ProposedAction
from hoshin.exchange.folder import read_folder
from hoshin.importers.applying import apply_proposal
from tests.contract.evidence_sample import CHECKUPS, GROUPS, TODAY, YEAR, write, write_checkups


@pytest.fixture(scope="module")
def city(harbour: Path) -> City:
    reading = read_folder(harbour)
    assert reading.city is not None
    others = tuple(one for one in reading.city.observations if one.indicator != "checkups")
    return replace(reading.city, observations=others)


def run(folder: Path, evidence: Path, measurement: Measurement = CHECKUPS, **engine: object) -> Run:
    duckdb = DuckDBEngine(**engine)  # type: ignore[arg-type]
    try:
        return measure(folder, measurement, look_at(evidence), duckdb, TODAY, (YEAR,))
    finally:
        duckdb.close()


def only(result: Run) -> Measured:
    assert result.problems == ()
    (one,) = result.measured
    return one


def values(measured: Measured, city: City) -> dict[tuple[str, str], Decimal | MissingReason | None]:
    found = {}
    for row in propose(measured, city, TODAY).of_table("observations"):
        made = row.row
        assert isinstance(made, Observation)
        found[made.ref_area or "", made.breakdown] = made.missing_reason or made.obs_value
    return found


def test_records_become_observations_and_small_groups_are_suppressed(
    harbour: Path, city: City, tmp_path: Path
) -> None:
    found = values(only(run(harbour, write_checkups(tmp_path))), city)
    # 134 of 216 came. Of the island's sixteen, four are men: the twelve women are hidden with them.
    assert found["", ""] == Decimal("62.0")
    assert found["ward-hamate", ""] == Decimal("61.7")
    assert found["ward-hamate", "female"] == Decimal("68.3")
    assert found["ward-yamate", ""] == Decimal("62.4")
    assert found["ward-shima", ""] == Decimal("62.5")
    assert found["ward-shima", "male"] == MissingReason.SUPPRESSED
    assert found["ward-shima", "female"] == MissingReason.SUPPRESSED


def test_every_observation_has_its_run_as_source(harbour: Path, city: City, tmp_path: Path) -> None:
    measured = only(run(harbour, write_checkups(tmp_path)))
    proposal = propose(measured, city, TODAY)
    (source,) = proposal.of_table("sources")
    record = json.loads((tmp_path / FOLDER / "runs" / f"{measured.run}.json").read_text("utf-8"))
    assert source.row.id == f"run-{measured.run}"
    assert {one["table"] for one in record["inputs"]} == {"checkup_invitations", "checkup_visits"}
    assert all(len(one["sha256"]) == 64 and one["rows"] for one in record["inputs"])
    assert record["engine"].startswith("duckdb")
    assert len(record["definition_sha256"]) == 64
    applied = apply_proposal(city, proposal)
    assert len(applied.taken) == len(proposal.rows)
    statuses = {row.obs_status for row in applied.city.observations if row.source == source.row.id}
    assert statuses == {ObservationStatus.PROVISIONAL}


def test_no_small_group_is_in_the_record_of_a_run(harbour: Path, tmp_path: Path) -> None:
    measured = only(run(harbour, write_checkups(tmp_path)))
    text = (tmp_path / FOLDER / "runs" / f"{measured.run}.json").read_text("utf-8")
    assert "ward-shima" not in text


def test_the_same_records_are_not_computed_twice(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    first, second = only(run(harbour, tmp_path)), only(run(harbour, tmp_path))
    assert not first.unchanged
    assert second.unchanged
    assert second.publication == first.publication
    assert second.run == first.run


def test_late_records_are_a_new_revision(harbour: Path, city: City, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    city = apply_proposal(city, propose(only(run(harbour, tmp_path)), city, TODAY)).city
    # Thirty more women of one ward: the total and that ward change, the other wards do not.
    write_checkups(tmp_path, {**GROUPS, ("ward-hamate", "female"): (90, 70)})
    again = propose(only(run(harbour, tmp_path)), city, TODAY)
    rows = {row.row.id: row for row in again.of_table("observations")}
    changed = [row.row for row in rows.values() if row.action is ProposedAction.ADD]
    assert {(one.ref_area, one.breakdown) for one in changed} == {  # type: ignore[attr-defined]
        (None, ""),
        ("ward-hamate", ""),
        ("ward-hamate", "female"),
    }
    assert {one.revision for one in changed} == {2}  # type: ignore[attr-defined]
    assert {one.obs_status for one in changed} == {ObservationStatus.REVISED}  # type: ignore[attr-defined]
    assert not any(row.needs_decision for row in rows.values())


def test_one_corrected_record_is_held_because_it_would_show_one_person(
    harbour: Path, city: City, tmp_path: Path
) -> None:
    write_checkups(tmp_path)
    first = only(run(harbour, tmp_path))
    write_checkups(tmp_path, {**GROUPS, ("ward-hamate", "male"): (55, 31)})
    second = run(harbour, tmp_path)
    assert [one.code for one in second.problems] == ["measure-revision-held"]
    (held,) = second.measured
    assert held.held
    assert values(held, city) == values(first, city)


def test_a_changed_definition_is_a_revision_and_never_an_overwriting(
    harbour: Path, city: City, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(harbour, plan)
    evidence = write_checkups(tmp_path / "raw")
    city = apply_proposal(city, propose(only(run(plan, evidence)), city, TODAY)).city
    before = len(city.observations)
    definition = plan / CHECKUPS.definition
    # Only the second half of the year's visits count from now on: dozens of people differ.
    text = definition.read_text("utf-8").replace(
        "COUNT(DISTINCT visits.person) AS numerator",
        "COUNT(DISTINCT invited.person) - COUNT(DISTINCT visits.person) AS numerator",
    )
    definition.write_text(text, "utf-8")
    changed = run(plan, evidence)
    # Nobody joined or left, so nobody knows how few people the change is about: it is held.
    assert [one.code for one in changed.problems] == ["measure-revision-held"]
    open_to_all = replace(CHECKUPS, minimum_contributors=1)
    again = propose(only(run(plan, evidence, open_to_all)), city, TODAY)
    city = apply_proposal(city, again).city
    total = [
        (one.revision, one.obs_value)
        for one in city.observations
        if one.id.startswith("checkups.FY2024.measured")
    ]
    assert total == [(1, Decimal("62.0")), (2, Decimal("38.0"))]
    assert len(city.observations) > before


def test_a_value_entered_by_a_person_waits_for_a_decision(
    harbour: Path, city: City, tmp_path: Path
) -> None:
    entered = Observation(
        id="by-hand",
        indicator="checkups",
        time_period=YEAR,
        obs_value=Decimal("60.1"),
        unit_measure="%",
        source="doc-plan",
    )
    city = replace(city, observations=(*city.observations, entered))
    proposal = propose(only(run(harbour, write_checkups(tmp_path))), city, TODAY)
    waiting = [row for row in proposal.rows if row.needs_decision]
    assert [row.changes[0].current for row in waiting] == ["60.1"]


@pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # Ibis 12 with DuckDB 1.5
def test_ibis_gives_the_same(harbour: Path, tmp_path: Path) -> None:
    ibis = pytest.importorskip("ibis")
    evidence = look_at(write_checkups(tmp_path))
    connection = ibis.duckdb.connect()
    for name, files in evidence.tables.items():
        connection.read_parquet([str(one.path) for one in files], table_name=name)
    engine = IbisEngine(connection)
    there = measure(harbour, CHECKUPS, evidence, engine, TODAY, (YEAR,), keep=False)
    here = measure(harbour, CHECKUPS, evidence, DuckDBEngine(), TODAY, (YEAR,), keep=False)
    assert set(only(there).publication.groups) == set(only(here).publication.groups)


SELECT = """SELECT ward AS ref_area, sex AS breakdown,
  {numerator} AS numerator,
  COUNT(DISTINCT person) AS contributors
FROM checkup_invitations
WHERE occurred_on >= :period_start AND occurred_on < :period_end
GROUP BY ward, sex
"""
GOOD = SELECT.format(numerator="COUNT(*)")

MISTAKES = [
    ("SELECT COUNT( FROM t", "definition-not-sql", 1, "spelling"),
    (GOOD + "; SELECT 1", "definition-not-one-select", 7, "WITH and SELECT"),
    ("DROP TABLE checkup_invitations", "definition-not-one-select", 1, "WITH and SELECT"),
    (SELECT.format(numerator="AVG(age)"), "definition-divides", 2, "the engine divides"),
    (SELECT.format(numerator="COUNT(*) / 2"), "definition-divides", 2, "the engine divides"),
    (SELECT.format(numerator="SUM(CAST(age AS DOUBLE))"), "definition-uses-floats", 2, "DECIMAL"),
    (SELECT.format(numerator="MAX(person)"), "definition-shows-one-record", 2, "COUNT or a SUM"),
    (SELECT.format(numerator="person"), "definition-not-an-aggregate", 2, "inside COUNT or SUM"),
    (SELECT.format(numerator="SUMM(age)"), "definition-unknown-function", 2, '"SUM"'),
    (
        GOOD.replace("sex AS breakdown,", "sex AS breakdown, person,"),
        "definition-undeclared-column",
        1,
        "contributors",
    ),
    (
        GOOD.replace("AS contributors", "AS contributers"),
        "definition-undeclared-column",
        3,
        '"contributors"',
    ),
    (
        GOOD.replace("GROUP BY ward, sex", "GROUP BY ward, sex, person"),
        "definition-groups-differ",
        6,
        "ward",
    ),
    (GOOD + "HAVING COUNT(*) > 3", "definition-chooses-groups", 7, "Return every group"),
    (GOOD + "LIMIT 3", "definition-chooses-groups", 7, "Return every group"),
    (GOOD.replace(":period_end", "CURRENT_DATE"), "definition-reads-the-clock", None, ":period"),
    (GOOD.replace(":period_end", ":periode"), "definition-unknown-parameter", None, "period_end"),
    (GOOD.replace("occurred_on < :period_end", "1 = 1"), "definition-without-period", 5, "WHERE"),
    ("SELECT * FROM checkup_invitations", "definition-selects-everything", 1, "columns"),
    (
        GOOD.replace("checkup_invitations", "read_csv('/etc/passwd')"),
        "definition-unknown-function",
        None,
        "There are",
    ),
    (
        GOOD.replace("checkup_invitations", "checkup_invitation"),
        "evidence-no-such-table",
        None,
        '"checkup_invitations"',
    ),
    (
        GOOD.replace("FROM checkup_invitations", 'FROM "/etc/passwd"'),
        "evidence-no-such-table",
        None,
        "There are",
    ),
    (GOOD.replace("DISTINCT person", "DISTINCT persn"), "definition-does-not-fit", 3, '"person"'),
]


@pytest.mark.parametrize(("sql", "code", "line", "hint"), MISTAKES)
def test_a_mistake_is_refused_before_it_runs_with_its_line_and_what_was_meant(
    sql: str, code: str, line: int | None, hint: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    (plan / "measurements").mkdir(parents=True)
    (plan / CHECKUPS.definition).write_text(sql, "utf-8")
    result = run(plan, write_checkups(tmp_path / "raw"))
    assert not result.measured
    problem = next(one for one in result.problems if one.code == code)
    assert problem.place.file.startswith("measurements/checkups.sql")
    assert hint in problem.hint_en
    assert problem.sentence_ja and problem.hint_ja
    if line is not None:
        assert problem.place.line == line
    assert not (tmp_path / "raw" / FOLDER).exists()


def test_the_good_definition_runs(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    (plan / "measurements").mkdir(parents=True)
    (plan / CHECKUPS.definition).write_text(GOOD, "utf-8")
    assert only(run(plan, write_checkups(tmp_path / "raw"))).publication.groups[0].numerator == 216


def codes(result: Run) -> list[str]:
    assert not result.measured
    return [one.code for one in result.problems]


def test_broken_and_empty_files(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    (tmp_path / "checkup_visits" / "FY2024" / "late.parquet").write_bytes(b"PAR1 no table PAR1")
    (tmp_path / "checkup_visits" / "FY2024" / "none.parquet").write_bytes(b"")
    assert codes(run(harbour, tmp_path)) == ["evidence-unreadable", "evidence-empty-file"]


def test_a_csv_in_another_encoding_is_not_called_broken(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    (tmp_path / "checkup_visits" / "FY2024" / "late.csv").write_bytes(
        "名,年\n港,1\n".encode("cp932")
    )
    result = run(harbour, tmp_path)
    assert codes(result) == ["evidence-not-utf-8"]
    assert "UTF-8" in result.problems[0].hint_ja


def test_columns_renamed_between_deliveries(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    write(
        tmp_path / "checkup_visits" / "FY2023" / "part.parquet",
        {"record_id": ["x"], "person_id": ["x"], "occurred_on": [date(2023, 5, 1)]},
    )
    (problem,) = run(harbour, tmp_path).problems
    assert problem.code == "evidence-columns-differ"
    assert '"person" was renamed "person_id"' in problem.hint_en or "person" in problem.sentence_en


def test_mixed_time_zones(harbour: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    write_checkups(tmp_path)
    for month, zone in (("2024-05", None), ("2024-06", "UTC"), ("2024-07", None)):
        times = pa.array([datetime.fromisoformat(f"{month}-03T09:00:00")], pa.timestamp("us", zone))
        write(tmp_path / "rides" / month / "part.parquet", {"card": ["c"], "occurred_at": times})
    (problem,) = look_at(tmp_path).problems["rides"]
    assert problem.code == "evidence-time-zones-differ"
    text = "card,occurred_at\na,2024-05-01T09:00:00+09:00\nb,2024-05-01 09:00\nc,昨日\n"
    (tmp_path / "trips.csv").write_text(text, "utf-8")
    (problem,) = look_at(tmp_path).problems["trips"]
    assert problem.code == "evidence-times-unreadable"


def test_deliveries_that_came_twice(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    part = tmp_path / "checkup_visits" / "FY2024" / "part.parquet"
    shutil.copy(part, part.with_name("again.parquet"))
    assert codes(run(harbour, tmp_path)) == ["evidence-delivered-twice"]
    part.with_name("again.parquet").unlink()
    write(
        part.with_name("more.parquet"),
        {
            "record_id": ["ward-hamate.female.0", "new"],
            "person": ["ward-hamate.female.0", "new"],
            "occurred_on": [date(2024, 6, 1), date(2024, 6, 1)],
        },
    )
    assert codes(run(harbour, tmp_path)) == ["evidence-records-repeated"]


def test_records_from_the_future(harbour: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path)
    write(
        tmp_path / "checkup_visits" / "FY2024" / "odd.parquet",
        {"record_id": ["x"], "person": ["x"], "occurred_on": [date(2052, 6, 1)]},
    )
    assert codes(run(harbour, tmp_path)) == ["evidence-from-the-future"]


NEVER_ENDS = """WITH pairs AS (
  SELECT a.person AS person, b.person AS other, a.occurred_on AS occurred_on
  FROM checkup_invitations AS a
  JOIN checkup_invitations AS b ON 1 = 1
  JOIN checkup_invitations AS c ON 1 = 1
  JOIN checkup_invitations AS d ON 1 = 1
  JOIN checkup_invitations AS e ON 1 = 1
)
SELECT COUNT(DISTINCT other) AS numerator, COUNT(DISTINCT person) AS contributors
FROM pairs WHERE occurred_on >= :period_start AND occurred_on < :period_end
"""


def test_a_query_that_would_not_finish_is_stopped(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    (plan / "measurements").mkdir(parents=True)
    (plan / CHECKUPS.definition).write_text(NEVER_ENDS, "utf-8")
    raw = write_checkups(tmp_path / "raw")
    result = run(plan, raw, replace(CHECKUPS, keys=()), seconds=0.5)
    assert codes(result) == ["measure-took-too-long"]
    assert not (raw / FOLDER / "shown").exists()


def test_a_disk_too_small_is_said(tmp_path: Path) -> None:
    import numpy as np
    import pyarrow as pa

    plan = tmp_path / "plan"
    (plan / "measurements").mkdir(parents=True)
    sql = GOOD.replace("ward AS ref_area, sex AS breakdown,", "").replace("GROUP BY ward, sex", "")
    (plan / CHECKUPS.definition).write_text(sql, "utf-8")
    names = pa.array([f"person-number-{n}" for n in np.arange(400_000)])
    days = pa.array(np.full(400_000, np.datetime64("2024-05-01")))
    write(
        tmp_path / "raw" / "checkup_invitations" / "FY2024" / "part.parquet",
        {"person": names, "occurred_on": days},
    )
    small = {"memory": "12MB", "spill": tmp_path / "spill", "spill_limit": "1MB"}
    result = run(plan, tmp_path / "raw", replace(CHECKUPS, keys=()), **small)
    assert codes(result) == ["measure-no-room"]


def test_csv_evidence_is_exact(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    (plan / "measurements").mkdir(parents=True)
    sql = (
        "SELECT SUM(kwh) AS numerator, COUNT(*) AS contributors FROM power "
        "WHERE occurred_on >= :period_start AND occurred_on < :period_end"
    )
    (plan / CHECKUPS.definition).write_text(sql, "utf-8")
    lines = "\n".join(f"2024-05-{1 + n % 28:02d},0.1" for n in range(30))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "power.csv").write_text(f"occurred_on,kwh\n{lines}\n", "utf-8")
    (group,) = only(run(plan, tmp_path / "raw", replace(CHECKUPS, keys=()))).publication.groups
    assert group.numerator == Decimal(3)


def test_periods_within_periods_are_refused(city: City) -> None:
    monthly = replace(CHECKUPS, id="checkups.monthly", period_kind=PeriodKind.MONTH)
    city = replace(city, measurements=(CHECKUPS, monthly))
    found = measurement_problems(city, city.measurements)
    assert {one.code for one in found} == {"measurement-periods-overlap"}


def test_a_unit_that_does_not_convert_is_refused(city: City) -> None:
    (problem,) = measurement_problems(city, (replace(CHECKUPS, unit="m3"),))
    assert problem.code == "measurement-other-unit"
