"""A year's round in a real browser: opened, entered, returned, approved, frozen, published."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.workplace import Databases

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PASSWORD = "for the journey only"
INDICATOR = "visitors"
# A refusal is an answer: the browser and htmx note it in their own words.
EXPECTED = ("Failed to load resource", "Response Status Error Code 401")


@dataclass
class Workplace:
    """A server of its own, with the people of one section."""

    address: str
    data: Path

    @property
    def public_page(self) -> Path:
        """The page of the indicator on the published site."""
        return self.data / "releases" / "current" / "indicators" / INDICATOR / "index.html"


@pytest.fixture(scope="module", autouse=True)
def database_beside_the_browser() -> Iterator[None]:
    """The driver of the browser runs a loop in this thread, which Django takes for ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def database(vendor: str, databases: Databases, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of this test alone: the invented city, no people, no round."""
    from django.db import connections

    name = f"journey_{abs(hash(request.node.name)) % 10**8}"
    address = databases.address(vendor, name, "harbour")
    connections["default"] = databases.connection(address)
    yield address
    connections["default"].close()


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Workplace]:
    """The workplace as a process of its own, on a database of its own."""
    _invite_people()
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("gunicorn")),
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--no-control-socket",
            "hoshin.web.wsgi:application",
        ],
        env={**os.environ, "HOSHIN_DATA": str(data), "HOSHIN_DATABASE": database},
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/account/sign-in/", process)
        yield Workplace(address, data)
    finally:
        process.terminate()
        _, said = process.communicate(timeout=30)
        assert b"Traceback" not in said, said.decode()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, process.communicate()[1].decode()
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def _invite_people() -> None:
    """The section in charge of the indicator gets an officer and a chief; the city a planner."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from hoshin.actions import people
    from hoshin.actions.actor import Actor, Way
    from hoshin.domain.roles import Role
    from hoshin.storage.models import Indicator

    section = Indicator.objects.get(pk=INDICATOR).organisation_id
    for username, role, organisation in (
        ("planner", Role.PLANNER, None),
        ("officer", Role.OFFICER, section),
        ("chief", Role.SECTION_CHIEF, section),
    ):
        person, _ = people.invite(
            Actor(None, Way.COMMAND),
            username=username,
            name=f"{username} さん",
            role=role,
            organisation_id=organisation,
        )
        person.password = PBKDF2PasswordHasher().encode(PASSWORD, "journey", iterations=1_000)
        person.must_change_password = False
        person.save()


@pytest.fixture(scope="module")
def browser(browser_binary: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Patience says something of the machine, not of the pages.
        expect.set_options(timeout=60_000)
        opened = playwright.chromium.launch(executable_path=browser_binary, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def desk(browser: Browser, server: Workplace, name: str, **options: object) -> Iterator[Page]:
    """A browser window in which somebody has signed in; whatever it complains about fails."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
    said: list[str] = []
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: None if one.text.startswith(EXPECTED) else said.append(one.text))
    page.on(
        "request",
        lambda one: None if one.url.startswith(server.address) else said.append(one.url),
    )
    page.goto(f"{server.address}/account/sign-in/")
    page.get_by_label("ログイン名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="私の仕事")).to_be_visible()
    yield page
    context.close()
    assert said == []


def look(page: Page) -> None:
    """Nobody is shut out of this screen, and nothing runs over its edge."""
    if not page.evaluate("'axe' in window"):
        # Read by the browser's own tools, beside the page's policy on scripts.
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        """axe.run(document, {
          resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        })"""
    )
    faults = [f"{one['id']} {one['nodes'][0]['html'][:150]}" for one in found["violations"]]
    assert faults == [], page.url
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def test_a_round_from_opening_to_the_public_page(browser: Browser, server: Workplace) -> None:
    with desk(browser, server, "planner") as page:
        look(page)
        page.get_by_role("link", name="進み具合", exact=True).click()
        page.get_by_label("年度（西暦）").fill("2024")
        page.get_by_role("button", name="受付を開く").click()
        expect(page.get_by_text("受付を開きました")).to_be_visible()
        look(page)

    with desk(browser, server, "officer") as page:
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        value = page.get_by_label("実績の値")
        expect(value).to_be_focused()
        page.keyboard.type("12345678900")
        expect(page.locator("#_saved")).to_contain_text("保存しました")
        expect(page.locator("#_side")).to_contain_text("12,345,678,900")
        look(page)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="値を確かめてください")).to_be_visible()
        look(page)
        _submit(page, "1301", "前年より増えました。")

    with desk(browser, server, "chief") as page:
        page.get_by_role("link", name="承認", exact=True).click()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        page.get_by_label("差し戻す理由").fill("理由をくわしく書いてください。")
        page.get_by_role("button", name="差し戻す").click()
        expect(page.get_by_text("差し戻しました")).to_be_visible()

    with desk(browser, server, "officer") as page:
        expect(page.get_by_text("理由をくわしく書いてください。")).to_be_visible()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        _submit(page, "1302", "新しい催しに人が集まったためです。")

    with desk(browser, server, "chief") as page:
        page.get_by_role("link", name="承認", exact=True).click()
        page.get_by_label("選ぶ 観光入込客数").check()
        page.get_by_role("button", name="選んだものを承認する").click()
        if page.get_by_role("heading", name="ふつうでない値があります").is_visible():
            look(page)
            page.get_by_role("button", name="確かめたので").click()
        expect(page.get_by_text("1件を承認しました")).to_be_visible()

    with desk(browser, server, "planner") as page:
        page.get_by_role("link", name="進み具合", exact=True).click()
        page.get_by_label("空欄のまま締め切る").check()
        page.get_by_role("button", name="締め切って確定する").click()
        expect(page.get_by_text("を確定しました")).to_be_visible()
        page.get_by_role("link", name="公表へ進む").click()
        look(page)
        page.get_by_role("button", name="この内容で公表する").click()
        expect(page.get_by_text("を公表しました")).to_be_visible(timeout=120_000)
        page.get_by_role("link", name="数値の記録", exact=True).click()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        page.get_by_role("link", name="2024年度").first.click()
        expect(page.get_by_text("officer さん").first).to_be_visible()
        expect(page.get_by_text("chief さん").first).to_be_visible()
        expect(page.get_by_text("時点の公表")).to_be_visible()
        look(page)

    public = server.public_page.read_text("utf-8")
    assert "1,302" in public
    assert "12,345,678,900" not in public


def _submit(page: Page, value: str, comment: str) -> None:
    """Fill in a value and why, say yes to what is asked, and submit."""
    page.get_by_label("実績の値").fill(value)
    page.get_by_label("評価及び課題").fill(comment)
    page.get_by_role("button", name="提出する").click()
    while page.get_by_role("heading", name="値を確かめてください").is_visible():
        for box in page.locator("input[name=confirmed]").all():
            box.check()
        page.get_by_role("button", name="提出する").click()
    expect(page.get_by_text("を提出しました")).to_be_visible()


def test_nothing_typed_is_lost(browser: Browser, server: Workplace) -> None:
    """The network drops, the session ends, the window closes: what was typed is offered again."""
    _open_round()
    with desk(browser, server, "officer") as page:
        page.get_by_role("link", name="観光入込客数").click()
        address = page.url
        expect(page.locator("#_side")).to_be_visible()
        page.context.clear_cookies()
        page.get_by_label("評価及び課題").fill("ログアウトの後に書いた文")
        expect(page.get_by_role("status").get_by_text("ログアウトしました")).to_be_visible()
        page.get_by_role("link", name="ログインして続ける").click()
        page.get_by_label("ログイン名").fill("officer")
        page.get_by_label("パスワード").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(address)
        expect(page.get_by_text("保存されていない入力が残っています")).to_be_visible()
        page.get_by_role("button", name="元に戻す").click()
        expect(page.get_by_label("評価及び課題")).to_have_value("ログアウトの後に書いた文")
        expect(page.locator("#_saved")).to_contain_text("保存しました")
        assert page.evaluate("localStorage.length") == 0


def test_a_column_of_a_spreadsheet_is_pasted_into_the_grid(
    browser: Browser, server: Workplace
) -> None:
    _open_round()
    with desk(browser, server, "officer", viewport={"width": 390, "height": 844}) as page:
        page.get_by_role("link", name="一覧で入力", exact=True).click()
        look(page)
        cells = page.locator("input[name^='value:']")
        cells.first.focus()
        lines = "\n".join(str(10 + n) for n in range(cells.count()))
        page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.setData('text/plain', text);
              const event = new ClipboardEvent(
                'paste', { clipboardData: data, bubbles: true, cancelable: true });
              document.activeElement.dispatchEvent(event);
            }""",
            lines + "\n",
        )
        for n in range(cells.count()):
            expect(cells.nth(n)).to_have_value(str(10 + n))
        expect(page.get_by_text("保存しました").first).to_be_visible()
        page.reload()
        expect(cells.first).to_have_value("10")


def _open_round() -> None:
    from hoshin.actions import rounds
    from hoshin.actions.actor import Actor
    from hoshin.domain.periods import Period, PeriodKind
    from hoshin.storage.models import Person

    rounds.open_round(
        Actor(Person.objects.get(username="planner")),
        fiscal_year=Period(PeriodKind.FISCAL_YEAR, 2024),
        name="実績報告",
    )
