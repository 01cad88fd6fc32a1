"""A workbook in a real browser: got, filled in elsewhere, given back, decided upon, submitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.workplace_in_browser import Workplace, desk, look, open_round

pytestmark = pytest.mark.browser
FIRST_ROW, NAME, VALUE, COMMENT = 5, 2, 8, 12


def _fill(file: Path, name: str, **cells: str) -> None:
    """Write into the row of an indicator, as somebody at a desk without the workplace would."""
    book = openpyxl.load_workbook(file)
    sheet: Any = book.worksheets[0]
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        if str(row[NAME - 1].value).startswith(name):
            row[VALUE - 1].value = cells["value"]
            row[COMMENT - 1].value = cells["comment"]
    book.save(file)


def _get_workbook(page: Page, file: Path) -> None:
    page.get_by_role("link", name="ブックで入力", exact=True).click()
    look(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="のブックを受け取る").first.click()
    got.value.save_as(file)


def _try_what_is_too_large(page: Page, server: Workplace, file: Path) -> None:
    """The browser tells it at once; the server refuses it too, and the way leads back."""
    with file.open("wb") as made:
        made.truncate(40_000_000)
    field = page.get_by_label("入力したブック（.xlsx、.ods）")
    field.set_input_files(file)
    said = field.evaluate("one => one.validationMessage")
    assert said == "「大きい.xlsx」は大きすぎます。20MBまでのファイルを選んでください。"
    page.get_by_role("button", name="返して、中身を見る").click()
    assert page.url == f"{server.address}/workbooks/"
    field.evaluate("one => one.setCustomValidity('')")
    page.get_by_role("button", name="返して、中身を見る").click()
    expect(page.get_by_role("heading", name="送られた内容が大きすぎます")).to_be_visible()
    look(page)
    page.get_by_role("link", name="前の画面へ").click()
    expect(page.get_by_role("heading", name="ブックで入力")).to_be_visible()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_workbook_comes_back_and_a_conflict_is_decided(
    browser: Browser, server: Workplace, tmp_path: Path
) -> None:
    open_round()
    file = tmp_path / "観光.xlsx"
    with desk(browser, server, "officer") as page:
        _get_workbook(page, file)
        _fill(file, "観光入込客数", value="1302", comment="催しが増えました。")
        page.get_by_role("link", name="私の仕事", exact=True).click()
        page.get_by_role("link", name="観光入込客数").click()
        page.get_by_label("実績の値").fill("1290")
        expect(page.locator("#_saved")).to_contain_text("保存しました")

        page.get_by_role("link", name="ブックで入力", exact=True).click()
        _try_what_is_too_large(page, server, tmp_path / "大きい.xlsx")
        page.get_by_label("入力したブック（.xlsx、.ods）").set_input_files(file)
        page.get_by_role("button", name="返して、中身を見る").click()
        expect(page.get_by_role("heading", name="両方で変わりました")).to_be_visible()
        expect(page.get_by_text("入力 Entry!H")).to_be_visible()
        look(page)
        page.get_by_role("button", name="取り込んで提出する").click()
        expect(page.get_by_text("1件は、どちらにするか選ばれるのを待っています")).to_be_visible()
        page.set_viewport_size({"width": 390, "height": 844})
        look(page)
        page.get_by_label("ブックの値にする").check()
        page.get_by_role("button", name="取り込んで提出する").click()
        page.wait_for_load_state()
        while page.get_by_label("確認した。この値で正しい。").count():
            for box in page.get_by_label("確認した。この値で正しい。").all():
                box.check()
            page.get_by_role("button", name="取り込んで提出する").click()
            page.wait_for_load_state()
        expect(page.get_by_text("1件を提出しました")).to_be_visible()
        look(page)

    with desk(browser, server, "chief") as page:
        page.get_by_role("link", name="承認", exact=True).click()
        expect(page.get_by_text("1,302")).to_be_visible()
        page.get_by_role("link", name="観光入込客数").click()
        page.get_by_role("button", name="承認する").click()
        expect(page.get_by_text("を承認しました")).to_be_visible()
        page.get_by_role("link", name="数値の記録", exact=True).click()
        page.get_by_role("link", name="観光入込客数").click()
        page.get_by_role("link", name="2024年度").first.click()
        expect(page.get_by_text("セル 入力 Entry!H")).to_be_visible()
        expect(page.get_by_text("観光.xlsx")).to_be_visible()
        look(page)
