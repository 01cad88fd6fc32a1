"""One contract for all readers: the same table, in any layout of any format, gives the same cells.

Beside the cells, every figure must say where it stands: page and box, or sheet and address, and
the lines of the document that hold it.
"""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from python_calamine import CalamineWorkbook

from hoshin.domain.problems import ProblemLevel
from hoshin.importers.document import Document, DocumentKind
from hoshin.importers.readers import read_document
from tests.contract import office_layouts, pdf_layouts, text_layouts
from tests.contract.printed_table import (
    HEADS,
    RECORDS,
    records_read,
    rows_read,
    squeezed,
    value_cells,
    wanted,
)

_SOURCES = {
    **{f"{name}.pdf": (pdf_layouts, name) for name in pdf_layouts.LAYOUTS},
    **{name: (office_layouts, name) for name in office_layouts.LAYOUTS},
    **{name: (text_layouts, name) for name in text_layouts.LAYOUTS},
}
_KINDS = {
    "pdf": DocumentKind.PDF,
    "xlsx": DocumentKind.WORKBOOK,
    "xls": DocumentKind.WORKBOOK,
    "ods": DocumentKind.WORKBOOK,
    "docx": DocumentKind.WORD,
    "html": DocumentKind.HTML,
    "csv": DocumentKind.CSV,
    "tsv": DocumentKind.CSV,
    "txt": DocumentKind.TEXT,
}


def _read(name: str) -> Document:
    module, layout = _SOURCES[name]
    reading = read_document(module.content(layout), name)
    assert not reading.has_errors, [one.sentence_en for one in reading.problems]
    assert reading.document is not None
    return reading.document


@pytest.mark.parametrize("name", sorted(_SOURCES))
def test_every_layout_gives_the_same_cells(name: str) -> None:
    module, layout = _SOURCES[name]
    columns = module.LAYOUTS[layout][1]
    document = _read(name)
    assert document.kind is _KINDS[name.rsplit(".", 1)[-1]]
    assert records_read(document, columns) == wanted(columns)


@pytest.mark.parametrize("name", sorted(_SOURCES))
def test_every_cell_says_where_it_stands(name: str) -> None:
    document = _read(name)
    lines = {line.number: line for line in document.lines()}
    assert sorted(lines) == list(range(1, len(lines) + 1))
    cells = value_cells(document)
    assert cells
    for cell in cells:
        assert cell.lines is not None
        held = "".join(lines[n].text for n in range(cell.lines.first, cell.lines.last + 1))
        assert squeezed(cell.text) in squeezed(held).replace('"', "")
    if document.kind is DocumentKind.PDF:
        for page in document.pages:
            for table in page.tables:
                for box in (one.box for one in (table, *table.cells)):
                    assert box is not None
                    assert -1 <= box.left <= box.right <= page.width + 1
                    assert -1 <= box.top <= box.bottom <= page.height + 1
    if document.kind is DocumentKind.WORKBOOK:
        assert all(cell.address for cell in cells)


def test_the_heads_are_read_too() -> None:
    rows = rows_read(list(_read("ruled.pdf").tables()))
    assert rows[0] == tuple(squeezed(head) for head in HEADS)
    merged = rows_read(list(_read("merged.pdf").tables()))
    assert merged[0][4:6] == ("実績値", "実績値")
    assert merged[1] == tuple(squeezed(head) for head in HEADS)


def test_a_table_over_pages_goes_on() -> None:
    for name in ("over-pages.pdf", "over-pages-heads-again.pdf"):
        tables = list(_read(name).tables())
        assert len(tables) > 2
        assert [one.continued for one in tables] == [False] + [True] * (len(tables) - 1)
        assert [one.page for one in tables] == list(range(1, len(tables) + 1))


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    page = _read("two-columns.pdf").pages[0]
    flat = "".join(line.text for line in page.lines if line.column == 0)
    assert flat.startswith("現状と課題") and flat.count("本市は、地下水に恵まれた都市") == 8
    assert "数値目標" not in flat
    columns = [line.column for line in page.lines]
    assert columns == sorted(columns) and set(columns) == {0, 1}


def test_prose_is_no_table() -> None:
    paragraph = "本市は、2030年に向けて 17の取組を進め、3か年で25億円を投じる。\n\n" * 25
    for body in (paragraph, f"#columns(2)[{paragraph}]", f"#columns(3)[{paragraph}]"):
        reading = read_document(pdf_layouts.compiled(body, size=9), "prose.pdf")
        assert reading.document is not None
        assert not list(reading.document.tables())


def test_labels_written_downwards_are_whole_and_apart() -> None:
    label = " \\ ".join("基本目標")
    body = f"#place(dx: 0pt, dy: 20pt)[{label}]\n#pad(left: 30pt)[本文の一行目\n\n本文の二行目]"
    reading = read_document(pdf_layouts.compiled(body), "label.pdf")
    assert reading.document is not None
    upright = [line.text for line in reading.document.lines() if not line.vertical]
    downwards = [line.text for line in reading.document.lines() if line.vertical]
    assert upright == ["本文の一行目", "本文の二行目"]
    assert downwards == ["基本目標"]


def test_a_caption_is_the_heading_above_the_table() -> None:
    assert next(_read("ruled.pdf").tables()).caption == "数値目標"
    assert next(_read("table.docx").tables()).caption == "次の表のとおりとする。"
    assert next(_read("table.html").tables()).caption == "数値目標"
    assert next(_read("without-end-tags.html").tables()).caption == "数値目標"


# --- workbooks ----------------------------------------------------------------------------------


def test_what_is_hidden_is_said_and_marked() -> None:
    reading = read_document(office_layouts.content("hidden.xlsx"), "hidden.xlsx")
    said = [one for one in reading.problems if one.code == "workbook-hidden"]
    assert [one.place.locator for one in said] == ["指標一覧", "指標一覧", "コード表"]
    assert "6" in said[0].sentence_en and "H" in said[1].sentence_en
    assert reading.document is not None
    first, second = reading.document.pages
    assert not first.hidden and second.hidden
    hidden = {cell.address for cell in first.tables[0].cells if cell.hidden}
    assert {"A6", "B6", "H1", "H4"} <= hidden and "B5" not in hidden


def test_percentages_are_read_as_shown_and_said() -> None:
    def fill(book, sheet) -> None:  # type: ignore[no-untyped-def]
        style = book.add_format({"num_format": "0.0%"})
        for row, value in enumerate((0.825, 1.2, 0.3333333333)):
            sheet.write_number(row, 1, value, style)
        sheet.write_number(3, 1, 32.1)
        sheet.write_number(4, 1, 1234567, book.add_format({"num_format": "#,##0,"}))
        sheet.write_datetime(
            5, 1, __import__("datetime").date(2025, 3, 31), book.add_format({"num_format": 58})
        )

    reading = read_document(office_layouts._workbook(fill), "percent.xlsx")
    assert reading.document is not None
    cells = {cell.address: cell for cell in value_cells(reading.document)}
    assert [cells[f"B{n}"].text for n in range(1, 7)] == [
        "82.5%",
        "120.0%",
        "33.3%",
        "32.1",
        "1,235",
        "令和7年3月31日",
    ]
    assert str(cells["B1"].number) == "0.825" and str(cells["B4"].number) == "32.1"
    assert cells["B6"].number is None
    codes = [one.code for one in reading.problems]
    assert codes == ["workbook-percent", "workbook-scaled-display"]
    assert "B1, B2, B3" in reading.problems[0].sentence_ja


def test_stored_digits_are_the_shortest() -> None:
    def fill(book, sheet) -> None:  # type: ignore[no-untyped-def]
        for row, value in enumerate((0.1 + 0.2, 72.35, 1e15, -0.5, 8162)):
            sheet.write_number(row, 0, value)

    reading = read_document(office_layouts._workbook(fill), "digits.xlsx")
    assert reading.document is not None
    texts = [cell.text for cell in value_cells(reading.document)]
    assert texts == ["0.3", "72.35", "1000000000000000", "-0.5", "8162"]


# --- against other people's readers -------------------------------------------------------------


@pytest.mark.parametrize("name", ["ruled", "merged", "open-sides", "over-pages"])
def test_ruled_tables_equal_what_pdfplumber_reads(name: str) -> None:
    ours = []
    for table in _read(f"{name}.pdf").tables():
        placed = {(cell.row, cell.column): squeezed(cell.text) for cell in table.cells}
        ours += [[placed.get((r, c)) for c in range(table.columns)] for r in range(table.rows)]
    theirs = []
    with pdfplumber.open(BytesIO(pdf_layouts.content(name))) as document:
        settings = {"explicit_vertical_lines": []}
        for page in document.pages:
            if name == "open-sides":
                edges = [line["x0"] for line in page.lines] + [line["x1"] for line in page.lines]
                settings = {"explicit_vertical_lines": [min(edges), max(edges)]}
            for table in page.extract_tables(settings):
                theirs += [[None if c is None else squeezed(c) for c in row] for row in table]
    assert ours == theirs


@pytest.mark.parametrize("name", ["numbers.xlsx", "merged.xlsx", "old.xls", "open.ods"])
def test_stored_values_equal_what_calamine_reads(name: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(office_layouts.content(name)))
    stored = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    theirs = {
        (row, column): value
        for row, line in enumerate(stored)
        for column, value in enumerate(line)
        if value != ""
    }
    ours = {}
    for cell in value_cells(_read(name)):
        letters = cell.address.rstrip("0123456789")
        place = (int(cell.address[len(letters) :]) - 1, ord(letters) - ord("A"))
        ours[place] = cell.text if cell.number is None else float(cell.number)
    assert ours == {key: float(v) if isinstance(v, int) else v for key, v in theirs.items()}
    assert len(ours) > len(RECORDS) * 5


def test_notes_about_how_a_file_was_read_are_no_errors() -> None:
    for name in sorted(_SOURCES):
        module, layout = _SOURCES[name]
        for one in read_document(module.content(layout), name).problems:
            assert one.level is not ProblemLevel.ERROR
            assert one.sentence_ja and one.sentence_en and one.hint_ja and one.hint_en
            assert one.place.file == name
