"""ClickHouse's engine behind HTTP on loopback: ``python -m tests.clickhouse_over_http``.

The engine is chdb, which is ClickHouse in a library; the protocol is as much of it as the official
client needs to ask. It prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

# What the client says to the HTTP server and not to the engine.
_OF_THE_PROTOCOL = {
    "buffer_size",
    "client_protocol_version",
    "database",
    "default_format",
    "enable_http_compression",
    "http_headers_progress_interval_ms",
    "query",
    "query_id",
    "send_progress_in_http_headers",
    "session_id",
    "wait_end_of_query",
}
_FORMAT = re.compile(r"\sFORMAT\s+(\w+)\s*$", re.IGNORECASE)


def serve() -> None:
    """Answer until standard input ends."""
    from chdb.session import Session

    session = Session()
    set_before: dict[str, str] = {}

    def answer(sql: str, settings: dict[str, str], otherwise: str) -> bytes:
        for name, value in settings.items():
            if set_before.get(name) != value:
                quoted = value.replace("'", "''")
                session.query(f"SET {name} = '{quoted}'")
                set_before[name] = value
        said = _FORMAT.search(sql)
        wanted = said.group(1) if said else otherwise
        return bytes(session.query(sql[: said.start()] if said else sql, wanted).bytes())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            settings = {name: asked[name] for name in asked.keys() - _OF_THE_PROTOCOL}
            try:
                sql = f"{asked.get('query', '')} {body}".strip()
                otherwise = asked.get("default_format", "TabSeparated")
                status, said = 200, answer(sql, settings, otherwise)
            except Exception as broken:
                status, said = 500, str(broken).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.send_header("X-ClickHouse-Summary", "{}")
            self.send_header("X-ClickHouse-Timezone", "UTC")
            if status != 200:
                self.send_header("X-ClickHouse-Exception-Code", "1")
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: what is asked stands in the tests."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    serve()
