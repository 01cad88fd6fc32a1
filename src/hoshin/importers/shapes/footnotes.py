"""Footnotes that say something about values: provisional figures, surveys that were not made.

A note is tied to a value only where it names the indicator, or where one value of the page alone
has the period and the gap that the note speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hoshin.domain.indicators import ObservationStatus
from hoshin.domain.periods import Period
from hoshin.importers.absences import Absence
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.printed_values import period_of
from hoshin.importers.wording import name_key, plain

_ERA = r"(?:平成|令和|(?<![A-Za-z])[HR])\s*(?:元|\d{1,2})|(?:19|20)\d\d"
_NOTE = re.compile(
    rf"※\s*(?P<period>(?:{_ERA})\s*(?:年度|年)?)(?:の(?P<name>[^、。はが]{{2,40}}))?\s*[はに]"
    r"[^。※]{0,40}?(?P<word>概算値|速報値|暫定値|見込値|推計値|未実施|未調査|実施していない)"
)
_STATUS = {
    "概算値": ObservationStatus.PROVISIONAL,
    "速報値": ObservationStatus.PROVISIONAL,
    "暫定値": ObservationStatus.PROVISIONAL,
    "見込値": ObservationStatus.PROVISIONAL,
    "推計値": ObservationStatus.ESTIMATED,
}


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note: its page and text, the period and perhaps the indicator that it names, its word."""

    page: int
    text: str
    period: Period
    name: str
    word: str
    lines: tuple[int, ...]


def footnotes(document: Document) -> tuple[Footnote, ...]:
    """Every such note of a document; one that wraps over two or three lines is put together."""
    found = []
    for page in document.pages:
        lines = [line for line in page.lines if line.text.strip()]
        for at, line in enumerate(lines):
            if "※" not in line.text:
                continue
            three = lines[at : at + 3]
            text = plain("".join(one.text.strip() for one in three))
            for match in _NOTE.finditer(text):
                if match.start() >= len(plain(line.text)):
                    continue
                period = period_of(match["period"])
                if period is None:
                    continue
                end = 0
                used = []
                for one in three:
                    if end < match.end():
                        used.append(one.number)
                    end += len(plain(one.text))
                found.append(
                    Footnote(
                        page.number,
                        match[0],
                        period.period,
                        match["name"] or "",
                        match["word"],
                        tuple(used),
                    )
                )
    return tuple(found)


def with_footnotes(document: Document, findings: Findings) -> Findings:
    """The findings with what footnotes say of their values."""
    indicators = findings.indicators
    for note in footnotes(document):
        indicators = _applied(note, indicators)
    return replace(findings, indicators=indicators)


def _applied(note: Footnote, found: Iterable[FoundIndicator]) -> tuple[FoundIndicator, ...]:
    found = tuple(found)
    places = [
        (at, within)
        for at, indicator in enumerate(found)
        if indicator.evidence.page == note.page
        and (not note.name or name_key(indicator.name) == name_key(note.name))
        for within, value in enumerate(indicator.values)
        if _is_meant(note, value)
    ]
    if not places or (not note.name and len(places) != 1):
        return found
    changed = list(found)
    for at, within in places:
        values = list(changed[at].values)
        values[within] = _noted(note, values[within])
        changed[at] = replace(changed[at], values=tuple(values))
    return tuple(changed)


def _is_meant(note: Footnote, value: FoundValue) -> bool:
    if value.role not in (ValueRole.ACTUAL, ValueRole.BASELINE) or value.column_period is None:
        return False
    if value.column_period.period.final_year != note.period.final_year:
        return False
    gap = value.value.absence in (Absence.DASH, Absence.ELLIPSIS, Absence.EMPTY)
    return gap if note.word not in _STATUS else value.value.number is not None


def _noted(note: Footnote, value: FoundValue) -> FoundValue:
    if note.word in _STATUS:
        read = replace(value.value, status=_STATUS[note.word])
    else:
        read = replace(value.value, absence=Absence.NOT_SURVEYED)
    lines = (*value.lines, *note.lines)
    return replace(value, value=read, footnote=note.text, lines=lines)
