"""Published releases in a backup: each one whole, with its site, as one part of the archive.

A release never changes once it has its name, so it is copied while people work and publish; what is
still being made has no name yet and is left out. A part is a tar file: one digest for thousands of
small pages, written and read as a stream.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings

_PART = re.compile(r"releases/([0-9A-Za-z][0-9A-Za-z_-]*)\.tar")


class UnfitReleaseError(Exception):
    """A part holds something that no release holds, such as a path that leads out of it."""


def folders_there(folders: Iterable[str]) -> tuple[list[str], list[str]]:
    """The releases on record by folder, parted: those that are kept here, those that are gone."""
    home = Path(settings.RELEASES)
    there: dict[bool, list[str]] = {True: [], False: []}
    for one in dict.fromkeys(folders):
        there[(home / one).is_dir()].append(one)
    return there[True], there[False]


def part_name(folder: str) -> str:
    """The name of a release's part in the archive."""
    return f"releases/{folder}.tar"


def is_release(part: str) -> bool:
    """Whether a part of an archive is a release."""
    return _PART.fullmatch(part) is not None


def write_release(archive: zipfile.ZipFile, folder: str) -> str:
    """Write one release into an archive as a stream; returns the sha256 of its part."""
    with archive.open(part_name(folder), "w", force_zip64=True) as part:
        counted = _Counted(part)
        with tarfile.open(fileobj=counted, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            tar.add(Path(settings.RELEASES) / folder, arcname=".", filter=_without_owner)
    return counted.digest.hexdigest()


class _Counted(io.RawIOBase):
    """A file that is written to, and the digest of what was written."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self.digest = hashlib.sha256()

    def write(self, content: Any) -> int:
        """Write on, counting."""
        self.digest.update(content)
        return self._part.write(content)


def _without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever restores owns what comes back; numbers of another machine mean nothing here."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


@contextmanager
def releases_unpacked(archive: zipfile.ZipFile) -> Iterator[None]:
    """Unpack every release of an archive beside those that are here; named when the block ends.

    Should the block fail, nothing of them stays. A release that is here already is left as it is:
    its name is its content's. Raises UnfitReleaseError for a part that is no release.
    """
    home = Path(settings.RELEASES)
    parts = {found[1]: one for one in archive.namelist() if (found := _PART.fullmatch(one))}
    wanted = {folder: part for folder, part in parts.items() if not (home / folder).is_dir()}
    if not wanted:
        yield
        return
    home.mkdir(parents=True, exist_ok=True)
    # A folder like those in which releases are made: one that a stop leaves behind is cleared away.
    passing = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        for folder, part in wanted.items():
            _unpack(archive, part, passing / folder)
        yield
        for folder in wanted:
            os.replace(passing / folder, home / folder)
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, part: str, place: Path) -> None:
    place.mkdir()
    try:
        with archive.open(part) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            # The filter refuses links and paths out of the folder, devices and odd permissions.
            tar.extractall(place, filter="data")
    except (tarfile.TarError, UnicodeError) as unfit:
        raise UnfitReleaseError(part) from unfit
    place.chmod(0o755)
