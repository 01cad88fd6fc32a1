"""Sustainable Development Goals: the 17 goals by number and name, the 169 targets by code.

Codes follow the United Nations list of goals and targets (A/RES/70/1); the Japanese short names
are those of the goal icons in official use in Japan. Texts of the targets are not held.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hoshin.domain.problems import IllFormedError


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the 17 goals: number 1-17, short names in Japanese and English, official colour."""

    number: int
    name_ja: str
    name_en: str
    colour: str


GOALS = (
    Goal(1, "貧困をなくそう", "No Poverty", "#E5243B"),
    Goal(2, "飢餓をゼロに", "Zero Hunger", "#DDA63A"),
    Goal(3, "すべての人に健康と福祉を", "Good Health and Well-being", "#4C9F38"),
    Goal(4, "質の高い教育をみんなに", "Quality Education", "#C5192D"),
    Goal(5, "ジェンダー平等を実現しよう", "Gender Equality", "#FF3A21"),
    Goal(6, "安全な水とトイレを世界中に", "Clean Water and Sanitation", "#26BDE2"),
    Goal(7, "エネルギーをみんなに そしてクリーンに", "Affordable and Clean Energy", "#FCC30B"),
    Goal(8, "働きがいも経済成長も", "Decent Work and Economic Growth", "#A21942"),
    Goal(9, "産業と技術革新の基盤をつくろう", "Industry, Innovation and Infrastructure", "#FD6925"),
    Goal(10, "人や国の不平等をなくそう", "Reduced Inequalities", "#DD1367"),
    Goal(11, "住み続けられるまちづくりを", "Sustainable Cities and Communities", "#FD9D24"),
    Goal(12, "つくる責任 つかう責任", "Responsible Consumption and Production", "#BF8B2E"),
    Goal(13, "気候変動に具体的な対策を", "Climate Action", "#3F7E44"),
    Goal(14, "海の豊かさを守ろう", "Life Below Water", "#0A97D9"),
    Goal(15, "陸の豊かさも守ろう", "Life on Land", "#56C02B"),
    Goal(16, "平和と公正をすべての人に", "Peace, Justice and Strong Institutions", "#00689D"),
    Goal(17, "パートナーシップで目標を達成しよう", "Partnerships for the Goals", "#19486A"),
)

# Per goal: how many numbered targets it has, and up to which letter its means of implementation go.
_TARGETS_OF_GOAL = {
    1: (5, "b"),
    2: (5, "c"),
    3: (9, "d"),
    4: (7, "c"),
    5: (6, "c"),
    6: (6, "b"),
    7: (3, "b"),
    8: (10, "b"),
    9: (5, "c"),
    10: (7, "c"),
    11: (7, "c"),
    12: (8, "c"),
    13: (3, "b"),
    14: (7, "c"),
    15: (9, "c"),
    16: (10, "b"),
    17: (19, ""),
}


def _target_codes() -> tuple[str, ...]:
    codes: list[str] = []
    for goal, (numbered, last_letter) in _TARGETS_OF_GOAL.items():
        codes.extend(f"{goal}.{number}" for number in range(1, numbered + 1))
        if last_letter:
            codes.extend(f"{goal}.{chr(c)}" for c in range(ord("a"), ord(last_letter) + 1))
    return tuple(codes)


TARGET_CODES = _target_codes()
_TARGETS = frozenset(TARGET_CODES)
_PRINTED_TARGET = re.compile(r"(?:T|ターゲット)?\s*(\d{1,2})\.([0-9]{1,2}|[a-dA-D])")


def goal(number: int) -> Goal:
    """The goal with this number; raises IllFormedError outside 1-17."""
    if not 1 <= number <= len(GOALS):
        raise IllFormedError(
            "sdg-unknown-goal",
            f"SDGsのゴール{number}はありません。",
            f"There is no SDG goal {number}.",
            "1から17の番号を書いてください。",
            "Write a number from 1 to 17.",
            field="goal",
        )
    return GOALS[number - 1]


def read_target(printed: str) -> str:
    """The code of a target as documents print it (``T3.d``, ``6.ｂ``); raises IllFormedError."""
    plain = unicodedata.normalize("NFKC", printed).strip()
    found = _PRINTED_TARGET.fullmatch(plain)
    code = f"{int(found[1])}.{found[2].lower()}" if found else plain
    if code not in _TARGETS:
        raise IllFormedError(
            "sdg-unknown-target",
            f"SDGsのターゲット「{printed}」はありません。",
            f'There is no SDG target "{printed}".',
            "国連の169ターゲットの番号(例 6.4、6.b)を書いてください。",
            "Write the code of one of the 169 targets, for example 6.4 or 6.b.",
            field="sdg_target",
        )
    return code


def goal_of_target(code: str) -> int:
    """The number of the goal to which a target code belongs."""
    return int(code.partition(".")[0])
