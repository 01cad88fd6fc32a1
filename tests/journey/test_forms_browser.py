"""A planner changes a form: takes its template, is told what is wrong in it, tries it, keeps it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.journey.workplace_in_browser import Workplace, desk, look

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)]


def test_a_planner_changes_a_form(browser: Browser, server: Workplace, tmp_path: Path) -> None:
    with desk(browser, server, "planner") as page:
        page.get_by_role("link", name="帳票", exact=True).click()
        page.locator("a[href='/forms/schedule/']").click()
        look(page)
        with page.expect_download() as taken:
            page.get_by_role("link", name="今のひな形をダウンロード").click()
        book = load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
        book.worksheets[0]["A1"] = "港の工程 {{ 計画.名稱 }}"
        changed = tmp_path / "工程表.xlsx"
        book.save(changed)

        page.get_by_label("ひな形のファイル").set_input_files(changed)
        page.get_by_role("button", name="今の値でためす").click()
        expect(page.get_by_role("alert")).to_contain_text("A1")
        look(page)

        book.worksheets[0]["A1"] = "港の工程 {{ 計画.名称 }}"
        book.save(changed)
        page.get_by_label("ひな形のファイル").set_input_files(changed)
        page.get_by_role("button", name="今の値でためす").click()
        expect(page.locator(".paper-table").first).to_contain_text("港の工程")
        look(page)
        page.get_by_role("button", name="この様式にする").click()
        expect(page.get_by_text("様式を入れ替えました")).to_be_visible()
        expect(page.get_by_text("template.xlsx")).to_be_visible()
        look(page)
        page.get_by_role("link", name="プレビュー").click()
        expect(page.locator(".paper-table").first).to_contain_text("港の工程")


def test_a_pdf_is_made_while_its_seconds_are_counted(browser: Browser, server: Workplace) -> None:
    with desk(browser, server, "planner", viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{server.address}/papers/plain-summary/")
        page.get_by_role("button", name="PDFを作る").click()
        link = page.get_by_role("link", name="できたPDFを開く")
        expect(link).to_be_visible(timeout=60_000)
        assert str(link.get_attribute("href")).startswith("blob:")
        look(page)
