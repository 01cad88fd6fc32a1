"""What stands behind and beside a figure: programs with their money, indicators of one place.

A plan puts targets and programs under the same elements. That is all that is said here: whether a
program moved an indicator is told only where the plan itself declares it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.domain.indicators import Indicator, Target
from hoshin.domain.plans import Element
from hoshin.domain.programs import Program
from hoshin.engine.budgets import Budget
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.elements import Tie
from hoshin.site.pages.listings import first_amount
from hoshin.site.pages.plans import TreeTarget, tree_target

_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An element with the programs and the indicators that stand under it.

    ``money`` says what all programs below the element cost, ``more`` how many records of either
    kind only the element's own page lists.
    """

    element: Link
    plan: Link | None
    money: str
    programs: tuple[Tie, ...]
    targets: tuple[TreeTarget, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The places of an indicator or a program, and the causes that the plan declares for it."""

    places: tuple[Place, ...]
    causes: tuple[Tie, ...]
    has_programs: bool
    has_targets: bool

    def __bool__(self) -> bool:
        return bool(self.causes) or self.has_programs or self.has_targets


def of_indicator(frame: Frame, indicator: Indicator) -> Behind:
    """Programs and sister indicators of the elements under which its targets stand."""
    index = frame.index
    elements = (one.element for one in index.targets_of_indicator.get(indicator.id, ()))
    places = tuple(
        _place(frame, one, programs=True, without_indicator=indicator.id)
        for one in _known(index, elements)
    )
    causes = []
    for one in index.contributions_to_indicator.get(indicator.id, ()):
        cause = frame.link("programs", one.from_program) or frame.link(
            "indicators", one.from_indicator
        )
        if cause is not None:
            program = index.programs.get(one.from_program or "")
            said = frame.label(one.description, one.description_en).text
            money = "" if program is None else _money(frame, program)
            causes.append(Tie(link=cause, note=_joined(frame, said, money)))
    return _behind(places, causes)


def of_program(frame: Frame, program: Program) -> Behind:
    """The targets of the elements that list the program, and what the plan says it leads to."""
    index = frame.index
    elements = (one.element for one in index.listings_of_program.get(program.id, ()))
    places = tuple(_place(frame, one, programs=False) for one in _known(index, elements))
    effects = []
    for one in index.contributions_of_program.get(program.id, ()):
        effect = frame.link("indicators", one.to_indicator) or frame.link(
            "programs", one.to_program
        )
        if effect is not None:
            said = frame.label(one.description, one.description_en)
            effects.append(Tie(link=effect, note=said))
    return _behind(places, effects)


def _behind(places: tuple[Place, ...], causes: list[Tie]) -> Behind:
    return Behind(
        places=tuple(one for one in places if one.programs or one.money or one.targets),
        causes=tuple(causes),
        has_programs=any(one.programs or one.money for one in places),
        has_targets=any(one.targets for one in places),
    )


def _known(index: CityIndex, ids: Iterable[str | None]) -> tuple[Element, ...]:
    """The elements with these ids, each once, in their order."""
    found = (index.elements.get(one or "") for one in dict.fromkeys(ids))
    return tuple(one for one in found if one is not None)


def _place(frame: Frame, element: Element, *, programs: bool, without_indicator: str = "") -> Place:
    index = frame.index
    listed = tuple(
        dict.fromkeys(one.program for one in index.listings_of_element.get(element.id, ()))
    )
    listed = listed if programs else ()
    targets = _first_of_each(index.targets_of_element.get(element.id, ()), without_indicator)
    left_out = max(0, len(listed) - _MOST) + max(0, len(targets) - _MOST)
    budget = index.budget_of_element.get(element.id) if programs else None
    return Place(
        element=parts.numbered(frame, element),
        plan=frame.link("plans", element.plan),
        money="" if budget is None else money_below(frame, budget),
        programs=tuple(_program(frame, index.programs[one]) for one in listed[:_MOST]),
        targets=tuple(tree_target(frame, one.id) for one in targets[:_MOST]),
        more=frame.w.count("indicator.other_targets", left_out) if left_out else "",
    )


def money_below(frame: Frame, budget: Budget) -> str:
    """The money of the programs below an element, with its year; nothing where none is known."""
    if budget.amount_yen is None:
        return ""
    return frame.w.count(
        "behind.money",
        budget.programs,
        year=frame.period(budget.fiscal_year),
        money=frame.money(budget.amount_yen).readable,
    )


def _first_of_each(targets: Iterable[Target], without_indicator: str) -> tuple[Target, ...]:
    """The first target of every indicator but one."""
    found: dict[str, Target] = {}
    for one in targets:
        if one.indicator != without_indicator:
            found.setdefault(one.indicator, one)
    return tuple(found.values())


def _program(frame: Frame, program: Program) -> Tie:
    link = Link(frame.name(program), frame.href_of("programs", program.id))
    money = _money(frame, program)
    return Tie(link=link, note=Label(money) if money else NOTHING)


def _money(frame: Frame, program: Program) -> str:
    amount = first_amount(frame, program)
    return "" if amount is None else f"{amount.money.readable} ({amount.year} {amount.stage})"


def _joined(frame: Frame, *said: str) -> Label:
    return frame.quoting(frame.w("common.comma").join(filter(None, said)))
