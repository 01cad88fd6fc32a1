"""Problems as plain data: the one form in which JSON shows them."""

from __future__ import annotations

from typing import Any

from hoshin.domain.problems import Problem


def problem_row(one: Problem) -> dict[str, Any]:
    """A problem with its code, level, place, sentences and hints; null where nothing is known."""
    place = one.place
    return {
        "code": one.code,
        "level": one.level.value,
        "known": one.known,
        "file": place.file,
        "line": place.line,
        "column": place.column or None,
        "row": place.row_id or None,
        "source": place.source,
        "locator": place.locator or None,
        "related": list(one.related),
        "sentence_ja": one.sentence_ja,
        "sentence_en": one.sentence_en,
        "hint_ja": one.hint_ja,
        "hint_en": one.hint_en,
    }
