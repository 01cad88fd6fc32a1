"""The workplace for tests: both databases, made once a session, each test in a transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import begin
from tests.postgresql_server import PostgresqlServer, start_server, stop_server

VENDORS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server(repository: Path) -> Iterator[PostgresqlServer]:
    """A PostgreSQL server of this session; tests that need one are skipped where it is absent."""
    found = subprocess.run(
        ["bash", str(repository / "scripts" / "ensure_postgresql.sh"), "--find"],
        capture_output=True,
        text=True,
    )
    if found.returncode:
        pytest.skip(found.stderr.strip())
    server = start_server(Path(found.stdout.strip()))
    yield server
    stop_server(server)


@pytest.fixture(scope="session")
def django_ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Django, started once with the workplace's own settings; returns the data folder."""
    data = tmp_path_factory.mktemp("hoshin-data")
    os.environ["HOSHIN_DATA"] = str(data)
    os.environ.pop("HOSHIN_DATABASE", None)
    from hoshin.storage.start import start

    start()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests read what is uploaded themselves, within their own transaction.
    settings.READS_UPLOADS = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return data


class Databases:
    """Every database of a session, by vendor and content, each with an open connection."""

    def __init__(self, folder: Path, server: Callable[[], PostgresqlServer]) -> None:
        self._folder = folder
        self._server = server
        self._made: dict[tuple[str, str], Any] = {}

    def use(self, vendor: str, content: str) -> None:
        """Let Django use this one: ``blank``, ``harbour`` with its plan, ``in_round``."""
        from django.db import connections

        if (vendor, content) not in self._made:
            self._made[vendor, content] = self._make(vendor, content)
        connections["default"] = self._made[vendor, content]

    def close(self) -> None:
        """Close every connection."""
        for made in self._made.values():
            made.close()

    def address(self, vendor: str, name: str, content: str) -> str:
        """The address of a fresh database with this content, for a process of its own."""
        self.use(vendor, content)
        return self._copy(vendor, name, content)

    def connection(self, address: str) -> Any:
        """A connection to a database, as Django makes one."""
        from django.db.utils import ConnectionHandler

        from hoshin.storage.addresses import database_of

        settings = database_of(address, self._folder / "unused")
        if "init_command" in settings.get("OPTIONS", {}):
            haste = "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL;"
            settings["OPTIONS"]["init_command"] = haste
        return ConnectionHandler({"default": settings})["default"]

    def _make(self, vendor: str, content: str) -> Any:
        from django.core.management import call_command
        from django.db import connections

        from hoshin.exchange.folder import read_folder
        from hoshin.storage.plan import save_plan

        if content == "blank":
            made = self.connection(self._empty(vendor))
            connections["default"] = made
            call_command("migrate", interactive=False, verbosity=0)
            return made
        basis = {"harbour": "blank", "in_round": "harbour"}[content]
        self.use(vendor, basis)
        made = self.connection(self._copy(vendor, content, basis))
        connections["default"] = made
        if content == "in_round":
            begin()
            return made
        city = read_folder(Path(__file__).parents[1] / "examples" / content).city
        assert city is not None
        save_plan(city)
        return made

    def _empty(self, vendor: str) -> str:
        if vendor == "postgresql":
            return self._server().create("blank")
        return f"sqlite:///{self._folder / 'blank.sqlite3'}"

    def _copy(self, vendor: str, name: str, content: str) -> str:
        self._made[vendor, content].close()
        if vendor == "postgresql":
            return self._server().create(name, template=content)
        shutil.copyfile(self._folder / f"{content}.sqlite3", self._folder / f"{name}.sqlite3")
        return f"sqlite:///{self._folder / f'{name}.sqlite3'}"


@pytest.fixture(scope="session")
def databases(
    django_ready: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Databases]:
    """The databases of this session, made when a test first asks for one."""
    folder = tmp_path_factory.mktemp("databases")
    made = Databases(folder, lambda: request.getfixturevalue("postgresql_server"))
    yield made
    made.close()


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    if request.param == "postgresql":
        request.getfixturevalue("postgresql_server")
    return str(request.param)


@pytest.fixture
def workplace(vendor: str, databases: Databases) -> Iterator[str]:
    """A workplace with the plan of the invented city; whatever a test does is undone after it."""
    yield from _undone(vendor, "harbour", databases)


@pytest.fixture
def in_round(vendor: str, databases: Databases) -> Iterator[str]:
    """The workplace in mid-round, with one person for each role."""
    yield from _undone(vendor, "in_round", databases)


@pytest.fixture
def blank_workplace(vendor: str, databases: Databases) -> Iterator[str]:
    """A workplace without a plan; whatever a test does is undone after it."""
    yield from _undone(vendor, "blank", databases)


def _undone(vendor: str, content: str, databases: Databases) -> Iterator[str]:
    from django.db import transaction

    databases.use(vendor, content)
    with transaction.atomic():
        yield vendor
        transaction.set_rollback(True)


@pytest.fixture
def committed_workplace(
    vendor: str, databases: Databases, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A workplace of one test alone, in which everything is really written; returns its address.

    Threads and processes of the test open connections of their own.
    """
    from django.db import connections

    number = len(databases._made)
    address = databases.address(vendor, f"alone_{number}", "in_round")
    databases._made[vendor, f"alone_{number}"] = connections["default"] = databases.connection(
        address
    )
    yield address
    connections["default"].close()
