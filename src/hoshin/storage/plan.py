"""The plan in the database: a city's records to rows and back, every digit and their order kept.

Columns are paired with the fields of the domain's dataclasses by name; nothing is listed twice.
"""

from __future__ import annotations

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from hoshin.domain.city import City
from hoshin.domain.indicators import Observation
from hoshin.domain.rows import Row
from hoshin.storage.models import CityRecord
from hoshin.storage.models.rows import PlanRow

_BATCH = 500


class PlanIsThereError(Exception):
    """The database holds a plan already; loading would have to remove it."""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table of the plan folder: its name, the domain's record, the model, and their columns.

    ``columns`` gives for each field of the record the model's attribute of the same value.
    ``items`` gives what the items of its lists are: the database holds codes as plain texts.
    """

    name: str
    row_class: type[Row]
    model: type[PlanRow]
    columns: tuple[tuple[str, str], ...]
    items: Mapping[str, type[str]]

    def row(self, values: Iterable[Any]) -> Row:
        """The domain's record of one row, its values in the order of ``columns``."""
        named: dict[str, Any] = {
            field: tuple(map(self.items[field], value)) if isinstance(value, list) else value
            for (field, _), value in zip(self.columns, values, strict=True)
        }
        return self.row_class(**named)

    def row_of(self, record: Any) -> Any:
        """The domain's record of a row that was read already."""
        return self.row(getattr(record, attribute) for _, attribute in self.columns)

    def attributes(self, row: Row) -> dict[str, Any]:
        """The attributes of the model for a record."""
        found = {}
        for field, attribute in self.columns:
            value = getattr(row, field)
            found[attribute] = list(value) if isinstance(value, tuple) else value
        return found


@cache
def plan_tables() -> tuple[PlanTable, ...]:
    """Every table of the plan folder, in the folder's order."""
    by_table = {
        model._meta.db_table: model
        for model in apps.get_app_config("storage").get_models()
        if issubclass(model, PlanRow)
    }
    hints = typing.get_type_hints(City)
    return tuple(
        _plan_table(field.name, typing.get_args(hints[field.name])[0], by_table[field.name])
        for field in dataclasses.fields(City)
        if typing.get_origin(hints[field.name]) is tuple
    )


def _plan_table(name: str, row_class: type[Row], model: type[PlanRow]) -> PlanTable:
    columns = tuple(
        (field.name, _attribute(model, field.name)) for field in dataclasses.fields(row_class)
    )
    items = {
        field: typing.get_args(hint)[0]
        for field, hint in typing.get_type_hints(row_class).items()
        if typing.get_origin(hint) is tuple
    }
    return PlanTable(name, row_class, model, columns, items)


def _attribute(model: type[PlanRow], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.attname


def plan_table(name: str) -> PlanTable:
    """The table with this name; raises KeyError when there is none."""
    return {one.name: one for one in plan_tables()}[name]


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read inside is of one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block or _reads_already():
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _reads_already() -> bool:
    """Whether a snapshot is open on this connection."""
    opened = connection.connection
    return connection.vendor == "sqlite" and opened is not None and opened.in_transaction


def load_plan() -> City:
    """The city as the database holds it, in as many statements as there are tables."""
    with snapshot():
        rows: dict[str, Any] = {table.name: read_rows(table) for table in plan_tables()}
        return City(**_city_fields(), **rows)


def read_rows(table: PlanTable, **wanted: Any) -> tuple[Any, ...]:
    """The records of one table, in order; ``wanted`` is a filter as Django writes it."""
    attributes = [attribute for _, attribute in table.columns]
    rows = table.model._default_manager.filter(**wanted).values_list(*attributes)
    return tuple(table.row(values) for values in rows)


def _city_fields() -> dict[str, Any]:
    found = CityRecord.objects.filter(pk=1).values("name", "name_en", "as_of").first()
    return dict(found) if found else {"name": ""}


def load_indicator(indicator: str) -> City:
    """The part of the city that judges one indicator: its targets, their plans, its series.

    What the engine needs of other tables (ratings, known errors) is in it too.
    """
    wanted: Mapping[str, dict[str, Any]] = {
        "indicators": {"id": indicator},
        "targets": {"indicator": indicator},
        "plans": {"targets__indicator": indicator},
        "milestones": {"target__indicator": indicator},
        "observations": {"indicator": indicator},
        "ratings": {},
        "known_errors": {},
    }
    with snapshot():
        rows: dict[str, Any] = {
            name: read_rows(plan_table(name), **by) for name, by in wanted.items()
        }
        rows["plans"] = tuple({one.id: one for one in rows["plans"]}.values())
        return City(**_city_fields(), **rows)


def has_plan() -> bool:
    """Whether the database holds any record of a plan."""
    return CityRecord.objects.exists() or any(
        table.model._default_manager.exists() for table in plan_tables()
    )


def save_plan(city: City, also: Mapping[str, Any] | None = None) -> None:
    """Write a city into a database that holds none, whole or not at all.

    ``also`` is what its folder said besides, and is given back by ``kept_besides``. Raises
    PlanIsThereError when there is a plan already.
    """
    with transaction.atomic():
        if has_plan():
            raise PlanIsThereError
        CityRecord.objects.create(
            pk=1, name=city.name, name_en=city.name_en, as_of=city.as_of, also=dict(also or {})
        )
        superseded = superseded_revisions(city.observations)
        for table in plan_tables():
            rows = getattr(city, table.name)
            more = [
                {"is_current": row.id not in superseded} if table.name == "observations" else {}
                for row in rows
            ]
            table.model._default_manager.bulk_create(
                (
                    table.model(position=at, **table.attributes(row), **besides)
                    for at, (row, besides) in enumerate(zip(rows, more, strict=True), start=1)
                ),
                batch_size=_BATCH,
            )


def kept_besides() -> dict[str, Any]:
    """What the folder said besides its tables, as it was given to ``save_plan``."""
    found = CityRecord.objects.filter(pk=1).values_list("also", flat=True).first()
    return dict(found or {})


def superseded_revisions(observations: Iterable[Observation]) -> set[str]:
    """The ids of the rows for which a higher revision stands in for the same area and period.

    Of rows without a source that say the same revision twice, the last one counts.
    """
    of_key: dict[tuple[Any, ...], list[Observation]] = defaultdict(list)
    for row in observations:
        of_key[(row.indicator, row.ref_area, row.breakdown, row.time_period)].append(row)
    found: set[str] = set()
    for rows in of_key.values():
        highest = max(row.revision for row in rows)
        found.update(row.id for row in rows if row.revision < highest)
        entered = [row.id for row in rows if row.source is None and row.revision == highest]
        found.update(entered[:-1])
    return found
