"""A year's round in a real browser: opened, entered, returned, approved, frozen, published."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.workplace_in_browser import PASSWORD, Workplace, desk, look, open_round

pytestmark = pytest.mark.browser


def test_a_round_from_opening_to_the_public_page(browser: Browser, server: Workplace) -> None:
    with desk(browser, server, "planner") as page:
        look(page)
        page.get_by_role("link", name="進み具合", exact=True).click()
        page.get_by_label("年度（西暦）").fill("2024")
        page.get_by_role("button", name="受付を開く").click()
        expect(page.get_by_text("受付を開きました")).to_be_visible()
        look(page)

    with desk(browser, server, "officer") as page:
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        value = page.get_by_label("実績の値")
        expect(value).to_be_focused()
        page.keyboard.type("12345678900")
        expect(page.locator("#_saved")).to_contain_text("保存しました")
        expect(page.locator("#_side")).to_contain_text("12,345,678,900")
        look(page)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="値を確かめてください")).to_be_visible()
        look(page)
        _submit(page, "1301", "前年より増えました。")

    with desk(browser, server, "chief") as page:
        page.get_by_role("link", name="承認", exact=True).click()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        page.get_by_label("差し戻す理由").fill("理由をくわしく書いてください。")
        page.get_by_role("button", name="差し戻す").click()
        expect(page.get_by_text("差し戻しました")).to_be_visible()

    with desk(browser, server, "officer") as page:
        expect(page.get_by_text("理由をくわしく書いてください。")).to_be_visible()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        _submit(page, "1302", "新しい催しに人が集まったためです。")

    with desk(browser, server, "chief") as page:
        page.get_by_role("link", name="承認", exact=True).click()
        page.get_by_label("選ぶ 観光入込客数").check()
        page.get_by_role("button", name="選んだものを承認する").click()
        page.wait_for_load_state()
        if page.get_by_role("heading", name="ふつうでない値があります").is_visible():
            look(page)
            page.get_by_role("button", name="確かめたので").click()
        expect(page.get_by_text("1件を承認しました")).to_be_visible()

    with desk(browser, server, "planner") as page:
        page.get_by_role("link", name="進み具合", exact=True).click()
        page.get_by_label("空欄のまま締め切る").check()
        page.get_by_role("button", name="締め切って確定する").click()
        expect(page.get_by_text("を確定しました")).to_be_visible()
        page.get_by_role("link", name="公表へ進む").click()
        look(page)
        page.get_by_role("button", name="この内容で公表する").click()
        expect(page.get_by_text("を公表しました")).to_be_visible(timeout=120_000)
        page.get_by_role("link", name="数値の記録", exact=True).click()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        look(page)
        page.get_by_role("link", name="2024年度").first.click()
        expect(page.get_by_text("officer さん").first).to_be_visible()
        expect(page.get_by_text("chief さん").first).to_be_visible()
        expect(page.get_by_text("時点の公表")).to_be_visible()
        look(page)

    public = server.public_page.read_text("utf-8")
    assert "1,302" in public
    assert "12,345,678,900" not in public


def _submit(page: Page, value: str, comment: str) -> None:
    """Fill in a value and why, say yes to what is asked, and submit."""
    page.get_by_label("実績の値").fill(value)
    page.get_by_label("評価及び課題", exact=True).fill(comment)
    page.get_by_role("button", name="提出する").click()
    page.wait_for_load_state()
    while page.get_by_role("heading", name="値を確かめてください").is_visible():
        for box in page.locator("input[name=confirmed]").all():
            box.check()
        page.get_by_role("button", name="提出する").click()
        page.wait_for_load_state()
    expect(page.get_by_text("を提出しました")).to_be_visible()


def test_nothing_typed_is_lost(browser: Browser, server: Workplace) -> None:
    """The network drops, the session ends, the window closes: what was typed is offered again."""
    open_round()
    with desk(browser, server, "officer") as page:
        page.get_by_role("link", name="観光入込客数").click()
        address = page.url
        expect(page.locator("#_side")).to_be_visible()
        page.context.clear_cookies()
        page.get_by_label("評価及び課題", exact=True).fill("ログアウトの後に書いた文")
        expect(page.get_by_role("status").get_by_text("ログアウトしました")).to_be_visible()
        page.get_by_role("link", name="ログインして続ける").click()
        page.get_by_label("ログイン名").fill("officer")
        page.get_by_label("パスワード").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(address)
        expect(page.get_by_text("保存されていない入力が残っています")).to_be_visible()
        page.get_by_role("button", name="元に戻す").click()
        comment = page.get_by_label("評価及び課題", exact=True)
        expect(comment).to_have_value("ログアウトの後に書いた文")
        expect(page.locator("#_saved")).to_contain_text("保存しました")
        assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_what_did_not_reach_the_server_is_sent_again(browser: Browser, server: Workplace) -> None:
    """The network drops, or the server is away for a moment: the grid saves once it can."""
    open_round()
    with desk(browser, server, "officer") as page:
        page.get_by_role("link", name="一覧で入力", exact=True).click()
        cells = page.locator("input[name^='value:']")
        away = page.get_by_text("つながっていません")
        page.context.set_offline(True)
        cells.nth(0).fill("11")
        expect(away).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("保存しました").first).to_be_visible()
        # Nobody tells the browser that the server is back; it tries by itself.
        page.route("**/grid/draft/", lambda route: route.abort())
        cells.nth(1).fill("12")
        expect(away).to_be_visible()
        page.unroute("**/grid/draft/")
        expect(away).to_be_hidden()
        page.wait_for_function("localStorage.length === 0")
        page.reload()
        expect(cells.nth(0)).to_have_value("11")
        expect(cells.nth(1)).to_have_value("12")


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_what_is_not_saved_yet_is_not_called_saved(browser: Browser, server: Workplace) -> None:
    open_round()
    with desk(browser, server, "officer") as page:
        page.locator("main a[href^='/items/']").first.click()
        said, text = page.locator("#_saved"), page.locator("textarea[name=comment]").first
        text.fill("一行目")
        expect(said).to_contain_text("保存しました")
        page.context.set_offline(True)
        text.fill("一行目と二行目")
        expect(page.get_by_text("つながっていません")).to_be_visible()
        expect(said).to_have_text("まだ保存していません")
        page.context.set_offline(False)
        expect(said).to_contain_text("保存しました")
        # A refused page shows what was typed, which is kept here until the server has it.
        page.route("**/draft/", lambda route: route.abort())
        page.get_by_label("実績の値", exact=True).fill("多い")
        text.fill("一行目と二行目と三行目")
        expect(said).to_have_text("まだ保存していません")
        page.get_by_role("button", name="提出する", exact=True).last.click()
        expect(page.locator(".field-error").first).to_be_visible()
        page.unroute("**/draft/")
        page.goto(page.url)
        page.get_by_role("button", name="元に戻す").click()
        expect(text).to_have_value("一行目と二行目と三行目")
        expect(said).to_contain_text("保存しました")


def test_a_column_of_a_spreadsheet_is_pasted_into_the_grid(
    browser: Browser, server: Workplace
) -> None:
    open_round()
    with desk(browser, server, "officer", viewport={"width": 390, "height": 844}) as page:
        page.get_by_role("link", name="一覧で入力", exact=True).click()
        look(page)
        cells = page.locator("input[name^='value:']")
        cells.first.focus()
        lines = "\n".join(str(10 + n) for n in range(cells.count()))
        page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.setData('text/plain', text);
              const event = new ClipboardEvent(
                'paste', { clipboardData: data, bubbles: true, cancelable: true });
              document.activeElement.dispatchEvent(event);
            }""",
            lines + "\n",
        )
        for n in range(cells.count()):
            expect(cells.nth(n)).to_have_value(str(10 + n))
        expect(page.get_by_text("保存しました").first).to_be_visible()
        page.reload()
        expect(cells.first).to_have_value("10")
