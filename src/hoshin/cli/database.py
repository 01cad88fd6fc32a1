"""Opening the workplace's database for a command: what is missing is said, with what to do."""

from __future__ import annotations

from argparse import Namespace

from hoshin.cli.exits import BAD_USE, PROBLEMS, StopError
from hoshin.cli.output import say
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words


def open_database(given: Namespace, *, must_exist: bool = False) -> None:
    """Start Django and bring the tables up to date; raises StopError once the reason was said.

    With ``must_exist`` nothing is made where there is no database yet: that is said instead.
    """
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    from hoshin.storage.start import absent_database, bring_up_to_date, start

    try:
        if must_exist and (place := absent_database()) is not None:
            say_problem(given, no_workplace(str(place)))
            raise StopError(BAD_USE)
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


def say_problem(given: Namespace, problem: Problem) -> None:
    """Print a refusal of a command and what to do, on standard error."""
    say(
        given.lang,
        problem.sentence_ja + problem.hint_ja,
        f"{problem.sentence_en} {problem.hint_en}",
        to_stderr=True,
    )


def no_workplace(place: str) -> Problem:
    """The refusal to read a workplace where there is none; ``place`` is where it was looked for."""
    return Problem(
        code="no-workplace",
        level=ProblemLevel.ERROR,
        place=Place(file=place),
        sentence=Words(
            f"「{place}」に業務画面のデータがありません。何も作っていません。",
            f'There is no workplace at "{place}". Nothing was made.',
        ),
        hint=Words(
            "データのフォルダを HOSHIN_DATA で、PostgreSQLなど別のデータベースなら "
            "HOSHIN_DATABASE も指定して、もう一度実行してください。",
            "Name its folder with HOSHIN_DATA, and another database such as PostgreSQL with "
            "HOSHIN_DATABASE too, and run this again.",
        ),
    )


def _first_line(trouble: Exception) -> str:
    return str(trouble).strip().split("\n")[0]
