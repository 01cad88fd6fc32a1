"""Engines: the same query on DuckDB, on Spark, or on any connection that Ibis has.

An engine makes the tables of evidence readable under their names and runs one query at a time.
Results are whole numbers and decimals; a binary float is refused, because no two engines owe each
other its last digit.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import duckdb

from hoshin.analytics.evidence import EvidenceFile
from hoshin.analytics.refusals import meant, refusal
from hoshin.domain.problems import Problem

TIME_ZONE = "Asia/Tokyo"
Rows = list[dict[str, Any]]


class RunStoppedError(Exception):
    """A query did not end well; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence_en)
        self.problem = problem


class Engine(Protocol):
    """What a measurement needs of an engine."""

    dialect: str

    @property
    def name(self) -> str:
        """The engine and its version, for the record of a run."""
        ...

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        """Make tables readable under their names, in place of those bound before."""
        ...

    def rows(self, sql: str) -> Rows:
        """Run a query; raises RunStoppedError when it does not finish or does not fit."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def quoted(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def read_files(files: Sequence[EvidenceFile]) -> str:
    """The query by which DuckDB reads the files of one table, by the names of their columns."""
    parts = []
    of_kind: dict[str, list[EvidenceFile]] = {}
    for one in files:
        if one.path is None:
            return _shape_of(one)
        of_kind.setdefault(one.path.suffix.lower(), []).append(one)
    for kind, some in sorted(of_kind.items()):
        paths = "[" + ", ".join(quoted(str(one.path)) for one in some) + "]"
        if kind == ".parquet":
            parts.append(f"SELECT * FROM read_parquet({paths}, union_by_name = true)")
        else:
            columns = ", ".join(
                f"{quoted(name)}: {quoted(type_)}" for name, type_ in some[0].columns
            )
            parts.append(f"SELECT * FROM read_csv({paths}, header = true, columns = {{{columns}}})")
    return " UNION ALL BY NAME ".join(parts)


def _shape_of(table: EvidenceFile) -> str:
    """The columns of a table that stands elsewhere, without rows: to check a definition against."""
    columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in table.columns)
    return f"SELECT {columns} WHERE false"


class DuckDBEngine:
    """DuckDB in this process: out of core, within a memory limit, stopped after a time limit."""

    dialect = "duckdb"

    def __init__(
        self,
        *,
        memory: str = "2GB",
        threads: int | None = None,
        spill: Path | None = None,
        spill_limit: str | None = None,
        seconds: float | None = None,
    ) -> None:
        """``spill`` is where what does not fit into memory goes, at most ``spill_limit`` of it.

        Without one it goes to a temporary folder, which is gone when the engine is.
        """
        self._seconds = seconds
        if spill is None:
            spill = Path(tempfile.mkdtemp(prefix="hoshin-spill-"))
            weakref.finalize(self, shutil.rmtree, spill, ignore_errors=True)
        self._bound: set[str] = set()
        self.connection = duckdb.connect(":memory:")
        for statement in (
            f"SET TimeZone = '{TIME_ZONE}'",
            f"SET memory_limit = {quoted(memory)}",
            "SET preserve_insertion_order = false",
            *((f"SET threads = {threads}",) if threads else ()),
            f"SET temp_directory = {quoted(str(spill))}",
            *((f"SET max_temp_directory_size = {quoted(spill_limit)}",) if spill_limit else ()),
        ):
            self.connection.execute(statement)

    @property
    def name(self) -> str:
        return f"duckdb {duckdb.__version__}"

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        for name in self._bound:
            self.connection.execute(f'DROP VIEW IF EXISTS "{name}"')
        self._bound = set(tables)
        for name, files in tables.items():
            self.connection.execute(f'CREATE VIEW "{name}" AS {read_files(files)}')

    def rows(self, sql: str) -> Rows:
        timer = None
        if self._seconds is not None:
            timer = threading.Timer(self._seconds, self.connection.interrupt)
            timer.start()
        try:
            done = self.connection.execute(sql)
            names = [one[0] for one in done.description or ()]
            return [dict(zip(names, row, strict=True)) for row in done.fetchall()]
        except duckdb.InterruptException:
            raise RunStoppedError(stopped(self._seconds)) from None
        except (duckdb.OutOfMemoryException, duckdb.IOException) as full:
            raise RunStoppedError(does_not_fit(full)) from None
        except duckdb.Error as broken:
            raise RunStoppedError(failed(self.name, broken)) from None
        finally:
            if timer is not None:
                timer.cancel()

    def close(self) -> None:
        self.connection.close()


class IbisEngine:
    """Any connection of Ibis whose tables already stand under the names that definitions use."""

    dialect = "duckdb"

    def __init__(self, connection: Any) -> None:
        """``connection`` is an Ibis backend, such as ``ibis.postgres.connect(...)``."""
        self._connection = connection

    @property
    def name(self) -> str:
        return f"ibis {self._connection.name} {self._connection.version}"

    def bind(self, tables: Mapping[str, Sequence[EvidenceFile]]) -> None:
        there = self._connection.list_tables()
        for name in tables:
            if name not in there:
                raise RunStoppedError(no_such_table(name, there))

    def rows(self, sql: str) -> Rows:
        try:
            found = self._connection.sql(sql, dialect=self.dialect).to_pyarrow()
        except Exception as broken:  # each backend has errors of its own
            raise RunStoppedError(failed(self.name, broken)) from None
        return list(found.to_pylist())

    def close(self) -> None:
        self._connection.disconnect()


def no_such_table(name: str, known: Sequence[str], file: str = "") -> Problem:
    """A definition reads a table of evidence that is not there."""
    nothing = (
        f"記録のフォルダに表が一つもありません。「記録/{name}/2025-04/」のように置いてください。",
        f'There is no table of evidence at all: put files into folders such as "{name}/2025-04/".',
    )
    return refusal(
        "evidence-no-such-table",
        (f"記録の表「{name}」がありません。", f'There is no table of evidence "{name}".'),
        meant(name, known) if known else nothing,
        file=file,
    )


def stopped(seconds: float | None) -> Problem:
    """A query took longer than it may."""
    return refusal(
        "measure-took-too-long",
        (
            f"{seconds:g}秒で終わらなかったので止めました。何も書いていません。"
            if seconds is not None
            else "途中で止めました。何も書いていません。",
            f"It did not finish in {seconds:g} seconds and was stopped. Nothing was written."
            if seconds is not None
            else "It was stopped. Nothing was written.",
        ),
        (
            "結合の条件が抜けていないか確かめるか、--timeout を長くしてください。",
            "Look for a join without its condition, or allow more with --timeout.",
        ),
    )


def does_not_fit(full: Exception) -> Problem:
    """Memory and the place for what does not fit into it are both full."""
    detail = str(full).splitlines()[0][:160]
    return refusal(
        "measure-no-room",
        (
            "メモリにも一時的な置き場にも入りきらないので止めました。何も書いていません。",
            "Neither memory nor the disk for what spills has room. Nothing was written.",
        ),
        (
            f"ディスクを空けるか、--memory を大きくしてください。({detail})",
            f"Make room on the disk, or allow more with --memory. ({detail})",
        ),
    )


def failed(engine: str, broken: Exception) -> Problem:
    """The engine refused a query for another reason; its own words stand in the hint."""
    detail = " ".join(str(broken).split())[:300]
    return refusal(
        "measure-failed",
        (
            f"{engine} が計算できませんでした。何も書いていません。",
            f"{engine} could not compute it. Nothing was written.",
        ),
        (f"エンジンの言葉: {detail}", f"In its own words: {detail}"),
    )


def exact_number(value: Any) -> Decimal | None:
    """A returned figure as a decimal without idle zeros; raises TypeError for a binary float."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(type(value).__name__)
    plain = Decimal(value).normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain
