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


def _values(rows: Sequence[Any], column: Column) -> list[Any]:
    """The values of a column as Arrow takes them."""
    values = [getattr(row, column.name) for row in rows]
    if column.is_list:
        return [[str(one) for one in value] for value in values]
    if column.kind in _TYPES or (column.kind is str and not column.required):
        return values
    return [None if value is None else write_cell(value, column) for value in values]


def arrow_table(city: City, table: Table) -> pyarrow.Table:
    """One table of a city as an Arrow table; columns in the order of the CSV."""
    rows = getattr(city, table.name)
    return pyarrow.table(
        [pyarrow.array(_values(rows, c), _type(c)) for c in table.columns],
        schema=pyarrow.schema([(c.name, _type(c)) for c in table.columns]),
    )


def table_files(city: City) -> dict[str, bytes]:
    """Every table that holds rows as ``<table>.parquet``, by file name."""
    return {
        f"{table.name}.parquet": _file(arrow_table(city, table))
        for table in tables()
        if getattr(city, table.name)
    }


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


def judgement_file(rows: Sequence[dict[str, Any]]) -> bytes:
    """Judgement rows as Parquet, at least one; nested fields stay nested."""
    return _file(pyarrow.Table.from_pylist(list(rows)))


def text_file(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    """Rows of plain text as Parquet; an empty cell is null."""
    cells = [
        pyarrow.array([row[name] or None for row in rows], pyarrow.string()) for name in columns
    ]
    return _file(pyarrow.table(cells, names=list(columns)))


def _file(table: pyarrow.Table) -> bytes:
    stream = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, stream, compression="zstd")
    return bytes(stream.getvalue().to_pybytes())
