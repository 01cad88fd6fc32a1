"""A hand-over in a real browser: seen before it is done, read by the new owner, who goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.workplace_in_browser import Workplace, desk, look, open_round

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_an_officer_hands_over_to_the_next(browser: Browser, server: Workplace) -> None:
    open_round()
    with desk(browser, server, "planner") as page:
        page.get_by_role("link", name="引き継ぎ", exact=True).click()
        look(page)
        page.get_by_label("だれから").select_option("officer さん")
        page.get_by_label("だれへ").select_option("chief さん")
        page.get_by_role("button", name="何が移るかを見る").first.click()
        expect(page.get_by_role("heading", name="移る役割")).to_be_visible()
        expect(page.get_by_role("link", name="観光入込客数")).to_be_visible()
        look(page)
        page.get_by_role("button", name="引き継ぐ", exact=True).click()
        expect(page.get_by_text("引き継ぎました")).to_be_visible()
        look(page)

    with desk(browser, server, "chief", viewport={"width": 390, "height": 844}) as page:
        expect(page.get_by_role("heading", name="引き継ぎがあります")).to_be_visible()
        look(page)
        page.get_by_role("link", name="引き継ぎ書を見る").click()
        look(page)
        page.get_by_role("link", name="観光入込客数").click()
        expect(page.get_by_label("実績の値")).to_be_visible()

    with desk(browser, server, "officer") as page:
        expect(page.get_by_text("観光入込客数")).to_have_count(0)
