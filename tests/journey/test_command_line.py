"""The command line, tried as a person tries it: as a process, by its output and exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def hoshin(*arguments: str, cwd: Path | None = None, lang: str = "ja_JP.UTF-8"):
    environment = {**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        timeout=120,
        check=False,
    )


def test_help_names_every_command() -> None:
    done = hoshin("--help")
    assert done.returncode == 0
    for command in ("check", "evaluate", "show", "explain", "site", "serve", "new", "tidy"):
        assert re.search(rf"^\s+{command}\s", done.stdout, re.MULTILINE), command


def test_help_loads_no_room_of_the_house() -> None:
    code = (
        "import sys; from hoshin.cli.main import _parser; _parser().format_help();"
        "print([m for m in sys.modules if m.startswith(('hoshin.', 'rich', 'jinja2'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == [
        "hoshin.cli",
        "hoshin.cli.analytics_arguments",
        "hoshin.cli.exits",
        "hoshin.cli.main",
    ]


def test_bad_use_is_exit_code_2(kumamoto: Path) -> None:
    assert hoshin().returncode == 2
    assert hoshin("judge", str(kumamoto)).returncode == 2
    assert hoshin("evaluate", str(kumamoto), "--as-of", "yesterday").returncode == 2
    assert hoshin("evaluate", str(kumamoto), "--plan", "no-such-plan").returncode == 2
    assert hoshin("explain", "no-such-target", str(kumamoto)).returncode == 2


def test_a_path_that_is_no_folder_is_said_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("id\n", encoding="utf-8")
    for path in (tmp_path / "nowhere", file, tmp_path):
        for command in ("check", "evaluate", "tidy"):
            done = hoshin(command, str(path))
            assert done.returncode == 1
            assert "Traceback" not in done.stdout + done.stderr
            assert "hoshin new" in done.stdout + done.stderr


def test_kumamoto_has_no_errors(kumamoto: Path) -> None:
    done = hoshin("check", str(kumamoto), "--format", "json")
    assert done.returncode == 0
    problems = json.loads(done.stdout)
    assert {one["level"] for one in problems} <= {"warning", "note"}
    assert any(one["known"] for one in problems)
    assert all(one["sentence_ja"] and one["sentence_en"] and one["hint_ja"] for one in problems)
    assert all(one["line"] for one in problems if one["row"])


def test_sarif_says_where_each_problem_is(kumamoto: Path) -> None:
    done = hoshin("check", str(kumamoto), "--format", "sarif")
    run = json.loads(done.stdout)["runs"][0]
    assert run["results"]
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith((".csv", ".json"))


def test_evaluate_json_has_one_row_for_each_listing(kumamoto: Path) -> None:
    done = hoshin("evaluate", str(kumamoto), "--format", "json")
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert len(rows) == 89
    wanted = {
        "target", "plan", "element", "indicator", "number", "method", "baseline", "latest",
        "goal", "ratio", "printed", "published", "agrees", "met", "rating", "explanation_ja",
        "explanation_en", "problems",
    }  # fmt: skip
    assert all(wanted <= set(row) for row in rows)
    assert all(row["ratio"] is None or re.fullmatch(r"-?\d+/\d+", row["ratio"]) for row in rows)
    assert any(row["baseline"]["value"] == "1317.1" for row in rows)


def test_evaluate_csv_and_json_say_the_same(kumamoto: Path) -> None:
    rows = json.loads(hoshin("evaluate", str(kumamoto), "--format", "json").stdout)
    done = hoshin("evaluate", str(kumamoto), "--format", "csv")
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [one["target"] for one in table] == [one["target"] for one in rows]
    assert [one["printed"] for one in table] == [one["printed"] or "" for one in rows]


def test_the_tables_say_how_many_published_figures_agree(kumamoto: Path) -> None:
    done = hoshin("evaluate", str(kumamoto), "--plan", "sdgs-2022")
    assert "21件中20件が一致" in done.stdout
    assert "116" in done.stdout and "-116" in done.stdout
    english = hoshin("evaluate", str(kumamoto), "--plan", "sdgs-2022", "--lang", "en")
    assert "20 of 21 figures agree" in english.stdout
    assert not re.search(r"[ぁ-ん]", english.stdout)


def test_show_finds_an_indicator_by_a_part_of_its_name(kumamoto: Path) -> None:
    done = hoshin("show", "待機児童", str(kumamoto))
    assert done.returncode == 0
    assert "397" in done.stdout
    many = hoshin("show", "地下水", str(kumamoto))
    assert many.returncode == 2
    assert "groundwater" in many.stderr


def test_explain_gives_the_sentence_and_the_sources(kumamoto: Path) -> None:
    done = hoshin("explain", "sdgs-2022.t1-01", str(kumamoto))
    assert done.returncode == 0
    assert "24/179" in done.stdout and "13％" in done.stdout
    assert "doc-sdgs-report" in done.stdout


def test_a_new_folder_passes_its_checks_and_is_judged_empty(tmp_path: Path) -> None:
    folder = tmp_path / "our-city"
    assert hoshin("new", str(folder)).returncode == 0
    checked = hoshin("check", str(folder), "--format", "json")
    assert checked.returncode == 0
    assert json.loads(checked.stdout) == []
    assert hoshin("evaluate", str(folder)).returncode == 0
    assert (folder / "README.md").is_file()
    again = hoshin("new", str(folder))
    assert again.returncode == 2


def test_tidy_changes_nothing_in_a_canonical_folder(kumamoto: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kumamoto"
    shutil.copytree(kumamoto, copy)
    assert hoshin("tidy", str(copy)).returncode == 0
    for file in kumamoto.glob("*.csv"):
        assert (copy / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_site_is_refused_where_something_else_stands(kumamoto: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("do not lose me", encoding="utf-8")
    done = hoshin("site", str(kumamoto), "-o", str(tmp_path))
    assert done.returncode == 2
    assert (tmp_path / "letter.txt").is_file()


@pytest.fixture
def served(harbour: Path, tmp_path: Path):
    site = tmp_path / "site"
    assert hoshin("site", str(harbour), "-o", str(site)).returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "hoshin.cli.main", "serve", str(site), "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_serve_shows_the_site_on_this_machine(served: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(served, timeout=5) as answer:
                page = answer.read().decode("utf-8")
            break
        except OSError:
            time.sleep(0.1)
    else:
        pytest.fail("the site was not served within ten seconds")
    assert '<html lang="ja"' in page
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{served}no-such-page/", timeout=5)
    assert missing.value.code == 404
    missing.value.close()


def test_serve_says_when_there_is_no_site(tmp_path: Path) -> None:
    done = hoshin("serve", str(tmp_path))
    assert done.returncode == 2
    assert "hoshin site" in done.stderr


def test_long_work_prints_nothing_but_its_result_into_a_file(harbour: Path, tmp_path: Path) -> None:
    done = hoshin("release", str(harbour), "-o", str(tmp_path / "release"))
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
