"""Organisations, committees, the year, changes and files of charts: what each page must say."""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from hoshin.charts.picture import STYLE
from hoshin.domain.city import City
from hoshin.domain.evaluations import Member
from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.exchange.folder import read_folder
from hoshin.exchange.release import write_release
from hoshin.site.build import build_site
from hoshin.site.city_index import CityIndex
from hoshin.site.page_files import people_csv, safe_cell
from hoshin.site.pages.committees import chains
from hoshin.site.places import Places
from hoshin.site.release_notes import ChangeNote, ReleaseNotes
from hoshin.site.search import entries
from hoshin.site.year_ring import Arc, year_ring
from tests.site.site_sample import AS_OF, HOSTILE, BuiltSite


def test_every_organisation_has_its_page_and_search_leads_there(harbour_site: BuiltSite) -> None:
    index = CityIndex(harbour_site.city, AS_OF, ())
    found = {one.id: one for one in entries(index, Places(index)) if one.kind == "organisations"}
    for one in harbour_site.city.organisations:
        assert found[one.id].address.path == f"organisations/{one.id}/index.html"
        assert one.name in harbour_site.text(found[one.id].address.path)


def test_lineage_is_told_from_both_sides(harbour_site: BuiltSite) -> None:
    after = harbour_site.text("en/organisations/section-tourism/index.html")
    assert "Took over from" in after
    assert 'href="../../organisations/section-festival-2017/index.html"' in after
    before = harbour_site.text("en/organisations/section-festival-2017/index.html")
    assert "Taken over by" in before and "31 March 2024" in before


def test_a_ward_shows_what_is_measured_in_it(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("organisations/ward-hamate/index.html")
    rows = [one for one in harbour_site.city.observations if one.ref_area == "ward-hamate"]
    assert rows
    for one in rows:
        assert f"indicators/{one.indicator}/index.html#_value.{one.id}" in page


def test_organisations_in_a_circle_have_pages_and_stand_in_the_list(tmp_path: Path) -> None:
    city = City(
        name="輪",
        organisations=tuple(
            Organisation(id=one, name=one, kind=OrganisationKind.SECTION, parent=above)
            for one, above in (("a1", "b1"), ("b1", "a1"))
        ),
    )
    build_site(city, AS_OF, (), tmp_path / "site", {})
    text = (tmp_path / "site" / "organisations" / "index.html").read_text("utf-8")
    assert 'href="../organisations/a1/index.html"' in text
    assert 'href="../organisations/b1/index.html"' in text


def member(row_id: str, succeeds: str = "") -> Member:
    return Member(id=row_id, committee="c", affiliation=row_id, succeeds=succeeds)


def test_holders_of_a_seat_follow_one_another() -> None:
    rows = (member("third", "second"), member("first"), member("other"), member("second", "first"))
    assert [[one.id for one in chain] for chain in chains(rows)] == [
        ["first", "second", "third"],
        ["other"],
    ]


def test_holders_in_a_circle_are_each_shown_once() -> None:
    rows = (member("a1", "b1"), member("b1", "a1"), member("c1", "gone"))
    assert sorted(one.id for chain in chains(rows) for one in chain) == ["a1", "b1", "c1"]


def test_opinions_are_followed_and_missing_answers_said(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("en/committees/index.html")
    assert "3 opinions are on record, and 2 of them have an answer" in page
    assert "No answer is on record yet." in page
    assert page.index("_opinion.opinion-1") < page.index("_opinion.opinion-2")
    printed = [one.date_printed for one in harbour_site.city.meetings]
    assert all(one in harbour_site.text("committees/index.html") for one in printed)
    assert "Wednesday, 21 August 2024" in page


def test_steps_that_overlap_stand_on_different_rings() -> None:
    months = [str(n) for n in range(1, 13)]
    arcs = [
        Arc(4, 5, "printed", "1", "one"),
        Arc(5, 6, "inferred", "2", "two"),
        Arc(11, 2, "printed", "3", "over the new year"),
    ]
    picture = ET.fromstring(year_ring(arcs, months, "a year"))
    outer = [one.get("d", "").split("A")[1].split()[0] for one in picture.iter("path")]
    assert outer[0] == outer[2] != outer[1]
    hatched = [one.get("fill") for one in picture.iter("path")]
    assert hatched == [None, "url(#_hatch)", None]


def test_inferred_steps_are_marked(kumamoto_site: BuiltSite) -> None:
    assert "斜線の帯は、文書のくずれた図からの推定です。" in kumamoto_site.text(
        "calendar/index.html"
    )


def test_the_first_release_says_that_there_is_none_to_compare_with(empty_site: BuiltSite) -> None:
    assert "changes/index.html" in empty_site.text("index.html")
    text = empty_site.text("changes/index.html")
    assert "2025年6月1日時点の判定です。" in text and "比べる前の公表がない" in text
    assert "no earlier release to compare with" in empty_site.text("en/changes/index.html")


def test_changes_since_the_last_release_have_a_page(tmp_path: Path) -> None:
    note = ChangeNote("added", "plans", "p", HOSTILE, "A plan was added.")
    notes = ReleaseNotes(date(2024, 1, 31), (note,))
    build_site(City(name="市"), AS_OF, (), tmp_path / "site", {}, None, notes)
    text = (tmp_path / "site" / "changes" / "index.html").read_text("utf-8")
    assert "2024年1月31日時点" in text and "<script>alert" not in text
    assert "changes/index.html" in (tmp_path / "site" / "index.html").read_text("utf-8")
    build_site(City(name="市"), AS_OF, (), tmp_path / "same", {}, None, ReleaseNotes(AS_OF))
    assert "変わったところはありません" in (tmp_path / "same/changes/index.html").read_text("utf-8")


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-", "@name", "\tx", "-1人", "+1"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12.5", "-3", "0.5", "", "人口", "1=1"])
def test_numbers_and_other_text_stay_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == cell


def test_a_table_for_people_opens_in_a_spreadsheet() -> None:
    text = people_csv(("名前", "値"), [("=HYPERLINK(1)", "-1.5"), ('"quoted", twice', "2")])
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1:] == [["'=HYPERLINK(1)", "-1.5"], ['"quoted", twice', "2"]]


def test_each_chart_has_its_files(harbour_site: BuiltSite) -> None:
    for page in sorted((harbour_site.folder / "indicators").glob("*/index.html")):
        drawn = page.read_text("utf-8").count('class="chart chart-wide"')
        pictures = sorted(page.parent.glob("chart*.svg"))
        assert len(pictures) == len(list(page.parent.glob("chart*.csv"))) == drawn
        for picture in pictures:
            root = ET.fromstring(picture.read_text("utf-8"))
            assert root.get("aria-label") and root.get("width") == "800"


def test_a_picture_brings_the_colour_of_all_it_draws(harbour_site: BuiltSite) -> None:
    drawn: set[str] = set()
    for picture in (harbour_site.folder / "indicators").glob("*/chart*.svg"):
        for one in ET.fromstring(picture.read_text("utf-8")).iter():
            drawn |= set((one.get("class") or "").split())
    # A label is bold and black whatever it belongs to; only a goal's has a colour of its own.
    drawn -= {"c-label-actual", "c-label-baseline", "c-label-milestone", "c-label-superseded"}
    unstyled = {one for one in drawn if one.startswith(("c-", "f-")) and f".{one}" not in STYLE}
    assert unstyled == set()


def test_what_did_not_change_is_the_same_file(tmp_path: Path) -> None:
    place = tmp_path / "site"
    first = build_site(City(name="市", name_en="City"), AS_OF, (), place, {"a.csv": b"1"})
    assert first.changed == first.removed == ()
    style = (place / "static" / "site.css").stat()
    files = {"b.csv": b"2"}
    second = build_site(City(name="市", name_en="City"), AS_OF, (), place, files)
    after = (place / "static" / "site.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (style.st_ino, style.st_mtime_ns)
    assert second.removed == ("data/a.csv",)
    assert {"data/b.csv", "data/all.zip", "data/index.html"} <= set(second.changed)
    assert not any(one.startswith(("static/", "plans/")) for one in second.changed)
    third = build_site(City(name="市", name_en="City"), AS_OF, (), place, files)
    assert third.changed == third.removed == ()


@pytest.mark.skipif(os.name != "posix", reason="file size limits are a Unix thing")
def test_a_disk_that_takes_no_more_leaves_the_earlier_site(harbour: Path, tmp_path: Path) -> None:
    city = read_folder(harbour).city
    assert city is not None
    write_release(city, AS_OF, tmp_path / "release", with_parquet=False)
    place = tmp_path / "site"
    build_site(City(name="前の市"), AS_OF, (), place, {})

    def small_files() -> None:
        # The style sheet is larger: writing it fails in the middle, as on a disk that fills up.
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    hoshin = Path(sys.executable).with_name("hoshin")
    made = subprocess.run(
        [hoshin, "--lang", "en", "site", tmp_path / "release", "-o", place],
        capture_output=True,
        text=True,
        preexec_fn=small_files,
    )
    assert made.returncode == 1, made.stderr
    assert "The earlier site is untouched." in made.stderr and "Traceback" not in made.stderr
    assert "前の市" in (place / "index.html").read_text("utf-8")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["release", "site"]


def test_a_note_in_two_languages_is_shown_in_that_of_the_page(kumamoto_site: BuiltSite) -> None:
    name = "indicators/work-childcare-balance-share/index.html"
    japanese, english = kumamoto_site.text(name), kumamoto_site.text(f"en/{name}")
    assert "地震のためアンケートが行われなかった年。" in japanese
    assert "No survey was held" not in japanese
    assert "No survey was held in that year because of the earthquake." in english
    assert "地震のためアンケートが" not in english
