"""The day of judgement: said once for the whole site, and one step away from every page."""

from __future__ import annotations

import json
import re
from datetime import date

from hoshin.site import release_files
from tests.site.site_sample import AS_OF, BuiltSite


def test_every_page_leads_to_the_day_of_judgement(harbour_site: BuiltSite) -> None:
    """In one step: it stands on the page, or its foot leads to the page about the release."""
    for page in harbour_site.pages():
        if page.name == "404.html" or page.parent.name == "embed":
            continue
        html = page.read_text("utf-8")
        foot = html.partition('<footer class="site-footer">')[2]
        place = re.search(r'<p class="as-of[^"]*">(?:<a href="([^"]+)">)?([^<]+)', foot)
        assert place is not None, page
        lead = page.parent / place[1] if place[1] else page
        english = "/en/" in page.as_uri()
        said = f"Judged as of {AS_OF.day} " if english else f"{AS_OF.year}年{AS_OF.month}月"
        assert said in lead.read_text("utf-8"), page


def test_programs_find_the_day_from_every_data_file(harbour_site: BuiltSite) -> None:
    found = 0
    for name in ("data.json", "figure.json"):
        for file in harbour_site.folder.rglob(name):
            held = json.loads(file.read_text("utf-8"))
            release = json.loads((file.parent / held["release"]).read_text("utf-8"))
            assert release["as_of"] == AS_OF.isoformat()
            found += 1
    assert found > 20


def test_paper_carries_the_day_in_each_language() -> None:
    style = release_files.printed_day(date(2025, 6, 1)).decode()
    assert '.this-release:lang(ja)::after{content:"2025年6月1日時点の判定です。"}' in style
    assert '.this-release:lang(en)::after{content:"Judged as of 1 June 2025."}' in style
