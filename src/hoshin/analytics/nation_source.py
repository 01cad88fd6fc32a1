"""The plain files that a nation is built from: which there must be, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet

from hoshin.analytics.refusals import meant, refusal
from hoshin.domain.problems import Problem

OBSERVATIONS = "observations"
# Columns that hold whole numbers, and all others.
_WHOLE: dict[str, tuple[str, ...]] = {
    "cities": ("city", "prefecture", "population"),
    "indicators": ("indicator", "decimals"),
    "targets": ("city", "indicator", "baseline", "goal", "goal_year", "method", "side"),
    OBSERVATIONS: ("city", "indicator", "year", "value"),
}
_OTHERS: dict[str, tuple[str, ...]] = {
    "cities": ("code", "name", "name_en", "designated"),
    "indicators": ("name", "name_en", "unit", "direction"),
}


def source_problems(source: Path) -> list[Problem]:
    """What is missing of a nation's source folder or cannot be used, each file by its name.

    Only the heads of the files are read.
    """
    return [problem for table in _WHOLE for problem in _of_table(source, table)]


def _of_table(source: Path, table: str) -> Iterator[Problem]:
    place = source / (table if table == OBSERVATIONS else f"{table}.parquet")
    files = sorted(place.glob("*.parquet")) if table == OBSERVATIONS else [place]
    if not place.exists() or not files:
        yield _missing(place)
        return
    for file in files:
        name = file.relative_to(source).as_posix()
        try:
            schema = pyarrow.parquet.read_schema(file)
        except (OSError, pyarrow.ArrowException):
            yield _unreadable(name, empty=file.is_file() and file.stat().st_size == 0)
            continue
        yield from _of_columns(name, table, schema)


def _of_columns(name: str, table: str, schema: pyarrow.Schema) -> Iterator[Problem]:
    for column in (*_WHOLE[table], *_OTHERS.get(table, ())):
        if column not in schema.names:
            yield refusal(
                "nation-column-missing",
                (f"「{name}」に列 {column} がありません。", f'"{name}" has no column {column}.'),
                meant(column, schema.names),
                file=name,
                column=column,
            )
    for column in _WHOLE[table]:
        if column not in schema.names:
            continue
        kind = schema.field(schema.names.index(column)).type
        if not pyarrow.types.is_integer(kind):
            yield refusal(
                "nation-column-not-whole",
                (
                    f"「{name}」の列 {column} は {kind} で、整数ではありません。",
                    f'Column {column} of "{name}" is {kind} and no whole number.',
                ),
                (
                    "小数は桁をそろえた整数にし、桁数を indicators.parquet の decimals に"
                    "書いてください(34.5 は 345 と 1)。",
                    "Write decimals as whole numbers, and how many digits they have into decimals "
                    "of indicators.parquet (34.5 is 345 and 1).",
                ),
                file=name,
                column=column,
            )


def _missing(place: Path) -> Problem:
    return refusal(
        "nation-source-missing",
        (f"「{place}」がありません。", f'"{place}" is missing.'),
        (
            "observations/ と、targets、cities、indicators の各 .parquet を置いてください。",
            "Put observations/, targets.parquet, cities.parquet and indicators.parquet there.",
        ),
        file=place.name,
    )


def _unreadable(name: str, *, empty: bool) -> Problem:
    return refusal(
        "nation-file-unreadable",
        (
            f"「{name}」は{'0バイトです' if empty else '壊れていて Parquet として読めません'}。",
            f'"{name}" {"has 0 bytes" if empty else "is broken and cannot be read as Parquet"}.',
        ),
        (
            "送り直してもらい、もう一度実行してください。何も書いていません。",
            "Ask for it again, then run this once more. Nothing was written.",
        ),
        file=name,
    )
