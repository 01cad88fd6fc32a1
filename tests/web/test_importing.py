"""Documents are uploaded, reviewed beside their pages, accepted and found, in every browser."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.actions.uploads_of_harbour import NAME, TABLE, keys_of, read_everything
from tests.contract import pdf_layouts
from tests.web.conftest import Office

MOST_STATEMENTS = 12
# What would be accepted is checked together with the whole plan, a statement for each table.
MOST_STATEMENTS_WITH_THE_PLAN = 60
OTHERS = ("officer", "chief", "bureau", "finance", "committee", "auditor", "admin")
HOSTILE = "<img src=x onerror=alert(1)>\"'.csv"
HOSTILE_TABLE = (
    "No,指標名,単位,当初値,2025年度,2026年度(目標値)\n"
    "1,<script>alert(1)</script>の数,人,2021年度 80人,2025年度 100人,2026年度 120人\n"
    "2,公園の数,か所,2021年度 8か所,2025年度 9か所,2026年度 12か所\n"
)


def _file(name: str, content: bytes | str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def _upload(office: Office, *files: Any, plan: str = "plan-2022") -> Any:
    """Upload as the planner, and let everything be read."""
    answer = office.client("planner").post("/import/", {"file": list(files), "plan": plan})
    read_everything()
    return answer


def _only() -> Any:
    from hoshin.storage.models import Upload

    return Upload.objects.get()


@pytest.fixture
def report(office: Office) -> Any:
    assert _upload(office, _file(NAME, TABLE.format(value="111.5"))).status_code == 302
    return _only()


def _form(upload: Any, key: tuple[str, str], **given: Any) -> dict[str, Any]:
    return {"key": ":".join(key), "version": 0, "page": 1, "show": "all", "part": 1, **given}


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_of_several_files_each_is_received_or_says_why_not(office: Office) -> None:
    from hoshin.storage.models import Upload

    answer = _upload(
        office,
        _file(NAME, TABLE.format(value="111.5")),
        _file("空.xlsx", ""),
        _file("写真.jpg", b"\xff\xd8\xff\xe0" + b"0" * 100),
        _file(HOSTILE, HOSTILE_TABLE),
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "「空.xlsx」は中身が空です" in page
    states = dict(Upload.objects.values_list("name", "state"))
    assert states == {NAME: "ready", "写真.jpg": "unreadable", HOSTILE: "ready"}
    page = office.client("planner").get("/import/").content.decode()
    assert "画像" in page and "onerror=alert(1)&gt;" in page and "<img src=x" not in page
    nothing = office.client("planner").post("/import/", {})
    assert nothing.status_code == 422 and "文書が選ばれていません" in nothing.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_waiting_document_is_told_without_script(office: Office) -> None:
    client = office.client("planner")
    client.post("/import/", {"file": _file(NAME, TABLE.format(value="1"))})
    page = client.get("/import/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page and "順番待ち" in page
    assert client.get(f"/import/{_only().pk}/").headers["Location"] == "/import/"
    read_everything()
    page = client.get("/import/").content.decode()
    assert "http-equiv" not in page and "確認できます" in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_whoever_may_not_review_is_refused_everywhere(office: Office, report: Any) -> None:
    (key,) = keys_of(report, "indicators")
    base = f"/import/{report.pk}/"
    for name in OTHERS:
        client = office.client(name)
        for path in ("/import/", base, f"{base}accept/", f"{base}result/"):
            assert client.get(path).status_code == 403, (name, path)
        for path, form in (
            ("/import/", {"file": _file("a.csv", "a,b")}),
            (f"{base}row/", _form(report, key, choice="take")),
            (f"{base}accept/", {"version": report.version, "proved": "1"}),
            (f"{base}do/close/", {}),
        ):
            assert client.post(path, form).status_code == 403, (name, path)
    report.refresh_from_db()
    assert (report.version, report.results, report.decisions.count()) == (2, [], 0)


def test_rows_stand_beside_the_lines_that_they_were_read_from(office: Office, report: Any) -> None:
    client = office.client("planner")
    page = client.get(f"/import/{report.pk}/").content.decode()
    assert page.count("<h1>") == 1 and "夜の散歩道の長さ" in page
    marked = re.findall(r'<mark data-mark="([^"]+)">([^<]+)</mark>', page)
    assert len(marked) == 2 and "観光入込客数" in marked[0][1]
    for row in marked[0][1], marked[1][1]:
        assert row in page
    codes = ("plan-2022", "ind-", "undeclared", "cells-equal-heads", "as_printed")
    text = re.sub(r"<(input|option|select|textarea|a|form|article|li|mark|button)[^>]*>", "", page)
    assert [one for one in codes if one in text] == []
    for show, count in (("decide", 1), ("changed", 0), ("low", 0)):
        found = client.get(f"/import/{report.pk}/?show={show}").content.decode()
        assert found.count("<article") == count, show
    client.cookies["hoshin_language"] = "en"
    english = client.get(f"/import/{report.pk}/").content.decode()
    assert "needs a decision" in english and "Visitors FY2025" in english


def test_screens_of_a_review_need_few_statements(office: Office, report: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = office.client("planner")
    for path in ("", "accept/", "result/"):
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/import/{report.pk}/{path}").status_code == 200
        most = MOST_STATEMENTS_WITH_THE_PLAN if path == "accept/" else MOST_STATEMENTS
        assert len(made) <= most, path
    for path in ("/import/", "/find/?q=散歩", f"/documents/{report.file_id}/1/?lines=4"):
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        assert len(made) <= MOST_STATEMENTS, path


def test_two_rows_are_put_right_without_script_and_stand_in_the_plan(
    office: Office, report: Any
) -> None:
    from hoshin.storage.models import Indicator, Target

    (indicator,), (target,) = keys_of(report, "indicators"), keys_of(report, "targets")
    client = office.client("planner")
    address = f"/import/{report.pk}/row/"
    form = _form(report, indicator, choice="take")
    form |= {"value:name": "夜の散歩道", "value:direction": "increase"}
    answer = client.post(address, form)
    assert answer.status_code == 302 and re.search(r"#r\d+$", answer.headers["Location"])
    wrong = _form(report, target, choice="take", **{"value:goal_value": "八点五"})
    assert client.post(address, wrong).status_code == 302
    page = client.get(f"/import/{report.pk}/").content.decode()
    assert 'value="八点五"' in page and 'aria-invalid="true"' in page
    assert "「八点五」は数ではありません" in page
    client.post(
        address, _form(report, target, version=1, choice="take") | {"value:goal_value": "8.5"}
    )
    listed = client.get(f"/import/{report.pk}/accept/").content.decode()
    assert "夜の散歩道" in listed and "8.5 km" in listed
    assert "夜の散歩道の長さ" not in listed, "what is renamed bears its new name, its target too"
    assert "「目標値」は8.5です" in listed and "goal_value" not in listed
    client.cookies["hoshin_language"] = "en"
    in_english = client.get(f"/import/{report.pk}/accept/").content.decode()
    assert "&#34;Goal value&#34; is 8.5" in in_english and "goal_value" not in in_english
    client.cookies["hoshin_language"] = "ja"
    version = re.search(r'name="version" value="(\d+)"', listed)
    assert version is not None
    done = client.post(
        f"/import/{report.pk}/accept/", {"version": version[1], "proved": "1"}, follow=True
    )
    result = done.content.decode()
    assert done.redirect_chain[-1][0] == f"/import/{report.pk}/result/"
    assert "夜の散歩道" in result and "夜の散歩道の長さ" not in result
    assert "夜の散歩道の長さ" not in client.get(f"/import/{report.pk}/result/").content.decode()
    assert Indicator.objects.get(pk=indicator[1]).name == "夜の散歩道"
    assert Target.objects.get(pk=target[1]).goal_printed == "8.0", "what was printed stays"
    passport = client.get(re.findall(r'href="(/figures/plan[^"]+)"', result)[0]).content.decode()
    assert "1ページ 4行" in passport and "観光入込客数 / 2021年度 82.4 万人" in passport
    place = re.search(rf'href="(/documents/{report.file_id}/1/[^"]+)"', passport)
    assert place is not None
    assert "観光入込客数" in client.get(place[1].replace("&amp;", "&")).content.decode()
    again = client.post(f"/import/{report.pk}/accept/", {"version": version[1], "proved": "1"})
    assert again.status_code == 409


def test_a_decision_with_script_gives_the_row_back(office: Office, report: Any) -> None:
    (target,) = keys_of(report, "targets")
    client = office.client("planner", headers={"HX-Request": "true"})
    address = f"/import/{report.pk}/row/"
    kept = client.post(address, _form(report, target, keep="1") | {"value:goal_value": "９"})
    assert kept.status_code == 200 and kept.headers["X-Kept"] == "1"
    assert 'hx-swap-oob="true"' in kept.content.decode() and "例えば「9」" in kept.content.decode()
    stale = client.post(address, _form(report, target, choice="leave"))
    assert stale.status_code == 409 and "別の画面でこの項目を変更しました" in stale.content.decode()
    taken = client.post(
        address, _form(report, target, choice="take", version=1) | {"value:goal_value": "9"}
    )
    page = taken.content.decode()
    assert "state-of-take" in page and "data-went" in page and 'id="_counts"' in page
    assert (
        client.post(address, _form(report, ("targets", "none"), choice="take")).status_code == 404
    )
    same = client.post(address, _form(report, target, version=2, same_as="no such"))
    assert same.status_code == 422 and "候補から" in same.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_the_same_indicator_is_found_by_words_and_chosen(office: Office, report: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoshin.storage.models import AuditEvent, Indicator, RowDecision

    (key,) = keys_of(report, "indicators")
    existing = Indicator.objects.exclude(pk="visitors").order_by("pk").first()
    assert existing is not None
    asked = {"key": ":".join(key), "label": "1", "page": "1"}
    client = office.client("planner")
    address = f"/import/{report.pk}/same/"
    assert f'action="{address}"' in client.get(f"/import/{report.pk}/").content.decode()
    with CaptureQueriesContext(connection) as made:
        page = client.get(address, {**asked, "words": existing.name[:3]}).content.decode()
    assert len(made) <= MOST_STATEMENTS
    assert existing.name in page and f'value="{existing.pk}"' in page
    part = client.get(
        address, {**asked, "words": existing.name[:3]}, headers={"HX-Request": "true"}
    ).content.decode()
    assert existing.name in part and "<html" not in part
    nothing = client.get(address, {**asked, "words": "<b>どこにもない</b>"}).content.decode()
    assert "計画にありません" in nothing and "<b>どこ" not in nothing
    chosen = _form(report, key, same_as=existing.pk)
    page = client.post(f"/import/{report.pk}/row/", chosen, follow=True).content.decode()
    assert f"「{existing.name}」と同じ" in page or existing.name in page
    decision = RowDecision.objects.get()
    assert (decision.choice, decision.same_as) == ("same", existing.pk)
    assert AuditEvent.objects.latest("number").details["same_as"] == existing.pk
    (target,) = keys_of(report, "targets")
    for wrong in ({"key": ":".join(target)}, {"key": "indicators:none"}, {}):
        assert client.get(address, wrong).status_code == 404
    assert office.client("officer").get(address, asked).status_code == 403


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_plan_that_changed_meanwhile_is_told_row_by_row(office: Office, report: Any) -> None:
    from decimal import Decimal

    from hoshin.storage.models import Observation

    same, _ = keys_of(report, "observations")
    Observation.objects.create(
        id=same[1],
        indicator_id="visitors",
        time_period="FY2025",
        unit_measure="万人",
        obs_value=Decimal(100),
    )
    client = office.client("planner")
    given = {"version": report.version, "proved": "1"}
    refused = client.post(f"/import/{report.pk}/accept/", given)
    page = refused.content.decode()
    assert refused.status_code == 409 and "もう計画にあります" in page
    assert client.post(f"/import/{report.pk}/do/again/").status_code == 302
    read_everything()
    assert client.get(f"/import/{report.pk}/").status_code == 200
    assert client.post(f"/import/{report.pk}/do/close/").status_code == 302
    assert client.get(f"/import/{report.pk}/").headers["Location"] == "/import/"
    assert client.post(f"/import/{report.pk}/do/nothing/").status_code == 404


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_new_contradictions_are_said_before_they_are_written(office: Office, report: Any) -> None:
    from hoshin.storage.models import Indicator

    (indicator,) = keys_of(report, "indicators")
    client = office.client("planner")
    address = f"/import/{report.pk}/accept/"
    before = client.get(address).content.decode()
    assert before.count("は91.3%と公表されています") == 1 and "「点」" not in before
    form = _form(report, indicator, choice="take") | {"value:unit": "点"}
    assert client.post(f"/import/{report.pk}/row/", form).status_code == 302
    page = client.get(address).content.decode()
    (said,) = re.findall(r"<section class=\"panel panel-ask\">.*?</section>", page, re.DOTALL)
    assert "合わなくなるところ" in said and "夜の散歩道の長さ" in said and "「点」" in said
    client.cookies["hoshin_language"] = "en"
    assert "What would no longer agree in the plan" in client.get(address).content.decode()
    report.refresh_from_db()
    done = client.post(address, {"version": report.version, "proved": "1"})
    assert done.status_code == 302, "they are said, and do not stand in the way"
    assert Indicator.objects.get(pk=indicator[1]).unit == "点"


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_an_unread_row_says_in_words_what_was_read_of_it(office: Office) -> None:
    _upload(office, _file(NAME, TABLE.format(value="890→").replace("890→ 万人", "890→")))
    client = office.client("planner")
    page = client.get(f"/import/{_only().pk}/").content.decode()
    assert "「2025年度 890→」は数として読めません。" in page
    assert "名称：観光入込客数" in page and "基準値：2021年度 82.4 万人" in page
    client.cookies["hoshin_language"] = "en"
    page = client.get(f"/import/{_only().pk}/").content.decode()
    assert "cannot be read as a number" in page and "name: 観光入込客数" in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_page_of_a_pdf_is_a_picture_and_its_marks(office: Office) -> None:
    _upload(office, _file("計画.pdf", pdf_layouts.content("ruled")))
    upload = _only()
    client = office.client("planner")
    page = client.get(f"/import/{upload.pk}/").content.decode()
    image = f"/documents/{upload.file_id}/1/image/"
    assert f'<image href="{image}"' in page and page.count("<rect ") > 8
    assert "市内総生産額" in page.partition("page-lines")[2], "the picture's text is told too"
    picture = client.get(image)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"/documents/{upload.file_id}/9/image/").status_code == 404
    assert "style=" not in page and not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_hostile_names_are_text_wherever_they_are_shown(office: Office) -> None:
    _upload(office, _file(HOSTILE, HOSTILE_TABLE))
    upload = _only()
    client = office.client("planner")
    for path in (
        "/import/",
        f"/import/{upload.pk}/",
        f"/import/{upload.pk}/accept/",
        "/find/?q=script",
        f"/documents/{upload.file_id}/1/",
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page, path
        assert "alert(1)" in page, path
    file = client.get(f"/documents/{upload.file_id}/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "application/octet-stream"
    file.close()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_words_are_found_with_their_page_by_those_who_may_read(office: Office, report: Any) -> None:
    client = office.client("officer")
    page = client.get("/find/?q=散歩 ４.５").content.decode()
    assert f"{NAME} 1ページ 5行" in page and "<mark>散歩</mark>" in page
    address = re.search(r'href="(/documents/[^"]+#_mark)"', page)
    assert address is not None
    shown = client.get(address[1].replace("&amp;", "&")).content.decode()
    assert "1ページ 5行" in shown and 'id="_line-5"' in shown
    assert "見つかりません" in client.get("/find/?q=ありえない語").content.decode()
    committee = office.client("committee")
    unseen = committee.get("/find/?q=散歩").content.decode()
    assert "hit-text" not in unseen and NAME not in unseen
    assert committee.get(f"/documents/{report.file_id}/1/").status_code == 404
    assert committee.get(f"/documents/{report.file_id}/").status_code == 404
    assert client.get(f"/documents/{'0' * 64}/1/").status_code == 404
    assert client.get("/documents/..%2f..%2fsecret-key/").status_code == 404


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_words_are_found_over_the_api(office: Office, report: Any) -> None:
    from django.test import Client
    from django.utils import timezone

    from hoshin.actions import tokens

    _, key = tokens.issue_token(
        office.actor("officer"),
        name="検索",
        scopes=[tokens.Scope.READ],
        expires_on=timezone.localdate() + timedelta(days=9),
    )
    client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {key}"})
    (found,) = json.loads(client.get("/api/v1/find?q=散歩").content)
    assert found["citation_en"] == f"{NAME}, p. 1, line 5"
    assert found["address"] == f"/documents/{report.file_id}/1/?lines=5#_mark"
    start, end = found["marks"][0]
    assert found["text"][start:end] == "散歩"
    assert client.get("/api/v1/find?q=").status_code == 422
    assert Client(SERVER_NAME="localhost").get("/api/v1/find?q=a").status_code == 401
