"""Handing over on screen: seen before it is done, told to the new owner, nothing left behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.web.conftest import Office

MOST_STATEMENTS = 12
pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def _between(office: Office, before: str, after: str, days: int = 0) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=days)
    people = office.people
    return {
        "kind": "person",
        "from": people[before].pk,
        "to": people[after].pk,
        "on": day.isoformat(),
    }


def test_a_person_hands_over_and_the_new_owner_reads_the_sheet(office: Office) -> None:
    from hoshin.actions.approving import return_
    from hoshin.actions.entering import submit_observation
    from hoshin.storage.models import HandOver

    item = office.items()[0]
    done = submit_observation(
        office.actor("officer"),
        item.pk,
        version=item.version,
        content={"missing_reason": "not_surveyed"},
    )
    return_(office.actor("chief"), item.pk, version=done.version, note="資料を付けてください")
    form = _between(office, "officer", "finance")
    planner = office.client("planner")
    page = planner.get("/handing-over/preview/", form).content.decode()
    assert "移る役割" in page and "引き継ぐ" in page and "差し戻し" in page
    assert not HandOver.objects.exists()
    answer = planner.post("/handing-over/do/person/", form)
    made = HandOver.objects.get()
    assert answer.headers["Location"] == f"/handing-over/{made.pk}/"
    after = office.client("finance")
    first = after.get("/").content.decode()
    assert "引き継ぎがあります" in first and f"/handing-over/{made.pk}/" in first
    sheet = after.get(f"/handing-over/{made.pk}/").content.decode()
    assert "資料を付けてください" in sheet and "担当者" in sheet
    assert after.get(f"/items/{item.pk}/").status_code == 200
    assert office.client("officer").get(f"/items/{item.pk}/").status_code == 404
    assert office.client("other_officer").get(f"/handing-over/{made.pk}/").status_code == 403


def test_before_its_day_nothing_changes_hands(office: Office) -> None:
    from hoshin.actions.permissions import Rights, Verb

    item = office.items()[0]
    form = _between(office, "officer", "finance", days=5)
    assert office.client("planner").post("/handing-over/do/person/", form).status_code == 302
    today = timezone.localdate()
    before, after = office.actor("officer"), office.actor("finance")
    for days, holder in ((0, before), (4, before), (5, after), (9, after)):
        day = today + timedelta(days=days)
        rights = [Rights(one, day).may(Verb.SUBMIT, item) for one in (before, after)]
        assert rights == [holder is before, holder is after], days


def test_an_office_that_ends_leaves_nothing_behind(office: Office) -> None:
    from hoshin.actions.handing_over import left_behind, orphans
    from hoshin.actions.permissions import Rights, Verb
    from hoshin.storage.models import Organisation, WorkItem

    mine = office.people["officer"].organisation_id
    theirs = office.people["other_officer"].organisation_id
    day = timezone.localdate() + timedelta(days=3)
    form = {"kind": "office", "from": mine, "to": theirs, "on": day.isoformat()}
    planner = office.client("planner")
    assert "その日までは" in planner.get("/handing-over/preview/", form).content.decode()
    assert planner.post("/handing-over/do/office/", form).status_code == 302
    assert Organisation.objects.get(pk=mine).successor_id == theirs
    item = office.items()[0]
    new, old = office.actor("other_officer"), office.actor("officer")
    assert not Rights(new, day - timedelta(days=1)).may(Verb.SUBMIT, item)
    assert Rights(old, day - timedelta(days=1)).may(Verb.SUBMIT, item)
    rights = Rights(new, day)
    assert rights.may(Verb.SUBMIT, item) and rights.visible_items().filter(pk=item.pk).exists()
    whole = Rights(office.actor("planner"), day)
    behind = left_behind(whole, day).count()
    assert behind == WorkItem.objects.filter(organisation=mine).count() > 0
    assert not orphans(whole, day).filter(organisation=mine).exists()
    from hoshin.actions.handing_over import pass_to_successors

    later = timezone.now() + timedelta(days=3)
    assert pass_to_successors(office.actor("planner"), now=later) == behind
    assert not WorkItem.objects.filter(organisation=mine).exists()


def test_orphans_are_given_to_an_office(office: Office) -> None:
    from hoshin.actions.rounds import assign

    section = office.items()[0].organisation_id
    item = assign(
        office.actor("planner"),
        office.items()[0].pk,
        version=office.items()[0].version,
        organisation_id=None,
    )
    planner = office.client("planner")
    page = planner.get("/handing-over/").content.decode()
    assert f'value="{item.pk}"' in page
    form = {"item": item.pk, f"version:{item.pk}": item.version, "organisation": section}
    said = planner.post("/handing-over/do/orphans/", form, follow=True).content.decode()
    item.refresh_from_db()
    assert item.organisation_id == section and "1件の担当を決めました" in said
    stale = planner.post("/handing-over/do/orphans/", form, follow=True).content.decode()
    assert "変更しました" in stale


def test_a_planner_does_not_become_administrator(office: Office) -> None:
    from hoshin.storage.models import RoleGrant

    form = _between(office, "admin", "planner")
    answer = office.client("planner").post("/handing-over/do/person/", form)
    assert answer.status_code == 403
    admins = RoleGrant.objects.filter(role="administrator", ended_at=None)
    assert [one.person.username for one in admins] == ["admin"]
    assert office.client("admin").get("/handing-over/").status_code == 200


@pytest.mark.parametrize("who", ["officer", "chief", "auditor", "finance", "committee"])
def test_others_do_not_hand_over(office: Office, who: str) -> None:
    from hoshin.storage.models import HandOver

    client = office.client(who)
    form = _between(office, "officer", "finance")
    assert client.get("/handing-over/").status_code == 403
    assert client.get("/handing-over/preview/", form).status_code == 403
    assert client.post("/handing-over/do/person/", form).status_code == 403
    assert client.post("/handing-over/do/successors/", {}).status_code == 403
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"on": "soon"}, {"to": ""}, {"from": "x' OR 1=1"}, {"to": "999999"}, {"kind": "<b>"}],
)
def test_a_broken_choice_is_told_and_comes_back(office: Office, wrong: dict[str, str]) -> None:
    form = {**_between(office, "officer", "finance"), **wrong}
    client = office.client("planner")
    answer = client.get("/handing-over/preview/", form, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "日付をそれぞれ選んでください" in page and "<b>&" not in page


def test_a_deputy_is_named_and_ended_by_the_person(office: Office) -> None:
    from hoshin.actions.permissions import Rights, Verb
    from hoshin.storage.models import RoleGrant

    grant = RoleGrant.objects.get(person=office.people["chief"])
    today = timezone.localdate()
    form = {
        "grant": grant.pk,
        "to": office.people["finance"].pk,
        "from": today.isoformat(),
        "until": (today + timedelta(days=2)).isoformat(),
    }
    client = office.client("chief")
    said = client.post("/deputies/do/name/", form, follow=True).content.decode()
    assert "代理にしました" in said
    item = office.items()[0]
    assert Rights(office.actor("finance"), today).may(Verb.APPROVE, item)
    deputy = RoleGrant.objects.get(deputy_of=grant)
    other = office.client("officer")
    other.post("/deputies/do/end/", {"grant": deputy.pk})
    assert Rights(office.actor("finance"), today).may(Verb.APPROVE, item)
    client.post("/deputies/do/end/", {"grant": deputy.pk})
    assert not Rights(office.actor("finance"), today).may(Verb.APPROVE, item)
    bad = {**form, "until": "tomorrow"}
    said = client.post("/deputies/do/name/", bad, follow=True).content.decode()
    assert "始まりと終わりの日を入力してください" in said
    said = client.post("/deputies/do/name/", {**form, "to": ""}, follow=True).content.decode()
    assert "代理をする人を選んでください" in said
    assert RoleGrant.objects.filter(deputy_of=grant).count() == 1


def test_a_planner_names_a_deputy_for_who_is_away_and_no_auditor_does(office: Office) -> None:
    from hoshin.storage.models import RoleGrant

    today = timezone.localdate().isoformat()
    given = {"to": office.people["finance"].pk, "from": today, "until": today}
    chief = RoleGrant.objects.get(person=office.people["chief"])
    office.client("planner").post("/deputies/do/name/", {**given, "grant": chief.pk})
    assert RoleGrant.objects.filter(deputy_of=chief).count() == 1
    admin = RoleGrant.objects.get(person=office.people["admin"])
    office.client("planner").post("/deputies/do/name/", {**given, "grant": admin.pk})
    office.client("officer").post("/deputies/do/name/", {**given, "grant": admin.pk})
    assert not RoleGrant.objects.filter(deputy_of=admin).exists()
    assert office.client("auditor").get("/deputies/").status_code == 403


@pytest.mark.parametrize("path", ["/handing-over/", "/deputies/", "/"])
def test_the_screens_need_few_statements(office: Office, path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office.round.items.update(organisation=None)
    form = _between(office, "officer", "chief")
    client = office.client("planner")
    client.post("/handing-over/do/person/", form)
    if path == "/":
        client = office.client("chief")
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    assert len(made) <= MOST_STATEMENTS


def test_an_office_is_added_handed_over_to_and_its_deputies_are_named(office: Office) -> None:
    from hoshin.actions.people import delegate
    from hoshin.storage.models import AuditEvent, Organisation, RoleGrant

    today = timezone.localdate()
    delegate(
        office.actor("chief"),
        RoleGrant.objects.get(person=office.people["chief"]).pk,
        to_person_id=office.people["finance"].pk,
        valid_from=today,
        valid_to=today + timedelta(days=20),
    )
    mine = Organisation.objects.get(pk=office.people["officer"].organisation_id)
    planner = office.client("planner")
    day = (today + timedelta(days=3)).isoformat()
    new = {"name": "<b>未来課", "office_kind": "section", "parent": mine.parent_id}
    refused = planner.post("/handing-over/do/added/", new, follow=True).content.decode()
    assert "日付が入っていません" in refused and "&lt;b&gt;未来課" in refused
    answer = planner.post("/handing-over/do/added/", {**new, "valid_from": day}, follow=True)
    assert "「&lt;b&gt;未来課」を加えました" in answer.content.decode()
    made = Organisation.objects.get(name="<b>未来課")
    form = {"kind": "office", "from": mine.pk, "to": made.pk, "on": day}
    page = planner.get("/handing-over/preview/", form).content.decode()
    assert "finance さん（chief さんの代理）" in page
    sheet = planner.post("/handing-over/do/office/", form, follow=True).content.decode()
    assert "finance さん（chief さんの代理）" in sheet and "&lt;b&gt;未来課" in sheet
    assert "&lt;b&gt;未来課" in planner.get("/audit/").content.decode()
    assert office.client("chief").post("/handing-over/do/added/", new).status_code == 403
    assert AuditEvent.objects.filter(verb="refused").exists()
