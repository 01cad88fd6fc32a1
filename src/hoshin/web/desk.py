"""The desk: who sits before the screen, in which language, and where they may go from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from hoshin.actions.actor import Actor
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.charts.words import Language
from hoshin.domain.roles import ROLE_LABELS
from hoshin.storage import demo
from hoshin.storage import models as tables
from hoshin.web.languages import language_of
from hoshin.web.navigation import ENTRIES
from hoshin.web.words import speech_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation: its word, where it leads, and whether the page is it."""

    word: str
    href: str
    current: str


class Desk:
    """What every screen needs to know of a request; a template sees it as ``desk``."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.speech = speech_of(language_of(request))
        self.w = self.speech.w

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.speech.language

    @property
    def person(self) -> tables.Person | None:
        """Who is signed in; None before signing in."""
        user = getattr(self._request, "user", None)
        return user if isinstance(user, tables.Person) else None

    @property
    def is_signed_out(self) -> bool:
        """Whether nobody is signed in; false where a request was refused before that was asked."""
        return hasattr(self._request, "user") and self.person is None

    @cached_property
    def actor(self) -> Actor:
        """The person as the actions know them."""
        return Actor(self.person)

    @cached_property
    def rights(self) -> Rights:
        """What the person may do, read once for each request."""
        return Rights(self.actor, self.today)

    def may(self, verb: str, item: tables.WorkItem | None = None) -> bool:
        """Whether the person may do this to an item, or to the city; actions refuse by the same."""
        return self.rights.may(Verb(verb), item)

    def holds(self, verb: str) -> bool:
        """Whether the person may do this to any part of the city."""
        return self.rights.holds(Verb(verb))

    @cached_property
    def city(self) -> str:
        """The name of the city whose plans these are."""
        names = tables.CityRecord.objects.order_by().values_list("name", "name_en").first()
        return "Hoshin" if names is None else self.speech.label(*names)

    @property
    def office(self) -> str:
        """The person's roles, in words."""
        roles = dict.fromkeys(one.role for one in self.rights.grants)
        labels = (ROLE_LABELS[one][0 if self.speech.is_ja else 1] for one in roles)
        return self.w("common.comma").join(labels)

    @cached_property
    def navigation(self) -> tuple[Entry, ...]:
        """The screens that this person has work on."""
        found = []
        match = self._request.resolver_match
        here = "" if match is None else match.url_name
        for entry in ENTRIES:
            works_on_it = not entry.roles or not self.rights.roles.isdisjoint(entry.roles)
            if works_on_it and any(self.holds(verb) for verb in entry.verbs):
                current = "page" if here == entry.name else "true" if here in entry.pages else ""
                found.append(
                    Entry(self.w(f"shell.menu.{entry.name}"), reverse(entry.name), current)
                )
        return tuple(found)

    @property
    def messages(self) -> Any:
        """What the last action has to say; each sentence is said once."""
        return get_messages(self._request)

    @cached_property
    def today(self) -> date:
        """The day in the city's own time."""
        return timezone.localdate()

    def day(self, day: date) -> str:
        """A day in words."""
        if self.speech.is_ja:
            weekday = "月火水木金土日"[day.weekday()]
            return f"{day.year}年{day.month}月{day.day}日（{weekday}）"
        return f"{day.day} {self.w(f'terms.month.m{day.month}')} {day.year}"

    @property
    def is_demo(self) -> bool:
        """Whether this is the trial, whose figures are samples."""
        return bool(settings.IS_DEMO)

    @property
    def demo_password(self) -> str:
        """The password of every account of the trial; empty anywhere else."""
        return demo.PASSWORD if self.is_demo else ""

    @property
    def demo_accounts(self) -> tuple[tuple[str, str], ...]:
        """The sign-in names of the trial with their roles in words; none anywhere else."""
        if not self.is_demo:
            return ()
        found: dict[str, str] = {}
        grants = tables.RoleGrant.objects.filter(ended_at=None, person__is_active=True)
        for one in grants.select_related("person").order_by("pk"):
            label = ROLE_LABELS[one.role][0 if self.speech.is_ja else 1]
            found.setdefault(one.person.username, label)
        return tuple(found.items())

    @property
    def single_sign_on(self) -> str:
        """What the city calls its single sign-on; empty where there is none."""
        if settings.OIDC is None:
            return ""
        return settings.OIDC["name"] or self.w("accounts.sign_in.single_name")

    @property
    def has_passwords(self) -> bool:
        """Whether people may sign in with a password of this workplace."""
        return bool(settings.HAS_PASSWORDS)

    @property
    def clock(self) -> str:
        """The time of day now."""
        return f"{timezone.localtime():%H:%M:%S}"

    def moment(self, at: datetime) -> str:
        """A day and the time of it in words."""
        local = timezone.localtime(at)
        return f"{self.day(local.date())} {local:%H:%M}"


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a request, made once."""
    desk = getattr(request, "desk", None)
    if desk is None:
        desk = Desk(request)
        request.desk = desk  # type: ignore[attr-defined]
    return desk


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template of the workplace may ask for."""
    desk = desk_of(request)
    # All forms of a page carry one token; masking it anew for each of them takes longer than each.
    token = SimpleLazyObject(lambda: csrf_input(request))
    return {"desk": desk, "w": desk.w, "csrf_input": token}
