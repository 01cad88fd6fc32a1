"""The API: keys and their scopes, the same refusals as on screen, and whatever programs send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.web.conftest import Office


def _key(office: Office, name: str, *scopes: str) -> dict[str, str]:
    from django.utils import timezone

    from hoshin.actions.tokens import Scope, issue_token

    last = timezone.localdate() + timedelta(days=30)
    wanted = [Scope(one) for one in scopes]
    _, secret = issue_token(office.actor(name), name="試験", scopes=wanted, expires_on=last)
    return {"Authorization": f"Bearer {secret}"}


def _client() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def test_a_value_goes_from_a_program_to_approval(office: Office) -> None:
    item = office.items()[0]
    officer = _key(office, "officer", "read", "write")
    chief = _key(office, "chief", "write")
    client = _client()
    listed = client.get("/api/v1/items?kind=observation&limit=200", headers=officer).json()
    assert item.pk in {one["id"] for one in listed["items"]}
    body = {"version": item.version, "content": {"missing_reason": "not_surveyed"}}
    sent = client.post(
        f"/api/v1/items/{item.pk}/submission", body, "application/json", headers=officer
    )
    assert sent.status_code == 200, sent.content
    assert sent.json()["state"] == "submitted"
    seen = {"version": sent.json()["version"]}
    done = client.post(f"/api/v1/items/{item.pk}/approval", seen, "application/json", headers=chief)
    assert done.json()["state"] == "approved"
    assert done.json()["observation"]


def test_a_key_does_no_more_than_its_scope_and_its_person(office: Office) -> None:
    item = office.items()[0]
    client = _client()
    reading = _key(office, "officer", "read")
    body = {"version": item.version, "content": {"value": "1"}}
    path = f"/api/v1/items/{item.pk}/draft"
    assert client.get("/api/v1/items").status_code == 401
    assert client.get("/api/v1/items", headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.put(path, body, "application/json", headers=reading).status_code == 403
    elsewhere = _key(office, "other_officer", "read", "write")
    assert client.put(path, body, "application/json", headers=elsewhere).status_code == 404
    item.refresh_from_db()
    assert item.state == "not_started"


def test_a_stopped_key_and_that_of_somebody_shut_out_open_nothing(office: Office) -> None:
    from hoshin.actions import people
    from hoshin.actions.tokens import revoke_token
    from hoshin.storage.models import AccessToken

    client = _client()
    stopped, out = _key(office, "officer", "read"), _key(office, "chief", "read")
    revoke_token(office.actor("officer"), AccessToken.objects.order_by("pk").first().pk)
    people.deactivate(office.actor("admin"), office.people["chief"].pk)
    for headers in (stopped, out):
        assert client.get("/api/v1/items", headers=headers).status_code == 401


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """Requests of this test are made in the test's own transaction, which must stay open."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    "body", ["\x00", "[]", '{"version": 1, "content": [null]}', '{"version": 1, "content": "a"}']
)
@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_what_is_no_form_changes_nothing(office: Office, body: str) -> None:
    from hoshin.actions.entering import save_draft

    officer = office.people["officer"]
    item = office.items(organisation=officer.organisation_id)[0]
    save_draft(office.actor("officer"), item.pk, version=item.version, content={"value": "12"})
    item.refresh_from_db()
    answer = _client().put(
        f"/api/v1/items/{item.pk}/draft",
        body.replace('"version": 1', f'"version": {item.version}'),
        content_type="application/json",
        headers=_key(office, "officer", "write"),
    )
    assert answer.status_code in (400, 422)
    (problem, *_) = answer.json()["problems"]
    assert problem["sentence_ja"] and problem["sentence_en"] and problem["hint_ja"]
    item.draft.refresh_from_db()
    assert item.draft.content == {"value": "12"}


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_whatever_a_program_sends_is_answered_without_a_fault(
    office: Office, connection_kept: None
) -> None:
    from hoshin.web.wsgi import application

    headers = _key(office, "officer", "read", "write")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=15, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            answer = case.call(headers=headers, base_url="http://localhost")
            assert answer.status_code < 500, answer.text

        ask()
