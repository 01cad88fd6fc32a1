"""The pictures of the README: ``python -m scripts.readme_pictures`` writes ``docs/images/*.png``.

Builds the site of the example city and photographs four of its pages in Debian's Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
INDICATOR = "indicators/community-activity-share/index.html"
PICTURES = {
    "overview": ("index.html", (1280, 900), "body"),
    "indicator": (f"en/{INDICATOR}", (1280, 1380), "body"),
    "budget": ("budget/index.html", (1280, 900), "body"),
    "phone": (INDICATOR, (390, 844), ".chart-box"),
}
"""The page, the size of the window, and what stands at its top, for each picture."""


def main() -> int:
    """Take the pictures anew."""
    with tempfile.TemporaryDirectory(prefix="hoshin-") as folder:
        site = Path(folder) / "site"
        hoshin = str(Path(sys.executable).with_name("hoshin"))
        city = str(ROOT / "examples" / "kumamoto")
        subprocess.run([hoshin, "site", city, "-o", str(site)], check=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            for name, (path, size, top) in PICTURES.items():
                _photograph(browser, site / path, size, top, IMAGES / f"{name}.png")
            browser.close()
    return 0


def _photograph(
    browser: Browser, page: Path, size: tuple[int, int], top: str, picture: Path
) -> None:
    width, height = size
    shown = browser.new_page(viewport={"width": width, "height": height})
    shown.goto(page.as_uri())
    shown.locator(top).first.evaluate("one => one.scrollIntoView({behavior: 'instant'})")
    shown.screenshot(path=picture)
    shown.close()


if __name__ == "__main__":
    raise SystemExit(main())
