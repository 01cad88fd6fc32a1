"""The site in a real browser: served and from a disk, on phone and desk, by keys alone."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KINDS = {
    "overview": "index.html",
    "plans": "plans/index.html",
    "plan": "plans/strategy-2/index.html",
    "element": "elements/action-2025.V1/index.html",
    "element with targets": "elements/sdgs-2022.2.4/index.html",
    "indicators": "indicators/index.html",
    "indicator": "indicators/gross-city-product/index.html",
    "programs": "programs/index.html",
    "program": "programs/foreign-residents-reception/index.html",
    "budget": "budget/index.html",
    "sdgs": "sdgs/index.html",
    "synergies": "synergies/index.html",
    "schedule": "schedule/index.html",
    "registers": "registers/index.html",
    "context": "context/index.html",
    "problems": "problems/index.html",
    "method": "method/index.html",
    "downloads": "data/index.html",
}


@pytest.fixture(scope="module")
def site(kumamoto: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = read_folder(kumamoto).city
    assert city is not None and city.as_of is not None
    folder = tmp_path_factory.mktemp("site") / "below" / "a path"
    files = {one.name: one.read_bytes() for one in kumamoto.glob("*.csv")}
    build_site(city, city.as_of, check(city, city.as_of), folder, files)
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "a path" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site below a path of a web server, as a city would put it on its own."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/a%20path/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(browser_binary: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_binary, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def listening(browser: Browser, **options: object) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser window whose every complaint, and every request to elsewhere, is noted."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    said: list[str] = []
    context.on("console", lambda message: said.append(f"console: {message.text}"))
    context.on("weberror", lambda error: said.append(f"error: {error.error}"))
    # A file that was still on its way when the reader went on to another page is no fault.
    context.on(
        "requestfailed",
        lambda request: (
            None if request.failure == "net::ERR_ABORTED" else said.append(f"failed: {request.url}")
        ),
    )
    context.on(
        "response",
        lambda reply: said.append(f"{reply.status}: {reply.url}") if reply.status >= 400 else None,
    )
    context.on(
        "request",
        lambda request: (
            said.append(f"outside: {request.url}")
            if not request.url.startswith(("http://127.0.0.1:", "file:", "data:"))
            else None
        ),
    )
    yield context, said
    context.close()


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "en/"])
def test_every_kind_of_page_opens_without_complaint(
    browser: Browser, address: str, language: str, width: int
) -> None:
    with listening(browser, viewport={"width": width, "height": 844}) as (context, said):
        page = context.new_page()
        for kind, path in KINDS.items():
            page.goto(f"{address}{language}{path}")
            assert page.locator("h1").count() == 1, kind
            assert not is_wider_than_its_window(page), (kind, width)
            assert page.locator("html").get_attribute("lang") == (language[:2] or "ja")
            charts = page.locator(".chart-box .chart:visible").count()
            if kind == "indicator":
                assert charts == 1, "one chart is shown, in the size that fits"
        assert said == []


def test_pages_open_straight_from_a_disk(browser: Browser, site: Path) -> None:
    with listening(browser) as (context, said):
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        page.get_by_role("link", name="市内総生産額").first.click()
        expect(page.locator("h1")).to_have_text("市内総生産額")
        page.get_by_role("link", name="English").click()
        expect(page.locator("h1")).to_have_text("Gross city product")
        assert (
            page.evaluate(
                "getComputedStyle(document.querySelector('.site-header')).borderBottomStyle"
            )
            == "solid"
        )
        assert said == []


def test_the_keyboard_reaches_everything(browser: Browser, address: str) -> None:
    with listening(browser, viewport={"width": 1280, "height": 900}) as (context, said):
        page = context.new_page()
        page.goto(f"{address}plans/strategy-2/index.html")
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_text("本文へ移動")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        first = page.locator(".tree details").first
        assert first.get_attribute("open") is not None
        first.locator("summary").first.focus()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"
        page.keyboard.press("Enter")
        assert first.get_attribute("open") is None
        page.get_by_role("button", name="すべて開く").press("Enter")
        assert page.locator(".tree details:not([open])").count() == 0
        assert said == []


def test_menus_close_with_escape(browser: Browser, address: str) -> None:
    with listening(browser, viewport={"width": 1280, "height": 900}) as (context, said):
        page = context.new_page()
        page.goto(f"{address}index.html")
        summary = page.locator(".nav-more summary")
        summary.press("Enter")
        expect(page.get_by_role("link", name="計算のしかた").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".nav-more ul")).to_be_hidden()
        expect(summary).to_be_focused()
        assert said == []


def test_a_list_is_filtered_by_any_width_of_characters(browser: Browser, address: str) -> None:
    with listening(browser) as (context, said):
        page = context.new_page()
        page.goto(f"{address}indicators/index.html")
        rows = page.locator("#_list > li")
        every = rows.count()
        page.locator("#_filter").fill("ＳＤＧｓ")
        shown = page.locator("#_list > li:visible")
        assert 0 < shown.count() < every
        page.locator("#_filter").fill("")
        assert shown.count() == every
        assert said == []


def test_without_script_everything_can_be_read(browser: Browser, address: str) -> None:
    with listening(browser, java_script_enabled=False) as (context, said):
        page = context.new_page()
        page.goto(f"{address}indicators/gross-city-product/index.html")
        expect(page.locator(".chart-wide")).to_be_visible()
        expect(page.locator("table.values")).to_be_visible()
        expect(page.get_by_text("四捨五入して-126％").first).to_be_visible()
        page.goto(f"{address}programs/index.html")
        expect(page.locator(".filter")).to_be_hidden()
        assert said == []


def test_a_figure_is_reached_by_its_address(browser: Browser, address: str) -> None:
    with listening(browser) as (context, said):
        page = context.new_page()
        page.goto(f"{address}indicators/gross-city-product/index.html#sdgs-2022.t1-02")
        card = page.locator(".target-card:target")
        expect(card).to_be_in_viewport()
        expect(card).to_contain_text("-91/72")
        expect(card).to_contain_text("計算と一致")
        assert said == []


def test_the_language_switch_leads_to_the_same_page(browser: Browser, address: str) -> None:
    with listening(browser) as (context, said):
        page = context.new_page()
        page.goto(f"{address}elements/action-2025.V1/index.html")
        page.locator("a.language").click()
        assert page.url == f"{address}en/elements/action-2025.V1/index.html"
        page.locator("a.language").click()
        assert page.url == f"{address}elements/action-2025.V1/index.html"
        assert said == []


def test_a_missing_page_leads_back_from_any_depth(browser: Browser, address: str) -> None:
    with listening(browser) as (context, said):
        page = context.new_page()
        for missing in ("no.html", "indicators/none/index.html", "en/elements/a/b/c.html"):
            page.goto(f"{address}{missing}")
            link = page.get_by_role("link", name="概要", exact=True)
            assert link.evaluate("one => one.href") == f"{address}index.html"
            english = page.get_by_role("link", name="Overview", exact=True)
            assert english.evaluate("one => one.href") == f"{address}en/index.html"
        complaints = [
            one for one in said if not one.startswith("404") and "404 (Not Found)" not in one
        ]
        assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_have_their_own_ground(browser: Browser, address: str, scheme: str) -> None:
    with listening(browser, color_scheme=scheme) as (context, said):
        page = context.new_page()
        page.goto(f"{address}index.html")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 22, 27)")
        assert said == []


# An A4 page within the margins of the sheet, at 96 pixels to the inch.
PAPER = {"width": 703, "height": 1016}


@pytest.mark.parametrize(
    "at", ["indicators/farm-household-shipments", "en/indicators/gross-city-product"]
)
def test_no_card_with_its_contradictions_is_longer_than_a_page_of_paper(
    browser: Browser, address: str, at: str
) -> None:
    with listening(browser, viewport=PAPER) as (context, said):
        page = context.new_page()
        page.goto(f"{address}{at}/index.html")
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        cards = page.locator(".cards > .card:has(.notice)")
        heights = [cards.nth(one).bounding_box() for one in range(cards.count())]
        assert len(heights) >= 4
        assert all(one is not None and one["height"] < 0.75 * PAPER["height"] for one in heights)
        assert said == []


def test_paper_shows_the_table_and_no_navigation(browser: Browser, address: str) -> None:
    with listening(browser, color_scheme="dark") as (context, said):
        page = context.new_page()
        page.goto(f"{address}indicators/gross-city-product/index.html")
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator(".site-nav")).to_be_hidden()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.pdf(format="A4").startswith(b"%PDF")
        assert said == []
