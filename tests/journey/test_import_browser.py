"""A planner's PDF in a real browser: uploaded, seen beside its rows, put right, in the plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.contract.pdf_layouts import compiled
from tests.journey.workplace_in_browser import Workplace, desk, look

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
REPORT = """= 港見市総合計画 実績報告書
== 数値目標の実績
#table(columns: (auto, 1fr, auto, auto, auto, auto),
  table.header([No.], [指標名], [単位], [当初値], [2025年度 実績], [2026年度 目標]),
  [1], [観光入込客数], [万人], [82.4(2021年度)], [111.5], [120],
  [2], [夜の散歩道の長さ], [km], [3.0(2021年度)], [4.5], [8.0])
#pagebreak()
== 観光の取組
夜の散歩道に灯りをともし、来訪者を迎えた。"""


def _upload(page: Page, file: Path) -> None:
    page.get_by_role("link", name="文書の取り込み", exact=True).click()
    look(page)
    page.get_by_label("文書（複数選べます）").set_input_files(file)
    page.get_by_label("どの計画の文書か").select_option(label="港見市総合計画(後期)")
    page.get_by_role("button", name="アップロードして読み取る").click()
    expect(page.get_by_text("を受け取りました")).to_be_visible()
    # The list refreshes by itself until the document is read.
    page.get_by_role("link", name="行を確かめる").click()
    expect(page.get_by_role("heading", name=file.name)).to_be_visible()


def _row(page: Page, name: str) -> Locator:
    return page.locator("article").filter(has=page.get_by_role("heading", name=name, exact=True))


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_pdf_is_reviewed_beside_its_page_and_its_figures_are_found_in_the_plan(
    browser: Browser, server: Workplace, tmp_path: Path
) -> None:
    from hoshin.storage.models import Indicator, Target

    file = tmp_path / "実績報告書.pdf"
    file.write_bytes(compiled(REPORT, size=9))
    with desk(browser, server, "planner") as page:
        _upload(page, file)
        look(page)
        picture = page.locator(".page-picture image")
        assert (
            page.evaluate(
                "fetch(document.querySelector('.page-picture image').href.baseVal)"
                ".then(answer => answer.headers.get('Content-Type'))"
            )
            == "image/png"
        )
        expect(picture).to_be_visible()

        indicator = _row(page, "夜の散歩道の長さ")
        indicator.get_by_text("計画の指標から同じものをさがす").click()
        indicator.get_by_label("名前の語").fill("観光")
        expect(indicator.get_by_role("button", name="「観光入込客数」と同じ")).to_be_visible()
        look(page)
        indicator.get_by_text("値を直す").click()
        expect(page.locator(".page-mark.is-current")).to_have_count(1)
        indicator.get_by_label("名称", exact=True).fill("夜の散歩道の延長")
        indicator.get_by_label("望ましい方向").select_option(label="増やす")
        expect(indicator.get_by_text("保存しました")).to_be_visible()
        indicator.get_by_role("button", name="採用").click()
        expect(indicator.get_by_text("直した値があります")).to_be_visible()

        target = _row(page, "夜の散歩道の長さ 2026年度")
        target.get_by_text("値を直す").click()
        target.get_by_label("目標値", exact=True).fill("８．５")
        expect(target.get_by_text("例えば「8.5」")).to_be_visible()
        look(page)
        target.get_by_label("目標値", exact=True).fill("8.5")
        expect(target.get_by_text("例えば「8.5」")).to_have_count(0)
        target.get_by_role("button", name="採用").click()
        expect(target.locator(".row-state")).to_have_text("採用")

        # A row with the focus takes keys; a decision leads to the next open row.
        expect(page.locator("article.state-of-open.is-current")).to_be_focused()
        page.keyboard.press("l")
        expect(page.locator(".state-of-leave")).to_have_count(1)
        page.locator(".state-of-leave").get_by_role("button", name="判断を取り消す").click()
        expect(page.locator(".state-of-leave")).to_have_count(0)

        page.set_viewport_size(PHONE)
        look(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_role("link", name="受け入れる内容を見る").click()
        expect(page.get_by_text("夜の散歩道の延長", exact=True)).to_be_visible()
        look(page)
        page.get_by_role("button", name=re.compile("行を計画に書く")).click()
        expect(page.get_by_role("heading", name="取り込みの結果")).to_be_visible()
        look(page)
        page.get_by_role("link", name="観光入込客数 2025年度").click()
        expect(page.get_by_text("観光入込客数 / 万人 / 82.4(2021年度) / 111.5")).to_be_visible()
        page.get_by_role("link", name=re.compile("^1ページ")).click()
        expect(page.locator("#_mark rect").first).to_be_visible()
        look(page)

        page.get_by_role("link", name="文書をさがす", exact=True).first.click()
        page.get_by_label("さがす語").fill("散歩道 灯り")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="見つかった所")).to_be_visible()
        look(page)
        page.get_by_role("link", name="実績報告書.pdf 2ページ").click()
        expect(page.locator("#_mark rect")).to_have_count(1)
        page.set_viewport_size(PHONE)
        look(page)
    assert Indicator.objects.get(name="夜の散歩道の延長").direction == "increase"
    assert str(Target.objects.get(name_printed="夜の散歩道の長さ").goal_value) == "8.5"
