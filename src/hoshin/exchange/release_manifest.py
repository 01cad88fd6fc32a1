"""The manifest of a release: what it is, and the digest of every file and table in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from hoshin.domain.problems import Problem, problem_of_file

FORMAT = "hoshin-release/1"
MANIFEST = "manifest.json"


def digest_of(content: bytes) -> str:
    """The sha256 of some bytes, as text."""
    return hashlib.sha256(content).hexdigest()


def json_file(value: object) -> bytes:
    """A JSON file as a release holds it: the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def inventory(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """The sha256 and size of each file, by its path in the release, a folder's files together."""
    return {
        name: {"sha256": digest_of(files[name]), "bytes": len(files[name])}
        for name in sorted(files, key=PurePosixPath)
    }


COPY_AGAIN = (
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
        found = problem_of_file(
            "release-no-manifest",
            str(path),
            f"「{path}」は公開データ(release)ではありません。manifest.json がありません。",
            f'"{path}" is not a release: it has no manifest.json.',
            "hoshin release で作ったフォルダを指定してください。",
            "Name a folder that hoshin release made.",
        )
        return None, "", (found,)
    except (OSError, ValueError):
        found = problem_of_file(
            "release-manifest-broken",
            MANIFEST,
            "manifest.json が読めません。",
            "manifest.json cannot be read.",
            *COPY_AGAIN,
        )
        return None, "", (found,)
    if manifest.get("format") != FORMAT:
        found = problem_of_file(
            "release-other-format",
            MANIFEST,
            f"この公開データの形式「{manifest.get('format')}」は、この版の Hoshin では読めません。",
            f'The format "{manifest.get("format")}" of this release is not one this Hoshin reads.',
            "作ったときと同じ版の Hoshin を使うか、計画フォルダから作り直してください。",
            "Use the Hoshin that made it, or make it again from the plan folder.",
        )
        return None, "", (found,)
    return manifest, digest_of(content), ()


def changed_files(path: Path, listed: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """The files of a release that are missing, too many, or not the bytes that are listed."""
    there = {
        one.relative_to(path).as_posix()
        for one in path.rglob("*")
        if one.is_file() and one.relative_to(path).as_posix() != MANIFEST
    }
    found = []
    for name in sorted(listed.keys() - there):
        found.append(
            problem_of_file(
                "release-file-missing",
                name,
                f"{name} がありません。",
                f"{name} is missing.",
                *COPY_AGAIN,
            )
        )
    for name in sorted(there - listed.keys()):
        found.append(
            problem_of_file(
                "release-file-added",
                name,
                f"{name} は manifest.json にありません。",
                f"{name} is not in manifest.json.",
                "公開データに物を加えないでください。別の場所に移してください。",
                "Nothing may be added to a release. Move it elsewhere.",
            )
        )
    for name in sorted(listed.keys() & there):
        if digest_of((path / name).read_bytes()) != listed[name].get("sha256"):
            found.append(
                problem_of_file(
                    "release-file-changed",
                    name,
                    f"{name} の内容が、公開したときから変わっています。",
                    f"{name} has changed since it was released.",
                    *COPY_AGAIN,
                )
            )
    return found
