"""Registers and printed figures of the invented city, and its own grades."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hoshin.domain.periods import Period, fiscal_year, read_code
from hoshin.domain.programs import BudgetStage
from hoshin.domain.ratings import GradeOrder, RatedBasis, RatedFigure, RatingGrade
from hoshin.domain.registers import (
    Agreement,
    ContextFigure,
    Pledge,
    PledgeProgress,
    PledgeState,
)
from hoshin.domain.revisions import RevisedField, TargetRevision
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from scripts.harbour import organisations as bodies
from scripts.harbour.drawn import rows
from scripts.harbour.money import appropriations
from scripts.harbour.plans import (
    MANIFESTO_DOC,
    PLAN,
    PLAN_DOC,
    PORT_PLAN,
    PROGRAMS,
    PROGRAMS_DOC,
    REVIEW_DOC,
    SETTLEMENT_DOC,
    STATISTICS_DOC,
    STRATEGY,
)

# Listing, the percentage or the word that the progress report of FY2024 prints.
_ACHIEVEMENTS = f"""
{PLAN}.visitors          | 91.3%
{PLAN}.local-fish        | 40%
{PLAN}.startups          | 107%
{PLAN}.income            | 20%
{PLAN}.checkups          | 60%
{PLAN}.checkups-women    | 53%
{PLAN}.ambulance         | 93.0%
{PLAN}.accidents         | 86.3%
{PLAN}.reading           | 78%
{PLAN}.reading-minato    | 83%
{PLAN}.placements        | 70%
{PLAN}.satisfaction      | 達成
{PLAN}.solar             | 110%
{PLAN}.waste             | -21%
{PLAN}.ordinance         | 達成
{PLAN}.measure-score     | 85%
{STRATEGY}.visitors      | 91.3%
{STRATEGY}.startups      | 58%
{STRATEGY}.consultations | 80%
{PORT_PLAN}.steps        | 63%
{PORT_PLAN}.steps-so-far | 104%
{PORT_PLAN}.spent        | 57.5%
"""

# Area, period, value, unit, qualifier, series, name in Japanese and English.
_CONTEXT = f"""
                  | 2022-04-01 | 59240 | 人 |    | population | 人口           | Population
                  | 2023-04-01 | 58880 | 人 |    | population | 人口           | Population
                  | 2024-04-01 | 58500 | 人 |    | population | 人口           | Population
                  | 2025-04-01 | 58120 | 人 |    | population | 人口           | Population
{bodies.HAMATE}   | 2025-04-01 | 31400 | 人 |    | population | 人口(浜手区)   | Population (Hamate Ward)
{bodies.YAMATE}   | 2025-04-01 | 24650 | 人 |    | population | 人口(山手区)   | Population (Yamate Ward)
{bodies.SHIMA}    | 2025-04-01 | 2070  | 人 |    | population | 人口(島区)     | Population (Shima Ward)
                  | 2024-04-01 | 21060 | 人 |    | aged-65    | 65歳以上人口   | People aged 65 and over
                  | FY2025     | 412   | 人 |    | staff      | 職員数         | Staff
                  | CY2024     | 84    | 基 | 約 | moorings   | 係留施設       | Moorings
"""

# Partner organisations, period and its print, element, name in Japanese and English.
_AGREEMENTS = """
partner-ferry                     | 2022-07-22 | 令和4年7月22日 | 1-1 | 島への航路 | Ferry to the island
partner-fishers;partner-bank      | 2023-04    | 令和5年4月     | 1-2 | 魚の地産地消 | Local fish
partner-university;partner-city   | FY2024     | 令和6年度      | 3-3 | 海の共同調査 | Joint study of the sea
"""

# Number, element, name in Japanese and English.
_PLEDGES = """
1 | 2-1 | 待機児童をなくす     | No child waits for childcare
2 | 4-1 | 港を市民の場所にする | The port becomes a place for everyone
3 | 3-3 | 海を守る条例をつくる | An ordinance that protects the sea
"""

# Pledge, day, how far it had come, why in Japanese and English.
_PLEDGE_STATES = """
1 | 2023-05-31 | under_way       | 保育所の定員を広げた     | More places in nurseries
1 | 2025-05-30 | partly_achieved | 島区に待機が残る         | Some still wait in Shima Ward
2 | 2025-05-30 | under_way       | 岸壁の開放が進んでいる   | Opening of the quays goes on
3 | 2024-12-20 | achieved        | 条例が施行された         | The ordinance is in force
"""


def published_figures() -> tuple[PublishedFigure, ...]:
    """What the city's documents printed: achievements, totals, counts, a share and a difference."""
    return (*_achievements(), *_totals())


def _achievements() -> list[PublishedFigure]:
    found = []
    for number, (target, printed) in enumerate(rows(_ACHIEVEMENTS), start=1):
        is_number = printed.endswith("%")
        found.append(
            PublishedFigure(
                id=f"achievement.{target}",
                kind=PublishedKind.ACHIEVEMENT,
                name="達成度",
                name_en="Achievement",
                target=target,
                value=Decimal(printed[:-1]) if is_number else None,
                text="" if is_number else printed,
                value_printed=printed,
                unit="%" if is_number else "",
                operation=Operation.ACHIEVEMENT,
                source=REVIEW_DOC,
                locator=f"p. {3 + number // 10}",
            )
        )
    return found


def _totals() -> list[PublishedFigure]:
    spent = tuple(
        row.id
        for row in appropriations()
        if row.stage is BudgetStage.OUTTURN and row.listing == f"{PLAN}.4-1.p-port"
    )
    total, count = PublishedKind.TOTAL, PublishedKind.COUNT
    add = Operation.SUM_OF_APPROPRIATIONS

    def figure(
        identifier: str,
        kind: PublishedKind,
        names: tuple[str, str],
        printed: str,
        unit: str,
        operation: Operation,
        *,
        element: str | None = None,
        operands: tuple[str, ...] = (),
        level: str = "",
        source: str = PROGRAMS_DOC,
    ) -> PublishedFigure:
        return PublishedFigure(
            id=identifier,
            kind=kind,
            name=names[0],
            name_en=names[1],
            element=element,
            value=Decimal(printed.replace(",", "")),
            value_printed=printed,
            unit=unit,
            operation=operation,
            operands=operands,
            level=level,
            source=source,
            locator="p. 2",
        )

    first, second = f"{PROGRAMS}.1", f"{PROGRAMS}.2"
    return [
        figure("total.1", total, ("小計", "Subtotal"), "500,000", "千円", add, element=first),
        figure("total.2", total, ("小計", "Subtotal"), "188,000", "千円", add, element=second),
        figure(
            "total.all",
            total,
            ("計", "Total"),
            "6.9",
            "億円",
            Operation.SUM,
            operands=("total.1", "total.2"),
        ),
        figure(
            "count.programs",
            count,
            ("事業数", "Programs"),
            "6",
            "事業",
            Operation.COUNT_OF_PROGRAMS,
            element=second,
        ),
        figure(
            "count.measures",
            count,
            ("施策数", "Measures"),
            "12",
            "",
            Operation.COUNT_OF_ELEMENTS,
            level=f"{PLAN}.measure",
            source=PLAN_DOC,
        ),
        figure(
            "count.targets",
            count,
            ("環境の指標数", "Indicators on the environment"),
            "5",
            "指標",
            Operation.COUNT_OF_TARGETS,
            element=f"{PLAN}.3",
            source=PLAN_DOC,
        ),
        figure(
            "total.port-spent",
            total,
            ("港再整備の執行額", "Spent on the port's renewal"),
            "1,380",
            "百万円",
            Operation.SUM,
            operands=spent,
            source=SETTLEMENT_DOC,
        ),
        figure(
            "share.aged-65",
            PublishedKind.RATIO,
            ("高齢化率", "Share of people aged 65 and over"),
            "36.0",
            "%",
            Operation.RATIO,
            operands=("aged-65.2024-04-01", "population.2024-04-01"),
            source=STATISTICS_DOC,
        ),
        figure(
            "change.population",
            PublishedKind.OTHER,
            ("人口の増減", "Change of population"),
            "-380",
            "人",
            Operation.DIFFERENCE,
            operands=("population.2025-04-01", "population.2024-04-01"),
            source=STATISTICS_DOC,
        ),
    ]


def context_figures() -> tuple[ContextFigure, ...]:
    """Figures that are no target: population by ward, staff, moorings."""
    return tuple(
        ContextFigure(
            id=".".join(part for part in (series, area, period) if part),
            series=series,
            name=ja,
            name_en=en,
            ref_area=area or bodies.CITY,
            value=Decimal(value),
            value_printed=f"{qualifier}{int(value):,}",
            qualifier=qualifier,
            unit=unit,
            period=read_code(period),
            source=STATISTICS_DOC,
            locator="p. 4",
        )
        for area, period, value, unit, qualifier, series, ja, en in rows(_CONTEXT)
    )


def agreements() -> tuple[Agreement, ...]:
    """Agreements with one partner and with two, dated to a day, a month and a year."""
    return tuple(
        Agreement(
            id=f"agreement-{number}",
            name=ja,
            name_en=en,
            element=f"{PLAN}.{element}",
            partners=tuple(partners.split(";")),
            concluded=read_code(period),
            concluded_printed=printed,
            source=PLAN_DOC,
            locator="p. 63",
        )
        for number, (partners, period, printed, element, ja, en) in enumerate(
            rows(_AGREEMENTS), start=1
        )
    )


def pledges() -> tuple[Pledge, ...]:
    """The pledges of the mayor's office and the measures that they went into."""
    return tuple(
        Pledge(
            id=f"pledge-{number}",
            manifesto="市長公約2021",
            manifesto_en="Manifesto of the Mayor, 2021",
            number=number,
            name=ja,
            name_en=en,
            pledged=_november(),
            term_printed="令和3年12月～令和7年12月",
            plan=PLAN,
            element=f"{PLAN}.{element}",
            source=MANIFESTO_DOC,
            locator="p. 1",
        )
        for number, element, ja, en in rows(_PLEDGES)
    )


def pledge_states() -> tuple[PledgeState, ...]:
    """How far the pledges had come on several days."""
    return tuple(
        PledgeState(
            id=f"pledge-{pledge}.{day}",
            pledge=f"pledge-{pledge}",
            stated_on=date.fromisoformat(day),
            progress=PledgeProgress(progress),
            reason=ja,
            reason_en=en,
        )
        for pledge, day, progress, ja, en in rows(_PLEDGE_STATES)
    )


def target_revisions() -> tuple[TargetRevision, ...]:
    """A goal that was lowered while the plan ran."""
    return (
        TargetRevision(
            id=f"{PLAN}.checkups.revision-1",
            target=f"{PLAN}.checkups",
            decided_on=date(2025, 4, 15),
            field=RevisedField.GOAL_VALUE,
            before="48.0",
            after="45.0",
            reason="国の目標に合わせて受診率の数え方を改めたため",
            reason_en="The share is counted anew, as the national target does",
            approver="企画担当",
            approver_en="planner",
            rate_without=Decimal("30"),
            rate_with=Decimal("43"),
        ),
    )


def _november() -> Period:
    return read_code("2021-11")


# Scheme, rank, grade, order, basis, compared, minimum, maximum, label in both languages.
_GRADES = """
minatomi         | 1 | A | best_first  | achievement | printed | 100 |     | 達成         | Reached
minatomi         | 2 | A | best_first  | met         | exact   | 100 |     | 達成         | Reached
minatomi         | 3 | B | best_first  | achievement | printed | 80  | 100 | おおむね順調 | Mostly on track
minatomi         | 4 | C | best_first  | achievement | printed | 50  | 80  | やや遅れ     | Somewhat late
minatomi         | 5 | D | best_first  | achievement | printed |     | 50  | 遅れ         | Late
minatomi         | 6 | D | best_first  | met         | exact   |     | 100 | 遅れ         | Late
minatomi-elapsed | 1 | 1 | worst_first | elapsed     | exact   |     | 80  | 遅れ         | Late
minatomi-elapsed | 2 | 2 | worst_first | elapsed     | exact   | 80  | 100 | ほぼ予定どおり | Almost as planned
minatomi-elapsed | 3 | 3 | worst_first | elapsed     | exact   | 100 |     | 予定どおり   | As planned
"""
_POINTS = {"A": "3", "B": "2", "C": "1", "D": "0"}


def ratings() -> tuple[RatingGrade, ...]:
    """The city's own grades: best first on the printed figure, worst first against elapsed time."""
    return tuple(
        RatingGrade(
            id=f"{scheme}.{rank}",
            scheme=scheme,
            rank=int(rank),
            grade=grade,
            label=ja,
            label_en=en,
            order=GradeOrder(order),
            basis=RatedBasis(basis),
            compared=RatedFigure(compared),
            minimum=Decimal(minimum) if minimum else None,
            maximum=Decimal(maximum) if maximum else None,
            excludes=("restated", "ended"),
            points=Decimal(_POINTS[grade]) if grade in _POINTS else None,
            valid_from=fiscal_year(2022).start.isoformat(),
            source=PLAN_DOC,
            locator="p. 67",
        )
        for scheme, rank, grade, order, basis, compared, minimum, maximum, ja, en in rows(_GRADES)
    )
