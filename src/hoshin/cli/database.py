"""Opening the workplace's database for a command: what is missing is said, with what to do."""

from __future__ import annotations

from argparse import Namespace

from hoshin.cli.exits import BAD_USE, PROBLEMS, StopError
from hoshin.cli.output import say


def open_database(given: Namespace) -> None:
    """Start Django and bring the tables up to date; raises StopError once the reason was said."""
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import Error

        from hoshin.storage.start import bring_up_to_date, start
    except ImportError:
        say(
            given.lang,
            "業務画面とデータベースに要る部品がありません。make web を実行してください。",
            "What the workplace and its database run on is not installed. Run make web.",
            to_stderr=True,
        )
        raise StopError(BAD_USE) from None
    try:
        start()
        bring_up_to_date()
    except ImproperlyConfigured as wrong:
        say(given.lang, str(wrong), str(wrong), to_stderr=True)
        raise StopError(BAD_USE) from None
    except Error as trouble:
        say(
            given.lang,
            f"データベースを開けません（{_first_line(trouble)}）。動いているか、"
            "HOSHIN_DATABASE のアドレスが正しいか、確かめてください。",
            f"The database cannot be opened ({_first_line(trouble)}). See whether it runs, and "
            "whether the address in HOSHIN_DATABASE is right.",
            to_stderr=True,
        )
        raise StopError(PROBLEMS) from None


def _first_line(trouble: Exception) -> str:
    return str(trouble).strip().split("\n")[0]
