"""What stands in a cell, in words: names of records, periods, days, the words of codes.

A reader of changes sees no id and no code where a name or a word is known for it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from hoshin.charts.words import Language, Words
from hoshin.domain.code_words import code_words
from hoshin.domain.indicators import Method
from hoshin.domain.periods import Period, read_code
from hoshin.domain.registers import PROGRESS_LABELS, PledgeProgress
from hoshin.engine.explain import METHOD_NAMES
from hoshin.exchange.cells import write_cell
from hoshin.exchange.row_names import RowNames
from hoshin.exchange.tables import Column

Name = tuple[str, str]

NOTHING: Name = ("(なし)", "(none)")
_YES_NO: dict[bool, Name] = {True: ("はい", "yes"), False: ("いいえ", "no")}
# The part of the vocabulary that has the words of a code, by its column.
_CODES = {
    "aspect": "terms.aspect",
    "certainty": "terms.certainty",
    "comparison": "terms.comparison",
    "missing_reason": "terms.missing",
    "obs_status": "terms.status",
    "role": "terms.role",
}


def cell_in_words(column: Column, value: Any, names: RowNames) -> Name:
    """What a value says in Japanese and in English; ``names`` know the records it may point to."""
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, tuple):
        said = [cell_in_words(column, one, names) for one in value]
        return "、".join(ja for ja, _ in said), ", ".join(en for _, en in said)
    if column.references:
        return names.of_id(column.references, str(value))
    if isinstance(value, Period):
        return value.label_ja, value.label_en
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, date):
        day = read_code(value.isoformat())
        return day.label_ja, day.label_en
    if isinstance(value, StrEnum):
        return _code(column, value)
    if isinstance(value, int | Decimal):
        text = f"{value:,}"
        return (f"{text}円", f"{text} yen") if column.name.endswith("_yen") else (text, text)
    text = write_cell(value, column)
    return text, text


def _code(column: Column, value: StrEnum) -> Name:
    if isinstance(value, Method):
        return METHOD_NAMES[value]
    if isinstance(value, PledgeProgress):
        return PROGRESS_LABELS[value]
    key = f"{_CODES.get(column.name, '')}.{value.value}"
    vocabulary = words_of(Language.JA)
    return word_of(key, "") if key in vocabulary else code_words(value.value, column.name)


def word_of(key: str, otherwise: str) -> Name:
    """The word of the vocabulary for a key, in both languages; else what is given."""
    ja, en = words_of(Language.JA), words_of(Language.EN)
    return (ja(key), en(key)) if key in ja else (otherwise, otherwise)


@cache
def words_of(language: Language) -> Words:
    """The vocabulary of one language."""
    return Words(language)
