"""Whatever bytes arrive, a reader answers with a document or with problems, and never raises."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.domain.problems import ProblemLevel
from hoshin.importers.document import DocumentReading
from hoshin.importers.readers import csv, html, number_formats, ods, pdf, read_document, word, xls
from hoshin.importers.readers import xlsx as xlsx_reader
from hoshin.importers.readers.guarded import read_files
from hoshin.importers.readers.limits import Limits
from tests.contract import office_layouts, pdf_layouts, text_layouts

SMALL = Limits(unpacked_bytes=5_000_000, held_bytes=2_000_000, cells=5_000, lines=5_000, pages=5)
_ENDINGS = st.sampled_from(["pdf", "xlsx", "xls", "ods", "docx", "html", "csv", "txt", "bin", ""])
_WHOLE = {
    "merged.xlsx": lambda: office_layouts.content("merged.xlsx"),
    "old.xls": lambda: office_layouts.content("old.xls"),
    "open.ods": lambda: office_layouts.content("open.ods"),
    "merged.docx": lambda: office_layouts.content("merged.docx"),
    "spans.html": lambda: text_layouts.content("spans.html"),
    "cp932.csv": lambda: text_layouts.content("cp932.csv"),
}
_PARTS = {
    "merged.xlsx": ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"),
    "open.ods": ("content.xml",),
    "merged.docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml"),
}


def _is_sound(reading: DocumentReading, name: str) -> None:
    assert reading.document is not None or reading.has_errors
    for one in reading.problems:
        assert one.sentence_ja and one.sentence_en and one.hint_ja and one.hint_en
        assert one.level in ProblemLevel
        # The last net catches what a reader should have named itself.
        assert one.code != "file-reader-failed", one.sentence_en
    if reading.document is None:
        return
    for table in reading.document.tables():
        assert table.rows > 0 and table.columns > 0
        for cell in table.cells:
            assert 0 <= cell.row and cell.row + cell.row_span <= table.rows
            assert 0 <= cell.column and cell.column + cell.column_span <= table.columns
        if table.rows * table.columns < 100_000:
            assert len(table.grid()) == table.rows


def _mutated(content: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    """Bytes overwritten, put in or cut out at some places."""
    out = bytearray(content)
    for where, new, cut in changes:
        at = int(where * len(out))
        out[at : at + cut] = new
    return bytes(out)


_CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), min_size=1, max_size=6
)


@settings(max_examples=150)
@given(content=st.binary(max_size=400), ending=_ENDINGS)
def test_any_bytes(content: bytes, ending: str) -> None:
    name = f"a.{ending}"
    _is_sound(read_document(content, name, SMALL), name)


@pytest.mark.parametrize("reader", [csv, html, ods, pdf, word, xls, xlsx_reader])
@settings(max_examples=25)
@given(content=st.binary(max_size=300))
def test_each_reader_with_any_bytes(reader: object, content: bytes) -> None:
    reading = reader.read(content, "a", SMALL)  # type: ignore[attr-defined]
    assert isinstance(reading, DocumentReading)


@pytest.mark.parametrize("name", sorted(_WHOLE))
@settings(max_examples=25)
@given(changes=_CHANGES)
def test_sound_files_with_bytes_changed(name: str, changes: list[tuple[float, bytes, int]]) -> None:
    _is_sound(read_document(_mutated(_WHOLE[name](), changes), name, SMALL), name)


@pytest.mark.parametrize("layout", ["ruled", "borderless"])
@settings(max_examples=2)
@given(batch=st.lists(_CHANGES, min_size=12, max_size=12))
def test_sound_pdfs_with_bytes_changed(
    layout: str, batch: list[list[tuple[float, bytes, int]]]
) -> None:
    # A broken PDF can end the process that reads it, so these are read as the program reads them:
    # in processes of their own, and a file that ends one is reported like any other.
    whole = pdf_layouts.content(layout)
    sources = [(_mutated(whole, changes), f"{n}.pdf") for n, changes in enumerate(batch)]
    readings = list(read_files(sources, SMALL, processes=2))
    assert len(readings) == len(batch)
    for (_, name), reading in zip(sources, readings, strict=True):
        _is_sound(reading, name)


@pytest.mark.parametrize(("name", "part"), [(n, p) for n in sorted(_PARTS) for p in _PARTS[n]])
@settings(max_examples=20)
@given(changes=_CHANGES, cut=st.floats(0, 1))
def test_sound_packages_with_a_part_changed(
    name: str, part: str, changes: list[tuple[float, bytes, int]], cut: float
) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_WHOLE[name]())) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == part:
                content = _mutated(content, changes)
                content = content[: max(int(cut * 2 * len(content)), 1)]
            new.writestr(one, content)
    _is_sound(read_document(out.getvalue(), name, SMALL), name)


_MARKUP = st.lists(
    st.sampled_from(
        "<table> </table> <tr> </tr> <td> </td> <td&nbsp;rowspan=3> <td&nbsp;colspan=0> <th> "
        "<caption> <p> <br> <h1> <script> </script> <ruby> <rt> text 12 &amp; &#x110000; "
        "<!-- -->".split()
    ).map(lambda tag: tag.replace("&nbsp;", " ")),
    max_size=60,
)


@settings(max_examples=150)
@given(tags=_MARKUP)
def test_any_markup(tags: list[str]) -> None:
    _is_sound(read_document(("<html>" + "".join(tags)).encode(), "a.html", SMALL), "a.html")


@settings(max_examples=150)
@given(text=st.text(max_size=200), encoding=st.sampled_from(["utf-8", "cp932", "euc_jp", "utf-16"]))
def test_any_text(text: str, encoding: str) -> None:
    content = text.encode(encoding, errors="ignore")
    for name in ("a.csv", "a.txt", "a.html"):
        _is_sound(read_document(content, name, SMALL), name)


@settings(max_examples=300)
@given(
    code=st.text(alphabet='0#?.,%;"\\@[]_*yYmMdDhsgeEG/年月日▲-()$<>=円 ', max_size=20),
    number=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9)),
)
def test_any_number_format(code: str, number: Decimal) -> None:
    shown = number_formats.displayed(number, code)
    assert shown is None or isinstance(shown, str)
    number_formats.shows_fewer_digits(number, code)
    number_formats.is_scaled(code)


@settings(max_examples=200)
@given(number=st.integers(-(10**12), 10**12), places=st.integers(0, 6))
def test_a_format_with_enough_places_shows_the_number(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    body = "#,##0" + ("." + "0" * places if places else "")
    shown = number_formats.displayed(value, f'{body};"▲"{body}')
    assert shown is not None
    assert Decimal(shown.replace(",", "").replace("▲", "-")) == value


@given(value=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_the_shortest_digits_mean_the_same_to_15_places(value: float) -> None:
    short = number_formats.shortest(value)
    assert len(short.normalize().as_tuple().digits) <= 15
    assert abs(float(short) - value) <= abs(value) * 1e-14
