"""What a record is about, in words: its table, what it is called, and where it can be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.urls import reverse

from hoshin.actions.keeping_errors import tables_of
from hoshin.domain.city import City
from hoshin.exchange.package import table_titles
from hoshin.exchange.row_names import RowNames
from hoshin.exchange.tables import table as table_named
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.desk import Desk

# Records that are known by others, those first that point to others of them.
_KNOWN_BY_OTHERS = ("appropriations", "milestones", "evaluations", "observations", "targets")
# By which records those without a name of their own are known.
_POINTING = ("plan", "element", "indicator", "program", "listing", "target")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record is about; ``href`` is empty where no screen shows it."""

    table: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A record of which only the name is read."""

    id: str
    name: str
    name_en: str


def subjects(desk: Desk, row_ids: Collection[str]) -> dict[str, Subject]:
    """The records with these ids; an id that no record has is left out.

    A few statements, however many records there are.
    """
    if not row_ids:
        return {}
    places = tables_of(row_ids)
    wanted: dict[str, set[str]] = defaultdict(set)
    for row_id, table in places.items():
        wanted[table].add(row_id)
    rows: dict[str, Any] = {}
    for name in _KNOWN_BY_OTHERS:
        if name in wanted:
            rows[name] = read_rows(plan_table(name), id__in=wanted.pop(name))
            _follow(name, rows[name], wanted)
    rows |= _named({name: ids for name, ids in wanted.items() if _has_names(name)})
    for name, ids in wanted.items():
        if name not in rows:
            rows[name] = read_rows(plan_table(name), id__in=ids)
    names = RowNames(City(name="", **rows))
    by_id = {(name, one.id): one for name, found in rows.items() for one in found}
    return {
        row_id: _subject(desk, names, table, by_id[table, row_id])
        for row_id, table in places.items()
    }


def _has_names(table: str) -> bool:
    """Whether the records of a table bear names of their own, in both languages."""
    fields = {one.name for one in plan_table(table).model._meta.get_fields()}
    return {"name", "name_en"} <= fields


def _named(wanted: dict[str, set[str]]) -> dict[str, tuple[_Named, ...]]:
    """Records that bear a name, of several tables in one statement."""
    queries = [
        plan_table(table)
        .model._default_manager.filter(pk__in=ids)
        .order_by()
        .annotate(of_table=Value(table))
        .values_list("of_table", "pk", "name", "name_en")
        for table, ids in wanted.items()
    ]
    found: dict[str, list[_Named]] = defaultdict(list)
    for table, pk, name, name_en in queries[0].union(*queries[1:], all=True) if queries else ():
        found[table].append(_Named(pk, name, name_en))
    return {table: tuple(rows) for table, rows in found.items()}


def _follow(name: str, rows: Collection[Any], wanted: dict[str, set[str]]) -> None:
    """Ask for the records by which these ones are known."""
    for column in table_named(name).columns:
        if column.name not in _POINTING or column.references is None:
            continue
        for row in rows:
            held = getattr(row, column.name)
            if isinstance(held, str):
                wanted[column.references].add(held)


def _subject(desk: Desk, names: RowNames, table: str, row: Any) -> Subject:
    title = table_titles()[table]
    label, label_en = names.of(table_named(table), row)
    href = ""
    if table == "observations":
        href = reverse("figure", args=(row.id,))
    elif table in ("indicators", "targets"):
        href = reverse("figures_of", args=(row.id if table == "indicators" else row.indicator,))
    return Subject(
        desk.speech.label(title.title_ja, title.title_en),
        desk.speech.label(label, label_en) or row.id,
        href,
    )
