"""A release: the judged, immutable set that is published, written whole or not at all.

A release is a folder with the plan folder as it was (``data/``), what the engine said of every
target (``judgements/``), what the checks found (``problems.json``), all tables as Parquet too
(``parquet/``), and ``manifest.json``: every file's sha256 and size, the canonical digest of each
table, the engine's version and the day of judgement. Where the city publishes forecasts they stand
apart from all figures, in ``estimates/``. The same folder, day and engine give the same bytes; the
identity of a release is the sha256 of its manifest.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from hoshin import __version__
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem, ProblemLevel, problem_of_file, problem_row
from hoshin.domain.publication import public_part
from hoshin.engine.achievement import Judge
from hoshin.engine.checks import check
from hoshin.engine.ratings import rated
from hoshin.exchange import package
from hoshin.exchange.attached_forms import FORMS
from hoshin.exchange.csv_tables import lines_of
from hoshin.exchange.folder import FolderReading, folder_files, read_folder, table_text
from hoshin.exchange.forecast_table import (
    FORECASTS,
    ForecastTableError,
    forecast_csv,
    forecast_files,
    read_forecasts,
)
from hoshin.exchange.judgements import judgement_csv, judgement_rows
from hoshin.exchange.release_manifest import (
    COPY_AGAIN,
    FORMAT,
    MANIFEST,
    changed_files,
    digest_of,
    inventory,
    json_file,
    read_manifest,
)
from hoshin.exchange.tables import tables

__all__ = [
    "DATA",
    "MANIFEST",
    "Judged",
    "Release",
    "ReleaseInTheWayError",
    "judge",
    "judgements_of",
    "make_release",
    "open_release",
    "read_manifest",
    "verify_release",
    "write_release",
]

DATA = "data"
JUDGEMENTS = "judgements/achievements"
PROBLEMS = "problems.json"
_STEPS = 5

Progress = Callable[[str, int, int], None]


class ReleaseInTheWayError(Exception):
    """The place to write to holds something that is not a release, or one that must not change."""


@dataclass(frozen=True, slots=True)
class Release:
    """An opened release; ``identity`` is the sha256 of its manifest.

    ``forecasts`` is None where the city does not publish any; ``judge`` is who judged the city, so
    that what shows it need not judge it again.
    """

    path: Path
    city: City
    as_of: date
    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    identity: str
    forecasts: tuple[Forecast, ...] | None = None
    judge: Judge | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Judged:
    """What is published of a city, judged on a day.

    ``problems`` are those that the checks found, ``rows`` the judgements as a release holds them.
    """

    city: City
    as_of: date
    problems: tuple[Problem, ...]
    rows: list[dict[str, Any]]
    judge: Judge

    @cached_property
    def data(self) -> dict[str, bytes]:
        """The files of the city's plan folder; raises IllFormedError, see ``folder_files``."""
        return folder_files(self.city, DATA)


def judgements_of(
    city: City, as_of: date, problems: Sequence[Problem], judge: Judge | None = None
) -> list[dict[str, Any]]:
    """Every listing of a target, judged, as the rows that a release holds."""
    judged = tuple((judge or Judge(city, as_of)).achievements.values())
    return judgement_rows(judged, rated(city, judged), problems)


def judge(city: City, as_of: date, progress: Progress | None = None) -> Judged:
    """Check and judge the public part of a city."""
    city = public_part(city)
    judge = Judge(city, as_of)
    _tell(progress, "checks", 1, _STEPS)
    problems = tuple(check(city, as_of, judge))
    _tell(progress, "judgements", 2, _STEPS)
    rows = judgements_of(city, as_of, problems, judge)
    return Judged(city, as_of, problems, rows, judge)


def write_release(
    city: City,
    as_of: date,
    path: Path,
    *,
    with_parquet: bool = True,
    forms: Mapping[str, bytes] | None = None,
    definitions: Mapping[str, bytes] | None = None,
    forecasts: Sequence[Forecast] | None = None,
    progress: Progress | None = None,
) -> str:
    """Judge a city, write it as a release and return the release's identity; see make_release."""
    refuse_what_is_there(path)
    return make_release(
        judge(city, as_of, progress),
        path,
        with_parquet=with_parquet,
        forms=forms,
        definitions=definitions,
        forecasts=forecasts,
        progress=progress,
    ).identity


def make_release(
    judged: Judged,
    path: Path,
    *,
    with_parquet: bool = True,
    forms: Mapping[str, bytes] | None = None,
    definitions: Mapping[str, bytes] | None = None,
    forecasts: Sequence[Forecast] | None = None,
    progress: Progress | None = None,
) -> Release:
    """Write a judged city as a release, and give the release as it would be opened.

    ``forms`` are the files of the city's own forms, by their path below ``forms``; ``definitions``
    those of its measurements, by their path in the folder. ``forecasts`` are published as estimates
    where they are given.

    All digests are of the bytes that were judged and written; the files on the disk are compared
    with them before the release gets its name. Raises ReleaseInTheWayError when the path exists
    and is not empty: a release never changes; and OSError when the disk does not hold what was
    written.
    """
    refuse_what_is_there(path)
    path = path.absolute()
    city = judged.city
    _tell(progress, "data", 3, _STEPS)
    text = judgement_csv(judged.rows)
    content = _digests(city, judged.data, text)
    files = {
        **_below(DATA, judged.data),
        **_below(f"{DATA}/{FORMS}", forms or {}),
        **_below(DATA, definitions or {}),
        f"{JUDGEMENTS}.csv": text.encode("utf-8-sig"),
        f"{JUDGEMENTS}.json": json_file(judged.rows),
        PROBLEMS: json_file([problem_row(one) for one in judged.problems]),
    }
    if with_parquet:
        _tell(progress, "parquet", 4, _STEPS)
        files |= _parquet_files(judged)
    if forecasts is not None:
        files |= forecast_files(forecasts, with_parquet=with_parquet)
        content["forecasts"] = digest_of(forecast_csv(forecasts).encode("utf-8"))
    _tell(progress, "manifest", 5, _STEPS)
    manifest = {
        "format": FORMAT,
        "city": city.name,
        "city_en": city.name_en,
        "as_of": judged.as_of.isoformat(),
        "engine": __version__,
        "folder_format": package.FORMAT_VERSION,
        "content": content,
        "files": inventory(files),
    }
    identity = _put(path, files, manifest)
    return Release(
        path,
        city,
        judged.as_of,
        _located(judged),
        manifest,
        identity,
        None if forecasts is None else tuple(forecasts),
        judged.judge,
    )


def refuse_what_is_there(path: Path) -> None:
    """Raise ReleaseInTheWayError unless a release can be written to the path."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ReleaseInTheWayError(str(path.absolute()))


def _put(path: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """Write the files and the manifest in one piece; returns the identity."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    content = json_file(manifest)
    try:
        for name, written in {**files, MANIFEST: content}.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(written)
        for wrong in changed_files(made, manifest["files"]):
            raise OSError(errno.EIO, os.strerror(errno.EIO), wrong.place.file)
        made.chmod(0o755)
        if path.exists():
            path.rmdir()
        os.replace(made, path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return digest_of(content)


def _tell(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress is not None:
        progress(what, done, total)


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def _parquet_files(judged: Judged) -> dict[str, bytes]:
    from hoshin.exchange.parquet import judgement_file, table_files

    files = _below("parquet", table_files(judged.city))
    if judged.rows:
        files[f"{JUDGEMENTS}.parquet"] = judgement_file(judged.rows)
    return files


def _digests(city: City, data: Mapping[str, bytes], judgements: str) -> dict[str, str]:
    """The canonical digest of each table and of the judgements: what a release says, not how.

    The digest of a table is the sha256 of its canonical CSV text in UTF-8, without byte order
    mark, its rows in the order of the folder; ``data`` are the canonical files.
    """
    digests = {
        table.name: digest_of(data[table.file_name].removeprefix(BOM_UTF8))
        for table in tables()
        if getattr(city, table.name)
    }
    digests["judgements"] = digest_of(judgements.encode("utf-8"))
    return digests


def _located(judged: Judged) -> tuple[Problem, ...]:
    """The problems with the file and line of their record, as they are found in the folder."""
    named = {one.place.file for one in judged.problems}
    lines = {
        (table.name, row_id): line
        for table in tables()
        if table.name in named and table.file_name in judged.data
        for row_id, line in lines_of(judged.data[table.file_name].decode("utf-8-sig")).items()
    }
    reading = FolderReading(judged.city, (), lines)
    return tuple(map(reading.located, judged.problems))


def verify_release(path: Path, progress: Progress | None = None) -> tuple[Problem, ...]:
    """Compare a release with its manifest and judge it again; problems are returned.

    Looks at every file's bytes, at files that are missing or too many, at the canonical digest of
    each table, at the Parquet copies, and at the judgements calculated anew.
    """
    return open_release(path, progress)[1]


def open_release(
    path: Path, progress: Progress | None = None
) -> tuple[Release | None, tuple[Problem, ...]]:
    """Open a release to publish from; None with the problems when it does not verify."""
    manifest, identity, problems = read_manifest(path)
    if manifest is None:
        return None, problems
    _tell(progress, "files", 1, 3)
    found = changed_files(path, manifest["files"])
    _tell(progress, "tables", 2, 3)
    reading = read_folder(path / DATA)
    found.extend(one for one in reading.problems if one.level is ProblemLevel.ERROR)
    if reading.city is None or reading.has_errors:
        return None, tuple(found)
    city, as_of = reading.city, date.fromisoformat(manifest["as_of"])
    _tell(progress, "judgements", 3, 3)
    judge = Judge(city, as_of)
    judged = check(city, as_of, judge)
    text = judgement_csv(judgements_of(city, as_of, judged, judge))
    canonical = {
        table.file_name: table_text(table, getattr(city, table.name)).encode("utf-8")
        for table in tables()
    }
    ours = _digests(city, canonical, text)
    try:
        forecasts = _forecasts_in(path)
    except (ForecastTableError, OSError):
        return None, (*found, _forecasts_unreadable())
    if forecasts is not None:
        ours["forecasts"] = digest_of(forecast_csv(forecasts).encode("utf-8"))
    for name in sorted({*ours, *manifest["content"]}):
        if ours.get(name) != manifest["content"].get(name):
            found.append(_content_differs(name, manifest))
    if (path / "parquet").is_dir():
        from hoshin.exchange.parquet import tables_that_differ

        found.extend(map(_parquet_differs, tables_that_differ(city, path / "parquet")))
    if found:
        return None, tuple(found)
    located = tuple(reading.located(one) for one in judged)
    return Release(path, city, as_of, located, manifest, identity, forecasts, judge), ()


def _forecasts_in(path: Path) -> tuple[Forecast, ...] | None:
    """The forecasts that a release carries; None where it has no table of them."""
    table = path / f"{FORECASTS}.csv"
    return read_forecasts(table) if table.is_file() else None


def _forecasts_unreadable() -> Problem:
    return problem_of_file(
        "release-forecasts-unreadable",
        f"{FORECASTS}.csv",
        "見込み(推計)の表が読めません。",
        "The table of forecasts (estimates) cannot be read.",
        *COPY_AGAIN,
    )


def _parquet_differs(name: str) -> Problem:
    return problem_of_file(
        "release-parquet-differs",
        f"parquet/{name}.parquet",
        f"Parquet の表「{name}」が CSV と同じ内容ではありません。",
        f'The Parquet table "{name}" does not hold what the CSV holds.',
        *COPY_AGAIN,
    )


def _content_differs(name: str, manifest: Mapping[str, Any]) -> Problem:
    if name == "judgements":
        return problem_of_file(
            "release-judgement-differs",
            f"{JUDGEMENTS}.csv",
            "計算し直した判定が、公開データの判定と一致しません"
            f"(作成時の版 {manifest.get('engine')}、いまの版 {__version__})。",
            f"Judged again, the achievements differ from those of the release (made with "
            f"{manifest.get('engine')}, now {__version__}).",
            "作ったときと同じ版で確かめてください。同じ版で異なるなら、内容が変えられています。",
            "Verify with the version that made it. If that differs too, the release was altered.",
        )
    return problem_of_file(
        "release-content-differs",
        f"{FORECASTS}.csv" if name == "forecasts" else f"{DATA}/{name}.csv",
        f"表「{name}」の内容が manifest.json の記録と一致しません。",
        f'The content of table "{name}" differs from what manifest.json records.',
        *COPY_AGAIN,
    )
