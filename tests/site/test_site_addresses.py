"""Addresses: every link of a site leads somewhere, and every record keeps its own place."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from hoshin.domain.city import City
from hoshin.domain.plans import Element, Level, Plan
from hoshin.site.addresses import Address, FolderNames
from hoshin.site.city_index import CityIndex
from hoshin.site.places import Places
from tests.site.site_sample import AS_OF, BuiltSite, city_of_hostile_names

LINK = re.compile(r'(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')


def test_a_folder_is_named_by_its_id() -> None:
    names = FolderNames(["sdgs-2019.1", "A_b"])
    assert names.folder("sdgs-2019.1") == "sdgs-2019.1"
    assert names.folder("A_b") == "A_b"


@pytest.mark.parametrize("awkward", ["con", "NUL", "aux.v1", "ends.with.", "index.html"])
def test_a_folder_that_some_file_systems_cannot_hold_is_renamed(awkward: str) -> None:
    folder = FolderNames([awkward]).folder(awkward)
    assert folder != awkward and folder.startswith(awkward.rstrip("."))
    assert folder == FolderNames([awkward, "other"]).folder(awkward)


def test_ids_that_differ_in_capitals_only_get_two_folders() -> None:
    names = FolderNames(["plan-a", "Plan-A", "b"])
    assert names.folder("plan-a").casefold() != names.folder("Plan-A").casefold()
    assert names.folder("b") == "b"


def test_the_way_up_follows_the_depth() -> None:
    assert Address("index.html").to_root == ""
    assert Address("plans/index.html").to_root == "../"
    assert Address("plans/p/index.html").to_root == "../../"


def test_records_are_found_from_their_table_and_id() -> None:
    index = CityIndex(city_of_hostile_names(), AS_OF, ())
    places = Places(index)
    assert places.of("targets", "t1") == Address("indicators/single/index.html", "t1")
    assert places.of("observations.csv", "v1") == Address(
        "indicators/single/index.html", "_value.v1"
    )
    assert places.of("appropriations", "a") == Address("programs/pr/index.html", "_listing.li")
    assert places.of("targets", "none") is None
    assert places.of("no_such_table", "x") is None


def test_a_tree_that_runs_in_a_circle_has_an_end() -> None:
    city = City(
        name="輪",
        plans=(Plan(id="p", name="計画"),),
        levels=(Level(id="l", plan="p", depth=1, name="段"),),
        elements=tuple(
            Element(id=one, plan="p", level="l", name=one, parent=above)
            for one, above in (("a", "b"), ("b", "a"), ("c", "a"))
        ),
    )
    index = CityIndex(city, AS_OF, ())
    assert {one.id for one in index.roots["p"]} >= {"a", "b"}
    assert len(index.ancestors(index.elements["c"])) <= 2


def broken_links(site: BuiltSite) -> list[str]:
    texts: dict[Path, str] = {page: page.read_text("utf-8") for page in site.pages()}
    anchors = {page: set(ID.findall(text)) for page, text in texts.items()}
    known = {str(one.relative_to(site.folder)) for one in site.folder.rglob("*") if one.is_file()}
    broken = []
    for page, text in texts.items():
        here = page.relative_to(site.folder)
        for link in {html.unescape(one) for one in LINK.findall(text)}:
            if link.startswith("data:"):
                continue
            path, _, anchor = link.partition("#")
            path = path.partition("?")[0]
            target = here if not path else Path(unquote((here.parent / path).as_posix()))
            parts: list[str] = []
            for part in target.parts:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            found = "/".join(parts)
            if found not in known:
                broken.append(f"{here}: {link}")
            elif anchor and anchor not in anchors[site.folder / found]:
                broken.append(f"{here}: {link} (no such place)")
    return broken


@pytest.mark.parametrize(
    "site", ["harbour_site", "kumamoto_site", "hostile_site", "empty_site"], indirect=False
)
def test_every_internal_link_leads_somewhere(site: str, request: pytest.FixtureRequest) -> None:
    assert broken_links(request.getfixturevalue(site)) == []


def test_each_figure_has_its_address(harbour_site: BuiltSite) -> None:
    for target in harbour_site.city.targets:
        for language in ("", "en/"):
            page = harbour_site.text(f"{language}indicators/{target.indicator}/index.html")
            assert f'id="{target.id}"' in page
