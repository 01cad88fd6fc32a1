"""Forecasts and definitions in a release: carried as data, proved, and never taken for a figure."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest

from hoshin.analytics.published_forecasts import published_forecasts
from hoshin.domain.forecasts import Forecast, ForecastYear, NoForecast
from hoshin.exchange.folder import read_folder
from hoshin.exchange.forecast_table import (
    ForecastTableError,
    forecast_csv,
    forecast_rows,
    read_forecasts,
)
from hoshin.exchange.release import open_release, verify_release, write_release
from hoshin.reports.pdf.indicator_book import book_data
from tests.contract.made_papers import example_order

AS_OF = date(2025, 5, 31)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TABLE = "estimates/forecasts.csv"


def hoshin(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def forecasts() -> tuple[Forecast, ...]:
    city = read_folder(EXAMPLES / "kumamoto").city
    assert city is not None
    return published_forecasts(city, AS_OF)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, forecasts: tuple[Forecast, ...]) -> Path:
    path = tmp_path_factory.mktemp("releases") / "made"
    city = read_folder(EXAMPLES / "kumamoto").city
    assert city is not None
    write_release(city, AS_OF, path, forecasts=forecasts)
    return path


def test_the_table_is_read_back_as_it_was(made: Path, forecasts: tuple[Forecast, ...]) -> None:
    assert read_forecasts(made / TABLE) == forecasts
    release, problems = open_release(made)
    assert problems == () and release is not None and release.forecasts == forecasts
    parquet = pyarrow.parquet.read_table(made / "estimates/forecasts.parquet").to_pylist()
    rows = [{name: text or None for name, text in row.items()} for row in forecast_rows(forecasts)]
    assert parquet == rows


def test_every_row_says_that_it_is_an_estimate_and_how_good_such_are(made: Path) -> None:
    with (made / TABLE).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == {"estimate"}
    for row in rows:
        if not row["why_none"]:
            assert row["interval_percent"] == "80"
            assert row["method"] and row["relative_error"] and row["coverage"] and row["tries"]
    assert {row["why_none"] for row in rows} >= {"too-few", "withheld", ""}


def test_no_table_of_the_city_and_no_judgement_holds_an_estimate(made: Path) -> None:
    plain = made.parent / "plain"
    city = read_folder(EXAMPLES / "kumamoto").city
    assert city is not None
    write_release(city, AS_OF, plain)
    for one in sorted(plain.rglob("*")):
        if one.is_file() and one.name != "manifest.json":
            assert (made / one.relative_to(plain)).read_bytes() == one.read_bytes()
    assert not (plain / "estimates").exists()


def _forged(made: Path, folder: Path, old: str, new: str) -> Path:
    """A copy in which an estimate, its digests and its inventory were changed with care."""
    copy = Path(shutil.copytree(made, folder))
    text = (copy / TABLE).read_text(encoding="utf-8-sig")
    assert old in text
    (copy / TABLE).write_text(text.replace(old, new), encoding="utf-8-sig", newline="")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    content = (copy / TABLE).read_bytes()
    manifest["files"][TABLE] = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }
    canonical = forecast_csv(read_forecasts(copy / TABLE)).encode()
    manifest["content"]["forecasts"] = hashlib.sha256(canonical).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return copy


def test_a_changed_estimate_is_found_and_a_forged_one_by_estimating_again(
    made: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "changed"))
    text = (copy / TABLE).read_text(encoding="utf-8-sig")
    (copy / TABLE).write_text(text.replace(",1231,", ",1299,"), encoding="utf-8-sig", newline="")
    codes = {one.code for one in verify_release(copy)}
    assert codes == {"release-file-changed", "release-content-differs"}

    forged = _forged(made, tmp_path / "forged", ",1231,", ",1299,")
    assert verify_release(forged) == (), "bytes and digests were made to fit"
    done = hoshin("verify", forged)
    assert done.returncode == 1
    assert "Estimated again, the forecasts differ" in done.stderr


def test_a_table_that_is_none_is_said(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    (copy / TABLE).write_bytes(b"kind,target\nobservation,x\n")
    codes = [one.code for one in verify_release(copy)]
    assert codes == ["release-file-changed", "release-forecasts-unreadable"]
    text = (made / TABLE).read_text(encoding="utf-8-sig")
    (tmp_path / "f.csv").write_text(text.replace("estimate,", "observation,", 1), "utf-8-sig")
    with pytest.raises(ForecastTableError):
        read_forecasts(tmp_path / "f.csv")


def test_the_indicator_book_draws_the_band_and_says_what_it_is_not(
    forecasts: tuple[Forecast, ...],
) -> None:
    plain = example_order("kumamoto")
    name = "販売農家1戸あたりの出荷額"
    for order, drawn in ((plain, False), (replace(plain, forecasts=forecasts), True)):
        entries = [
            one
            for chapter in book_data(order)["chapters"]
            for one in chapter["entries"]
            if name in one["name"]
        ]
        assert entries
        for one in entries:
            (series,) = one["series"]
            assert ('<polygon class="c-band-area"' in series["picture"]) is drawn
            assert any("市の公式な値でもありません" in note for note in series["notes"]) is drawn


def test_an_ill_formed_forecast_cannot_be_built(forecasts: tuple[Forecast, ...]) -> None:
    one = next(one for one in forecasts if one.course)
    outside = ForecastYear(year=2030, point=Decimal(3), low=Decimal(4), high=Decimal(5))
    for wrong in (
        {"why_none": NoForecast.TOO_FEW},
        {"score": None},
        {"course": ()},
        {"course": (one.course[-1], one.course[0])},
        {"course": (outside,)},
        {"chance_tenths": 11},
    ):
        with pytest.raises(ValueError, match=one.target):
            replace(one, **wrong)  # type: ignore[arg-type]


def test_the_city_decides_and_the_command_may_differ_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "harbour", tmp_path / "plan"))
    descriptor = folder / "datapackage.json"

    def set_to(value: object) -> None:
        content = json.loads(descriptor.read_text(encoding="utf-8"))
        content["hoshin"]["forecasts"] = value
        descriptor.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def holds(name: str, *more: str) -> bool:
        done = hoshin("release", folder, "-o", tmp_path / name, *more)
        assert done.returncode == 0, done.stderr
        return (tmp_path / name / TABLE).is_file()

    assert not holds("unsaid")
    assert holds("asked", "--forecast")
    set_to(True)
    assert holds("set")
    assert not holds("left-out", "--no-forecast")
    set_to("yes")
    assert "true" in hoshin("release", folder, "-o", tmp_path / "wrong").stderr
    refused = hoshin("site", tmp_path / "unsaid", "-o", tmp_path / "site", "--forecast")
    assert refused.returncode == 2 and "hoshin release --forecast" in refused.stderr


def test_a_release_carries_the_definitions_of_its_measurements(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "harbour", tmp_path / "plan"))
    definitions = sorted(one.name for one in (folder / "measurements").glob("*.sql"))
    assert definitions
    done = hoshin("release", folder, "-o", tmp_path / "made")
    assert done.returncode == 0, done.stderr
    for name in definitions:
        kept = tmp_path / "made" / "data" / "measurements" / name
        assert kept.read_bytes() == (folder / "measurements" / name).read_bytes()
    assert hoshin("verify", tmp_path / "made").returncode == 0
    kept.write_text(kept.read_text(encoding="utf-8") + "-- changed\n", encoding="utf-8")
    assert hoshin("verify", tmp_path / "made").returncode == 1

    (folder / "measurements" / name).unlink()
    refused = hoshin("release", folder, "-o", tmp_path / "second")
    assert refused.returncode == 1 and "is not in the plan folder" in refused.stderr
    assert not (tmp_path / "second").exists()
