"""``hoshin find`` from the console: hits with their place, and what could not be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import office_layouts, pdf_layouts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents")
    (made / "計画.pdf").write_bytes(pdf_layouts.content("over-pages"))
    (made / "指標.xlsx").write_bytes(office_layouts.content("merged.xlsx"))
    (made / "概要.txt").write_text("地下水の涵養を進める。\n", encoding="utf-8")
    (made / "~$指標.xlsx").write_bytes(b"lock")
    (made / "写真.jpg").write_bytes(b"\xff\xd8\xff")
    return made


def _hoshin(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("hoshin"), "--lang", "ja", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_hits_name_document_page_and_line(folder: Path) -> None:
    done = _hoshin("find", "地下水 採取", "--in", folder, "--format", "json")
    assert done.returncode == 0, done.stderr
    hits = json.loads(done.stdout)
    assert {hit["document"] for hit in hits} == {"計画.pdf", "指標.xlsx"}
    of_pdf = next(hit for hit in hits if hit["document"] == "計画.pdf")
    assert of_pdf["page"] > 1 and "地下水採取量" in of_pdf["text"]
    of_sheet = next(hit for hit in hits if hit["document"] == "指標.xlsx")
    assert of_sheet["page_name"] == "指標一覧"


def test_spellings_do_not_matter(folder: Path) -> None:
    done = _hoshin("find", "かん養", "--in", folder)
    assert done.returncode == 0, done.stderr
    assert "概要.txt 1ページ 1行" in done.stdout
    assert "1か所(3個の文書)" in done.stderr


def test_a_bad_file_is_said_and_the_others_are_searched(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "壊れた.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    index = tmp_path / "index.sqlite"
    for _ in range(2):
        done = _hoshin("find", "涵養", "--in", folder, broken, "--index", index)
        assert done.returncode == 1
        assert "概要.txt" in done.stdout
        assert "壊れた.pdf" in done.stderr and "file-damaged" in done.stderr


def test_nothing_there_is_said(folder: Path, tmp_path: Path) -> None:
    assert "見つかりません" in _hoshin("find", "原子力", "--in", folder).stderr
    assert _hoshin("find", "水", "--in", tmp_path / "ない").returncode == 2
    empty = tmp_path / "空"
    empty.mkdir()
    assert _hoshin("find", "水", "--in", empty).returncode == 2
