"""A workplace of an earlier version comes forward with a real city in it, every value as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.workplace import Databases

EARLIER = "0003_entered_with_source"
THEN = datetime(2025, 7, 10, 1, 0, tzinfo=UTC)


@pytest.fixture
def earlier_apps(
    vendor: str, databases: Databases, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """An empty database as an earlier version made it, and that version's tables."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    address = f"sqlite:///{tmp_path / 'forward.sqlite3'}"
    if vendor == "postgresql":
        address = request.getfixturevalue("postgresql_server").create("forward")
    before = connections["default"]
    connections["default"] = databases.connection(address)
    try:
        steps = MigrationExecutor(connections["default"])
        state = steps.migrate([("storage", EARLIER)])
        yield state.apps
    finally:
        connections["default"].close()
        connections["default"] = before


def _old_rows(apps: Any, city: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, with the columns that the earlier version had."""
    from hoshin.storage.plan import plan_tables, superseded_revisions

    models = {one._meta.db_table: one for one in apps.get_models()}
    superseded = superseded_revisions(city.observations)
    found: dict[str, list[dict[str, Any]]] = {}
    for table in plan_tables():
        model = models.get(table.name)
        if model is None:
            continue
        known = {one.attname: one for one in model._meta.concrete_fields}
        now = {one.attname: one for one in table.model._meta.concrete_fields}
        found[table.name], made = [], []
        for at, row in enumerate(getattr(city, table.name), start=1):
            values = {
                name: now[name].get_prep_value(value)
                if now[name].get_internal_type() == "CharField"
                else value
                for name, value in table.attributes(row).items()
                if name in known
            }
            if table.name == "observations":
                values["is_current"] = row.id not in superseded
            found[table.name].append(values)
            made.append(model(position=at, **values))
        model.objects.bulk_create(made, batch_size=500)
    return found


def _work(apps: Any) -> None:
    """Somebody at work: a person, a round with an item, what was submitted, and the record."""
    model = {one._meta.db_table: one for one in apps.get_models()}
    person = model["people"].objects.create(username="officer", name="担当", password="x")
    opened = model["rounds"].objects.create(fiscal_year="FY2024", name="実績報告")
    item = model["work_items"].objects.create(
        round=opened,
        kind="observation",
        key="value|births",
        indicator=model["indicators"].objects.get(pk="births"),
        time_period="FY2024",
        state="submitted",
        version=3,
        due_on=date(2025, 7, 31),
        changed_at=THEN,
        submitted_by=person,
        submitted_at=THEN,
    )
    model["submissions"].objects.create(
        item=item,
        number=1,
        content={"value": "7,005", "comment": "𠮷野家の隣"},
        submitted_by=person,
        submitted_at=THEN,
        via="web",
    )


def test_a_real_city_comes_forward_unchanged(earlier_apps: Any, kumamoto: Path) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, transaction

    from hoshin.exchange.folder import read_folder
    from hoshin.storage.models import Observation, Submission, WorkItem
    from hoshin.storage.plan import load_plan, plan_table

    city = read_folder(kumamoto).city
    assert city is not None
    with transaction.atomic():
        old = _old_rows(earlier_apps, city)
    assert sum(map(len, old.values())) > 1_000
    _work(earlier_apps)
    call_command("migrate", interactive=False, verbosity=0)
    loaded = load_plan()
    for name, rows in old.items():
        table = plan_table(name)
        columns = set(rows[0]) - {"is_current"} if rows else set()
        fields = [field for field, attribute in table.columns if attribute in columns]
        came = [[getattr(one, field) for field in fields] for one in getattr(loaded, name)]
        was = [[getattr(one, field) for field in fields] for one in getattr(city, name)]
        assert came == was, name
    item = WorkItem.objects.get()
    assert (item.state, item.version, str(item.time_period.code)) == ("submitted", 3, "FY2024")
    sent = Submission.objects.get(item=item)
    assert sent.content == {"value": "7,005", "comment": "𠮷野家の隣"}
    assert (sent.submitted_at, sent.submitted_by.name) == (THEN, "担当")
    # What the database itself refuses, it refuses after every step.
    for change in (
        lambda: Submission.objects.update(content={}),
        lambda: Observation.objects.filter(is_current=True).delete(),
        lambda: Observation.objects.update(obs_value="1"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
