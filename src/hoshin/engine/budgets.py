"""Budgets: what real programs cost in one fiscal year, each counted once.

A program is often listed in several places, and some listings print a whole that others print in
parts. Here a program counts once however often it is listed; a part never counts beside its
whole; where the whole has no amount of its own, its parts count. Where listings of one program
print different amounts, the initial budget comes before amounts with supplementary money, then
the first listing of the table; the difference is reported. Planned amounts and outturns are no
budget and take no part. Frames (envelopes) are named and not added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hoshin.domain.city import City
from hoshin.domain.periods import Period
from hoshin.domain.programs import (
    Appropriation,
    BudgetStage,
    ListingKind,
    ProgramListing,
)
from hoshin.engine.listings import amounts_by_listing

_STAGES = (
    BudgetStage.INITIAL,
    BudgetStage.INITIAL_AND_SUPPLEMENTARY,
    BudgetStage.SUPPLEMENTARY,
    BudgetStage.CARRIED_OVER,
)
_NEVER_COUNTED = (ListingKind.ENVELOPE, ListingKind.RESTATED)


@dataclass(frozen=True, slots=True)
class ListedAmount:
    """What one listing prints for a program: the stage, and whole yen over all funds."""

    listing: str
    stage: BudgetStage
    amount_yen: int


@dataclass(frozen=True, slots=True)
class DifferingAmounts:
    """A program whose listings print different amounts; the first of ``amounts`` was counted."""

    program: str
    amounts: tuple[ListedAmount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The money of an element, an organisation or a city in one fiscal year.

    ``subject`` is the element's or organisation's id; None for the whole city, and for programs
    whose organisation is not printed. ``amount_yen`` is None when no program has an amount.
    ``programs`` counts the programs whose amount is in it, ``without_amount`` those for which
    none is printed, ``parts`` those left out because their whole is in it. ``repeated`` is the
    number of listings left out because they list a program again. ``other_years`` are programs
    with money in other years only, ``frames`` the listings of frames, ``untied_yen`` money printed
    here that is tied to no program; none of the three is in ``amount_yen``.
    """

    subject: str | None
    fiscal_year: Period | None
    amount_yen: int | None
    programs: int
    without_amount: int
    parts: int
    repeated: int
    untied_yen: int
    other_years: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    differing: tuple[DifferingAmounts, ...] = ()


def latest_budget_year(city: City) -> Period | None:
    """The latest fiscal year in which the city has a budget; None when it has none."""
    years = {row.fiscal_year for row in city.appropriations if row.stage in _STAGES}
    return max(years, key=lambda year: (year.end, year.start), default=None)


def budget_total(city: City, fiscal_year: Period | None = None) -> Budget:
    """The whole city's budget in a fiscal year, the latest one unless another is asked for."""
    money = _Money(city, fiscal_year)
    return money.budget(None, money.count(city.program_elements))


def budget_by_element(
    city: City, plan_id: str, fiscal_year: Period | None = None
) -> tuple[Budget, ...]:
    """The budget of each element of a plan below which programs are listed, in the tree's order.

    Each element is counted by itself, over the listings in its subtree and with the amounts that
    these print; so the figures of two elements must not be added: both may hold one program.
    """
    money = _Money(city, fiscal_year)
    parents = {row.id: row.parent for row in city.elements if row.plan == plan_id}
    below: dict[str, list[ProgramListing]] = defaultdict(list)
    for listing in city.program_elements:
        for element in _upward(listing.element, parents):
            below[element].append(listing)
    return tuple(
        money.budget(element, money.count(below[element]))
        for element in parents
        if element in below
    )


def budget_by_organisation(city: City, fiscal_year: Period | None = None) -> tuple[Budget, ...]:
    """The budget of each organisation with those below it, then of programs without one.

    Counted as in ``budget_total``: bodies of which none stands below another, together with the
    programs without an organisation (``subject`` None), add up to the city's total. A part is
    counted with its whole, at the organisation of the whole.
    """
    money = _Money(city, fiscal_year)
    count = money.count(city.program_elements)
    parents = {row.id: row.parent for row in city.organisations}
    led: dict[str | None, set[str]] = defaultdict(set)
    for program in (*count.programs, *count.frames.values()):
        leader = money.programs[program].organisation
        for organisation in _upward(leader, parents) if leader in parents else (None,):
            led[organisation].add(program)
    return tuple(
        money.budget(subject, count, led[subject]) for subject in (*parents, None) if subject in led
    )


def program_amounts(city: City, fiscal_year: Period) -> dict[str, tuple[ListedAmount, ...]]:
    """What listings print for each program in a fiscal year, the amount that counts first.

    Parts of a program stand beside their whole, each with what is printed for it; a program for
    which nothing is printed in that year is not there.
    """
    money = _Money(city, fiscal_year)
    count = money.count(city.program_elements)
    return {program: tuple(amounts) for program, amounts in count.own.items()}


def _upward(start: str | None, parents: dict[str, str | None]) -> Iterator[str]:
    """An id and its ancestors; nothing when it is unknown, and a circle is followed once."""
    seen: set[str] = set()
    while start is not None and start in parents and start not in seen:
        seen.add(start)
        yield start
        start = parents[start]


@dataclass(slots=True)
class _Count:
    """What became of each program in a set of listings."""

    listings: frozenset[str]
    programs: frozenset[str]
    own: dict[str, list[ListedAmount]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[str, int] = field(default_factory=dict)
    without_amount: set[str] = field(default_factory=set)
    other_years: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    repeated: Counter[str] = field(default_factory=Counter)
    frames: dict[str, str] = field(default_factory=dict)
    differing: dict[str, DifferingAmounts] = field(default_factory=dict)


class _Money:
    """One city's programs and amounts in one fiscal year, ready to be counted."""

    def __init__(self, city: City, fiscal_year: Period | None) -> None:
        self.year = fiscal_year if fiscal_year is not None else latest_budget_year(city)
        self.programs = {row.id: row for row in city.programs}
        self._amounts = amounts_by_listing(city)
        self._untied = tuple(
            row
            for row in city.appropriations
            if row.listing is None
            and row.candidates
            and row.fiscal_year == self.year
            and row.stage in _STAGES
        )
        self._program_of = {row.id: row.program for row in city.program_elements}

    def count(self, listings: Iterable[ProgramListing]) -> _Count:
        """Settle for each program listed here whether it counts, is a part, or has no amount."""
        rows = [row for row in listings if row.program in self.programs]
        count = _Count(
            frozenset(row.id for row in rows),
            frozenset(row.program for row in rows if row.kind not in _NEVER_COUNTED),
        )
        own = count.own
        listed: set[str] = set()
        for row in rows:
            if row.kind is ListingKind.ENVELOPE:
                count.frames[row.id] = row.program
            elif row.kind is ListingKind.RESTATED:
                count.repeated[row.program] += 1
            else:
                count.repeated[row.program] += row.program in listed
                listed.add(row.program)
            if row.kind is ListingKind.LISTING or self._is_part(row, count.programs):
                amount = self._listed_amount(row)
                if amount is not None:
                    own[row.program].append(amount)
                elif self._has_other_years(row):
                    count.other_years.add(row.program)
        for program, amounts in own.items():
            amounts.sort(key=lambda one: _STAGES.index(one.stage))
            if len({one.amount_yen for one in amounts}) > 1:
                count.differing[program] = DifferingAmounts(program, tuple(amounts))
        wholes = {one: self.programs[one].part_of for one in count.programs}
        _Settling(count, wholes, {one: found[0].amount_yen for one, found in own.items()}).run()
        count.other_years &= count.without_amount
        count.without_amount -= count.other_years
        return count

    def _is_part(self, row: ProgramListing, within: frozenset[str]) -> bool:
        whole = self.programs[row.program].part_of
        return row.kind is ListingKind.BREAKDOWN and whole in within

    def _listed_amount(self, listing: ProgramListing) -> ListedAmount | None:
        by_stage: dict[BudgetStage, int] = {}
        for row in self._amounts.get(listing.id, ()):
            if row.fiscal_year == self.year and row.stage in _STAGES:
                by_stage[row.stage] = by_stage.get(row.stage, 0) + row.amount_yen
        stage = min(by_stage, key=_STAGES.index, default=None)
        return None if stage is None else ListedAmount(listing.id, stage, by_stage[stage])

    def _has_other_years(self, listing: ProgramListing) -> bool:
        return any(
            row.stage in _STAGES and row.fiscal_year != self.year
            for row in self._amounts.get(listing.id, ())
        )

    def budget(self, subject: str | None, count: _Count, among: set[str] | None = None) -> Budget:
        """The figures of a count, of all its programs or of some."""

        def here(programs: Iterable[str]) -> list[str]:
            return [one for one in programs if among is None or one in among]

        def is_here(amount: Appropriation) -> bool:
            if not count.listings.issuperset(amount.candidates):
                return False
            programs = [self._program_of[one] for one in amount.candidates]
            return len(here(programs)) == len(programs)

        counted = here(count.counted)
        return Budget(
            subject=subject,
            fiscal_year=self.year,
            amount_yen=sum(count.counted[one] for one in counted) if counted else None,
            programs=len(counted),
            without_amount=len(here(count.without_amount)),
            parts=len(here(count.parts)),
            repeated=sum(count.repeated[one] for one in here(count.repeated)),
            untied_yen=sum(row.amount_yen for row in self._untied if is_here(row)),
            other_years=tuple(sorted(here(count.other_years))),
            frames=tuple(listing for listing, program in count.frames.items() if here((program,))),
            differing=tuple(count.differing[one] for one in here(count.differing)),
        )


class _Settling:
    """Goes down from wholes to parts until each program of a count is settled."""

    def __init__(self, count: _Count, whole_of: dict[str, str | None], own: dict[str, int]) -> None:
        self._count = count
        self._own = own
        self._parts: dict[str, list[str]] = defaultdict(list)
        self._order: list[str] = []
        for program in sorted(whole_of):
            whole = whole_of[program]
            if whole is not None and whole in whole_of:
                self._parts[whole].append(program)
            else:
                self._order.append(program)
        # Programs that are parts of each other in a circle have no whole above them: come last.
        self._order.extend(sorted(whole_of))
        self._settled: set[str] = set()

    def run(self) -> None:
        """Settle every program, wholes before their parts."""
        waiting = self._order[::-1]
        while waiting:
            program = waiting.pop()
            if program in self._settled:
                continue
            self._settled.add(program)
            if program in self._own:
                self._count.counted[program] = self._own[program]
                self._leave_out(program)
            elif self._parts.get(program):
                waiting.extend(reversed(self._parts[program]))
            else:
                self._count.without_amount.add(program)

    def _leave_out(self, whole: str) -> None:
        waiting = list(self._parts.get(whole, ()))
        while waiting:
            part = waiting.pop()
            if part not in self._settled:
                self._settled.add(part)
                self._count.parts.add(part)
                waiting.extend(self._parts.get(part, ()))
