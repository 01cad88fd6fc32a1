"""``hoshin serve``: a built site on this machine, for looking at it before it is carried across."""

from __future__ import annotations

import functools
from argparse import Namespace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hoshin.cli.exits import BAD_USE, CLEAN
from hoshin.cli.output import say

ADDRESS = "127.0.0.1"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line of log for each, and the site's own page for what is missing."""

    def log_message(self, format: str, *args: Any) -> None:
        return

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            body = page.read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
            return
        super().send_error(code, message, explain)


def serve(given: Namespace) -> int:
    """Serve a folder on 127.0.0.1 until interrupted."""
    folder = Path(given.folder)
    if not (folder / "index.html").is_file():
        say(
            given.lang,
            f"「{folder}」にサイトがありません。先に hoshin site で作ってください。",
            f'There is no site in "{folder}". Build one first with hoshin site.',
            to_stderr=True,
        )
        return BAD_USE
    handler = functools.partial(QuietHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((ADDRESS, given.port), handler)
    except (OSError, OverflowError) as refused:
        say(
            given.lang,
            f"ポート{given.port}を使えません（{refused}）。--port で別の番号を指定してください。",
            f"Port {given.port} cannot be used ({refused}). Name another with --port.",
            to_stderr=True,
        )
        return BAD_USE
    with server:
        address = f"http://{ADDRESS}:{server.server_address[1]}/"
        say(
            given.lang,
            f"{address} で見られます。終わるには Ctrl+C を押してください。",
            f"Look at {address} and press Ctrl+C to stop.",
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say(given.lang, "終了しました。", "Stopped.")
    return CLEAN
