"""Every type of page in a real browser: accessible, self-contained, light, readable, printable."""

from __future__ import annotations

import functools
import gzip
import json
import re
import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site
from hoshin.site.release_notes import ChangeNote, ReleaseNotes

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TYPES = {
    "overview": "index.html",
    "plans": "plans/index.html",
    "plan": "plans/plan-2022/index.html",
    "element": "elements/plan-2022.4-1/index.html",
    "indicators": "indicators/index.html",
    "indicator": "indicators/visitors/index.html",
    "embed": "indicators/visitors/embed/index.html",
    "programs": "programs/index.html",
    "program": "programs/PROGRAM/index.html",
    "budget": "budget/index.html",
    "from evaluation to budget": "budget/evaluations/index.html",
    "sdgs": "sdgs/index.html",
    "local readings": "sdgs/indicators/index.html",
    "organisations": "organisations/index.html",
    "section": "organisations/section-tourism/index.html",
    "ward": "organisations/ward-hamate/index.html",
    "committees": "committees/index.html",
    "registers": "registers/index.html",
    "synergies": "synergies/index.html",
    "schedule": "schedule/index.html",
    "calendar": "calendar/index.html",
    "context": "context/index.html",
    "problems": "problems/index.html",
    "method": "method/index.html",
    "data": "data/index.html",
    "source": "sources/doc-review-2024/index.html",
    "search": "search/index.html",
    "accessibility": "accessibility/index.html",
    "changes": "changes/index.html",
}
# One kilobyte is 1,000 bytes, as in the budget.
MOST_BYTES, MOST_REQUESTS = 150_000, 12


@pytest.fixture(scope="module")
def types(harbour: Path) -> dict[str, str]:
    city = read_folder(harbour).city
    assert city is not None
    program = city.programs[0].id
    return {name: path.replace("PROGRAM", program) for name, path in TYPES.items()}


@pytest.fixture(scope="module")
def site(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = read_folder(harbour).city
    assert city is not None and city.as_of is not None
    folder = tmp_path_factory.mktemp("pages") / "site"
    notes = ReleaseNotes(
        date(2024, 10, 31),
        (
            ChangeNote("changed", "judgements", city.targets[0].id, "変わりました。", "Changed."),
            ChangeNote("removed", "plans", "gone", "なくなりました。", "It is gone."),
        ),
    )
    files = {one.name: one.read_bytes() for one in harbour.glob("*.csv")}
    build_site(city, city.as_of, check(city, city.as_of), folder, files, None, notes)
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(browser_binary: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_binary, args=ARGUMENTS)
        yield opened
        opened.close()


def watched(page: Page) -> list[str]:
    """Everything that a page complains about or asks of others, as it happens."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on(
        "requestfailed",
        # What a reader's next step cut off did not fail.
        lambda request: (
            None if request.failure == "net::ERR_ABORTED" else said.append(f"failed: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda reply: said.append(f"{reply.status}: {reply.url}") if reply.status >= 400 else None,
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "data:"))
            else said.append(f"outside: {request.url}")
        ),
    )
    return said


def kind_of(path: str) -> str:
    """The type of the page at a path: pages of records of one table are of one type."""
    return re.sub(r"^([a-z]+)/[^/]+/(embed/)?index\.html$", r"\1/*/\2", path)


def test_every_type_of_page_is_in_the_list(site: Path, types: dict[str, str]) -> None:
    """A page type without a test here would go unseen."""
    built = {
        kind_of(one.relative_to(site).as_posix())
        for one in site.rglob("index.html")
        if not one.relative_to(site).as_posix().startswith("en/")
    }
    tested = {kind_of(one) for one in types.values()}
    assert built == tested


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_are_quiet_fit_and_accessible(
    browser: Browser, address: str, types: dict[str, str], width: int, language: str
) -> None:
    # The test script is run beside the page, past its content policy; the pages are unchanged.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    said = watched(page)
    faults = []
    for name, path in types.items():
        page.goto(f"{address}{language}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide at {width}"
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            """axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            })"""
        )
        faults += [
            f"{language}{name} at {width}: {one['id']} {one['nodes'][0]['html'][:150]}"
            for one in found["violations"]
        ]
    context.close()
    assert faults == []
    assert said == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_everything_can_be_read_without_javascript(
    browser: Browser, address: str, types: dict[str, str], language: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    for name, path in types.items():
        page.goto(f"{address}{language}{path}")
        assert page.locator("h1").is_visible(), name
        assert len(page.locator("main").inner_text()) > 80, name
        idle = page.locator("main button:visible:not([type=submit])")
        assert idle.count() == 0, f"{name}: a button does nothing"
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_pages_print(browser: Browser, address: str, types: dict[str, str], language: str) -> None:
    """Every type of page, on the width of a sheet: what is for screens only stays away."""
    page = browser.new_page(viewport={"width": 703, "height": 1000})
    page.emulate_media(media="print")
    for name, path in types.items():
        page.goto(f"{address}{language}{path}")
        for idle in (".site-nav", "form.search", ".embed-offer", ".chart-files", ".filter"):
            assert page.locator(f"{idle}:visible").count() == 0, f"{name}: {idle} on paper"
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than the sheet"
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.startswith(b"%PDF-") and len(printed) > 20_000


def test_pages_can_be_read_in_the_dark(
    browser: Browser, address: str, types: dict[str, str]
) -> None:
    """Contrast does not depend on the language, so one is enough."""
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, color_scheme="dark", bypass_csp=True
    )
    page = context.new_page()
    faults = []
    for name, path in types.items():
        page.goto(f"{address}{path}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast']})"
        )
        faults += [f"{name}: {one['nodes'][0]['html'][:150]}" for one in found["violations"]]
    context.close()
    assert faults == []


@pytest.mark.parametrize("kind", ["overview", "indicator", "ward", "committees"])
def test_the_first_load_is_light(
    browser: Browser, site: Path, address: str, types: dict[str, str], kind: str
) -> None:
    """What a page loads with everything it needs, compressed as any web server would."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}{types[kind]}")
    context.close()
    files = {unquote(urlsplit(url).path.lstrip("/")) for url in loaded if url.startswith("http")}
    size = sum(len(gzip.compress((site / one).read_bytes())) for one in files)
    assert size < MOST_BYTES, f"{kind} loads {size:,} bytes"
    assert len(loaded) <= MOST_REQUESTS, loaded


def test_headings_break_between_phrases(browser: Browser, address: str) -> None:
    """On a phone a Japanese heading ends no line inside a word."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    lines = page.evaluate(
        """() => {
          const text = document.querySelector('h1').firstChild;
          const lines = [''];
          let top = null;
          for (let n = 0; n < text.length; n++) {
            const range = document.createRange();
            range.setStart(text, n); range.setEnd(text, n + 1);
            const y = Math.round(range.getBoundingClientRect().top);
            if (top !== null && y !== top) lines.push('');
            top = y;
            lines[lines.length - 1] += text.data[n];
          }
          return lines;
        }"""
    )
    page.close()
    assert len(lines) > 1, json.dumps(lines, ensure_ascii=False)
    assert all(re.search(r"[はをがの、。]$", one) for one in lines[:-1]), lines


def test_a_chart_is_saved_as_a_picture(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    said = watched(page)
    page.goto(f"{address}indicators/visitors/index.html")
    with page.expect_download() as download:
        page.locator("[data-png]").first.click()
    download.value.save_as(tmp_path / "chart.png")
    content = (tmp_path / "chart.png").read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 5_000
    assert download.value.suggested_filename == "visitors.png"
    assert said == []
    page.goto(f"{address}indicators/visitors/chart.svg")
    assert page.locator("svg > title").first.text_content() == "観光入込客数"
    page.close()


def test_the_data_of_a_page_are_saved_by_a_click(browser: Browser, address: str) -> None:
    """In both languages, on a phone: the tables beside the page and the data they share."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    said = watched(page)
    saved = {}
    for path in ("elements/plan-2022.1-1/", "en/elements/plan-2022.1-1/", "en/budget/"):
        page.goto(f"{address}{path}index.html")
        for link in page.locator(".page-files a").all():
            with page.expect_download() as download:
                link.click()
            saved[path, download.value.suggested_filename] = download.value.path().stat().st_size
    page.close()
    assert said == [] and all(saved.values())
    names = {name for _, name in saved}
    assert {"plan-2022.1-1-targets.csv", "plan-2022.1-1.json", "budget.csv", "budget.json"} <= names
    assert (
        saved["elements/plan-2022.1-1/", "plan-2022.1-1.json"]
        == saved["en/elements/plan-2022.1-1/", "plan-2022.1-1.json"]
    )


@pytest.mark.parametrize("scripted", [True, False])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_point_of_a_chart_leads_back_to_its_place_in_the_document(
    browser: Browser, address: str, width: int, scripted: bool
) -> None:
    """Point, row of the table, line of the document: two clicks, and each place is seen."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=scripted
    )
    page = context.new_page()
    page.goto(f"{address}indicators/visitors/index.html")
    page.locator(".chart:visible a:has(.c-actual)").first.click()
    row = page.locator("table.values tr:target")
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()
    row.locator("a.source-line").click()
    assert "/sources/" in page.url and "#_cited.observations." in page.url
    cited = page.locator("table.cited tr:target")
    expect(cited).to_be_in_viewport()
    expect(cited.locator("td.place")).to_contain_text("visitors")
    cited.locator("th a").click()
    assert "indicators/visitors/index.html#_value." in page.url
    context.close()


def test_the_points_of_a_chart_are_reached_with_the_keyboard(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}indicators/visitors/index.html")
    first = page.locator(".chart:visible a").first
    first.focus()
    said = first.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    focused = page.locator(".chart a:focus")
    assert focused.get_attribute("aria-label") != said
    place = focused.get_attribute("href")
    page.keyboard.press("Enter")
    assert page.url.endswith(str(place))
    expect(page.locator("table.values tr:target")).to_be_in_viewport()
    page.close()


QUESTIONS = {
    "ごみ": "indicators/waste/index.html",
    "地下水": "indicators/groundwater/index.html",
    "待機児童": "indicators/waiting/index.html",
    "救急車": "indicators/ambulance/index.html",
    "浜手区": "organisations/ward-hamate/index.html",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_two_taps_and_a_word_away(
    browser: Browser, address: str, question: str
) -> None:
    """On a phone: search, the word, the answer, on the first screen of hits."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    said = watched(page)
    page.goto(address)
    page.locator("a.search-link").click()
    page.locator("#_q").fill(question)
    hit = page.locator(f'.search-list a[href$="{QUESTIONS[question]}"]').first
    expect(hit).to_be_visible()
    assert page.locator(".search-list a").count() <= 8
    hit.click()
    page.wait_for_url(f"**/{QUESTIONS[question]}")
    expect(page.locator("h1")).to_be_visible()
    assert said == []
    page.close()


def test_every_indicator_is_two_taps_away_without_typing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator('.hero-facts a[href="indicators/index.html"]').click()
    page.locator('.indicator-list a[href$="waste/index.html"]').first.click()
    assert page.url.endswith("indicators/waste/index.html")
    context.close()
