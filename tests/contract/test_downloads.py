"""What the public takes away is what was released, in every format."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.catalogue import describe_dataset
from hoshin.exchange.downloads import CATALOGUE, downloads
from hoshin.exchange.folder import read_folder
from hoshin.exchange.release import Release, open_release, write_release
from hoshin.exchange.workbook import workbook

AS_OF = date(2025, 5, 31)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    city = read_folder(EXAMPLES / "harbour").city
    assert city is not None
    path = tmp_path_factory.mktemp("downloads") / "release"
    write_release(city, AS_OF, path)
    opened, problems = open_release(path)
    assert problems == () and opened is not None
    return opened


def test_every_table_can_be_taken_away_byte_for_byte(release: Release) -> None:
    files = downloads(release)
    for name, described in release.manifest["files"].items():
        content = files[name.rpartition("/")[2]]
        assert hashlib.sha256(content).hexdigest() == described["sha256"]


def test_attached_files_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    city = read_folder(EXAMPLES / "harbour").city
    forms, unread = read_forms(EXAMPLES / "harbour")
    assert city is not None and not unread
    assert sum(name.endswith("/form.toml") for name in forms) > 1
    write_release(city, AS_OF, tmp_path / "release", forms=forms)
    opened, _ = open_release(tmp_path / "release")
    assert opened is not None
    offered = {hashlib.sha256(one).hexdigest() for one in downloads(opened).values()}
    released = {one["sha256"] for one in opened.manifest["files"].values()}
    assert released <= offered


def test_the_catalogue_names_every_other_file_with_its_digest(release: Release) -> None:
    files = downloads(release)
    described = json.loads(files[CATALOGUE])
    listed = {
        one["dct:title"]: one["spdx:checksum"]["spdx:checksumValue"]
        for one in described["dcat:distribution"]
    }
    assert listed == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != CATALOGUE
    }
    assert described["dct:publisher"]["foaf:name"] == release.city.name


def test_the_catalogue_of_a_city_without_observations_has_no_span(release: Release) -> None:
    from dataclasses import replace

    described = describe_dataset(replace(release.city, observations=()), AS_OF, {})
    assert "dct:temporal" not in described


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula(release: Release) -> None:
    with zipfile.ZipFile(io.BytesIO(downloads(release)["plans.xlsx"])) as book:
        names = ElementTree.fromstring(book.read("xl/workbook.xml"))
        sheets = [one.attrib["name"] for one in names.iter(f"{SHEET}sheet")]
        assert {"plans", "targets", "observations", "appropriations"} <= set(sheets)
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = ElementTree.fromstring(book.read(name))
                assert not list(sheet.iter(f"{SHEET}f")), name


def test_a_name_that_looks_like_a_formula_stays_text(release: Release) -> None:
    from dataclasses import replace

    plan = replace(release.city.plans[0], name='=HYPERLINK("http://example.invalid")')
    content = workbook(replace(release.city, plans=(plan,)), AS_OF)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = book.read("xl/sharedStrings.xml").decode("utf-8")
        assert "=HYPERLINK" in shared
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in book.read(name)
