"""Observations of the invented city: revisions, missing reasons, breakdowns, wards and schools.

An indicator's values are entered once, whichever plans use them; so they name no listing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hoshin.domain.indicators import MissingReason, Observation, ObservationStatus
from hoshin.domain.periods import read_code
from scripts.harbour import organisations as bodies
from scripts.harbour.drawn import rows
from scripts.harbour.plans import REVIEW_DOC, STATISTICS_DOC

# Indicator, period, value, unit, status, revision, day on which it became known.
_CITY = """
visitors      | FY2022        | 91.0    | 万人   | final       | 1 | 2023-09-29
visitors      | FY2023        | 101     | 万人   | provisional | 1 | 2024-05-20
visitors      | FY2023        | 102.3   | 万人   | final       | 2 | 2024-09-30
visitors      | FY2023        | 102.1   | 万人   | revised     | 3 | 2025-06-30
visitors      | FY2024        | 109.6   | 万人   | provisional | 1 | 2025-05-23
local-fish    | FY2022        | 42.0    | %      | final       | 1 | 2023-07-31
local-fish    | FY2024        | 44.9    | %      | as_printed  | 1 | 2025-08-08
startups      | FY2022        | 9       | 件     | final       | 1 | 2023-05-31
startups      | FY2023        | 16      | 件     | final       | 1 | 2024-05-31
startups      | FY2024        | 29      | 件     | final       | 1 | 2025-05-30
consultations | FY2022        | 71      | 件     | final       | 1 | 2023-05-31
consultations | FY2023        | 84      | 件     | final       | 1 | 2024-05-31
consultations | FY2024        | 96      | 件     | final       | 1 | 2025-05-30
income        | FY2020        | 2655    | 千円   | final       | 1 | 2023-03-31
income        | FY2021        | 2702    | 千円   | final       | 1 | 2024-03-29
income        | FY2022        | 2748    | 千円   | final       | 1 | 2025-03-31
waiting       | 2023-04-01    | 5       | 人     | final       | 1 | 2023-05-15
waiting       | 2024-04-01    | 1       | 人     | final       | 1 | 2024-05-15
waiting       | 2025-04-01    | 0       | 人     | final       | 1 | 2025-05-15
checkups      | FY2022        | 39.5    | %      | final       | 1 | 2023-11-30
checkups      | FY2023        | 41.1    | %      | final       | 1 | 2024-11-29
checkups      | FY2024        | 42.3    | %      | estimated   | 1 | 2025-08-08
ambulance     | CY2022        | 9.1     | 分     | final       | 1 | 2023-03-10
ambulance     | CY2023        | 8.9     | 分     | final       | 1 | 2024-03-11
ambulance     | CY2024        | 8.6     | 分     | final       | 1 | 2025-03-10
accidents     | CY2022        | 201     | 件     | final       | 1 | 2023-02-10
accidents     | CY2023        | 190     | 件     | final       | 1 | 2024-02-09
accidents     | CY2024        | 182     | 件     | final       | 1 | 2025-02-10
reading       | FY2023        | 28.5    | 冊     | final       | 1 | 2024-04-26
reading       | FY2024        | 31.0    | 冊     | final       | 1 | 2025-04-25
placements    | FY2022        | 16      | 人     | final       | 1 | 2023-04-28
placements    | FY2023        | 19      | 人     | final       | 1 | 2024-04-30
placements    | FY2024        | 21      | 人     | final       | 1 | 2025-04-30
satisfaction  | 2023-07       | 3.40    | 点     | final       | 1 | 2023-10-31
satisfaction  | 2025-07       | 3.51    | 点     | final       | 1 | 2025-10-10
solar         | FY2022        | 5150    | kW     | final       | 1 | 2023-06-30
solar         | FY2023        | 6300    | kW     | final       | 1 | 2024-06-28
solar         | FY2024        | 7500    | kW     | final       | 1 | 2025-06-30
waste         | FY2022        | 915     | g      | final       | 1 | 2023-12-20
waste         | FY2023        | 921     | g      | final       | 1 | 2024-12-20
waste         | FY2024        | 925     | g      | provisional | 1 | 2025-08-08
groundwater   | 2023-03       | 12.4    | m      | final       | 1 | 2023-04-14
groundwater   | 2024-03       | 11.8    | m      | final       | 1 | 2024-04-12
groundwater   | 2025-03       | 12.9    | m      | final       | 1 | 2025-04-14
seawater      | FY2022        | 98.9    | %      | final       | 1 | 2023-06-09
seawater      | FY2023        | 100     | %      | final       | 1 | 2024-06-07
seawater      | FY2024        | 96.7    | %      | final       | 1 | 2025-06-06
density       | Y2024         | 42.6    | 人/ha  | as_printed  | 1 | 2025-06-30
measure-score | FY2023        | 15      | 点     | final       | 1 | 2024-08-30
measure-score | FY2024        | 17      | 点     | final       | 1 | 2025-08-29
port-steps    | FY2022        | 1       | 工程   | final       | 1 | 2023-05-31
port-steps    | FY2023        | 3       | 工程   | final       | 1 | 2024-05-31
port-steps    | FY2024        | 5       | 工程   | final       | 1 | 2025-05-30
port-spent    | FY2022        | 430000  | 千円   | final       | 1 | 2023-09-15
port-spent    | FY2022/FY2023 | 870000  | 千円   | final       | 1 | 2024-09-13
port-spent    | FY2022/FY2024 | 1380000 | 千円   | final       | 1 | 2025-09-12
"""

# Indicator, period, unit, words of the result in Japanese and English.
_WORDS = """
ordinance | FY2022 | 件 | 検討   | Under study
ordinance | FY2023 | 件 | 素案   | Draft published
ordinance | FY2024 | 件 | 制定   | Enacted
"""

# Indicator, area, period, unit, reason why there is no value.
_MISSING = f"""
local-fish   |                     | FY2023  | %    | not_printed
income       |                     | FY2023  | 千円 | not_yet_published
income       |                     | FY2024  | 千円 | not_yet_published
festival     |                     | FY2022  | 万人 | ended
festival     |                     | FY2023  | 万人 | ended
satisfaction |                     | 2022-07 | 点   | not_surveyed
satisfaction |                     | 2024-07 | 点   | not_surveyed
reading      |                     | FY2022  | 冊   | not_set
placements   | {bodies.SHIMA}      | FY2022  | 人   | suppressed
placements   | {bodies.SHIMA}      | FY2023  | 人   | suppressed
placements   | {bodies.SHIMA}      | FY2024  | 人   | suppressed
"""

# Indicator, area, period, value, unit, status.
_AREAS = f"""
waiting    | {bodies.HAMATE}        | 2023-04-01 | 3    | 人 | final
waiting    | {bodies.YAMATE}        | 2023-04-01 | 2    | 人 | final
waiting    | {bodies.SHIMA}         | 2023-04-01 | 0    | 人 | final
waiting    | {bodies.HAMATE}        | 2024-04-01 | 1    | 人 | final
waiting    | {bodies.YAMATE}        | 2024-04-01 | 0    | 人 | final
waiting    | {bodies.SHIMA}         | 2024-04-01 | 0    | 人 | final
waiting    | {bodies.HAMATE}        | 2025-04-01 | 0    | 人 | final
waiting    | {bodies.YAMATE}        | 2025-04-01 | 0    | 人 | final
waiting    | {bodies.SHIMA}         | 2025-04-01 | 0    | 人 | final
placements | {bodies.HAMATE}        | FY2024     | 12   | 人 | final
reading    | {bodies.MINATO_SCHOOL} | FY2023     | 30.2 | 冊 | final
reading    | {bodies.YAMATE_SCHOOL} | FY2023     | 27.4 | 冊 | final
reading    | {bodies.HAMA_SCHOOL}   | FY2023     | 26.8 | 冊 | final
reading    | {bodies.MINATO_SCHOOL} | FY2024     | 33.0 | 冊 | final
reading    | {bodies.YAMATE_SCHOOL} | FY2024     | 29.1 | 冊 | final
"""

# Part of an id, breakdown in Japanese and English, values of FY2022, FY2023 and FY2024.
_CHECKUPS = """
women | 女性     | Women      | 41.9 | 43.0 | 44.0
men   | 男性     | Men        | 36.8 | 38.9 | 40.3
40-59 | 40～59歳 | Aged 40-59 | 30.2 | 31.9 | 33.4
60-74 | 60～74歳 | Aged 60-74 | 45.7 | 47.0 | 48.1
"""


def observations() -> tuple[Observation, ...]:
    """Every value, word and missing reason of the city's indicators."""
    return (*_of_the_city(), *_in_words(), *_missing(), *_by_area(), *_by_sex_and_age())


def _identifier(*parts: str) -> str:
    return ".".join(part.replace("/", "-") for part in parts if part)


def _of_the_city() -> list[Observation]:
    return [
        Observation(
            id=_identifier(indicator, period, "" if revision == "1" else f"r{revision}"),
            indicator=indicator,
            time_period=read_code(period),
            obs_value=Decimal(value),
            unit_measure=unit,
            obs_status=ObservationStatus(status),
            revision=int(revision),
            known_on=date.fromisoformat(known),
            source=REVIEW_DOC,
            locator=f"sheet {indicator}",
        )
        for indicator, period, value, unit, status, revision, known in rows(_CITY)
    ]


def _in_words() -> list[Observation]:
    return [
        Observation(
            id=_identifier(indicator, period),
            indicator=indicator,
            time_period=read_code(period),
            value_text=ja,
            value_text_en=en,
            unit_measure=unit,
            obs_status=ObservationStatus.FINAL,
            source=REVIEW_DOC,
            locator=f"sheet {indicator}",
        )
        for indicator, period, unit, ja, en in rows(_WORDS)
    ]


def _missing() -> list[Observation]:
    return [
        Observation(
            id=_identifier(indicator, area, period),
            indicator=indicator,
            ref_area=area or None,
            time_period=read_code(period),
            value_printed="―",
            unit_measure=unit,
            missing_reason=MissingReason(reason),
            source=REVIEW_DOC,
            locator=f"sheet {indicator}",
        )
        for indicator, area, period, unit, reason in rows(_MISSING)
    ]


def _by_area() -> list[Observation]:
    return [
        Observation(
            id=_identifier(indicator, area, period),
            indicator=indicator,
            ref_area=area,
            time_period=read_code(period),
            obs_value=Decimal(value),
            unit_measure=unit,
            obs_status=ObservationStatus(status),
            source=STATISTICS_DOC,
            locator=f"sheet {indicator}",
        )
        for indicator, area, period, value, unit, status in rows(_AREAS)
    ]


def _by_sex_and_age() -> list[Observation]:
    return [
        Observation(
            id=_identifier("checkups", part, f"FY{year}"),
            indicator="checkups",
            breakdown=ja,
            breakdown_en=en,
            time_period=read_code(f"FY{year}"),
            obs_value=Decimal(value),
            unit_measure="%",
            obs_status=(ObservationStatus.ESTIMATED if year == 2024 else ObservationStatus.FINAL),
            source=STATISTICS_DOC,
            locator="sheet checkups",
        )
        for part, ja, en, *values in rows(_CHECKUPS)
        for year, value in zip((2022, 2023, 2024), values, strict=True)
    ]
