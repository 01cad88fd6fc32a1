"""The forms that a city keeps in its plan folder: files read and written as they are.

They lie in ``forms/<form>/``: settings, a template, images. A release holds them as part of its
data, so that a paper can be made again with the template of its year.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words

FORMS = "forms"
LARGEST_FILE = 30_000_000
MOST_FILES = 500


def read_forms(folder: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of a folder's forms by their path below ``forms``, and what could not be read.

    Hidden files, the lock files of Office programs and links out of the folder are left out.
    """
    top = folder / FORMS
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not top.is_dir():
        return files, ()
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if _is_left_out(path, name):
            continue
        if path.stat().st_size > LARGEST_FILE or len(files) >= MOST_FILES:
            problems.append(_too_large(f"{FORMS}/{name}"))
            continue
        files[name] = path.read_bytes()
    return files, tuple(problems)


def _is_left_out(path: Path, name: str) -> bool:
    if path.is_symlink() or not os.path.isfile(path):
        return True
    return any(part.startswith((".", "~$")) for part in name.split("/"))


def write_forms(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of forms into a folder, each whole or not at all; further ones stay."""
    for name, content in files.items():
        place = folder / FORMS / name
        place.parent.mkdir(parents=True, exist_ok=True)
        passing = place.with_name(f".{place.name}-{os.getpid()}")
        try:
            passing.write_bytes(content)
            os.replace(passing, place)
        finally:
            passing.unlink(missing_ok=True)


def _too_large(name: str) -> Problem:
    return Problem(
        code="form-file-too-large",
        level=ProblemLevel.ERROR,
        place=Place(file=name),
        sentence=Words(
            "様式のファイルが大きすぎるか、多すぎます。",
            "This file of a form is too large, or there are too many.",
        ),
        hint=Words(
            f"1つ{LARGEST_FILE // 1_000_000}MB、全部で{MOST_FILES}個までにしてください。",
            f"Keep each below {LARGEST_FILE // 1_000_000} MB, and at most {MOST_FILES} files.",
        ),
    )
