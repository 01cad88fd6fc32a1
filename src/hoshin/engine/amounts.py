"""Amounts as papers list them: what each listing prints by year and stage, and table totals.

A listing's amounts over several funds of one year and stage are one sum. Money stays in whole yen;
said in another unit it stays exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.periods import Period
from hoshin.domain.programs import Appropriation, BudgetStage
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.engine.arithmetic import recompute
from hoshin.engine.listings import amounts_by_listing, is_added, listings_below


@dataclass(frozen=True, slots=True)
class FundAmount:
    """Money of one fund in whole yen; ``fund`` is empty where a document prints none."""

    fund: str
    fund_en: str
    yen: int


@dataclass(frozen=True, slots=True)
class StageAmount:
    """Money of one fiscal year and stage: the sum over its funds, and the funds."""

    year: Period
    stage: BudgetStage
    yen: int
    funds: tuple[FundAmount, ...]


def in_thousands(yen: int) -> Decimal:
    """Whole yen said in thousands of yen (千円), exactly: 655500000 is 655500, 1500 is 1.5."""
    whole, rest = divmod(abs(yen), 1000)
    exact = Decimal(whole) if not rest else Decimal(abs(yen)).scaleb(-3).normalize()
    return -exact if yen < 0 else exact


def stage_amounts(rows: Iterable[Appropriation]) -> tuple[StageAmount, ...]:
    """The amounts of a listing, one for each year and stage, in time and then by stage."""
    grouped: dict[tuple[Period, BudgetStage], list[Appropriation]] = defaultdict(list)
    for row in rows:
        grouped[row.fiscal_year, row.stage].append(row)
    stages = list(BudgetStage)
    ordered = sorted(grouped, key=lambda one: (one[0].end, stages.index(one[1])))
    return tuple(_stage_amount(*one, grouped[one]) for one in ordered)


def _stage_amount(year: Period, stage: BudgetStage, rows: list[Appropriation]) -> StageAmount:
    funds: dict[str, FundAmount] = {}
    for row in rows:
        before = funds.get(row.fund)
        yen = row.amount_yen + (before.yen if before else 0)
        funds[row.fund] = FundAmount(row.fund, row.fund_en, yen)
    return StageAmount(year, stage, sum(row.amount_yen for row in rows), tuple(funds.values()))


def amounts_of_listings(city: City) -> dict[str, tuple[StageAmount, ...]]:
    """What each listing prints, by the listing's id."""
    return {one: stage_amounts(rows) for one, rows in amounts_by_listing(city).items()}


_BUDGET_STAGES = (
    BudgetStage.INITIAL,
    BudgetStage.INITIAL_AND_SUPPLEMENTARY,
    BudgetStage.PLANNED,
    BudgetStage.SUPPLEMENTARY,
)


def latest_budget(amounts: Iterable[StageAmount]) -> StageAmount | None:
    """The budget of the latest year, the initial one where it is printed; outturns are none."""
    found = [one for one in amounts if one.stage in _BUDGET_STAGES]
    return max(
        found, key=lambda one: (one.year.end, -_BUDGET_STAGES.index(one.stage)), default=None
    )


def table_total(city: City, element_id: str) -> int | None:
    """The total in whole yen of a table that lists programs at an element and below it.

    Added as ``hoshin.engine.arithmetic`` adds a printed total: repeated rows, parts, frames and
    bare names take no part. Where rows have amounts of several years, the latest budgets are
    added, if all are of one year. None where a row has no amount, so that no total is given that
    leaves something out.
    """
    asked = PublishedFigure(
        id="table-total",
        kind=PublishedKind.TOTAL,
        name="",
        element=element_id,
        unit="円",
        operation=Operation.SUM_OF_APPROPRIATIONS,
    )
    value = recompute(city, asked).value
    return _total_of_latest(city, element_id) if value is None else int(value)


def _total_of_latest(city: City, element_id: str) -> int | None:
    added = [row for row in listings_below(city, element_id) if is_added(row)]
    amounts = amounts_of_listings(city)
    budgets = [latest_budget(amounts.get(row.id, ())) for row in added]
    known = [one for one in budgets if one is not None]
    if len(known) < len(added) or len({one.year for one in known}) != 1:
        return None
    return sum(one.yen for one in known)
