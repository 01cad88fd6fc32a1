"""The words of evaluation sheets (事務事業評価シート): which label means which field.

Collected from published forms of many cities; spelling, brackets and numbering around a label are
left aside. A word that is not here is no label: its cell is read as a value.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from hoshin.domain.programs import BudgetStage
from hoshin.importers.wording import plain, squeezed


class SheetField(StrEnum):
    """A box of the form that says something about the program as a whole."""

    PROGRAM = "program"
    CODE = "code"
    LAYER = "layer"
    OFFICE = "office"
    PERIOD = "period"
    DIRECTION = "direction"
    RATING = "rating"


class Money(StrEnum):
    """A row of the form's money: a fund, a total, or the staff that the program takes."""

    NATIONAL = "national"
    PREFECTURE = "prefecture"
    BOND = "bond"
    OTHER = "other"
    GENERAL = "general"
    TOTAL = "total"
    STAFF_COUNT = "staff_count"
    STAFF_HOURS = "staff_hours"
    STAFF_COST = "staff_cost"
    FULL_COST = "full_cost"


FUNDS = (Money.NATIONAL, Money.PREFECTURE, Money.BOND, Money.OTHER, Money.GENERAL)


class IndicatorKind(StrEnum):
    """What an indicator of the form measures: what was done, for whom, what came of it."""

    ACTIVITY = "activity"
    SUBJECT = "subject"
    OUTCOME = "outcome"


_TRIM = re.compile(
    r"^(?:[(\[【<]?[0-9０-９ア-ンA-Za-z①-⑳]{1,2}[)\]】>.:．、]|[・■◆●○◎※【\[<《]|[①-⑳]|[0-9]{1,2}(?=\D))+"
    r"|[\]】>》:：]+$"
)
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
# What marks a line of a sum: 事業費 A, フルコスト ①+② (in NFKC ① is 1).
_LETTERS = re.compile(
    r"(?<=[^A-Za-z])[A-Z](?:[+=][A-Z])*$|[=]?[A-Z](?:[+-][A-Z])+$"
    r"|(?<=[^0-9A-Za-z.,])[0-9](?:[+=][0-9])*$"
)
_FIELDS = {
    SheetField.PROGRAM: (
        r"(?:事務|予算|対象|評価対象|主要|実施|細)?(?:事務)?事業(?:の)?(?:名称?|名等)|取組(?:項目)?名称?"
        r"|事務事業"
    ),
    SheetField.CODE: r"(?:事務)?(?:事業|整理|管理)(?:コード|番号|ID|No\.?)|コード|整理番号",
    SheetField.LAYER: (
        r"(?:基本|重点)?(?:目標|政策|施策|方針|理念)(?:名称?|体系|の大綱|分野|分類)?"
        r"|(?:単位|個別|主要|中|小)施策名?|基本事業名?|大綱|分野|章|節|まちづくりの(?:目標|柱)|政策分野"
        r"|(?:総合計画|計画)(?:上の)?(?:体系|位置付け|位置づけ)|柱"
    ),
    SheetField.OFFICE: (
        r"(?:担当|所管|主管|実施|評価)?(?:部局?課?|課|課等|局|局部課|部署|組織|室|係)名?"
        r"|担当|所管|担当部課(?:係|名)?|所属(?:課|部署|部課)?名?"
    ),
    SheetField.PERIOD: r"(?:事業|実施|計画)期間|期間|開始年度|事業開始年度",
    SheetField.DIRECTION: (
        r"(?:今後|次年度|翌年度|来年度|改革改善|見直し)?の?(?:事業|取組|施策)?の?方向性?"
        r"|今後の(?:取組)?方針"
        r"|改革改善の(?:方向性|内容)|(?:今後の)?事業の方向|方向性の判断|改善の方向性"
    ),
    SheetField.RATING: r"総合評価|評価(?:結果|区分|判定)?|達成状況|進捗(?:状況|度)|総合判定|判定",
}
_FIELD_PATTERNS = {field: re.compile(pattern) for field, pattern in _FIELDS.items()}
_MONEY = {
    Money.NATIONAL: r"国庫?(?:支出金|補助金|負担金|費)?|国県支出金|国支出金|国費",
    Money.PREFECTURE: r"(?:都|道|府|県|都道府県|道府県)(?:費|支出金|補助金)?|都道府県支出金",
    Money.BOND: r"(?:地方|市|町|村|区)債|起債|地方債等",
    Money.OTHER: (
        r"その他(?:特定)?(?:財源|特財)?|特定財源|特財|使用料(?:及び|・)手数料|受益者負担金?|基金(?:繰入金)?"
        r"|諸収入|分担金(?:及び|・)負担金"
    ),
    Money.GENERAL: r"一般財源|一財|市費|町費|村費|純粋一般財源",
    Money.TOTAL: (
        r"(?:直接)?事業費(?:計|合計|総額)?|(?:財源|歳出)(?:内訳)?(?:の)?(?:計|合計)|決算額|予算額"
        r"|予算現額|歳出額|財源合計|事業費(?:決算|予算)額|歳出計|直接経費|投入(?:経)?費"
    ),
    Money.STAFF_COUNT: (
        r"(?:正規|従事|担当|職員)*(?:職員|従事者?|人工)(?:の?人数|数)?|人数|人工(?:数)?"
    ),
    Money.STAFF_HOURS: r"(?:延べ|年間)*(?:業務|従事|作業|所要|投入)?時間(?:数)?|延べ(?:業務)?時間",
    Money.STAFF_COST: r"(?:職員|概算|正規職員)?人件費(?:計|合計)?",
    Money.FULL_COST: (
        r"(?:フル|トータル|総)コスト|総(?:事業費|経費|費用)|事業費(?:及び|・|\+)?人件費(?:の)?(?:計|合計)"
        r"|総合計|コスト(?:計|合計)"
    ),
}
_MONEY_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _MONEY.items()}
# Rows that each hold the whole of one stage; 予算額 and 決算額 are totals as well.
_STAGE_ROWS = (
    (
        re.compile(r"(?:当初\+補正|補正後|最終)予算額?|予算現額"),
        BudgetStage.INITIAL_AND_SUPPLEMENTARY,
    ),
    (re.compile(r"補正予算額?"), BudgetStage.SUPPLEMENTARY),
    (re.compile(r"(?:前年度)?(?:から)?繰越(?:額|予算額?)?"), BudgetStage.CARRIED_OVER),
    (re.compile(r"当初予算額?|予算額"), BudgetStage.INITIAL),
    (re.compile(r"計画(?:事業費|額)"), BudgetStage.PLANNED),
    (re.compile(r"決算額?"), BudgetStage.OUTTURN),
)
_SUM_WORDS = frozenset({"計", "合計", "小計", "総計", "総額"})
_KINDS = (
    (IndicatorKind.OUTCOME, re.compile(r"成果|アウトカム|効果指標")),
    (IndicatorKind.SUBJECT, re.compile(r"対象指標|対象数")),
    (IndicatorKind.ACTIVITY, re.compile(r"活動|アウトプット|実施指標|事業量|取組指標")),
)
_KIND_LABEL = re.compile(
    r"(?:活動|成果|効果|対象|事業|アウトカム|アウトプット)(?:の)?(?:実績|目標|結果|内容|状況|量|数)?(?:値|名)?"
)
_TITLE = re.compile(
    r"(?:事務)?事業(?:別)?(?:事後|事前|中間|行政)?(?:評価|マネジメント|点検|カルテ|見直し|検証|進行管理)"
    r"(?:評価)?(?:シート|票|表|調書|書|カード)?|行政評価(?:シート|票|表|調書)|施策評価(?:シート|票|表|調書)"
)


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """A label without numbering, brackets, letters of its formula and marks around it."""
    label = squeezed(text)
    for _ in range(3):
        shorter = _TRIM.sub("", _BRACKETS.sub("", label))
        shorter = _LETTERS.sub("", shorter).strip("+=・,、")
        if shorter == label:
            break
        label = shorter
    return label


@lru_cache(maxsize=16384)
def field_of(text: str) -> SheetField | None:
    """The field that a label names, or None when the text is no label."""
    label = bare_label(text)
    if not label or len(label) > 16:
        return None
    return next((f for f, one in _FIELD_PATTERNS.items() if one.fullmatch(label)), None)


@lru_cache(maxsize=16384)
def money_of(text: str) -> Money | None:
    """The row of money that a label names, or None."""
    label = bare_label(text)
    if not label or len(label) > 16:
        return None
    return next((kind for kind, one in _MONEY_PATTERNS.items() if one.fullmatch(label)), None)


@lru_cache(maxsize=16384)
def stage_of(text: str) -> BudgetStage | None:
    """The stage whose whole amount a row of money holds (``当初予算``, ``決算``), or None."""
    label = bare_label(text)
    return next((stage for one, stage in _STAGE_ROWS if one.fullmatch(label)), None)


def money_of_path(labels: tuple[str, ...]) -> Money | None:
    """The row of money that some labels name together, from left to right.

    A bare ``計`` is the sum of what its group is about; a stage alone is its total.
    """
    if labels and stage_of(labels[-1]) is not None:
        return Money.TOTAL
    for place in range(len(labels) - 1, -1, -1):
        found = money_of(labels[place])
        if found is not None:
            return found
        if bare_label(labels[place]) in _SUM_WORDS:
            group = "".join(labels[:place])
            if "人件費" in group and "事業費" not in group:
                return Money.STAFF_COST
            if not group or re.search(r"財源|事業費|歳出|内訳", group):
                return Money.TOTAL
    return None


@lru_cache(maxsize=16384)
def kind_of(text: str) -> IndicatorKind | None:
    """The kind of indicator that a label names, or None."""
    label = squeezed(text)
    if len(label) > 24:
        return None
    return next((kind for kind, one in _KINDS if one.search(label)), None)


@lru_cache(maxsize=16384)
def is_kind_label(text: str) -> bool:
    """Whether a text only names a kind of indicator; a program's name may hold 活動 as well."""
    label = bare_label(text)
    return kind_of(text) is not None and (
        "指標" in label or _KIND_LABEL.fullmatch(label) is not None
    )


@lru_cache(maxsize=16384)
def is_title(text: str) -> bool:
    """Whether a text is the title of an evaluation sheet."""
    label = squeezed(text)
    return len(label) <= 50 and _TITLE.search(label) is not None


_CHOSEN = "■☑☒●◉✔✓レ"
# 〓 stands where a document does not say which sign it drew: an empty box beside ticked ones.
_OFFERED = "□☐○◇◯〓"


def chosen(text: str) -> str:
    """What is ticked among choices (``■拡充 □維持``, ``拡充 維持○``); the text itself without any.

    Empty where choices are offered and none, or more than can be, is ticked.
    """
    words = plain(text).split(" ")
    marks = _CHOSEN + _OFFERED + "◎"
    behind = [one for one in words if len(one) > 1 and one[-1] in marks]
    if behind and not any(one[0] in marks for one in words):
        ticked = [one for one in behind if one[-1] in _CHOSEN] or [
            one for one in behind if one[-1] in "◎○◯"
        ]
        return "、".join(one.rstrip(marks) for one in ticked)
    found = list(re.finditer(f"[{marks}]", "".join(words)))
    if not found:
        return text.strip()
    ticked_marks = [m for m in found if m[0] in _CHOSEN]
    if not ticked_marks:
        ticked_marks = [m for m in found if m[0] in "◎○◯"]
        if len(ticked_marks) != 1:
            return ""
    parts = []
    for mark in ticked_marks:
        end = next((m.start() for m in found if m.start() > mark.start()), len(mark.string))
        parts.append(mark.string[mark.end() : end].strip("・、,/|"))
    return "、".join(one for one in parts if one)
