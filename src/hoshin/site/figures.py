"""Figures: how numbers, money and periods are written for people, in each language.

Digits are those of the document: nothing is rounded here. Money is exact in every form except
the short English one, which the engine rounds and which always stands beside the exact amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.charts.figures import MINUS, exact, number, plain_minus
from hoshin.charts.words import Language
from hoshin.domain.periods import Period
from hoshin.engine.exact import round_half_away
from hoshin.engine.explain import figure_text

__all__ = ["Money", "budget_change", "exact", "money", "number", "period", "plain_minus", "yearly"]

_MOST_DIGITS = 5


def yearly(change: Fraction) -> str:
    """A change a year with its sign, to as many digits as show it: three that count.

    Exact where it ends soon; else rounded by the engine and marked as such by ``≒``.
    """
    sign = "+" if change > 0 else "±" if change == 0 else ""
    for decimals in range(_MOST_DIGITS):
        rounded = round_half_away(change, decimals)
        if Fraction(rounded) == change:
            return f"{sign}{number(rounded)}"
    decimals = next((n for n in range(_MOST_DIGITS) if abs(change) * 10**n >= 100), _MOST_DIGITS)
    return f"≒{sign}{number(round_half_away(change, decimals))}"


def period(value: Period, language: Language) -> str:
    """A period as this language names it."""
    return value.label_ja if language is Language.JA else value.label_en


@dataclass(frozen=True, slots=True)
class Money:
    """One amount: ``readable`` for the eye, ``exact`` in yen, ``thousand`` for tables in 千円."""

    yen: int
    readable: str
    exact: str
    thousand: str


def budget_change(yen: int, percent: Decimal | None, language: Language) -> str:
    """A change of a budget with its sign, in yen and per cent; empty where nothing changed."""
    if yen == 0:
        return ""
    sign = "+" if yen > 0 else ""
    amount = f"{sign}{money(yen, language).exact}"
    if percent is None:
        return amount
    share = f"{sign}{number(percent)}%"
    return f"{amount}（{share}）" if language is Language.JA else f"{amount} ({share})"


_JA_UNITS = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_EN_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def money(yen: int, language: Language) -> Money:
    """An amount in whole yen, in the three ways in which pages write it."""
    thousand = plain_minus(figure_text(Decimal(yen).scaleb(-3).normalize() + 0))
    if yen % 1000 == 0:
        thousand = plain_minus(f"{yen // 1000:,}")
    if language is Language.JA:
        return Money(yen, _japanese(yen), f"{plain_minus(f'{yen:,}')}円", thousand)
    return Money(yen, _english(yen), f"{MINUS if yen < 0 else ''}¥{abs(yen):,}", thousand)


def _japanese(yen: int) -> str:
    rest = abs(yen)
    parts = []
    for size, name in _JA_UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{MINUS if yen < 0 else ''}{''.join(parts)}円"


def _english(yen: int) -> str:
    sign = MINUS if yen < 0 else ""
    for size, name in _EN_UNITS:
        if abs(yen) >= size:
            short = round_half_away(Fraction(abs(yen), size), 1)
            return f"{sign}¥{figure_text(short).removesuffix('.0')} {name}"
    return f"{sign}¥{abs(yen):,}"
