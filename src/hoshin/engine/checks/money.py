"""Money: one program with different amounts, and parts that exceed their whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hoshin.domain.periods import Period
from hoshin.domain.problems import Problem
from hoshin.domain.programs import BudgetStage, ProgramListing
from hoshin.domain.words import Words, named
from hoshin.engine.budgets import DifferingAmounts, budget_total
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import element_name, listed, program_name, quoted, yen

AMOUNT_DIFFERS = warning(
    "amount-differs",
    Words("同じ事業の同じ年度の額が場所により違う", "One program, one year, different amounts"),
    Words(
        "どの額が正しいか分からず、議会や市民に説明できません。",
        "It is not clear which amount is right, and nobody can explain it to council or citizens.",
    ),
)
BUDGET_STAGE_DIFFERS = note(
    "budget-stage-differs",
    Words("同じ額が当初予算とも補正込みともされている", "One amount at two budget stages"),
    Words(
        "同じ額でも、補正を含むかどうかで当初予算の合計が変わります。",
        "Whether an amount holds supplementary money changes the total of the initial budget.",
    ),
)
PARTS_EXCEED_WHOLE = warning(
    "parts-exceed-whole",
    Words("内訳の合計が全体の額を超える", "Parts that add up to more than their whole"),
    Words(
        "内訳が全体より大きいことはなく、額か、内訳の関係のどちらかが誤りです。",
        "Parts cannot exceed their whole: an amount or the relation is wrong.",
    ),
)
_STAGES = {
    BudgetStage.INITIAL: Words("当初", "initial"),
    BudgetStage.SUPPLEMENTARY: Words("補正", "supplementary"),
    BudgetStage.INITIAL_AND_SUPPLEMENTARY: Words("当初＋補正", "initial and supplementary"),
    BudgetStage.CARRIED_OVER: Words("繰越", "carried over"),
    BudgetStage.PLANNED: Words("計画額", "planned"),
    BudgetStage.OUTTURN: Words("決算", "outturn"),
}


def _years(facts: Facts) -> list[Period]:
    years = {row.fiscal_year for row in facts.city.appropriations}
    return sorted(years, key=lambda year: year.end)


def differing_amounts(facts: Facts) -> Iterator[Problem]:
    """Programs whose listings print different amounts for one fiscal year."""
    for year in _years(facts):
        for found in budget_total(facts.city, year).differing:
            if not _adds_up(facts, found, year):
                yield _differing(facts, found, year)


def _adds_up(facts: Facts, found: DifferingAmounts, year: Period) -> bool:
    """Whether the listings agree once the stages that one of them prints apart are added."""
    sums = set()
    for one in found.amounts:
        rows = [row for row in facts.amounts.get(one.listing, ()) if row.fiscal_year == year]
        budget = (BudgetStage.PLANNED, BudgetStage.OUTTURN)
        sums.add(sum(row.amount_yen for row in rows if row.stage not in budget))
    return len(sums) == 1


def _differing(facts: Facts, found: DifferingAmounts, year: Period) -> Problem:
    name = program_name(facts.programs[found.program])
    shown = []
    for one in found.amounts:
        place, amount, stage = _element(facts, one.listing), yen(one.amount_yen), _STAGES[one.stage]
        shown.append(
            Words(
                f"{place.ja}に{amount.ja}（{stage.ja}）", f"{amount.en} in {place.en} ({stage.en})"
            )
        )
    last = facts.listings[found.amounts[-1].listing]
    where = listed(shown)
    return AMOUNT_DIFFERS.problem(
        at("program_elements", last),
        Words(
            f"事業{name.ja}の{year.label_ja}の額が場所により違います: {where.ja}",
            f"The program {name.en} has different amounts for {year.label_en}: {where.en}",
        ),
        Words(
            "補正や対象範囲の違いなら注記し、誤りなら正しい額に揃えてください。",
            "If stage or scope differ, say so beside the amounts; if not, print the right one.",
        ),
        _with_amounts(facts, (one.listing for one in found.amounts)),
    )


def _with_amounts(facts: Facts, listings: Iterator[str] | Sequence[str]) -> list[str]:
    """Listings and the rows of their amounts, by id."""
    ids = list(listings)
    return [*ids, *(row.id for one in ids for row in facts.amounts.get(one, ()))]


def _element(facts: Facts, listing: str) -> Words:
    row = facts.elements.get(facts.listings[listing].element)
    return element_name(row) if row is not None else quoted(facts.listings[listing].element)


def differing_stages(facts: Facts) -> Iterator[Problem]:
    """Programs with one amount that is the initial budget here and holds supplements there."""
    for program, listings in facts.listings_of_program.items():
        if program not in facts.programs:
            continue
        stages: dict[tuple[Period, int], dict[BudgetStage, str]] = defaultdict(dict)
        for listing in listings:
            for row in facts.amounts.get(listing.id, ()):
                key = (row.fiscal_year, row.amount_yen)
                stages[key].setdefault(row.stage, listing.id)
        for (year, amount), found in stages.items():
            budget = {BudgetStage.INITIAL, BudgetStage.INITIAL_AND_SUPPLEMENTARY}
            if not budget <= set(found):
                continue
            name, said = program_name(facts.programs[program]), yen(amount)
            first, second = found[BudgetStage.INITIAL], found[BudgetStage.INITIAL_AND_SUPPLEMENTARY]
            here, there = _element(facts, first), _element(facts, second)
            yield BUDGET_STAGE_DIFFERS.problem(
                at("program_elements", facts.listings[second]),
                Words(
                    f"事業{name.ja}の{year.label_ja}の{said.ja}は、{here.ja}では当初予算額、"
                    f"{there.ja}では補正を含む額とされています。",
                    f"{said.en} of the program {name.en} in {year.label_en} is the initial budget "
                    f"in {here.en}, but holds supplementary money in {there.en}.",
                ),
                Words(
                    "補正を含むかどうかを確かめ、両方の注記を揃えてください。",
                    "Settle whether it holds supplementary money, and say the same in both places.",
                ),
                _with_amounts(facts, [first, second]),
            )


def amounts_of(facts: Facts, listing: ProgramListing) -> dict[Period, int]:
    """What a listing prints for each year: the initial budget where it is printed."""
    by_stage: dict[Period, dict[BudgetStage, int]] = defaultdict(lambda: defaultdict(int))
    for row in facts.amounts.get(listing.id, ()):
        by_stage[row.fiscal_year][row.stage] += row.amount_yen
    order = list(_STAGES)
    return {year: found[min(found, key=order.index)] for year, found in by_stage.items()}


def parts_and_wholes(facts: Facts) -> Iterator[Problem]:
    """Programs whose parts have more money than they have themselves."""
    parts: dict[str, list[str]] = defaultdict(list)
    for program in facts.city.programs:
        if program.part_of is not None:
            parts[program.part_of].append(program.id)
    for whole, below in parts.items():
        if whole not in facts.programs:
            continue
        for year in _years(facts):
            largest = [_largest(facts, one, year) for one in (whole, *below)]
            known = [amount for amount in largest[1:] if amount is not None]
            if largest[0] is None or sum(known) <= largest[0]:
                continue
            name, total, sum_said = program_name(facts.programs[whole]), largest[0], sum(known)
            all_parts, own = yen(sum_said), yen(total)
            yield PARTS_EXCEED_WHOLE.problem(
                at("programs", facts.programs[whole]),
                Words(
                    f"事業{name.ja}の{year.label_ja}の額は{own.ja}ですが、内訳{len(known)}件の合計は"
                    f"{all_parts.ja}です。",
                    f"The program {name.en} has {own.en} in {year.label_en}, but its "
                    f"{len(known)} parts have {all_parts.en}.",
                ),
                Words(
                    named("内訳の関係（{part_of}）と額を確かめてください。"),
                    named("Look at the amounts, and at {part_of} in the parts."),
                ),
                below,
            )


def _largest(facts: Facts, program: str, year: Period) -> int | None:
    amounts = [
        found[year]
        for listing in facts.listings_of_program.get(program, ())
        if year in (found := amounts_of(facts, listing))
    ]
    return max(amounts, default=None)


CHECKS = (
    Check(differing_amounts, (AMOUNT_DIFFERS,)),
    Check(differing_stages, (BUDGET_STAGE_DIFFERS,)),
    Check(parts_and_wholes, (PARTS_EXCEED_WHOLE,)),
)
