"""The planner keeps the registers in a real browser: a pledge with its state, an error mended."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.workplace_in_browser import Workplace, desk, look

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def vendor() -> str:
    """One database does: what differs between the two is tried by the tests of the actions."""
    return "sqlite"


def test_a_pledge_is_added_linked_and_its_state_said(browser: Browser, server: Workplace) -> None:
    with desk(browser, server, "planner") as page:
        page.goto(f"{server.address}/board/registers/")
        page.get_by_role("link", name="公約を加える").click()
        page.locator("#_manifesto").fill("市長公約2025")
        page.locator("#_name").fill("島の診療所を残す")
        page.locator("#_element0").select_option("plan-2022.2-2")
        look(page)
        page.get_by_role("button", name="公約を保存する").click()
        expect(page.get_by_text("公約を保存しました")).to_be_visible()
        page.get_by_role("button", name="この進み具合を記録する").click()
        expect(page.get_by_text("進み具合が選ばれていません")).to_be_visible()
        page.get_by_role("radio", name="取組中").check()
        page.locator("#_reason").fill("医師が決まった。")
        page.get_by_role("button", name="この進み具合を記録する").click()
        expect(page.get_by_text("進み具合を記録しました")).to_be_visible()
        look(page)
        page.goto(f"{server.address}/board/registers/")
        expect(page.get_by_text("島の診療所を残す")).to_be_visible()
        expect(page.get_by_text("医師が決まった。")).to_be_visible()


def test_an_error_is_found_recorded_and_mended_on_a_phone(
    browser: Browser, server: Workplace
) -> None:
    with desk(browser, server, "planner", **PHONE) as page:
        page.goto(f"{server.address}/board/errors/")
        page.get_by_role("link", name="誤りを記録する").click()
        page.get_by_label("名前か、印刷された値").fill("健診受診率")
        page.get_by_role("button", name="探す", exact=True).click()
        page.locator('a[href="?row=plan-2022.checkups"]').click()
        page.locator("#_printed").fill("54.0")
        page.locator("#_corrected").fill("45.0")
        page.locator("#_explanation").fill("桁が逆に印刷されています。")
        page.get_by_role("radio", name="達成度は出さない").check()
        look(page)
        page.get_by_role("button", name="この誤りを記録する").click()
        expect(page.get_by_text("誤りを記録しました")).to_be_visible()
        page.locator("#_mending").fill("正誤表を公表しました。")
        page.get_by_role("button", name="直したことにする").click()
        expect(page.get_by_text("正誤表を公表しました。")).to_be_visible()
        look(page)
