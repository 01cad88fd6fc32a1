"""``hoshin forecast`` as a person uses it: an estimate says that it is one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path


def hoshin(*arguments: object, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", "--lang", lang, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_an_estimate_its_chance_and_its_score(kumamoto: Path) -> None:
    before = files(kumamoto)
    done = hoshin("forecast", "community activities", kumamoto, "--sample-size", 2_500)
    assert done.returncode == 0, done.stderr
    assert "80 % interval" in done.stdout
    assert "Last value: 34.5 (2022)" in done.stdout
    assert "in 10" in done.stdout
    assert "Wilson" in done.stdout
    assert "error" in done.stdout and "x that of the last value" in done.stdout
    assert "estimates, not observations" in done.stdout
    assert files(kumamoto) == before


def test_too_few_values_is_an_answer(harbour: Path) -> None:
    done = hoshin("forecast", "visitors", harbour, lang="ja")
    assert done.returncode == 0, done.stderr
    assert "5年分に満たない" in done.stdout


def test_a_withheld_target_is_said(kumamoto: Path) -> None:
    done = hoshin("forecast", "gross-city-product", kumamoto)
    assert done.returncode == 0, done.stderr
    assert "An error of the document is on record, so nothing is estimated." in done.stdout


def test_as_data(kumamoto: Path) -> None:
    shown = json.loads(hoshin("forecast", "all", kumamoto, "--format", "json").stdout)
    assert shown["note"] == "estimates, not observations"
    assert {one["method"] for one in shown["scores"]} >= {"last-value", "damped-trend"}
    assert any(one["estimate"] for one in shown["outlooks"])


def test_an_unknown_indicator_is_said(harbour: Path) -> None:
    assert hoshin("forecast", "no such thing", harbour).returncode == 2


def test_an_indicator_without_a_target_is_said(harbour: Path, tmp_path: Path) -> None:
    plan = Path(shutil.copytree(harbour, tmp_path / "plan"))
    head = (plan / "indicators.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    cells = {"id": "rides", "name": "バスの利用者数", "unit": "人"}
    with (plan / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(cells.get(name, "") for name in head) + "\n")
    done = hoshin("forecast", "rides", plan)
    assert done.returncode == 0, done.stderr
    assert "no target" in done.stdout
