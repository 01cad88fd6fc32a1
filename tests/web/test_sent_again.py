"""The same request sent twice, as by a double click or from a capture: done once, said plainly."""

from __future__ import annotations

import json
from typing import Any

from tests.web.conftest import Office
from tests.web.test_workbooks import _filled, _give_back, _got

EVERY_QUESTION = ["far-from-series", "far-from-standing", "wrong-scale", "over-hundred"]


def _counts() -> dict[str, int]:
    from hoshin.storage import models as tables

    kept = (tables.AuditEvent, tables.Submission, tables.Observation, tables.Round)
    more = (tables.WorkItem, tables.ReturnedWorkbook, tables.EvidenceFile, tables.Comment)
    return {model.__name__: model._default_manager.count() for model in (*kept, *more)}


def _twice(client: Any, address: str, form: dict[str, Any], said: str) -> None:
    """Send a form twice: the second time changes nothing and is answered with ``said``."""
    before = _counts()
    client.post(address, form, follow=True)
    after = _counts()
    assert after != before
    answer = client.post(address, form, follow=True)
    assert _counts() == after, address
    assert answer.status_code in (200, 409) and said in answer.content.decode(), address


def _submitted(office: Office, items: list[Any], value: str) -> None:
    from hoshin.actions.entering import submit_observation

    for item in items:
        submit_observation(
            office.actor("officer"),
            item.pk,
            version=item.version,
            content={"value": value},
            confirmed=EVERY_QUESTION,
        )
        item.refresh_from_db()


def test_forms_sent_twice_are_done_once(office: Office) -> None:
    mine = office.items(organisation=office.people["officer"].organisation_id)
    one, two, *_ = mine
    officer, chief, planner = (office.client(name) for name in ("officer", "chief", "planner"))
    form = {"value": "5", "status": "final", "comment": "調べた", "confirmed": EVERY_QUESTION}
    version = {"version": one.version}
    _twice(officer, f"/items/{one.pk}/", form | version, "提出しました")
    one.refresh_from_db()
    _twice(chief, f"/items/{one.pk}/do/approve/", {"version": one.version}, "承認済み")
    _submitted(office, [two], "5")
    sent_back = {"version": two.version, "note": "資料を付けてください"}
    _twice(chief, f"/items/{two.pk}/do/return/", sent_back, "差し戻し")
    _twice(planner, "/board/do/open/", {"year": "2022", "grace": "0"}, "すでに始まっています")


def test_the_last_button_of_a_bulk_approval_approves_what_was_seen_once(office: Office) -> None:
    from hoshin.actions.entering import withdraw
    from hoshin.storage.models import AuditEvent

    mine = office.items(organisation=office.people["officer"].organisation_id)[:3]
    # A value far beyond every other one, so that each is odd.
    _submitted(office, mine, "987654321")
    chief = office.client("chief")
    form: dict[str, Any] = {"item": [one.pk for one in mine]}
    form |= {f"version:{one.pk}": one.version for one in mine}
    listed = chief.post("/approvals/decide/", form).content.decode()
    assert "理由に納得できるものだけ" in listed and "987,654,321" in listed
    gone, *others = mine
    withdraw(office.actor("officer"), gone.pk, version=gone.version)
    answer = chief.post("/approvals/decide/", form | {"confirmed": "1"}, follow=True)
    page = answer.content.decode()
    assert "2件を承認しました" in page and gone.indicator.name in page
    for one in mine:
        one.refresh_from_db()
    assert [one.state for one in (gone, *others)] == ["draft", "approved", "approved"]
    before = _counts()
    again = chief.post("/approvals/decide/", form | {"confirmed": "1"}, follow=True)
    assert "2件はすでに承認されています" in again.content.decode()
    assert _counts() == before
    assert AuditEvent.objects.filter(verb="approve").count() == 2


def test_a_workbook_sent_and_taken_in_twice_is_there_once(office: Office) -> None:
    from hoshin.storage.models import ReturnedWorkbook, Submission

    item = office.items()[0]
    book = _filled(_got(office), item, value="5", comment="速報")
    address = _give_back(office, book).headers["Location"]
    before = _counts()
    assert _give_back(office, book).headers["Location"] == address
    assert _counts() == before and ReturnedWorkbook.objects.count() == 1
    officer = office.client("officer")
    form = {f"version:{item.pk}": item.version, f"confirmed:{item.pk}": EVERY_QUESTION}
    officer.post(address, form)
    assert Submission.objects.count() == 1
    officer.post(address, form)
    assert Submission.objects.count() == 1


def test_a_program_that_sends_twice_does_it_once(office: Office) -> None:
    from datetime import timedelta

    from django.test import Client
    from django.utils import timezone

    from hoshin.actions.tokens import Scope, issue_token

    item = office.items(organisation=office.people["officer"].organisation_id)[0]
    last = timezone.localdate() + timedelta(days=30)

    def send(name: str, path: str, body: dict[str, Any]) -> Any:
        return Client(SERVER_NAME="localhost").post(
            f"/api/v1/items/{item.pk}/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {keys[name]}"},
        )

    keys = {
        name: issue_token(office.actor(name), name="集計", scopes=[*Scope], expires_on=last)[1]
        for name in ("officer", "chief")
    }
    body = {"version": item.version, "content": {"value": "5"}, "confirmed": EVERY_QUESTION}
    assert send("officer", "submission", body).status_code == 200
    before = _counts()
    assert send("officer", "submission", body).status_code == 200
    assert _counts() == before
    item.refresh_from_db()
    assert send("chief", "approval", {"version": item.version}).status_code == 200
    before = _counts()
    refused = send("chief", "approval", {"version": item.version})
    assert refused.status_code == 409
    assert refused.json()["problems"][0]["sentence_en"] == (
        '"approve" is not possible: the item is approved.'
    )
    assert _counts() == before
