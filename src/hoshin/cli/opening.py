"""Opening a plan folder for a command: read, with progress; the day of judgement; the checks."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from hoshin.cli.exits import BAD_USE, PROBLEMS, StopError
from hoshin.cli.output import print_problems, progress, say
from hoshin.domain.city import City
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.engine.checks import check as run_checks
from hoshin.exchange.folder import FolderReading, read_folder


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan folder that was read: its reading, its city and the day of judgement."""

    reading: FolderReading
    city: City
    as_of: date

    def checked(self) -> tuple[Problem, ...]:
        """All problems: those of reading and those of the checks, with file and line.

        Rows that could not be read would make every rule that counts, compares or follows a
        reference find what is not there, so a folder with such rows is not checked further.
        """
        if self.reading.has_errors:
            return self.reading.problems
        found = run_checks(self.city, self.as_of)
        return (*self.reading.problems, *(self.reading.located(one) for one in found))


def read(given: Namespace) -> FolderReading:
    """Read the folder that a command names, with progress."""
    with progress(given.lang, "読み込み中", "Reading") as report:
        return read_folder(Path(given.folder), report)


def day_of_judgement(given: Namespace, city: City) -> date:
    """The day asked for, else the folder's own, else today.

    Raises StopError when the text asked for is no date.
    """
    asked = getattr(given, "as_of", None)
    if asked:
        try:
            return date.fromisoformat(asked)
        except ValueError:
            say(
                given.lang,
                f"--as-of の「{asked}」は日付ではありません。2025-05-31 のように書いてください。",
                f'--as-of "{asked}" is not a date. Write it like 2025-05-31.',
                to_stderr=True,
            )
            raise StopError(BAD_USE) from None
    return city.as_of or datetime.now(UTC).astimezone().date()


def open_for_judgement(given: Namespace) -> Opened:
    """Read a folder that a figure is to be taken from; raises StopError, with the errors said."""
    reading = read(given)
    if reading.city is None or reading.has_errors:
        errors = [one for one in reading.problems if one.level is ProblemLevel.ERROR]
        print_problems(errors, given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    return Opened(reading, reading.city, day_of_judgement(given, reading.city))
