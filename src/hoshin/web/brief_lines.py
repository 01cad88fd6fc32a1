"""Lines in brief: what an item is, whose, how it stands and when it is due; no figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.charts.speech import HasName
from hoshin.domain.cycle import STATE_LABELS, ItemKind, ItemState, late_before
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

OPEN_STATES = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Named:
    """The names of something that an item belongs to."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefItem:
    """An item with what names it and says how it stands; ``position`` is its place in the round."""

    pk: int
    version: int
    position: int
    kind: ItemKind
    author_role: AuthorRole | None
    state: ItemState
    time_period: Period
    breakdown: str
    breakdown_en: str
    due_on: date
    grace_days: int
    indicator: Named | None
    element: Named | None
    program: Named | None
    organisation: Named | None
    ref_area: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One item of a list, in words."""

    item_id: int
    version: int
    kind: str
    name: str
    period: str
    section: str
    state: str
    state_word: str
    due: str
    due_class: str
    days_left: str


OWN_COLUMNS = (
    *("pk", "version", "position", "kind", "author_role", "state", "time_period"),
    *("breakdown", "breakdown_en", "due_on"),
)
NAMED = ("indicator", "element", "program", "organisation", "ref_area")
GRACE = "round__grace_days"


def names_of(ways: Iterable[str]) -> tuple[str, ...]:
    """The columns with the names of what stands at each way from an item."""
    return tuple(f"{way}__{column}" for way in ways for column in ("name", "name_en"))


def named(names: Iterable[str | None]) -> tuple[Named | None, ...]:
    """What those columns hold, in pairs; None where an item belongs to nothing of the kind."""
    pairs = iter(names)
    return tuple(
        None if ja is None else Named(ja, en or "") for ja, en in zip(pairs, pairs, strict=True)
    )


_READ = (*OWN_COLUMNS, GRACE, *names_of(NAMED))


def brief_items(items: Any) -> list[BriefItem]:
    """The items of a query in brief, read at once; models would cost several times that."""
    found = []
    for row in items.values_list(*_READ):
        own: dict[str, Any] = dict(zip(OWN_COLUMNS, row, strict=False))
        grace, *names = row[len(OWN_COLUMNS) :]
        own |= zip(NAMED, named(names), strict=True)
        found.append(BriefItem(**own, grace_days=grace))
    return found


def brief_lines(desk: Desk, items: Iterable[BriefItem]) -> tuple[BriefLine, ...]:
    """The lines of items, in their order."""
    return tuple(BriefLine(**in_brief(desk, one)) for one in items)


def in_brief(desk: Desk, item: BriefItem) -> dict[str, Any]:
    """The fields of an item's line."""
    section = item.organisation
    return {
        "item_id": item.pk,
        "version": item.version,
        "kind": _kind(desk, item),
        "name": name_of(desk, item),
        "period": desk.speech.period(item.time_period),
        "section": desk.w("work.nobody") if section is None else desk.speech.name(section),
        "state": item.state.value,
        "state_word": state_word(desk, item.state),
        "due": desk.day(item.due_on),
        "due_class": _due_class(desk, item),
        "days_left": _days_left(desk, item),
    }


def name_of(desk: Desk, item: tables.WorkItem | BriefItem) -> str:
    """What an item is called: the indicator with its area, the program, or the element."""
    speech = desk.speech
    about: HasName | None = item.indicator
    if about is None:
        evaluated: HasName | None = item.program or item.element
        return "" if evaluated is None else speech.name(evaluated)
    name = speech.name(about)
    parts = [] if item.ref_area is None else [speech.name(item.ref_area)]
    if item.breakdown:
        parts.append(speech.label(item.breakdown, item.breakdown_en))
    if not parts:
        return name
    return speech.w("common.with_note", text=name, note=speech.w("common.dot").join(parts))


def state_word(desk: Desk, state: ItemState) -> str:
    """A state in words."""
    return STATE_LABELS[state][0 if desk.speech.is_ja else 1]


def _kind(desk: Desk, item: BriefItem) -> str:
    """What is due; of an evaluation also on which sheet, and from whose point of view."""
    w = desk.w
    if item.kind is ItemKind.OBSERVATION:
        return w("work.kind.observation")
    sheet = w("work.kind.evaluation" if item.program is None else "work.kind.program")
    if item.author_role in (None, AuthorRole.SECTION):
        return sheet
    return w("common.with_note", text=sheet, note=w(f"terms.author.{item.author_role}"))


def _due_class(desk: Desk, item: BriefItem) -> str:
    if item.state not in OPEN_STATES:
        return ""
    if item.due_on < late_before(desk.today, item.grace_days):
        return "due-late"
    return "due-soon" if (item.due_on - desk.today).days <= SOON_DAYS else ""


def _days_left(desk: Desk, item: BriefItem) -> str:
    if item.state not in OPEN_STATES:
        return ""
    left = (item.due_on - desk.today).days
    if item.due_on < late_before(desk.today, item.grace_days):
        return desk.w.count("work.days_late", -left)
    if left < 0:
        return desk.w.count("work.days_of_grace", item.grace_days + left)
    return desk.w("work.today") if left == 0 else desk.w.count("work.days_left", left)
