"""Evidence: a folder of raw records, one sub-folder or file for each table, looked at before use.

``DIR/rides/2025-04/part.parquet``: the table ``rides``, its partition April 2025. A partition is
a folder or file named by a period (``2025-04``, ``month=2025-04``, ``2025-04-01``, ``FY2025``);
files outside any partition belong to every period. Parquet and CSV (UTF-8, with heads) are read.
A column ``occurred_on`` or ``occurred_at`` says when a record happened, ``record_id`` which it is.
Names that begin with ``_`` or ``.`` are not tables.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet

from hoshin.analytics.refusals import refusal
from hoshin.domain.periods import Period, read_code
from hoshin.domain.problems import IllFormedError, Problem

_PARTITION = re.compile(
    r"(?:[A-Za-z_]+=)?((?:FY|CY)\d{4}|\d{4}-\d{2}-\d{2}|\d{4}-\d{2})(?:[._-].*)?", re.ASCII
)
_TABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_KINDS = (".parquet", ".csv")
_AT_ONCE = 1 << 20
TIME_COLUMNS = ("occurred_on", "occurred_at")
RECORD_ID = "record_id"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of evidence: where it is, what it holds, and its digest.

    ``columns`` gives each column's type as DuckDB names it; ``rows`` is None for CSV. A table of a
    connection has no ``path`` and no digest: it may change at any time.
    """

    path: Path | None
    name: str
    table: str
    partition: Period | None
    sha256: str
    size: int
    rows: int | None
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every readable file below a folder, by table, and the problems by table."""

    folder: Path
    tables: dict[str, tuple[EvidenceFile, ...]] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def files_for(
        self, table: str, period: Period, *, since_the_beginning: bool = False
    ) -> tuple[EvidenceFile, ...]:
        """The files of a table that can hold records of a period, or of all time until its end."""
        return tuple(
            one
            for one in self.tables.get(table, ())
            if one.partition is None
            or (
                one.partition.start <= period.end
                and (since_the_beginning or period.start <= one.partition.end)
            )
        )


def inputs_digest(files: Iterable[EvidenceFile]) -> str:
    """One digest over all files that a figure is computed from."""
    lines = sorted(f"{one.sha256} {one.table}" for one in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


Progress = Callable[[str, int, int], None]


def look_at(folder: Path, progress: Progress | None = None) -> Evidence:
    """Find every file, read its heads, and say what is wrong with it; nothing is raised.

    A file that cannot be read is left out and becomes a problem of its table. ``progress`` is told
    each file's name, how many are done, and of how many.
    """
    files: defaultdict[str, list[EvidenceFile]] = defaultdict(list)
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    with duckdb.connect(":memory:") as reader:
        everything = list(_found(folder))
        for done, (table, path) in enumerate(everything):
            name = path.relative_to(folder).as_posix()
            if progress is not None:
                progress(name, done, len(everything))
            if path.stat().st_size == 0:
                problems[table].append(_empty(name))
                continue
            try:
                files[table].append(_file(path, name, table, reader))
            except (OSError, pyarrow.ArrowException, duckdb.Error) as broken:
                problems[table].append(
                    _broken(name, broken) if _is_utf_8(path) else _other_encoding(name)
                )
    for table, found in files.items():
        problems[table].extend(_delivered_twice(found))
        problems[table].extend(_columns_differ(found))
        problems[table].extend(_times_unread(found))
    return Evidence(
        folder,
        {table: tuple(found) for table, found in sorted(files.items())},
        {table: tuple(found) for table, found in problems.items() if found},
    )


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(("_", ".")))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith(("_", ".")) or path.suffix.lower() not in _KINDS:
                continue
            first = path.relative_to(folder).parts[0]
            table = first if first != name else path.stem
            if _TABLE.fullmatch(table):
                yield table, path


def _file(path: Path, name: str, table: str, reader: duckdb.DuckDBPyConnection) -> EvidenceFile:
    rows: int | None = None
    if path.suffix.lower() == ".parquet":
        rows = pyarrow.parquet.read_metadata(path).num_rows
        described = reader.execute("DESCRIBE SELECT * FROM read_parquet($1)", [str(path)])
    else:
        described = reader.execute(
            "DESCRIBE SELECT * FROM read_csv($1, header = true, sample_size = -1)", [str(path)]
        )
    columns = tuple((str(row[0]), _exact(str(row[1]), rows)) for row in described.fetchall())
    return EvidenceFile(
        path=path,
        name=name,
        table=table,
        partition=_partition(path, name),
        sha256=_digest(path),
        size=path.stat().st_size,
        rows=rows,
        columns=columns,
    )


def _exact(kind: str, rows: int | None) -> str:
    """Decimal points in CSV are decimals, not floats; Parquet says itself what it holds."""
    return "DECIMAL(18,6)" if rows is None and kind == "DOUBLE" else kind


def _partition(path: Path, name: str) -> Period | None:
    for part in (*name.split("/")[1:-1], path.stem):
        if found := _PARTITION.fullmatch(part):
            try:
                return read_code(found[1])
            except IllFormedError:
                continue
    return None


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _empty(name: str) -> Problem:
    return refusal(
        "evidence-empty-file",
        (f"「{name}」は0バイトです。", f'"{name}" has 0 bytes.'),
        (
            "送り直してもらうか、記録がない月なら、そのファイルを取り除いてください。",
            "Ask for it again; if there were no records, take the file away.",
        ),
        file=name,
    )


def _broken(name: str, broken: Exception) -> Problem:
    return refusal(
        "evidence-unreadable",
        (f"「{name}」が壊れていて読めません。", f'"{name}" is broken and cannot be read.'),
        (
            f"送り直してもらってください。({_first_line(broken)})",
            f"Ask for it again. ({_first_line(broken)})",
        ),
        file=name,
    )


def _is_utf_8(path: Path) -> bool:
    """Whether a CSV can be read as text; of other files nothing is asked."""
    if path.suffix.lower() != ".csv":
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while part := file.read(_AT_ONCE):
                decoder.decode(part)
            decoder.decode(b"", final=True)
    except (OSError, UnicodeDecodeError):
        return False
    return True


def _other_encoding(name: str) -> Problem:
    return refusal(
        "evidence-not-utf-8",
        (
            f"「{name}」は UTF-8 で書かれていないので読めません。",
            f'"{name}" is not written in UTF-8 and cannot be read.',
        ),
        (
            "Shift_JIS なら、「CSV UTF-8」で保存し直してもらってください。",
            'Ask for it saved as "CSV UTF-8"; it may be Shift_JIS.',
        ),
        file=name,
    )


def _first_line(broken: Exception) -> str:
    return next(iter(str(broken).splitlines()), type(broken).__name__)[:160]


def _delivered_twice(files: list[EvidenceFile]) -> Iterator[Problem]:
    first: dict[str, EvidenceFile] = {}
    for one in files:
        if one.rows == 0:
            continue
        same = first.setdefault(one.sha256, one)
        if same is not one:
            yield refusal(
                "evidence-delivered-twice",
                (
                    f"「{one.name}」は「{same.name}」とまったく同じ内容です。二重に数えてしまいます。",
                    f'"{one.name}" is the same as "{same.name}", byte for byte: its records '
                    "would be counted twice.",
                ),
                ("どちらかを取り除いてください。", "Take one of them away."),
                file=one.name,
            )


def _columns_differ(files: list[EvidenceFile]) -> Iterator[Problem]:
    """Columns renamed or retyped between deliveries, against what most files hold."""
    usual = Counter(one.columns for one in sorted(files, key=lambda f: f.name)).most_common(1)
    if not usual:
        return
    wanted = dict(usual[0][0])
    for one in files:
        own = dict(one.columns)
        gone, new = sorted(wanted.keys() - own.keys()), sorted(own.keys() - wanted.keys())
        if gone or new:
            yield refusal(
                "evidence-columns-differ",
                (
                    f"「{one.name}」の列がほかの月と違います。ない列: {', '.join(gone) or '-'}。"
                    f"余分な列: {', '.join(new) or '-'}。",
                    f'The columns of "{one.name}" differ from the other files: without '
                    f"{', '.join(gone) or '-'}; with {', '.join(new) or '-'} besides.",
                ),
                _renamed(gone, new),
                file=one.name,
            )
            continue
        for column, kind in own.items():
            if kind != wanted[column]:
                yield _kind_differs(one.name, column, kind, wanted[column])


def _renamed(gone: list[str], new: list[str]) -> tuple[str, str]:
    if len(gone) == len(new) == 1:
        return (
            f"「{gone[0]}」が「{new[0]}」に変わったのなら、元の列名で送り直してもらってください。",
            f'If "{gone[0]}" was renamed "{new[0]}", ask for the file with the former name.',
        )
    return (
        "列をそろえて送り直してもらってください。",
        "Ask for the file again with the same columns.",
    )


def _kind_differs(name: str, column: str, kind: str, wanted: str) -> Problem:
    zones = {kind, wanted} == {"TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}
    if zones:
        return refusal(
            "evidence-time-zones-differ",
            (
                f"「{name}」の {column} は、時差の書き方がほかの月と違います。",
                f'The times in column {column} of "{name}" state their zone in another way than '
                "the other files.",
            ),
            (
                "すべて日本時間(+09:00)で、時差を付けるか付けないかをそろえてください。",
                "Give all of them in Japan's time, with the offset everywhere or nowhere.",
            ),
            file=name,
            column=column,
        )
    return refusal(
        "evidence-types-differ",
        (
            f"「{name}」の {column} は {kind} で、ほかの月の {wanted} と違います。",
            f'Column {column} of "{name}" holds {kind}, the other files hold {wanted}.',
        ),
        (
            "値の書き方をそろえて送り直してもらってください。",
            "Ask for the file again with the values written alike.",
        ),
        file=name,
        column=column,
    )


def _times_unread(files: list[EvidenceFile]) -> Iterator[Problem]:
    """Times that stayed text: written in several ways, or with and without their offset."""
    for one in files:
        for column, kind in one.columns:
            if column in TIME_COLUMNS and kind == "VARCHAR":
                yield refusal(
                    "evidence-times-unreadable",
                    (
                        f"「{one.name}」の {column} に、日時として読めない値か、時差の書き方が"
                        "混ざった値があります。",
                        f'Column {column} of "{one.name}" holds values that are no times, or '
                        "times with and without an offset.",
                    ),
                    (
                        "2025-04-01 か 2025-04-01 09:00:00 の形にそろえてもらってください。",
                        "Ask for all of them like 2025-04-01 or 2025-04-01 09:00:00.",
                    ),
                    file=one.name,
                    column=column,
                )
