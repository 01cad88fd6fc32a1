"""The workbook that a section fills in: pre-filled, locked but for its cells, with its own guide.

Cells to fill are text, so that every digit comes back as it was typed. A hidden column names the
item of each row, a hidden row the field of each column; sheet names, order and added columns do not
matter.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from hoshin.domain.indicators import MissingReason, ObservationStatus
from hoshin.domain.row_keys import column_key, row_key
from hoshin.domain.section_returns import FILLED_FIELDS, IssuedRow, SectionWorkbook

ENTRY_SHEET, GUIDE_SHEET = "入力 Entry", "説明 Guide"

# The choices that a section has, as they stand in the drop-downs; the code is the last word.
STATUS_CHOICES = {
    ObservationStatus.FINAL: "確定値 final",
    ObservationStatus.PROVISIONAL: "概算値 provisional",
    ObservationStatus.ESTIMATED: "推計値 estimated",
}
REASON_CHOICES = {
    MissingReason.NOT_SURVEYED: "今年度は調査していない not_surveyed",
    MissingReason.NOT_YET_PUBLISHED: "まだ公表・集計されていない not_yet_published",
    MissingReason.NOT_SET: "設定がない not_set",
    MissingReason.ENDED: "事業・調査が終了した ended",
    MissingReason.SUPPRESSED: "公表できない suppressed",
}
_COLUMNS = (
    ("key", "鍵", "key", 4),
    ("name", "指標", "indicator", 34),
    ("period", "期間", "period", 14),
    ("baseline", "当初値", "baseline", 12),
    ("last_value", "前回の値", "last value", 16),
    ("goal", "目標値", "goal", 12),
    ("unit", "単位", "unit", 10),
    ("value", "今回の値", "value", 16),
    ("value_text", "言葉での結果", "result in words", 16),
    ("status", "値の種類", "kind of value", 20),
    ("missing_reason", "値がない理由", "why there is none", 30),
    ("comment", "評価及び課題", "findings", 50),
    ("source", "出典", "source", 30),
    ("value_text_en", "言葉での結果（英語・任意）", "result in words, in English", 16),
    ("comment_en", "評価及び課題（英語・任意）", "findings, in English", 50),
    ("state", "状態", "state", 12),
)
_FIGURES = {"baseline", "last_value", "goal"}
_FILLED = frozenset(FILLED_FIELDS)
_FIRST_ROW = 4
_SHEET_OPTIONS = {
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
    "sort": True,
    "autofilter": True,
}


def section_workbook(workbook: SectionWorkbook) -> bytes:
    """The workbook as ``.xlsx``; formulas are never written, whatever a text begins with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    with book:
        book.set_properties({"title": f"{workbook.round_name} {workbook.organisation}"})
        styles = _styles(book)
        _entry(book.add_worksheet(ENTRY_SHEET), workbook, styles)
        _guide(book.add_worksheet(GUIDE_SHEET), styles)
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    font = {"font_name": "Yu Gothic", "font_size": 10, "valign": "top", "text_wrap": True}
    line = {"border": 1, "border_color": "#C9D2DA"}
    fill = {"num_format": "@", "locked": False, "bg_color": "#FFF9E5"}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": False}),
        "plain": book.add_format({**font, "text_wrap": False}),
        "text": book.add_format(font),
        "head": book.add_format(
            {**font, "bold": True, "bg_color": "#E7EDF3", "bottom": 1, "valign": "vcenter"}
        ),
        "known": book.add_format({**font, **line, "font_color": "#44505C"}),
        "figure": book.add_format({**font, **line, "font_color": "#44505C", "align": "right"}),
        "fill": book.add_format({**font, **line, **fill}),
        "fill_figure": book.add_format({**font, **line, **fill, "align": "right"}),
    }


def _entry(sheet: Any, workbook: SectionWorkbook, styles: dict[str, Any]) -> None:
    due = workbook.due_on
    english = " / ".join(one for one in (workbook.round_name_en, workbook.organisation_en) if one)
    sheet.write_string(0, 1, f"{workbook.round_name}　{workbook.organisation}", styles["title"])
    sheet.write_string(
        1,
        1,
        f"薄い黄色の欄だけを入力し、{due.year}年{due.month}月{due.day}日までに返してください。　"
        f"{english}: fill the yellow cells and return by {due:%Y-%m-%d}.",
        styles["plain"],
    )
    for at, (field, ja, en, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width, None, {"hidden": field == "key"})
        sheet.write_string(2, at, column_key(field), styles["plain"])
        sheet.write_string(3, at, f"{ja}\n{en}", styles["head"])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(3, 32)
    for at, row in enumerate(workbook.rows, start=_FIRST_ROW):
        _row(sheet, at, row, workbook.code, styles)
    last = max(_FIRST_ROW, _FIRST_ROW + len(workbook.rows) - 1)
    _choices(sheet, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(_COLUMNS))}{last + 1}"})
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.autofilter(3, 0, last, len(_COLUMNS) - 1)
    sheet.protect("", _SHEET_OPTIONS)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)


def _row(sheet: Any, at: int, row: IssuedRow, code: str, styles: dict[str, Any]) -> None:
    known = {
        "key": row_key(code, row.item),
        "name": f"{row.name}\n{row.name_en}".strip(),
        "period": f"{row.period_ja}\n{row.period_en}".strip(),
        "baseline": row.baseline,
        "last_value": row.last_value,
        "goal": row.goal,
        "unit": row.unit,
        "state": row.state,
    }
    for column, (field, *_) in enumerate(_COLUMNS):
        if field in _FILLED:
            style = "known" if not row.open else "fill_figure" if field == "value" else "fill"
            text = _shown(field, row.content.get(field, ""))
            sheet.write_string(at, column, text, styles[style])
        else:
            style = "figure" if field in _FIGURES else "known"
            sheet.write_string(at, column, known[field], styles[style])
    sheet.set_row(at, 44)


def _shown(field: str, text: str) -> str:
    """A code as its drop-down shows it; other texts as they are."""
    choices: dict[str, str] = {
        **{code.value: shown for code, shown in STATUS_CHOICES.items()},
        **{code.value: shown for code, shown in REASON_CHOICES.items()},
    }
    return choices.get(text, text) if field in ("status", "missing_reason") else text


def _choices(sheet: Any, last: int) -> None:
    columns = {field: at for at, (field, *_) in enumerate(_COLUMNS)}
    for field, choices in (("status", STATUS_CHOICES), ("missing_reason", REASON_CHOICES)):
        sheet.data_validation(
            _FIRST_ROW,
            columns[field],
            last,
            columns[field],
            {
                "validate": "list",
                "source": list(choices.values()),
                "error_title": "一覧から選んでください",
                "error_message": "Choose from the list.",
            },
        )


_GUIDE = (
    ("入力のしかた", "How to fill this in"),
    (
        "薄い黄色の欄だけを入力します。ほかの欄は変えられません。行の並べ替えや列の追加は"
        "かまいません。",
        "Fill the yellow cells only; the others are locked. You may sort rows and add columns.",
    ),
    (
        "「今回の値」には、単位の欄に書かれた単位で、数字だけを書いてください（例: 1,234.5）。",
        "Write digits only, such as 1,234.5, in the unit that the row names.",
    ),
    (
        "値がないときは空のままにし、「値がない理由」を選んでください。0 は値です。",
        "Where there is no value, leave it empty and choose the reason. Zero is a value.",
    ),
    (
        "数でなく言葉で答える指標は「言葉での結果」に書いてください。",
        "A result that is no number goes into the column for words.",
    ),
    (
        "「出典」には、値の元になった資料名やウェブのアドレス、または「課で集計」などと書いてください。",
        "Name the document or web address of the value, or say that it is your own count.",
    ),
    (
        "このファイルはほかの課に渡さず、そのまま返してください。左端の隠れた列は消さないで"
        "ください。",
        "Return this very file, and leave the hidden first column as it is.",
    ),
)


def _guide(sheet: Any, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 60)
    for at, (ja, en) in enumerate(_GUIDE):
        style = styles["title"] if at == 0 else styles["text"]
        sheet.write_string(at, 0, ja, style)
        sheet.write_string(at, 1, en, style)
    sheet.protect("")
