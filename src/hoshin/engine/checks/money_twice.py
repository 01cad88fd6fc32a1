"""Money counted twice: what one plan prints under two headings and would be added up again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from hoshin.domain.periods import Period
from hoshin.domain.plans import Element
from hoshin.domain.problems import Problem
from hoshin.domain.programs import ListingKind, ProgramListing
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.money import amounts_of
from hoshin.engine.checks.rule import Check, at, warning
from hoshin.engine.checks.saying import element_name, listed, plan_name, program_name, yen

MONEY_COUNTED_TWICE = warning(
    "money-counted-twice",
    Words("同じ事業費が複数の柱に計上されている", "One program's money in two places of a plan"),
    Words(
        "柱ごとの額をそのまま足すと、同じ予算を二重に数えます。",
        "Added up over these headings, the same budget counts twice.",
    ),
)

# More programs than these are summed up by their headings.
_MOST_NAMED = 5


@dataclass(slots=True)
class _Overlap:
    """What two headings of one plan have in common."""

    sides: tuple[Element, Element]
    amounts: dict[str, int] = field(default_factory=dict)
    listings: dict[str, ProgramListing] = field(default_factory=dict)
    below: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)


def counted_twice(facts: Facts) -> Iterator[Problem]:
    """One problem for each pair of headings of a plan that print the same programs' money."""
    overlaps: dict[tuple[str, str, Period], _Overlap] = {}
    families: dict[str, list[ProgramListing]] = defaultdict(list)
    for program in facts.programs:
        for whole in _upward(facts, program):
            families[whole].extend(_with_money(facts, program))
    for family in families.values():
        for first, second in combinations(family, 2):
            _add_overlap(facts, overlaps, first, second)
    for (_, _, year), overlap in overlaps.items():
        yield _twice(facts, overlap, year)


def _upward(facts: Facts, program: str) -> list[str]:
    """A program and the wholes that it is part of."""
    found: list[str] = []
    one: str | None = program
    while one in facts.programs and one not in found:
        found.append(one)
        one = facts.programs[one].part_of
    return found


def _with_money(facts: Facts, program: str) -> list[ProgramListing]:
    return [
        row
        for row in facts.listings_of_program.get(program, ())
        if row.kind is ListingKind.LISTING and row.id in facts.amounts
    ]


def _add_overlap(
    facts: Facts,
    overlaps: dict[tuple[str, str, Period], _Overlap],
    first: ProgramListing,
    second: ProgramListing,
) -> None:
    # Two parts of one whole are different money; a part and its whole are not.
    wholes = [_upward(facts, row.program) for row in (first, second)]
    if first.program not in wholes[1] and second.program not in wholes[0]:
        return
    sides = _headings(facts, first, second)
    if sides is None:
        return
    mine, theirs = amounts_of(facts, first), amounts_of(facts, second)
    for year in mine.keys() & theirs.keys():
        left, right = sorted(sides, key=lambda row: facts.order_of_elements[row.id])
        overlap = overlaps.setdefault((left.id, right.id, year), _Overlap((left, right)))
        # Of a whole and its part, only the part's money stands in both places.
        part = first if second.program in wholes[0] else second
        amount = min(mine[year], theirs[year])
        overlap.amounts[part.program] = max(amount, overlap.amounts.get(part.program, amount))
        overlap.listings |= {first.id: first, second.id: second}
        finer = [_below(facts, row, sides) for row in (first, second)]
        one, other = sorted(finer, key=facts.order_of_elements.__getitem__)
        held = overlap.below.setdefault((one, other), {})
        held[part.program] = max(amount, held.get(part.program, amount))


def _headings(
    facts: Facts, first: ProgramListing, second: ProgramListing
) -> tuple[Element, Element] | None:
    """The two headings of one plan that first tell the listings apart; None if it is not one."""
    one = list(facts.upward(first.element))[::-1]
    other = list(facts.upward(second.element))[::-1]
    if not one or not other or one[0].plan != other[0].plan:
        return None
    for left, right in zip(one, other, strict=False):
        if left.id != right.id:
            return left, right
    return one[-1], other[-1]


def _below(facts: Facts, listing: ProgramListing, sides: tuple[Element, Element]) -> str:
    """The element on a listing's path just below one of two headings; else the heading itself."""
    headings = {one.id for one in sides}
    below = ""
    for row in facts.upward(listing.element):
        if row.id in headings:
            return below or row.id
        below = row.id
    return below


def _twice(facts: Facts, overlap: _Overlap, year: Period) -> Problem:
    left, right = (element_name(one) for one in overlap.sides)
    amount = yen(sum(overlap.amounts.values()))
    plan, count = plan_name(facts, overlap.sides[0].plan), len(overlap.amounts)
    shown = listed(program_name(facts.programs[one]) for one in overlap.amounts)
    if count > _MOST_NAMED and len(overlap.below) > 1:
        largest_first = sorted(overlap.below.items(), key=lambda one: -sum(one[1].values()))
        shown = listed(_pair(facts, pair, held) for pair, held in largest_first)
    programs = Words(f"{count}事業", f"{count} programs" if count > 1 else "one program")
    places = Words(f"{left.ja}と{right.ja}の両方に", f"both in {left.en} and in {right.en}")
    if overlap.sides[0].id == overlap.sides[1].id:
        places = Words(f"{left.ja}の中で2回", f"twice in {left.en}")
    return MONEY_COUNTED_TWICE.problem(
        at("program_elements", list(overlap.listings.values())[-1]),
        Words(
            f"{plan.ja}では、{programs.ja}の{year.label_ja}の{amount.ja}が{places.ja}"
            f"計上されています: {shown.ja}",
            f"{plan.en} prints {amount.en} of {programs.en} in {year.label_en} "
            f"{places.en}: {shown.en}",
        ),
        Words(
            "柱を越えて合計するときは事業ごとに一度だけ数え、二度目の欄には再掲と印刷してください。",
            "Count each program once over all headings, and print 再掲 at the second place.",
        ),
        overlap.listings,
    )


def _pair(facts: Facts, pair: tuple[str, str], held: dict[str, int]) -> Words:
    left, right = (element_name(facts.elements[one]) for one in pair)
    amount, count = yen(sum(held.values())), len(held)
    return Words(
        f"{left.ja}と{right.ja}に{count}事業{amount.ja}",
        f"{amount.en} of {count} in {left.en} and {right.en}",
    )


CHECKS = (Check(counted_twice, (MONEY_COUNTED_TWICE,)),)
