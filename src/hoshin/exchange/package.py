"""The folder's ``datapackage.json``: a Frictionless Data Package with a Table Schema per table."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.periods import Period
from hoshin.exchange.tables import REQUIRED_TABLES, Column, Table, codes, is_enumeration, tables

FORMAT_VERSION = "1"
FILE_NAME = "datapackage.json"
_TYPES = {str: "string", int: "integer", bool: "boolean", Decimal: "number", date: "date"}
# Names of columns that are no English words; the others are, with their underscores as blanks.
_IN_ENGLISH = {
    "obs_value": "value",
    "obs_status": "status of the value",
    "ref_area": "area",
    "time_period": "period",
    "unit_measure": "unit",
    "value_printed": "value as printed",
    "value_text": "value in words",
}
_PERIOD_PATTERN = (
    r"(?:(?:FY|CY|Y)\d{4}|\d{4}-\d{2}(?:-\d{2})?)"
    r"(?:/(?:(?:FY|CY|Y)\d{4}|\d{4}-\d{2}(?:-\d{2})?))?"
)


@dataclass(frozen=True, slots=True)
class TableTitle:
    """What a table is called and holds, in Japanese and English."""

    title_ja: str
    title_en: str
    description_ja: str
    description_en: str


@cache
def table_titles() -> dict[str, TableTitle]:
    """The title and the description of each table, by its name."""
    return {row.pop("table"): TableTitle(**row) for row in _rows_beside("table_titles.csv")}


def _rows_beside(name: str) -> list[dict[str, str]]:
    text = resources.files("hoshin.exchange").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


@cache
def column_titles() -> dict[str, tuple[str, str]]:
    """Japanese title and English description of each column.

    By column name; by ``table.column`` where one table gives the name another meaning.
    """
    return {
        row["column"]: (row["title_ja"], row["description_en"])
        for row in _rows_beside("column_titles.csv")
    }


def title_of(table: Table, column: Column) -> tuple[str, str]:
    """The Japanese title and the English description of a column of a table."""
    titles = column_titles()
    return titles.get(f"{table.name}.{column.name}") or titles[column.name]


def english_name(column: str) -> str:
    """What a column is called in English where its description would be too long."""
    return _IN_ENGLISH.get(column) or column.replace("_", " ")


def _field(table: Table, column: Column) -> dict[str, Any]:
    title, description = title_of(table, column)
    field: dict[str, Any] = {"name": column.name, "title": title, "description": description}
    constraints: dict[str, Any] = {}
    if column.is_list:
        field["type"] = "string"
    elif column.kind is Period:
        field["type"] = "string"
        constraints["pattern"] = _PERIOD_PATTERN
    elif is_enumeration(column.kind):
        field["type"] = "string"
        constraints["enum"] = [one.value for one in codes(column.kind)]
    else:
        field["type"] = _TYPES[column.kind]
    if column.kind is bool:
        # Excel saves them in capitals.
        field["trueValues"], field["falseValues"] = ["true", "TRUE"], ["false", "FALSE"]
    if column.required:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if constraints:
        field["constraints"] = constraints
    return field


def table_schema(table: Table, present: set[str]) -> dict[str, Any]:
    """The Table Schema of a table; foreign keys only into tables of the folder itself."""
    keys = [
        {"fields": column.name, "reference": {"resource": column.references, "fields": "id"}}
        for column in table.columns
        if column.references in present and not column.is_list
    ]
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": "id",
        "missingValues": [""],
    }
    if keys:
        schema["foreignKeys"] = keys
    return schema


def describe(city: City, identifier: str, also: Collection[str] = ()) -> dict[str, Any]:
    """The data package descriptor of a city: its tables that are written."""
    present = [table for table in tables() if table_is_written(city, table, also)]
    names = {table.name for table in present}
    hoshin: dict[str, Any] = {"format": FORMAT_VERSION, "name": city.name}
    if city.name_en:
        hoshin["name_en"] = city.name_en
    if city.as_of:
        hoshin["as_of"] = city.as_of.isoformat()
    return {
        "profile": "tabular-data-package",
        "name": identifier,
        "title": f"{city.name} {city.name_en}".strip(),
        "hoshin": hoshin,
        "resources": [
            {
                "name": table.name,
                "title": table_titles()[table.name].title_ja,
                "description": table_titles()[table.name].description_en,
                "path": table.file_name,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(table, names),
            }
            for table in present
        ],
    }


def with_kept(described: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A new descriptor with what an earlier one said besides, such as licences and contributors.

    The earlier name stays, because other people's tools know the package by it.
    """
    kept = {key: value for key, value in before.items() if key not in described}
    name = before.get("name")
    if isinstance(name, str) and name:
        kept["name"] = name
    own = before.get("hoshin")
    if isinstance(own, dict):
        known = ("format", "name", "name_en", "as_of")
        besides = {key: value for key, value in own.items() if key not in known}
        kept["hoshin"] = {**described["hoshin"], **besides}
    return {**described, **kept}


def publishes_forecasts(descriptor: dict[str, Any]) -> bool:
    """Whether the city publishes forecasts beside its figures; not unless it says so."""
    own = descriptor.get("hoshin")
    return isinstance(own, dict) and own.get("forecasts") is True


def table_is_written(city: City, table: Table, also: Collection[str] = ()) -> bool:
    """Whether a table gets a file: it holds rows, every folder needs it, or it is asked for."""
    return bool(getattr(city, table.name)) or table.name in REQUIRED_TABLES or table.name in also


def dumps(descriptor: dict[str, Any]) -> str:
    """The descriptor as text: UTF-8, two spaces, a final line break."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
