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
    answer, few = _statements(client, path)
    assert answer.status_code == 200
    WorkItem.objects.bulk_create(more)
    _, many = _statements(client, path)
    assert many <= MOST_STATEMENTS_OF_A_LIST
    assert many <= few + 1


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
    assert client.post("/account/password/", form).status_code == 302
    assert client.get("/").status_code == 200


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
