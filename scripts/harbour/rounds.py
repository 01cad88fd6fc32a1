"""The year of the invented city: its round, schedules, evaluations and verification committee."""

from __future__ import annotations

from datetime import date

from hoshin.domain.evaluations import (
    AuthorRole,
    Committee,
    Evaluation,
    Meeting,
    Member,
    Opinion,
    StatedChange,
)
from hoshin.domain.periods import Period, fiscal_year, read_code, span
from hoshin.domain.rounds import Certainty, Cycle, Schedule, Stage
from scripts.harbour.drawn import rows
from scripts.harbour.plans import MINUTES_DOC, PLAN, PLAN_DOC, PORT_DOC, PORT_PLAN, REVIEW_DOC

COMMITTEE = "committee"

# First month, last month, print, name in Japanese and English; the last runs over the new year.
_STAGES = """
4  | 5  | 4～5月  | 実績の照会     | Collecting results
6  | 7  | 6～7月  | 所管課の評価   | Self-evaluation by sections
8  | 9  | 8～9月  | 検証委員会     | Verification committee
10 | 10 | 10月    | 公表           | Publication
11 | 2  | 11～2月 | 予算への反映   | Into next year's budget
"""

# Plan and element, program, planned, actual, certainty, name in Japanese and English.
_SCHEDULES = f"""
{PORT_PLAN}.A   | p-quay      | FY2022          | FY2022          | printed   | 調査・設計     | Survey and design
{PORT_PLAN}.A   | p-quay      | FY2023          | FY2023/2024-07  | printed   | 護岸の補強     | Strengthening the wall
{PORT_PLAN}.A   | p-quay      | FY2024/FY2025   |                 | printed   | 岸壁の改修     | Repairing the quay
{PORT_PLAN}.B   | p-promenade | 2024-10/2025-09 | 2024-11/2025-09 | printed   | 遊歩道 第1期   | Promenade, first part
{PORT_PLAN}.B   | p-promenade | FY2026          |                 | inferred  | 遊歩道 第2期   | Promenade, second part
{PLAN}.1-1-1    |             | 2024-10-12      | 2024-10-19      | printed   | 海の市 開設    | Opening of the sea market
{PLAN}.1-1-2    |             |                 |                 | not_known | 案内板の更新   | New signs
"""

# Listing, year, role, stated change, grade; then heading, findings and direction in both languages.
_EVALUATIONS = (
    (
        ("visitors",),
        AuthorRole.SECTION,
        StatedChange.INCREASE,
        "B",
        ("観光入込客数の増加", "Visitors increased"),
        ("海の市が好評で、客が増えました。", "The sea market was liked and more people came."),
        ("夜の催しを増やします。", "There will be more events in the evening."),
    ),
    (
        ("waste",),
        AuthorRole.SECTION,
        StatedChange.INCREASE,
        "D",
        ("ごみ排出量の増加", "Waste increased"),
        ("観光客のごみが増え、当初値より悪化しました。", "Guests left more waste than before."),
        ("店と回収の仕組みを作ります。", "Shops and the city will collect it together."),
    ),
    (
        ("checkups", "checkups-women"),
        AuthorRole.BUREAU,
        StatedChange.INCREASE,
        "C",
        ("受診率の増加", "More people came"),
        ("夜間の健診で女性の受診が伸びました。", "Evening check-ups brought more women."),
        ("40～50代への案内を続けます。", "People in their forties and fifties will be invited."),
    ),
    (
        ("local-fish", "startups", "income", "placements"),
        AuthorRole.BUREAU,
        None,
        "C",
        ("しごとと所得", "Work and income"),
        ("創業は伸び、所得への効き目はこれからです。", "Founders grow; income has yet to follow."),
        ("漁協と市場の日を増やします。", "More market days with the fishers' union."),
    ),
    (
        ("waiting", "ambulance", "accidents"),
        AuthorRole.BUREAU,
        StatedChange.DECREASE,
        "B",
        ("待機・到着時間・事故の減少", "Waiting, arrival times and accidents decreased"),
        ("保育の定員と救急隊を増やしました。", "There are more childcare places and crews."),
        ("島での対応を見直します。", "Care on the island will be looked at again."),
    ),
    (
        ("reading", "reading-minato", "satisfaction", "density", "measure-score"),
        AuthorRole.PLANNER,
        None,
        "",
        ("学びと暮らし", "Learning and life"),
        ("統合した校区でも読書は伸びています。", "Reading grew in the joined district too."),
        ("学校図書館を夕方も開きます。", "School libraries will open in the evening."),
    ),
    (
        ("solar", "groundwater"),
        AuthorRole.SECTION,
        StatedChange.INCREASE,
        "A",
        ("導入量と水位の上昇", "More solar power, higher groundwater"),
        ("漁協の倉庫への設置が進みました。", "Panels went onto the fishers' warehouses."),
        ("住宅への補助を続けます。", "Grants for homes continue."),
    ),
    (
        ("seawater", "ordinance"),
        AuthorRole.PLANNER,
        None,
        "",
        ("海の水質", "Quality of the sea water"),
        ("大雨のあと一地点で基準を外れました。", "One place failed after heavy rain."),
        ("条例にもとづき調べる地点を増やします。", "More places will be tested by the ordinance."),
    ),
)


def cycles() -> tuple[Cycle, ...]:
    """The pattern of every year, and the round in which FY2024 was evaluated."""
    return (
        Cycle(id="cycle", plan=PLAN, name="毎年の進行管理", name_en="The yearly round"),
        Cycle(
            id="cycle-2024",
            plan=PLAN,
            name="令和6年度の評価",
            name_en="Evaluation of FY2024",
            period=fiscal_year(2024),
        ),
    )


def stages() -> tuple[Stage, ...]:
    """The steps of both, in calendar months."""
    return tuple(
        Stage(
            id=f"{cycle}.{order}",
            cycle=cycle,
            order=order,
            name=ja,
            name_en=en,
            first_month=int(first),
            last_month=int(last),
            months_printed=printed,
            source=PLAN_DOC,
            locator="p. 66",
        )
        for cycle in ("cycle", "cycle-2024")
        for order, (first, last, printed, ja, en) in enumerate(rows(_STAGES), start=1)
    )


def schedules() -> tuple[Schedule, ...]:
    """Steps planned and done: on time, late, still open, and one whose period is not known."""
    return tuple(
        Schedule(
            id=f"{element}.step-{order}",
            element=element,
            program=program or None,
            order=order,
            name=ja,
            name_en=en,
            planned=_period(planned),
            actual=_period(actual),
            certainty=Certainty(certainty),
            source=PORT_DOC if element.startswith(PORT_PLAN) else PLAN_DOC,
            locator="p. 7",
        )
        for order, (element, program, planned, actual, certainty, ja, en) in enumerate(
            rows(_SCHEDULES), start=1
        )
    )


def _period(text: str) -> Period | None:
    return read_code(text) if text else None


def evaluations() -> tuple[Evaluation, ...]:
    """What the city found for FY2024 and what it will do, with its own grade."""
    return tuple(
        Evaluation(
            id=f"evaluation.2024.{listings[0]}",
            plan=PLAN,
            targets=tuple(f"{PLAN}.{one}" for one in listings),
            year=fiscal_year(2024),
            author_role=role,
            heading=heading[0],
            heading_en=heading[1],
            stated_change=change,
            findings=findings[0],
            findings_en=findings[1],
            direction=direction[0],
            direction_en=direction[1],
            rating=grade,
            source=REVIEW_DOC,
            locator=f"p. {10 + number}",
        )
        for number, (listings, role, change, grade, heading, findings, direction) in enumerate(
            _EVALUATIONS
        )
    )


def committees() -> tuple[Committee, ...]:
    """The committee that looks at the plan from outside."""
    return (
        Committee(
            id=COMMITTEE,
            name="港見市総合計画検証委員会",
            name_en="Minatomi City Plan Verification Committee",
            plan=PLAN,
            seats_printed=3,
            term_printed="2年",
            quorum_printed="半数以上",
            public=True,
            source=MINUTES_DOC,
            locator="p. 1",
        ),
    )


def members() -> tuple[Member, ...]:
    """The seats by affiliation; one passed to a successor in 2024."""
    first = span(fiscal_year(2022), fiscal_year(2023))
    second = span(fiscal_year(2024), fiscal_year(2025))

    def seat(
        identifier: str, ja: str, en: str, organisation: str, term: Period, **more: str
    ) -> Member:
        return Member(
            id=identifier,
            committee=COMMITTEE,
            affiliation=ja,
            affiliation_en=en,
            organisation=organisation,
            term=term,
            source=MINUTES_DOC,
            locator="p. 2",
            **more,
        )

    university = ("港見海洋大学 教授", "Minatomi Marine University, professor")
    bank = ("みなとみ信用金庫 部長", "Minatomi Shinkin Bank, head of division")
    chair = {"role": "委員長", "role_en": "Chair"}
    return (
        seat("seat-1", *university, "partner-university", second, **chair),
        seat("seat-2.first", *bank, "partner-bank", first),
        seat("seat-2", *bank, "partner-bank", second, succeeds="seat-2.first"),
        seat(
            "seat-3",
            "港見漁業協同組合 理事",
            "Minatomi Fishers' Union, director",
            "partner-fishers",
            second,
        ),
    )


def meetings() -> tuple[Meeting, ...]:
    """Two meetings in two years."""
    found = (
        (1, date(2024, 8, 21), "2024年8月21日(水)", "令和5年度の検証", "Verification of FY2023"),
        (2, date(2025, 8, 20), "2025年8月20日(水)", "令和6年度の検証", "Verification of FY2024"),
    )
    return tuple(
        Meeting(
            id=f"meeting-{number}",
            committee=COMMITTEE,
            number=number,
            name=f"第{number}回検証委員会",
            name_en=f"Verification committee, meeting {number}",
            held_on=held,
            date_printed=printed,
            agenda=ja,
            agenda_en=en,
            source=MINUTES_DOC,
            locator=f"p. {2 + number}",
        )
        for number, held, printed, ja, en in found
    )


def opinions() -> tuple[Opinion, ...]:
    """An opinion with its answer, the same matter a year later, and one still without an answer."""
    return (
        Opinion(
            id="opinion-1",
            meeting="meeting-1",
            target=f"{PLAN}.waste",
            organisation="partner-fishers",
            opinion="観光客のごみを調べてください。",
            opinion_en="Please look at the waste that guests leave.",
            answer="次の年度から地点を決めて調べます。",
            answer_en="From next year the city will measure it at fixed places.",
            answered_on=date(2024, 10, 9),
            source=MINUTES_DOC,
            locator="p. 4",
        ),
        Opinion(
            id="opinion-2",
            meeting="meeting-2",
            target=f"{PLAN}.waste",
            organisation="partner-fishers",
            opinion="調べた結果を公表してください。",
            opinion_en="Please publish what was measured.",
            answer="10月の公表に加えます。",
            answer_en="It will be part of the publication in October.",
            answered_on=date(2025, 10, 8),
            source=MINUTES_DOC,
            locator="p. 6",
        ),
        Opinion(
            id="opinion-3",
            meeting="meeting-2",
            element=f"{PLAN}.4-1",
            organisation="partner-bank",
            opinion="遊歩道に店を出せるようにしてください。",
            opinion_en="Please let shops open along the promenade.",
            source=MINUTES_DOC,
            locator="p. 7",
        ),
    )
