"""Fields of forms in words: what each is called, and what a code in it means."""

from __future__ import annotations

from hoshin.web.desk import Desk

_CODES = {"status": "terms.status", "missing_reason": "terms.missing"}


def field_word(desk: Desk, field: str) -> str:
    """What a field is called in the person's language; its own name where it has no other."""
    known = (f"entry.field.{field}", f"evaluation.{field}")
    return next((desk.w(key) for key in known if key in desk.w), field)


def field_text(desk: Desk, field: str, text: str) -> str:
    """What stands in a field, a code as the word that the form shows for it."""
    key = f"{_CODES.get(field, '')}.{text}"
    return desk.w(key) if field in _CODES and key in desk.w else text
