"""Saying: how rules name rows, values and lists of them in their sentences."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hoshin.domain.indicators import Comparison, Target
from hoshin.domain.locators import locator_words
from hoshin.domain.periods import Period
from hoshin.domain.plans import Element, Plan
from hoshin.domain.programs import Program
from hoshin.domain.units import read_unit
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.explain import figure_text, with_unit
from hoshin.engine.series import Point

_MOST_IN_A_SENTENCE = 5
_LONGEST_NAME = 40


def quoted(name: str, name_en: str = "") -> Words:
    """A name in quotation marks; a long one is cut, quotation marks in it are made inner ones."""
    inner = name.replace("「", "『").replace("」", "』")
    return Words(f"「{_short(inner)}」", f'"{_short(name_en or name)}"')


def _short(name: str) -> str:
    limit = _LONGEST_NAME if not name.isascii() else 2 * _LONGEST_NAME
    return name if len(name) <= limit else f"{name[: limit - 1]}…"


def indicator_name(facts: Facts, indicator: str) -> Words:
    """An indicator's name; its id where it does not exist."""
    row = facts.indicators.get(indicator)
    return quoted(row.name, row.name_en) if row is not None else quoted(indicator)


def plan_name(facts: Facts, plan: str) -> Words:
    """A plan's name; its id where it does not exist."""
    row: Plan | None = facts.plans.get(plan)
    return quoted(row.name, row.name_en) if row is not None else quoted(plan)


def element_name(element: Element) -> Words:
    """An element by its number and name."""
    number = f"{element.number} " if element.number else ""
    number_en = number if unicodedata.normalize("NFKC", number).isascii() else ""
    return quoted(f"{number}{element.name}", f"{number_en}{element.name_en or element.name}")


def program_name(program: Program) -> Words:
    """A program's name."""
    return quoted(program.name, program.name_en)


def when(period: Period | None) -> Words:
    """A period, or that none is printed."""
    if period is None:
        return Words("時期の印刷なし", "no period printed")
    return Words(period.label_ja, period.label_en)


def places_of(facts: Facts, targets: Sequence[Target]) -> list[Words]:
    """Where each of several listings stands: its plan; where one plan has several, its heading."""
    plans = Counter(row.plan for row in targets)
    found = []
    for row in targets:
        place = plan_name(facts, row.plan)
        element = facts.elements.get(row.element or "")
        if plans[row.plan] > 1 and element is not None:
            heading = element_name(element)
            place = Words(f"{place.ja}{heading.ja}", f"{place.en} {heading.en}")
        found.append(place)
    return found


def unit_name(printed: str) -> Words:
    """A unit as printed, and what it is called in English."""
    return Words(f"「{printed}」", f'"{read_unit(printed).written_en}"')


def value_with_unit(value: Decimal, unit: str) -> Words:
    """A number with its unit."""
    said = with_unit(figure_text(value), unit)
    return Words(said.ja, said.en)


def goal_of(target: Target) -> Words:
    """A target's goal with its unit: 7,000人以上, 100 to 120."""
    if target.goal_value is None:
        return quoted(target.goal_text, target.goal_text_en)
    said = value_with_unit(target.goal_value, target.unit)
    match target.comparison:
        case Comparison.AT_LEAST:
            return Words(f"{said.ja}以上", f"at least {said.en}")
        case Comparison.AT_MOST:
            return Words(f"{said.ja}以下", f"at most {said.en}")
        case Comparison.RANGE if target.goal_upper is not None:
            low = figure_text(target.goal_value)
            upper = value_with_unit(target.goal_upper, target.unit)
            return Words(f"{low}～{upper.ja}", f"{low} to {upper.en}")
        case _:
            return said


def goal_year(target: Target) -> int | None:
    """The year that a goal's value describes: for a provisional goal, the year it is taken from."""
    if target.goal_provisional_year is not None:
        return target.goal_provisional_year
    return None if target.goal_period is None else target.goal_period.final_year


def place_of_point(facts: Facts, point: Point) -> Words:
    """Where a point is printed: its document, else its plan, else its row."""
    source = facts.sources.get(point.source or "")
    if source is not None:
        named = quoted(source.title, source.title_en)
        ja, en = locator_words(point.locator)
        return Words(f"{named.ja} {ja}".strip(), f"{named.en} {en}".strip())
    target = facts.targets.get(point.target or "")
    return plan_name(facts, target.plan) if target is not None else quoted(point.row_id)


def yen(amount: int) -> Words:
    """An amount as budgets print it: in thousands of yen where it is whole thousands."""
    if amount % 1000:
        return Words(f"{amount:,}円", f"{amount:,} yen")
    return Words(f"{amount // 1000:,}千円", f"{amount // 1000:,} thousand yen")


def listed(words: Iterable[Words]) -> Words:
    """Several things in one clause; beyond a handful the rest is counted."""
    all_words = list(words)
    shown, rest = all_words[:_MOST_IN_A_SENTENCE], len(all_words) - _MOST_IN_A_SENTENCE
    ja = "、".join(one.ja for one in shown)
    en = ", ".join(one.en for one in shown)
    if rest <= 0:
        return Words(ja, en)
    return Words(f"{ja}、ほか{rest}件", f"{en} and {rest} more")


def codes(many: Iterable[str]) -> Words:
    """Codes or ids in one clause, all of them."""
    ordered = list(many)
    return Words("、".join(ordered), ", ".join(ordered))
