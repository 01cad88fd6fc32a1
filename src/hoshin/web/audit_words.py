"""The audit trail in words: what a deed was done to, and each detail of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hoshin.actions.matrix import VERB_LABELS
from hoshin.domain.cycle import STATE_LABELS, STEP_LABELS
from hoshin.domain.roles import ROLE_LABELS
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_text, field_word

_LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "state": {one.value: label for one, label in STATE_LABELS.items()},
    "step": {one.value: label for one, label in STEP_LABELS.items()},
    "role": {one.value: label for one, label in ROLE_LABELS.items()},
    "verb": {one.value: label for one, label in VERB_LABELS.items()},
}


def subject_in_words(desk: Desk, kind: str, identity: str) -> str:
    """What a deed was done to; the identity stands as it is."""
    key = f"audit.kind.{kind}"
    return f"{desk.w(key) if key in desk.w else kind} {identity}".strip()


def details_in_words(desk: Desk, details: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The details of a deed, each with its name; what says nothing is left out."""
    found = []
    for name, value in details.items():
        text = _text(desk, name, value)
        if text:
            key = f"audit.detail.{name}"
            found.append((desk.w(key) if key in desk.w else name, text))
    return tuple(found)


def _text(desk: Desk, name: str, value: Any) -> str:
    w = desk.w
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return w("audit.yes" if value else "audit.no")
    if isinstance(value, Mapping):
        parts = (
            w("audit.pair", name=field_word(desk, field), text=field_text(desk, field, str(text)))
            for field, text in value.items()
            if text not in (None, "", [], {})
        )
        return w("common.comma").join(parts)
    if name == "views" and isinstance(value, list):
        return w("common.comma").join(w(f"terms.author.{one}") for one in value)
    if name == "sheet" and f"evaluations.sheet.{value}" in w:
        return w(f"evaluations.sheet.{value}")
    if isinstance(value, list):
        word = field_word if name == "fields" else _said
        return w("common.comma").join(word(desk, str(one)) for one in value)
    if name == "choice" and f"importing.choice.{value}" in w:
        return w(f"importing.choice.{value}")
    label = _LABELS.get(name, {}).get(str(value))
    return str(value) if label is None else label[0 if desk.speech.is_ja else 1]


def _said(desk: Desk, text: str) -> str:
    """An entry of a list: a question's code as words, anything else as it is."""
    key = f"audit.question.{text}"
    return desk.w(key) if key in desk.w else text
