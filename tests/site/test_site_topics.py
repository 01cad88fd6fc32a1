"""Topics on the overview: everyday words that lead to what the plans say."""

from __future__ import annotations

import re
from urllib.parse import unquote

from hoshin.site.pages.topics import TOPICS
from tests.site.site_sample import BuiltSite

_TOPIC = re.compile(r'<li><a href="search/index\.html\?q=([^"]+)">([^<]+)</a></li>')


def _offered(site: BuiltSite, path: str) -> list[tuple[str, str]]:
    return [(unquote(asked), said) for asked, said in _TOPIC.findall(site.text(path))]


def test_everyday_words_lead_to_a_search_for_them(kumamoto_site: BuiltSite) -> None:
    offered = _offered(kumamoto_site, "index.html")
    assert ("ごみ", "ごみ") in offered and ("城", "城") in offered
    assert all(asked == said for asked, said in offered)
    assert (kumamoto_site.folder / "search" / "index.html").is_file()


def test_in_english_too(kumamoto_site: BuiltSite) -> None:
    offered = _offered(kumamoto_site, "en/index.html")
    assert ("elderly", "Older people") in offered
    assert [asked for asked, _ in offered] == [one for one in TOPICS if one in dict(offered)], (
        "in the order of the list"
    )


def test_what_no_plan_names_is_not_offered(harbour_site: BuiltSite) -> None:
    """A town by the sea without a castle promises no page about one."""
    asked = [one for one, _ in _offered(harbour_site, "index.html")]
    assert asked and "城" not in asked
