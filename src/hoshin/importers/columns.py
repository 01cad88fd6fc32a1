"""Columns: what a column of a table holds, by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.document import Cell
from hoshin.importers.findings import ValueRole
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.printed_values import PERIOD, period_of
from hoshin.importers.wording import plain, squeezed

_LONGEST_HEAD = 60


class ColumnKind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    CONTEXT = "context"
    UNIT = "unit"
    VALUE = "value"
    ROW_KIND = "row_kind"
    OWNER = "owner"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head as printed, what it holds and, for values, role and period.

    A head over several cells (年 | 値 | 単位) makes one column of them, and so do the heads of a
    time and of its value beside each other (目標年度 | 目標値): ``parts`` gives the index and the
    own head of each, that of a time first.
    """

    index: int
    text: str
    kind: ColumnKind
    role: ValueRole | None = None
    period: PrintedPeriod | None = None
    parts: tuple[tuple[int, str], ...] = ()

    def cells(self, row: Sequence[Cell | None]) -> tuple[Cell, ...]:
        """The column's cells with text in one row of a grid, each once."""
        found: list[Cell] = []
        for index, _ in self.parts or ((self.index, ""),):
            cell = row[index]
            if cell is not None and cell.text.strip() and all(cell is not one for one in found):
                found.append(cell)
        return tuple(found)

    def named(self, row: Sequence[Cell | None]) -> Cell | None:
        """The cell of a name in one row: the last one with text under the head."""
        for index, _ in reversed(self.parts or ((self.index, ""),)):
            cell = row[index]
            if cell is not None and cell.text.strip():
                return cell
        return None

    def read_text(self, row: Sequence[Cell | None]) -> str:
        """The text of the column in one row; the pieces of several cells with a blank between."""
        if not self.parts:
            cell = row[self.index]
            return cell.text if cell is not None else ""
        pieces = []
        heads = dict(reversed(self.parts))
        cells = self.cells(row)
        for cell in cells:
            index = next((i for i, _ in self.parts if row[i] is cell), self.index)
            pieces.append(_piece(cell.text.strip(), heads.get(index, ""), len(cells)))
        return " ".join(pieces)


_NUMBER = re.compile(r"(?:No\.?|NO\.?|№|番号|項番|通番|通し番号|#|連番)", re.IGNORECASE)
_NAME = re.compile(
    r".*(?:指標|KPI|KGI|数値目標).*|目標項目|評価項目|測定項目|アウトカム.*|アウトプット.*",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"(?:取組|取り組み|施策|事業|政策|基本目標|基本方針|分野|項目|方針|プロジェクト|柱|目標)"
    r"(?:名称?|項目|内容|の内容|の方向性?|分野|区分)?"
)
_OWNER = re.compile(
    r"主?(?:担当|所管|主管|関係|実施)?(?:局|部|課|課室|課・?係|部局|部署|課名|局名|部署名|所属)名?(?:\(.*\))?|担当|所管"
)
_NOTE = re.compile(
    r".*(?:備考|出典|説明|定義|算出|考え方|コメント|要因|分析|理由|根拠|把握方法|資料|概要|内容|評価|判定|特記|"
    r"状況|課題|方針|今後)"
)
_ROW_KIND_WORDS = {
    "目標": ValueRole.MILESTONE,
    "目標値": ValueRole.MILESTONE,
    "計画": ValueRole.MILESTONE,
    "計画値": ValueRole.MILESTONE,
    "見込": ValueRole.MILESTONE,
    "実績": ValueRole.ACTUAL,
    "実績値": ValueRole.ACTUAL,
    "達成率": ValueRole.ACHIEVEMENT,
    "達成度": ValueRole.ACHIEVEMENT,
    "進捗率": ValueRole.ACHIEVEMENT,
}
_PERIOD = re.compile(PERIOD)
_PARTS_OF_TIME = ("年", "年度", "年次", "時点", "時期", "調査年", "調査年度", "年月")
TIME_WORDS = frozenset("年 年度 年次 時期 時点 実績年度 対象年度 西暦 和暦".split())
"""Heads of a column of times: nothing stands there but when."""
TIME_HEAD = re.compile(r"(?P<stem>.*?)(?:調査年度?|年度|年次|時点|時期|年月|年)")
PARTS = (*_PARTS_OF_TIME, "値", "数値", "実数", "単位", "率")
_BARE_ERA_YEAR = re.compile(r"(?:令和|平成|昭和|[RHS])\.?(?:元|\d{1,2})")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_FILLERS = re.compile(r"[()\[\]・:,、/%％※*]|年度末|末|時点|年間|単位|当初予算")


def row_kind(text: str) -> ValueRole | None:
    """The role of the values of a row that is marked 目標, 実績 or 達成率."""
    return _ROW_KIND_WORDS.get(re.sub(r"\(.*\)|[%％]", "", squeezed(text)))


def read_head(index: int, text: str) -> Column:
    """What the column under this head holds."""
    return replace(_read_head(text), index=index)


@lru_cache(maxsize=16384)
def _read_head(text: str) -> Column:
    index = 0
    bare = squeezed(text.partition("※")[0] or text)
    if len(bare) > _LONGEST_HEAD or not bare:
        return Column(index, text, ColumnKind.OTHER)
    if _NUMBER.fullmatch(bare):
        return Column(index, text, ColumnKind.NUMBER)
    if bare in ("単位", "(単位)"):
        return Column(index, text, ColumnKind.UNIT)
    found = _PERIOD.search(plain(text.partition("※")[0] or text))
    period = period_of(found[0]) if found is not None else None
    rest = bare
    if found is not None and period is not None:
        rest = bare.replace(squeezed(found[0]), "", 1)
    label = _FILLERS.sub("", rest)
    role = role_of_label(label)
    if role is not None:
        return Column(index, text, ColumnKind.VALUE, role, period)
    for word in ("達成", "目標", "実績", "基準", "現状", "現況", "当初"):
        # 目標値(最終), 実績(決算見込) and the like: one word of a role and no other.
        others = [one for one in ("目標", "実績", "基準", "現状", "現況", "達成") if one in label]
        if period is not None and word in label and others in ([word], []) and len(label) <= 8:
            return Column(index, text, ColumnKind.VALUE, role_of_label(word), period)
    if period is not None and label in ("", "年", "年度"):
        return Column(index, text, ColumnKind.VALUE, None, period)
    for pattern, kind in (
        (_OWNER, ColumnKind.OWNER),
        (_NAME, ColumnKind.NAME),
        (_CONTEXT, ColumnKind.CONTEXT),
        (_NOTE, ColumnKind.NOTE),
    ):
        if pattern.fullmatch(bare):
            return Column(index, text, kind)
    if bare in ("区分", "種別", "目標/実績", "目標・実績"):
        return Column(index, text, ColumnKind.ROW_KIND)
    return Column(index, text, ColumnKind.OTHER)


def _piece(text: str, head: str, count: int) -> str:
    """One piece of a value in several cells; a bare year becomes a period and not a number."""
    bare = squeezed(text)
    if head.endswith("年度") and _BARE_ERA_YEAR.fullmatch(bare):
        # The head says of which kind of year the cell is: 基準年度 over R3.
        return f"{bare}年度"
    if count > 1 and _BARE_YEAR.fullmatch(bare) and (not head or TIME_HEAD.fullmatch(head)):
        return f"{bare}年度" if head.endswith("年度") else f"({bare})"
    return text
