"""The open-data catalogue of a site: its shape as DCAT, and every file of every page in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from hoshin.domain.city import City
from hoshin.exchange.catalogue import catalogue_text
from hoshin.exchange.folder import read_folder
from hoshin.site.addresses import SCHEMA_OF
from hoshin.site.build import build_site
from tests.site.site_sample import AS_OF, BuiltSite

ROOT = "https://city.example/plans/"
RANGES = {
    "dct:title": str,
    "foaf:name": str,
    "spdx:checksumValue": str,
    "dcat:startDate": str,
    "dcat:endDate": str,
    "dcat:byteSize": int,
    "dcat:downloadURL": dict,
    "dcat:landingPage": dict,
    "dcat:mediaType": dict,
    "spdx:algorithm": dict,
}
"""What the value of a property may be: a literal, or a thing with an ``@id``."""


def files_of(city: City) -> dict[str, bytes]:
    """A table and the catalogue that names it, as a release brings them."""
    tables = {"targets.csv": b"id\n"}
    return tables | {"catalogue.jsonld": catalogue_text(city, AS_OF, tables).encode()}


@pytest.fixture(scope="module")
def site(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    city = read_folder(harbour).city
    assert city is not None
    folder = tmp_path_factory.mktemp("catalogue") / "site"
    return BuiltSite(city, folder, build_site(city, AS_OF, (), folder, files_of(city)))


@pytest.fixture(scope="module")
def catalogue(site: BuiltSite) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(site.text("data/catalogue.jsonld"))
    return held


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD text, its context left out."""
    if isinstance(value, dict):
        yield value
        for name, one in value.items():
            if name != "@context":
                yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def place(site: BuiltSite, node: dict[str, Any]) -> Path:
    """The file that a node names, seen from the catalogue."""
    address = urljoin(f"{ROOT}data/catalogue.jsonld", node["@id"])
    assert address.startswith(ROOT)
    return site.folder / unquote(address.removeprefix(ROOT))


def test_every_property_has_a_vocabulary_and_a_value_of_its_kind(
    catalogue: dict[str, Any],
) -> None:
    prefixes = {one for one, meaning in catalogue["@context"].items() if isinstance(meaning, str)}
    for node in nodes({name: one for name, one in catalogue.items() if name != "@context"}):
        for name, value in node.items():
            assert name.startswith("@") or name.partition(":")[0] in prefixes, name
            kind = RANGES.get(name)
            for one in value if isinstance(value, list) else [value]:
                literal = one["@value"] if isinstance(one, dict) and "@value" in one else one
                assert kind is None or isinstance(literal, kind), (name, value)
                assert kind is not dict or set(one) == {"@id"}, (name, value)


def test_datasets_and_distributions_have_what_dcat_asks_for(catalogue: dict[str, Any]) -> None:
    kinds = {one.get("@type") for one in nodes(catalogue)}
    assert {"dcat:Dataset", "dcat:Distribution", "spdx:Checksum", "foaf:Agent"} <= kinds
    for one in nodes(catalogue):
        if one.get("@type") == "dcat:Dataset":
            assert one["dct:title"] and one["dcat:distribution"]
            assert {title["@language"] for title in one["dct:title"]} == {"ja", "en"}
        if one.get("@type") == "dcat:Distribution":
            assert one["dcat:downloadURL"] and one["dcat:mediaType"]


def test_data_name_the_schema_that_they_conform_to(
    site: BuiltSite, catalogue: dict[str, Any]
) -> None:
    found = {
        one["dct:title"]: place(site, one["dct:conformsTo"])
        for one in nodes(catalogue)
        if one.get("@type") == "dcat:Distribution" and "dct:conformsTo" in one
    }
    assert found == {name: site.folder / path for name, path in SCHEMA_OF.items()}
    assert all(one.is_file() for one in found.values())


def test_every_file_beside_a_page_is_in_the_catalogue_and_every_one_named_is_there(
    site: BuiltSite, catalogue: dict[str, Any]
) -> None:
    listed = {}
    for part in catalogue["dct:hasPart"]:
        assert place(site, part).is_file() and part["dcat:landingPage"]["@id"] == part["@id"]
        for one in part["dcat:distribution"]:
            listed[place(site, one["dcat:downloadURL"])] = one["dcat:byteSize"]
    assert all(path.stat().st_size == size for path, size in listed.items())
    of_site = {"hoshin-site.json", "release.json"}
    there = {
        path
        for ending in ("csv", "json")
        for path in site.folder.rglob(f"*.{ending}")
        if path.parent not in (site.folder / "data", site.folder / "static" / "schemas")
        and path.name not in of_site
    }
    assert set(listed) == there
    assert site.folder / "indicators" / "visitors" / "figure.json" in listed


def test_a_page_is_called_as_its_readers_know_it(catalogue: dict[str, Any]) -> None:
    parts = {one["@id"]: one["dct:title"] for one in catalogue["dct:hasPart"]}
    assert parts["../indicators/visitors/index.html"] == [
        {"@value": "観光入込客数", "@language": "ja"},
        {"@value": "Visitors", "@language": "en"},
    ]
    assert parts["../schedule/index.html"][1]["@value"] == "Schedule"
    assert parts["../index.html"][1]["@value"] == "Overview"


def test_a_site_made_again_has_the_same_catalogue(site: BuiltSite, tmp_path: Path) -> None:
    files = files_of(site.city)
    assert build_site(site.city, AS_OF, (), site.folder, files).made == 0
    first, *rest = site.city.cycles
    changed = replace(site.city, cycles=(replace(first, note="見直し済み"), *rest))
    build_site(changed, AS_OF, (), tmp_path / "site", files, earlier=site.folder)
    before = json.loads(site.text("data/catalogue.jsonld"))["dct:hasPart"]
    after = json.loads((tmp_path / "site" / "data" / "catalogue.jsonld").read_text("utf-8"))
    assert [one["@id"] for one in after["dct:hasPart"]] == [one["@id"] for one in before]


def test_a_catalogue_that_is_none_is_handed_over_as_it_is(site: BuiltSite, tmp_path: Path) -> None:
    for content in (b"no catalogue", b"[]"):
        build_site(City(name="市"), AS_OF, (), tmp_path / "site", {"catalogue.jsonld": content})
        assert (tmp_path / "site" / "data" / "catalogue.jsonld").read_bytes() == content
