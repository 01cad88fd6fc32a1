"""Printed words: what documents print around names, said in English.

The numbers of elements (施策２, 重点①, ア), editions (第2期), terms of office (３年以内), and the
few words that stand in place of a value or an office. Names are not translated here. A text that
is not known as a whole is not said: its page shows it as printed and marks its language.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from hoshin.charts.figures import MINUS
from hoshin.charts.speech import with_unit
from hoshin.domain.printed_times import time_in_english
from hoshin.domain.units import is_catalogued, read_unit

_LISTED = "アイウエオカキクケコ"
_LETTERED = re.compile(rf"\(?([{_LISTED}])\)?")
_WORD_AND_NUMBER = re.compile(
    r"(?:[^\W\d_]*[\u3041-\u30ff\u3400-\u9fff]|No\.?)?\s*(\(?\d[\d().-]*|[IVX]+)[章節項号]?"
)
_ORDINAL = re.compile(r"第(\d+)(?:次|期|版)")
_YEARS = re.compile(r"(\d{1,2})年(間|以内)?")
_HEAD = re.compile(r"(?P<time>\S+?)\s*\(?(?P<word>当初値|基準値|現状値|目標値|実績値?)\)?")
_AMOUNT = re.compile(
    r"(?P<about>約)?\s*(?P<sign>[▲△-]?)(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>[^\d\s]+?)(?P<bound>以上減少|以上|以下|未満|超|程度|増加|減少|を超え|を上回り)?"
)
# Between amounts that are printed in one cell; brackets hold what is said beside it.
_AMONG = re.compile(r"\s+|、\s*")
_ASIDE = re.compile(r"(?P<said>[^()]+)\((?P<aside>[^()]+)\)")
_OF = re.compile(r"(?P<of>前年度|前年|計|共通|第[123]次産業)\s*:?\s*(?P<amount>\S.*)")
_OF_WORDS = {
    "前年度": "the year before",
    "前年": "the year before",
    "計": "in all",
    "共通": "in common",
    "第1次産業": "primary industry",
    "第2次産業": "secondary industry",
    "第3次産業": "tertiary industry",
}
_BEFORE = ("前年度", "前年")
_BOUNDS = {
    "以上": "{} or more",
    "以下": "{} or less",
    "未満": "less than {}",
    "超": "more than {}",
    "程度": "about {}",
    "以上減少": "a fall of {} or more",
    "増加": "a rise of {}",
    "減少": "a fall of {}",
    "を超え": "more than {}",
    "を上回り": "more than {}",
}
_WORDS = {
    "初版": "first edition",
    "改訂版": "revised edition",
    "前期": "first half",
    "後期": "later half",
    "中間見直し": "mid-term revision",
    "総合計画": "Comprehensive plan",
    "総合戦略": "Regional strategy",
    "個別計画": "Plan of one field",
    "アクションプラン": "Action plan",
    "実施計画": "Implementation plan",
    "基本計画": "Basic plan",
    "達成": "achieved",
    "未達成": "not achieved",
    "上昇": "rising",
    "増加": "increasing",
    "減少": "decreasing",
    "維持": "kept",
    "継続": "continued",
    "実施": "carried out",
    "検討": "being studied",
    "策定": "drawn up",
    "完了": "completed",
    "未実施": "not carried out",
    "委員": "Member",
    "委員長": "Chair",
    "副委員長": "Vice chair",
    "会長": "Chair",
    "副会長": "Vice chair",
    "座長": "Chair",
    "本部長": "Head",
    "副本部長": "Deputy head",
    "本部員": "Member",
    "構成員": "Member",
    "事務局": "Secretariat",
    "半数以上": "half or more",
    "過半数": "more than half",
    "3分の2以上": "two thirds or more",
    "任期中": "within the term of office",
    "任期中着手": "begun within the term of office",
    "任期中達成": "achieved within the term of office",
    "当初値": "Starting value",
    "基準値": "Baseline",
    "現状値": "Present value",
    "目標値": "Target",
    "実績": "Actual",
    "実績値": "Actual",
    "現在": "Present",
}


def number_in_english(printed: str) -> str:
    """The number of an element without its Japanese word: 施策２ is 2, 重点① is 1, ア is a.

    Empty where a sign is neither a number nor one of the letters that lists begin with.
    """
    plain = unicodedata.normalize("NFKC", printed).strip()
    letter = _LETTERED.fullmatch(plain)
    if letter is not None:
        return plain.replace(letter[1], chr(ord("a") + _LISTED.index(letter[1])))
    found = _WORD_AND_NUMBER.fullmatch(plain)
    if found is not None:
        return found[1]
    return plain if plain.isascii() else ""


@lru_cache(maxsize=8_192)
def in_english(printed: str) -> str:
    """A printed text in English; empty where it is not known as a whole."""
    plain = unicodedata.normalize("NFKC", printed).strip()
    return (
        _WORDS.get(plain)
        or _years(plain)
        or time_in_english(plain)
        or _editions(plain)
        or _column(plain)
        or _amount(plain)
        or _amounts(plain)
    )


def _years(plain: str) -> str:
    """A length of time; 2年 says how long, for a year is never written in one digit or two."""
    found = _YEARS.fullmatch(plain)
    if found is None:
        return ""
    said = f"{int(found[1])} year{'' if int(found[1]) == 1 else 's'}"
    return f"at most {said}" if found[2] == "以内" else said


def _editions(plain: str) -> str:
    """第7次 後期 is "7th, later half": ordinals and words parted by blanks."""
    said = []
    for part in plain.split():
        found = _ORDINAL.fullmatch(part)
        said.append(_ordinal(int(found[1])) if found is not None else _WORDS.get(part, ""))
    return ", ".join(said) if said and all(said) else ""


def _ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _column(plain: str) -> str:
    """The head of a column: a year and what stands below it, such as 2024年 実績 or H27 基準値."""
    found = _HEAD.fullmatch(plain)
    if found is None:
        return ""
    time, word = time_in_english(found["time"]), _WORDS.get(found["word"], "")
    return f"{time}: {word.lower()}" if time and word else ""


def _amount(plain: str) -> str:
    """A number with a unit that is known and perhaps a bound: 約70万人, 7,000 人以上."""
    found = _AMOUNT.fullmatch(plain)
    if found is None or not is_catalogued(found["unit"]):
        return ""
    minus = MINUS if found["sign"] in ("▲", "△", "-") else ""
    amount = f"{minus}{_said(found['number'], found['unit'])}"
    amount = f"about {amount}" if found["about"] else amount
    return _BOUNDS.get(found["bound"] or "", "{}").format(amount)


def _amounts(plain: str) -> str:
    """Several amounts in one cell, each perhaps with what it is of: 15事業 4億円(前年度3億円)."""
    aside = _ASIDE.fullmatch(plain)
    if aside is not None:
        said = [_amounts(one.strip()) for one in aside.groups()]
        return f"{said[0]} ({said[1]})" if all(said) else ""
    of = _OF.fullmatch(plain)
    if of is not None and (of["of"] in _BEFORE or not _AMONG.search(of["amount"])):
        amount = _amounts(of["amount"])
        return f"{_OF_WORDS[of['of']]}: {amount}" if amount else ""
    parts = _AMONG.split(plain)
    if len(parts) == 1:
        return _amount(plain)
    said = [_amounts(one) for one in parts]
    return ", ".join(said) if all(said) else ""


def _said(number: str, printed_unit: str) -> str:
    """A number with its unit: 688億円 is 68.8 billion yen."""
    unit = read_unit(printed_unit)
    if unit.symbol == "割":
        return with_unit(f"{Decimal(number.replace(',', '')).scaleb(1):f}", "%")
    return with_unit(number, unit.written_en)
