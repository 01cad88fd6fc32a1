"""The plan folder: read with every problem found, written whole or not at all.

A plan folder is a directory with ``datapackage.json`` and one CSV file for each table. Files are
UTF-8 with a byte order mark, so that Excel opens them as they are. Reading and writing again is
the identity, down to the printed digits.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import date
from pathlib import Path
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.domain.rows import Row
from hoshin.exchange import package
from hoshin.exchange.cells import read_cell, write_cell
from hoshin.exchange.tables import REQUIRED_TABLES, Column, Table, tables

MOST_ROWS = 1_000_000
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
        return replaced(problem, place=replaced(place, file=f"{place.file}.csv", line=line))


def read_folder(path: Path, progress: Progress | None = None) -> FolderReading:
    """Read a plan folder; problems are returned, never raised.

    ``progress`` is called with the table's name, its number and the number of tables.
    """
    problems: list[Problem] = []
    descriptor = _read_descriptor(path, problems)
    if descriptor is None:
        return FolderReading(None, tuple(problems))
    listed = _listed_tables(path, descriptor, problems)
    lines: dict[tuple[str, str], int] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    all_tables = tables()
    for number, table in enumerate(all_tables, start=1):
        if progress:
            progress(table.name, number, len(all_tables))
        if table.name in listed:
            rows[table.name] = tuple(_read_table(path, table, problems, lines))
    city = _city(descriptor, rows, problems)
    return FolderReading(city, tuple(problems), lines)


def _error(code: str, place: Place, ja: str, en: str, hint_ja: str, hint_en: str) -> Problem:
    return Problem(
        code=code,
        level=ProblemLevel.ERROR,
        place=place,
        sentence_ja=ja,
        sentence_en=en,
        hint_ja=hint_ja,
        hint_en=hint_en,
    )


def _read_descriptor(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    if not path.is_dir():
        exists = path.exists()
        problems.append(
            _error(
                "folder-not-a-folder" if exists else "folder-missing",
                Place(file=str(path)),
                f"「{path}」はフォルダではありません。" if exists else f"「{path}」がありません。",
                f'"{path}" is not a folder.' if exists else f'There is no "{path}".',
                "計画フォルダ(datapackage.json があるフォルダ)を指定してください。"
                "新しく作るには hoshin new を使います。",
                "Name a plan folder (one with datapackage.json in it), or make one with hoshin new.",
            )
        )
        return None
    place = Place(file=package.FILE_NAME)
    file = path / package.FILE_NAME
    if not file.is_file():
        problems.append(
            _error(
                "folder-no-datapackage",
                place,
                f"「{path}」に datapackage.json がありません。",
                f'"{path}" has no datapackage.json.',
                "計画フォルダを指定してください。新しく作るには hoshin new を使います。",
                "Name a plan folder, or make one with hoshin new.",
            )
        )
        return None
    text = _read_text(file, problems, _LARGEST_DESCRIPTOR)
    if text is None:
        return None
    try:
        descriptor = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as broken:
        line = getattr(broken, "lineno", None)
        problems.append(
            _error(
                "folder-datapackage-broken",
                replaced(place, line=line),
                "datapackage.json がJSONとして読めません。",
                "datapackage.json is not valid JSON.",
                "括弧、引用符、コンマを確かめてください。",
                "Look at brackets, quotation marks and commas.",
            )
        )
        return None
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        problems.append(
            _error(
                "folder-datapackage-broken",
                place,
                "datapackage.json に resources の一覧がありません。",
                "datapackage.json has no list of resources.",
                "hoshin new で作ったフォルダの datapackage.json を手本にしてください。",
                "Take the datapackage.json that hoshin new writes as a model.",
            )
        )
        return None
    return descriptor


def _listed_tables(path: Path, descriptor: dict[str, Any], problems: list[Problem]) -> set[str]:
    known = {table.name: table for table in tables()}
    listed: set[str] = set()
    for resource in descriptor["resources"]:
        name = resource.get("name") if isinstance(resource, dict) else None
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            problems.append(
                _error(
                    "folder-unknown-table",
                    Place(file=package.FILE_NAME),
                    f"datapackage.json の「{name}」という表はありません。",
                    f'datapackage.json lists "{name}", which is no table of a plan folder.',
                    (f"「{near[0]}」ではありませんか。" if near else "")
                    + "表の名前は GLOSSARY.md にあります。",
                    (f'Did you mean "{near[0]}"? ' if near else "")
                    + "GLOSSARY.md lists the tables.",
                )
            )
            continue
        listed.add(name)
    for name, table in known.items():
        there = (path / table.file_name).is_file()
        if not there and (name in listed or name in REQUIRED_TABLES):
            problems.append(
                _error(
                    "folder-missing-table",
                    Place(file=table.file_name),
                    f"表 {table.file_name} がありません。",
                    f"The table {table.file_name} is missing.",
                    "ファイルを戻すか、見出し行だけのファイルを置いてください。",
                    "Put the file back, or a file with the header row only.",
                )
            )
            listed.discard(name)
        elif there and name not in listed:
            problems.append(
                Problem(
                    code="folder-unlisted-table",
                    level=ProblemLevel.WARNING,
                    place=Place(file=table.file_name),
                    sentence_ja=f"{table.file_name} はありますが、datapackage.json に載っていません。"
                    "読み込みます。",
                    sentence_en=f"{table.file_name} is there but not listed in datapackage.json. "
                    "It is read all the same.",
                    hint_ja="datapackage.json の resources に加えてください。",
                    hint_en="Add it to the resources of datapackage.json.",
                )
            )
            listed.add(name)
    return listed


def _read_text(file: Path, problems: list[Problem], largest: int | None = None) -> str | None:
    place = Place(file=file.name)
    try:
        if largest is not None and file.stat().st_size > largest:
            raise OSError("too large")
        content = file.read_bytes()
    except OSError as refused:
        problems.append(
            _error(
                "folder-file-unreadable",
                place,
                f"{file.name} を開けません({refused.strerror or refused})。",
                f"{file.name} cannot be opened ({refused.strerror or refused}).",
                "ファイルの権限と大きさを確かめてください。",
                "Look at the file's permissions and size.",
            )
        )
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        try:
            content.decode("cp932")
            looks_ja, looks_en = "Shift_JIS(CP932)のようです。", " It looks like Shift_JIS (CP932)."
        except UnicodeDecodeError:
            looks_ja, looks_en = "", ""
        problems.append(
            _error(
                "folder-not-utf8",
                replaced(place, line=line),
                f"{file.name} はUTF-8ではありません。{looks_ja}",
                f"{file.name} is not UTF-8.{looks_en}",
                "Excelでは「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。",
                'Save it again as UTF-8; in Excel choose "CSV UTF-8 (Comma delimited)".',
            )
        )
        return None


def _too_many_rows(file: Path) -> bool:
    count = 0
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                count += chunk.count(b"\n")
                if count > MOST_ROWS + 1:
                    return True
    except OSError:
        return False
    return False


def _read_table(
    path: Path, table: Table, problems: list[Problem], lines: dict[tuple[str, str], int]
) -> Iterator[Row]:
    file = path / table.file_name
    if _too_many_rows(file):
        problems.append(
            _error(
                "folder-too-many-rows",
                Place(file=table.file_name),
                f"{table.file_name} は{MOST_ROWS:,}行を超えています。",
                f"{table.file_name} has more than {MOST_ROWS:,} rows.",
                "計画フォルダは一つの市の計画を持つものです。原データは集計してから入れてください。",
                "A plan folder holds one city's plans. Aggregate raw records before entering them.",
            )
        )
        return
    text = _read_text(file, problems)
    if text is None:
        return
    if text and not text.endswith("\n"):
        problems.append(
            Problem(
                code="folder-no-final-line-break",
                level=ProblemLevel.WARNING,
                place=Place(file=table.file_name, line=text.count("\n") + 1),
                sentence_ja=f"{table.file_name} が改行で終わっていません。途中で切れた可能性があります。",
                sentence_en=f"{table.file_name} does not end with a line break; it may be cut off.",
                hint_ja="最後の行が完全か確かめ、改行を加えてください。",
                hint_en="See whether the last row is whole, then add a line break.",
            )
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    by_name = {column.name: column for column in table.columns}
    header: list[Column] | None = None
    first_line_of: dict[str, int] = {}
    started = 1
    while True:
        started = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as broken:
            problems.append(
                _error(
                    "folder-csv-broken",
                    Place(file=table.file_name, line=started),
                    f"{table.file_name} の{started}行目からCSVとして読めません。",
                    f"{table.file_name} cannot be read as CSV from line {started} on ({broken}).",
                    '引用符「"」が閉じているか、ファイルが途中で切れていないか確かめてください。',
                    "See whether every quotation mark is closed and the file is not cut off.",
                )
            )
            break
        if header is None:
            header = _read_header(cells, table, by_name, problems)
            if header is None:
                return
            continue
        if not cells:
            continue
        row = _read_row(cells, header, table, started, problems)
        if row is None:
            continue
        if row.id in first_line_of:
            problems.append(
                _error(
                    "folder-duplicate-id",
                    Place(file=table.file_name, line=started, column="id", row_id=row.id),
                    f"ID「{row.id}」が{first_line_of[row.id]}行目と{started}行目にあります。",
                    f'The id "{row.id}" stands in line {first_line_of[row.id]} and line {started}.',
                    "どちらかのIDを変えるか、重なった行を除いてください。",
                    "Change one of the ids, or take out the repeated row.",
                )
            )
            continue
        first_line_of[row.id] = started
        lines[table.name, row.id] = started
        yield row
    if header is None and not text:
        problems.append(
            _error(
                "folder-empty-file",
                Place(file=table.file_name),
                f"{table.file_name} が空です。見出し行がありません。",
                f"{table.file_name} is empty: it has no header row.",
                "見出し行を書いてください: " + ",".join(by_name),
                "Write the header row: " + ",".join(by_name),
            )
        )


def _read_header(
    cells: list[str], table: Table, by_name: dict[str, Column], problems: list[Problem]
) -> list[Column] | None:
    found = len(problems)
    for name in cells:
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, n=1)
            problems.append(
                _error(
                    "folder-unknown-column",
                    Place(file=table.file_name, line=1, column=name),
                    f"{table.file_name} に「{name}」という列はありません。",
                    f'{table.file_name} has no column "{name}".',
                    (f"「{near[0]}」ではありませんか。" if near else "")
                    + "使える列: "
                    + ", ".join(by_name),
                    (f'Did you mean "{near[0]}"? ' if near else "")
                    + "Columns: "
                    + ", ".join(by_name),
                )
            )
        elif cells.count(name) > 1:
            problems.append(
                _error(
                    "folder-repeated-column",
                    Place(file=table.file_name, line=1, column=name),
                    f"列「{name}」が2回以上あります。",
                    f'The column "{name}" stands there more than once.',
                    "一つにしてください。",
                    "Leave one.",
                )
            )
    for column in table.columns:
        if column.required and column.name not in cells:
            problems.append(
                _error(
                    "folder-missing-column",
                    Place(file=table.file_name, line=1, column=column.name),
                    f"{table.file_name} に必要な列「{column.name}」がありません。",
                    f'{table.file_name} lacks the column "{column.name}", which it needs.',
                    "見出し行に列を加えてください。",
                    "Add the column to the header row.",
                )
            )
    if len(problems) > found:
        return None
    return [by_name[name] for name in cells]


def _read_row(
    cells: list[str], header: list[Column], table: Table, line: int, problems: list[Problem]
) -> Row | None:
    row_id = cells[0] if header and header[0].name == "id" and cells else ""
    place = Place(file=table.file_name, line=line, row_id=row_id)
    if len(cells) != len(header):
        problems.append(
            _error(
                "folder-row-length",
                place,
                f"{line}行目は{len(cells)}列です。見出しは{len(header)}列あります。",
                f"Line {line} has {len(cells)} cells; the header has {len(header)}.",
                'コンマの数を確かめてください。コンマを含む値は引用符「"」で囲みます。'
                "ファイルが途中で切れていないかも見てください。",
                'Count the commas; put a value that holds a comma in quotation marks ("). '
                "See too whether the file is cut off.",
            )
        )
        return None
    values: dict[str, Any] = {}
    found = len(problems)
    for text, column in zip(cells, header, strict=True):
        try:
            values[column.name] = read_cell(text, column)
        except IllFormedError as wrong:
            problems.append(_from_ill_formed(wrong, replaced(place, column=column.name)))
    if len(problems) > found:
        return None
    try:
        return table.row_class(**values)
    except IllFormedError as wrong:
        problems.append(_from_ill_formed(wrong, place))
        return None


def _from_ill_formed(wrong: IllFormedError, place: Place) -> Problem:
    return _error(
        wrong.code, place, wrong.sentence_ja, wrong.sentence_en, wrong.hint_ja, wrong.hint_en
    )


def _city(
    descriptor: dict[str, Any], rows: dict[str, tuple[Row, ...]], problems: list[Problem]
) -> City:
    own = descriptor.get("hoshin")
    own = own if isinstance(own, dict) else {}
    as_of: date | None = None
    if own.get("as_of") is not None:
        try:
            as_of = date.fromisoformat(str(own["as_of"]))
        except ValueError:
            problems.append(
                _error(
                    "folder-as-of",
                    Place(file=package.FILE_NAME, column="as_of"),
                    f"datapackage.json の as_of「{own['as_of']}」は日付ではありません。",
                    f'The as_of "{own["as_of"]}" of datapackage.json is not a date.',
                    "2025-05-31 のように書いてください。",
                    "Write it like 2025-05-31.",
                )
            )
    name = own.get("name") or descriptor.get("title") or descriptor.get("name") or ""
    # The loader has checked each table's row class, which the type checker cannot follow here.
    values: dict[str, Any] = dict(rows)
    return City(name=str(name), name_en=str(own.get("name_en") or ""), as_of=as_of, **values)


class FolderInTheWayError(Exception):
    """The place to write to exists and is not a plan folder."""


def write_folder(city: City, path: Path, also: Collection[str] = ()) -> None:
    """Write a city as a plan folder, whole or not at all.

    Tables named in ``also`` get a file even when they hold no rows, as do those that have one in
    the folder that is replaced. Files in it that are no tables are kept. Raises
    FolderInTheWayError when the path exists and is no plan folder and not empty.
    """
    path = path.absolute()
    if path.exists() and not (path / package.FILE_NAME).is_file():
        if not path.is_dir() or any(path.iterdir()):
            raise FolderInTheWayError(str(path))
    also = {*also, *(one.name for one in tables() if (path / one.file_name).is_file())}
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        known = {table.file_name for table in tables()} | {package.FILE_NAME}
        if path.is_dir():
            for kept in path.iterdir():
                if kept.name not in known:
                    if kept.is_dir():
                        shutil.copytree(kept, made / kept.name)
                    else:
                        shutil.copy2(kept, made / kept.name)
        for table in tables():
            if package.table_is_written(city, table, also):
                (made / table.file_name).write_text(
                    table_text(table, getattr(city, table.name)), encoding="utf-8-sig", newline=""
                )
        descriptor = package.dumps(package.describe(city, _identifier(path.name), also))
        (made / package.FILE_NAME).write_text(descriptor, encoding="utf-8", newline="\n")
        made.chmod(0o755)
        if path.exists():
            aside = Path(tempfile.mkdtemp(prefix=f".{path.name}-old-", dir=path.parent))
            os.replace(path, aside / "old")
            os.replace(made, path)
            shutil.rmtree(aside)
        else:
            os.replace(made, path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _identifier(name: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).strip("-")
    return plain or "plans"


def table_text(table: Table, rows: tuple[Row, ...]) -> str:
    """A table as CSV text: header row, line feeds, quotation marks only where needed."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(write_cell(getattr(row, c.name), c) for c in table.columns)
    return stream.getvalue()
