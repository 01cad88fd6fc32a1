"""First load: what a page asks for before a reader can use it: few files, small, none in a row."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.site.site_sample import BuiltSite

# Compressed, of the page with its style and script; a phone on a slow line takes a second for
# 200 kB, and the way there and back takes as long as 30 kB.
MOST_BYTES = {"indicators": 40_000, "programs": 30_000, "elements": 45_000, "": 45_000}
_ASKED = re.compile(
    r'<(link) rel="(stylesheet|icon|preload|modulepreload)"[^>]*href="([^"]+)"'
    r'|<(script)([^>]*) src="([^"]+)"([^>]*)>'
)


def _asked_for(site: BuiltSite, page: Path) -> tuple[list[Path], list[Path]]:
    """The style sheets and the scripts that a page asks for."""
    styles, scripts = [], []
    for link, kind, href, _, before, src, after in _ASKED.findall(page.read_text("utf-8")):
        target = (page.parent / (href or src).partition("?")[0]).resolve()
        assert target.is_file() and site.folder in target.parents, (page, target)
        if link:
            assert kind in ("stylesheet", "icon"), page
            styles += [target] if kind == "stylesheet" else []
        else:
            assert " defer" in before + after, f"{page}: {src} keeps the reader waiting"
            scripts.append(target)
    return styles, scripts


def _pages(site: BuiltSite) -> list[Path]:
    return [one for one in site.pages() if one.name != "404.html"]


@pytest.fixture(params=["harbour_site", "kumamoto_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    return request.getfixturevalue(request.param)


def test_a_page_asks_for_one_style_and_one_script(site: BuiltSite) -> None:
    for page in _pages(site):
        styles, scripts = _asked_for(site, page)
        embedded = page.parent.name == "embed"
        assert (len(styles), len(scripts)) == (1, 0 if embedded else 1), page


def test_what_was_asked_for_asks_for_nothing_more(site: BuiltSite) -> None:
    """Nothing that comes with a page is found only when something else has come."""
    style = (site.folder / "static" / "site.css").read_text("utf-8")
    assert not re.search(r"@import|url\(|@font-face", style)
    script = (site.folder / "static" / "site.js").read_text("utf-8")
    assert not re.search(r"\bimport\b|\bfetch\(|XMLHttpRequest|navigator\.sendBeacon", script)
    # The search loads its list and its finder when the box is used, and not before.
    assert script.count('make("script"') == 1


def test_first_loads_are_light(site: BuiltSite) -> None:
    shared = sum(
        len(gzip.compress((site.folder / "static" / name).read_bytes()))
        for name in ("site.css", "site.js")
    )
    heaviest: dict[str, int] = {}
    for page in _pages(site):
        kind = page.relative_to(site.folder).as_posix().removeprefix("en/").partition("/")[0]
        kind = "" if kind == "index.html" else kind
        if kind in MOST_BYTES and page.parent.name != kind:
            weight = shared + len(gzip.compress(page.read_bytes()))
            heaviest[kind] = max(heaviest.get(kind, 0), weight)
    assert set(heaviest) == set(MOST_BYTES)
    assert {k: n for k, n in heaviest.items() if n > MOST_BYTES[k]} == {}
