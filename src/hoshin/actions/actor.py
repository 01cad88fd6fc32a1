"""Actors: who does something, by which way, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from hoshin.storage.models import Person


class Way(StrEnum):
    """By which way somebody reaches the actions."""

    WEB = "web"
    API = "api"
    WORKBOOK = "workbook"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, and by which way.

    Without a person it is the command line of the server: whoever can run it holds the database
    in hand anyway, so it may do what an administrator may.
    """

    person: Person | None
    via: str = Way.WEB

    @property
    def name(self) -> str:
        """The name on record."""
        return self.person.name if self.person is not None else "hoshin"


def now_or(given: datetime | None) -> datetime:
    """The moment that was given, else the present one."""
    return given if given is not None else timezone.now()


def day_of(moment: datetime) -> date:
    """The day of a moment in the city's time."""
    return timezone.localtime(moment).date()
