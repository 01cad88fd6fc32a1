"""Boxes of a page: runs of lines between empty ones, and what each of them seems to be.

Slides and brochures are boxes of text. What extraction leaves of drawings is dropped here: lines
of one character (labels printed downwards), captions printed letter by letter, running heads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hoshin.importers.document import Line, Page
from hoshin.importers.wording import is_spaced_caption, joined, plain, squeezed

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
UNIT = r"(?:千円|百万円|万円)"
_AMOUNT_FIRST = re.compile(rf"^(?:約\s*)?({DIGITS})\s*({UNIT})(.*)$")
_AMOUNT_LAST = re.compile(rf"^(.*?\S)\s+({DIGITS})\s*({UNIT})$")
_AMOUNT_BRACKET = re.compile(rf"^(.*?)\s*[\[【]\s*({DIGITS})\s*({UNIT})\s*[\]】]$")
_AMOUNT_LABELLED = re.compile(rf"^([^:。]{{2,40}})\s*:\s*({DIGITS})\s*({UNIT})$")
_SIDE_LABEL = re.compile(r"^[・･]?\S$")
_BULLET = re.compile(r"^[・･※＊*（(➢✓✔⇒→◇〇○●⚫\-－【［\[「『]")
_LONGEST_RESIDUE = 14
_TITLE_SHARE = 0.9
_NOTE_OF_STAGE = re.compile(
    r"^[(（]\s*[^()（）]{0,20}(?:補正|計上|繰越|債務負担)[^()（）]{0,12}[)）]$"
)


class BoxKind(StrEnum):
    """What a box seems to be."""

    AMOUNT = "amount"
    INLINE = "inline"
    BRACKET = "bracket"
    TEXT = "text"
    LINE = "line"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box: its place in the page, its lines, its kind and the parts that the kind has.

    ``title`` is the first line where it is one, ``amount`` and ``unit`` an amount, ``residue``
    what extraction glued behind an amount, ``stage_note`` a bracket such as （一部補正計上）.
    """

    place: int
    lines: tuple[Line, ...]
    kind: BoxKind
    title: str = ""
    text: str = ""
    amount: str = ""
    unit: str = ""
    residue: str = ""
    stage_note: str = ""
    amount_line: int = 0


def boxes_of(
    page: Page, running: Collection[str], taken: Collection[int] = frozenset()
) -> tuple[TextBox, ...]:
    """The boxes of a page, in order; places count dropped boxes too."""
    found = []
    for place, lines in enumerate(_runs(page)):
        kept = tuple(
            line
            for line in lines
            if line.number not in taken
            and not _SIDE_LABEL.match(plain(line.text))
            and not is_spaced_caption(line.text)
            and squeezed(line.text) not in running
        )
        if kept:
            found.append(_classified(place, kept))
    return tuple(found)


def _runs(page: Page) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in page.lines:
        if run and (not line.text.strip() or _is_apart(run[-1], line)):
            yield run
            run = []
        if line.text.strip():
            run.append(line)
    if run:
        yield run


def _is_apart(one: Line, other: Line) -> bool:
    """Whether two lines with places on the page stand in different boxes."""
    if one.box is None or other.box is None:
        return False
    height = max(one.box.bottom - one.box.top, 1.0)
    beside = other.box.left > one.box.right or other.box.right < one.box.left
    return beside or not -height < other.box.top - one.box.bottom < 0.7 * height


def _classified(place: int, lines: tuple[Line, ...]) -> TextBox:
    first = plain(lines[0].text)
    rest = lines[1:]
    alone = _AMOUNT_FIRST.match(first)
    if alone is not None and len(alone[3]) <= _LONGEST_RESIDUE and not set("。、") & set(alone[3]):
        note = plain(rest[0].text) if rest and _NOTE_OF_STAGE.match(plain(rest[0].text)) else ""
        residue = alone[3].strip()
        if not note and _NOTE_OF_STAGE.match(residue):
            note, residue = residue, ""
        return TextBox(
            place,
            lines,
            BoxKind.AMOUNT,
            amount=alone[1],
            unit=alone[2],
            residue=residue,
            stage_note=note,
            amount_line=lines[0].number,
        )
    bracketed = next(((n, m) for n, line in enumerate(lines) if (m := _bracket(line))), None)
    if bracketed is not None:
        at, found = bracketed
        return TextBox(
            place,
            lines,
            BoxKind.BRACKET,
            title=found[1].strip() or joined(line.text for line in lines[:at]),
            amount=found[2],
            unit=found[3],
            amount_line=lines[at].number,
        )
    inline = _AMOUNT_LAST.match(first)
    if inline is not None and "。" not in inline[1]:
        title = lines[0].text.strip()
        return TextBox(
            place,
            lines,
            BoxKind.INLINE,
            title=_before_amount(title),
            text=joined(line.text for line in rest),
            amount=inline[2],
            unit=inline[3],
            amount_line=lines[0].number,
        )
    if plain(lines[-1].text).endswith("。") or any("。" in line.text for line in lines):
        return _text_box(place, lines)
    kind = BoxKind.LINE if len(lines) == 1 else BoxKind.OTHER
    return TextBox(place, lines, kind, title=joined(line.text for line in lines))


def _bracket(line: Line) -> re.Match[str] | None:
    text = plain(line.text)
    return _AMOUNT_BRACKET.match(text) or _AMOUNT_LABELLED.match(text)


def _before_amount(text: str) -> str:
    """A line without the amount at its end, as printed."""
    return re.sub(r"[\s　]+[0-9０-９,，.．]+\s*(?:千|百万|万)円\s*$", "", text).strip()


def _text_box(place: int, lines: tuple[Line, ...]) -> TextBox:
    first = plain(lines[0].text)
    longest = max((len(plain(line.text)) for line in lines[1:]), default=0)
    has_title = (
        len(lines) > 1
        and not set("、。") & set(first)
        and len(first) <= _TITLE_SHARE * longest
        and not _BULLET.match(first.replace("(仮称)", "").replace("(企)", "") or first)
    ) or (
        len(lines) > 1
        and first.startswith(("「", "“"))
        and not set("、。") & set(first)
        and len(first) <= _TITLE_SHARE * longest
    )
    return TextBox(
        place,
        lines,
        BoxKind.TEXT,
        title=lines[0].text.strip() if has_title else "",
        text=joined(line.text for line in (lines[1:] if has_title else lines)),
    )


def is_bulleted(text: str) -> bool:
    """Whether a line begins like a bullet, a note or a bracket and so is no title."""
    return _BULLET.match(plain(text)) is not None and not plain(text).startswith(
        ("(仮称)", "(企)", "「", "“")
    )
