"""The first visit to an indicator's page on a slow phone, beside an empty page over the same line.

A headless Chromium is slowed down to the line and processor that audits of phones assume: 1.6
Mbit/s with 150 ms to the server and a processor four times slower. Files are sent compressed, as
web servers send them. The empty page is the least that any page can take.

``ready``: the page is painted, its chart stands where it has one, and its script has run to its
end, as the script itself marks, so that chart, menus and search answer. ``read``: the page is
besides read down to its foot. ``quiet``: from then on no task of the page's own thread takes 50 ms
or longer, so that an answer is never late; audits call this the time to interactive. ``work``: what
that thread used, slowed down as said. All are read from the page's own clock, which begins with the
reader's tap. On a machine that does other work at the same time only the ratio to the empty page
says something.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measuring import table
from benchmarks.synthetic_city import AS_OF, synthetic_city

CHROMIUM = "/usr/bin/chromium"
RUNS = 7
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
# A browser that has just begun is busy with itself.
SETTLED_MS = 3_000
EMPTY = "<!DOCTYPE html><title>.</title><p>.</p>"
PAGES = {
    "an empty page": "empty.html",
    "an indicator, Japanese": "indicators/i1/index.html",
    "an indicator, English": "en/indicators/i1/index.html",
    "overview": "index.html",
}
_USED = "Performance.getMetrics"
_NOTE_LONG_TASKS = """window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries()))
  .observe({type: 'longtask', buffered: true});
window.stoodAt = {};
new MutationObserver(() => {
  for (const part of ['.chart', '.site-footer']) {
    if (window.stoodAt[part] || !document.querySelector(part)) continue;
    window.stoodAt[part] = Infinity;
    // Its frame is drawn once the task that was asked for within it begins.
    requestAnimationFrame(() => setTimeout(() => { window.stoodAt[part] = performance.now(); }));
  }
}).observe(document, {childList: true, subtree: true});"""
_TIMES = """() => {
  const page = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const painted = paint ? paint.startTime : page.domContentLoadedEventEnd;
  const ran = performance.getEntriesByName('hoshin-ready')[0];
  const hasScript = document.querySelector('script[src]') !== null;
  if (hasScript && !ran) throw new Error('the script has not run to its end');
  const stood = (part) => window.stoodAt[part] || painted;
  const ready = Math.max(painted, ran ? ran.startTime : painted, stood('.chart'));
  const read = Math.max(ready, stood('.site-footer'));
  const quiet = Math.max(read, ...window.longTasks.map((one) => one.startTime + one.duration));
  return {painted, ready, read, quiet, loaded: page.loadEventEnd};
}"""


def measure() -> str:
    """A table with one line for each page; says so where there is no browser to measure with."""
    from hoshin.site.build import build_site

    if find_spec("playwright") is None or not Path(CHROMIUM).is_file():
        return f"First visit: not measured, it needs playwright and {CHROMIUM}."

    with tempfile.TemporaryDirectory(prefix="hoshin-benchmark-") as folder:
        site = Path(folder) / "site"
        build_site(synthetic_city(50), AS_OF, (), site, {})
        (site / "empty.html").write_text(EMPTY, "utf-8")
        with _served(site) as root:
            found = {name: _visits(f"{root}/{path}") for name, path in PAGES.items()}
    floor = found["an empty page"]["ready"]
    lines = [
        [
            name,
            f"{one['requests']:.0f}",
            f"{one['bytes'] / 1000:.0f}",
            f"{one['painted'] / 1000:.2f}",
            f"{one['ready'] / 1000:.2f}",
            f"{one['read'] / 1000:.2f}",
            f"{one['quiet'] / 1000:.2f}",
            f"{one['loaded'] / 1000:.2f}",
            f"{one['work']:.2f}",
            f"{one['ready'] / floor:.2f}",
        ]
        for name, one in found.items()
    ]
    heads = (
        "First visit, slow phone",
        "requests",
        "kB",
        "painted s",
        "ready s",
        "read s",
        "quiet s",
        "loaded s",
        "work s",
    )
    return table((*heads, "x empty"), lines)


def _visits(address: str) -> dict[str, float]:
    """The medians of several first visits, each with a new and empty browser profile."""
    from playwright.sync_api import sync_playwright

    visits: list[dict[str, float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        browser.new_page().wait_for_timeout(SETTLED_MS)
        for _ in range(RUNS):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            page = context.new_page()
            page.add_init_script(_NOTE_LONG_TASKS)
            sizes: list[float] = []
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.on("Network.loadingFinished", partial(_note_size, sizes))
            session.send("Network.emulateNetworkConditions", LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(address, wait_until="load")
            page.wait_for_timeout(200)
            times: dict[str, float] = page.evaluate(_TIMES)
            used = {one["name"]: one["value"] for one in session.send(_USED)["metrics"]}
            visits.append(
                {**times, "bytes": sum(sizes), "requests": len(sizes), "work": used["TaskDuration"]}
            )
            context.close()
        browser.close()
    return {name: statistics.median(one[name] for one in visits) for name in visits[0]}


def _note_size(sizes: list[float], event: dict[str, Any]) -> None:
    sizes.append(event["encodedDataLength"])


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes())


class _Compressed(SimpleHTTPRequestHandler):
    """Sends every file compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        body = _compressed(path) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    print(measure())
