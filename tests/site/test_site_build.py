"""Building: whole or not at all, the same bytes for the same city, nothing of others touched."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.site.build import MARKER, SiteInTheWayError, build_site
from hoshin.site.site_inputs import DownloadNameError
from tests.site.site_sample import AS_OF, BuiltSite, city_of_hostile_names

SMALL = City(name="小さな市", name_en="Small City")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_the_same_city_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_site(city_of_hostile_names(), AS_OF, (), tmp_path / name, {"a.csv": b"id\n"})
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_summary_counts_what_was_written(harbour_site: BuiltSite) -> None:
    files = files_of(harbour_site.folder)
    assert harbour_site.summary.files == len(files)
    assert harbour_site.summary.size == sum(map(len, files.values()))
    assert harbour_site.summary.pages == sum(name.endswith(".html") for name in files)


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build_site(city_of_hostile_names(), AS_OF, (), place, {})
    assert (place / "plans" / "p").is_dir()
    build_site(SMALL, AS_OF, (), place, {})
    assert not (place / "plans" / "p").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("what", ["file", "folder", "plan folder"])
def test_anything_else_in_the_way_is_left_alone(what: str, tmp_path: Path) -> None:
    place = tmp_path / "site"
    if what == "file":
        place.write_text("mine", "utf-8")
    else:
        place.mkdir()
        (place / ("index.html" if what == "folder" else "datapackage.json")).write_text("mine")
    with pytest.raises(SiteInTheWayError):
        build_site(SMALL, AS_OF, (), place, {})
    held = place if what == "file" else next(place.iterdir())
    assert held.read_text("utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["memo.txt", ".git/HEAD", "static/mine.css"])
def test_what_somebody_put_beside_a_site_is_never_swept_away(name: str, tmp_path: Path) -> None:
    place = tmp_path / "site"
    build_site(SMALL, AS_OF, (), place, {})
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text("mine", "utf-8")
    with pytest.raises(SiteInTheWayError) as refused:
        build_site(SMALL, AS_OF, (), place, {})
    assert refused.value.foreign == (name,)
    assert (place / name).read_text("utf-8") == "mine"
    assert (place / "index.html").is_file()


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    build_site(SMALL, AS_OF, (), tmp_path / "site", {})
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_build_that_breaks_off_leaves_the_earlier_site(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build_site(SMALL, AS_OF, (), place, {})
    before = files_of(place)

    def interrupt(what: str, done: int, total: int) -> None:
        if what == "pages":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_site(city_of_hostile_names(), AS_OF, (), place, {}, interrupt)
    assert files_of(place) == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["../evil.csv", "a/b.csv", "a\\b.csv", ".hidden", "", "a\nb.csv"])
def test_a_download_that_is_no_plain_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadNameError):
        build_site(SMALL, AS_OF, (), tmp_path / "site", {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_download_with_a_japanese_name_is_offered_by_an_address(tmp_path: Path) -> None:
    build_site(SMALL, AS_OF, (), tmp_path / "site", {"forms-年報 2025#1.toml": b"x"})
    data = tmp_path / "site" / "data"
    assert (data / "forms-年報 2025#1.toml").read_bytes() == b"x"
    page = (data / "index.html").read_text("utf-8")
    assert 'href="forms-%E5%B9%B4%E5%A0%B1%202025%231.toml"' in page.replace("../data/", "")


def test_downloads_are_offered_one_by_one_and_together(tmp_path: Path) -> None:
    files = {"targets.csv": b"\xef\xbb\xbfid\n", "other.json": b"{}"}
    build_site(SMALL, AS_OF, (), tmp_path / "site", files)
    for name, content in files.items():
        assert (tmp_path / "site" / "data" / name).read_bytes() == content
    archive = zipfile.ZipFile(io.BytesIO((tmp_path / "site" / "data" / "all.zip").read_bytes()))
    assert {name: archive.read(name) for name in archive.namelist()} == files
    page = (tmp_path / "site" / "data" / "index.html").read_text("utf-8")
    assert 'href="../data/targets.csv" download' in page
    english = (tmp_path / "site" / "en" / "data" / "index.html").read_text("utf-8")
    assert 'href="../../data/targets.csv" download' in english


def test_the_marker_says_what_the_folder_is(harbour_site: BuiltSite) -> None:
    marker = json.loads(harbour_site.text(MARKER))
    assert marker["site"] == "hoshin" and marker["as_of"] == AS_OF.isoformat()


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_site(SMALL, AS_OF, (), tmp_path / "site", {}, lambda *one: told.append(one))
    assert told[-1][1] == told[-1][2]
    assert all(0 <= done <= total for _, done, total in told)


def test_the_day_of_judgement_is_on_every_page(tmp_path: Path) -> None:
    build_site(SMALL, date(2024, 2, 29), (), tmp_path / "site", {})
    assert "2024年2月29日時点" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "29 February 2024" in (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
