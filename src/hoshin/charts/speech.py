"""Speech: how charts name things and write quantities, in one language."""

from __future__ import annotations

from decimal import Decimal
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
        return printed if self.is_ja else read_unit(printed).label_en

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
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{number}{space}{unit}"
