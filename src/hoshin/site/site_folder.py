"""The folder that a site is written to: what did not change is taken over from the earlier site.

Such a file then stands in both, with its time of change, so that tools which copy a site to a
server copy only what differs. Files of a site are never changed in place.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the site: its path in it, its bytes, its digest, and whether it is new."""

    path: str
    size: int
    digest: str
    changed: bool


class SiteFolder:
    """Writes files into ``folder``; ``earlier`` is the site before it, which may not exist."""

    def __init__(self, folder: Path, earlier: Path) -> None:
        self._folder = str(folder)
        self._earlier = str(earlier)
        self._has_earlier = earlier.is_dir()
        self._made = {""}

    def write(self, path: str, content: bytes) -> WrittenFile:
        """Write a file, or take it over where the earlier site holds the same bytes."""
        target = self._target(path)
        held = self._holds(path, content)
        if not held or not self._link(path, target):
            _write(target, content)
        return WrittenFile(path, len(content), _digest(content), changed=not held)

    def take_over(self, files: dict[str, str]) -> list[WrittenFile] | None:
        """Take over files by their paths and digests; None, and nothing done, where one differs.

        Somebody may have changed a page of the earlier site by hand: it is only taken over when
        it still is what was written.
        """
        found = {path: self._content(path) for path in files}
        if any(one is None or _digest(one) != files[path] for path, one in found.items()):
            return None
        taken = []
        for path, content in found.items():
            assert content is not None
            target = self._target(path)
            if not self._link(path, target):
                _write(target, content)
            taken.append(WrittenFile(path, len(content), files[path], changed=False))
        return taken

    def _target(self, path: str) -> str:
        self._make_folder(path.rpartition("/")[0])
        return f"{self._folder}/{path}"

    def _make_folder(self, path: str) -> None:
        if path in self._made:
            return
        self._make_folder(path.rpartition("/")[0])
        try:
            os.mkdir(f"{self._folder}/{path}")
        except FileExistsError:
            # Several processes write one site.
            pass
        self._made.add(path)

    def _content(self, path: str) -> bytes | None:
        earlier = f"{self._earlier}/{path}"
        try:
            if os.path.islink(earlier):
                return None
            with open(earlier, "rb", buffering=0) as file:
                return file.read()
        except OSError:
            return None

    def _holds(self, path: str, content: bytes) -> bool:
        """Whether the earlier site has this file with these bytes; only then is it read whole."""
        if not self._has_earlier:
            return False
        try:
            if os.lstat(f"{self._earlier}/{path}").st_size != len(content):
                return False
        except OSError:
            return False
        return self._content(path) == content

    def _link(self, path: str, target: str) -> bool:
        try:
            os.link(f"{self._earlier}/{path}", target)
        except OSError:
            # Not every file system links; then the file is written like a new one.
            return False
        return True


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _write(target: str, content: bytes) -> None:
    # The system's own calls: a site has many small files, and file objects cost as much again.
    file = os.open(target, _NEW_FILE, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
