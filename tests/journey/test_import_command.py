"""``hoshin import`` as a person uses it: look, decide in a workbook, accept, find it again."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = """港の市 総合計画

No\t指標名\t当初値\t2022年\t2024年(目標値)\t達成度(%)
1\t港の客の数 【8.9】\t2020年度 10 千人\t2022年度 12 千人\t2024年 20 千人\t20%
2\t漁獲の量\t2020年度 5 t\t2022年度 集計中\t2024年 8 t\t
3\t出会いの数\t2020年度 5/6 組\t\t2024年 8 組\t
"""
LATER = """港の市 総合計画

No\t指標名\t当初値\t2023年\t2026年(目標値)\t達成度(%)
1\t港の客の数\t2022年度 12 千人\t2023年度 15 千人\t2026年 25 千人\t23%
2\t漁獲量\t2022年度 6 t\t2023年度 7 t\t2026年 9 t\t33%
"""


def hoshin(*arguments: str | Path, lang: str = "ja_JP.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new, empty plan folder."""
    made = tmp_path / "city"
    assert hoshin("new", made, "--name", "港の市").returncode == 0
    return made


def document(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_looking_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = bytes_of(folder)
    done = hoshin("import", document(tmp_path, "report.txt", REPORT), "--into", folder)
    assert done.returncode == 0, done.stderr
    assert "港の客の数" in done.stdout
    assert "cells-equal-heads" not in done.stdout, "codes stay in JSON"
    assert "要判断" in done.stdout and "見出し行" in done.stdout
    assert "value-table-value" in done.stdout, "what could not be read is said"
    assert "report.txt:6" in done.stdout, "with its line"
    assert bytes_of(folder) == before


def test_accepted_rows_are_in_the_plan_with_their_source(folder: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "report.txt", REPORT, "cp932")
    done = take_everything(path, folder)
    assert done.returncode == 0, done.stderr
    assert [one["name_printed"] for one in rows(folder, "targets")] == ["港の客の数", "漁獲の量"]
    (source,) = rows(folder, "sources")
    assert source["file_name"] == "report.txt"
    assert len(source["sha256"]) == 64
    for table in ("targets", "observations", "published_figures", "sdg_links"):
        for row in rows(folder, table):
            assert row["source"] == source["id"]
            assert "line" in row["locator"]
    assert hoshin("check", folder).returncode == 0
    shown = hoshin("evaluate", folder, "--format", "json", "--as-of", "2025-01-01")
    assert "港の客の数" in shown.stdout
    again = hoshin("import", path, "--into", folder, "--accept")
    assert "書くことはありません" in again.stderr


def test_a_workbook_to_decide_in_and_its_way_back(folder: Path, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    assert xlsxwriter
    first = document(tmp_path, "report.txt", REPORT)
    assert take_everything(first, folder).returncode == 0
    known = {one["name"]: one["id"] for one in rows(folder, "indicators")}
    later = document(tmp_path, "later.txt", LATER)
    review = tmp_path / "review.xlsx"
    done = hoshin("import", later, "--into", folder, "--review", review)
    assert done.returncode == 0, done.stderr
    decided = rewritten(review, tmp_path / "decided.xlsx", {"漁獲量": known["漁獲の量"]})
    done = hoshin("import", later, "--into", folder, "--decisions", decided)
    assert done.returncode == 0, done.stderr + done.stdout
    assert {one["name"]: one["id"] for one in rows(folder, "indicators")} == known
    printed = {one["name_printed"]: one["indicator"] for one in rows(folder, "targets")}
    assert printed["漁獲量"] == known["漁獲の量"]
    assert len(rows(folder, "sources")) == 2
    assert hoshin("check", folder).returncode == 0


def rewritten(
    review: Path, to: Path, same_as: dict[str, str] | None = None, directions: bool = False
) -> Path:
    """The review workbook as a person returns it: everything taken, names told to be known ones."""
    import xlsxwriter

    heads, lines = review_rows(review)
    book = xlsxwriter.Workbook(str(to))
    sheet = book.add_worksheet("提案")
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head)
    for at, row in enumerate(lines, start=1):
        row["決定"] = "採用"
        if row["表"] == "指標" and row["名称"] in (same_as or {}):
            row["既存のID"] = (same_as or {})[row["名称"]]
        if directions:
            row["望ましい方向"] = row["方向の案"]
        for column, head in enumerate(heads):
            sheet.write_string(at, column, row[head])
    book.close()
    return to


def review_rows(review: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The heads of a review workbook in Japanese, and its rows by them."""
    from hoshin.importers.readers import read_document

    reading = read_document(review)
    assert reading.document is not None
    first, *others = next(iter(reading.document.tables())).grid()
    heads = [cell.text.partition("\n")[0] if cell is not None else "" for cell in first]
    texts = [[cell.text if cell is not None else "" for cell in row] for row in others]
    return heads, [dict(zip(heads, row, strict=True)) for row in texts]


def take_everything(
    path: Path, folder: Path, *options: str | Path
) -> subprocess.CompletedProcess[str]:
    """Import a document as somebody does who takes every row and confirms every suggestion."""
    review = folder.parent / f"{path.stem}-review.xlsx"
    looked = hoshin("import", path, "--into", folder, *options, "--review", review)
    assert looked.returncode == 0, looked.stderr + looked.stdout
    decided = rewritten(review, review.with_name(f"{path.stem}-decided.xlsx"), directions=True)
    return hoshin("import", path, "--into", folder, *options, "--decisions", decided)


def test_rows_that_need_a_decision_wait_and_are_counted(folder: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "report.txt", REPORT)
    review = tmp_path / "review.xlsx"
    done = hoshin("import", path, "--into", folder, "--accept", "--review", review)
    assert done.returncode == 0, done.stderr
    assert "判断が要る3行" in done.stderr
    assert rows(folder, "plans") == rows(folder, "indicators") == rows(folder, "targets") == []
    _, lines = review_rows(review)
    assert {one["決定"] for one in lines if one["判断が要る"]} == {""}
    assert {one["決定"] for one in lines if not one["判断が要る"]} == {"採用"}
    new = next(one for one in lines if one["名称"] == "港の客の数" and one["表"] == "指標")
    assert (new["望ましい方向"], new["方向の案"], new["確信"]) == ("", "増やす", "高")
    assert "望ましい方向: 宣言なし" in new["値"]
    assert not [one for one in lines if "undeclared" in one["値"] or one["操作"] == "add"]


def test_a_confirmed_direction_is_declared(folder: Path, tmp_path: Path) -> None:
    done = take_everything(document(tmp_path, "report.txt", REPORT), folder)
    assert done.returncode == 0, done.stderr
    found = {(one["direction"], one["direction_basis"]) for one in rows(folder, "indicators")}
    assert found == {("increase", "declared")}


def test_a_workbook_with_an_unknown_decision_is_refused(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    first = document(tmp_path, "report.txt", REPORT)
    before = bytes_of(folder)
    other = document(tmp_path, "other.txt", "決定\tID\n")
    done = hoshin("import", first, "--into", folder, "--decisions", other)
    assert done.returncode == 1
    assert "review-not-a-review" in done.stderr
    assert bytes_of(folder) == before


def test_json_has_every_row_with_its_evidence(folder: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "report.txt", REPORT)
    done = hoshin("import", path, "--into", folder, "--format", "json")
    (shown,) = json.loads(done.stdout)
    target = next(row for row in shown["rows"] if row["table"] == "targets")
    assert target["values"]["goal_value"] == "20"
    assert target["evidence"]["lines"] == [[4, 4]]
    assert target["evidence"]["shape"] == "S5"
    assert shown["left_over"][0]["found"]


def test_one_bad_file_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing of a document")
    good = document(tmp_path, "report.txt", REPORT)
    done = hoshin("import", bad, good, "--into", folder)
    assert done.returncode == 1
    assert "scan.pdf" in done.stdout
    assert "港の客の数" in done.stdout


def test_a_missing_file_and_an_unknown_plan_are_said(folder: Path, tmp_path: Path) -> None:
    done = hoshin("import", tmp_path / "none.pdf", "--into", folder)
    assert done.returncode == 1
    assert "none.pdf" in done.stdout
    path = document(tmp_path, "report.txt", REPORT)
    assert hoshin("import", path, "--into", folder, "--plan", "no-plan").returncode == 2
    assert hoshin("import", path, "--into", tmp_path / "no-folder").returncode == 1


def test_in_english(folder: Path, tmp_path: Path) -> None:
    path = document(tmp_path, "report.txt", REPORT)
    done = hoshin("import", path, "--into", folder, lang="en_US.UTF-8")
    assert "need a decision" in done.stdout
    assert "direction: increase" in done.stdout
    assert "Indicators" in done.stdout and "values understood" in done.stdout


def test_a_repository_of_open_sdg_moves_in_whole(folder: Path, tmp_path: Path) -> None:
    repository = tmp_path / "sdg-data"
    (repository / "data").mkdir(parents=True)
    (repository / "data/indicator_6-3-1.csv").write_text(
        "Year,Area,Value\n2021,,95.1\n2022,,96.0\n2022,North,94\n", encoding="utf-8"
    )
    (repository / "meta").mkdir()
    (repository / "meta/6-3-1.md").write_text(
        "---\nindicator_name: 下水の処理率\ncomputation_units: '%'\n---\n", encoding="utf-8"
    )
    done = hoshin("import", repository, "--into", folder, "--accept")
    assert done.returncode == 0, done.stderr + done.stdout
    assert [one["name"] for one in rows(folder, "indicators")] == ["下水の処理率"]
    found = {(one["time_period"], one["breakdown"]): one for one in rows(folder, "observations")}
    assert found["Y2022", "Area: North"]["obs_value"] == "94"
    assert found["Y2022", ""]["locator"] == "data/indicator_6-3-1.csv, line 3"
    assert hoshin("check", folder).returncode == 0
    other = hoshin("import", tmp_path, "--into", folder)
    assert other.returncode == 1
    assert "folder-not-a-repository" in other.stdout
