"""Numbers as printed: a value that is held and the print beside it must say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.domain.units import read_unit
from hoshin.domain.words import Name, Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.references import rows_of
from hoshin.engine.checks.rule import Check, at, warning
from hoshin.engine.checks.saying import quoted
from hoshin.engine.exact import as_fraction
from hoshin.engine.explain import figure_text

VALUE_DIFFERS_FROM_PRINT = warning(
    "value-differs-from-print",
    Words("値が印刷と違う", "A value other than the printed one"),
    Words(
        "転記のときの写し間違いは、達成度にも合計にもそのまま入ります。",
        "A slip in copying goes straight into achievements and totals.",
    ),
)

# Table, column of the value, of its print, and of its unit.
_PAIRS = (
    ("targets", "baseline_value", "baseline_printed", "unit"),
    ("targets", "goal_value", "goal_printed", "unit"),
    ("observations", "obs_value", "value_printed", "unit_measure"),
    ("published_figures", "value", "value_printed", "unit"),
    ("context_figures", "value", "value_printed", "unit"),
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "億": 10**8, "兆": 10**12}
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(百万|[百千万億兆]?)\s*")


def numbers_in(text: str) -> frozenset[Fraction]:
    """Every number that a printed text may say, without sign: 73万4千 says 73, 4 and 734000."""
    plain = unicodedata.normalize("NFKC", text)
    found: set[Fraction] = set()
    end, composed = -1, Fraction(0)
    for one in _NUMBER.finditer(plain):
        bare = as_fraction(Decimal(one[1].replace(",", "")))
        scaled = bare * _SCALES[one[2]]
        composed = composed + scaled if one.start() == end else scaled
        end = one.end()
        found |= {bare, scaled, composed}
    return frozenset(found)


def printed_values(facts: Facts) -> Iterator[Problem]:
    """Values of which the print beside them holds no digit by digit equal number.

    Signs are left to the reader: a surplus and a deficit are told apart by words.
    """
    for table, column, print_column, unit_column in _PAIRS:
        for row in rows_of(facts.city, table):
            value: Decimal | None = getattr(row, column)
            text: str = getattr(row, print_column)
            if value is not None and not _says(text, value, getattr(row, unit_column)):
                yield _differs(table, column, row, figure_text(value), text)
    for milestone in facts.city.milestones:
        target = facts.targets.get(milestone.target)
        unit = target.unit if target is not None else ""
        if not _says(milestone.value_printed, milestone.value, unit):
            said = figure_text(milestone.value)
            yield _differs("milestones", "value", milestone, said, milestone.value_printed)
    for amount in facts.city.appropriations:
        text, said = amount.amount_printed, f"{amount.amount_yen:,}"
        scale = read_unit(amount.unit_printed).scale
        numbers = numbers_in(text)
        if numbers and not {abs(amount.amount_yen), abs(amount.amount_yen) / scale} & numbers:
            yield _differs(
                "appropriations", "amount_yen", amount, said, f"{text} {amount.unit_printed}"
            )


def _says(text: str, value: Decimal, unit: str) -> bool:
    """Whether a text may say a value, in its own unit or in base units (100百万円 as 1億円)."""
    numbers = numbers_in(text)
    held = abs(as_fraction(value))
    return not numbers or held in numbers or held * read_unit(unit).scale in numbers


def _differs(table: str, column: str, row: Row, held: str, text: str) -> Problem:
    printed, own = quoted(text), Name(column)
    return VALUE_DIFFERS_FROM_PRINT.problem(
        at(table, row, column),
        Words(
            f"印刷は{printed.ja}ですが、「{own}」は{held}です。",
            f'{printed.en} is printed, but "{own}" is {held}.',
        ),
        Words(
            f"原典を見て「{own}」か印刷の写しを直してください。",
            f'Look at the source, and correct "{own}" or the copy of the print.',
        ),
    )


CHECKS = (Check(printed_values, (VALUE_DIFFERS_FROM_PRINT,)),)
