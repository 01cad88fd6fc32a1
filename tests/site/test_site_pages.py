"""Pages: well-formed, alone in their title, closed to the outside, and whole in both languages."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from hoshin.charts.words import Language
from hoshin.engine.rollup import count_by_standing, scope_of_element, scope_of_plan
from hoshin.site.city_index import CityIndex
from hoshin.site.first_style import digest
from hoshin.site.frame import Frame
from hoshin.site.pages.parts import tally
from hoshin.site.places import Places
from hoshin.site.words import Words
from tests.site.site_sample import AS_OF, BuiltSite

VOID = {"meta", "link", "br", "input", "img", "hr", "rect", "path", "circle", "line", "use"}
SITES = ["harbour_site", "hostile_site", "empty_site"]


class Reader(HTMLParser):
    """Reads one page strictly: every element is closed in order, and facts are noted."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.captions = 0
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {[tag for tag, _ in self.open]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"repeated attribute in <{tag}>: {names}")
        for name, value in attrs:
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids[value or ""] += 1
        if tag == "th" and "scope" not in names:
            self.faults.append("a heading cell without scope")
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            lang = next((a["lang"] for _, a in reversed(self.open) if a.get("lang")), "")
            if not any(tag in ("script", "style") for tag, _ in self.open):
                self.texts.append((lang or "", data))


def title_of(text: str) -> str:
    found = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> BuiltSite:
    return request.getfixturevalue(request.param)


def test_pages_are_well_formed(site: BuiltSite) -> None:
    for page in site.pages():
        read = Reader(page.read_text("utf-8"))
        where = str(page.relative_to(site.folder))
        assert read.faults == [], where
        assert [one for one, n in read.ids.items() if n > 1] == [], where
        assert read.tags["h1"] == 1 and read.tags["main"] == 1, where
        assert read.tags["table"] == read.tags["caption"], where
        assert where == "404.html" or (read.tags["header"] and read.tags["footer"]), where


def test_nothing_leads_outside_and_nothing_is_inline(site: BuiltSite) -> None:
    for page in site.pages():
        where = str(page.relative_to(site.folder))
        text = page.read_text("utf-8")
        read = Reader(text)
        for tag, name, value in read.attributes:
            assert not name.startswith("on"), (where, name)
            assert name != "style", (where, tag)
            if name in ("href", "src", "action", "srcset", "poster", "data"):
                assert not re.match(r"(?:[a-z]+:)?//|https?:|javascript:", value or ""), (
                    where,
                    value,
                )
        assert "default-src 'none'" in text, where
        if where != "404.html":
            # The one style that may stand in a page is the one that its policy names.
            styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
            assert len(styles) == read.tags["style"] <= 1, where
            assert all(f"style-src 'self' '{digest(one)}'" in text for one in styles), where


def test_styles_and_scripts_ask_nobody(harbour_site: BuiltSite) -> None:
    for file in (harbour_site.folder / "static").rglob("*"):
        if file.suffix in (".css", ".js"):
            text = file.read_text("utf-8")
            assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|eval\(|Function\(", text), (
                file
            )


def test_titles_are_unique(site: BuiltSite) -> None:
    titles = Counter(title_of(page.read_text("utf-8")) for page in site.pages())
    assert [one for one, n in titles.items() if n > 1] == []


def test_titles_are_unique_in_a_real_city(kumamoto_site: BuiltSite) -> None:
    titles = Counter(title_of(page.read_text("utf-8")) for page in kumamoto_site.pages())
    assert [one for one, n in titles.items() if n > 1] == []


def test_both_languages_have_the_same_pages(site: BuiltSite) -> None:
    pages = {str(page.relative_to(site.folder)) for page in site.pages()} - {"404.html"}
    english = {one.removeprefix("en/") for one in pages if one.startswith("en/")}
    assert english == {one for one in pages if not one.startswith("en/")}
    for page in english:
        up = "../" * page.count("/")
        assert f'href="{up}en/{page}" lang="en"' in site.text(page)
        assert f'href="{up}../{page}" lang="ja"' in site.text(f"en/{page}")
        assert '<html lang="ja">' in site.text(page)
        assert '<html lang="en">' in site.text(f"en/{page}")


JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


def test_english_pages_mark_every_japanese_word_as_japanese(harbour_site: BuiltSite) -> None:
    unmarked: list[tuple[str, str]] = []
    for page in (harbour_site.folder / "en").rglob("*.html"):
        for lang, text in Reader(page.read_text("utf-8")).texts:
            if lang != "ja" and JAPANESE.search(text) and page.parent.name != "search":
                unmarked.append((str(page.relative_to(harbour_site.folder)), text.strip()))
    # Sentences of the engine may quote a printed word inside an English sentence.
    assert [one for one in unmarked if not re.search(r"[A-Za-z]{3}", one[1])] == []


def test_the_page_of_a_section_is_marked_in_the_navigation(harbour_site: BuiltSite) -> None:
    assert 'aria-current="page">指標</a>' in harbour_site.text("indicators/index.html")
    indicator = harbour_site.city.indicators[0].id
    page = harbour_site.text(f"indicators/{indicator}/index.html")
    assert 'aria-current="true">指標</a>' in page


def test_hostile_names_stay_text(hostile_site: BuiltSite) -> None:
    for page in hostile_site.pages():
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        # Inside JSON the quotation mark before it is \\u0022: no attribute either.
        for quoted in ("&#34;", "&quot;", r"\u0022"):
            text = text.replace(f"{quoted} onclick=", "")
        assert " onclick=" not in text
        assert "49 }}" not in text and ">49<" not in text


def test_names_of_200_characters_and_empty_indicators_have_pages(hostile_site: BuiltSite) -> None:
    page = hostile_site.text("indicators/empty/index.html")
    assert "まだ値がありません。市が公表すると" in page
    assert "They appear here once the city publishes them" in hostile_site.text(
        "en/indicators/empty/index.html"
    )
    assert "この指標の目標は、どの計画にも載っていません。" in page


def test_an_empty_city_says_what_to_do(empty_site: BuiltSite) -> None:
    for path, words in {
        "index.html": "まだ計画がありません。市が公表すると",
        "indicators/index.html": "市が公表すると",
        "programs/index.html": "市が公表すると",
        "budget/index.html": "市が公表すると",
        "synergies/index.html": "市が公表すると",
        "schedule/index.html": "市が公表すると",
        "registers/index.html": "市が公表すると",
        "context/index.html": "市が公表すると",
        "problems/index.html": "食い違いは見つかっていません",
        "data/index.html": "文書はまだ登録されていません。市が公表すると",
    }.items():
        assert words in empty_site.text(path), path


@pytest.mark.parametrize("example", ["harbour", "kumamoto"])
def test_tallies_are_those_of_the_engine(example: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(f"{example}_site")
    index = CityIndex(site.city, AS_OF, ())
    frame = Frame(
        Language.EN, index, Places(index), Words(Language.EN), Places(index).page("plans", "x")
    )
    judged = tuple(index.judged.values())
    for plan in index.plans:
        theirs = count_by_standing(scope_of_plan(site.city, judged, plan))
        ours = tally(frame, index.targets_of_plan.get(plan, ()))
        assert ours.total == theirs.children, plan
        assert {one.sign.standing: one.number for one in ours.counts if one.number} == {
            one.code: one.number for one in theirs.counts if one.number
        }, plan
    for element in index.elements.values():
        if index.children.get(element.id):
            continue
        theirs = count_by_standing(scope_of_element(site.city, judged, element.id))
        ours = tally(frame, index.targets_of_element.get(element.id, ()))
        assert ours.total == theirs.children, element.id


def test_problems_lead_to_the_record_they_are_about(hostile_site: BuiltSite) -> None:
    page = hostile_site.text("problems/index.html")
    assert 'href="../indicators/single/index.html#t1"' in page
    assert 'href="../indicators/single/index.html#_value.v1"' in page
    assert 'href="../programs/pr/index.html#_listing.li"' in page
    assert "invented-code" in page


def test_the_page_for_missing_addresses_carries_all_it_needs(harbour_site: BuiltSite) -> None:
    text = harbour_site.text("404.html")
    assert 'lang="en"' in text and "<style>" in text and "static/site.css" not in text
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]{44}'", text)
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}'", text)
