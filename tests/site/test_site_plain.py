"""The summary in やさしい日本語: readings over its own words, nothing unsafe set into them."""

from __future__ import annotations

import re

from hoshin.site.pages.plain import with_readings
from hoshin.site.words import vocabulary
from tests.site.site_sample import BuiltSite

KANJI = re.compile(r"[\u3005\u3400-\u9fff]+")


def test_a_reading_stands_over_its_kanji() -> None:
    said = with_readings("市《し》の 目標《もくひょう》 <b>")
    assert said == (
        "<ruby>市<rp>（</rp><rt>し</rt><rp>）</rp></ruby>の "
        "<ruby>目標<rp>（</rp><rt>もくひょう</rt><rp>）</rp></ruby> &lt;b&gt;"
    )


def test_every_kanji_of_the_templates_has_its_reading() -> None:
    sentences = {key: entry["ja"] for key, entry in vocabulary().items() if key[:6] == "plain."}
    assert len(sentences) > 20
    for key, text in sentences.items():
        bare = re.sub(r"[\u3005\u3400-\u9fff]+《[\u3041-\u3096]+》", "", text)
        assert not KANJI.search(bare), key
        assert "《" not in bare, key


def test_every_indicator_has_its_summary(harbour_site: BuiltSite) -> None:
    for indicator in harbour_site.city.indicators:
        page = harbour_site.text(f"indicators/{indicator.id}/index.html")
        section = page.partition('<section class="plain"')[2].partition("</section>")[0]
        assert f"「{indicator.name}」" in section
        assert section.count("<p>") >= 4
        english = harbour_site.text(f"en/indicators/{indicator.id}/index.html")
        assert "In short" in english and 'class="furigana"' not in english


def test_what_is_set_in_is_escaped(hostile_site: BuiltSite) -> None:
    page = hostile_site.text("indicators/hostile/index.html")
    section = page.partition('<section class="plain"')[2].partition("</section>")[0]
    assert "&lt;script&gt;" in section and "<script>" not in section
