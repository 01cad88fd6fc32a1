"""The audit trail in words: deeds name what they were done to, and ids stay out of sight."""

from __future__ import annotations

import pytest

from tests.web.conftest import Office

MOST_STATEMENTS = 12

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
