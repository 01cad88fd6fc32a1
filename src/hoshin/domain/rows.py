"""Rows: what every record of a city's plans has in common, and how a column points elsewhere.

Each record knows the document it was taken from (``source``) and the place in it (``locator``).
A column that names a record of another table is typed with one of the references below; the
plan folder's schema, its checks and its documentation all read these annotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from hoshin.domain.problems import IllFormedError


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a column that holds ids of another table."""

    table: str


OrganisationRef = Annotated[str, Reference("organisations")]
PlanRef = Annotated[str, Reference("plans")]
LevelRef = Annotated[str, Reference("levels")]
ElementRef = Annotated[str, Reference("elements")]
IndicatorRef = Annotated[str, Reference("indicators")]
TargetRef = Annotated[str, Reference("targets")]
ProgramRef = Annotated[str, Reference("programs")]
ListingRef = Annotated[str, Reference("program_elements")]
CycleRef = Annotated[str, Reference("cycles")]
EvaluationFieldRef = Annotated[str, Reference("evaluation_fields")]
EvaluationRef = Annotated[str, Reference("evaluations")]
CommitteeRef = Annotated[str, Reference("committees")]
MeetingRef = Annotated[str, Reference("meetings")]
PledgeRef = Annotated[str, Reference("pledges")]
SourceRef = Annotated[str, Reference("sources")]

LONGEST_ID = 120
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record with its id, its source document and its place in it.

    ``id`` is ASCII letters, digits, dot, hyphen and underscore, at most 120 of them: it becomes
    part of the address of a page. ``locator`` is a place in the source, such as
    ``lines 241-259`` or ``p. 12``.
    """

    id: str
    source: SourceRef | None = None
    locator: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)


def check_id(text: str) -> None:
    """Raise IllFormedError unless the text can be a record's id and part of an address.

    A page is stored under its id: file systems refuse long names, and some drop a final dot.
    """
    if len(text) > LONGEST_ID:
        raise IllFormedError(
            "id-too-long",
            f"IDが{LONGEST_ID}文字を超えています。",
            f"The id is longer than {LONGEST_ID} characters.",
            "短いIDにしてください。",
            "Choose a shorter id.",
            field="id",
        )
    if not _ID.fullmatch(text):
        raise IllFormedError(
            "id-form",
            f"ID「{text}」に使えない文字があります。" if text else "IDが空です。",
            f'"{text}" has characters that an id cannot have.' if text else "The id is empty.",
            "半角の英数字と . - _ だけを使い、英数字で始め、英数字で終えてください。",
            "Use ASCII letters, digits and . - _ only; begin and end with a letter or digit.",
            field="id",
        )
