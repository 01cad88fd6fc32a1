"""The schemas of the data beside pages: published with the site, and true of every file of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from hoshin.site.addresses import SCHEMA_OF
from tests.site.site_sample import BuiltSite


@pytest.mark.parametrize("name", SCHEMA_OF)
@pytest.mark.parametrize("city", ["harbour_site", "kumamoto_site", "hostile_site"])
def test_every_file_is_what_its_schema_says(
    city: str, name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(city)
    schema = json.loads(site.text(SCHEMA_OF[name]))
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.validator_for(schema)
    files = sorted(site.folder.rglob(name))
    wrong = {
        one.parent.name: error.message
        for one in files
        for error in validator.iter_errors(json.loads(one.read_text("utf-8")))
    }
    assert files and wrong == {}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("figure.json", {"unknown": 1}),
        ("figure.json", {"direction": "sideways"}),
        ("figure.json", {"targets": [{"id": "t"}]}),
        ("data.json", {"unknown": []}),
        ("data.json", {"indicators": [{"id": "i"}]}),
        ("data.json", {"problems": [{"code": "c"}]}),
    ],
)
def test_what_is_not_told_of_is_refused(
    harbour_site: BuiltSite, name: str, change: dict[str, Any]
) -> None:
    validator = jsonschema_rs.validator_for(json.loads(harbour_site.text(SCHEMA_OF[name])))
    file = next(harbour_site.folder.rglob(name))
    data = json.loads(file.read_text("utf-8"))
    assert validator.is_valid(data) and not validator.is_valid(data | change)


def test_the_page_of_downloads_names_them(harbour_site: BuiltSite) -> None:
    for path in SCHEMA_OF.values():
        assert path in harbour_site.text("data/index.html")
        assert path in harbour_site.text("en/data/index.html")
