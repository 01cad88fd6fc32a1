"""Plans of the invented city: their sources, levels and trees, and their ties to the SDGs."""

from __future__ import annotations

from datetime import date

from hoshin.domain.links import LinkStrength, SdgLink
from hoshin.domain.periods import fiscal_year, span
from hoshin.domain.plans import Aspect, Element, Level, Plan
from hoshin.domain.sources import Source
from scripts.harbour import organisations as bodies

PLAN, STRATEGY, PORT_PLAN, PROGRAMS = "plan-2022", "strategy-2022", "port-2022", "programs-2025"
PLAN_DOC, STRATEGY_DOC, PORT_DOC = "doc-plan", "doc-strategy", "doc-port"
REVIEW_DOC, SETTLEMENT_DOC, PROGRAMS_DOC = "doc-review-2024", "doc-settlement", "doc-programs"
STATISTICS_DOC, MINUTES_DOC, MANIFESTO_DOC = "doc-statistics", "doc-minutes", "doc-manifesto"

_FIVE_YEARS = span(fiscal_year(2022), fiscal_year(2026))
_ADOPTED = date(2022, 3, 24)


def sources() -> tuple[Source, ...]:
    """The documents of the invented city; there are no files behind them, so no digests."""
    rows = (
        (PLAN_DOC, "港見市総合計画", "Minatomi City Comprehensive Plan", "令和4年3月"),
        (STRATEGY_DOC, "第2期港見市総合戦略", "Second Minatomi City Strategy", "令和4年3月"),
        (PORT_DOC, "港再整備実施計画", "Port Renewal Works Plan", "令和4年6月"),
        (REVIEW_DOC, "令和6年度進捗状況報告", "Progress Report FY2024", "令和7年8月"),
        (SETTLEMENT_DOC, "主要な施策の成果(決算)", "Results of Main Measures", "令和7年9月"),
        (PROGRAMS_DOC, "令和7年度主要事業", "Main Programs FY2025", "令和7年4月"),
        (STATISTICS_DOC, "港見市統計書", "Minatomi City Statistics", "令和7年6月"),
        (MINUTES_DOC, "検証委員会議事要旨", "Verification Committee Minutes", "令和7年9月"),
        (MANIFESTO_DOC, "市長公約", "Manifesto of the Mayor", "令和3年11月"),
    )
    return tuple(
        Source(id=i, title=ja, title_en=en, publisher="港見市", published_printed=printed)
        for i, ja, en, printed in rows
    )


def plans() -> tuple[Plan, ...]:
    """A plan that superseded another, a strategy, a works plan and a year's list of programs."""
    return (
        Plan(
            id="plan-2017",
            name="港見市総合計画(前期)",
            name_en="Minatomi City Comprehensive Plan (first half)",
            kind="総合計画",
            edition="初版",
            period=span(fiscal_year(2017), fiscal_year(2021)),
            period_printed="平成29年度～令和3年度",
            adopted_on=date(2017, 3, 23),
            organisation=bodies.PLANNING,
        ),
        Plan(
            id=PLAN,
            name="港見市総合計画(後期)",
            name_en="Minatomi City Comprehensive Plan (second half)",
            kind="総合計画",
            edition="初版",
            period=_FIVE_YEARS,
            period_printed="令和4年度～令和8年度",
            adopted_on=_ADOPTED,
            organisation=bodies.PLANNING,
            supersedes="plan-2017",
            rating_scheme="minatomi",
            source=PLAN_DOC,
            locator="p. 2",
        ),
        Plan(
            id=STRATEGY,
            name="第2期港見市総合戦略",
            name_en="Second Minatomi City Strategy",
            kind="総合戦略",
            edition="第2期",
            period=_FIVE_YEARS,
            period_printed="R4～R8",
            adopted_on=_ADOPTED,
            organisation=bodies.PLANNING,
            rating_scheme="kitakyushu-strategy-h29",
            source=STRATEGY_DOC,
            locator="p. 1",
        ),
        Plan(
            id=PORT_PLAN,
            name="港再整備実施計画",
            name_en="Port Renewal Works Plan",
            kind="個別計画",
            edition="初版",
            period=_FIVE_YEARS,
            period_printed="令和4～8年度",
            adopted_on=date(2022, 6, 30),
            organisation=bodies.PORT,
            rating_scheme="minatomi-elapsed",
            source=PORT_DOC,
            locator="p. 1",
        ),
        Plan(
            id=PROGRAMS,
            name="令和7年度港見市主要事業",
            name_en="Minatomi City Main Programs FY2025",
            kind="アクションプラン",
            edition="令和7年度",
            period=fiscal_year(2025),
            period_printed="令和7年度",
            adopted_on=date(2025, 3, 25),
            organisation=bodies.PLANNING,
            source=PROGRAMS_DOC,
            locator="p. 1",
        ),
    )


_LEVELS = (
    (f"{PLAN}.goal", PLAN, 1, "基本目標", "Basic goal"),
    (f"{PLAN}.measure", PLAN, 2, "施策", "Measure"),
    (f"{PLAN}.initiative", PLAN, 3, "取組", "Initiative"),
    (f"{STRATEGY}.goal", STRATEGY, 1, "基本目標", "Basic goal"),
    (f"{STRATEGY}.measure", STRATEGY, 2, "具体的施策", "Specific measure"),
    (f"{PORT_PLAN}.section", PORT_PLAN, 1, "工区", "Section of works"),
    (f"{PROGRAMS}.field", PROGRAMS, 1, "分野", "Field"),
)


def levels() -> tuple[Level, ...]:
    """Each plan's own levels, in its own words."""
    return tuple(
        Level(id=i, plan=plan, depth=depth, name=ja, name_en=en)
        for i, plan, depth, ja, en in _LEVELS
    )


# Plan, number, aspect, section, name in Japanese and English; parents follow from the numbers.
_ELEMENTS = (
    (PLAN, "1", Aspect.ECONOMY, None, "海とともに生きる産業", "Industry that lives with the sea"),
    (PLAN, "1-1", Aspect.ECONOMY, bodies.TOURISM, "港の観光を広げる", "Widen harbour tourism"),
    (
        PLAN,
        "1-1-1",
        Aspect.ECONOMY,
        bodies.TOURISM,
        "海の市とまつり",
        "Sea market and festival",
    ),
    (PLAN, "1-1-2", Aspect.ECONOMY, bodies.TOURISM, "多言語の案内", "Guidance in many languages"),
    (PLAN, "1-2", Aspect.ECONOMY, bodies.FISHERIES, "地元の魚を食べる", "Eat local fish"),
    (PLAN, "1-3", Aspect.ECONOMY, bodies.BUSINESS, "創業を支える", "Support new businesses"),
    (PLAN, "2", Aspect.SOCIETY, None, "だれもが安心して暮らすまち", "A town safe for everyone"),
    (PLAN, "2-1", Aspect.SOCIETY, bodies.CHILDREN, "子育てを支える", "Support families"),
    (PLAN, "2-2", Aspect.SOCIETY, bodies.HEALTH, "健康に長く暮らす", "Live long in good health"),
    (PLAN, "2-3", Aspect.SOCIETY, bodies.SAFETY, "命を守る", "Protect lives"),
    (PLAN, "2-4", Aspect.SOCIETY, bodies.LEARNING, "学びと読書", "Learning and reading"),
    (PLAN, "2-5", Aspect.SOCIETY, bodies.BUSINESS, "働く人を支える", "Support people at work"),
    (PLAN, "3", Aspect.ENVIRONMENT, None, "海と山を次の世代へ", "Sea and hills for the next age"),
    (PLAN, "3-1", Aspect.ENVIRONMENT, bodies.ENVIRONMENT, "太陽の力を使う", "Use the sun's power"),
    (PLAN, "3-2", Aspect.ENVIRONMENT, bodies.ENVIRONMENT, "ごみを減らす", "Reduce waste"),
    (PLAN, "3-3", Aspect.ENVIRONMENT, bodies.WATER, "水を守る", "Protect water"),
    (PLAN, "4", Aspect.INTEGRATED, None, "港からはじまる循環", "A circle that starts at the port"),
    (PLAN, "4-1", Aspect.INTEGRATED, bodies.PORT, "港を再整備する", "Renew the port"),
    (PLAN, "4-1-1", Aspect.INTEGRATED, bodies.PORT, "岸壁を直す", "Repair the quay"),
    (PLAN, "4-1-2", Aspect.INTEGRATED, bodies.PORT, "遊歩道をつくる", "Build the promenade"),
    (STRATEGY, "1", None, None, "しごとをつくる", "Create work"),
    (STRATEGY, "1-1", None, bodies.TOURISM, "訪れる人を増やす", "Bring more visitors"),
    (STRATEGY, "1-2", None, bodies.BUSINESS, "起業の場をひらく", "Open places to start a business"),
    (STRATEGY, "2", None, None, "ひとを育てる", "Bring people up"),
    (STRATEGY, "2-1", None, bodies.CHILDREN, "保育を整える", "Provide childcare"),
    (PORT_PLAN, "A", None, bodies.PORT, "岸壁工区", "Quay section"),
    (PORT_PLAN, "B", None, bodies.PORT, "遊歩道工区", "Promenade section"),
    (PROGRAMS, "1", None, None, "港と産業", "Port and industry"),
    (PROGRAMS, "2", None, None, "暮らしと環境", "Life and environment"),
)
_LEVEL_BY_DEPTH = {
    PLAN: ("goal", "measure", "initiative"),
    STRATEGY: ("goal", "measure"),
    PORT_PLAN: ("section",),
    PROGRAMS: ("field",),
}
_RELATED = {
    f"{PLAN}.1-1-1": (f"{PLAN}.4-1-2",),
    f"{PLAN}.4-1-2": (f"{PLAN}.1-1-1", f"{PLAN}.2-2"),
}


def elements() -> tuple[Element, ...]:
    """The trees of all plans; an element's id is its plan's id and its printed number."""
    found = []
    for order, (plan, number, aspect, section, ja, en) in enumerate(_ELEMENTS, start=1):
        above, _, _ = number.rpartition("-")
        identifier = f"{plan}.{number}"
        found.append(
            Element(
                id=identifier,
                plan=plan,
                level=f"{plan}.{_LEVEL_BY_DEPTH[plan][number.count('-')]}",
                parent=f"{plan}.{above}" if above else None,
                order=order,
                number=number,
                name=ja,
                name_en=en,
                aspect=aspect,
                organisation=section,
                related=_RELATED.get(identifier, ()),
            )
        )
    return tuple(found)


# Element number, goals marked ◎, goals marked ○.
_MARKS = (
    ("1-1", (8,), (12, 17)),
    ("1-2", (14,), (2, 12)),
    ("1-3", (8, 9), (17,)),
    ("2-1", (5,), (3, 8)),
    ("2-2", (3,), (10,)),
    ("2-3", (3, 11), (16,)),
    ("2-4", (4,), (10,)),
    ("2-5", (8,), (1, 10)),
    ("3-1", (7, 13), (9,)),
    ("3-2", (12,), (11, 13)),
    ("3-3", (6, 14), (15,)),
    ("4-1", (9, 11), (13, 17)),
)
_TARGET_CODES = (
    ("waste", 12, "12.5"),
    ("seawater", 14, "14.1"),
    ("solar", 7, "7.2"),
    ("ambulance", 3, "3.8"),
    ("accidents", 3, "3.6"),
)


# The city itself says which global indicator it reads by its own.
_LOCAL_READINGS = {"accidents": "3.6.1", "solar": "7.2.1"}


def sdg_links() -> tuple[SdgLink, ...]:
    """Every measure's ◎ and ○ with their goals, five listings with a target code, one program."""
    links = [
        SdgLink(
            id=f"sdg.{number}.{goal}",
            element=f"{PLAN}.{number}",
            goal=goal,
            strength=strength,
            source=PLAN_DOC,
            locator="p. 60",
        )
        for number, primary, related in _MARKS
        for strength, goals in ((LinkStrength.PRIMARY, primary), (LinkStrength.RELATED, related))
        for goal in goals
    ]
    links += [
        SdgLink(
            id=f"sdg.{target}.{code}",
            target=f"{PLAN}.{target}",
            goal=goal,
            sdg_target=code,
            sdg_indicator=_LOCAL_READINGS.get(target, ""),
        )
        for target, goal, code in _TARGET_CODES
    ]
    links.append(SdgLink(id="sdg.p-solar.7", program="p-solar", goal=7, sdg_target="7.2"))
    return tuple(links)
