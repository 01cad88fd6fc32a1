"""The words in which a proposal is shown: choices, proofs, reasons, in two languages.

Codes stay in JSON and in the plan folder; a person reads the words. A code that has no word here
is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from hoshin.domain.code_words import code_words
from hoshin.domain.indicators import Direction
from hoshin.domain.proposals import Confidence, Evidence, ProposedAction
from hoshin.importers.shapes import SHAPES

ACTIONS = {
    ProposedAction.ADD: ("追加", "add"),
    ProposedAction.CHANGE: ("変更", "change"),
    ProposedAction.CONFIRM: ("確認", "confirm"),
}
DIRECTIONS = {
    Direction.INCREASE: ("増やす", "increase"),
    Direction.DECREASE: ("減らす", "decrease"),
    Direction.MAINTAIN: ("保つ", "maintain"),
    Direction.WITHIN_RANGE: ("範囲に収める", "keep within a range"),
    Direction.UNDECLARED: ("宣言なし", "not declared"),
}
# What reads beside the shapes of the registry.
_OTHER_SHAPES = {
    "S12": ("文章の中の数値", "Figures in sentences"),
    "amounts": ("金額だけの行", "Amounts alone"),
    "open-sdg": ("Open SDG のデータ", "Data of Open SDG"),
}
_CONFIDENCES = {
    Confidence.HIGH: ("高", "high"),
    Confidence.MEDIUM: ("中", "medium"),
    Confidence.LOW: ("低", "low"),
}
CHECKS = {
    "cells-equal-heads": "列の数が一致",
    "values-understood": "値を全部読めた",
    "one-unit": "単位が一つ",
    "consecutive-numbers": "番号が続く",
    "totals-agree": "合計が一致",
    "rows-understood": "行を全部読めた",
    "sum-of-its-rows": "行の合計と一致",
    "goal-and-baseline": "目標と基準がある",
    "one-baseline-later-goals-one-unit": "基準が一つ、目標は後の年、単位が一つ",
    "every-label-has-its-value": "項目に値が揃う",
    "every-place-found": "場所が全部見つかった",
    "parts-add-up-to-an-amount-of-the-page": "内訳の合計が一致",
    "a-target-cell-for-each-year": "年ごとに目標がある",
    "actual-cells-from-the-left": "実績が左から並ぶ",
    "one-value-for-each-year": "年ごとに値が一つ",
    "one-value-for-each-column": "列ごとに値が一つ",
    "anchors-equal-tables": "見出しと表の数が一致",
    "name-and-amount-on-one-line": "名称と金額が一行",
    "amount-right-behind-its-card": "金額がカードのすぐ後ろ",
    "only-one-left-on-page": "ページに残る一つ",
    "title-and-amount-on-one-line": "題名と金額が一行",
    "every-row-a-year": "行ごとに年がある",
    "years-ascend": "年が順に並ぶ",
    "word-agrees-with-change": "増減の言葉が数字と合う",
    "table-prints-the-same": "同じ値の表がある",
    "sums-by-year": "年ごとの合計が一致",
    "year-and-number-understood": "年と値を読めた",
    "corrected-by-a-person": "人が直した",
}
# What was found in a block that no rule could prove; other labels are those of the document.
_FOUND = {
    "name": ("名称", "name"),
    "title": ("題名", "title"),
    "text": ("文", "text"),
    "column": ("列の見出し", "head of the column"),
    "anchor": ("見出し", "heading"),
    "baseline": ("基準値", "baseline"),
    "goal": ("目標値", "goal"),
    "target": ("目標値", "target"),
    "milestone": ("年次目標", "milestone"),
    "actual": ("実績値", "actual"),
    "achievement": ("達成率", "achievement rate"),
    "program": ("事業", "program"),
    "amount": ("金額", "amount"),
}
# Sums of an evaluation sheet stand with their year behind them.
_SUMS = {
    "funds": ("財源の合計", "sum of the funds"),
    "full-cost": ("事業費と人件費の合計", "sum of cost and staff"),
}
_REASONS = {
    "same-name": "名称が同じ",
    "same-name-without-brackets": "かっこを除くと同じ名称",
    "near-name": "名称が近い",
    "same-series": "値が同じ",
    "same-unit": "単位が同じ",
    "same-number": "番号が同じ",
    "same-amount": "金額が同じ",
}


def code_word(code: str, japanese: bool) -> str:
    """What a code of a closed list means."""
    return code_words(code)[0 if japanese else 1]


def confidence_word(confidence: Confidence, japanese: bool) -> str:
    """How sure a reading is."""
    return _CONFIDENCES[confidence][0 if japanese else 1]


def shape_word(shape: str, japanese: bool) -> str:
    """What a shape, or a clerk's layout, is called."""
    titles = {one.name: (one.title_ja, one.title_en) for one in SHAPES} | _OTHER_SHAPES
    kind, _, name = shape.partition(":")
    if name and kind == "layout":
        return f"様式「{name}」" if japanese else f'layout "{name}"'
    return titles.get(shape, (shape, shape))[0 if japanese else 1]


def proof_words(check: str, japanese: bool) -> str:
    """Which proofs of a reading held."""
    checks = [one.strip() for one in check.split(",") if one.strip()]
    if japanese:
        return "、".join(CHECKS.get(one, one) for one in checks)
    return ", ".join(one.replace("-", " ") for one in checks)


def shape_words(evidence: Evidence, japanese: bool) -> str:
    """By which shape a row was read, and which proofs held."""
    name = shape_word(evidence.shape, japanese)
    said = proof_words(evidence.check, japanese)
    if not said:
        return name
    return f"{name}({said})" if japanese else f"{name} ({said})"


def found_word(what: str, japanese: bool) -> str:
    """What a piece of an unread block is."""
    language = 0 if japanese else 1
    if what in _FOUND:
        return _FOUND[what][language]
    kind, space, year = what.partition(" ")
    return f"{_SUMS[kind][language]}{space}{year}" if kind in _SUMS else what


def reason_words(reasons: Iterable[str], japanese: bool) -> str:
    """Why an existing row may be the one that a document means."""
    if japanese:
        return "、".join(_REASONS.get(one, one) for one in reasons)
    return ", ".join(one.replace("-", " ") for one in reasons)
