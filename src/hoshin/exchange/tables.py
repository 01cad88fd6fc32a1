"""Tables: which file holds which records, and what stands in its columns.

Everything here is derived from the domain's dataclasses: a new field there is a new column here,
in the folder's schema, in its checks and in its documentation.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.rows import Reference, Row

REQUIRED_TABLES = (
    "plans",
    "levels",
    "elements",
    "indicators",
    "targets",
    "observations",
    "sources",
)
_LAST_COLUMNS = ("source", "locator", "note")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type of its values, table it points into, and what an empty cell means.

    ``kind`` is str, int, bool, Decimal, date, Period or a StrEnum. ``is_list`` columns hold
    several values separated by ``;``. ``required`` columns need a value in every row.
    """

    name: str
    kind: type
    is_list: bool
    optional: bool
    required: bool
    references: str
    default: Any


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the plan folder: its name, the class of its records and its columns."""

    name: str
    row_class: type[Row]
    columns: tuple[Column, ...]

    @property
    def file_name(self) -> str:
        """The name of the table's file in the folder."""
        return f"{self.name}.csv"


def _column(field: dataclasses.Field[Any], hint: Any) -> Column:
    references = ""
    is_list = optional = False

    def strip(annotated: Any) -> Any:
        nonlocal references
        if typing.get_origin(annotated) is typing.Annotated:
            base, *marks = typing.get_args(annotated)
            references = next((m.table for m in marks if isinstance(m, Reference)), references)
            return base
        return annotated

    hint = strip(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        optional = True
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
        hint = strip(hint)
    if typing.get_origin(hint) is tuple:
        is_list = True
        hint = strip(typing.get_args(hint)[0])
    has_default = field.default is not dataclasses.MISSING
    return Column(
        name=field.name,
        kind=hint,
        is_list=is_list,
        optional=optional,
        required=not has_default,
        references=references,
        default=field.default if has_default else None,
    )


@cache
def _table(name: str, row_class: type[Row]) -> Table:
    hints = typing.get_type_hints(row_class, include_extras=True)
    columns = [_column(field, hints[field.name]) for field in dataclasses.fields(row_class)]
    columns.sort(key=lambda c: (c.name != "id", c.name in _LAST_COLUMNS))
    return Table(name, row_class, tuple(columns))


@cache
def tables() -> tuple[Table, ...]:
    """All tables of the plan folder, in the order in which a reader wants to meet them."""
    hints = typing.get_type_hints(City)
    found = []
    for field in dataclasses.fields(City):
        hint = hints[field.name]
        if typing.get_origin(hint) is tuple:
            found.append(_table(field.name, typing.get_args(hint)[0]))
    return tuple(found)


def table(name: str) -> Table:
    """The table with this name; raises KeyError when there is none."""
    return {one.name: one for one in tables()}[name]


def is_enumeration(kind: type) -> bool:
    """Whether a column's values come from a list of codes."""
    return issubclass(kind, StrEnum)


def codes(kind: type) -> tuple[StrEnum, ...]:
    """The codes of an enumerated column, in their declared order; none for other columns."""
    return tuple(kind) if issubclass(kind, StrEnum) else ()
