"""The folder of a built nation: whether it can be asked, and what is wrong where it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from hoshin.analytics.engines import RunStoppedError
from hoshin.analytics.nation_build import FORMAT, MANIFEST
from hoshin.analytics.refusals import refusal
from hoshin.domain.problems import Problem

_LONGEST_DETAIL = 160
_BUILD_AGAIN = (
    "hoshin nation build で作り直してください。元のデータはそのまま使えます。",
    "Build it again with hoshin nation build; the source files can stay as they are.",
)


def nation_problem(folder: Path) -> Problem | None:
    """What is wrong with a folder that should hold a built nation; None where it can be asked."""
    path = folder / MANIFEST
    if not path.is_file():
        return _not_built(folder)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _manifest_broken()
    if not isinstance(manifest, dict):
        return _manifest_broken()
    if manifest.get("format") != FORMAT:
        return _of_another_version(str(manifest.get("format")))
    return None


@contextmanager
def reading_nation() -> Iterator[None]:
    """Raises RunStoppedError with what to do where a table of a built nation cannot be read."""
    try:
        yield
    except duckdb.Error as refused:
        raise RunStoppedError(_unreadable(refused)) from None


def _not_built(folder: Path) -> Problem:
    return refusal(
        "nation-not-built",
        (
            f"「{folder}」は hoshin nation build で作ったフォルダではありません。",
            f'"{folder}" is no folder that hoshin nation build has made.',
        ),
        (
            "作ったフォルダを指定するか、hoshin nation build で作ってください。",
            "Name the folder that it made, or make one with hoshin nation build.",
        ),
        file=MANIFEST,
    )


def _manifest_broken() -> Problem:
    return refusal(
        "nation-manifest-broken",
        (
            f"{MANIFEST} が壊れていて読めません。",
            f"{MANIFEST} is broken and cannot be read.",
        ),
        _BUILD_AGAIN,
        file=MANIFEST,
    )


def _of_another_version(found: str) -> Problem:
    return refusal(
        "nation-of-another-version",
        (
            f"別の版の Hoshin が作った形「{found}」です。この版が読むのは「{FORMAT}」です。",
            f'It was laid out by another version ("{found}"); this one reads "{FORMAT}".',
        ),
        _BUILD_AGAIN,
        file=MANIFEST,
    )


def _unreadable(refused: duckdb.Error) -> Problem:
    detail = str(refused).splitlines()[0][:_LONGEST_DETAIL]
    return refusal(
        "nation-unreadable",
        (
            f"全国のデータの表が欠けているか、壊れていて読めません。({detail})",
            f"A table of the nation is missing, or broken and cannot be read. ({detail})",
        ),
        _BUILD_AGAIN,
    )
