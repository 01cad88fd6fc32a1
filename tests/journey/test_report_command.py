"""``hoshin report`` as a person uses it: a process, its files, its words, its exit code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook


def hoshin(*arguments: str, lang: str = "ja_JP.UTF-8") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"},
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, harbour: Path) -> Path:
    place = tmp_path_factory.mktemp("releases") / "r"
    assert hoshin("release", str(harbour), "-o", str(place)).returncode == 0
    return place


def test_the_list_names_built_in_forms_and_the_citys_own(harbour: Path) -> None:
    done = hoshin("report", "--list", str(harbour))
    assert done.returncode == 0
    assert "sdgs-progress " in done.stdout and "（市の様式）" in done.stdout
    english = hoshin("report", "--list", lang="en_GB.UTF-8")
    assert "Evaluation sheets of measures" in english.stdout


def test_a_release_holds_the_citys_forms_and_fills_them(release: Path, tmp_path: Path) -> None:
    assert (release / "data" / "forms" / "measure-cards" / "template.xlsx").is_file()
    place = tmp_path / "cards.xlsx"
    done = hoshin("report", "measure-cards", str(release), "-o", str(place))
    assert done.returncode == 0, done.stderr
    assert load_workbook(place).sheetnames == ["評価のまとめ", "カルテ"]
    assert hoshin("verify", str(release)).returncode == 0


def test_a_paper_that_is_there_stays_unless_it_may_be_replaced(
    release: Path, tmp_path: Path
) -> None:
    place = tmp_path / "schedule.xlsx"
    place.write_bytes(b"worked on")
    done = hoshin("report", "schedule", str(release), "-o", str(place))
    assert (done.returncode, place.read_bytes()) == (2, b"worked on")
    assert "--replace" in done.stderr
    assert hoshin("report", "schedule", str(release), "-o", str(place), "--replace").returncode == 0
    assert load_workbook(place).sheetnames == ["工程表"]


def test_a_heading_against_its_figures_is_said(kumamoto: Path, tmp_path: Path) -> None:
    done = hoshin("report", "sdgs-progress", str(kumamoto), "-o", str(tmp_path / "p.xlsx"))
    assert done.returncode == 0
    assert "stated-change-contradicts" in done.stdout
    assert load_workbook(tmp_path / "p.xlsx").sheetnames[0] == "(1)達成状況"


def test_nothing_is_written_when_something_is_wrong(harbour: Path, tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(harbour, folder)
    (folder / "forms" / "measure-cards" / "mark.png").unlink()
    papers = tmp_path / "papers"
    papers.mkdir()
    done = hoshin("report", "measure-cards", str(folder), "-o", str(papers))
    assert done.returncode == 1
    assert "template-missing-image" in done.stderr and "評価のまとめ!A1" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(papers.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("report", "schedul", "FOLDER", "-o", "x.xlsx"), 1, "「schedule」のことでしょうか"),
        (("report", "schedule", "FOLDER", "-o", "x.docx"), 2, ".xlsx"),
        (("report", "schedule", "FOLDER"), 2, "-o"),
        (("report", "schedule"), 2, "hoshin report"),
        (("report", "schedule", "FOLDER", "-o", "x.xlsx", "--plan", "plan-202"), 1, "plan-2022"),
        (("report", "schedule", "/nowhere", "-o", "x.xlsx"), 1, "/nowhere"),
    ],
)
def test_what_cannot_be_made_is_told(
    harbour: Path, arguments: tuple[str, ...], code: int, word: str
) -> None:
    done = hoshin(*(str(harbour) if one == "FOLDER" else one for one in arguments))
    assert done.returncode == code, done.stderr
    assert word in done.stderr
    assert not Path(arguments[-1]).exists() or arguments[-1] == "schedule"


def test_a_release_of_another_version_is_told(release: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(release, older)
    manifest = (older / "manifest.json").read_text("utf-8")
    (older / "manifest.json").write_text(
        manifest.replace("hoshin-release/1", "hoshin-release/0"), "utf-8"
    )
    done = hoshin("report", "schedule", str(older), "-o", str(tmp_path / "x.xlsx"))
    assert done.returncode == 1
    assert "release-other-format" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


def test_a_folder_that_is_written_anew_keeps_its_forms(harbour: Path, tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(harbour, folder)
    assert hoshin("tidy", str(folder)).returncode == 0
    kept = {one.relative_to(folder) for one in (folder / "forms").rglob("*")}
    assert kept == {one.relative_to(harbour) for one in (harbour / "forms").rglob("*")}


def test_papers_are_compared_with_each_other_and_with_last_years(
    release: Path, harbour: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(harbour, folder)
    values = (folder / "observations.csv").read_text("utf-8-sig")
    assert "102.1" in values
    (folder / "observations.csv").write_text(values.replace("102.1", "103.1"), "utf-8-sig")
    done = hoshin("report", "--compare", str(folder), "--since", str(release))
    assert done.returncode == 0, done.stderr
    assert "2023年度の実績が「2023年度 102.1 万人」から「2023年度 103.1 万人」" in done.stdout
    assert "paper-figure-changed" in done.stdout


@pytest.mark.parametrize("package", ["openpyxl", "docx", "typst"])
def test_a_package_that_is_not_installed_is_told(
    harbour: Path, tmp_path: Path, package: str
) -> None:
    form, ending = {
        "openpyxl": ("schedule", "xlsx"),
        "docx": ("action-plan", "docx"),
        "typst": ("council-summary", "pdf"),
    }[package]
    # A name that stands for nothing in the table of modules is one that cannot be imported.
    program = (
        f"import sys; sys.modules[{package!r}] = None; "
        "from hoshin.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    place = tmp_path / f"paper.{ending}"
    run = subprocess.run(
        [sys.executable, "-c", program, "report", form, str(harbour), "-o", str(place)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 2
    assert "make reports" in run.stderr.replace("\n", " ")
    assert "Traceback" not in run.stderr
    assert not place.exists()
