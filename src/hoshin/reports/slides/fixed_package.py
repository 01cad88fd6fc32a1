"""Fixed packages: an Office file without the moment of its making, the same for the same content.

The dates of a package's members and of its properties become the day that the content is of; a
workbook inside a presentation, the data of a chart, is treated in the same way.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_CORE = "docProps/core.xml"
_EARLIEST = 1980


def fixed_package(content: bytes, day: date) -> bytes:
    """The same package with every date set to ``day``, members in their order."""
    stream = io.BytesIO()
    stamp = (max(day.year, _EARLIEST), day.month, day.day, 0, 0, 0)
    moment = day.isoformat().encode() + b"T00:00:00Z"
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for member in given.infolist():
            data = given.read(member)
            if member.filename == _CORE:
                data = _CREATED.sub(rb"\g<1>" + moment + rb"\g<2>", data)
            elif member.filename.endswith(".xlsx"):
                data = fixed_package(data, day)
            made.writestr(zipfile.ZipInfo(member.filename, stamp), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
