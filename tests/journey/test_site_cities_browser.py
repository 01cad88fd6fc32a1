"""The site of several cities as its readers use it: from releases, in a real browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.synthetic_city import AS_OF, synthetic_city
from hoshin.exchange.release import write_release

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SERIES = "code,name,name_en,city,indicator\nu,利用者,Users,east,i1\nu,利用者,Users,west,i2\n"


def hoshin(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("hoshin")), *arguments], capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    for name, size in (("east", 3), ("west", 4)):
        city = replace(synthetic_city(size), name=f"{name}市", name_en=name.title())
        write_release(city, AS_OF, folder / name, with_parquet=False)
    (folder / "common_series.csv").write_text(SERIES, "utf-8")
    return folder


def test_a_folder_of_releases_becomes_one_site(releases: Path, tmp_path: Path) -> None:
    done = hoshin("site", "--many", str(releases), "-o", str(tmp_path / "site"))
    assert done.returncode == 0 and "ページを作りました" in done.stdout
    assert (tmp_path / "site" / "cities" / "west" / "indicators" / "i2" / "index.html").is_file()


def test_what_is_no_release_is_named_and_nothing_is_written(releases: Path, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "notes").mkdir()
    done = hoshin(
        "--lang", "en", "site", "--many", str(tmp_path / "all"), "-o", str(tmp_path / "s")
    )
    assert done.returncode == 2 and '"notes" is not a release' in done.stderr
    assert not (tmp_path / "s").exists()


def test_a_release_with_a_changed_byte_is_refused(releases: Path, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    shutil.copytree(releases, folder)
    table = folder / "west" / "data" / "indicators.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    done = hoshin("site", "--many", str(folder), "-o", str(tmp_path / "site"))
    assert done.returncode == 1 and "indicators.csv" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.fixture(scope="module")
def browser(browser_binary: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_binary, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_its_pages_are_accessible_and_fit(
    width: int, releases: Path, browser: Browser, tmp_path: Path
) -> None:
    hoshin("site", "--many", str(releases), "-o", str(tmp_path / "site"))
    page = browser.new_page(viewport={"width": width, "height": 900})
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text))
    page.on("request", lambda one: told.append(one.url) if "file:" not in one.url else None)
    page.on("requestfailed", lambda one: told.append(one.url))
    for path in ("index.html", "en/index.html", "series/u/index.html", "en/series/u/index.html"):
        page.goto((tmp_path / "site" / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text("utf-8"))
        # Without this it fetches the style sheets once more, which the pages' policy forbids.
        found = page.evaluate("axe.run({preload: false})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    page.get_by_role("link", name="East").first.click()
    expect(page.locator("h1")).to_have_count(1)
    assert told == []
    page.close()
