"""Files that stand beside a page, and tables for people among them.

CSV files made for people open in spreadsheets, which take a cell that begins with ``= + - @`` for
a formula: text cells that do get an apostrophe first.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# With it a spreadsheet reads a file as UTF-8.
BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that stands beside its page: plain name and content."""

    name: str
    content: str


def safe_cell(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; a number stays as it is."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def people_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table for people: UTF-8 with a byte order mark, safe to open in a spreadsheet."""
    return BYTE_ORDER_MARK + "".join(map(people_line, (heads, *rows)))


def people_line(cells: Iterable[str]) -> str:
    """One line of a table for people; the first one follows the byte order mark."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(map(safe_cell, cells))
    return stream.getvalue()


def plain_number(written: str) -> str:
    """A number as pages write it, as a spreadsheet reads it: no separators, a plain minus."""
    return written.replace(",", "").replace("\u2212", "-")
