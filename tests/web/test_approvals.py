"""The queue of chiefs: the submitted value beside the last one and beside what is public."""

from __future__ import annotations

from datetime import timedelta

from tests.web.conftest import Office


def test_a_value_is_seen_beside_what_was_published_of_its_period(office: Office) -> None:
    from django.utils import timezone

    from hoshin.actions import entering
    from hoshin.storage.models import Observation, Release

    item = office.round.items.get(kind="observation", indicator="visitors")
    mine = office.people["chief"].organisation_id
    side = "" if item.organisation_id == mine else "other_"
    standing = Observation.objects.get(
        indicator="visitors", time_period=item.time_period, breakdown="", ref_area=None
    )
    content = {"value": f"{standing.obs_value + 4:f}", "source": "統計"}
    try:
        entering.submit_observation(
            office.actor(f"{side}officer"), item.pk, version=item.version, content=content
        )
    except entering.refusals.AskedError as asked:
        entering.submit_observation(
            office.actor(f"{side}officer"),
            item.pk,
            version=item.version,
            content=content,
            confirmed=[one.code for one in asked.questions],
        )
    chief = office.client(f"{side}chief")
    assert "公表済み" not in chief.get("/approvals/").content.decode()
    Release.objects.create(
        identity="a" * 64,
        as_of="2025-04-01",
        folder="none",
        published_by=office.people["planner"],
        published_at=timezone.now() - timedelta(days=1),
    )
    page = chief.get("/approvals/").content.decode()
    assert f"公表済み {standing.obs_value:f}" in page and "差 +4" in page
    chief.post("/language/", {"language": "en", "back": "/"})
    assert "(difference +4" in chief.get("/approvals/").content.decode()


def test_a_queue_of_submitted_values_needs_few_statements_whatever_its_length(
    office: Office,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoshin.actions import entering
    from hoshin.storage.models import Evidence, EvidenceFile

    mine = office.items(organisation=office.people["chief"].organisation_id)
    assert len(mine) > 2
    chief = office.client("chief")
    counts = []
    for at, item in enumerate(mine, start=1):
        entering.submit_observation(
            office.actor("officer"),
            item.pk,
            version=item.version,
            content={"missing_reason": "not_surveyed", "comment": "調査なし"},
        )
        if at == 1:
            Evidence.objects.create(
                item=item,
                file=EvidenceFile.objects.create(sha256="a" * 64, size=1),
                name="調査.csv",
                attached_by=office.people["officer"],
                attached_at=office.round.opened_at,
            )
        if at in (2, len(mine)):
            with CaptureQueriesContext(connection) as made:
                page = chief.get("/approvals/").content.decode()
            counts.append(len(made))
    assert page.count("調査なし") == len(mine)
    assert counts[0] == counts[1] <= 12
