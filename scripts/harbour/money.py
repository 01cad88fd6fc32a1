"""Programs of the invented city and their money: by fund and stage over the years.

Money that a year could not spend is carried over and appears again in the next year; outturns
are what was spent. Amounts are drawn in thousands of yen, as budgets print them, and stored in
whole yen.
"""

from __future__ import annotations

from hoshin.domain.periods import fiscal_year
from hoshin.domain.programs import (
    Appropriation,
    BudgetStage,
    ListingKind,
    Program,
    ProgramListing,
)
from scripts.harbour.drawn import rows
from scripts.harbour.plans import PLAN, PROGRAMS, PROGRAMS_DOC, SETTLEMENT_DOC

# Program, the program whose money includes it, section, name in Japanese and English.
_PROGRAMS = """
p-future    |        | section-planning    | 港みらい枠       | Harbour future frame
p-port      |        | section-port        | 港再整備事業     | Port renewal
p-quay      | p-port | section-port        | 岸壁改修         | Quay repair
p-promenade | p-port | section-port        | 遊歩道整備       | Promenade
p-visitors  |        | section-tourism     | 観光誘客事業     | Bringing visitors
p-startup   |        | section-business    | 創業支援補助金   | Grants for new businesses
p-childcare |        | section-children    | 保育所整備事業   | Childcare places
p-checkup   |        | section-health      | 健診受診勧奨事業 | Health check-up invitations
p-solar     |        | section-environment | 太陽光導入補助   | Solar power grants
p-waste     |        | section-environment | ごみ減量推進事業 | Waste reduction
p-sea-fund  |        | section-environment | 海の基金積立     | Payments into the sea fund
p-reading   |        | section-learning    | 学校図書充実事業 | School library books
"""

# Plan and element, program, number, kind, the listing that is repeated, heading in both languages.
_LISTINGS = f"""
{PLAN}.4       | p-future    |   | envelope  |                    | 重点 | Priority
{PLAN}.4-1     | p-port      | 1 | listing   |                    | 重点 | Priority
{PLAN}.4-1-1   | p-quay      |   | breakdown |                    |      |
{PLAN}.4-1-2   | p-promenade |   | breakdown |                    |      |
{PLAN}.1-1     | p-visitors  | 2 | listing   |                    |      |
{PLAN}.1-3     | p-startup   | 3 | listing   |                    |      |
{PLAN}.2-5     | p-startup   | 3 | restated  | {PLAN}.1-3.p-startup |    |
{PLAN}.2-1     | p-childcare | 4 | listing   |                    |      |
{PLAN}.2-2     | p-checkup   | 5 | listing   |                    |      |
{PLAN}.2-4     | p-reading   |   | name_only |                    |      |
{PLAN}.3-1     | p-solar     | 6 | listing   |                    |      |
{PLAN}.3-2     | p-waste     | 7 | listing   |                    |      |
{PLAN}.3-3     | p-sea-fund  | 8 | listing   |                    |      |
{PROGRAMS}.1   | p-port      | 1 | listing   |                    |      |
{PROGRAMS}.1   | p-visitors  | 2 | listing   |                    |      |
{PROGRAMS}.1   | p-startup   | 3 | listing   |                    |      |
{PROGRAMS}.2   | p-childcare | 4 | listing   |                    |      |
{PROGRAMS}.2   | p-checkup   | 5 | listing   |                    |      |
{PROGRAMS}.2   | p-solar     | 6 | listing   |                    |      |
{PROGRAMS}.2   | p-waste     | 7 | listing   |                    |      |
{PROGRAMS}.2   | p-sea-fund  | 8 | listing   |                    |      |
{PROGRAMS}.2   | p-reading   | 9 | listing   |                    |      |
"""

_FUNDS = {
    "national": ("国庫支出金", "National subsidy"),
    "prefectural": ("県支出金", "Prefectural subsidy"),
    "bonds": ("地方債", "Local bonds"),
    "other": ("その他特定財源", "Other earmarked revenue"),
    "general": ("一般財源", "General revenue"),
    "": ("", ""),
}

# Listing, fund, then one amount a stage: initial, supplementary, carried over into, spent.
_BY_STAGE = f"""
{PLAN}.4-1.p-port      | 2022 | national    | 200000 |       |       | 160000
{PLAN}.4-1.p-port      | 2022 | bonds       | 300000 |       |       | 230000
{PLAN}.4-1.p-port      | 2022 | general     | 50000  |       |       | 40000
{PLAN}.4-1.p-port      | 2023 | national    | 140000 | 15000 | 40000 | 165000
{PLAN}.4-1.p-port      | 2023 | bonds       | 220000 |       | 60000 | 230000
{PLAN}.4-1.p-port      | 2023 | general     | 40000  | 15000 |       | 45000
{PLAN}.4-1.p-port      | 2024 | national    | 150000 |       | 30000 | 180000
{PLAN}.4-1.p-port      | 2024 | bonds       | 230000 |       | 50000 | 270000
{PLAN}.4-1.p-port      | 2024 | general     | 40000  | 25000 |       | 60000
{PLAN}.4-1.p-port      | 2025 | national    | 160000 |       |       |
{PLAN}.4-1.p-port      | 2025 | bonds       | 240000 |       |       |
{PLAN}.4-1.p-port      | 2025 | general     | 50000  |       |       |
{PLAN}.4-1-1.p-quay    | 2025 |             | 320000 |       |       |
{PLAN}.4-1-2.p-promenade | 2025 |           | 130000 |       |       |
{PLAN}.1-1.p-visitors  | 2022 | general     | 31000  |       |       | 29850
{PLAN}.1-1.p-visitors  | 2023 | general     | 33000  |       |       | 32410
{PLAN}.1-1.p-visitors  | 2024 | general     |        |       |       | 35980
{PLAN}.1-1.p-visitors  | 2025 | general     | 38000  |       |       |
{PLAN}.1-3.p-startup   | 2022 | general     | 10000  |       |       | 7500
{PLAN}.1-3.p-startup   | 2023 | general     | 10000  |       |       | 8000
{PLAN}.1-3.p-startup   | 2024 | general     | 11000  | 1500  |       | 12300
{PLAN}.1-3.p-startup   | 2025 | general     | 12000  |       |       |
{PLAN}.2-1.p-childcare | 2022 | national    | 40000  |       |       | 38000
{PLAN}.2-1.p-childcare | 2022 | prefectural | 20000  |       |       | 19000
{PLAN}.2-1.p-childcare | 2022 | general     | 20000  |       |       | 19000
{PLAN}.2-1.p-childcare | 2023 | national    | 42000  |       |       | 42000
{PLAN}.2-1.p-childcare | 2023 | prefectural | 21000  |       |       | 21000
{PLAN}.2-1.p-childcare | 2023 | general     | 21000  |       |       | 20400
{PLAN}.2-1.p-childcare | 2024 | national    | 43000  |       |       | 42500
{PLAN}.2-1.p-childcare | 2024 | prefectural | 21500  |       |       | 21250
{PLAN}.2-1.p-childcare | 2024 | general     | 21500  |       |       | 21250
{PLAN}.2-1.p-childcare | 2025 | national    | 43000  |       |       |
{PLAN}.2-1.p-childcare | 2025 | prefectural | 21500  |       |       |
{PLAN}.2-1.p-childcare | 2025 | general     | 21500  |       |       |
{PLAN}.2-2.p-checkup   | 2024 | other       | 14000  |       |       | 13620
{PLAN}.2-2.p-checkup   | 2025 | other       | 14500  |       |       |
{PLAN}.3-1.p-solar     | 2023 | national    | 25000  |       |       | 21000
{PLAN}.3-1.p-solar     | 2023 | general     | 12500  |       |       | 10500
{PLAN}.3-1.p-solar     | 2024 | national    | 26000  |       | 4000  | 29500
{PLAN}.3-1.p-solar     | 2024 | general     | 13000  |       | 2000  | 14750
{PLAN}.3-1.p-solar     | 2025 | national    | 28000  |       |       |
{PLAN}.3-1.p-solar     | 2025 | general     | 14000  |       |       |
{PLAN}.3-2.p-waste     | 2024 | general     | 9000   |       |       | 8730
{PLAN}.3-2.p-waste     | 2025 | general     | 9500   |       |       |
{PLAN}.3-3.p-sea-fund  | 2025 | other       | 30000  |       |       |
{PROGRAMS}.1.p-port      | 2025 |           | 450000 |       |       |
{PROGRAMS}.1.p-visitors  | 2025 |           | 38000  |       |       |
{PROGRAMS}.1.p-startup   | 2025 |           | 12000  |       |       |
{PROGRAMS}.2.p-childcare | 2025 |           | 86000  |       |       |
{PROGRAMS}.2.p-checkup   | 2025 |           | 14500  |       |       |
{PROGRAMS}.2.p-solar     | 2025 |           | 42000  |       |       |
{PROGRAMS}.2.p-waste     | 2025 |           | 9500   |       |       |
{PROGRAMS}.2.p-sea-fund  | 2025 |           | 30000  |       |       |
{PROGRAMS}.2.p-reading   | 2025 |           | 6000   |       |       |
"""

# Listing, year, stage, amount: a budget printed with its supplement, and a plan of works.
_OTHER = f"""
{PLAN}.1-1.p-visitors | 2024 | initial_and_supplementary | 36500
{PLAN}.4-1.p-port     | 2022 | planned                   | 500000
{PLAN}.4-1.p-port     | 2023 | planned                   | 480000
{PLAN}.4-1.p-port     | 2024 | planned                   | 480000
{PLAN}.4-1.p-port     | 2025 | planned                   | 470000
{PLAN}.4-1.p-port     | 2026 | planned                   | 470000
"""
_STAGES = (
    BudgetStage.INITIAL,
    BudgetStage.SUPPLEMENTARY,
    BudgetStage.CARRIED_OVER,
    BudgetStage.OUTTURN,
)


def programs() -> tuple[Program, ...]:
    """What the sections do with money; quay and promenade are parts of the port's renewal."""
    return tuple(
        Program(id=i, name=ja, name_en=en, organisation=section, part_of=whole or None)
        for i, whole, section, ja, en in rows(_PROGRAMS)
    )


def program_elements() -> tuple[ProgramListing, ...]:
    """Where the plans list each program; an id is the element's and the program's."""
    found = []
    listed = rows(_LISTINGS)
    for order, (element, program, number, kind, first, ja, en) in enumerate(listed, start=1):
        found.append(
            ProgramListing(
                id=f"{element}.{program}",
                program=program,
                element=element,
                order=order,
                number=number,
                kind=ListingKind(kind),
                restates=first or None,
                category=ja,
                category_en=en,
                source=PROGRAMS_DOC,
                locator=f"p. {2 + order // 5}",
            )
        )
    return tuple(found)


def appropriations() -> tuple[Appropriation, ...]:
    """Every amount of every listing, year, stage and fund."""
    found = [
        _amount(listing, year, stage, fund, thousands)
        for listing, year, fund, *amounts in rows(_BY_STAGE)
        for stage, thousands in zip(_STAGES, amounts, strict=True)
        if thousands
    ]
    found += [
        _amount(listing, year, BudgetStage(stage), "", thousands)
        for listing, year, stage, thousands in rows(_OTHER)
    ]
    return tuple(found)


def _amount(
    listing: str, year: str, stage: BudgetStage, fund: str, thousands: str
) -> Appropriation:
    fund_ja, fund_en = _FUNDS[fund]
    spent = stage is BudgetStage.OUTTURN
    return Appropriation(
        id=".".join(part for part in (listing, year, stage.value, fund) if part),
        listing=listing,
        fiscal_year=fiscal_year(int(year)),
        stage=stage,
        fund=fund_ja,
        fund_en=fund_en,
        amount_yen=int(thousands) * 1000,
        amount_printed=f"{int(thousands):,}",
        unit_printed="千円",
        source=SETTLEMENT_DOC if spent else PROGRAMS_DOC,
        locator="p. 20" if spent else "p. 3",
    )
