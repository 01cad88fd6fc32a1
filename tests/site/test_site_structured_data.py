"""What machines read of an indicator's page: a schema.org dataset with its files."""

import json
import re
from pathlib import Path

from tests.site.conftest import BuiltSite

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def described(page: Path) -> dict[str, object]:
    (text,) = _BLOCK.findall(page.read_text("utf-8"))
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_every_indicator_is_a_dataset_whose_files_are_there(harbour_site: BuiltSite) -> None:
    pages = [
        *sorted((harbour_site.folder / "indicators").glob("*/index.html")),
        *sorted((harbour_site.folder / "en" / "indicators").glob("*/index.html")),
    ]
    assert len(pages) > 20
    covered = 0
    for page in pages:
        found = described(page)
        assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
        assert found["inLanguage"] == ("en" if "en" in page.parts else "ja")
        assert found["name"] and found["creator"]
        downloads = found["distribution"]
        assert isinstance(downloads, list)
        for one in downloads:
            assert (page.parent / one["contentUrl"]).is_file(), (page, one)
        covered += "temporalCoverage" in found
    assert covered > 10


def test_markup_in_a_name_stays_inside(hostile_site: BuiltSite) -> None:
    for page in hostile_site.pages():
        for text in _BLOCK.findall(page.read_text("utf-8")):
            assert not set("<>&") & set(text), page
            json.loads(text)
