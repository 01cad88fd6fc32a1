"""The words by which plans label indicators, their values and their roles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hoshin.domain.indicators import TargetRole
from hoshin.domain.problems import IllFormedError
from hoshin.domain.sdg import read_target
from hoshin.domain.units import is_catalogued
from hoshin.importers.findings import ValueRole
from hoshin.importers.wording import plain, squeezed


def _forms(stems: str) -> tuple[str, ...]:
    """Each stem alone and with the words for a value behind it (策定時, 策定時の値, 策定時値 …)."""
    endings = ("", "値", "の値", "数値", "の数値", "水準", "年値", "年度", "年度値", "年次")
    return tuple(f"{stem}{ending}" for stem in stems.split() for ending in endings)


BASELINE_WORDS = (
    *_forms(
        "現状 現況 現在 基準 基準時 当初 初期 策定時 策定時点 策定当初 計画策定時 計画策定時点 "
        "計画当初 計画開始時 計画時 開始時 従前 改定時 改訂時 見直し時 ベースライン"
    ),
    "基準年",
)
GOAL_WORDS = (
    *_forms(
        "目標 最終目標 中間目標 達成目標 到達目標 前期目標 後期目標 計画目標 最終年度目標 "
        "中間年度目標 単年度目標"
    ),
    *"検証値 計画値 中間値 めざす値 目指す値 めざそう値 めざすべき値 目指すべき値 めざす水準 "
    "目指す水準 目標年 KPI目標".split(),
)
ACTUAL_WORDS = (
    *_forms("実績 最新 直近 最新実績 最新の実績 直近実績 直近の実績 現時点 年度実績 実績見込"),
    *"結果 達成値 到達値 進捗値".split(),
)
ACHIEVEMENT_WORDS = tuple(
    "達成度 達成率 進捗率 進捗度 達成割合 目標達成率 目標達成度 達成状況率".split()
)
# A column under one of these is the first of all, whatever other 現状値 the table prints.
FIRST_WORDS = ("基準", "当初", "策定", "従前", "初期", "開始", "ベースライン")

_SDG_CODE = re.compile(r"(?<![\d.])(1[0-7]|[1-9])\s*\.\s*(\d{1,2}|[a-d])(?![\d.])", re.IGNORECASE)
_ONLY_CODES = re.compile(
    r"(?:T?\s*(?:1[0-7]|[1-9])\s*\.\s*(?:\d{1,2}|[a-d])[\s,、・;]*)+", re.IGNORECASE
)
_BRACKETED = re.compile(r"[【\[［(（]([^】\]］)）]{1,120})[】\]］)）]")
_RESTATED = re.compile(r"[【\[［(（]\s*再\s*掲\s*[】\]］)）]\s*|^\s*再掲\s*[:・]?\s*|\s+再掲\s*$")
_CUMULATIVE = re.compile(r"累計")


def role_of_label(label: str) -> ValueRole | None:
    """The role of a value under this label, or None when the label says none."""
    bare = re.sub(r"\([^)]*\)|\d{4}年度?|[A-Z]\d{1,2}年?度?", "", squeezed(label)).strip(":*※")
    for words, role in (
        (ACHIEVEMENT_WORDS, ValueRole.ACHIEVEMENT),
        (GOAL_WORDS, ValueRole.GOAL),
        (ACTUAL_WORDS, ValueRole.ACTUAL),
        (BASELINE_WORDS, ValueRole.BASELINE),
    ):
        if bare in words:
            return role
    return None


def target_role(text: str) -> TargetRole | None:
    """KGI, numeric goal or KPI, when a heading or label says so."""
    bare = squeezed(text).strip("[]【】◆■:()").upper()
    if bare.startswith("KGI"):
        return TargetRole.KGI
    if bare.startswith("数値目標"):
        return TargetRole.NUMERIC_GOAL
    if bare.startswith(("KPI", "重要業績評価指標")):
        return TargetRole.KPI
    return None


def sdg_codes(text: str) -> tuple[str, ...]:
    """The codes of SDG targets in a text that holds nothing else; none for any other text."""
    if _ONLY_CODES.fullmatch(plain(text)) is None:
        return ()
    codes = []
    for found in _SDG_CODE.finditer(plain(text)):
        try:
            codes.append(read_target(f"{found[1]}.{found[2]}"))
        except IllFormedError:
            return ()
    return tuple(codes)


_UNIT_AT_END = re.compile(
    r"[(（\[［【]\s*(?:単位\s*[:：]\s*)?([^()（）\[\]［］【】]{1,10})\s*[)）\]］】]\s*$"
)


_NUMBERED = re.compile(
    r"(?:(?:成果|活動|数値)?指標|KPI|KGI|No\.?|№)\s*(\d{1,3})\s*[:：.．、)）]?\s*(?=\D)"
)
_DECLARED_UNIT = re.compile(r"[(（\[［【]\s*単位\s*[:：]\s*([^()（）\[\]]{1,10})[)）\]］】]\s*$")


def numbered_heading(heading: str) -> tuple[str, str, str]:
    """Number, name and unit of an indicator's heading, ``指標1：人口（単位：人）``; or empty."""
    numbered = _NUMBERED.match(heading)
    name = heading[numbered.end() :] if numbered is not None else heading
    number = numbered[1] if numbered is not None else ""
    return number, _DECLARED_UNIT.sub("", name).strip(), declared_unit(heading)


def declared_unit(name: str) -> str:
    """The unit that a name carries: one that is declared as such, else one that is known."""
    declared = _DECLARED_UNIT.search(name)
    return declared[1].strip() if declared is not None else unit_in_name(name)


def without_unit(name: str) -> str:
    """A name without the bracket at its end, where that is a unit; else the name as it is."""
    return _UNIT_AT_END.sub("", name).strip() if unit_in_name(name) else name


def unit_in_name(name: str) -> str:
    """The unit that a name ends with in brackets (``人口（人）``); empty when it is no unit."""
    found = _UNIT_AT_END.search(name)
    return found[1].strip() if found is not None and is_catalogued(found[1]) else ""


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """A name cell taken apart: the name as printed, SDG targets, whether it is 再掲, notes."""

    name: str
    goals: tuple[str, ...]
    restated: bool
    cumulative: bool
    notes: tuple[str, ...]


def read_name(text: str) -> IndicatorName:
    """Take the SDG targets, 再掲 and ※ notes off an indicator's name; the rest stays as printed."""
    restated = _RESTATED.search(text) is not None
    text = _RESTATED.sub(" ", text)
    goals: list[str] = []
    for found in reversed(list(_BRACKETED.finditer(text))):
        codes = sdg_codes(found[1])
        if codes:
            goals[:0] = codes
            text = text[: found.start()] + text[found.end() :]
    notes: list[str] = []
    text = text.strip()
    if "※" in text[1:]:
        text, _, note = text[:1] + text[1:].partition("※")[0], "", text[1:].partition("※")[2]
        if note.strip():
            notes.append(f"※{note.strip()}")
    name = text.strip().lstrip("※*").strip()
    return IndicatorName(
        name=name,
        goals=tuple(dict.fromkeys(goals)),
        restated=restated,
        cumulative=_CUMULATIVE.search(name) is not None,
        notes=tuple(notes),
    )
