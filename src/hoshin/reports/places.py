"""Places: what a template may name, in Japanese and in English, derived from the facts.

The kinds of facts are the dataclasses of ``hoshin.reports.facts``; ``places.csv`` gives each of
their fields a Japanese name and says what it holds. A template may use either name.
"""

from __future__ import annotations

import csv
import difflib
import types
import typing
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from hoshin.reports import facts, values
from hoshin.reports.facts import ElementFacts, PlanFacts, ProgramFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a template sees first: the city, the plan, and what the form's settings chose.

    ``elements`` are the elements that the form makes a page or block for; ``blank`` is the word
    for what is not known.
    """

    city: str
    title: str
    as_of: str
    fiscal_year: str
    plan: PlanFacts
    elements: tuple[ElementFacts, ...]
    programs: tuple[ProgramFacts, ...]
    blank: str


KINDS: dict[str, type] = {
    "paper": Paper,
    "plan": PlanFacts,
    "element": ElementFacts,
    "row": facts.RowFacts,
    "value": values.Value,
    "year": values.YearCell,
    "comment": facts.CommentFacts,
    "listing": facts.ListingFacts,
    "money": values.Money,
    "moneyline": facts.MoneyLine,
    "moneycell": values.MoneyCell,
    "program": ProgramFacts,
    "sheet": facts.SheetFacts,
    "box": facts.BoxFacts,
    "costline": facts.CostLine,
    "step": facts.StepFacts,
    "mark": values.Mark,
    "total": facts.TotalFacts,
    "note": facts.NoteFacts,
    "grade": facts.GradeFacts,
}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """One place: the kind that has it, its field, its Japanese name and what it holds."""

    kind: str
    field: str
    name_ja: str
    meaning_ja: str
    meaning_en: str


@cache
def place_words() -> tuple[PlaceWords, ...]:
    """Every place, kind by kind."""
    text = resources.files("hoshin.reports").joinpath("places.csv").read_text("utf-8")
    return tuple(PlaceWords(**row) for row in csv.DictReader(text.splitlines(), strict=True))


@cache
def names_of(kind: type) -> dict[str, str]:
    """The names that a template may use on a kind, and the field that each stands for."""
    code = next((code for code, one in KINDS.items() if one is kind), None)
    if code is None:
        return {}
    own = {row.name_ja: row.field for row in place_words() if row.kind == code}
    return {**own, **{field.name: field.name for field in fields(kind)}}


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of thing a place holds: one of a kind, a list of them, or plain text (None)."""

    kind: type | None
    is_list: bool = False


TEXT = Shape(None)


@cache
def shapes_of(kind: type) -> dict[str, Shape]:
    """The shape of each field of a kind."""
    return {name: _shape(hint) for name, hint in typing.get_type_hints(kind).items()}


def _shape(hint: Any) -> Shape:
    if typing.get_origin(hint) is tuple:
        inner = _shape(typing.get_args(hint)[0])
        return Shape(inner.kind, True)
    if isinstance(hint, types.UnionType):
        return TEXT
    return Shape(hint if hint in KINDS.values() else None)


def nearest(name: str, known: typing.Iterable[str]) -> str:
    """The known name that is most like a misspelt one; empty where none is like it."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return close[0] if close else ""
