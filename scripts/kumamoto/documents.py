"""The five documents of the Kumamoto example as sources, and the seven plans that they print.

Dates and periods are those that the documents print; where none is printed, none stands here.
"""

from __future__ import annotations

import hashlib

from hoshin.domain.periods import fiscal_year, read_printed
from hoshin.domain.plans import Plan
from hoshin.domain.sources import Source
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import (
    ACTION_PLAN,
    REVISION,
    SDGS_PLAN,
    SDGS_PLAN_2,
    SEVENTH_PLAN,
    SOURCE_OF_DOCUMENT,
    STRATEGY_1,
    STRATEGY_2,
)

CITY = "kumamoto-city"
DOCUMENTS = transcription.FOLDER.parent / "documents"
_TITLES = {
    "doc-sdgs-plan-2019": (
        "熊本市ＳＤＧｓ未来都市計画",
        "Kumamoto City SDGs Future City Plan",
        "",
    ),
    "doc-comprehensive-revision": (
        "熊本市第７次総合計画 後期計画における重点的取組（案）",
        "Seventh Comprehensive Plan of Kumamoto City: priorities of the later period (draft)",
        "",
    ),
    "doc-strategy-2": (
        "第２期熊本市しごと・ひと・まち創生総合戦略",
        "Second Comprehensive Strategy of Kumamoto City for Jobs, People and Town",
        "",
    ),
    "doc-sdgs-report": (
        "第2期SDGs未来都市計画の取組の達成状況",
        "Second SDGs Future City Plan: report on its achievements",
        "",
    ),
    "doc-action-plan-2025": (
        "熊本市第８次総合計画 令和７年度アクションプラン",
        "Eighth Comprehensive Plan of Kumamoto City: action plan for fiscal year 2025",
        "令和７年（２０２5年）５月",
    ),
}


def sources() -> tuple[Source, ...]:
    """The five documents, each with the digest of the file that was read."""
    found = []
    for file_name, source_id in SOURCE_OF_DOCUMENT.items():
        title, title_en, published = _TITLES[source_id]
        content = (DOCUMENTS / file_name).read_bytes()
        found.append(
            Source(
                id=source_id,
                title=title,
                title_en=title_en,
                publisher="熊本市",
                published_printed=published,
                file_name=file_name,
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )
    return tuple(found)


def plans() -> tuple[Plan, ...]:
    """The seven plans, each with its period as printed and the plan that it supersedes."""
    strategy_2 = "令和 2（2020）年度から令和 5（2023）年度までの 4年間"
    sdgs_2022 = "2022年～2024年"
    return (
        Plan(
            id=SDGS_PLAN,
            name="熊本市SDGs未来都市計画",
            name_en="Kumamoto City SDGs Future City Plan",
            kind="sdgs_future_city_plan",
            organisation=CITY,
            source="doc-sdgs-plan-2019",
            locator="lines 1452",
            note="計画期間の印字はない。",
        ),
        Plan(
            id=SEVENTH_PLAN,
            name="熊本市第7次総合計画",
            name_en="Seventh Comprehensive Plan of Kumamoto City",
            kind="comprehensive_plan",
            edition="第7次",
            organisation=CITY,
            source="doc-sdgs-plan-2019",
            locator="lines 212, 1117-1123",
            note="平成28年3月策定。計画期間の印字はない。",
        ),
        Plan(
            id=REVISION,
            name="熊本市第7次総合計画 後期計画（案）",
            name_en="Seventh Comprehensive Plan of Kumamoto City, later period (draft)",
            kind="comprehensive_plan",
            edition="第7次 後期",
            organisation=CITY,
            supersedes=SEVENTH_PLAN,
            source="doc-comprehensive-revision",
            locator="lines 1, 3, 5, 7",
            note="計画期間の印字はない。",
        ),
        Plan(
            id=STRATEGY_1,
            name="熊本市しごと・ひと・まち創生総合戦略",
            name_en="Comprehensive Strategy of Kumamoto City for Jobs, People and Town",
            kind="regional_strategy",
            edition="第1期",
            organisation=CITY,
            source="doc-strategy-2",
            locator="lines 15-25, 2369-2383",
            note="平成28年3月策定、平成29年3月改訂。計画期間の年度の印字はない。",
        ),
        Plan(
            id=STRATEGY_2,
            name="第2期熊本市しごと・ひと・まち創生総合戦略",
            name_en="Second Comprehensive Strategy of Kumamoto City for Jobs, People and Town",
            kind="regional_strategy",
            edition="第2期",
            period=read_printed("令和 2（2020）年度～令和 5（2023）年度").period,
            period_printed=strategy_2,
            organisation=CITY,
            supersedes=STRATEGY_1,
            source="doc-strategy-2",
            locator="lines 208, 210",
        ),
        Plan(
            id=SDGS_PLAN_2,
            name="第2期熊本市SDGs未来都市計画",
            name_en="Second Kumamoto City SDGs Future City Plan",
            kind="sdgs_future_city_plan",
            edition="第2期",
            period=read_printed(sdgs_2022).period,
            period_printed=sdgs_2022,
            organisation=CITY,
            supersedes=SDGS_PLAN,
            source="doc-sdgs-report",
            locator="lines 3",
        ),
        Plan(
            id=ACTION_PLAN,
            name="熊本市第8次総合計画 令和7年度アクションプラン",
            name_en="Eighth Comprehensive Plan of Kumamoto City, action plan for fiscal year 2025",
            kind="action_plan",
            edition="令和7年度",
            period=fiscal_year(2025),
            period_printed="令和７年度",
            organisation=CITY,
            source="doc-action-plan-2025",
            locator="lines 2, 4, 6",
        ),
    )
