"""Cells: text to value and back, without losing a digit.

Numbers are written plainly: ASCII digits, an optional minus sign, an optional decimal point; no
thousands separators, no units, no exponents. ``50.0`` stays ``50.0``. Nothing is mended silently:
what is not read is refused with a hint that shows the likely intended value. Only ``TRUE`` and
``FALSE`` are read as ``true`` and ``false``, because Excel cannot save them otherwise.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from hoshin.domain.periods import Period, read_code, read_printed
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import check_id
from hoshin.domain.words import Name
from hoshin.exchange.tables import Column, codes

LIST_SEPARATOR = ";"
# What no text holds: control characters except tab and line breaks, and halves of characters.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_CELL = 100_000
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST_NUMBER = 40
_SHOWN = 40

_SLASHED = re.compile(r"([0-9]{4})[/.](1[0-2]|0?[1-9])[/.]([0-9]{1,2})", re.ASCII)
_MONTH_BY_EXCEL = re.compile(r"([A-Z][a-z]{2})-([0-9]{2})", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_cell(text: str, column: Column) -> Any:
    """The value of a cell; raises IllFormedError with a hint when the text is not one.

    An empty cell is the column's default, or an error when the column needs a value.
    """
    if text == "":
        if column.required and not column.optional:
            raise _empty(column)
        return column.default
    if len(text) > LONGEST_CELL:
        raise _too_long(column)
    if column.is_list:
        return tuple(_read_one(part, column) for part in text.split(LIST_SEPARATOR))
    return _read_one(text, column)


def write_cell(value: Any, column: Column) -> str:
    """The text of a value, such that ``read_cell`` gives the value back with all its digits.

    Raises IllFormedError when there is no such text: an empty value in a column that needs one, a
    separator inside a list, a number that is infinite or longer than ``read_cell`` takes, a
    control character.
    """
    if value is None or value == "" or value == ():
        if column.required and not column.optional:
            raise _empty(column)
        return ""
    if column.is_list:
        parts = [_write_one(one) for one in value]
        if any(part == "" or LIST_SEPARATOR in part for part in parts):
            raise IllFormedError(
                "cell-list-item",
                f"列「{Name(column.name)}」の一覧に、空の項目か「{LIST_SEPARATOR}」を含む項目があります。",
                f'An item of the list in column "{Name(column.name)}" is empty or holds '
                f'"{LIST_SEPARATOR}".',
                "項目を分けて書いてください。",
                "Write it as separate items.",
            )
        text = LIST_SEPARATOR.join(parts)
    else:
        text = _write_one(value)
    if len(text) > LONGEST_CELL:
        raise _too_long(column)
    # Codes, dates and numbers are written here and hold nothing else.
    if column.kind is str and CONTROL.search(text):
        raise IllFormedError(
            "cell-control-character",
            f"列「{Name(column.name)}」に制御文字があります。",
            f'The column "{Name(column.name)}" holds a control character.',
            "値を打ち直してください。",
            "Type the value again.",
        )
    if column.kind is Decimal or column.kind is int:
        _number(text, column, _NUMBER if column.kind is Decimal else _WHOLE, str)
    return text


def _write_one(value: Any) -> str:
    if type(value) is str:
        return value
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
    if column.references or column.name == "id":
        check_id(text)
        return text
    if kind is str:
        return text
    if kind is Decimal:
        return _number(text, column, _NUMBER, Decimal)
    if kind is int:
        return _number(text, column, _WHOLE, int)
    if kind is bool:
        return _choice(text.lower() if text.isupper() else text, column, _TRUTH)
    if kind is date:
        return read_date(text, column.name)
    if kind is Period:
        return _period(text)
    return _choice(text, column, _codes_by_text(kind))


_TRUTH = {"true": True, "false": False}


@cache
def _codes_by_text(kind: type) -> dict[str, StrEnum]:
    return {one.value: one for one in codes(kind)}


def _empty(column: Column) -> IllFormedError:
    return IllFormedError(
        "cell-empty",
        f"列「{Name(column.name)}」が空です。",
        f'The column "{Name(column.name)}" is empty.',
        "この列には必ず値を書いてください。",
        "Write a value: this column needs one in every row.",
    )


def _too_long(column: Column) -> IllFormedError:
    return IllFormedError(
        "cell-too-long",
        f"列「{Name(column.name)}」の値が{LONGEST_CELL:,}文字を超えています。",
        f'A value of column "{Name(column.name)}" is longer than {LONGEST_CELL:,} characters.',
        "短くするか、別の文書に置いて出典に書いてください。",
        "Shorten it, or keep it in a document of its own and name that as the source.",
    )


def _shown(text: str) -> str:
    """The text as a message shows it: no message repeats a whole page."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _number(text: str, column: Column, form: re.Pattern[str], kind: type) -> Any:
    if len(text) <= _LONGEST_NUMBER and form.fullmatch(text):
        return kind(text)
    wanted_ja = "整数" if form is _WHOLE else "数"
    wanted_en = "a whole number" if form is _WHOLE else "a number"
    hint_ja = "半角数字だけを書いてください。単位・桁区切り・▲は書きません。"
    hint_en = "Write ASCII digits only, without unit, thousands separator or ▲."
    guess = _likely_number(text)
    if guess and form.fullmatch(guess):
        hint_ja = f"例えば「{guess}」。{hint_ja}"
        hint_en = f'For example "{guess}". {hint_en}'
    raise IllFormedError(
        "cell-not-a-number",
        f"列「{Name(column.name)}」の「{_shown(text)}」は{wanted_ja}ではありません。",
        f'"{_shown(text)}" in column "{Name(column.name)}" is not {wanted_en}.',
        hint_ja,
        hint_en,
    )


def _likely_number(text: str) -> str:
    """The one number in a text such as ``1,002万円`` or ``▲5``; empty when there is not one."""
    if len(text) > _LONGEST_NUMBER:
        return ""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    plain = re.sub(r"[▲△−‐―–]\s*(?=[0-9])", "-", plain)
    if re.search(r"[0-9][百千万億兆]", plain):
        # 1,200千円 is not 1200: where a scale is written, no example is certainly right.
        return ""
    found: list[str] = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", plain)
    return re.sub(r"^(-?)0+(?=[0-9])", r"\1", found[0]) if len(found) == 1 else ""


def _choice(text: str, column: Column, choices: dict[str, Any]) -> Any:
    if text in choices:
        return choices[text]
    near = difflib.get_close_matches(text[:_SHOWN], choices, n=1)
    listed = ", ".join(choices)
    raise IllFormedError(
        "cell-not-a-code",
        f"列「{Name(column.name)}」に「{_shown(text)}」という値はありません。",
        f'"{_shown(text)}" is not a value of column "{Name(column.name)}".',
        (f"「{near[0]}」ではありませんか。" if near else "") + f"使える値: {listed}",
        (f'Did you mean "{near[0]}"? ' if near else "") + f"Values: {listed}",
    )


def read_date(text: str, column: str) -> date:
    """A date written year-month-day; raises IllFormedError, naming the column, for others."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    likely = _likely_period(text)
    shown = likely if _DATE.fullmatch(likely) else "2025-05-31"
    raise IllFormedError(
        "cell-not-a-date",
        f"列「{Name(column)}」の「{_shown(text)}」は日付ではありません。",
        f'"{_shown(text)}" in column "{Name(column)}" is not a date.',
        f"{shown} のように、西暦の年-月-日で書いてください。",
        f"Write year-month-day, for example {shown}.",
    )


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    try:
        return read_code(text)
    except IllFormedError as refused:
        likely = _likely_period(text)
        if not likely:
            raise
        # A bare year says nothing of its kind, and not every column takes a year of unknown kind.
        year = likely.removeprefix("Y")
        kinds = [likely] if year == likely or "/" in likely else [f"FY{year}", f"CY{year}", likely]
        raise IllFormedError(
            refused.code,
            refused.sentence.ja,
            refused.sentence.en,
            f"「{'」か「'.join(kinds)}」ではありませんか。{refused.hint.ja}",
            'Did you mean "' + '" or "'.join(kinds) + f'"? {refused.hint.en}',
        ) from None


def _likely_period(text: str) -> str:
    """The code of a period that was printed, or that Excel has rewritten; empty when unclear."""
    if len(text) > _SHOWN:
        return ""
    try:
        if found := _SLASHED.fullmatch(text):
            year, month, day = found.groups()
            return read_code(f"{year}-{month:0>2}-{day:0>2}").code
        if (found := _MONTH_BY_EXCEL.fullmatch(text)) and found[1] in _MONTHS:
            return f"20{found[2]}-{_MONTHS.index(found[1]) + 1:02d}"
        return read_printed(text).period.code
    except IllFormedError:
        return ""
