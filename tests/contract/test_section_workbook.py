"""The section's workbook comes back whole, whatever people and programs do to it on the way."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hoshin.domain.row_keys import read_row_key, row_key
from hoshin.domain.section_returns import (
    FieldCase,
    IssuedRow,
    SectionReturn,
    SectionWorkbook,
    merged,
    three_way,
)
from hoshin.exchange.section_workbook import section_workbook
from hoshin.importers.readers import read_document
from hoshin.importers.section_returns import read_section_return

WORKBOOK = SectionWorkbook(
    code="0123456789abcdef",
    round_name="令和6年度の実績",
    round_name_en="results of fiscal 2024",
    organisation="観光交流課",
    organisation_en="Tourism and Exchange Section",
    due_on=date(2025, 7, 31),
    rows=(
        IssuedRow(item=11, name="観光入込客数", unit="万人", last_value="102.1\n2023年度"),
        IssuedRow(
            item=12,
            name="=1+1",
            unit="％",
            content={"value": "50.0", "status": "provisional", "comment": "速報\n二行目"},
        ),
        IssuedRow(item=13, name="満足度", unit="点", open=False, content={"value": "4.20"}),
    ),
)
# Where openpyxl finds what the sheet shows, counted from 1.
FIRST_ROW, VALUE, STATUS, REASON, COMMENT = 5, 8, 10, 11, 12


def _returned(content: bytes, name: str = "back.xlsx") -> SectionReturn:
    document = read_document(content, name).document
    assert document is not None
    return read_section_return(document)


def _edited(edit: Callable[[Any], None], content: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content or section_workbook(WORKBOOK)))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _contents(found: SectionReturn) -> dict[int, dict[str, str]]:
    return {one.item: dict(one.content) for one in found.rows}


AS_SENT = {11: {}, 12: dict(WORKBOOK.rows[1].content), 13: {"value": "4.20"}}


def test_unchanged_it_says_what_was_sent() -> None:
    found = _returned(section_workbook(WORKBOOK))
    assert found.code == WORKBOOK.code and found.problems == ()
    assert _contents(found) == AS_SENT


def test_every_digit_comes_back_with_its_cell() -> None:
    def fill(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.cell(FIRST_ROW, VALUE).value = "１０５．５０"
        sheet.cell(FIRST_ROW, STATUS).value = "確定値 final"
        sheet.cell(FIRST_ROW + 1, REASON).value = "今年度は調査していない not_surveyed"
        sheet.cell(FIRST_ROW + 1, VALUE).value = None

    found = _returned(_edited(fill))
    row = next(one for one in found.rows if one.item == 11)
    assert row.content == {"value": "１０５．５０", "status": "final"}
    assert row.cells["value"] == "入力 Entry!H5"
    other = next(one for one in found.rows if one.item == 12)
    assert "value" not in other.content
    assert other.content["missing_reason"] == "not_surveyed"


def test_a_number_typed_as_a_number_is_read_as_shown() -> None:
    def fill(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW, VALUE).value = 105.5

    assert _contents(_returned(_edited(fill)))[11] == {"value": "105.5"}


def _sort(book: Any) -> None:
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
    for at, values in enumerate(reversed(rows), start=FIRST_ROW):
        for column, value in enumerate(values, start=1):
            sheet.cell(at, column).value = value


def _add_columns(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.insert_cols(3)
    sheet.insert_cols(9)
    sheet.cell(FIRST_ROW, 3).value = "課のメモ"


def _rename(book: Any) -> None:
    book.worksheets[0].title = "7月提出分"
    book.create_sheet("下書き", 0).cell(1, 1).value = 5


def _remove_a_row(book: Any) -> None:
    book.worksheets[0].insert_rows(FIRST_ROW)


@pytest.mark.parametrize("change", [_sort, _add_columns, _rename, _remove_a_row])
def test_what_people_do_to_sheets_does_no_harm(change: Callable[[Any], None]) -> None:
    found = _returned(_edited(change))
    assert found.problems == ()
    assert _contents(found) == AS_SENT


def test_what_stands_in_a_row_without_its_key_is_told_with_its_cells() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        key = str(sheet.cell(FIRST_ROW, 1).value)
        sheet.cell(FIRST_ROW, 1).value = key.replace("-11-", "-99-")
        sheet.cell(FIRST_ROW, VALUE).value = 5
        sheet.cell(FIRST_ROW + 20, VALUE).value = "合計 9"

    found = _returned(_edited(change))
    assert {one.item for one in found.rows} == set(AS_SENT) - {11}
    (problem,) = found.problems
    assert problem.code == "return-row-unknown"
    for sentence in (problem.sentence_ja, problem.sentence_en):
        assert f"入力 Entry!H{FIRST_ROW}" in sentence
        assert f"入力 Entry!H{FIRST_ROW + 20}" in sentence


def test_libreoffice_saves_it_whole(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "sent.xlsx").write_bytes(section_workbook(WORKBOOK))
    for kind in ("ods", "xlsx"):
        subprocess.run(
            [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", kind, "--outdir", str(tmp_path / kind), str(tmp_path / "sent.xlsx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        back = (tmp_path / kind / f"sent.{kind}").read_bytes()
        assert _contents(_returned(back, f"sent.{kind}")) == AS_SENT


def test_no_text_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(section_workbook(WORKBOOK)))
    for row in book.worksheets[0].iter_rows():
        assert all(cell.data_type != "f" for cell in row)


def test_only_cells_to_fill_are_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(section_workbook(WORKBOOK)))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden
    unlocked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert unlocked == {f"{column}{row}" for column in "HIJKLMNO" for row in (5, 6)}


def test_two_rows_of_one_item_are_told_and_not_taken() -> None:
    def copy(book: Any) -> None:
        sheet = book.worksheets[0]
        for column in range(1, 14):
            sheet.cell(9, column).value = sheet.cell(FIRST_ROW + 1, column).value

    found = _returned(_edited(copy))
    assert [one.code for one in found.problems] == ["return-row-twice"]
    assert set(_contents(found)) == {11, 13}


def test_another_file_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["観光入込客数", 105])
    buffer = io.BytesIO()
    book.save(buffer)
    found = _returned(buffer.getvalue())
    assert found.code == "" and [one.code for one in found.problems] == ["return-not-ours"]


def test_rows_of_two_workbooks_in_one_are_told() -> None:
    def paste(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW, 1).value = row_key("fedcba9876543210", 11)

    found = _returned(_edited(paste))
    assert found.code == "" and "return-mixed" in [one.code for one in found.problems]


def test_a_key_that_was_typed_over_is_none() -> None:
    key = row_key("0123456789abcdef", 11)
    assert read_row_key(key) == ("0123456789abcdef", 11)
    assert read_row_key(key.replace("-11-", "-12-")) is None


@pytest.mark.parametrize(
    ("issued", "returned", "current", "case", "kept"),
    [
        ("1", "1", "1", FieldCase.UNTOUCHED, "1"),
        ("1", "2", "1", FieldCase.RETURNED, "2"),
        ("1", "1", "3", FieldCase.CURRENT, "3"),
        ("1", "2", "2", FieldCase.AGREED, "2"),
        ("1", "2", "3", FieldCase.CONFLICT, "3"),
        ("1", "", "1", FieldCase.RETURNED, ""),
    ],
)
def test_three_states_of_a_field(
    issued: str, returned: str, current: str, case: FieldCase, kept: str
) -> None:
    found = three_way({"value": issued}, {"value": returned}, {"value": current}, ("value",))
    assert [one.case for one in found] == [case]
    assert merged(found).get("value", "") == kept
    if case is FieldCase.CONFLICT:
        assert merged(found, returned=("value",)) == {"value": "2"}
