"""The plan folder: read with every problem found, written whole or not at all.

A plan folder is a directory with ``datapackage.json`` and one CSV file for each table. Files are
UTF-8 with a byte order mark, so that Excel opens them as they are. Reading and writing again is
the identity, down to the printed digits.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.problems import IllFormedError, Problem, ProblemLevel
from hoshin.domain.rows import Row
from hoshin.exchange import package, refusals
from hoshin.exchange.cells import read_date
from hoshin.exchange.csv_tables import read_table, read_text, table_text
from hoshin.exchange.tables import REQUIRED_TABLES, tables

__all__ = [
    "FolderInTheWayError",
    "FolderReading",
    "folder_files",
    "read_folder",
    "table_text",
    "write_folder",
]

_LARGEST_DESCRIPTOR = 20_000_000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What reading a folder gave: the city with every well-formed row, and all problems.

    ``lines`` gives the file line of each record by table name and id. ``city`` is None only when
    there is no folder to read.
    """

    city: City | None
    problems: tuple[Problem, ...]
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        """Whether a problem of level error was found."""
        return any(one.level is ProblemLevel.ERROR for one in self.problems)

    def located(self, problem: Problem) -> Problem:
        """A problem found in the city's records, with the file and line of its record."""
        place = problem.place
        if not place.row_id or place.line is not None:
            return problem
        line = self.lines.get((place.file, place.row_id))
        return replace(problem, place=replace(place, file=f"{place.file}.csv", line=line))


def read_folder(path: Path, progress: Progress | None = None) -> FolderReading:
    """Read a plan folder; problems are returned, never raised.

    ``progress`` is called with the table's name, its number and the number of tables.
    """
    problems: list[Problem] = []
    descriptor = _read_descriptor(path, problems)
    if descriptor is None:
        return FolderReading(None, tuple(problems))
    present = _present_tables(path, descriptor, problems)
    lines: dict[tuple[str, str], int] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    all_tables = tables()
    for number, table in enumerate(all_tables, start=1):
        if progress:
            progress(table.name, number, len(all_tables))
        if table.name in present:
            reading = read_table(path / table.file_name, table)
            rows[table.name] = tuple(reading.rows)
            lines.update({(table.name, one): line for one, line in reading.lines.items()})
            problems.extend(reading.problems)
    city = _city(descriptor, rows, problems)
    return FolderReading(city, tuple(problems), lines)


def _read_descriptor(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    # os.path answers for every path; pathlib raises for some, such as names that are too long.
    if not os.path.isdir(path):
        there = os.path.lexists(path)
        refusal = refusals.not_a_folder if there else refusals.missing_folder
        problems.append(refusal(str(path)))
        return None
    if not os.path.isfile(path / package.FILE_NAME):
        problems.append(refusals.no_descriptor(str(path), package.FILE_NAME))
        return None
    text = read_text(path / package.FILE_NAME, problems, _LARGEST_DESCRIPTOR)
    if text is None:
        return None
    try:
        descriptor = json.loads(text)
    except (ValueError, RecursionError) as broken:
        line = getattr(broken, "lineno", None)
        if isinstance(broken, json.JSONDecodeError) and _is_cut_off(text, broken):
            problems.append(refusals.descriptor_cut_off(package.FILE_NAME, broken.lineno))
        else:
            problems.append(refusals.descriptor_not_json(package.FILE_NAME, line))
        return None
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        problems.append(refusals.descriptor_without_resources(package.FILE_NAME))
        return None
    return descriptor


def _is_cut_off(text: str, broken: json.JSONDecodeError) -> bool:
    """Whether a JSON text is sound as far as it goes but ends too early."""
    # A string that is not closed is told at its beginning, all else at the end of the text.
    unclosed = broken.msg.startswith("Unterminated string") and "\n" not in text[broken.pos :]
    return bool(text.strip()) and (broken.pos >= len(text.rstrip()) or unclosed)


def _present_tables(path: Path, descriptor: dict[str, Any], problems: list[Problem]) -> set[str]:
    """The tables that can be read; what is missing, unlisted or unknown becomes a problem."""
    known = {table.name: table for table in tables()}
    listed: set[str] = set()
    for resource in descriptor["resources"]:
        name = resource.get("name") if isinstance(resource, dict) else None
        if isinstance(name, str) and name in known:
            listed.add(name)
        else:
            problems.append(refusals.unknown_table(package.FILE_NAME, str(name), known))
    present: set[str] = set()
    for name, table in known.items():
        if os.path.isfile(path / table.file_name):
            present.add(name)
            if name not in listed:
                problems.append(refusals.unlisted_table(table.file_name, package.FILE_NAME))
        elif os.path.lexists(path / table.file_name):
            problems.append(refusals.not_a_file(table.file_name))
        elif name in listed or name in REQUIRED_TABLES:
            problems.append(refusals.missing_table(table.file_name))
    problems.extend(_unknown_files(path, {table.file_name for table in tables()}))
    return present


def _unknown_files(path: Path, known: Collection[str]) -> list[Problem]:
    try:
        names = sorted(os.listdir(path))
    except OSError:
        # The tables could be named but not listed; whatever is wrong shows when they are opened.
        return []
    return [
        refusals.unknown_file(name, known)
        for name in names
        if name.lower().endswith(".csv") and name not in known
    ]


def _city(
    descriptor: dict[str, Any], rows: dict[str, tuple[Row, ...]], problems: list[Problem]
) -> City:
    own = descriptor.get("hoshin")
    own = own if isinstance(own, dict) else {}

    def text(name: str, value: Any) -> str:
        if isinstance(value, str):
            return value
        wanted = ("文字列で書いてください。", "Write it as text in quotation marks.")
        problems.append(refusals.descriptor_value(package.FILE_NAME, name, wanted))
        return ""

    form = own.get("format", package.FORMAT_VERSION)
    if form != package.FORMAT_VERSION:
        problems.append(
            refusals.descriptor_of_another_form(
                package.FILE_NAME, str(form)[:40], package.FORMAT_VERSION
            )
        )
    as_of: date | None = None
    if own.get("as_of") is not None:
        try:
            as_of = read_date(str(own["as_of"]), "as_of")
        except IllFormedError as wrong:
            hints = (wrong.hint.ja, wrong.hint.en)
            problems.append(refusals.descriptor_value(package.FILE_NAME, "as_of", hints))
    if not isinstance(own.get("forecasts", False), bool):
        wanted = (
            "見込み(推計)を公開するなら true、しないなら false と書いてください。",
            "Write true to publish forecasts (estimates), or false.",
        )
        problems.append(refusals.descriptor_value(package.FILE_NAME, "forecasts", wanted))
    name = own.get("name") or descriptor.get("title") or descriptor.get("name") or ""
    # The loader has checked each table's row class, which the type checker cannot follow here.
    values: dict[str, Any] = dict(rows)
    return City(
        name=text("name", name),
        name_en=text("name_en", own.get("name_en") or ""),
        as_of=as_of,
        **values,
    )


class FolderInTheWayError(Exception):
    """The place to write to exists and is not a plan folder."""


def write_folder(city: City, path: Path, also: Collection[str] = ()) -> None:
    """Write a city as a plan folder, whole or not at all.

    Tables named in ``also`` get a file even when they hold no rows, as do those that have one in
    the folder already. In an existing plan folder the tables are replaced and everything else
    stays: other files, and what datapackage.json says besides. Raises FolderInTheWayError when
    the path exists and is no plan folder and not empty, IllFormedError for a value that could not
    be read back, and OSError when the place cannot be written to; then nothing has changed.
    """
    place = Path(os.path.realpath(path))
    exists = os.path.lexists(place)
    if exists and not os.path.isfile(place / package.FILE_NAME):
        if not os.path.isdir(place) or os.listdir(place):
            raise FolderInTheWayError(str(path))
    files = _files(city, place, also)
    if any(os.path.isdir(place / name) for name in files):
        raise FolderInTheWayError(str(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    # Beside the tables, so that moving them is a change of name and not a copy.
    holder = Path(tempfile.mkdtemp(prefix=".hoshin-", dir=place if exists else place.parent))
    try:
        new = holder / "new"
        new.mkdir()
        for name, content in files.items():
            (new / name).write_bytes(content)
        if exists:
            _swap(files, new, holder, place)
        else:
            os.replace(new, place)
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def _files(city: City, place: Path, also: Collection[str]) -> dict[str, bytes]:
    """Every file of the folder, as bytes: nothing is written before all of them could be made."""
    there = {one.name for one in tables() if os.path.isfile(place / one.file_name)}
    return folder_files(city, place.name, {*also, *there}, _descriptor_before(place))


def folder_files(
    city: City, name: str, also: Collection[str] = (), before: Mapping[str, Any] | None = None
) -> dict[str, bytes]:
    """The files of a plan folder with this name, by their names in it; nothing is written.

    ``also`` names tables that get a file even without rows; what the descriptor ``before`` said
    besides the tables is kept. Raises IllFormedError for a value that could not be read back.
    """
    files = {
        table.file_name: table_text(table, getattr(city, table.name)).encode("utf-8-sig")
        for table in tables()
        if package.table_is_written(city, table, also)
    }
    described = package.describe(city, _identifier(name), also)
    text = package.dumps(package.with_kept(described, dict(before or {})))
    return {**files, package.FILE_NAME: text.encode("utf-8")}


def _descriptor_before(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / package.FILE_NAME).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _swap(files: Collection[str], new: Path, holder: Path, place: Path) -> None:
    """Put the new files in place of the old ones; if one cannot be, put all old ones back."""
    old = holder / "old"
    old.mkdir()
    done: list[str] = []
    try:
        for name in files:
            done.append(name)
            if os.path.lexists(place / name):
                os.replace(place / name, old / name)
            os.replace(new / name, place / name)
    except BaseException:
        for name in done:
            if os.path.lexists(old / name):
                os.replace(old / name, place / name)
            else:
                (place / name).unlink(missing_ok=True)
        raise


def _identifier(name: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).strip("-")
    return plain or "plans"
