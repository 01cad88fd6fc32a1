"""The workplace in a real browser: a server of its own, a window for each person, a good look."""

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

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PASSWORD = "for the journey only"
INDICATOR = "visitors"
# A refusal is an answer: the browser and htmx note it in their own words.
EXPECTED = (
    "Failed to load resource",
    "Response Status Error Code 401",
    # A request that did not reach the server.
    "htmx:sendError",
    "htmx:afterRequest",
)


@dataclass
class Workplace:
    """A server of its own, with the people of one section."""

    address: str
    data: Path

    @property
    def public_page(self) -> Path:
        """The page of the indicator on the published site."""
        return self.data / "releases" / "current" / "indicators" / INDICATOR / "index.html"


@pytest.fixture(scope="module")
def database_beside_the_browser() -> Iterator[None]:
    """The driver of the browser runs a loop in this thread, which Django takes for ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def database(
    vendor: str,
    databases: Databases,
    database_beside_the_browser: None,
    request: pytest.FixtureRequest,
) -> Iterator[str]:
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


def open_round() -> None:
    """Open the round of fiscal 2024 as the planner."""
    from hoshin.actions import rounds
    from hoshin.actions.actor import Actor
    from hoshin.domain.periods import Period, PeriodKind
    from hoshin.storage.models import Person

    rounds.open_round(
        Actor(Person.objects.get(username="planner")),
        fiscal_year=Period(PeriodKind.FISCAL_YEAR, 2024),
        name="実績報告",
    )
