"""The words of budget tables: their columns, their totals, the bodies that answer for programs."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from hoshin.importers.wording import plain, squeezed


class ProgramField(StrEnum):
    """What a column of a budget table holds."""

    NUMBER = "number"
    BUREAU = "bureau"
    OFFICE = "office"
    PROJECT = "project"
    DIRECTION = "direction"
    NAME = "name"
    DESCRIPTION = "description"
    AMOUNT = "amount"
    OTHER = "other"


_HEADS: tuple[tuple[ProgramField, re.Pattern[str]], ...] = (
    (ProgramField.NUMBER, re.compile(r"No\.?|NO\.?|№|番号|項番|通番", re.IGNORECASE)),
    (ProgramField.BUREAU, re.compile(r"(?:担当|所管)?(?:局名?|部局名?|局・区|所属局|部名?)")),
    (
        ProgramField.OFFICE,
        re.compile(r"(?:担当|所管|主管)?(?:課名?|課等|室課名?|部署名?|所属)|担当|所管"),
    ),
    (ProgramField.PROJECT, re.compile(r"(?:重点)?プロジェクト名?|政策名?|分野|柱|基本目標|区分")),
    (
        ProgramField.DIRECTION,
        re.compile(r"取組の方向性?|方向性|施策名?|施策の方向性?|取組方針|取組名?"),
    ),
    (
        ProgramField.NAME,
        re.compile(r"(?:主な|予算|実施)?(?:事務)?事業(?:名称?|等名|の名称)?|経費名"),
    ),
    (
        ProgramField.DESCRIPTION,
        re.compile(r"(?:事業|取組)?(?:の?概要|内容|の内容|目的)(?:等)?|説明|備考"),
    ),
)
_YEAR = re.compile(
    r"(?:(?:令和|平成)\s*(?:元|\d{1,2})|(?<![A-Z])[RH](?:元|\d{1,2})|(?:19|20)\d\d)年?度?"
    r"(?:\(\s*(?:19|20)\d\d年?度?\s*\))?"
    r"|本年度|当該?年度|前々年度|前年度|昨年度|翌年度|次年度"
)
_AMOUNT_WORD = (
    r"(?:の)?(?:当初予算|補正予算|現計予算|予算|当初|補正後?|決算|決算見込|事業費|経費|金|総事業費|"
    r"予算現)(?:\(案\)|案)?(?:額|費)?"
)
# Twice where one head stands over the years of another: 事業費 over R5決算.
_AMOUNT = re.compile(rf"{_AMOUNT_WORD}(?:{_AMOUNT_WORD})?(?:計|合計)?")
# Heads printed letter by letter run together once their blanks are taken out.
_RUN_TOGETHER = re.compile(
    r"No\.?|№|局名|課名|部局名|所管課|担当課|担当局|所管|事業名称|事業名|事業概要|事業内容|概要|内容|"
    r"当初予算額|予算額|事業費|金額|備考|施策名|施策"
)

_UNIT = re.compile(r"\((?:単位[:：]?)?((?:千|百万|万|億)?円)\)")

TOTAL = re.compile(
    r"(?:[ⅠⅡⅢⅣⅤIVX・、\s]*)?(?:小\s*計|合\s*計|総\s*計|計|総合計|事業費計"
    r"|[款項目節局部課]\s*(?:合\s*)?計)"
)
_BODY = re.compile(
    r"[^\s、。（）()「」■]{1,14}(?:局|区役所|区|委員会|事務局|本部|部|室|課|センター|事務所|消防署|署|院|"
    r"市民病院|病院|保健所)"
)
_BUREAU = re.compile(r"[^\s、。（）()「」■]{1,12}(?:局|区役所|委員会|本部|事務局)")


@lru_cache(maxsize=16384)
def field_of_head(text: str) -> ProgramField:
    """What a column with this head holds."""
    bare = _UNIT.sub("", squeezed(text))
    if _AMOUNT.fullmatch(_YEAR.sub("", bare)):
        return ProgramField.AMOUNT
    for kind, pattern in _HEADS:
        if pattern.fullmatch(bare):
            return kind
    return ProgramField.OTHER


def unit_of_head(text: str) -> str:
    """The unit of money that a head names (``予算額（千円）``); empty when it names none."""
    found = _UNIT.search(squeezed(text))
    return found[1] if found is not None else ""


def heads_in_line(text: str) -> tuple[str, ...]:
    """The heads that stand in one line, letter-spaced ones put together (``事 業 名`` → 事業名)."""
    heads: list[str] = []
    run = ""
    for piece in (*plain(text).split(" "), ""):
        if len(piece) == 1:
            run += piece
            continue
        if run:
            heads.extend(_cut(run))
            run = ""
        if piece:
            heads.append(piece)
    return tuple(heads)


def _cut(run: str) -> list[str]:
    found = _RUN_TOGETHER.findall(run)
    return found if "".join(found) == run else [run]


def is_bureau(text: str) -> bool:
    """Whether the text names a bureau, a ward office, a board: what ends in such a word."""
    return _BUREAU.fullmatch(plain(text)) is not None


def is_body(text: str) -> bool:
    """Whether the text names a bureau, a section or an office."""
    return _BODY.fullmatch(plain(text)) is not None
