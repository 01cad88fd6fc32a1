"""Every screen for every role: it opens or refuses, in both languages, with few statements."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.web.conftest import PASSWORD, Office

MOST_STATEMENTS_OF_A_LIST = 12
LISTS = ("/", "/grid/", "/approvals/", "/board/", "/board/?by=plan", "/figures/", "/audit/")
EVERYBODY = ("planner", "officer", "chief", "bureau", "finance", "committee", "auditor", "admin")


def _statements(client: Any, path: str) -> tuple[Any, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        answer = client.get(path)
    return answer, len(made)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_screens_open_or_refuse_for_every_role_in_both_languages(office: Office) -> None:
    for name in EVERYBODY:
        for language in ("ja", "en"):
            client = office.client(name)
            client.cookies["hoshin_language"] = language
            for path in LISTS:
                answer = client.get(path)
                assert answer.status_code in (200, 403), (name, path)
                page = answer.content.decode()
                assert f'<html lang="{language}"' in page
                assert page.count("<h1>") == 1


@pytest.mark.parametrize("path", LISTS)
def test_a_list_needs_few_statements_whatever_its_length(office: Office, path: str) -> None:
    from hoshin.storage.models import WorkItem

    name = {"/approvals/": "chief", "/grid/": "officer", "/": "officer", "/audit/": "auditor"}.get(
        path, "planner"
    )
    first = office.items()[0]
    more = [
        WorkItem(
            round=office.round,
            kind=first.kind,
            key=f"more-{n}",
            indicator_id=item.indicator_id,
            time_period=first.time_period,
            organisation_id=first.organisation_id,
            state="returned" if n % 2 else "not_started",
            due_on=first.due_on + timedelta(days=n),
            changed_at=first.changed_at,
        )
        for n, item in enumerate(office.items() * 8)
    ]
    client = office.client(name)
    # Each kind of line twice before anything is counted; after that, lines cost no statement.
    every_kind = 2 * len(office.items())
    WorkItem.objects.bulk_create(more[:every_kind])
    answer, few = _statements(client, path)
    assert answer.status_code == 200
    WorkItem.objects.bulk_create(more[every_kind:])
    _, many = _statements(client, path)
    assert many <= MOST_STATEMENTS_OF_A_LIST
    assert many == few


def test_nobody_sees_a_screen_without_signing_in(office: Office) -> None:
    from django.test import Client

    item = office.items()[0]
    for path in (*LISTS, f"/items/{item.pk}/", "/publish/", "/people/"):
        answer = Client(SERVER_NAME="localhost").get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/account/sign-in/")


def test_pages_forbid_foreign_and_inline_scripts_and_are_not_cached(office: Office) -> None:
    client = office.client("officer")
    for path in ("/", f"/items/{office.items()[0].pk}/", "/grid/"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        page = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)
        assert not re.search(r"\son[a-z]+=|\sstyle=", page)
        assert "https://" not in page
        assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_the_first_password_has_to_be_changed_before_work(office: Office) -> None:
    from hoshin.storage.models import Person

    Person.objects.filter(username="officer").update(must_change_password=True)
    office.people["officer"].refresh_from_db()
    client = office.client("officer")
    assert client.get("/").headers["Location"] == "/account/password/"
    assert client.get("/account/password/").status_code == 200
    own = "港の朝は霧が深い 2024"
    form = {"oldpassword": PASSWORD, "password1": own, "password2": own}
    assert client.post("/account/password/", {**form, "password2": "x"}).status_code == 200
    assert client.get("/").status_code == 302
    assert client.post("/account/password/", form).headers["Location"] == "/"
    assert "パスワードを変更しました" in client.get("/").content.decode()


def test_a_workplace_without_plans_says_what_to_do_first(blank_workplace: str) -> None:
    from django.test import Client

    from hoshin.actions import people
    from hoshin.actions.actor import Actor, Way
    from hoshin.domain.roles import Role

    for name, role in (("admin", Role.ADMINISTRATOR), ("planner", Role.PLANNER)):
        person, _ = people.invite(
            Actor(None, Way.COMMAND), username=name, name=name, role=role, organisation_id=None
        )
        person.must_change_password = False
        person.save()
        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        work = client.get("/").content.decode()
        assert "hoshin load" in work
        assert ('href="/people/"' in work) == (name == "admin")
        assert "まだ指標がありません" in client.get("/figures/").content.decode()
    refused = client.post("/board/do/open/", {"year": "2024"}, follow=True)
    assert "報告する指標や施策が、計画にありません" in refused.content.decode()


def test_five_wrong_passwords_pause_the_sign_in_name(office: Office) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    for _ in range(5):
        answer = client.post("/account/sign-in/", {"login": "officer", "password": "wrong"})
    assert answer.status_code == 429
    assert "しばらくログインできません" in answer.content.decode()
    right = client.post("/account/sign-in/", {"login": "officer", "password": PASSWORD})
    assert right.status_code == 429
    other = Client(SERVER_NAME="localhost").post(
        "/account/sign-in/", {"login": "chief", "password": PASSWORD}
    )
    assert other.status_code == 302


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_who_has_only_approvals_to_do_is_not_told_that_there_is_nothing(
    office: Office, language: str
) -> None:
    item = office.items()[0]
    form = {"version": item.version, "missing_reason": "not_surveyed"}
    assert office.client("officer").post(f"/items/{item.pk}/", form).status_code == 302
    client = office.client("chief")
    client.cookies["hoshin_language"] = language
    page = client.get("/").content.decode()
    said = {
        "ja": ("1件があなたの承認を待っています", "今することはありません"),
        "en": ("1 item waits for your approval", "Nothing to do now"),
    }[language]
    assert said[0] in page and said[1] not in page
    item.refresh_from_db()
    assert "取り下げる" not in client.get(f"/items/{item.pk}/").content.decode()
    assert "取り下げる" in office.client("officer").get(f"/items/{item.pk}/").content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_publishing_counts_what_the_board_counts(office: Office) -> None:
    client = office.client("planner")
    values = office.round.items.filter(kind="observation").count()
    every = office.round.items.count()
    said = f"{every}件あります（実績{values}件、評価{every - values}件）"
    assert said in client.get("/publish/").content.decode()
    assert f"0／{every}件" in client.get("/board/").content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_the_board_shows_the_days_that_everybody_was_granted(office: Office) -> None:
    from django.utils import timezone

    from hoshin.actions import rounds

    planner = office.actor("planner")
    today = timezone.localdate()
    item = office.items()[0]
    for given in ({"due_on": today + timedelta(days=5)}, {"due_on": today - timedelta(days=3)}):
        which = {"item_id": item.pk} if given["due_on"] < today else {}
        rounds.extend_deadline(planner, round_id=office.round.pk, reason="試し", **given, **which)
    page = office.client("planner").get("/board/").content.decode()
    day = today + timedelta(days=5)
    assert f"担当課の入力</b><br>{day.year}年{day.month}月{day.day}日" in page
    assert "締切超過 1件" in page and "3日超過" in page
    assert f"全員（担当課の入力）　{day.year}年" in page and page.count("全員（") == 1
    assert f"<li>{item.indicator.name}（担当課の入力）　" in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_audit_trail_speaks_in_words(office: Office, language: str) -> None:
    item = office.items()[0]
    form = {"version": item.version, "value": "", "missing_reason": "not_surveyed"}
    assert office.client("officer").post(f"/items/{item.pk}/", form).status_code == 302
    client = office.client("auditor")
    client.cookies["hoshin_language"] = language
    page = client.get("/audit/").content.decode()
    words = ("提出済み", "調査なし") if language == "ja" else ("submitted", "not surveyed")
    assert words[0] in page
    for raw in ("{&#39;", "[]", "not_surveyed", "missing_reason", "not_started", "None"):
        assert raw not in page


def test_a_wrong_password_is_said_in_the_words_of_the_form(office: Office) -> None:
    from django.test import Client

    answer = Client(SERVER_NAME="localhost").post(
        "/account/sign-in/", {"login": "officer", "password": "wrong"}
    )
    page = answer.content.decode()
    assert "ログイン名かパスワードが違います" in page and "ユーザー名" not in page
    assert "hoshin-demo" not in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_the_trial_names_its_accounts_where_one_signs_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.test import Client

    monkeypatch.setattr(settings, "IS_DEMO", True)
    page = Client(SERVER_NAME="localhost").get("/account/sign-in/").content.decode()
    assert "これはお試しです" in page and "hoshin-demo" in page
    assert "<code>officer</code>" in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_deadline_that_cannot_be_is_refused_and_what_was_typed_stands(office: Office) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from hoshin.storage.models import DeadlineException

    client = office.client("planner")
    section = str(office.people["officer"].organisation_id)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for day, said in (("", "日付を入力してください"), (yesterday, "今日か、それより後の日")):
        form = {"round": office.round.pk, "organisation": section, "step": "approve"}
        form |= {"due_on": day, "reason": "台風のため"}
        page = client.post("/board/do/extend/", form, follow=True).content.decode()
        assert said in page and "message-error" in page
        assert 'value="台風のため"' in page and f'value="{day}"' in page
        assert f'<option value="{section}" selected>' in page
        assert '<option value="approve" selected>' in page
        assert "台風のため" not in client.get("/board/").content.decode(), "it is offered once"
    assert not DeadlineException.objects.exists()
    form["due_on"] = timezone.localdate().isoformat()
    assert "message-success" in client.post("/board/do/extend/", form, follow=True).content.decode()
    assert DeadlineException.objects.count() == 1
