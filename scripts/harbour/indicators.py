"""Indicators of the invented city: one for each way in which a target can be judged."""

from __future__ import annotations

from hoshin.domain.indicators import (
    Aggregation,
    Direction,
    DirectionBasis,
    Indicator,
    ResultLevel,
)
from hoshin.domain.units import read_unit
from scripts.harbour.drawn import rows

_NAMES = """
visitors      | 観光入込客数                 | Visitors
local-fish    | 地元水揚げ魚の市内消費率     | Share of the local catch eaten in the city
startups      | 創業件数(累計)               | New businesses (total to date)
consultations | 創業相談件数                 | Consultations on starting a business
income        | 市民1人当たり所得            | Income per resident
festival      | 港まつり来場者数             | Visitors to the harbour festival
waiting       | 待機児童数                   | Children waiting for childcare
checkups      | 特定健診受診率               | Share of people who had a health check-up
ambulance     | 救急車の平均到着時間         | Average time until an ambulance arrives
accidents     | 交通事故件数                 | Traffic accidents
reading       | 児童1人当たりの読書冊数      | Books read per schoolchild
placements    | 就労支援による就職者数       | People who found work through support
solar         | 太陽光発電の導入量(累計)     | Solar power installed (total to date)
waste         | 1人1日当たりのごみ排出量     | Waste per resident and day
groundwater   | 地下水位                     | Groundwater level
seawater      | 海水の水質基準適合率         | Share of sea water samples within the standard
density       | 港まち地区の人口密度         | Population density of the harbour quarter
satisfaction  | 暮らしの満足度               | Satisfaction with life in the city
ordinance     | 海の環境条例                 | Ordinance on the sea's environment
measure-score | 施策評価の合成点             | Score of the measures' evaluation
port-steps    | 港再整備の工程               | Steps of the port's renewal
port-spent    | 港再整備の執行額(累計)       | Spent on the port's renewal (total to date)
"""

# Unit, direction, aggregation, result level, lag in years, section.
_KINDS = """
visitors      | 万人   | increase     | flow       | outcome | 0 | section-tourism
local-fish    | %      | increase     | flow       | outcome | 0 | section-fisheries
startups      | 件     | increase     | cumulative | outcome | 0 | section-business
consultations | 件     | increase     | flow       | output  | 0 | section-business
income        | 千円   | increase     | flow       | impact  | 2 | section-planning
festival      | 万人   | increase     | flow       | output  | 0 | section-tourism
waiting       | 人     | decrease     | stock      | outcome | 0 | section-children
checkups      | %      | increase     | flow       | output  | 0 | section-health
ambulance     | 分     | decrease     | average    | outcome | 0 | section-safety
accidents     | 件     | decrease     | flow       | outcome | 0 | section-safety
reading       | 冊     | increase     | average    | outcome | 0 | section-learning
placements    | 人     | increase     | flow       | outcome | 0 | section-business
solar         | kW     | increase     | cumulative | outcome | 0 | section-environment
waste         | g      | decrease     | average    | outcome | 0 | section-environment
groundwater   | m      | within_range | stock      | impact  | 0 | section-water
seawater      | %      | increase     | flow       | impact  | 0 | section-water
density       | 人/ha  | maintain     | stock      | outcome | 0 | section-planning
satisfaction  | 点     | increase     | survey     | impact  | 0 | section-planning
ordinance     | 件     | increase     | stock      | output  | 0 | section-environment
measure-score | 点     | increase     | stock      | outcome | 0 | section-planning
port-steps    | 工程   | increase     | cumulative | output  | 0 | section-port
port-spent    | 百万円 | increase     | cumulative | input   | 0 | section-port
"""

_DEFINITIONS = {
    "visitors": (
        "市内の観光施設や行事を訪れた人の、年度の延べ人数です。",
        "Visits to sights and events in the city in a fiscal year.",
    ),
    "waiting": (
        "4月1日に保育所などの空きを待つ子どもの数です。",
        "Children waiting for a place in childcare on 1 April.",
    ),
    "waste": (
        "家庭と事業所のごみの量を、人口と日数で割った値です。",
        "The waste of homes and firms, divided by residents and days.",
    ),
    "checkups": (
        "40～74歳の国民健康保険加入者のうち、受診した人の割合です。",
        "The share of people aged 40 to 74 insured by the city who came.",
    ),
    "satisfaction": (
        "市民調査での5点満点の平均です。",
        "The mean of the residents' survey, out of five points.",
    ),
}


def indicators() -> tuple[Indicator, ...]:
    """What the city's plans measure; every direction is declared."""
    names = {identifier: (ja, en) for identifier, ja, en in rows(_NAMES)}
    found = []
    for identifier, unit, direction, aggregation, level, lag, section in rows(_KINDS):
        ja, en = names[identifier]
        definition, definition_en = _DEFINITIONS.get(identifier, ("", ""))
        found.append(
            Indicator(
                id=identifier,
                name=ja,
                name_en=en,
                unit=unit,
                dimension=read_unit(unit).dimension,
                direction=Direction(direction),
                direction_basis=DirectionBasis.DECLARED,
                aggregation=Aggregation(aggregation),
                result_level=ResultLevel(level),
                publication_lag_years=int(lag),
                organisation=section,
                definition=definition,
                definition_en=definition_en,
            )
        )
    return tuple(found)
