"""Office files packed the same way each time: same order, same day, same compression."""

from __future__ import annotations

import io
import re
import zipfile

_DAY = (2026, 1, 1, 0, 0, 0)
# Excel's writer sets the moment of saving, whatever it is told.
_MOMENT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def packed(content: bytes) -> bytes:
    """The same package with its parts dated alike."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = _MOMENT.sub(rb"\g<1>2026-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _DAY), part, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()
