"""Searching in a real browser, from a folder on a disk: what is found, how it is said, by keys."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hoshin.domain.city import City
from hoshin.domain.folding import fold
from hoshin.domain.indicators import Indicator
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind, Plan
from hoshin.domain.programs import Program
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site
from hoshin.site.city_index import CityIndex
from hoshin.site.places import Places
from hoshin.site.search import entries
from hoshin.site.search_file import INDEX_PATH, index_file

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parents[1] / "site" / "folding_cases.json").read_text("utf-8"))
DAY = date(2025, 4, 1)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(browser_binary: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_binary, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(kumamoto: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = read_folder(kumamoto).city
    assert city is not None
    place = tmp_path_factory.mktemp("site") / "site"
    build_site(city, DAY, (), place, {})
    return place


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages from the disk; none may report an error, miss a file or ask outside."""
    contexts = []
    said: list[str] = []

    def opened(place: Path, query: str = "", width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        # A file that was still being read when the reader went on to another page is no fault.
        page.on(
            "requestfailed",
            lambda request: (
                None if request.failure == "net::ERR_ABORTED" else said.append(request.url)
            ),
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith("file:") else said.append(request.url),
        )
        page.goto(f"{place.as_uri()}{query}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def names(page: Page) -> list[str]:
    return page.locator(".search-list > li > a").all_inner_texts()


def ask(page: Page, query: str) -> list[str]:
    """Types a query into the search page and waits until the outcome is announced."""
    page.locator("#_q").fill(query)
    expect(page.locator("[role=status]")).to_contain_text(query)
    return names(page)


def synthetic(site: Path, place: Path, city: City) -> Path:
    """The site's search page over the entries of another city."""
    shutil.copytree(site / "static", place / "static")
    shutil.copytree(site / "search", place / "search")
    shutil.copy(site / "release.css", place)
    index = CityIndex(city, DAY, ())
    (place / INDEX_PATH).write_text(index_file(entries(index, Places(index))), "utf-8")
    return place / "search" / "index.html"


def test_the_browser_folds_as_we_do(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    page.wait_for_function("window.hoshinSearch && window.hoshinSearchIndex")
    texts = [text for text, _ in CASES["folds"]]
    for name in ("elements", "programs", "indicators"):
        city = read_folder(Path(__file__).parents[2] / "examples" / "kumamoto").city
        texts += [row.name for row in getattr(city, name)]
        texts += [row.name_en for row in getattr(city, name)]
    folded = page.evaluate(
        """(texts) => {
          const fold = hoshinSearch.makeFolder(hoshinSearchIndex.folding);
          return texts.map((text) => fold(text).text);
        }""",
        texts,
    )
    assert folded == [fold(text) for text in texts]


RECHARGE = "本市が関与した年間の地下水かん養量"


QUERIES = [
    ("地下水 かん養", RECHARGE),
    ("かん養 地下水", RECHARGE),
    ("地下水カン養", RECHARGE),
    ("地下水涵養", RECHARGE),
    ("地下水かん養の推進", "地下水を未来につなげるための地下水かん養の推進"),
    ("ＳＮＳ", "SNSを活用した情報発信経費"),
    ("sns", "SNSを活用した情報発信経費"),
    ("すぽーつ", "スポーツ大会やキャンプの誘致"),
    ("ｽﾎﾟｰﾂ", "スポーツ大会やキャンプの誘致"),
    ("ＥＶバス", "ＥＶバスの導入促進"),
    ("保育所利用待機児童", "保育所など利用待機児童数"),
    ("保育所等利用待機", "保育所など利用待機児童数"),
    ("放課後学習教室の開催", "放課後学習教室等の開催箇所"),
    ("子供医療", "こども医療費助成"),
    ("第七次総合計画", "熊本市第7次総合計画"),
    ("待機児童", "保育所など利用待機児童数"),
    ("waiting children", "保育所など利用待機児童数"),
    ("Groundwater", RECHARGE),
    ("居住誘導地域の人口密度", "居住誘導区域の人口密度（住民基本台帳ベース）"),
    ("№27", "SDGsの理念に沿った取組の推進"),
    ("交通企画課", "交通企画課"),
    ("日産", "災害時の電気自動車による給電の協定"),
]


def test_queries_find_what_they_mean(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    page.wait_for_function("window.hoshinSearch && window.hoshinSearchIndex")
    found = page.evaluate(
        """(queries) => {
          const finder = hoshinSearch.makeFinder(hoshinSearchIndex);
          return queries.map((query) => finder.find(query, "ja").results.map(
            ({ entry }) => entry.names.ja));
        }""",
        [query for query, _ in QUERIES],
    )
    missed = [
        (query, wanted)
        for (query, wanted), its in zip(QUERIES, found, strict=True)
        if wanted not in its
    ]
    assert missed == []


def test_an_everyday_word_leads_to_the_word_of_the_plans(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    assert "保育所など利用待機児童数" in ask(page, "たいきじどう")
    expect(page.locator("[role=status]")).to_contain_text("近い言葉")
    assert "環境保全のための実践行動を行っている人の割合" in ask(page, "ごみ")
    # What the word itself finds stands before what its relatives find.
    assert ask(page, "公園")[0] == "熊本城と水前寺江津湖公園の重点整備"
    assert ask(page, "ゆきかき") == []
    expect(page.locator("#_everything")).to_be_visible()
    english = open_page(site / "en" / "search" / "index.html")
    assert "Focus on the castle and Suizenji Ezuko Park" in ask(english, "parks")


def test_a_word_for_how_things_stand_leads_to_the_indicators_that_do(
    site: Path, open_page: Open
) -> None:
    page = open_page(site / "search" / "index.html")
    asked = (("達成", "達成"), ("達成していない", "後退"), ("遅れている指標", "後退"))
    for query, sign in asked:
        assert ask(page, query)
        expect(page.locator("[role=status]")).to_contain_text("にあたる指標")
        expect(page.locator(".search-list li").first.locator(".sign")).to_have_text(sign)
        expect(page.locator(".search-list li").first.locator(".sign svg")).to_be_visible()
    narrowed = ask(page, "保育 達成していない")
    assert narrowed and len(narrowed) < len(ask(page, "達成していない"))
    english = open_page(site / "en" / "search" / "index.html")
    assert ask(english, "Moving away")
    expect(english.locator("[role=status]")).to_contain_text("Moving away")
    assert ask(english, "not achieved")
    expect(english.locator("[role=status]")).to_contain_text("Short of the goal")


def test_a_word_that_stands_nowhere_is_answered_with_what_comes_near(
    site: Path, open_page: Open
) -> None:
    page = open_page(site / "search" / "index.html")
    assert ask(page, "図書館")
    assert ask(page, "待機児竜") == []
    near = page.locator(".search-near li > a")
    assert "待機児童の解消と保育士の確保" in near.all_inner_texts()
    assert ask(page, "ゆきかき") == []
    assert "指標" in near.all_inner_texts()


def test_what_is_measured_comes_before_what_is_planned(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    assert ask(page, "待機児童")[:2] == ["保育所など利用待機児童数", "待機児童の解消と保育士の確保"]
    assert ask(page, "防災")[0] == "校区防災連絡会の設立数"
    # A name that is just what was asked for stays the first.
    assert ask(page, "予算")[0] == "予算"


def test_with_no_match_for_every_word_some_of_them_are_tried(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    found = ask(page, "半導体 ゆきかき")
    assert found and all("半導体" in one for one in found[:3])
    expect(page.locator("[role=status]")).to_contain_text("一部の言葉を含むもの")


def test_a_page_about_the_whole_is_found_by_its_name(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    assert ask(page, "予算")[0] == "予算"
    page.locator(".search-results li a").first.click()
    expect(page.locator("h1")).to_have_text("計画に載っている事業の予算")


def test_better_matches_come_first(site: Path, open_page: Open, tmp_path: Path) -> None:
    programs = {
        "described": Program(id="described", name="別の事業", description="水道橋を直す。"),
        "inside": Program(id="inside", name="古い水道橋の撤去"),
        "exact": Program(id="exact", name="水道橋"),
        "prefix": Program(id="prefix", name="水道橋の補修"),
    }
    numbered = Element(id="numbered", plan="p", level="l", name="無関係", number="水道橋")
    city = City(
        name="市",
        plans=(Plan(id="p", name="計画"),),
        elements=(numbered,),
        programs=tuple(programs.values()),
    )
    page = open_page(synthetic(site, tmp_path, city))
    assert ask(page, "水道橋") == ["水道橋", "水道橋の補修", "古い水道橋の撤去", "別の事業"]


def test_a_number_comes_before_a_description(site: Path, open_page: Open, tmp_path: Path) -> None:
    city = City(
        name="市",
        plans=(Plan(id="p", name="計画"),),
        elements=(Element(id="e", plan="p", level="l", name="番号で", number="7-2"),),
        programs=(
            Program(id="a", name="説明で", description="7-2 を進める。"),
            Program(id="b", name="事業 7-2"),
        ),
    )
    page = open_page(synthetic(site, tmp_path, city))
    assert ask(page, "7-2") == ["事業 7-2", "番号で", "説明で"]
    assert ask(page, "７－２") == ["事業 7-2", "番号で", "説明で"]


def test_a_result_says_what_it_is_and_where_the_match_is(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    ask(page, "地下水 総合計画")
    first = page.locator(".search-list > li").first
    expect(first.locator("a mark")).to_have_text(["地下水"])
    expect(first.locator(".search-where")).to_contain_text("名前に一致")
    expect(first.locator(".search-field")).to_have_text("計画")
    expect(first.locator("p mark")).to_have_text(["総合計画"])


def test_a_match_elsewhere_names_its_field(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    for query, field, marked in (
        ("groundwater recharged", "英語名", ["Groundwater", "recharged"]),
        ("居住誘導地域", "資料での書き方", ["居住誘導地域"]),
        ("就職などでとどまった", "説明", ["就職などでとどまった"]),
        ("strategy-2.k11", "ID", ["strategy-2.k11"]),
    ):
        ask(page, query)
        first = page.locator(".search-list > li").first
        expect(first.locator(".search-field")).to_have_text(field)
        if field != "ID":
            expect(first.locator("p mark")).to_have_text(marked)


def test_the_id_of_a_figure_leads_to_the_figure(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    ask(page, "strategy-2.k11")
    page.locator(".search-list a").first.click()
    page.wait_for_url("**/indicators/waiting-children/index.html#strategy-2.k11")


def test_english_is_searched_and_answered_in_english(site: Path, open_page: Open) -> None:
    page = open_page(site / "en" / "search" / "index.html")
    assert ask(page, "waiting children") == ["Children waiting for a nursery place"]
    expect(page.locator("[role=status]")).to_have_text("Results for “waiting children”: 1")
    assert "Children waiting for a nursery place" in ask(page, "待機児童")
    expect(page.locator(".search-field").first).to_have_text("Japanese name")
    page.locator(".search-list a").first.click()
    page.wait_for_url("**/en/*/*/index.html*")


def test_short_latin_words_are_found_as_words(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    found = ask(page, "EV")
    assert all("ＥＶ" in name for name in found[:3])


def test_keys_lead_through_the_panel_on_any_page(site: Path, open_page: Open) -> None:
    page = open_page(site / "index.html")
    box = page.locator("header form[role=search] input")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("地下水")
    links = page.locator(".search-panel a")
    expect(links.first).to_be_visible()
    expect(page.locator("header [role=status]")).to_contain_text("件")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(page.locator(".search-panel")).to_be_hidden()
    page.keyboard.type("待機児童数")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicators/waiting-children/index.html")


def test_enter_shows_all_results_on_the_search_page(site: Path, open_page: Open) -> None:
    page = open_page(site / "programs" / "index.html")
    page.locator("header form[role=search] input").fill("こども")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    expect(page.locator("#_q")).to_have_value("こども")
    expect(page.locator("[role=status]")).to_contain_text("「こども」の検索結果")
    before = page.locator(".search-list > li").count()
    page.locator(".search-more").click()
    expect(page.locator(".search-list > li").nth(before).locator("a")).to_be_focused()


def test_results_narrow_to_one_kind(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html", query="?q=%E5%9C%B0%E4%B8%8B%E6%B0%B4")
    button = page.locator(".search-kinds button", has_text="指標")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.locator("[role=status]")).to_contain_text("（指標）")
    kinds = page.locator(".search-list .search-kind").all_inner_texts()
    assert set(kinds) == {"指標"}


def test_the_address_keeps_the_query_and_escape_brings_the_list_back(
    site: Path, open_page: Open
) -> None:
    page = open_page(site / "search" / "index.html")
    ask(page, "地下水")
    expect(page.locator("#_everything")).to_be_hidden()
    page.wait_for_url("**?q=*")
    page.reload()
    expect(page.locator("[role=status]")).to_contain_text("地下水")
    page.locator("#_q").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#_q")).to_have_value("")
    expect(page.locator("#_everything")).to_be_visible()
    page.wait_for_url("**/search/index.html")


def test_the_shortcut_can_be_put_off(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    page.locator(".search-how summary").click()
    page.locator("[data-search-shortcut] input").uncheck()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#_q")).not_to_be_focused()
    page.locator("[data-search-shortcut] input").check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#_q")).to_be_focused()


def test_nothing_is_searched_while_an_input_method_composes(site: Path, open_page: Open) -> None:
    page = open_page(site / "search" / "index.html")
    page.wait_for_function("window.hoshinSearch && window.hoshinSearchIndex")
    page.locator("#_q").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "すぽ", "selectionStart": 2, "selectionEnd": 2}
    )
    expect(page.locator("#_q")).to_have_value("すぽ")
    assert names(page) == []
    keyboard.send("Input.insertText", {"text": "スポーツ"})
    expect(page.locator(".search-list > li").first).to_contain_text("スポーツ")


@pytest.mark.parametrize("root", ["", "en"])
def test_a_phone_shows_results_without_scrolling_sideways(
    site: Path, open_page: Open, root: str
) -> None:
    page = open_page(site / root / "search" / "index.html", width=390)
    ask(page, "地域")
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("#_q").fill("")
        expect(page.locator("#_everything")).to_be_visible()


def test_a_phone_reaches_the_search_from_any_page(site: Path, open_page: Open) -> None:
    page = open_page(site / "indicators" / "waiting-children" / "index.html", width=390)
    page.locator("a.search-link").click()
    page.wait_for_url("**/search/index.html")


def test_without_script_the_box_leads_to_the_list(site: Path, open_page: Open) -> None:
    page = open_page(site / "index.html", script=False)
    page.locator("header form[role=search] input").fill("地下水")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    listed = page.locator("#_everything .letter a")
    expect(listed.filter(has_text=RECHARGE)).to_have_count(1)
    page.locator(".letters a", has_text="た行").click()
    expect(page.locator("h3", has_text="た行")).to_be_in_viewport()


def test_a_missing_list_is_said_in_words(site: Path, browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(site / "static", tmp_path / "static")
    shutil.copytree(site / "search", tmp_path / "search")
    (tmp_path / INDEX_PATH).unlink()
    page = browser.new_page()
    page.goto((tmp_path / "search" / "index.html").as_uri())
    page.locator("#_q").fill("水")
    expect(page.locator("[role=status]")).to_contain_text("準備できませんでした")
    expect(page.locator("#_everything")).to_be_visible()
    page.close()


def test_names_are_shown_as_text_whatever_they_hold(
    site: Path, open_page: Open, tmp_path: Path
) -> None:
    name = '<img src="x" onerror="document.title=1"><b>危険</b> & "引用" ' + "長" * 200
    city = City(name="市", programs=(Program(id="p", name=name, name_en="=1+1"),))
    page = open_page(synthetic(site, tmp_path, city), width=390)
    assert ask(page, "危険") == [name]
    assert page.locator(".search-list img, .search-list b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert ask(page, "<img") == [name]
    page.locator("#_q").fill("constructor __proto__")
    expect(page.locator("[role=status]")).to_contain_text("見つかりませんでした")


WHAT = [
    "地下水",
    "待機児童",
    "公共交通",
    "健康",
    "観光",
    "防災",
    "子育て",
    "農業",
    "下水道",
    "緑化",
]
WHAT_EN = ["groundwater", "waiting children", "transport", "health", "visitors"]
HOW = ["の利用者数", "の整備率", "に参加した市民の割合", "の年間件数", "を進める団体等の数"]


def large_city(size: int) -> City:
    """Items of four kinds with names of a usual length, of which each is different."""

    def name(n: int) -> str:
        return f"第{n}区域における{WHAT[n % 10]}{HOW[n % 5]}（{n * 7 % 997}番）"

    def name_en(n: int) -> str:
        return f"Number of {WHAT_EN[n % 5]} in area {n} of the city, series {n * 7 % 997}"

    def text(n: int) -> str:
        return f"{WHAT[(n + 3) % 10]}について、区域{n}で一年間に数えた値。"

    third = (size - 120) // 3
    return City(
        name="大きな市",
        organisations=tuple(
            Organisation(
                id=f"o{n}", name=f"{WHAT[n % 10]}推進第{n}課", kind=OrganisationKind.SECTION
            )
            for n in range(100)
        ),
        plans=tuple(Plan(id=f"p{n}", name=f"第{n}次総合計画") for n in range(20)),
        levels=(Level(id="l", plan="p0", depth=1, name="施策", name_en="Measure"),),
        elements=tuple(
            Element(
                id=f"e{n}",
                plan=f"p{n % 20}",
                level="l",
                number=str(n),
                name=name(n),
                name_en=name_en(n),
                organisation=f"o{n % 100}",
            )
            for n in range(size - 120 - 2 * third)
        ),
        indicators=tuple(
            Indicator(
                id=f"i{n}",
                name=name(10_000 + n),
                name_en=name_en(10_000 + n),
                unit="人",
                definition=text(n),
            )
            for n in range(third)
        ),
        programs=tuple(
            Program(
                id=f"r{n}",
                name=name(20_000 + n),
                name_en=name_en(20_000 + n),
                organisation=f"o{n % 100}",
            )
            for n in range(third)
        ),
    )


def test_five_thousand_items(
    site: Path, open_page: Open, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    city = large_city(5000)
    page = open_page(synthetic(site, tmp_path, city))
    page.wait_for_function("window.hoshinSearch && window.hoshinSearchIndex")
    queries = ["地", "地下水", "待機児童 第11区域", "waiting children", "e", "の", "どこにもない"]
    measured = page.evaluate(
        """(queries) => {
          const made = performance.now();
          const finder = hoshinSearch.makeFinder(hoshinSearchIndex);
          finder.warm(Infinity);
          const ready = performance.now() - made;
          const runs = queries.map((query) => {
            const times = [];
            let found;
            for (let n = 0; n < 15; n += 1) {
              const start = performance.now();
              found = finder.find(query, "ja");
              found.results.slice(0, 20).forEach(
                ({ entry }) => finder.describe(entry, found.words, "ja"));
              times.push(performance.now() - start);
            }
            times.sort((one, other) => one - other);
            const records = found.results.filter(({ entry }) => entry.kind !== "pages");
            return [query, records.length, times[7], times[14]];
          });
          return { ready, runs };
        }""",
        queries,
    )
    content = (tmp_path / INDEX_PATH).read_bytes()
    record_property("bytes", len(content))
    record_property("ready_ms", measured["ready"])
    compressed = len(gzip.compress(content))
    print(
        f"\n{len(content):,} bytes, {compressed:,} compressed; ready in {measured['ready']:.0f} ms"
    )
    for query, count, median, most in measured["runs"]:
        record_property(f"median_ms {query}", median)
        print(f"{query}: {count} found, median {median:.1f} ms, most {most:.1f} ms")
    counts = {query: count for query, count, *_ in measured["runs"]}
    for query in ("地", "地下水", "の", "どこにもない"):
        assert counts[query] == how_many_hold(city, query), query
    assert ask(page, "第4000区域") == []
    assert ask(page, "第10001区域")[0].startswith("第10001区域における待機児童")
    assert ask(page, "待機児童 第11区域")[0].startswith("第11区域における待機児童")


def how_many_hold(city: City, query: str) -> int:
    """How many records hold a text in their name, description or the name of their section."""
    sections = {one.id: one.name for one in city.organisations}
    rows = (*city.plans, *city.elements, *city.indicators, *city.programs, *city.organisations)
    texts = (
        (
            row.name,
            row.name_en,
            getattr(row, "definition", ""),
            sections.get(getattr(row, "organisation", ""), ""),
        )
        for row in rows
    )
    return sum(any(fold(query) in fold(one) for one in its) for its in texts)
