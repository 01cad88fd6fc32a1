"""Starting Django for a command: settings named, folder and secret made, tables up to date."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

SETTINGS = "hoshin.storage.settings"


def start() -> None:
    """Make Django ready in this process; a second call does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if apps.ready:
        return
    make_data_folder(Path(os.environ.get("HOSHIN_DATA", "hoshin-data")).absolute())
    django.setup()


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
