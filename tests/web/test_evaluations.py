"""Evaluation sheets on screen: the boxes of the city, views side by side, the registers."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import Office

MOST_STATEMENTS = 12
SECTION = "section-tourism"
SHEET = {
    "purpose": "港を訪れる人が増える。",
    "national": "0",
    "general": "35,980,000",
    "staff_time": "1.5",
    "residents": "はい",
    "answer_to_last_year": "夜の催しを二回ひらいた。",
    "findings": "客は二割ふえた。<script>alert(1)</script>",
    "direction": "拡大",
    "improvement": "泊まる客への案内を始める。",
    "memo": "",
}
BUREAU = {"residents": "", "findings": "使う額が伸びていない。", "direction": "見直し", "memo": ""}


@pytest.fixture
def asked(office: Office) -> Office:
    """The office in which every view of every program was asked for."""
    answer = office.client("planner").post(
        "/evaluations/ask/",
        {"sheet": "program", "element": "", "view": ["section", "bureau", "committee"]},
        follow=True,
    )
    assert "評価シート33件を頼みました" in answer.content.decode()
    return office


def _item(office: Office, view: str) -> Any:
    """The sheet of one program, given to the section that this office's people work in."""
    from hoshin.actions import rounds
    from hoshin.domain.roles import Role
    from hoshin.storage.models import RoleGrant

    item = office.round.items.get(program="p-visitors", author_role=view)
    mine = RoleGrant.objects.get(person=office.people["officer"], role=Role.OFFICER)
    if item.organisation_id != mine.organisation_id:
        rounds.assign(
            office.actor("planner"),
            item.pk,
            version=item.version,
            organisation_id=mine.organisation_id,
        )
        item.refresh_from_db()
    return item


def _submit(office: Office, who: str, item: Any, content: dict[str, str]) -> Any:
    item.refresh_from_db()
    return office.client(who).post(
        f"/items/{item.pk}/", {**content, "version": item.version}, follow=True
    )


def _approve(office: Office, who: str, item: Any) -> Any:
    item.refresh_from_db()
    return office.client(who).post(
        f"/items/{item.pk}/do/approve/", {"version": item.version}, follow=True
    )


def test_the_form_has_the_boxes_that_the_city_declared(asked: Office) -> None:
    page = asked.client("officer").get(f"/items/{_item(asked, 'section').pk}/").content.decode()
    for word in ("わかったこと", "国庫支出金", "職員の人数", "拡大", "終了", "庁内メモ"):
        assert word in page, word
    assert 'name="prefecture"' not in page and "廃止" not in page
    # The promise of the year before stands where it is answered.
    assert "前年度に約束したこと" in page and "夜の催しを三回ひらき" in page
    english = asked.client("officer")
    english.post("/language/", {"language": "en", "back": "/"})
    page = english.get(f"/items/{_item(asked, 'section').pk}/").content.decode()
    assert "What we learnt" in page and "Three evening events" in page


def test_the_same_may_be_said_in_english_and_is_read_so(asked: Office) -> None:
    from hoshin.storage.models import Evaluation, EvaluationAnswer

    item = _item(asked, "section")
    form = asked.client("officer").get(f"/items/{item.pk}/").content.decode()
    assert 'name="findings_en"' in form and 'name="direction_en"' not in form
    said = SHEET | {
        "findings_en": "Visitors rose by a fifth.",
        "improvement_en": "Guide those who stay.",
    }
    alone = _submit(asked, "officer", item, said | {"findings": ""})
    assert alone.status_code == 422 and "英語だけが書かれています" in alone.content.decode()
    assert "Visitors rose by a fifth." in alone.content.decode()
    assert _submit(asked, "officer", item, said).status_code == 200
    chief = asked.client("chief")
    chief.post("/language/", {"language": "en", "back": "/"})
    page = chief.get(f"/items/{item.pk}/").content.decode()
    assert "Visitors rose by a fifth." in page and "客は二割ふえた" not in page
    assert _approve(asked, "chief", item).status_code == 200
    written = Evaluation.objects.get(program="p-visitors", year=item.time_period)
    assert written.findings_en == "Visitors rose by a fifth."
    answer = EvaluationAnswer.objects.get(evaluation=written, field__code="improvement")
    assert answer.text_en == "Guide those who stay."


def test_the_trial_names_its_people_after_bureaus_whose_programs_are_evaluated(
    asked: Office,
) -> None:
    from hoshin.cli.trial import ACCOUNTS, _bureaus, _person
    from hoshin.domain.roles import Role

    assert sum(one.role is Role.PLANNER for one in ACCOUNTS) == 2
    bureaus = _bureaus(asked.round)
    assert [one.pk for one in bureaus.values()] == ["bureau-industry", "bureau-environment"]
    account = next(one for one in ACCOUNTS if one.role is Role.BUREAU_COORDINATOR)
    made = _person(dataclasses.replace(account, username="another"), bureaus)
    assert made.name == "産業局の取りまとめ（見本）"
    assert made.grants.get().organisation_id == "bureau-industry"


def test_the_queue_says_a_direction_in_the_language_of_who_reads(asked: Office) -> None:
    assert _submit(asked, "officer", _item(asked, "section"), SHEET).status_code == 200
    chief = asked.client("chief")
    assert "<b>拡大</b>" in chief.get("/approvals/").content.decode()
    chief.post("/language/", {"language": "en", "back": "/"})
    page = chief.get("/approvals/").content.decode()
    assert "<b>expand</b>" in page and "拡大" not in page


def test_an_unanswered_promise_is_said_at_its_box(asked: Office) -> None:
    item = _item(asked, "section")
    answer = _submit(asked, "officer", item, SHEET | {"answer_to_last_year": "", "direction": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "提出の前に、2か所を直してください" in page
    assert (
        "前年度に約束したことがあるのに、「去年の約束はどうなったか」が書かれていません。" in page
    )
    assert "泊まる客への案内を始める。" in page, "what was typed stands in the form again"


def test_the_full_cost_appears_as_one_types(asked: Office) -> None:
    item = _item(asked, "section")
    answer = asked.client("officer").post(
        f"/items/{item.pk}/draft/", {**SHEET, "version": item.version}
    )
    page = answer.content.decode()
    assert "47,155,000円" in page
    assert "計画データの決算額 35,980,000円 と同じです" in page
    item.refresh_from_db()
    half = asked.client("officer").post(
        f"/items/{item.pk}/draft/", {**SHEET, "national": "", "version": item.version}
    )
    assert "「国庫支出金」を書くと合計が出ます" in half.content.decode()


def test_views_stand_side_by_side_and_a_changed_direction_is_said(asked: Office) -> None:
    section, bureau, committee = (_item(asked, one) for one in ("section", "bureau", "committee"))
    before = asked.client("bureau").get(f"/items/{bureau.pk}/").content.decode()
    assert "客は二割ふえた" not in before
    assert _submit(asked, "officer", section, SHEET).status_code == 200
    page = asked.client("bureau").get(f"/items/{bureau.pk}/").content.decode()
    assert "客は二割ふえた。&lt;script&gt;" in page and "<script>alert" not in page
    assert "47,155,000円" in page
    kept = asked.client("bureau").post(
        f"/items/{bureau.pk}/draft/", {**BUREAU, "version": bureau.version}
    )
    assert (
        "局の評価で、来年はどうするかが「拡大」から「見直し」に変わりました。"
        in kept.content.decode()
    )
    assert _submit(asked, "bureau", bureau, BUREAU).status_code == 200
    # The section reads the bureau's view once it is approved, not before.
    waiting = asked.client("officer").get(f"/items/{section.pk}/").content.decode()
    assert "承認後に見られます" in waiting and "使う額が伸びていない" not in waiting
    assert asked.client("committee").get(f"/items/{section.pk}/").status_code == 404
    _approve(asked, "chief", section)
    _approve(asked, "planner", bureau)
    shown = asked.client("officer").get(f"/items/{section.pk}/").content.decode()
    assert "使う額が伸びていない" in shown
    shown = asked.client("committee").get(f"/items/{committee.pk}/").content.decode()
    assert "使う額が伸びていない" in shown and "客は二割ふえた" in shown


def test_each_view_is_on_its_authors_own_list(asked: Office) -> None:
    _item(asked, "bureau")
    for who, word in (("bureau", "局の評価"), ("committee", "委員会の評価")):
        page = asked.client(who).get("/").content.decode()
        assert "観光誘客事業" in page and word in page, who
    assert "局の評価" not in asked.client("officer").get("/").content.decode()


def test_forged_boxes_and_other_peoples_views_are_refused(asked: Office) -> None:
    section, bureau = _item(asked, "section"), _item(asked, "bureau")
    assert _submit(asked, "bureau", section, SHEET).status_code == 403
    assert _submit(asked, "officer", bureau, BUREAU).status_code == 403
    assert _submit(asked, "bureau", bureau, BUREAU | {"general": "1"}).status_code == 200
    last = bureau.submissions.get().content
    assert "general" not in last
    chief = _approve(asked, "chief", bureau)
    assert chief.status_code == 403


def test_the_planner_sees_all_views_and_asks_once(asked: Office) -> None:
    section, bureau = _item(asked, "section"), _item(asked, "bureau")
    _submit(asked, "officer", section, SHEET)
    _approve(asked, "chief", section)
    _submit(asked, "bureau", bureau, BUREAU)
    page = asked.client("planner").get("/evaluations/").content.decode()
    assert "拡大" in page and "見直し" in page and "前の立場から変更" in page
    again = {"sheet": "program", "element": "plan-2022.4", "view": ["section", "bureau"]}
    answer = asked.client("planner").post("/evaluations/ask/", again, follow=True)
    assert "評価シート0件を頼みました" in answer.content.decode()
    for wrong in ({"sheet": "program"}, {"view": ["nobody"]}):
        answer = asked.client("planner").post("/evaluations/ask/", wrong, follow=True)
        assert "一つ以上選んでください" in answer.content.decode()
    unknown = {"sheet": "program", "element": "' OR 1=1 --", "view": ["section"]}
    answer = asked.client("planner").post("/evaluations/ask/", unknown, follow=True)
    assert answer.status_code == 200 and "この計画の要素はありません" in answer.content.decode()
    assert asked.client("officer").post("/evaluations/ask/", again).status_code == 403


def test_the_registers_say_how_pledges_stand(office: Office) -> None:
    from hoshin.storage.models import KnownError

    KnownError.objects.create(
        id="open-one",
        problem="unit-scale-differs",
        row="plan-2022.visitors",
        printed="<b>120</b>",
        recorded_on="2025-04-01",
    )
    page = office.client("planner").get("/board/registers/").content.decode()
    assert "待機児童をなくす" in page and "状況別に数えると" in page
    page = office.client("planner").get("/board/errors/").content.decode()
    assert "未回答 1件" in page and "&lt;b&gt;120" in page
    checked = office.client("planner").get("/board/errors/?check=1").content.decode()
    assert "もう見つからない誤り" in checked


@pytest.mark.parametrize(
    "path", ["/evaluations/", "/evaluations/?sheet=measure", "/board/registers/"]
)
def test_the_screens_need_few_statements(asked: Office, path: str) -> None:
    client = asked.client("planner")
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    assert len(counted) <= MOST_STATEMENTS, [one["sql"][:90] for one in counted]


def test_the_planner_changes_the_boxes_of_the_sheet(asked: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    planner = asked.client("planner")
    page = planner.get("/evaluations/boxes/").content.decode()
    assert "庁内メモ" in page and "庁内だけ" in page
    assert "拡大（予算：増やす）" in page and "見直し（予算：お金では決まらない）" in page
    taken = planner.get("/evaluations/boxes/file/")
    assert "evaluation_fields.csv" in taken.headers["Content-Disposition"]
    table = taken.content
    changed = table.replace("わかったこと".encode(), "気づいたこと".encode())
    brought = SimpleUploadedFile("evaluation_fields.csv", changed)
    answer = planner.post("/evaluations/boxes/", {"file": brought}, follow=True)
    assert "欄を保存しました" in answer.content.decode()
    form = asked.client("officer").get(f"/items/{_item(asked, 'section').pk}/").content.decode()
    assert "気づいたこと" in form and "わかったこと" not in form
    broken = SimpleUploadedFile("x.csv", table.replace(b",memo,", b",MEMO<b>,"))
    answer = planner.post("/evaluations/boxes/", {"file": broken})
    assert answer.status_code == 422
    assert "何も変えていません" in answer.content.decode() and "<b>," not in answer.content.decode()
    assert asked.client("officer").get("/evaluations/boxes/").status_code == 403
    assert planner.post("/evaluations/boxes/", {}).status_code == 422


def test_the_form_says_what_the_budget_shows_of_last_years_direction(asked: Office) -> None:
    item = _item(asked, "section")
    client = asked.client("officer")
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "夜の催しを三回ひらき" in page and "予算に表れました" not in page
    item.program_id = "p-startup"
    item.save(update_fields=["program"])
    page = client.get(f"/items/{item.pk}/").content.decode()
    said = "2024年度から2025年度への予算に表れました：+1,000,000円（+9.1%）"
    assert page.count(said) == 2
    client.cookies["hoshin_language"] = "en"
    english = client.get(f"/items/{item.pk}/").content.decode()
    assert english.count("Seen in the budget from FY2024 to FY2025: +¥1,000,000 (+9.1%)") == 2


def test_a_part_of_a_program_counts_beside_its_whole(asked: Office) -> None:
    from hoshin.storage.models import Program, ProgramListing

    item = _item(asked, "section")
    item.program_id = "p-startup"
    item.save(update_fields=["program"])
    Program.objects.filter(pk="p-startup").update(part_of="p-port")
    listings = ProgramListing.objects.filter(program="p-startup")
    assert listings.filter(kind="listing").update(kind="breakdown")
    assert ProgramListing.objects.filter(program="p-port").exists(), "the whole is listed"
    page = asked.client("officer").get(f"/items/{item.pk}/").content.decode()
    said = "2024年度から2025年度への予算に表れました：+1,000,000円（+9.1%）"
    assert page.count(said) == 2


def test_the_form_of_a_program_needs_few_statements(asked: Office) -> None:
    client, path = asked.client("officer"), f"/items/{_item(asked, 'section').pk}/"
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    assert len(counted) <= 30, [one["sql"][:90] for one in counted]
