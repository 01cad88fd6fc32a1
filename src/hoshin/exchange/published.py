"""What an earlier release says, read quickly beside the city as it stands now.

Between two publications most records stay the same. A record that is printed as it is now is taken
from the city and not read again, so that comparing the two looks only at what changed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.problems import IllFormedError, Problem, ProblemLevel, problem_of_file
from hoshin.domain.rows import Row
from hoshin.engine.checks import check
from hoshin.exchange.cells import read_cell
from hoshin.exchange.folder import read_folder, table_text
from hoshin.exchange.release import DATA, JUDGEMENTS, Judged, judgements_of, read_manifest
from hoshin.exchange.release_manifest import COPY_AGAIN, changed_files, digest_of
from hoshin.exchange.tables import Table, tables


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the city of a release, its day, and its judgements as rows."""

    city: City
    as_of: date
    rows: list[dict[str, Any]]


def open_published(path: Path) -> tuple[Published | None, tuple[Problem, ...]]:
    """What the release at ``path`` says by its own judgements; None with the problems.

    Its files have to be those of its manifest. Nothing is judged again: what was published stays
    what it was, whichever version of the engine looks at it later.
    """
    manifest, _, problems = read_manifest(path)
    if manifest is None:
        return None, problems
    found = changed_files(path, manifest["files"])
    reading = read_folder(path / DATA)
    found.extend(one for one in reading.problems if one.level is ProblemLevel.ERROR)
    rows = _rows(path, manifest)
    if reading.city is None or rows is None or found:
        return None, tuple(found) or (_judgements_unreadable(),)
    return Published(reading.city, date.fromisoformat(manifest["as_of"]), rows), ()


def read_published(path: Path, now: Judged) -> Published | None:
    """What the release at ``path`` says; None where it cannot be read.

    Records that are printed as they are ``now`` are those of that city themselves. Judgements are
    those that were published; where their file is not the one that was written, the city of the
    release is judged again.
    """
    manifest, _, _ = read_manifest(path)
    if manifest is None:
        return None
    earlier = _city(path / DATA, now) or read_folder(path / DATA).city
    if earlier is None:
        return None
    as_of = date.fromisoformat(manifest["as_of"])
    rows = _rows(path, manifest)
    if rows is None:
        rows = judgements_of(earlier, as_of, check(earlier, as_of))
    return Published(earlier, as_of, rows)


def _rows(path: Path, manifest: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    name = f"{JUDGEMENTS}.json"
    try:
        content = (path / name).read_bytes()
        if digest_of(content) != manifest["files"][name]["sha256"]:
            return None
        rows: list[dict[str, Any]] = json.loads(content)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return rows


def _judgements_unreadable() -> Problem:
    name = f"{JUDGEMENTS}.json"
    return problem_of_file(
        "release-judgements-unreadable",
        name,
        f"{name} がないか、読めません。",
        f"{name} is missing or cannot be read.",
        *COPY_AGAIN,
    )


def _city(folder: Path, now: Judged) -> City | None:
    """The city of a canonical folder; None for a folder that asks for the careful reader."""
    try:
        found: dict[str, Any] = {table.name: _table(folder, table, now) for table in tables()}
    except (OSError, ValueError, StopIteration, csv.Error, IllFormedError):
        return None
    return replace(now.city, **found)


def _table(folder: Path, table: Table, now: Judged) -> tuple[Row, ...]:
    file = folder / table.file_name
    if not file.exists():
        return ()
    before = file.read_bytes()
    rows: tuple[Row, ...] = getattr(now.city, table.name)
    as_it_is = now.data.get(table.file_name) or table_text(table, rows).encode("utf-8-sig")
    if as_it_is == before:
        return rows
    header, *printed = _cells(as_it_is)
    known = dict(zip(map(tuple, printed), rows, strict=True))
    header_before, *printed_before = _cells(before)
    if header_before != header:
        raise ValueError(table.name)
    return tuple(known.get(tuple(cells)) or _row(cells, table) for cells in printed_before)


def _cells(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def _row(cells: list[str], table: Table) -> Row:
    columns = zip(cells, table.columns, strict=True)
    return table.row_class(**{column.name: read_cell(text, column) for text, column in columns})
