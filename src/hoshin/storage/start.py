"""Starting Django for a command: settings named, folder and secret made, tables up to date."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

from hoshin.storage.addresses import database_of

SETTINGS = "hoshin.storage.settings"


def start() -> None:
    """Make Django ready in this process; a second call does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if apps.ready:
        return
    make_data_folder(_data_folder())
    django.setup()


def absent_database() -> Path | None:
    """The SQLite file that the environment names, where there is none yet; makes nothing.

    Returns None where the file is there or the database is a server's. Raises ImproperlyConfigured
    for an address that cannot be read.
    """
    address = os.environ.get("HOSHIN_DATABASE", "")
    database = database_of(address, _data_folder() / "hoshin.sqlite3")
    place = Path(database["NAME"]).absolute()
    is_file = database["ENGINE"].endswith("sqlite3")
    return place if is_file and not place.is_file() else None


def _data_folder() -> Path:
    return Path(os.environ.get("HOSHIN_DATA", "hoshin-data")).absolute()


def make_data_folder(folder: Path) -> None:
    """Make the folder of what is kept, and the secret that signs sessions, readable by us alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = folder / "secret-key"
    if os.environ.get("HOSHIN_SECRET_KEY"):
        return
    try:
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")


def bring_up_to_date() -> None:
    """Bring the tables of the database to those of this version."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def is_sqlite() -> bool:
    """Whether the database is one file of this machine."""
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def place_of_database() -> str:
    """Where the database of this process is: a file's path, or the name of one on a server."""
    return str(settings.DATABASES["default"]["NAME"])
