"""A release: the judged, immutable set that is published, written whole or not at all.

A release is a folder with the plan folder as it was (``data/``), what the engine said of every
target (``judgements/``), what the checks found (``problems.json``), all tables as Parquet too
(``parquet/``), and ``manifest.json``: every file's sha256 and size, the canonical digest of each
table, the engine's version and the day of judgement. Where the city publishes forecasts they stand
apart from all figures, in ``estimates/``. The same folder, day and engine give the same bytes; the
identity of a release is the sha256 of its manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hoshin import __version__
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.publication import public_part
from hoshin.engine.achievement import evaluate
from hoshin.engine.checks import check
from hoshin.engine.ratings import rated
from hoshin.exchange import package
from hoshin.exchange.attached_definitions import write_definitions
from hoshin.exchange.attached_forms import write_forms
from hoshin.exchange.folder import read_folder, table_text, write_folder
from hoshin.exchange.forecast_table import (
    FORECASTS,
    ForecastTableError,
    forecast_csv,
    read_forecasts,
    write_forecasts,
)
from hoshin.exchange.judgements import judgement_csv, judgement_rows
from hoshin.exchange.problems import problem_row
from hoshin.exchange.tables import tables

FORMAT = "hoshin-release/1"
MANIFEST = "manifest.json"
DATA = "data"
JUDGEMENTS = "judgements/achievements"
PROBLEMS = "problems.json"

Progress = Callable[[str, int, int], None]


class ReleaseInTheWayError(Exception):
    """The place to write to holds something that is not a release, or one that must not change."""


@dataclass(frozen=True, slots=True)
class Release:
    """An opened release; ``identity`` is the sha256 of its manifest.

    ``forecasts`` is None where the city does not publish any.
    """

    path: Path
    city: City
    as_of: date
    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    identity: str
    forecasts: tuple[Forecast, ...] | None = None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def content_digests(city: City, judgements: str) -> dict[str, str]:
    """The canonical digest of each table and of the judgements: what a release says, not how.

    The digest of a table is the sha256 of its canonical CSV text in UTF-8, without byte order
    mark, its rows in the order of the folder.
    """
    digests = {
        table.name: _digest(table_text(table, getattr(city, table.name)).encode("utf-8"))
        for table in tables()
        if getattr(city, table.name)
    }
    digests["judgements"] = _digest(judgements.encode("utf-8"))
    return digests


def judgements_of(city: City, as_of: date, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Every listing of a target, judged, as the rows that a release holds."""
    judged = evaluate(city, as_of)
    return judgement_rows(judged, rated(city, judged), problems)


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
    """Judge a city, write it as a release and return the release's identity.

    ``forms`` are the files of the city's own forms, by their path below ``forms``; ``definitions``
    those of its measurements, by their path in the folder. ``forecasts`` are published as estimates
    where they are given.

    Raises ReleaseInTheWayError when the path exists and is not empty: a release never changes.
    """
    city = public_part(city)
    path = path.absolute()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ReleaseInTheWayError(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    steps = 5
    report = progress or (lambda what, done, total: None)
    try:
        report("checks", 1, steps)
        problems = check(city, as_of)
        report("judgements", 2, steps)
        rows = judgements_of(city, as_of, problems)
        text = judgement_csv(rows)
        report("data", 3, steps)
        write_folder(city, made / DATA)
        write_forms(forms or {}, made / DATA)
        write_definitions(definitions or {}, made / DATA)
        (made / "judgements").mkdir()
        (made / f"{JUDGEMENTS}.csv").write_text(text, encoding="utf-8-sig", newline="")
        (made / f"{JUDGEMENTS}.json").write_bytes(_json(rows))
        (made / PROBLEMS).write_bytes(_json([problem_row(one) for one in problems]))
        if with_parquet:
            from hoshin.exchange.parquet import write_judgements, write_tables

            report("parquet", 4, steps)
            write_tables(city, made / "parquet")
            write_judgements(rows, made / f"{JUDGEMENTS}.parquet")
        content = content_digests(city, text)
        if forecasts is not None:
            write_forecasts(forecasts, made, with_parquet=with_parquet)
            content["forecasts"] = _digest(forecast_csv(forecasts).encode("utf-8"))
        report("manifest", 5, steps)
        manifest = _json(
            {
                "format": FORMAT,
                "city": city.name,
                "city_en": city.name_en,
                "as_of": as_of.isoformat(),
                "engine": __version__,
                "folder_format": package.FORMAT_VERSION,
                "content": content,
                "files": _inventory(made),
            }
        )
        (made / MANIFEST).write_bytes(manifest)
        made.chmod(0o755)
        if path.exists():
            path.rmdir()
        os.replace(made, path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return _digest(manifest)


def _inventory(folder: Path) -> dict[str, dict[str, Any]]:
    files = sorted(one for one in folder.rglob("*") if one.is_file() and one.name != MANIFEST)
    return {
        one.relative_to(folder).as_posix(): {
            "sha256": _digest(one.read_bytes()),
            "bytes": one.stat().st_size,
        }
        for one in files
    }


def _problem(code: str, file: str, ja: str, en: str, hint_ja: str, hint_en: str) -> Problem:
    return Problem(
        code=code,
        level=ProblemLevel.ERROR,
        place=Place(file=file),
        sentence_ja=ja,
        sentence_en=en,
        hint_ja=hint_ja,
        hint_en=hint_en,
    )


_COPY_AGAIN = (
    "元の公開データからもう一度写してください。",
    "Copy the release again from where it was made.",
)


def read_manifest(path: Path) -> tuple[Mapping[str, Any] | None, str, tuple[Problem, ...]]:
    """The manifest of a release and the release's identity, or the problem with it."""
    file = path / MANIFEST
    try:
        content = file.read_bytes()
        manifest = json.loads(content)
        if (
            not isinstance(manifest, dict)
            or not isinstance(manifest.get("files"), dict)
            or not isinstance(manifest.get("content"), dict)
        ):
            raise ValueError("no inventory")
        date.fromisoformat(str(manifest.get("as_of")))
    except FileNotFoundError:
        problem = _problem(
            "release-no-manifest",
            str(path),
            f"「{path}」は公開データ(release)ではありません。manifest.json がありません。",
            f'"{path}" is not a release: it has no manifest.json.',
            "hoshin release で作ったフォルダを指定してください。",
            "Name a folder that hoshin release made.",
        )
        return None, "", (problem,)
    except (OSError, ValueError):
        problem = _problem(
            "release-manifest-broken",
            MANIFEST,
            "manifest.json が読めません。",
            "manifest.json cannot be read.",
            *_COPY_AGAIN,
        )
        return None, "", (problem,)
    if manifest.get("format") != FORMAT:
        problem = _problem(
            "release-other-format",
            MANIFEST,
            f"この公開データの形式「{manifest.get('format')}」は、この版の Hoshin では読めません。",
            f'The format "{manifest.get("format")}" of this release is not one this Hoshin reads.',
            "作ったときと同じ版の Hoshin を使うか、計画フォルダから作り直してください。",
            "Use the Hoshin that made it, or make it again from the plan folder.",
        )
        return None, "", (problem,)
    return manifest, _digest(content), ()


def verify_release(path: Path, progress: Progress | None = None) -> tuple[Problem, ...]:
    """Compare a release with its manifest and judge it again; problems are returned.

    Looks at every file's bytes, at files that are missing or too many, at the canonical digest of
    each table, at the Parquet copies, and at the judgements calculated anew.
    """
    manifest, _, problems = read_manifest(path)
    if manifest is None:
        return problems
    report = progress or (lambda what, done, total: None)
    report("files", 1, 3)
    found = list(_changed_files(path, manifest["files"]))
    report("tables", 2, 3)
    reading = read_folder(path / DATA)
    found.extend(one for one in reading.problems if one.level is ProblemLevel.ERROR)
    if reading.city is None or reading.has_errors:
        return tuple(found)
    as_of = date.fromisoformat(manifest["as_of"])
    report("judgements", 3, 3)
    rows = judgements_of(reading.city, as_of, check(reading.city, as_of))
    ours = content_digests(reading.city, judgement_csv(rows))
    try:
        forecasts = _forecasts_in(path)
    except (ForecastTableError, OSError):
        return (*found, _forecasts_unreadable())
    if forecasts is not None:
        ours["forecasts"] = _digest(forecast_csv(forecasts).encode("utf-8"))
    for name in sorted({*ours, *manifest["content"]}):
        if ours.get(name) != manifest["content"].get(name):
            found.append(_content_differs(name, manifest))
    if (path / "parquet").is_dir():
        from hoshin.exchange.parquet import tables_that_differ

        for name in tables_that_differ(reading.city, path / "parquet"):
            found.append(
                _problem(
                    "release-parquet-differs",
                    f"parquet/{name}.parquet",
                    f"Parquet の表「{name}」が CSV と同じ内容ではありません。",
                    f'The Parquet table "{name}" does not hold what the CSV holds.',
                    *_COPY_AGAIN,
                )
            )
    return tuple(found)


def _forecasts_in(path: Path) -> tuple[Forecast, ...] | None:
    """The forecasts that a release carries; None where it has no table of them."""
    table = path / f"{FORECASTS}.csv"
    return read_forecasts(table) if table.is_file() else None


def _forecasts_unreadable() -> Problem:
    return _problem(
        "release-forecasts-unreadable",
        f"{FORECASTS}.csv",
        "見込み(推計)の表が読めません。",
        "The table of forecasts (estimates) cannot be read.",
        *_COPY_AGAIN,
    )


def _content_differs(name: str, manifest: Mapping[str, Any]) -> Problem:
    if name == "judgements":
        return _problem(
            "release-judgement-differs",
            f"{JUDGEMENTS}.csv",
            "計算し直した判定が、公開データの判定と一致しません"
            f"(作成時の版 {manifest.get('engine')}、いまの版 {__version__})。",
            f"Judged again, the achievements differ from those of the release (made with "
            f"{manifest.get('engine')}, now {__version__}).",
            "作ったときと同じ版で確かめてください。同じ版で異なるなら、内容が変えられています。",
            "Verify with the version that made it. If that differs too, the release was altered.",
        )
    return _problem(
        "release-content-differs",
        f"{FORECASTS}.csv" if name == "forecasts" else f"{DATA}/{name}.csv",
        f"表「{name}」の内容が manifest.json の記録と一致しません。",
        f'The content of table "{name}" differs from what manifest.json records.',
        *_COPY_AGAIN,
    )


def _changed_files(path: Path, listed: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    there = {
        one.relative_to(path).as_posix()
        for one in path.rglob("*")
        if one.is_file() and one.relative_to(path).as_posix() != MANIFEST
    }
    found = []
    for name in sorted(listed.keys() - there):
        found.append(
            _problem(
                "release-file-missing",
                name,
                f"{name} がありません。",
                f"{name} is missing.",
                *_COPY_AGAIN,
            )
        )
    for name in sorted(there - listed.keys()):
        found.append(
            _problem(
                "release-file-added",
                name,
                f"{name} は manifest.json にありません。",
                f"{name} is not in manifest.json.",
                "公開データに物を加えないでください。別の場所に移してください。",
                "Nothing may be added to a release. Move it elsewhere.",
            )
        )
    for name in sorted(listed.keys() & there):
        if _digest((path / name).read_bytes()) != listed[name].get("sha256"):
            found.append(
                _problem(
                    "release-file-changed",
                    name,
                    f"{name} の内容が、公開したときから変わっています。",
                    f"{name} has changed since it was released.",
                    *_COPY_AGAIN,
                )
            )
    return found


def open_release(
    path: Path, progress: Progress | None = None
) -> tuple[Release | None, tuple[Problem, ...]]:
    """Open a release to publish from; None with the problems when it does not verify."""
    problems = verify_release(path, progress)
    if problems:
        return None, problems
    manifest, identity, _ = read_manifest(path)
    reading = read_folder(path / DATA)
    assert manifest is not None and reading.city is not None
    as_of = date.fromisoformat(manifest["as_of"])
    found = tuple(reading.located(one) for one in check(reading.city, as_of))
    forecasts = _forecasts_in(path)
    return Release(path, reading.city, as_of, found, manifest, identity, forecasts), ()
