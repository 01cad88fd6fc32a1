"""One table of an invented city, as plain data: every layout of every format prints these cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hoshin.importers.document import Cell, Document, Table

HEADS = ("基本目標", "指標名", "単位", "基準値", "令和5年度", "令和6年度", "目標値", "備考")
VALUE_COLUMNS = range(3, 7)

# Goal, name, unit, baseline, two actuals, target, remark.
RECORDS: tuple[tuple[str, ...], ...] = (
    ("経済", "市内総生産額", "億円", "23,456", "23,890", "24,012", "25,000", ""),
    ("経済", "有効求人倍率（正社員）", "倍", "1.14", "0.98", "1.02", "1.00以上", ""),
    (
        "経済",
        "新規就農者数（認定新規就農者及び雇用就農者を含み、定年帰農者を除く人数）",
        "人",
        "45",
        "―",
        "52",
        "60",
        "概算値",
    ),
    ("社会", "待機児童数", "人", "397", "0", "0", "0", ""),
    ("社会", "健康寿命（男性）", "歳", "72.1", "72.35", "72.4", "74.0", "確定値"),
    ("社会", "年転入超過数", "人", "494", "▲1,205", "▲87", "400", ""),
    ("社会", "地域活動に参加する市民の割合", "%", "34.5", "30.2", "31.05", "50.0", ""),
    ("環境", "温室効果ガス排出量", "千t", "8,162", "6,420", "6,352", "6,652", ""),
    ("環境", "地下水採取量", "万㎥", "10,446", "10,301", "10,268", "10,600以下", "暫定"),
    ("環境", "電気自動車の普及台数", "台", "1,020", "2,529", "3,110", "約7,000", ""),
)


def squeezed(text: str) -> str:
    """A cell's text without line breaks and blanks: how it wraps is the layout's business."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def wanted(columns: Sequence[int]) -> list[tuple[str, ...]]:
    """The records as a reader should give them, in these columns."""
    return [tuple(squeezed(record[column]) for column in columns) for record in RECORDS]


def rows_read(tables: Sequence[Table]) -> list[tuple[str, ...]]:
    """All rows of these tables; a merged cell stands in every place that it covers."""
    rows = []
    for table in tables:
        for row in table.grid():
            rows.append(tuple(squeezed(cell.text) if cell else "" for cell in row))
    return rows


def records_read(document: Document, columns: Sequence[int]) -> list[tuple[str, ...]]:
    """The rows that hold a record's name, from all tables, in the document's order.

    Empty columns before and after the table's own are left out.
    """
    names = {squeezed(record[1]) for record in RECORDS}
    found = []
    for row in rows_read(list(document.tables())):
        at = next((index for index, text in enumerate(row) if text in names), None)
        if at is not None:
            start = max(at - columns.index(1), 0)
            found.append(tuple(row[start : start + len(columns)]))
    return found


def value_cells(document: Document) -> list[Cell]:
    """Every cell with a text, of all tables."""
    return [cell for table in document.tables() for cell in table.cells if cell.text.strip()]
