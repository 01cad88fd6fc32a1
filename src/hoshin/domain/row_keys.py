"""Keys of rows in a workbook that goes out and comes back: which workbook, which item."""

from __future__ import annotations

import re
import zlib

_KEY = re.compile(r"HSN1-([0-9a-z]{8,40})-([0-9]{1,18})-([0-9a-f]{8})", re.ASCII)
_COLUMN = re.compile(r"HSN1:([a-z_]{1,40})", re.ASCII)


def row_key(code: str, item: int) -> str:
    """The key of an item in the workbook with this code."""
    head = f"HSN1-{code}-{item}"
    return f"{head}-{zlib.crc32(head.encode('ascii')):08x}"


def read_row_key(text: str) -> tuple[str, int] | None:
    """The workbook's code and the item of a key; None when the text is no key, or a changed one."""
    found = _KEY.fullmatch(text.strip())
    if found is None or row_key(found[1], int(found[2])) != text.strip():
        return None
    return found[1], int(found[2])


def column_key(field: str) -> str:
    """The mark of the column that holds a field."""
    return f"HSN1:{field}"


def read_column_key(text: str) -> str | None:
    """The field of a column's mark; None when the text is none."""
    found = _COLUMN.fullmatch(text.strip())
    return found[1] if found is not None else None
