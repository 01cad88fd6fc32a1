"""English pages: every Japanese word that stays says that it is Japanese, and none is ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tests.site.site_sample import BuiltSite

JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff10-\uff5a～]")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("title", "aria-label", "alt", "placeholder", "content")
UNREAD = {"script", "style"}


class Reader(HTMLParser):
    """The Japanese texts of a page, those that say their language apart from those that do not."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.unmarked: list[str] = []
        self.marked: list[str] = []

    def _hear(self, text: str, lang: str) -> None:
        if JAPANESE.search(text):
            (self.marked if lang == "ja" else self.unmarked).append(text.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        lang = known.get("lang") or (self.open[-1][1] if self.open else "")
        for name in SPOKEN:
            self._hear(known.get(name) or "", lang)
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1][0] not in UNREAD:
            self._hear(text, self.open[-1][1])


def english_pages(site: BuiltSite) -> dict[str, Reader]:
    """Each English page as it is read out."""
    found = {}
    for file in (site.folder / "en").rglob("*.html"):
        reader = Reader()
        reader.feed(file.read_text("utf-8"))
        found[file.relative_to(site.folder).as_posix()] = reader
    return found


def unmarked(pages: dict[str, Reader]) -> list[tuple[str, str]]:
    return [(path, text) for path, page in pages.items() for text in page.unmarked]


def test_english_pages_of_the_harbour_mark_every_japanese_word(harbour_site: BuiltSite) -> None:
    pages = english_pages(harbour_site)
    assert len(pages) > 100
    assert unmarked(pages) == []


def test_english_pages_of_kumamoto_mark_every_japanese_word(kumamoto_site: BuiltSite) -> None:
    pages = english_pages(kumamoto_site)
    assert len(pages) > 600
    assert unmarked(pages) == []
    # Times, months and offices are said in English; only a date that contradicts itself stays.
    said = [
        text for one in ("schedule", "calendar") for text in pages[f"en/{one}/index.html"].marked
    ]
    assert said == ["日本語", "日本語"]
    schedule = kumamoto_site.text("en/schedule/index.html")
    assert "from May" in schedule and "from spring of 2020" in schedule
    assert "Vision 1" in kumamoto_site.text("en/elements/action-2025.V1/index.html")


def test_a_name_without_translation_is_marked(hostile_site: BuiltSite) -> None:
    page = english_pages(hostile_site)["en/indicators/single/index.html"]
    assert any("一つだけ" in text for text in page.marked)
