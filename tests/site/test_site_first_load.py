"""First load: what a page asks for before a reader can use it: few files, small, none in a row."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from hoshin.site.first_style import FAR, FirstStyle, digest
from tests.site.site_sample import BuiltSite

# Compressed, of the page with its style and script; a phone on a slow line takes a second for
# 200 kB, and the way there and back takes as long as 30 kB.
MOST_BYTES = {"indicators": 40_000, "programs": 30_000, "elements": 45_000, "": 45_000}
_ASKED = re.compile(
    r'<(link) rel="(stylesheet|icon|preload|modulepreload)"(?! media="print")[^>]*href="([^"]+)"'
    r'|<(script)([^>]*) src="([^"]+)"([^>]*)>'
)
_BROUGHT = re.compile(r"<style>(.+?)</style>", re.DOTALL)
# Of the rules that stand in a page itself, compressed.
MOST_BYTES_OF_FIRST_STYLE = 5_000


def _asked_for(site: BuiltSite, page: Path) -> tuple[list[Path], list[Path]]:
    """The style sheets and the scripts that a page asks for."""
    styles, scripts = [], []
    html = page.read_text("utf-8")
    for link, kind, href, _, before, src, after in _ASKED.findall(html):
        target = (page.parent / (href or src).partition("?")[0]).resolve()
        assert target.is_file() and site.folder in target.parents, (page, target)
        if link:
            assert kind in ("stylesheet", "icon"), page
            styles += [target] if kind == "stylesheet" else []
        else:
            waits_for_it = not re.search(r" (?:defer|async)\b", before + after)
            assert not waits_for_it, f"{page}: {src} keeps the reader waiting"
            scripts.append(target)
    return styles, scripts


def _top(html: str) -> str:
    """The part of a page that is not laid out only when the reader comes near."""
    return html.partition(FAR)[0]


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


def test_the_sheet_for_paper_is_small_and_keeps_no_reader_waiting(site: BuiltSite) -> None:
    """A browser fetches a sheet for print when all else has come, and shows the page without it."""
    for page in _pages(site):
        for_paper = re.findall(
            r'<link rel="stylesheet" media="print" href="([^"]+)">', page.read_text("utf-8")
        )
        assert len(for_paper) == (0 if page.parent.name == "embed" else 1), page
        assert all((page.parent / one).stat().st_size < 500 for one in for_paper)


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


def _pages_with_style(site: BuiltSite) -> list[tuple[Path, str, str]]:
    """The pages that bring rules of their own, with their HTML and these rules."""
    read = ((page, page.read_text("utf-8")) for page in _pages(site))
    return [(page, html, found[1]) for page, html in read if (found := _BROUGHT.search(html))]


def test_overview_and_indicators_bring_the_rules_for_their_top(site: BuiltSite) -> None:
    """Such a page shows itself without waiting for a second answer; its policy allows the rules."""
    brought = {page for page, _, _ in _pages_with_style(site)}
    below = [one.relative_to(site.folder).as_posix().removeprefix("en/") for one in brought]
    indicators = [one for one in _pages(site) if re.search(r"/indicators/[^/]+/index", str(one))]
    assert {one for one in indicators if not one.parent.name.startswith("_")} <= brought | {
        one for one in indicators if 'class="indicator-list' in one.read_text("utf-8")
    }
    assert below.count("index.html") == 2
    for page, html, style in _pages_with_style(site):
        head, _, rest = html.partition("<style>")
        assert f"style-src 'self' '{digest(style)}'" in head, page
        assert 'rel="stylesheet"' not in head, f"{page} waits for the whole sheet"
        assert re.search(r'<script src="[^"]*site\.js[^"]*" async', head), f"{page}: asks late"
        assert re.search(r'</footer>\s*<link rel="stylesheet"', rest), page
        assert len(gzip.compress(style.encode())) < MOST_BYTES_OF_FIRST_STYLE, page


def test_the_first_style_has_every_plain_rule_of_the_top(site: BuiltSite) -> None:
    sheet = (site.folder / "static" / "site.css").read_text("utf-8")
    outside_media = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
    plain = set(re.findall(r"^\.([\w-]+) \{", outside_media, re.MULTILINE))
    assert len(plain) > 100
    roots = re.findall(r"^:root \{([^}]*)\}", outside_media, re.MULTILINE)
    of_the_root = set(re.findall(r"(--[\w-]+):", " ".join(roots)))
    assert len(of_the_root) > 30
    for page, html, style in _pages_with_style(site):
        classes = {
            one for found in re.findall(r'class="([^"]*)"', _top(html)) for one in found.split()
        }
        missing = {one for one in classes & plain if not re.search(rf"\.{one}[,{{]", style)}
        assert not missing, page
        assert "@media print" not in style and ":hover" not in style, page
        values = set(re.findall(r"var\((--[\w-]+)", style)) & of_the_root
        assert values <= set(re.findall(r"(--[\w-]+):", style)), page


def test_a_first_style_is_picked_by_what_the_top_has() -> None:
    sheet = (
        ":root { --ink: #111; --unused: #222; --link: var(--ink); }"
        'p { color: var(--link); } p::before { content: "} a"; } .a, .b { margin: 0 1px; }'
        ".far { color: red; } #_x .a { top: 0; } .a :is(.b, .c) { left: 0; } a:hover { right: 0; }"
        "@media (min-width: 48rem) { .a { width: 1px; } .c { width: 2px; } }"
        "@media print { .a { width: 3px; } }"
    )
    picked = FirstStyle(sheet).of('<main class="a"><p></p><p class="far"><b class="b"></b></p>')
    assert picked == (
        ":root{--ink:#111;--link:var(--ink)}p{color:var(--link)}"
        'p::before{content:"} a"}.a{margin:0 1px}.far{color:red}.a :is(.b,.c){left:0}'
        "@media (min-width: 48rem){.a{width:1px}}"
    )
