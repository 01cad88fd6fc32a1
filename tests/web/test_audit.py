"""The audit trail in words: deeds name what they were done to, and ids stay out of sight."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from django.utils import timezone

from hoshin.domain.roles import Role
from tests.web.conftest import Office

MOST_STATEMENTS = 12

# A code of the program: small letters, joined by a low line or a hyphen. Ids of plans look alike.
CODE = re.compile(r"(?<![\w.])(?!plan-)[a-z]+(?:[_-][a-z]+)+(?![\w.])")
ALONE = {"read", "write", "submitted", "proposed", "refused", "open", "final", "section"}

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def test_deeds_name_people_offices_and_values(office: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoshin.actions.approving import approve
    from hoshin.actions.entering import submit_observation
    from hoshin.actions.rounds import assign
    from hoshin.storage.models import Observation, Organisation

    officer = office.people["officer"]
    mine = office.items(organisation=officer.organisation_id)
    item = next(one for one in mine if one.kind == "observation")
    content = {"missing_reason": "not_surveyed", "comment": "調査の年ではない"}
    sent = submit_observation(
        office.actor("officer"), item.pk, version=item.version, content=content
    )
    done = approve(office.actor("chief"), item.pk, version=sent.version)
    other = next(one for one in mine if one.pk != item.pk)
    offices = Organisation.objects.filter(kind="section", valid_to=None)
    given = offices.exclude(pk=officer.organisation_id).first()
    assert given is not None and done.observation_id is not None
    assign(office.actor("planner"), other.pk, version=other.version, organisation_id=given.pk)
    client = office.client("auditor")
    with CaptureQueriesContext(connection) as made:
        page = client.get("/audit/").content.decode()
    assert len(made) <= MOST_STATEMENTS
    value = Observation.objects.select_related("indicator").get(pk=done.observation_id)
    assert f"{value.indicator.name}の2024年度の値（第" in page and given.name in page
    assert f"{value.pk}<" not in page
    assert f"{given.pk}<" not in page and f">{officer.organisation_id}<" not in page


def test_every_deed_and_a_refusal_are_told_without_codes(in_round: str) -> None:
    from django.db import transaction
    from django.test import RequestFactory

    from hoshin.actions.permissions import MATRIX, Verb
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import AuditEvent
    from hoshin.web.audit_words import Names, details_in_words
    from hoshin.web.desk import Desk
    from tests.actions.round_of_harbour import actor
    from tests.actions.test_matrix import _deeds

    desks = []
    for language in ("ja", "en"):
        request = RequestFactory().get("/audit/")
        request.COOKIES["hoshin_language"] = language
        desks.append(Desk(request))
    codes = []
    for name in _deeds(Role.PLANNER):
        role = min(MATRIX[Verb(name)], key=list(Role).index)
        with transaction.atomic():
            before = AuditEvent.objects.count()
            deed = _deeds(role)[name]()
            with suppress(NotAllowedError):
                deed.do(actor("auditor"))
            deed.do(actor(role.value))
            events = list(AuditEvent.objects.filter(number__gt=before))
            assert len(events) >= 2, name
            for desk in desks:
                names = Names(desk, events)
                for one in events:
                    told = details_in_words(desk, one.details, names)
                    codes += [(one.verb, *pair) for pair in told if _codes(pair, desk.speech.is_ja)]
            transaction.set_rollback(True)
    assert codes == []


def _codes(pair: tuple[str, str], in_japanese: bool) -> list[str]:
    name, text = pair
    found = [*CODE.findall(text), *re.findall(r"\w+_\w+", name)]
    if in_japanese:
        found += re.findall("^[a-z]+$", name)
        found += [one for one in re.split(r"[\s、「」]+", text) if one in ALONE]
    return found


def test_keys_and_refusals_are_told_in_words(office: Office) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from hoshin.actions import rounds, tokens
    from hoshin.actions.refusals import NotAllowedError

    tokens.issue_token(
        office.actor("officer"),
        name="集計",
        scopes=list(tokens.Scope),
        expires_on=timezone.localdate() + timedelta(days=30),
    )
    item = office.items()[0]
    with pytest.raises(NotAllowedError):
        rounds.assign(
            office.actor("officer"),
            item.pk,
            version=item.version,
            organisation_id=str(office.people["officer"].organisation_id),
        )
    client = office.client("auditor")
    page = client.get("/audit/").content.decode()
    assert "できること</span> 読む、提出・承認する" in page
    assert "断られた理由</span> 役割にない操作" in page
    client.cookies["hoshin_language"] = "en"
    page = client.get("/audit/").content.decode()
    assert "scopes</span> read, submit and approve" in page
    assert "refused because</span> not part of the role" in page


def test_a_deputys_deed_names_for_whom_it_was_done(office: Office) -> None:
    from hoshin.actions.approving import approve
    from hoshin.actions.entering import submit_observation
    from hoshin.actions.people import delegate
    from hoshin.storage.models import Observation, RoleGrant

    chief, officer = office.people["chief"], office.people["officer"]
    today = timezone.localdate()
    delegate(
        office.actor("chief"),
        RoleGrant.objects.get(person=chief).pk,
        to_person_id=office.people["finance"].pk,
        valid_from=today,
        valid_to=today,
    )
    item = office.items(organisation=officer.organisation_id)[0]
    content = {"missing_reason": "not_surveyed", "comment": "調査の年ではない"}
    sent = submit_observation(
        office.actor("officer"), item.pk, version=item.version, content=content
    )
    done = approve(office.actor("finance"), item.pk, version=sent.version)
    value = Observation.objects.get(pk=done.observation_id)
    said = {"ja": "finance さん（chief さんの代理）", "en": "finance さん, deputy for chief さん"}
    for language, sentence in said.items():
        client = office.client("planner")
        client.cookies["hoshin_language"] = language
        trail = client.get("/audit/", {"q": "chief"}).content.decode()
        assert sentence in trail and "acting_for" not in trail
        passport = client.get(f"/figures/{value.pk}/").content.decode()
        # Beside the value, in the list of its revisions and among the deeds.
        assert passport.count(sentence) == 3
        assert "officer さん（" not in passport and "officer さん, deputy" not in passport


def test_the_audit_trail_is_taken_as_a_file_in_words(office: Office) -> None:
    import csv
    import io

    from hoshin.actions.keeping_search_words import keep_search_word
    from hoshin.storage.models import Person

    Person.objects.filter(username="planner").update(name="=cmd|' /C calc'!A0")
    office.people["planner"].refresh_from_db()
    keep_search_word(office.actor("planner"), content={"asked": "=1+1", "meant": "港"})
    answer = office.client("auditor").get("/audit/file/", {"q": "/C calc"})
    assert answer.headers["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode()
    head, row, *_ = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head[:4] == ["番号", "いつ", "だれが", "だれの代理で"] and len(row) == len(head)
    assert row[2] == "'=cmd|' /C calc'!A0" and "検索の言葉を決める" in row
    assert "打たれる言葉 =1+1" in row[-1] and "keep_search_word" not in text
    assert office.client("officer").get("/audit/file/").status_code == 403
