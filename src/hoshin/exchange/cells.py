"""Cells: text to value and back, without losing a digit.

Numbers are written plainly: ASCII digits, an optional minus sign, an optional decimal point; no
thousands separators, no units, no exponents. ``50.0`` stays ``50.0``. Nothing is mended silently:
what is not read is refused with a hint that shows the likely intended value.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hoshin.domain.periods import Period, read_code, read_printed
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import check_id
from hoshin.exchange.tables import Column, codes

LIST_SEPARATOR = ";"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST_NUMBER = 40


def read_cell(text: str, column: Column) -> Any:
    """The value of a cell; raises IllFormedError with a hint when the text is not one.

    An empty cell is the column's default, or an error when the column needs a value.
    """
    if text == "":
        if column.required and not column.optional:
            raise IllFormedError(
                "cell-empty",
                f"列「{column.name}」が空です。",
                f'The column "{column.name}" is empty.',
                "この列には必ず値を書いてください。",
                "Write a value: this column needs one in every row.",
            )
        return column.default
    if column.is_list:
        return tuple(_read_one(part, column) for part in text.split(LIST_SEPARATOR))
    return _read_one(text, column)


def write_cell(value: Any, column: Column) -> str:
    """The text of a value, such that ``read_cell`` gives the value back with all its digits."""
    if column.is_list:
        return LIST_SEPARATOR.join(_write_one(one) for one in value)
    return "" if value is None else _write_one(value)


def _write_one(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Period):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value)


def _read_one(text: str, column: Column) -> Any:
    kind = column.kind
    if column.references:
        check_id(text)
        return text
    if kind is str:
        return text
    if kind is Decimal:
        return _number(text, column, _NUMBER, Decimal)
    if kind is int:
        return _number(text, column, _WHOLE, int)
    if kind is bool:
        return _choice(text, column, {"true": True, "false": False})
    if kind is date:
        return _date(text, column)
    if kind is Period:
        return _period(text)
    return _choice(text, column, {one.value: one for one in codes(kind)})


def _number(text: str, column: Column, form: re.Pattern[str], kind: type) -> Any:
    if form.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
        return kind(text)
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    plain = re.sub(r"^[▲△−‐―–]", "-", plain)
    guess = re.match(r"-?[0-9]+(?:\.[0-9]+)?", plain)
    wanted_ja = "整数" if form is _WHOLE else "数"
    wanted_en = "a whole number" if form is _WHOLE else "a number"
    hint_ja = "半角数字だけを書いてください。単位・桁区切り・▲は書きません。"
    hint_en = "Write ASCII digits only, without unit, thousands separator or ▲."
    if guess and form.fullmatch(_tidy(guess[0])):
        hint_ja = f"例えば「{_tidy(guess[0])}」。{hint_ja}"
        hint_en = f'For example "{_tidy(guess[0])}". {hint_en}'
    raise IllFormedError(
        "cell-not-a-number",
        f"列「{column.name}」の「{text}」は{wanted_ja}ではありません。",
        f'"{text}" in column "{column.name}" is not {wanted_en}.',
        hint_ja,
        hint_en,
    )


def _tidy(number: str) -> str:
    return re.sub(r"^(-?)0+(?=[0-9])", r"\1", number)


def _choice(text: str, column: Column, choices: dict[str, Any]) -> Any:
    if text in choices:
        return choices[text]
    near = difflib.get_close_matches(text, choices, n=1)
    listed = ", ".join(choices)
    raise IllFormedError(
        "cell-not-a-code",
        f"列「{column.name}」に「{text}」という値はありません。",
        f'"{text}" is not a value of column "{column.name}".',
        (f"「{near[0]}」ではありませんか。" if near else "") + f"使える値: {listed}",
        (f'Did you mean "{near[0]}"? ' if near else "") + f"Values: {listed}",
    )


def _date(text: str, column: Column) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise IllFormedError(
        "cell-not-a-date",
        f"列「{column.name}」の「{text}」は日付ではありません。",
        f'"{text}" in column "{column.name}" is not a date.',
        "2025-05-31 のように、西暦の年-月-日で書いてください。",
        "Write year-month-day, for example 2025-05-31.",
    )


def _period(text: str) -> Period:
    try:
        return read_code(text)
    except IllFormedError as refused:
        try:
            likely = read_printed(text).period.code
        except IllFormedError:
            raise refused from None
        raise IllFormedError(
            refused.code,
            refused.sentence_ja,
            refused.sentence_en,
            f"「{likely}」ではありませんか。{refused.hint_ja}",
            f'Did you mean "{likely}"? {refused.hint_en}',
        ) from None
