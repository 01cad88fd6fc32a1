"""Files that support a figure, kept unchanged under their sha256, outside the database.

A file is written before the row that names it, so a row never names a file that is not there; a
file without a row does no harm.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

_PIECE = 1 << 20


def keep_evidence(content: bytes) -> str:
    """Keep a file and return its sha256; a file that is there already is not written again."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = evidence_path(sha256)
    if place.is_file():
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return sha256


def keep_evidence_from(stream: IO[bytes], sha256: str) -> None:
    """Keep a file that is read a piece at a time; raises ValueError when its digest is another."""
    place = evidence_path(sha256)
    if place.is_file():
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    digest = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as file:
            while piece := stream.read(_PIECE):
                file.write(piece)
                digest.update(piece)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != sha256:
            raise ValueError(sha256)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def open_evidence(sha256: str) -> BinaryIO:
    """The file of a digest, open for reading; raises FileNotFoundError when it is not kept."""
    return evidence_path(sha256).open("rb")


def evidence_path(sha256: str) -> Path:
    """Where the file of a digest is kept."""
    return Path(settings.EVIDENCE) / sha256[:2] / sha256
