"""The printed table as workbooks and Word documents, in the layouts that offices use."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
import xlsxwriter
import xlwt
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from tests.contract.printed_table import HEADS, RECORDS

ALL = tuple(range(len(HEADS)))
WITHOUT_GOAL = ALL[1:]
Layout = tuple[Callable[[], bytes], tuple[int, ...]]


def goals() -> list[tuple[str, list[tuple[str, ...]]]]:
    """The goals, each with its records."""
    return [(goal, list(rows)) for goal, rows in groupby(RECORDS, key=lambda record: record[0])]


# --- workbooks ----------------------------------------------------------------------------------


def _workbook(fill: Callable[[Any, Any], None], **options: object) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        fill(book, book.add_worksheet("指標一覧"))
    return out.getvalue()


def _plain(book: Any, sheet: Any) -> None:
    for column, head in enumerate(HEADS):
        sheet.write_string(0, column, head)
    for row, record in enumerate(RECORDS, start=1):
        for column, text in enumerate(record):
            if text:
                sheet.write_string(row, column, text)


def plain_sheet() -> bytes:
    return _workbook(_plain)


def number_and_format(text: str) -> tuple[float, str] | None:
    """A printed figure as the number and the format that a workbook shows it by."""
    sign, digits = ("▲", text[1:]) if text.startswith("▲") else ("", text)
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    places = len(digits.partition(".")[2])
    body = ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "")
    return float(-value if sign else value), f'{body};"▲"{body}'


def formatted_numbers() -> bytes:
    """Figures stored as numbers and shown by their formats, ▲ for less than nothing."""

    def fill(book: Any, sheet: Any) -> None:
        _plain(book, sheet)
        for row, record in enumerate(RECORDS, start=1):
            for column, text in enumerate(record):
                found = number_and_format(text) if 3 <= column <= 6 else None
                if found is not None:
                    style = book.add_format({"num_format": found[1]})
                    sheet.write_number(row, column, found[0], style)

    return _workbook(fill)


def words_in_formats() -> bytes:
    """Figures whose words (以上, 約) stand in the number format only."""

    def fill(book: Any, sheet: Any) -> None:
        _plain(book, sheet)
        for row, column, value, code in (
            (2, 6, 1.0, '0.00"以上"'),
            (9, 6, 10600, '#,##0"以下"'),
            (10, 6, 7000, '"約"#,##0'),
            (3, 4, 0, '0;-0;"―"'),
        ):
            sheet.write_number(row, column, value, book.add_format({"num_format": code}))

    return _workbook(fill)


def merged_sheet() -> bytes:
    """Titles above, heads in two merged rows, goals merged over their indicators."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 7, "総合戦略 数値目標一覧")
        sheet.write_string(1, 7, "(令和7年3月31日現在)")
        for column in (0, 1, 2, 3, 6, 7):
            sheet.merge_range(3, column, 4, column, HEADS[column])
        sheet.merge_range(3, 4, 3, 5, "実績値")
        sheet.write_string(4, 4, HEADS[4])
        sheet.write_string(4, 5, HEADS[5])
        row = 5
        for goal, records in goals():
            sheet.merge_range(row, 0, row + len(records) - 1, 0, goal)
            for record in records:
                for column in range(1, 8):
                    sheet.write(row, column, record[column])
                row += 1

    return _workbook(fill, strings_to_numbers=False)


def offset_sheet() -> bytes:
    """The table starts at D12, beside notes and under an empty area; another sheet stands first."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "記入要領")
        second = book.add_worksheet("様式2")
        second.write_string(2, 1, "担当課は太枠の中だけに記入してください。")
        for down, row in enumerate([HEADS, *RECORDS]):
            for across, text in enumerate(row):
                if text:
                    second.write_string(11 + down, 3 + across, text)

    return _workbook(fill)


def hidden_sheet() -> bytes:
    """One row and one column are hidden, and so is a sheet of codes."""

    def fill(book: Any, sheet: Any) -> None:
        _plain(book, sheet)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(7, 7, None, None, {"hidden": True})
        codes = book.add_worksheet("コード表")
        codes.write_string(0, 0, "01")
        codes.hide()

    return _workbook(fill)


def formulas() -> bytes:
    """Figures are results of formulas, saved with their values."""

    def fill(book: Any, sheet: Any) -> None:
        _plain(book, sheet)
        for row, record in enumerate(RECORDS, start=1):
            found = number_and_format(record[6])
            if found is not None:
                style = book.add_format({"num_format": found[1]})
                sheet.write_formula(row, 6, f"=F{row + 1}*1.05", style, found[0])

    return _workbook(fill)


def wrapped_sheet() -> bytes:
    """Names with line breaks, rich text with furigana left in, blanks around figures."""

    def fill(book: Any, sheet: Any) -> None:
        _plain(book, sheet)
        bold = book.add_format({"bold": True})
        for row, record in enumerate(RECORDS, start=1):
            half = len(record[1]) // 2
            if row % 2:
                sheet.write_string(row, 1, record[1][:half] + "\n" + record[1][half:])
            else:
                sheet.write_rich_string(row, 1, bold, record[1][:half], record[1][half:])
            sheet.write_string(row, 3, f" {record[3]} ")

    return _workbook(fill)


def old_workbook() -> bytes:
    """Excel's old binary format, with merged cells and formats."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("指標一覧")
    for column, head in enumerate(HEADS):
        sheet.write(0, column, head)
    row = 1
    for goal, records in goals():
        sheet.write_merge(row, row + len(records) - 1, 0, 0, goal)
        for record in records:
            for column in range(1, 8):
                found = number_and_format(record[column]) if 3 <= column <= 6 else None
                if found is not None:
                    style = xlwt.easyxf(num_format_str=found[1])
                    sheet.write(row, column, found[0], style)
                elif record[column]:
                    sheet.write(row, column, record[column])
            row += 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def open_document() -> bytes:
    """The OpenDocument format: repeated blanks, merged goals, percentages and figures."""
    table = ["<table:table-row>", *(_ods_text(head) for head in HEADS), "</table:table-row>"]
    for goal, records in goals():
        for number, record in enumerate(records):
            span = f' table:number-rows-spanned="{len(records)}"' if number == 0 else ""
            first = _ods_text(goal, span) if number == 0 else "<table:covered-table-cell/>"
            cells = "".join(_ods_cell(record[column]) for column in range(1, 8))
            table.append(f"<table:table-row>{first}{cells}</table:table-row>")
    table.append(
        '<table:table-row table:number-rows-repeated="1048565">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        '<office:body><office:spreadsheet><table:table table:name="指標一覧">'
        f"{''.join(table)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
    return out.getvalue()


_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def _ods_text(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    found = number_and_format(text)
    if found is None:
        return _ods_text(text)
    return (
        f'<table:table-cell office:value-type="float" office:value="{found[0]!r}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


WORKBOOKS: dict[str, Layout] = {
    "plain.xlsx": (plain_sheet, ALL),
    "numbers.xlsx": (formatted_numbers, ALL),
    "words-in-formats.xlsx": (words_in_formats, ALL),
    "merged.xlsx": (merged_sheet, ALL),
    "offset.xlsx": (offset_sheet, ALL),
    "hidden.xlsx": (hidden_sheet, ALL),
    "formulas.xlsx": (formulas, ALL),
    "wrapped.xlsx": (wrapped_sheet, ALL),
    "old.xls": (old_workbook, ALL),
    "open.ods": (open_document, ALL),
}


# --- Word ---------------------------------------------------------------------------------------


def _word(fill: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    fill(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _word_table(holder: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = holder.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def word_table() -> bytes:
    def fill(document: Any) -> None:
        document.add_heading("数値目標", level=1)
        document.add_paragraph("次の表のとおりとする。")
        _word_table(document, [HEADS, *RECORDS])

    return _word(fill)


def word_merged() -> bytes:
    """Heads in two rows, goals merged downwards."""

    def fill(document: Any) -> None:
        table = _word_table(document, [[""] * 8, HEADS, *[("", *row[1:]) for row in RECORDS]])
        for column in (0, 1, 2, 3, 6, 7):
            table.cell(1, column).text = ""
            table.cell(0, column).merge(table.cell(1, column)).text = HEADS[column]
        table.cell(0, 4).merge(table.cell(0, 5)).text = "実績値"
        row = 2
        for goal, records in goals():
            table.cell(row, 0).merge(table.cell(row + len(records) - 1, 0)).text = goal
            row += len(records)

    return _word(fill)


def word_nested() -> bytes:
    """The table stands inside a cell of the form's frame."""

    def fill(document: Any) -> None:
        frame = document.add_table(rows=2, cols=2)
        frame.cell(0, 0).text = "施策名"
        frame.cell(0, 1).text = "環境の保全"
        frame.cell(1, 0).text = "指標"
        _word_table(frame.cell(1, 1), [HEADS, *RECORDS])

    return _word(fill)


def word_controls() -> bytes:
    """Cells are content controls, and a paragraph of the form is one too."""

    def fill(document: Any) -> None:
        table = _word_table(document, [HEADS, *RECORDS])
        for row in table.rows[1:]:
            for cell in row.cells:
                for paragraph in list(cell._tc.iterchildren(qn("w:p"))):
                    control = OxmlElement("w:sdt")
                    holder = OxmlElement("w:sdtContent")
                    cell._tc.replace(paragraph, control)
                    control.append(holder)
                    holder.append(paragraph)

    return _word(fill)


def word_two_tables() -> bytes:
    """The records in a table for each goal, with the goal as the first column of each."""

    def fill(document: Any) -> None:
        for goal, records in goals():
            document.add_heading(goal, level=2)
            _word_table(document, [HEADS, *records])
            document.add_paragraph("※実績値は年度末の値。")

    return _word(fill)


def word_tracked() -> bytes:
    """An old target is struck out and a new one inserted, with changes tracked."""

    def fill(document: Any) -> None:
        table = _word_table(document, [HEADS, *RECORDS])
        paragraph = table.cell(1, 6).paragraphs[0]._p
        run = paragraph.find(qn("w:r"))
        inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
        paragraph.replace(run, inserted)
        inserted.append(run)
        gone = OxmlElement("w:r")
        text = OxmlElement("w:delText")
        text.text = "24,000"
        gone.append(text)
        deleted.append(gone)
        paragraph.insert(0, deleted)

    return _word(fill)


WORD: dict[str, Layout] = {
    "table.docx": (word_table, ALL),
    "merged.docx": (word_merged, ALL),
    "nested.docx": (word_nested, ALL),
    "controls.docx": (word_controls, ALL),
    "two-tables.docx": (word_two_tables, ALL),
    "tracked.docx": (word_tracked, ALL),
}
LAYOUTS = {**WORKBOOKS, **WORD}


@cache
def content(name: str) -> bytes:
    """The bytes of a layout, made once."""
    return LAYOUTS[name][0]()
