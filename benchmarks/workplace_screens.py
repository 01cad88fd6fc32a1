"""The screens of a large city's workplace, measured beside a bare page in the same run.

``benchmarks.workplace`` makes the city and calls ``measure``. A page is asked of the whole stack of
middleware, in this process, and its CPU time counted; the bare page is a signed-in page of two
statements that shows nothing. Fifty officers at once go over HTTP to a server of its own.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import table

RUNS = 25
LISTS = (
    ("officer", "/"),
    ("officer", "/grid/"),
    ("section_chief", "/approvals/"),
    ("planner", "/board/"),
    ("planner", "/board/?by=plan"),
    ("planner", "/board/1/items/?step=open"),
    ("planner", "/figures/"),
    ("planner", "/audit/"),
)
OFFICERS = 50
_SECRET = "benchmark0benchmark0benchmark000"[:32]


def measure(people: dict[str, Any]) -> str:
    """A table of pages: CPU of each beside the bare page's, statements, size."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    # As the server of the workplace is loaded, with what it tells the collector of garbage.
    import hoshin.web.wsgi  # noqa: F401

    _add_bare_page()
    bare = _client(Client, people["planner"])
    rows = []
    for name, path in LISTS:
        client = _client(Client, people[name])
        answer = client.get(path)
        assert answer.status_code == 200, (name, path)
        pages, bares = [], []
        for _ in range(RUNS):
            bares.append(_cpu_ms(lambda: bare.get("/bare/")))
            pages.append(_cpu_ms(lambda client=client, path=path: client.get(path)))
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        page, nothing = statistics.median(pages), statistics.median(bares)
        rows.append(
            (
                f"{name} {path}",
                f"{page:.1f}",
                f"{min(pages):.1f}",
                f"{nothing:.1f}",
                f"{page / nothing:.1f}",
                str(len(counted)),
                f"{len(answer.content) / 1_000:.0f}",
            )
        )
    heads = ("page", "ms CPU", "best", "bare", "ratio", "statements", "kB")
    return table(heads, rows)


def _add_bare_page() -> None:
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path

    from hoshin.web import urls

    def bare(request: Any) -> HttpResponse:
        return HttpResponse(f"<p>{request.user.is_authenticated}")

    urls.urlpatterns.append(path("bare/", bare))
    clear_url_caches()


def _client(kind: Any, person: Any) -> Any:
    made = kind(SERVER_NAME="localhost")
    made.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return made


def _cpu_ms(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1_000


def at_once(items: list[tuple[Any, Any]], round_of_rows: Callable[[], int]) -> str:
    """Fifty officers submit at the same moment over HTTP; ``items`` pair people with items.

    ``round_of_rows`` counts submissions. Returns what came of it, latencies and memory of workers.
    """
    cookies = [_session_of(person) for person, _ in items]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("hoshin")), "workplace"]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--workers", "2"],
        env={**os.environ, "HOSHIN_HOSTS": "127.0.0.1", "HOSHIN_READS_UPLOADS": "0"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        for cookie in cookies[:4]:
            _request(port, cookie, "GET", "/", "")
        before = round_of_rows()
        with ThreadPoolExecutor(len(items)) as many:
            answers = list(
                many.map(
                    lambda one: _submit(port, one[0], one[1][1]), zip(cookies, items, strict=True)
                )
            )
        taken = sorted(seconds for _, seconds in answers)
        kept = round_of_rows() - before
        faults = sum(status >= 500 for status, _ in answers)
        return (
            f"{len(items)} officers at once over HTTP, two workers: {kept} kept, "
            f"{faults} answers of 5xx, median {statistics.median(taken) * 1_000:.0f} ms, "
            f"slowest {taken[-1] * 1_000:.0f} ms; workers hold {_memory(server.pid)} MB"
        )
    finally:
        server.terminate()
        server.wait(30)


def _session_of(person: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={_SECRET}"


def _submit(port: int, cookie: str, item: Any) -> tuple[int, float]:
    form = urlencode(
        {
            "csrfmiddlewaretoken": _SECRET,
            "version": item.version,
            "missing_reason": "not_surveyed",
            "comment": "benchmark",
        }
    )
    started = time.perf_counter()
    status = _request(port, cookie, "POST", f"/items/{item.pk}/", form)
    return status, time.perf_counter() - started


def _request(port: int, cookie: str, verb: str, path: str, body: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    heads = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(verb, path, body, heads)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/account/sign-in/", timeout=30).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def _memory(parent: int) -> str:
    """The most that each worker has held so far."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lines = dict(
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines()
            )
        except (OSError, ValueError):
            continue
        if lines.get("PPid") == str(parent) and "VmHWM" in lines:
            found.append(f"{int(lines['VmHWM'].split()[0]) * 1_024 / 1e6:.0f}")
    return " and ".join(found)
