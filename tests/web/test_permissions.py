"""What a form says of itself counts for nothing: another section's item stays out of reach."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Office


def _state(item: Any) -> tuple[str, int]:
    item.refresh_from_db()
    return str(item.state), item.version


def test_another_sections_item_is_not_there(office: Office) -> None:
    from hoshin.storage.models import AuditEvent

    item = office.items()[0]
    before = _state(item)
    client = office.client("other_officer")
    form = {"version": item.version, "value": "1", "status": "final"}
    assert client.get(f"/items/{item.pk}/").status_code == 404
    assert client.post(f"/items/{item.pk}/", form).status_code == 404
    assert client.post(f"/items/{item.pk}/draft/", form).status_code == 404
    assert client.post(f"/items/{item.pk}/evidence/", {}).status_code == 404
    verbs = ("approve", "return", "check", "lock", "withdraw", "correct", "remark", "assign")
    for verb in verbs:
        assert client.post(f"/items/{item.pk}/do/{verb}/", form).status_code == 404
    assert client.post("/items/999999/", form).status_code == 404
    assert _state(item) == before
    # Looking for it is no attempt; each form that names it is, and goes on record.
    tried = AuditEvent.objects.filter(verb="refused", actor_name="other_officer さん")
    assert [(one.subject_id, one.details["why"]) for one in tried] == (
        [(str(item.pk), "not-yours")] * (3 + len(verbs))
    )


def test_a_forged_row_of_the_grid_changes_nothing_and_goes_on_record(office: Office) -> None:
    from hoshin.storage.models import AuditEvent

    item = office.items()[0]
    before = _state(item)
    forged = {f"version:{item.pk}": item.version, f"value:{item.pk}": "1"}
    client = office.client("other_officer")
    client.post("/grid/", forged)
    client.post("/grid/draft/", forged, headers={"HX-Request": "true"})
    assert _state(item) == before
    tried = AuditEvent.objects.filter(verb="refused", actor_name="other_officer さん")
    assert [(one.subject_id, one.details["why"]) for one in tried] == [
        (str(item.pk), "not-yours")
    ] * 2
    mine = office.client("officer")
    mine.post("/grid/draft/", forged, headers={"HX-Request": "true"})
    assert _state(item) != before and tried.count() == 2


@pytest.mark.parametrize("name", ["officer", "finance", "auditor", "admin", "bureau"])
def test_only_who_may_approve_approves(office: Office, name: str) -> None:
    item = office.items()[0]
    form = {"version": item.version, "missing_reason": "not_surveyed"}
    assert office.client("officer").post(f"/items/{item.pk}/", form).status_code == 302
    before = _state(item)
    client = office.client(name)
    refused = client.post(f"/items/{item.pk}/do/approve/", {"version": item.version})
    assert refused.status_code == 403
    assert "役割" in refused.content.decode() or "担当の範囲" in refused.content.decode()
    client.post("/approvals/decide/", {"item": item.pk, f"version:{item.pk}": item.version})
    assert _state(item) == before


def test_approving_twice_says_that_it_was_approved_already(office: Office) -> None:
    item = office.items()[0]
    form = {"version": item.version, "missing_reason": "not_surveyed"}
    assert office.client("officer").post(f"/items/{item.pk}/", form).status_code == 302
    item.refresh_from_db()
    chosen = {"item": item.pk, f"version:{item.pk}": item.version, "confirmed": "1"}
    chief = office.client("chief")
    assert "data-once" in chief.get("/approvals/").content.decode()
    for said in ("1件を承認しました。", "1件はすでに承認されています。"):
        page = chief.post("/approvals/decide/", chosen, follow=True).content.decode()
        assert said in page and "message-error" not in page


def test_only_who_reads_the_whole_city_opens_the_papers_and_the_others_are_told_who(
    office: Office,
) -> None:
    page = office.client("officer").get("/papers/")
    said = page.content.decode()
    assert page.status_code == 403
    assert (
        "「市の様式を見る」は、あなたの役割ではできません。できるのは市全体の役割を持つ人" in said
    )
    assert office.client("finance").get("/papers/").status_code == 200


def test_the_auditor_reads_everything_and_changes_nothing(office: Office) -> None:
    item = office.items()[0]
    before = _state(item)
    client = office.client("auditor")
    assert client.get(f"/items/{item.pk}/").status_code == 200
    form = {"version": item.version, "value": "1", "status": "final", "note": "x", "round": "1"}
    for path in (f"/items/{item.pk}/", f"/items/{item.pk}/draft/"):
        assert client.post(path, form).status_code == 403
    for verb in ("open", "freeze", "close", "extend", "remind"):
        assert client.post(f"/board/do/{verb}/", {"year": "2023", **form}).status_code in (302, 403)
    office.round.refresh_from_db()
    assert office.round.state == "open"
    assert _state(item) == before


def test_a_planner_freezes_only_after_saying_that_gaps_are_known(office: Office) -> None:
    client = office.client("planner")
    client.post("/board/do/freeze/", {"round": office.round.pk})
    office.round.refresh_from_db()
    assert office.round.state == "open"
    client.post("/board/do/freeze/", {"round": office.round.pk, "with_gaps": "1"})
    office.round.refresh_from_db()
    assert office.round.state == "frozen"


def test_nobody_approves_their_own_submission(office: Office) -> None:
    item = office.items()[0]
    chief = office.client("chief")
    form = {"version": item.version, "missing_reason": "not_surveyed"}
    assert chief.post(f"/items/{item.pk}/", form).status_code == 302
    item.refresh_from_db()
    answer = chief.post(f"/items/{item.pk}/do/approve/", {"version": item.version})
    assert answer.status_code == 403
    assert _state(item)[0] == "submitted"
