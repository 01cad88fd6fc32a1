"""A program's page shows its evaluation sheets: every view, every public box, nothing internal."""

from __future__ import annotations

from pathlib import Path

from tests.site.site_sample import BuiltSite

MEMO = ("夜間の警備費は未定です", "The cost of guards at night", "庁内メモ", "Internal note")


def _page(site: BuiltSite, *parts: str) -> str:
    return site.folder.joinpath(*parts, "programs", "p-visitors", "index.html").read_text("utf-8")


def test_every_view_stands_on_the_programs_page(harbour_site: BuiltSite) -> None:
    page = _page(harbour_site)
    for word in ("担当課の評価", "局の評価", "委員会の評価", "見直し", "泊まる客を増やします"):
        assert word in page, word
    assert "フルコストは43,585,000円です" in page
    english = _page(harbour_site, "en")
    assert "rethink" in english and "Three evening events" in english
    assert "The full cost is 43,585,000 yen" in english


def test_what_is_internal_is_nowhere_on_the_site(harbour_site: BuiltSite) -> None:
    found = [
        path.relative_to(harbour_site.folder)
        for path in harbour_site.pages()
        if any(word in path.read_text("utf-8") for word in MEMO)
    ]
    assert found == []


def test_a_release_holds_no_internal_box(harbour: Path, tmp_path: Path) -> None:
    from hoshin.exchange.folder import read_folder
    from hoshin.exchange.release import open_release, write_release
    from tests.site.site_sample import AS_OF

    city = read_folder(harbour).city
    assert city is not None
    write_release(city, AS_OF, tmp_path / "release")
    release, problems = open_release(tmp_path / "release")
    assert release is not None and problems == ()
    for path in (tmp_path / "release").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word.encode() in content for word in MEMO), path.name
    assert {one.field for one in release.city.evaluation_answers} == {
        one.field for one in city.evaluation_answers
    } - {"program.memo"}
