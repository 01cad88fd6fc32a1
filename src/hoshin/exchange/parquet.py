"""Tables as Parquet: the same cells as the CSV, as typed columns.

Decimals are written as text, so that printed digits survive; whole numbers, truth values and
dates have their own types; periods are their codes. Needs the ``release`` extra (pyarrow).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from hoshin.domain.city import City
from hoshin.exchange.cells import write_cell
from hoshin.exchange.tables import Column, Table, tables

_TYPES = {int: pyarrow.int64(), bool: pyarrow.bool_(), date: pyarrow.date32()}


def _type(column: Column) -> pyarrow.DataType:
    if column.is_list:
        return pyarrow.list_(pyarrow.string())
    return _TYPES.get(column.kind, pyarrow.string())


def _value(value: Any, column: Column) -> Any:
    if column.is_list:
        return [str(one) for one in value]
    if value is None or column.kind in _TYPES:
        return value
    return write_cell(value, column)


def arrow_table(city: City, table: Table) -> pyarrow.Table:
    """One table of a city as an Arrow table; columns in the order of the CSV."""
    rows = getattr(city, table.name)
    return pyarrow.table(
        [
            pyarrow.array([_value(getattr(row, c.name), c) for row in rows], _type(c))
            for c in table.columns
        ],
        schema=pyarrow.schema([(c.name, _type(c)) for c in table.columns]),
    )


def write_tables(city: City, folder: Path) -> None:
    """Write every table that holds rows as ``<table>.parquet``."""
    folder.mkdir()
    for table in tables():
        if getattr(city, table.name):
            _write(arrow_table(city, table), folder / f"{table.name}.parquet")


def tables_that_differ(city: City, folder: Path) -> list[str]:
    """The names of tables whose Parquet file is missing, unreadable or not equal to the city's."""
    differing = []
    for table in tables():
        if not getattr(city, table.name):
            continue
        try:
            read = pyarrow.parquet.read_table(folder / f"{table.name}.parquet")
        except (OSError, pyarrow.ArrowException):
            differing.append(table.name)
            continue
        if not read.equals(arrow_table(city, table)):
            differing.append(table.name)
    return differing


def write_judgements(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Write judgement rows as Parquet; nested fields stay nested."""
    if rows:
        _write(pyarrow.Table.from_pylist(list(rows)), path)


def write_text_rows(rows: Sequence[Mapping[str, str]], columns: Sequence[str], path: Path) -> None:
    """Write rows of plain text as Parquet; an empty cell is null."""
    cells = [
        pyarrow.array([row[name] or None for row in rows], pyarrow.string()) for name in columns
    ]
    _write(pyarrow.table(cells, names=list(columns)), path)


def _write(table: pyarrow.Table, path: Path) -> None:
    pyarrow.parquet.write_table(table, path, compression="zstd")
