"""Speech: how charts name things and write quantities, in one language."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Protocol

from hoshin.charts import figures
from hoshin.charts.words import Language, Vocabulary, Words
from hoshin.domain.periods import Period
from hoshin.domain.units import read_unit


class HasName(Protocol):
    """Any record with a Japanese name and perhaps an English one."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class Speech:
    """One language, with the words of charts and of whoever shows them."""

    def __init__(self, language: Language, *vocabularies: Vocabulary) -> None:
        self.language = language
        self.w = Words(language, *vocabularies)

    @property
    def is_ja(self) -> bool:
        """Whether the language is Japanese."""
        return self.language is Language.JA

    def label(self, ja: str, en: str = "") -> str:
        """The text of this language; that of the other where there is only that one."""
        return (ja or en) if self.is_ja else (en or ja)

    def name(self, row: HasName) -> str:
        """A record's name."""
        return self.label(row.name, row.name_en)

    def unit(self, printed: str) -> str:
        """A unit as this language writes it."""
        return printed if self.is_ja else read_unit(printed).written_en

    def quantity(self, value: Decimal, unit: str, upper: Decimal | None = None) -> str:
        """A number, or a range, with its unit; all printed digits are kept."""
        return with_unit(self.number(value, upper), self.unit(unit))

    def number(self, value: Decimal, upper: Decimal | None = None) -> str:
        """A number, or a range, without its unit."""
        low = figures.number(value)
        return low if upper is None else f"{low}–{figures.number(upper)}"

    def period(self, period: Period | None) -> str:
        """A period in words; says so where the document prints none."""
        if period is None:
            return self.w("common.period_not_printed")
        return period.label_ja if self.is_ja else period.label_en


def with_unit(number: str, unit: str) -> str:
    """A number and its unit; a blank stands between them where the unit is a Latin word."""
    return "".join(apart(number, unit))


def apart(number: str, unit: str) -> tuple[str, str, str]:
    """A number, what stands between, and its unit, as they are said together.

    Units of ten thousand and of a hundred million are none in English: the point is moved, which
    is exact, and the unit becomes the next one down, or billions from ten up (688 of 100 million
    yen are 68.8 billion yen, 9.5 of 10,000 people are 95,000 people).
    """
    begin = next((one for one in _STEPS if unit.startswith(one)), "")
    if begin:
        places, step = _STEPS[begin]
        if begin == _HUNDRED_MILLION and all(map(_is_ten_or_more, _NUMBER.findall(number))):
            places, step = _IN_BILLIONS
        moved = _NUMBER.sub(partial(_moved, places), number)
        return moved, " ", f"{step}{unit.removeprefix(begin)}"
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return number, space, unit


_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_HUNDRED_MILLION = "100 million "
# By how many places the point moves, and the step of thousands that the number then stands in.
_STEPS = {"10,000 ": (4, ""), _HUNDRED_MILLION: (2, "million ")}
_IN_BILLIONS = (-1, "billion ")


def _value(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _is_ten_or_more(written: str) -> bool:
    return _value(written) >= 10


def _moved(places: int, found: re.Match[str]) -> str:
    moved = _value(found[0]).scaleb(places)
    # 120 of 100 million are 12 billion: a zero before the point was no digit after it.
    return f"{moved if '.' in found[0] else moved.normalize():,f}"
