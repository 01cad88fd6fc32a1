"""Reminding: one letter for each person with what is due, up the chain to whoever has an address.

The chain is section, bureau, planner. A rung without an active person with an address is skipped;
an office that was reminded twice and still has late items is reminded one rung higher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core import mail
from django.db.models import Count, Q

from hoshin.actions import refusals
from hoshin.actions.acting import action
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.rounds import is_late
from hoshin.domain.cycle import ItemState, RoundState
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.roles import Role
from hoshin.storage.models import Organisation, Reminder, RoleGrant, Round, WorkItem

AHEAD = timedelta(days=14)
REMINDED_BEFORE_HIGHER = 2
_WAITING = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)


class Rung(StrEnum):
    """The rungs of the chain, the lowest first."""

    SECTION = "section"
    BUREAU = "bureau"
    PLANNER = "planner"


_ROLES = {
    Rung.SECTION: (Role.OFFICER, Role.SECTION_CHIEF),
    Rung.BUREAU: (Role.BUREAU_COORDINATOR,),
    Rung.PLANNER: (Role.PLANNER,),
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of one rung."""

    person: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """Of which office whom was reminded, in how many letters, and how many offices nobody could be.

    An office is ``unreachable`` where nobody up the chain has an address; it counts once for each
    view in which its items wait.
    """

    sent: tuple[Reminder, ...]
    letters: int
    unreachable: int


@action(Verb.REMIND)
def remind(actor: Actor, round_id: int, *, now: datetime | None = None) -> Reminded:
    """Remind everybody of what is late or due within two weeks; returns what was sent.

    Nothing is on record when the mail server refuses.
    """
    moment = now_or(now)
    today = day_of(moment)
    rights = Rights(actor, today)
    rights.require_anywhere(Verb.REMIND)
    found = Round.objects.filter(pk=round_id).first()
    if found is None:
        raise refusals.not_found("年度の作業", "round")
    if found.state is not RoundState.OPEN:
        raise refusals.round_not_open(found.name)
    items = (
        rights.visible_items()
        .filter(round=found, state__in=_WAITING, due_on__lte=today + AHEAD)
        .select_related("round", "organisation", "indicator", "element", "program")
    )
    groups: dict[tuple[str | None, Rung], list[WorkItem]] = defaultdict(list)
    for item in items:
        groups[item.organisation_id, _lowest(item)].append(item)
    addresses = _Addresses(today)
    often = _reminded(found)
    letters: dict[Addressee, list[WorkItem]] = defaultdict(list)
    sent: list[tuple[Reminder, list[WorkItem]]] = []
    unreachable = 0
    for (organisation, lowest), owed in groups.items():
        late = any(is_late(one, today) for one in owed)
        higher = late and often.get(organisation, 0) >= REMINDED_BEFORE_HIGHER
        rung, people = addresses.of(organisation, lowest, higher=higher)
        unreachable += not people
        for person in people:
            letters[person].extend(owed)
            reminder = Reminder(
                round=found,
                organisation_id=organisation,
                person_id=person.person,
                address=person.email,
                rung=rung.value,
                sent_by=actor.person,
                sent_at=moment,
            )
            sent.append((reminder, owed))
    _send([_letter(found, owed, person, today) for person, owed in letters.items()])
    for reminder, owed in sent:
        reminder.save()
        reminder.items.set(owed)
    details = {"letters": len(letters), "items": sum(map(len, groups.values()))}
    record(actor, Verb.REMIND, ("round", found.pk), details, moment)
    return Reminded(tuple(reminder for reminder, _ in sent), len(letters), unreachable)


def _lowest(item: WorkItem) -> Rung:
    """With whom reminding begins: a view is written by those whose view it is.

    The committee's sheets are asked of the planner, who keeps its papers.
    """
    if item.author_role in (None, AuthorRole.SECTION):
        return Rung.SECTION
    return Rung.BUREAU if item.author_role is AuthorRole.BUREAU else Rung.PLANNER


def _reminded(found: Round) -> dict[str | None, int]:
    """On how many occasions each organisation was reminded in this round."""
    rows = found.reminders.values("organisation").annotate(often=Count("sent_at", distinct=True))
    return {row["organisation"]: row["often"] for row in rows}


class _Addresses:
    """Who can be written to, by role and organisation, on a day."""

    def __init__(self, today: date) -> None:
        grants = (
            RoleGrant.objects.filter(person__is_active=True, ended_at=None, valid_from__lte=today)
            .filter(Q(valid_to=None) | Q(valid_to__gte=today))
            .exclude(person__email="")
            .select_related("person")
        )
        self._people: dict[tuple[Role, str | None], list[Addressee]] = defaultdict(list)
        for grant in grants:
            person = Addressee(grant.person.pk, grant.person.name, grant.person.email)
            self._people[grant.role, grant.organisation_id].append(person)
        self._parents = dict(Organisation.objects.values_list("id", "parent_id"))

    def of(
        self, organisation: str | None, lowest: Rung, *, higher: bool
    ) -> tuple[Rung, list[Addressee]]:
        """The first rung from ``lowest`` with somebody to write to, and those people, if any."""
        rungs = list(Rung)[list(Rung).index(lowest) :]
        for rung in rungs[1:] if higher and len(rungs) > 1 else rungs:
            people: dict[int, Addressee] = {}
            for place in self._places(organisation, rung):
                for role in _ROLES[rung]:
                    people.update({one.person: one for one in self._people[role, place]})
            if people:
                return rung, list(people.values())
        return Rung.PLANNER, []

    def _places(self, organisation: str | None, rung: Rung) -> Iterator[str | None]:
        if rung is not Rung.PLANNER:
            yield organisation
        if rung is Rung.SECTION:
            return
        seen: set[str] = set()
        at = self._parents.get(organisation) if organisation is not None else None
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self._parents.get(at)
        yield None


def _letter(
    found: Round, owed: Iterable[WorkItem], person: Addressee, today: date
) -> mail.EmailMessage:
    lines = []
    for item in sorted(owed, key=lambda one: (one.due_on, one.position)):
        late_ja, late_en = ("【期限超過】", " (late)") if is_late(item, today) else ("", "")
        name_ja, name_en = _name(item)
        returned_ja = "（差し戻し）" if item.state is ItemState.RETURNED else ""
        returned_en = " (returned)" if item.state is ItemState.RETURNED else ""
        lines.append(f"・{late_ja}{name_ja}{returned_ja} 締切 {item.due_on:%Y-%m-%d}")
        lines.append(f"  {name_en}{returned_en}, due {item.due_on:%Y-%m-%d}{late_en}")
    body = "\n".join(
        (
            f"{person.name} 様",
            "",
            f"「{found.name}」で、次の項目の入力をお待ちしています。",
            f'These items of "{found.name_en or found.name}" are waiting for you:',
            "",
            *lines,
            "",
            "値がまだ出ない項目は、理由を選んで提出してください。締切に間に合わないときは、"
            "企画担当にお知らせください。",
            "Where there is no value yet, submit the reason. If you cannot make the day, tell the "
            "planner.",
        )
    )
    subject = f"【{found.name}】入力のお願い / items waiting for you"
    return mail.EmailMessage(subject, body, to=[person.email])


def _name(item: WorkItem) -> tuple[str, str]:
    about = item.indicator or item.program or item.element
    if about is None:
        return item.key, item.key
    year_ja, year_en = item.time_period.label_ja, item.time_period.label_en
    return f"{about.name}（{year_ja}）", f"{about.name_en or about.name} ({year_en})"


def _send(letters: list[mail.EmailMessage]) -> None:
    if not letters:
        return
    try:
        mail.get_connection().send_messages(letters)
    except OSError as trouble:
        raise refusals.BusyError(
            refusals.problem(
                "mail-not-sent",
                "メールサーバーに送れませんでした。催促は記録していません。",
                "The mail server did not take the letters. No reminder was put on record.",
                "システム管理者に、メールサーバーの設定を確かめてもらってください。",
                "Ask the administrator to look at the setting of the mail server.",
            )
        ) from trouble
