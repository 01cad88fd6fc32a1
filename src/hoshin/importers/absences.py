"""What stands where a value would stand: empty, dash, ellipsis and words are different things.

0 is a value and none of these.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from hoshin.domain.indicators import MissingReason


class Absence(StrEnum):
    """What stands where a value would stand; 0 is a value and not among these."""

    EMPTY = "empty"
    DASH = "dash"
    ELLIPSIS = "ellipsis"
    NOT_SURVEYED = "not_surveyed"
    NOT_YET_PUBLISHED = "not_yet_published"
    NOT_SET = "not_set"
    ENDED = "ended"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


REASON_OF_ABSENCE = {
    Absence.EMPTY: MissingReason.NOT_PRINTED,
    Absence.NOT_SURVEYED: MissingReason.NOT_SURVEYED,
    Absence.NOT_YET_PUBLISHED: MissingReason.NOT_YET_PUBLISHED,
    Absence.NOT_SET: MissingReason.NOT_SET,
    Absence.ENDED: MissingReason.ENDED,
    Absence.SUPPRESSED: MissingReason.SUPPRESSED,
}
DASHES = "-－‐‑‒–—―─━ー﹣−~〜～"
_ABSENT_WORDS = {
    Absence.NOT_SURVEYED: "未実施 未調査 調査未実施 調査なし 実施なし 未測定 中止 アンケート未実施",
    Absence.NOT_YET_PUBLISHED: "集計中 調査中 確認中 未確定 未集計 未公表 公表前 公表待ち 算定中 "
    "算出中 精査中 更新数値なし 更新なし 未把握 把握中 今後公表",
    Absence.NOT_SET: "設定なし 未設定 目標なし 目標未設定 目標設定なし 設定せず 検討中",
    Absence.ENDED: "事業終了 廃止 終了 事業廃止 終了済",
    Absence.SUPPRESSED: "x X χ 秘匿 非公表 非公開 *** **",
    Absence.NOT_APPLICABLE: "該当なし 対象外 対象なし 実績なし なし 無し 無 N/A n/a NA",
    Absence.UNKNOWN: "未入力 未記入 不明 不詳 データなし 数値なし 算定不能 算出不可 算定不可",
}
_ABSENCE_OF_WORD = {word: one for one, words in _ABSENT_WORDS.items() for word in words.split()}


def absence_of(text: str) -> Absence | None:
    bare = "".join(text.split())
    if not bare:
        return Absence.EMPTY
    if all(c in DASHES for c in bare):
        return Absence.DASH
    if bare.strip("…‥") == "" or bare in ("...", "・・・", "･･･"):
        return Absence.ELLIPSIS
    word = unicodedata.normalize("NFKC", bare).strip("()[]【】※")
    return _ABSENCE_OF_WORD.get(word)
