"""Office files packed the same way each time: same order, same day, same compression."""

from __future__ import annotations

import io
import zipfile

_DAY = (2026, 1, 1, 0, 0, 0)


def packed(content: bytes) -> bytes:
    """The same package with its parts dated alike."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, _DAY), old.read(name), compress_type=zipfile.ZIP_DEFLATED
            )
    return stream.getvalue()
