"""A program is evaluated in a real browser: section, then bureau beside it, committee, planner."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.workplace_in_browser import PASSWORD, Workplace, desk, look, open_round

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
PROGRAM = "観光誘客事業"


@pytest.fixture
def vendor() -> str:
    """One database does: what differs between the two is tried by the tests of the actions."""
    return "sqlite"


@pytest.fixture
def office(server: Workplace) -> Workplace:
    """The workplace with a round open, a coordinator of the bureau and a committee member."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from hoshin.actions import people
    from hoshin.actions.actor import Actor, Way
    from hoshin.domain.roles import Role
    from hoshin.storage.models import Organisation, Program

    section = Program.objects.get(pk="p-visitors").organisation_id
    bureau = Organisation.objects.get(pk=section).parent_id
    wanted = (
        ("bureau", Role.BUREAU_COORDINATOR, bureau),
        ("committee", Role.COMMITTEE_MEMBER, None),
    )
    for username, role, organisation in wanted:
        person, _ = people.invite(
            Actor(None, Way.COMMAND),
            username=username,
            name=f"{username} さん",
            role=role,
            organisation_id=organisation,
        )
        person.password = PBKDF2PasswordHasher().encode(PASSWORD, "journey", iterations=1_000)
        person.must_change_password = False
        person.save()
    open_round()
    return server


def test_a_program_is_evaluated_from_the_section_to_the_committee(
    browser: Browser, office: Workplace
) -> None:
    with desk(browser, office, "planner") as page:
        page.get_by_role("link", name="評価", exact=True).click()
        expect(page.get_by_text("この年度の評価シートはまだありません")).to_be_visible()
        page.get_by_label("局の評価").check()
        page.get_by_label("委員会の評価").check()
        page.get_by_role("button", name="評価シートを頼む").click()
        expect(page.get_by_text("評価シート33件を頼みました")).to_be_visible()
        look(page)

    with desk(browser, office, "officer") as page:
        _open(page)
        expect(page.get_by_text("夜の催しを三回ひらき")).to_be_visible()
        page.get_by_label("まちがどう良くなるか").fill("港を訪れる人が増える。")
        page.get_by_label("国庫支出金").fill("0")
        page.get_by_label("一般財源").fill("35,980,000")
        page.get_by_label("職員の人数").fill("1.5")
        # Half done, it says what the sum waits for; whole, the sum stands beside the form.
        expect(page.locator("#_side")).to_contain_text("47,155,000円")
        page.get_by_label("わかったこと").fill("客は二割ふえた。")
        page.get_by_role("radio", name="拡大").check()
        page.get_by_role("button", name="提出する").click()
        expect(page.get_by_text("提出の前に、1か所を直してください")).to_be_visible()
        look(page)
        page.get_by_label("去年の約束はどうなったか").fill("二回ひらき、一回は台風で中止した。")
        page.get_by_role("button", name="提出する").click()
        expect(page.get_by_text("を提出しました")).to_be_visible()

    with desk(browser, office, "bureau") as page:
        _open(page)
        expect(page.locator("#_views")).to_contain_text("客は二割ふえた。")
        page.get_by_label("わかったこと").fill("一人が使う額は伸びていない。")
        page.get_by_role("radio", name="見直し").check()
        expect(page.locator("#_views")).to_contain_text("「拡大」から「見直し」に変わりました")
        look(page)
        page.get_by_role("button", name="提出する").click()
        expect(page.get_by_text("を提出しました")).to_be_visible()

    with desk(browser, office, "chief") as page:
        _approve(page)
    with desk(browser, office, "planner") as page:
        _approve(page)

    with desk(browser, office, "committee", **PHONE) as page:
        _open(page)
        page.get_by_role("link", name="ほかの立場の評価を見る").click()
        expect(page.locator("#_views")).to_contain_text("一人が使う額は伸びていない。")
        look(page)
        page.get_by_label("わかったこと").fill("泊まる客に絞って続けること。")
        page.get_by_role("radio", name="見直し").check()
        page.get_by_role("button", name="提出する").click()
        expect(page.get_by_text("を提出しました")).to_be_visible()

    with desk(browser, office, "planner") as page:
        _approve(page)
        page.get_by_role("link", name="評価", exact=True).click()
        row = page.get_by_role("row").filter(has_text=PROGRAM)
        expect(row.get_by_text("承認済み")).to_have_count(3)
        expect(row.get_by_text("前の立場から変更")).to_have_count(1)
        page.set_viewport_size({"width": 390, "height": 844})
        look(page)
        page.get_by_role("link", name="進み具合", exact=True).click()
        page.get_by_role("link", name="公約と既知の誤り").click()
        expect(page.get_by_text("待機児童をなくす")).to_be_visible()
        look(page)


def _open(page: Page) -> None:
    """Open the program's sheet from one's own list."""
    page.get_by_role("link", name=PROGRAM).click()
    expect(page.get_by_role("heading", name=PROGRAM)).to_be_visible()


def _approve(page: Page) -> None:
    """Approve what waits, from its own page."""
    page.get_by_role("link", name="承認", exact=True).click()
    page.get_by_role("link", name=PROGRAM).first.click()
    page.get_by_role("button", name="承認する").click()
    expect(page.get_by_text("を承認しました")).to_be_visible()
