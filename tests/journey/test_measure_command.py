"""``hoshin measure`` as a person uses it: look, accept, measure again, look at today."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from tests.contract.evidence_sample import write, write_checkups

SHOWN = ("measure", "--as-of", "2025-11-01", "--period", "FY2024", "--only", "checkups.by-ward")


def hoshin(*arguments: object, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", "--lang", lang, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def plan(harbour: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(harbour, tmp_path / "plan"))


def observed(plan: Path) -> list[dict[str, str]]:
    with (plan / "observations.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"].endswith("measured")]


def test_looking_changes_nothing_and_accepting_adds_observations(
    plan: Path, tmp_path: Path
) -> None:
    evidence = write_checkups(tmp_path / "raw")
    before = {one.name: one.read_bytes() for one in plan.iterdir() if one.is_file()}
    command = (*SHOWN[:1], plan, *SHOWN[1:], "--evidence", evidence)
    done = hoshin(*command)
    assert done.returncode == 0, done.stderr
    assert "suppressed" in done.stdout and "ward-hamate" in done.stdout
    assert {one.name: one.read_bytes() for one in plan.iterdir() if one.is_file()} == before
    done = hoshin(*command, "--accept")
    assert done.returncode == 0, done.stderr
    rows = observed(plan)
    assert {row["missing_reason"] for row in rows} == {"", "suppressed"}
    assert all(row["source"].startswith("run-") for row in rows)
    assert hoshin("check", plan).returncode == 0
    done = hoshin(*command, "--accept", lang="ja")
    assert "書くことはありません" in done.stderr


def test_one_mistake_does_not_stop_the_others(plan: Path, tmp_path: Path) -> None:
    write_checkups(tmp_path / "raw")
    done = hoshin("measure", plan, "--evidence", tmp_path / "raw", "--format", "json")
    assert done.returncode == 1
    assert 'no table of evidence "job_support"' in done.stderr
    shown = json.loads(done.stdout)
    assert any(row["table"] == "observations" for one in shown for row in one["rows"])


def test_a_review_workbook_can_be_written(plan: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    evidence = write_checkups(tmp_path / "raw")
    review = tmp_path / "review.xlsx"
    done = hoshin(*SHOWN[:1], plan, *SHOWN[1:], "--evidence", evidence, "--review", review)
    assert done.returncode == 0, done.stderr
    assert review.stat().st_size > 1_000


def test_the_live_look_is_for_records_without_people(plan: Path, tmp_path: Path) -> None:
    lines = (plan / "measurements.csv").read_text("utf-8-sig").splitlines()
    head = lines[0].split(",")
    cells = dict.fromkeys(head, "") | {
        "id": "solar.today",
        "indicator": "solar",
        "definition": "measurements/solar.sql",
        "period_kind": "fiscal_year",
        "unit": "kW",
        "per": "1",
        "decimals": "1",
        "minimum_contributors": "1",
    }
    text = "\n".join([*lines, ",".join(cells[name] for name in head)]) + "\n"
    (plan / "measurements.csv").write_text(text, "utf-8-sig")
    (plan / "measurements" / "solar.sql").write_text(
        "SELECT SUM(kw) AS numerator, COUNT(*) AS contributors FROM panels "
        "WHERE occurred_on >= :period_start AND occurred_on < :period_end",
        "utf-8",
    )
    for day, kw in ((29, 5), (30, 8), (31, 13)):
        write(
            tmp_path / "raw" / "panels" / f"2025-10-{day}" / "part.parquet",
            {"kw": [kw, kw], "occurred_on": [date(2025, 10, day)] * 2},
        )
    write_checkups(tmp_path / "raw")
    done = hoshin(
        "measure", plan, "--evidence", tmp_path / "raw", "--live", "--as-of", "2025-10-30"
    )
    assert "2025-10-30" in done.stdout and "16.0" in done.stdout, done.stderr
    assert "checkups" not in done.stdout
    assert not (tmp_path / "raw" / "_hoshin").exists()

    # A month's delivery may end before the month: the last day that has records is shown.
    shutil.rmtree(tmp_path / "raw" / "panels")
    write(
        tmp_path / "raw" / "panels" / "2025-10" / "part.parquet",
        {"kw": [7, 4], "occurred_on": [date(2025, 10, 2), date(2025, 10, 20)]},
    )
    look = ("measure", plan, "--evidence", tmp_path / "raw", "--live", "--only", "solar.today")
    done = hoshin(*look, "--as-of", "2025-11-05")
    assert "2025-10-20" in done.stdout and "4.0" in done.stdout, done.stderr
    done = hoshin(*look, "--as-of", "2025-09-30")
    assert done.returncode == 0 and "nothing to show" in done.stdout


def test_what_is_not_there_is_said(plan: Path, tmp_path: Path) -> None:
    assert hoshin("measure", plan, "--evidence", tmp_path / "none").returncode == 2
    done = hoshin("measure", plan, "--evidence", tmp_path, "--only", "none")
    assert done.returncode == 2 and "measurements.csv" in done.stderr
    assert hoshin("measure", plan, "--evidence", tmp_path, "--period", "2024").returncode == 2
    done = hoshin("measure", plan, "--evidence", tmp_path, "--period", "2025-04")
    assert done.returncode == 2 and "FY2025" in done.stderr
    done = hoshin("measure", plan, "--evidence", tmp_path, "--memory", "lots")
    assert done.returncode == 2 and "500MB" in done.stderr
    (tmp_path / "empty").mkdir()
    done = hoshin("measure", plan, "--evidence", tmp_path / "empty")
    assert done.returncode == 1 and "no table of evidence at all" in done.stderr
