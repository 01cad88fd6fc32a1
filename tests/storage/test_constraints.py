"""What the database itself refuses, whatever program asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, approved, submitted


def _refused(change: Callable[[], Any]) -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "values",
    [
        {"obs_value": "999"},
        {"note": "quietly"},
        {"is_current": True},
        {"is_current": False, "obs_value": "999"},
        {"revision": 9},
    ],
)
def test_revisions_are_never_rewritten(in_round: str, values: dict[str, Any]) -> None:
    from hoshin.storage.models import Observation

    approved()
    old = Observation.objects.filter(indicator="visitors", is_current=False)
    assert old.exists()
    _refused(lambda: old.update(**values))
    new = Observation.objects.filter(indicator="visitors", is_current=True)
    if values != {"is_current": True}:
        _refused(lambda: new.update(**values))
    _refused(lambda: new.delete())


def test_every_column_of_observations_is_watched(in_round: str) -> None:
    from django.db import connection

    from hoshin.storage.models import Observation

    if connection.vendor != "sqlite":
        return  # PostgreSQL compares whole rows.
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'observations_no_update'")
        said = cursor.fetchone()[0]
    watched = said.split(" UPDATE OF ")[1].split(" ON ")[0].split(", ")
    columns = {one.column for one in Observation._meta.concrete_fields}
    assert set(watched) == columns - {"is_current"}


@pytest.mark.parametrize("name", ["AuditEvent", "Submission", "Comment"])
def test_the_record_is_only_added_to(in_round: str, name: str) -> None:
    from hoshin.actions.entering import write_comment
    from hoshin.storage import models
    from tests.actions.round_of_harbour import actor

    item = submitted()
    write_comment(actor("officer"), item.pk, body="確認しました", now=NOW)
    rows = getattr(models, name).objects.all()
    assert rows.exists()
    column = {"AuditEvent": "verb", "Submission": "via", "Comment": "kind"}[name]
    _refused(lambda: rows.update(**{column: "x"}))
    _refused(lambda: rows.delete())


def test_versions_of_forms_are_only_added(in_round: str) -> None:
    from hoshin.storage.models import EvidenceFile, FormFile

    EvidenceFile.objects.create(sha256="0" * 64, size=1)
    FormFile.objects.create(path="a/form.toml", version=1, file_id="0" * 64, kept_at=NOW)
    rows = FormFile.objects.all()
    _refused(lambda: rows.update(version=2))
    _refused(lambda: rows.delete())
    _refused(lambda: FormFile.objects.create(path="a/form.toml", version=1, kept_at=NOW))
    _refused(lambda: FormFile.objects.create(path="b/form.toml", version=0, kept_at=NOW))


def test_versions_of_layouts_are_only_added(in_round: str) -> None:
    from hoshin.storage.models import LayoutFile

    LayoutFile.objects.create(name="年報", version=1, kept_at=NOW)
    rows = LayoutFile.objects.all()
    _refused(lambda: rows.update(version=2))
    _refused(lambda: rows.delete())
    _refused(lambda: LayoutFile.objects.create(name="年報", version=1, kept_at=NOW))
    _refused(lambda: LayoutFile.objects.create(name="年報", version=0, kept_at=NOW))


def test_one_current_value_for_each_key(in_round: str) -> None:
    from hoshin.storage.models import Observation

    row = approved().observation
    row.pk, row.revision = "another", 7
    _refused(lambda: row.save(force_insert=True))
    row.is_current = False
    row.save(force_insert=True)
    assert Observation.objects.filter(pk="another").exists()


@pytest.mark.parametrize(
    "values",
    [
        {"obs_value": None},
        {"missing_reason": "ended"},
        {"unit_measure": ""},
        {"revision": 0},
        {"entered_by": None},
        {"approved_at": None},
    ],
)
def test_no_half_observation(in_round: str, values: dict[str, Any]) -> None:
    row = approved().observation
    row.pk, row.is_current, row.revision = "another", False, 7
    for name, value in values.items():
        setattr(row, name, value)
    _refused(lambda: row.save(force_insert=True))


def test_who_and_when_come_together(in_round: str) -> None:
    from hoshin.storage.models import Round, WorkItem

    _refused(lambda: WorkItem.objects.update(submitted_at=NOW))
    _refused(lambda: Round.objects.update(frozen_at=NOW))


def test_a_change_in_the_record_is_found(blank_workplace: str) -> None:
    from hoshin.actions.actor import Actor
    from hoshin.actions.recording import first_broken_event, record
    from hoshin.storage.models import AuditEvent

    for number in range(3):
        record(Actor(None), "try", ("thing", number), {"value": "1.50", "日本": ["語"]}, NOW)
    assert first_broken_event() is None
    last = AuditEvent.objects.get(number=3)
    AuditEvent(
        number=4,
        at=last.at,
        via="web",
        verb="try",
        subject_kind="thing",
        subject_id="3",
        previous_hash=last.hash,
        hash="f" * 64,
    ).save(force_insert=True)
    assert first_broken_event() == 4
