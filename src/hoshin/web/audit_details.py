"""The details of a deed in words: each with its name, codes as the words that the screens have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hoshin.actions.matrix import VERB_LABELS
from hoshin.domain.code_words import code_words
from hoshin.domain.cycle import STATE_LABELS, STEP_LABELS
from hoshin.domain.roles import ROLE_LABELS
from hoshin.engine.checks import CATALOGUE
from hoshin.exchange.package import table_titles
from hoshin.web.column_titles import field_of_plan
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_text, field_word

_LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "state": {one.value: label for one, label in STATE_LABELS.items()},
    "step": {one.value: label for one, label in STEP_LABELS.items()},
    "role": {one.value: label for one, label in ROLE_LABELS.items()},
    "verb": {one.value: label for one, label in VERB_LABELS.items()},
    "problem": {code: (one.title.ja, one.title.en) for code, one in CATALOGUE.items()},
}
# The words that stand on the screens for the codes of a detail, by the detail.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "why": ("audit.why",),
    "confirmed": ("audit.question",),
    "state": ("audit.state",),
    "scopes": ("keys.scope",),
    "views": ("terms.author",),
    "sheet": ("evaluations.sheet",),
    "choice": ("importing.choice",),
    "step": ("publish.step",),
}
_OF_FIELDS = ("fields", "content", "replaced", "before", "after", "corrections")


def detail_word(desk: Desk, name: str) -> str:
    """What a detail is called; its own name where it has no other."""
    key = f"audit.detail.{name}"
    return desk.w(key) if key in desk.w else name


def detail_text(desk: Desk, name: str, value: Any, name_of: Callable[[str], str]) -> str:
    """A detail in words; empty where it says nothing.

    ``name_of`` gives the name of a record that the detail names by its id.
    """
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return desk.w("audit.yes" if value else "audit.no")
    if isinstance(value, Mapping):
        parts = (_pair(desk, name, str(key), text, name_of) for key, text in value.items())
        return desk.w("common.comma").join(one for one in parts if one)
    if name == "rows" and isinstance(value, list):
        return _rows_by_table(desk, value)
    if isinstance(value, list):
        return desk.w("common.comma").join(_code(desk, name, name_of(str(one))) for one in value)
    return _code(desk, name, name_of(str(value)))


def _pair(desk: Desk, name: str, key: str, value: Any, name_of: Callable[[str], str]) -> str:
    """One entry of a mapping: a field with its text, or something with its number."""
    if value in (None, "", [], {}):
        return ""
    if name in _OF_FIELDS:
        text = field_text(desk, key, str(value))
        said = code_words(text, key)[0 if desk.speech.is_ja else 1]
        return desk.w("audit.pair", name=_field(desk, key), text=said)
    if name == "counts" and f"workbooks.result.{key}" in desk.w:
        return desk.w(f"workbooks.result.{key}", n=value)
    if isinstance(value, Mapping):
        sides = (
            desk.w("audit.pair", name=_field(desk, one), text=_side(desk, side))
            for one, side in value.items()
        )
        told = desk.w("common.comma").join(sides)
        return desk.w("audit.of", name=desk.w("audit.item", n=key), text=told)
    return desk.w("audit.of", name=_code(desk, name, name_of(key)), text=value)


def _field(desk: Desk, field: str) -> str:
    """What a field is called: by the form that has it, else as a column of the plan."""
    known = field_word(desk, field)
    return known if known != field else field_of_plan(desk, field)


def _side(desk: Desk, side: Any) -> str:
    key = f"audit.side.{side}"
    return desk.w(key) if key in desk.w else str(side)


def _rows_by_table(desk: Desk, rows: list[Any]) -> str:
    """How many rows of each table, by the table's title."""
    counts: dict[str, int] = {}
    for one in rows:
        table = str(one).partition(":")[0]
        counts[table] = counts.get(table, 0) + 1
    titles = table_titles()
    parts = (
        desk.w(
            "audit.of",
            name=desk.speech.label(titles[table].title_ja, titles[table].title_en)
            if table in titles
            else table,
            text=count,
        )
        for table, count in counts.items()
    )
    return desk.w("common.comma").join(parts)


def _code(desk: Desk, name: str, text: str) -> str:
    """A code as a word; a text that is none stays as it is."""
    if name == "fields":
        return _field(desk, text)
    for prefix in _WORDS.get(name, ()):
        if f"{prefix}.{text}" in desk.w:
            return desk.w(f"{prefix}.{text}")
    label = _LABELS.get(name, {}).get(text)
    if label is None and name == "progress":
        label = code_words(text, name)
    return text if label is None else label[0 if desk.speech.is_ja else 1]
