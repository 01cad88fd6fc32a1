"""The pictures of the guides: ``python -m scripts.guide_pictures`` takes them in both languages.

The trial of the example city is started in a scratch folder, its people sign in in Debian's
Chromium, and their screens are photographed into ``src/hoshin/web/static/workplace/guides``.
"""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from hoshin.storage.demo import PASSWORD

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "src" / "hoshin" / "web" / "static" / "workplace" / "guides"
SIZE = {"width": 1120, "height": 720}
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """Who looks, at which address; which links are followed; what is brought to the top."""

    account: str
    address: str
    follow: tuple[str, ...] = ()
    top: str = ""


PICTURES = {
    "my-work": Picture("officer", "/"),
    "item": Picture("officer", "/", (".work-name a",)),
    "grid": Picture("officer", "/grid/"),
    "workbooks": Picture("officer", "/workbooks/"),
    "evaluation": Picture("planner", "/evaluations/", ("main td a, main th a",)),
    "approvals": Picture("chief", "/approvals/"),
    "item-submitted": Picture("chief", "/approvals/", ("main table a[href^='/items/']",)),
    "chief-my-work": Picture("chief", "/"),
    "deputies": Picture("chief", "/deputies/"),
    "board": Picture("planner", "/board/"),
    "board-verbs": Picture("bureau", "/board/", top="#_manage"),
    "bureau-approvals": Picture("bureau", "/approvals/"),
    "evaluations": Picture("planner", "/evaluations/"),
    "imports": Picture("planner", "/import/"),
    "registers": Picture("planner", "/board/registers/"),
    "publish": Picture("planner", "/publish/"),
    "passport": Picture("planner", "/figures/", (".work-name a", "main tbody a")),
    "papers": Picture("planner", "/papers/"),
    "committee-my-work": Picture("committee", "/"),
    "audit": Picture("auditor", "/audit/"),
    "people": Picture("admin", "/people/"),
    "person": Picture("admin", "/people/", ("main .work-name a, main tbody a",)),
    "two-step": Picture("admin", "/account/two-step/"),
    "keys": Picture("admin", "/keys/"),
}


def main() -> int:
    """Take the pictures anew; names given on the command line limit them to these."""
    wanted = sys.argv[1:] or list(PICTURES)
    PLACE.mkdir(parents=True, exist_ok=True)
    with _trial() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for language in ("ja", "en"):
            for account in dict.fromkeys(PICTURES[name].account for name in wanted):
                names = [name for name in wanted if PICTURES[name].account == account]
                _take(browser, address, account, language, names)
        browser.close()
    return 0


def _take(browser: Browser, address: str, account: str, language: str, names: list[str]) -> None:
    """Sign in once and take the pictures of one person."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    context.add_cookies([{"name": "hoshin_language", "value": language, "url": address}])
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}/account/sign-in/")
    page.locator("input[name=login]").fill(account)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    for name in names:
        picture = PICTURES[name]
        page.goto(address + picture.address)
        for link in picture.follow:
            page.locator(link).first.click()
            page.wait_for_load_state()
        _write(page, picture.top, PLACE / f"{name}.{language}.png")
    context.close()


def _write(page: Page, top: str, place: Path) -> None:
    page.locator(".demo-strip").evaluate("one => one.remove()")
    if top:
        scroll = "one => one.scrollIntoView({ behavior: 'instant' })"
        page.locator(top).first.evaluate(scroll)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = shown.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(place, optimize=True)
    print(f"{place.name:<32} {place.stat().st_size / 1_000:.0f} kB", flush=True)


@contextmanager
def _trial() -> Iterator[str]:
    """The trial on free ports until the block ends; its address."""
    ports = []
    for _ in range(2):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports.append(str(free.getsockname()[1]))
    hoshin = str(Path(sys.executable).with_name("hoshin"))
    city = str(ROOT / "examples" / "kumamoto")
    with tempfile.TemporaryDirectory(prefix="hoshin-") as folder:
        served = subprocess.Popen(
            [
                *(hoshin, "workplace", "--demo", city, "--data", folder),
                *("--port", ports[0], "--public-port", ports[1]),
            ]
        )
        address = f"http://127.0.0.1:{ports[0]}"
        try:
            _wait_for(address, served)
            yield address
        finally:
            served.terminate()
            served.wait(60)


def _wait_for(address: str, served: subprocess.Popen[bytes]) -> None:
    for _ in range(3_000):
        if served.poll() is not None:
            raise SystemExit("the trial did not start")
        try:
            urllib.request.urlopen(f"{address}/account/sign-in/", timeout=60).close()
            return
        except OSError:
            time.sleep(0.2)


if __name__ == "__main__":
    raise SystemExit(main())
