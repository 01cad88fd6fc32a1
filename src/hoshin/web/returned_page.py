"""The page of a returned workbook: each item's cells in three states, sorted by what they want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hoshin.actions.refusals import IllFormedInputError
from hoshin.actions.taking_in import ReturnedItem
from hoshin.actions.typed import read_observation
from hoshin.domain.section_returns import FieldCase, FieldDifference, merged
from hoshin.storage import models as tables
from hoshin.web.brief_lines import name_of, state_word
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_text, field_word
from hoshin.web.problem_words import sentence_and_hint

# What wants a person first comes first; the last three only tell.
_ORDER = ("conflict", "ask", "wrong", "refused", "new", "closed", "kept", "done")
_TAKEN_UP = ("conflict", "ask", "new")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedCell:
    """One field: what was sent, what came back and from which cell, what stands there now."""

    field: str
    word: str
    issued: str
    returned: str
    place: str
    current: str
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One item of the workbook that says something new, and what it wants of the person."""

    item_id: int
    version: int
    kind: str
    name: str
    period: str
    unit: str
    state: str
    state_word: str
    cells: tuple[ReturnedCell, ...]
    problem: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The items that want the same."""

    kind: str
    cards: tuple[Card, ...]
    is_taken_up: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """All items of a return: in groups, how many say nothing new, how many can be taken in."""

    groups: tuple[Group, ...]
    unchanged: int
    waiting: int


def cards_of(desk: Desk, returned: tables.ReturnedWorkbook, items: Iterable[ReturnedItem]) -> Cards:
    """Sort the items of a return by what they want of a person."""
    groups: dict[str, list[Card]] = {one: [] for one in _ORDER}
    unchanged = 0
    for one in items:
        if not one.has_changes:
            unchanged += 1
            continue
        noted = returned.decisions.get(str(one.item.pk), {})
        kind = _kind(one, noted)
        groups[kind].append(_card(desk, one, kind, noted))
    found = tuple(
        Group(kind, tuple(cards), kind in _TAKEN_UP) for kind, cards in groups.items() if cards
    )
    return Cards(found, unchanged, sum(len(one.cards) for one in found if one.is_taken_up))


def _kind(one: ReturnedItem, noted: Mapping[str, Any]) -> str:
    result = noted.get("result", "")
    if one.conflicts:
        return "kept" if result == "kept" else "conflict" if one.is_open else "closed"
    if merged(one.differences) == one.current:
        if not one.is_open or result == "submitted":
            return "done"
        if noted.get("questions"):
            return "ask"
        return "wrong" if result == "draft" else "new"
    if result == "refused":
        return "refused"
    return "new" if one.is_open else "closed"


def _card(desk: Desk, one: ReturnedItem, kind: str, noted: Mapping[str, Any]) -> Card:
    item, speech = one.item, desk.speech
    problem = noted.get("problem") if kind in ("wrong", "refused") else None
    unreadable = _unreadable(desk, one) if kind == "new" else ""
    questions = noted.get("questions", ()) if kind == "ask" else ()
    return Card(
        item_id=item.pk,
        version=item.version,
        kind=kind,
        name=name_of(desk, item),
        period=speech.period(item.time_period),
        unit=speech.unit(item.unit),
        state=item.state.value,
        state_word=state_word(desk, item.state),
        cells=tuple(
            _cell(desk, each, one.row.cells.get(each.field, ""))
            for each in one.differences
            if each.case is not FieldCase.UNTOUCHED
        ),
        problem=unreadable
        if problem is None
        else " ".join(
            (
                speech.label(problem["sentence_ja"], problem["sentence_en"]),
                speech.label(problem["hint_ja"], problem["hint_en"]),
            )
        ),
        questions=tuple(
            (each["code"], speech.label(each["sentence_ja"], each["sentence_en"]))
            for each in questions
        ),
    )


def _unreadable(desk: Desk, one: ReturnedItem) -> str:
    """Why what came back could be kept as a draft only; empty where it can be submitted."""
    try:
        read_observation(merged(one.differences), one.item.unit)
    except IllFormedInputError as refusal:
        why, _ = sentence_and_hint(desk, refusal.problems[0])
        return desk.w("workbooks.becomes_draft", why=why)
    return ""


def _cell(desk: Desk, one: FieldDifference, place: str) -> ReturnedCell:
    return ReturnedCell(
        field=one.field,
        word=field_word(desk, one.field),
        issued=field_text(desk, one.field, one.issued),
        returned=field_text(desk, one.field, one.returned),
        place=place,
        current=field_text(desk, one.field, one.current),
        case=one.case.value,
    )
