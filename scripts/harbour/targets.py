"""Targets of the invented city: every method and comparison, milestones, restated listings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hoshin.domain.indicators import Comparison, Method, Milestone, Target, TargetRole
from hoshin.domain.periods import Period, fiscal_year, read_code
from scripts.harbour import organisations as bodies
from scripts.harbour.drawn import rows
from scripts.harbour.plans import PLAN, PLAN_DOC, PORT_DOC, PORT_PLAN, STRATEGY, STRATEGY_DOC

# Plan, listing, number, element, indicator, unit.
_LISTINGS = f"""
{PLAN}      | visitors         | 1  | 1-1   | visitors      | 万人
{PLAN}      | festival         | 2  | 1-1-1 | festival      | 万人
{PLAN}      | local-fish       | 3  | 1-2   | local-fish    | %
{PLAN}      | startups         | 4  | 1-3   | startups      | 件
{PLAN}      | income           | 5  | 1     | income        | 千円
{PLAN}      | waiting          | 6  | 2-1   | waiting       | 人
{PLAN}      | checkups         | 7  | 2-2   | checkups      | %
{PLAN}      | checkups-women   | 8  | 2-2   | checkups      | %
{PLAN}      | ambulance        | 9  | 2-3   | ambulance     | 分
{PLAN}      | accidents        | 10 | 2-3   | accidents     | 件
{PLAN}      | reading          | 11 | 2-4   | reading       | 冊
{PLAN}      | reading-minato   | 12 | 2-4   | reading       | 冊
{PLAN}      | placements       | 13 | 2-5   | placements    | 人
{PLAN}      | placements-shima | 14 | 2-5   | placements    | 人
{PLAN}      | satisfaction     | 15 | 2     | satisfaction  | 点
{PLAN}      | solar            | 16 | 3-1   | solar         | kW
{PLAN}      | waste            | 17 | 3-2   | waste         | g
{PLAN}      | groundwater      | 18 | 3-3   | groundwater   | m
{PLAN}      | seawater         | 19 | 3-3   | seawater      | %
{PLAN}      | ordinance        | 20 | 3-3   | ordinance     | 件
{PLAN}      | density          | 21 | 4     | density       | 人/ha
{PLAN}      | measure-score    | 22 | 4-1   | measure-score | 点
{STRATEGY}  | visitors         | 1  | 1-1   | visitors      | 万人
{STRATEGY}  | startups         | 2  | 1-2   | startups      | 件
{STRATEGY}  | consultations    | 3  | 1-2   | consultations | 件
{STRATEGY}  | waiting          | 4  | 2-1   | waiting       | 人
{PORT_PLAN} | steps            | 1  | A     | port-steps    | 工程
{PORT_PLAN} | steps-so-far     | 2  | A     | port-steps    | 工程
{PORT_PLAN} | spent            | 3  | A     | port-spent    | 百万円
"""

# Listing, baseline and its period, goal (for a range with its upper bound) and its period.
_FIGURES = f"""
{PLAN}.visitors         | 82.4 | FY2021     | 120  |      | FY2026
{PLAN}.festival         | 2.8  | FY2021     | 5.0  |      | FY2026
{PLAN}.local-fish       | 41.5 | FY2021     | 50.0 |      | FY2026
{PLAN}.startups         | 0    | FY2021     | 50   |      | FY2026
{PLAN}.income           | 2710 | FY2019     | 2900 |      | FY2026
{PLAN}.waiting          | 12   | 2022-04-01 | 0    |      | 2026-04-01
{PLAN}.checkups         | 38.2 | FY2021     | 45.0 |      | FY2026
{PLAN}.checkups-women   | 40.6 | FY2021     | 47.0 |      | FY2026
{PLAN}.ambulance        | 9.4  | CY2021     | 8.0  |      | CY2026
{PLAN}.accidents        | 210  | CY2021     | 160  |      | CY2026
{PLAN}.reading          |      |            | 40   |      | FY2026
{PLAN}.reading-minato   |      |            | 40   |      | FY2026
{PLAN}.placements       | 14   | FY2021     | 30   |      | FY2026
{PLAN}.placements-shima |      |            | 5    |      | FY2026
{PLAN}.satisfaction     | 3.42 | 2021-07    |      |      | 2026-07
{PLAN}.solar            | 4200 | FY2021     | 9200 |      | FY2026
{PLAN}.waste            | 912  | FY2021     | 850  |      | FY2026
{PLAN}.groundwater      | 11.6 | 2022-03    | 12.0 | 15.0 | 2027-03
{PLAN}.seawater         | 98.3 | FY2021     | 100  |      | FY2026
{PLAN}.ordinance        |      |            |      |      | FY2026
{PLAN}.density          | 42.5 | Y2021      | 42.5 |      | Y2026
{PLAN}.measure-score    |      |            | 20   |      | FY2026
{STRATEGY}.visitors     | 82.4 | FY2021     | 120  |      | FY2026
{STRATEGY}.startups     | 0    | FY2021     | 50   |      | FY2026
{STRATEGY}.consultations | 60  | FY2021     | 120  |      | FY2026
{STRATEGY}.waiting      | 12   | 2022-04-01 | 0    |      | 2026-04-01
{PORT_PLAN}.steps       | 0    | FY2021     | 8    |      | FY2026
{PORT_PLAN}.steps-so-far | 0   | FY2021     | 8    |      | FY2026
{PORT_PLAN}.spent       |      |            | 2400 |      | FY2022/FY2026
"""

# Listing, comparison, method, the method that is prorated, decimals of the percentage.
_JUDGED = f"""
{PLAN}.visitors         | at_least       | attainment           |          | 1
{PLAN}.festival         | at_least       | attainment           |          | 0
{PLAN}.local-fish       | reach          | progress             |          | 0
{PLAN}.startups         | reach          | milestone            |          | 0
{PLAN}.income           | reach          | progress             |          | 0
{PLAN}.waiting          | at_most        | threshold            |          | 0
{PLAN}.checkups         | at_least       | progress             |          | 0
{PLAN}.checkups-women   | at_least       | progress             |          | 0
{PLAN}.ambulance        | at_most        | attainment_inverse   |          | 1
{PLAN}.accidents        | at_most        | attainment_reflected |          | 1
{PLAN}.reading          | at_least       | attainment           |          | 0
{PLAN}.reading-minato   | at_least       | attainment           |          | 0
{PLAN}.placements       | at_least       | attainment           |          | 0
{PLAN}.placements-shima | at_least       | attainment           |          | 0
{PLAN}.satisfaction     | direction_only | qualitative          |          | 0
{PLAN}.solar            | reach          | prorated             | progress | 0
{PLAN}.waste            | reach          | progress             |          | 0
{PLAN}.groundwater      | range          | threshold            |          | 0
{PLAN}.seawater         | equal          | threshold            |          | 0
{PLAN}.ordinance        | text           | qualitative          |          | 0
{PLAN}.density          | at_least       | threshold            |          | 0
{PLAN}.measure-score    | at_least       | points               |          | 0
{STRATEGY}.visitors     | at_least       | attainment           |          | 1
{STRATEGY}.startups     | reach          | progress             |          | 0
{STRATEGY}.consultations | at_least      | attainment           |          | 0
{STRATEGY}.waiting      | at_most        | threshold            |          | 0
{PORT_PLAN}.steps       | reach          | schedule             |          | 0
{PORT_PLAN}.steps-so-far | reach         | prorated             | schedule | 0
{PORT_PLAN}.spent       | reach          | spent                |          | 1
"""

_ROLES = {"income": TargetRole.KGI, "satisfaction": TargetRole.KGI, "density": TargetRole.KGI}
_SPECIAL: dict[str, dict[str, Any]] = {
    f"{PLAN}.income": {
        "goal_provisional_year": 2024,
        "goal_period_printed": "2026（2024）年度",
    },
    f"{PLAN}.checkups-women": {
        "breakdown": "女性",
        "breakdown_en": "Women",
        "name_printed": "特定健診受診率(女性)",
    },
    f"{PLAN}.reading": {"baseline_printed": "―"},
    f"{PLAN}.reading-minato": {
        "baseline_printed": "―",
        "ref_area": bodies.MINATO_SCHOOL,
        "name_printed": "児童1人当たりの読書冊数(港小学校区)",
    },
    f"{PLAN}.placements-shima": {
        "ref_area": bodies.SHIMA,
        "name_printed": "就労支援による就職者数(島区)",
    },
    f"{PLAN}.satisfaction": {"goal_text": "上昇", "goal_text_en": "Rise"},
    f"{PLAN}.ordinance": {"goal_text": "制定", "goal_text_en": "Enacted"},
    f"{STRATEGY}.visitors": {"restates": f"{PLAN}.visitors", "restated_in_print": True},
    f"{STRATEGY}.startups": {"restates": f"{PLAN}.startups"},
    f"{STRATEGY}.waiting": {"restates": f"{PLAN}.waiting"},
    f"{PORT_PLAN}.steps-so-far": {"restates": f"{PORT_PLAN}.steps"},
}
_DOCUMENTS = {PLAN: PLAN_DOC, STRATEGY: STRATEGY_DOC, PORT_PLAN: PORT_DOC}
_PAGES = {PLAN: 40, STRATEGY: 12, PORT_PLAN: 5}


def targets() -> tuple[Target, ...]:
    """Every listing of a target in the city's plans, in the order of their numbers."""
    figures = {row[0]: row[1:] for row in rows(_FIGURES)}
    judged = {row[0]: row[1:] for row in rows(_JUDGED)}
    found = []
    for plan, name, number, element, indicator, unit in rows(_LISTINGS):
        identifier = f"{plan}.{name}"
        baseline, since, goal, upper, until = figures[identifier]
        comparison, method, prorated, decimals = judged[identifier]
        found.append(
            Target(
                id=identifier,
                plan=plan,
                element=f"{plan}.{element}",
                indicator=indicator,
                number=number,
                role=_ROLES.get(name, TargetRole.KPI),
                unit=unit,
                baseline_value=_number(baseline),
                baseline_period=_period(since),
                goal_value=_number(goal),
                goal_upper=_number(upper),
                goal_period=_period(until),
                comparison=Comparison(comparison),
                method=Method(method),
                prorated_method=Method(prorated) if prorated else None,
                decimals=int(decimals),
                source=_DOCUMENTS[plan],
                locator=f"p. {_PAGES[plan] + int(number) // 4}",
                **_SPECIAL.get(identifier, {}),
            )
        )
    return tuple(found)


def milestones() -> tuple[Milestone, ...]:
    """The yearly targets of new businesses: stored as printed, not on a straight line."""
    return tuple(
        Milestone(
            id=f"{PLAN}.startups.{year}",
            target=f"{PLAN}.startups",
            value=Decimal(value),
            period=fiscal_year(year),
            source=PLAN_DOC,
            locator="p. 41",
        )
        for year, value in ((2022, 8), (2023, 17), (2024, 27), (2025, 38))
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _period(text: str) -> Period | None:
    return read_code(text) if text else None
