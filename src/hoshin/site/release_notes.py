"""What changed since an earlier release, as the site shows it: sentences made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """One change: the table and record, ``added``, ``removed`` or ``changed``, and a sentence.

    ``table`` is the name of a table, or ``judgements`` for a figure (``row_id`` is its target).
    """

    kind: str
    table: str
    row_id: str
    sentence_ja: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class ReleaseNotes:
    """The changes since the release that was judged on the day ``since``, in reading order."""

    since: date
    changes: tuple[ChangeNote, ...] = ()
