"""Files as they really arrive: locked, cut off, misnamed, garbled, enormous, hostile.

Each is made here. A reader answers with a problem that says what and where, and never raises.
"""

from __future__ import annotations

import multiprocessing
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import typst
import xlsxwriter

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.importers.document import DocumentReading
from hoshin.importers.readers import read_document
from hoshin.importers.readers.guarded import Progressed, read_file, read_files
from hoshin.importers.readers.limits import STANDARD


def _pdf(body: str = "人口 740,000 人") -> bytes:
    return typst.compile(f'#set text(font: "Noto Sans CJK JP")\n{body}'.encode())


def _xlsx(fill: Callable[..., None] | None = None) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("一覧")
        sheet.write_string(0, 0, "指標名")
        sheet.write_number(0, 1, 12.5)
        if fill is not None:
            fill(book, sheet)
    return out.getvalue()


def _with_part(package: bytes, part: str, content: bytes) -> bytes:
    """A zip file with one part added or replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _png(width: int = 40, height: int = 40) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\0" + bytes([200, 30, 30]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _compound(stream: str) -> bytes:
    """The beginning of a compound file (old Office, encrypted Office) with one stream's name."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    root, entry = bytearray(128), bytearray(128)
    root[:20] = "Root Entry".encode("utf-16-le")
    name = stream.encode("utf-16-le")
    entry[: len(name)] = name
    return header + bytes(root) + bytes(entry) + bytes(256)


def _only(reading: DocumentReading, code: str) -> Problem:
    found = [one for one in reading.problems if one.code == code]
    assert len(found) == 1, [one.code for one in reading.problems]
    problem = found[0]
    assert problem.sentence_ja.endswith("。") and problem.sentence_en.endswith((".", ")."))
    assert problem.hint_ja and problem.hint_en
    return problem


def _refused(content: bytes, name: str, code: str) -> None:
    reading = read_document(content, name)
    assert reading.document is None
    problem = _only(reading, code)
    assert problem.level is ProblemLevel.ERROR
    assert problem.place.file == name and name in problem.sentence_ja


# --- locked, cut off, no document at all --------------------------------------------------------


def test_encrypted_pdf() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(_pdf()))
    writer.encrypt("himitsu", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    _refused(out.getvalue(), "計画.pdf", "file-encrypted")


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(_pdf()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    reading = read_document(out.getvalue(), "計画.pdf")
    assert reading.document is not None
    assert [line.text for line in reading.document.lines()] == ["人口 740,000 人"]


@pytest.mark.parametrize(
    ("name", "stream"), [("計画.xlsx", "EncryptedPackage"), ("計画.docx", "EncryptedPackage")]
)
def test_encrypted_office_file(name: str, stream: str) -> None:
    _refused(_compound(stream), name, "file-encrypted")


@pytest.mark.parametrize(
    ("name", "stream", "better"),
    [("計画.doc", "WordDocument", "docx"), ("計画.ppt", "PowerPoint Document", "PDF")],
)
def test_old_office_file(name: str, stream: str, better: str) -> None:
    reading = read_document(_compound(stream), name)
    assert better in _only(reading, "file-old-format").hint_ja


def test_encrypted_zip_parts() -> None:
    content = bytearray(_xlsx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    _refused(bytes(content), "計画.xlsx", "file-encrypted")


def test_a_workbook_whose_parts_lead_nowhere_is_refused_in_words() -> None:
    # Found by fuzzing: only notes were given, no document and no error.
    part = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(BytesIO(_xlsx())) as package:
        relations = package.read(part).replace(b"/worksheet", b"/theme")
    _refused(_with_part(_xlsx(), part, relations), "計画.xlsx", "file-nothing-read")


def test_truncated_pdf_keeps_what_is_whole() -> None:
    whole = _pdf("一ページ目\n#pagebreak()\n二ページ目")
    reading = read_document(whole[: len(whole) - 400], "計画.pdf")
    codes = {one.code for one in reading.problems}
    assert codes & {"file-cut-off", "file-damaged"}
    assert all("計画.pdf" in one.sentence_ja for one in reading.problems)


@pytest.mark.parametrize("ending", ["xlsx", "docx", "ods"])
def test_truncated_office_file(ending: str) -> None:
    whole = _xlsx()
    _refused(whole[: len(whole) // 2], f"計画.{ending}", "file-damaged")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "file-empty"),
        (b"\n\n  \n", "a.csv", "file-empty"),
        (b"%PDF-1.7\n%%EOF", "a.pdf", "file-damaged"),
        (bytes(range(256)) * 20, "a.bin", "file-unknown-kind"),
        (bytes(range(256)) * 20, "a.pdf", "file-damaged"),
        (_png(), "写真.png", "file-picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "scan.pdf", "file-picture"),
        (b"{\\rtf1 abc}", "a.rtf", "file-old-format"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "a.7z", "file-archive"),
    ],
)
def test_what_is_no_document(content: bytes, name: str, code: str) -> None:
    _refused(content, name, code)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    reading = read_document(tmp_path / "ない.pdf")
    assert _only(reading, "file-unreadable").place.file == "ない.pdf"


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 1000)
    _only(read_document(path, limits=replace(STANDARD, file_bytes=1000)), "file-too-large")


# --- misnamed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (_xlsx, "一覧.pdf"),
        (_pdf, "計画.xlsx"),
        (lambda: b"<html><body><table><tr><td>a<td>b</table></body></html>", "一覧.xls"),
        (lambda: "名称,値\n人口,740000\n".encode(), "一覧.xlsx"),
    ],
)
def test_wrong_ending_is_read_by_its_bytes(make: Callable[[], bytes], name: str) -> None:
    reading = read_document(make(), name)
    assert reading.document is not None and list(reading.document.lines())
    problem = _only(reading, "file-wrong-ending")
    assert problem.level is ProblemLevel.WARNING
    assert "." + name.rsplit(".", 1)[-1] in problem.sentence_ja


# --- garbled ------------------------------------------------------------------------------------


def test_encodings_are_found() -> None:
    text = "指標名,値\n地下水のかん養量,1234\nこどもの数,56\n"
    for encoding in ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"):
        reading = read_document(text.encode(encoding), "一覧.csv")
        assert reading.document is not None
        assert [cell.text for cell in next(reading.document.tables()).cells][
            2
        ] == "地下水のかん養量"
        said = [one.code for one in reading.problems]
        known = encoding in ("utf-8", "utf-8-sig", "utf-16")
        assert said == ([] if known else ["text-encoding"])


def test_mojibake_is_named_with_its_line() -> None:
    good = "指標名,値\n人口,740000\n"
    garbled = "こどもの数の推移".encode().decode("cp932", errors="replace")
    reading = read_document((good + garbled + ",1\n" + garbled + ",2\n").encode(), "一覧.csv")
    said = [one for one in reading.problems if one.code == "text-garbled"]
    assert said and said[0].place.line == 3


def test_a_few_broken_bytes_are_kept_and_named() -> None:
    content = ("指標名,値\n" * 30).encode() + b"\xe4\xba,5\n" + "人口,7\n".encode()
    reading = read_document(content, "一覧.csv")
    assert reading.document is not None
    assert _only(reading, "text-garbled").place.line == 31


def test_rows_that_do_not_fit_are_named() -> None:
    text = "名称,値,年\n" + "人口,1,2020\n" * 5 + "事業費,1,234,2020\n" + "人口,1,2021\n"
    problem = _only(read_document(text.encode(), "一覧.csv"), "csv-uneven-rows")
    assert problem.place.line == 7


def test_a_quotation_mark_that_never_closes() -> None:
    reading = read_document(('名称,値\n"人口,1\n' + "世帯,2\n" * 100_000).encode(), "一覧.csv")
    assert reading.problems and not any(
        one.code == "file-reader-failed" for one in reading.problems
    )


# --- pages without text, crowded pages ----------------------------------------------------------


def test_a_page_that_is_a_photo(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(_png())
    (tmp_path / "a.typ").write_text(
        '本文\n#pagebreak()\n#image("scan.png")\n#pagebreak()\n#image("scan.png")', encoding="utf-8"
    )
    reading = read_document(typst.compile(str(tmp_path / "a.typ")), "scan.pdf")
    problem = _only(reading, "pdf-scanned-page")
    assert "2-3" in problem.sentence_ja and problem.place.locator == "p. 2-3"
    assert reading.document is not None
    assert [page.has_text for page in reading.document.pages] == [True, False, False]


def test_a_page_with_too_many_characters() -> None:
    content = _pdf("#set text(size: 4pt)\n" + "人口と世帯数。" * 900)
    reading = read_document(content, "図面.pdf", replace(STANDARD, page_characters=1000))
    problem = _only(reading, "pdf-page-too-crowded")
    assert "1ページ" in problem.sentence_ja


def test_a_drawing_of_many_lines_is_no_table() -> None:
    lines = "".join(
        f"#place(dx: {n}pt, line(length: 300pt, angle: 90deg))"
        f"#place(dy: {n}pt, line(length: 300pt))"
        for n in range(250)
    )
    reading = read_document(_pdf(lines + "図面"), "図面.pdf")
    assert reading.document is not None
    assert "図面" in "".join(line.text for line in reading.document.lines())


def test_pages_past_the_limit_are_not_read() -> None:
    page = pypdf.PdfReader(BytesIO(_pdf())).pages[0]
    writer = pypdf.PdfWriter()
    for _ in range(3000):
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    reading = read_document(out.getvalue(), "厚い.pdf", replace(STANDARD, pages=40))
    assert reading.document is not None and len(reading.document.pages) == 40
    assert "3,000" in _only(reading, "file-too-many-pages").sentence_ja


# --- hostile packages ---------------------------------------------------------------------------


def test_a_zip_bomb() -> None:
    cell = b'<c r="A1"><v>1</v></c>'
    sheet = b"<worksheet><sheetData><row r='1'>" + cell + b" " * 30_000_000
    content = _with_part(_xlsx(), "xl/worksheets/sheet1.xml", sheet)
    assert len(content) < 100_000
    reading = read_document(content, "爆弾.xlsx", replace(STANDARD, unpacked_bytes=10_000_000))
    _only(reading, "file-unpacks-too-large")


def test_a_part_too_large_to_hold() -> None:
    content = _with_part(_xlsx(), "xl/workbook.xml", b"<workbook>" + b"<a/>" * 500_000)
    reading = read_document(content, "爆弾.xlsx", replace(STANDARD, held_bytes=1_000_000))
    assert reading.document is None
    _only(reading, "file-unpacks-too-large")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_never_expanded(part: str) -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    reading = read_document(_with_part(_xlsx(), part, laughs), "笑い.xlsx")
    assert {one.code for one in reading.problems} & {"file-damaged", "workbook-sheet-damaged"}


def test_outside_entities_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    body = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", body)
    _refused(out.getvalue(), "外.docx", "file-damaged")


def test_macros_are_named_and_not_run() -> None:
    content = _with_part(_xlsx(), "xl/vbaProject.bin", b"Attribute VB_Name")
    reading = read_document(content, "様式.xlsm")
    assert reading.document is not None
    assert _only(reading, "file-macros").level is ProblemLevel.NOTE


def test_links_to_other_files_are_named_and_not_followed() -> None:
    link = b'<externalLink><externalBook r:id="rId1" xmlns:r="r"/></externalLink>'
    content = _with_part(_xlsx(), "xl/externalLinks/externalLink1.xml", link)
    reading = read_document(content, "様式.xlsx")
    assert reading.document is not None
    _only(reading, "file-external-links")


def test_formulas_without_values_and_errors_are_named() -> None:
    def fill(book: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula(1, 1, "=A9+1", None, "")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")

    reading = read_document(_xlsx(fill), "様式.xlsx")
    assert "B2" in _only(reading, "workbook-formula-without-value").sentence_ja
    assert "B3" in _only(reading, "workbook-error-value").sentence_ja


def test_a_million_empty_styled_rows() -> None:
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1" ht="20"/>' % number for number in range(2, 1_048_576)
    )
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    last = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    sheet = b"<worksheet><sheetData>" + first + rows + last + b"</sheetData></worksheet>"
    content = _with_part(_xlsx(), "xl/worksheets/sheet1.xml", sheet)
    reading = read_document(content, "様式.xlsx")
    assert reading.document is not None
    tables = list(reading.document.tables())
    assert [(one.rows, one.columns) for one in tables] == [(1, 1), (1, 1)]
    assert [cell.address for one in tables for cell in one.cells] == ["A1", "XFD1048576"]


def test_a_merged_area_over_the_whole_sheet() -> None:
    sheet = (
        b'<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row>'
        b'<row r="3"><c r="C3"><v>6</v></c></row></sheetData>'
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    reading = read_document(_with_part(_xlsx(), "xl/worksheets/sheet1.xml", sheet), "様式.xlsx")
    assert reading.document is not None
    table = next(reading.document.tables())
    assert table.rows <= 3 and table.columns <= 3


def test_more_cells_than_the_limit() -> None:
    def fill(book: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(1, 200):
            sheet.write_number(row, 0, row)

    reading = read_document(_xlsx(fill), "様式.xlsx", replace(STANDARD, cells=50))
    assert reading.document is not None
    assert "一覧" in _only(reading, "file-too-many-cells").sentence_ja


def test_spans_that_reach_for_the_sky() -> None:
    row = "<tr>" + '<td colspan="99999999" rowspan="99999999">5</td>' * 30 + "</tr>"
    content = f"<html><table>{row * 20}</table></html>".encode()
    reading = read_document(content, "一覧.html", replace(STANDARD, cells=20_000))
    _only(reading, "file-too-many-cells")


def test_tables_nested_without_end() -> None:
    content = ("<html>" + "<table><tr><td>a" * 3000).encode()
    reading = read_document(content, "一覧.html")
    assert reading.document is not None


# --- guarded ------------------------------------------------------------------------------------


def test_one_bad_file_does_not_spoil_the_batch(tmp_path: Path) -> None:
    good = tmp_path / "計画.pdf"
    good.write_bytes(_pdf())
    heard: list[Progressed] = []
    sources = [
        (b"%PDF-1.7 broken", "壊れた.pdf"),
        good,
        (_xlsx(), "一覧.xlsx"),
        tmp_path / "ない.csv",
        ("名称,値\n人口,1\n".encode(), "一覧.csv"),
    ]
    readings = list(read_files(sources, processes=2, progress=heard.append))
    assert [one.document is not None for one in readings] == [False, True, True, False, True]
    assert readings[0].problems[0].code == "file-damaged"
    assert readings[3].problems[0].code == "file-unreadable"
    assert {(one.name, one.done, one.total) for one in heard} >= {("計画.pdf", 1, 1)}
    assert all(one.files == 5 for one in heard)


def test_too_much_memory_is_a_problem() -> None:
    body = b"<document><body><p>" + b"<r><t>x</t></r>" * 500_000 + b"</p></body></document>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
    limits = replace(STANDARD, memory_bytes=150_000_000)
    readings = list(
        read_files([(out.getvalue(), "重い.docx"), (b"a,b\n1,2\n", "b.csv")], limits, processes=1)
    )
    assert readings[0].problems[0].code == "file-too-much-memory"
    assert readings[1].document is not None


def test_too_much_time_is_a_problem() -> None:
    reading = read_file((_pdf(), "遅い.pdf"), replace(STANDARD, seconds=0.0))
    problem = _only(reading, "file-too-slow")
    assert "遅い.pdf" in problem.sentence_ja


def test_pages_of_a_process_that_dies_are_read_again() -> None:
    body = "\n#pagebreak()\n".join(f"第{number}章" for number in range(60))
    killed: list[int] = []

    def kill(heard: Progressed) -> None:
        if not killed:
            for one in multiprocessing.active_children():
                killed.append(one.pid or 0)
                one.kill()

    reading = read_file((_pdf(body), "計画.pdf"), processes=1, progress=kill)
    assert killed
    assert reading.document is not None
    assert len(reading.document.pages) == 60
    assert [page.lines[0].text for page in reading.document.pages][-1] == "第59章"
