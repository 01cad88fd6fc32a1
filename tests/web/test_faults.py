"""Faults of the machine while people work: told in their words, and nothing is lost or half-done.

The faults are real: the kernel refuses to let files grow, another program holds the database, the
server of the database is stopped and started again.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import actor, begin, value_item
from tests.postgresql_server import PostgresqlServer, start_server, stop_server
from tests.workplace import Databases

HTMX = {"HX-Request": "true"}
SAID = {
    "ja": ("混み合っています", "入力した内容は画面に残っています"),
    "en": ("Nothing was saved", "What you typed is still on your screen"),
}


def _client(name: str, language: str = "ja") -> Any:
    from django.test import Client

    made = Client(SERVER_NAME="localhost")
    made.force_login(actor(name).person, backend="django.contrib.auth.backends.ModelBackend")
    made.cookies["hoshin_language"] = language
    return made


def _form(item: Any, **content: str) -> dict[str, str]:
    return {"version": str(item.version), "value": "105", "status": "final", **content}


@contextmanager
def _full_disk(room: int = 0) -> Iterator[None]:
    """While this lasts, no file of this process and of those it starts grows beyond ``room``."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_full_disk_while_saving(committed_workplace: str, language: str) -> None:
    from hoshin.storage.models import Draft

    item, client = value_item(), _client("officer", language)
    address = f"/items/{item.pk}/"
    with _full_disk():
        submitted = client.post(address, _form(item))
        kept = client.post(f"{address}draft/", _form(item), headers=HTMX)
    assert submitted.status_code == kept.status_code == 503
    assert "X-Kept" not in kept.headers
    page = submitted.content.decode()
    assert all(one in page for one in SAID[language])
    item.refresh_from_db()
    assert (item.state, item.submissions.count()) == ("not_started", 0)
    assert not Draft.objects.filter(item=item).exists()
    assert client.post(address, _form(item, comment="統計書")).status_code == 302
    assert item.submissions.get().content["value"] == "105"


def test_a_full_disk_while_a_file_is_attached(
    committed_workplace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile

    from hoshin.storage.models import Evidence

    monkeypatch.setattr(settings, "EVIDENCE", tmp_path / "evidence")
    item, client = value_item(), _client("officer")

    def attach() -> Any:
        file = SimpleUploadedFile("統計.csv", b"year,visitors\n2024,105\n" * 200)
        return client.post(f"/items/{item.pk}/evidence/", {"file": file})

    with _full_disk(100):
        refused = attach()
    assert refused.status_code in (422, 503)
    page = refused.content.decode()
    assert "保存できませんでした" in page or "混み合っています" in page
    assert not Evidence.objects.exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]
    assert attach().status_code == 302
    assert Evidence.objects.get().name == "統計.csv"


@pytest.mark.parametrize("vendor", ["postgresql"], indirect=True)
def test_a_full_disk_while_publishing(
    committed_workplace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from hoshin.actions.publishing import begin as begin_publishing
    from hoshin.actions.publishing import latest, make
    from hoshin.storage.models import PublicationKind, Release

    monkeypatch.setattr(settings, "RELEASES", tmp_path / "releases")
    monkeypatch.setenv("HOSHIN_DATA", str(tmp_path))
    monkeypatch.setenv("HOSHIN_DATABASE", committed_workplace)
    monkeypatch.setenv("HOSHIN_SECRET_KEY", settings.SECRET_KEY)
    day = date(2025, 8, 31)
    with _full_disk(20_000):
        asked = begin_publishing(actor("planner"), kind=PublicationKind.RELEASE, as_of=day)
        ended = _until_ended(latest)
    assert (ended.pk, ended.state) == (asked.pk, "refused")
    page = _client("planner").get("/publish/").content.decode()
    assert "ファイルを保存できませんでした" in page and "空き容量" in page
    assert not Release.objects.exists() and not list((tmp_path / "releases").glob(".making-*"))
    make(asked.pk)
    assert not Release.objects.exists(), "what has ended is not made again"


def _until_ended(latest: Any) -> Any:
    import time

    for _ in range(1_200):
        found = latest()
        if found.state != "running":
            return found
        time.sleep(0.05)
    raise AssertionError("it took longer than a minute")


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_database_that_another_program_holds(
    committed_workplace: str, databases: Databases, language: str
) -> None:
    from django.db import connection

    item, client = value_item(), _client("officer", language)
    address = f"/items/{item.pk}/"
    with connection.cursor() as ours:
        ours.execute("PRAGMA busy_timeout = 100")
    holder = databases.connection(committed_workplace)
    with holder.cursor() as theirs:
        theirs.execute("BEGIN EXCLUSIVE")
        submitted = client.post(address, _form(item))
        kept = client.post(f"{address}draft/", _form(item), headers=HTMX)
        read = client.get(address)
        theirs.execute("ROLLBACK")
    holder.close()
    assert submitted.status_code == kept.status_code == 503
    assert all(one in submitted.content.decode() for one in SAID[language])
    assert read.status_code == 200, "who only reads does not wait"
    item.refresh_from_db()
    assert item.state == "not_started"
    assert client.post(address, _form(item, comment="統計書")).status_code == 302


@pytest.fixture(scope="module")
def server_of_its_own(postgresql_server: PostgresqlServer) -> Iterator[PostgresqlServer]:
    """A second server, which may be stopped without harm to other tests."""
    server = start_server(postgresql_server.programs)
    yield server
    stop_server(server)


def test_a_server_that_goes_away_and_comes_back(
    server_of_its_own: PostgresqlServer, databases: Databases, repository: Path
) -> None:
    from django.core.management import call_command
    from django.db import close_old_connections, connections

    from hoshin.actions.recording import first_broken_event
    from hoshin.exchange.folder import read_folder
    from hoshin.storage.plan import save_plan

    server, before = server_of_its_own, connections["default"]
    connections["default"] = databases.connection(server.create("away"))
    try:
        call_command("migrate", interactive=False, verbosity=0)
        city = read_folder(repository / "examples" / "harbour").city
        assert city is not None
        save_plan(city)
        begin()
        item, client = value_item(), _client("officer")
        address = f"/items/{item.pk}/"
        assert client.get(address).status_code == 200

        # The test's server writes late, for speed; a server in use has all of this on its disk.
        with connections["default"].cursor() as cursor:
            cursor.execute("CHECKPOINT")
        server.run("pg_ctl", "-D", str(server.folder / "data"), "-m", "immediate", "stop")
        try:
            # As the server of the workplace does it before and after every request.
            close_old_connections()
            answers = [
                client.post(address, _form(item)),
                client.post(f"{address}draft/", _form(item), headers=HTMX),
                client.get("/"),
            ]
            program = client.get("/api/v1/items", headers={"Authorization": "Bearer x"})
        finally:
            _start_again(server)
        assert [one.status_code for one in answers] == [503] * 3
        page = answers[0].content.decode()
        assert "Traceback" not in page and "psycopg" not in page
        assert "<h1>" in page and answers[0].headers["Retry-After"] == "10"
        assert (
            'href="/"' in answers[2].content.decode()
            and "もう一度開く" in answers[2].content.decode()
        )
        assert (program.status_code, program.json()["code"]) == (503, "busy")

        close_old_connections()
        assert client.post(address, _form(item, comment="統計書")).status_code == 302
        assert item.submissions.get().content["value"] == "105"
        assert first_broken_event() is None
    finally:
        connections["default"].close()
        connections["default"] = before


def _start_again(server: PostgresqlServer) -> None:
    options = f"-p {server.port} -c listen_addresses=127.0.0.1 -k {server.folder}"
    data, log = str(server.folder / "data"), str(server.folder / "log")
    server.run("pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")
