"""S9, breakdown: parts of an amount that is printed elsewhere, and frames over other amounts.

Readable, but only a person can say of what it is a part: a breakdown is never added. Where the
parts of a page add up to the amount of one other program of the page, that program is offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoshin.domain.programs import ListingKind
from hoshin.domain.proposals import Confidence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, raw_of
from hoshin.importers.document import Page
from hoshin.importers.findings import Findings, FoundProgram
from hoshin.importers.headings import page_section
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.shapes.cards import cards_of
from hoshin.importers.shapes.text_boxes import BoxKind, TextBox, boxes_of
from hoshin.importers.wording import plain

MARK = Mark("S9", 1)
_FRAME = re.compile(r"^(?:計|合計|総額)\s*(\d[\d,.]*\s*(?:千円|百万円|万円|億円))$")


def find(boxes: Sequence[TextBox]) -> list[TextBox]:
    """The boxes of a page that name a part: name lines above the amount, or ``name：amount``."""
    found = []
    for box in boxes:
        if box.kind is not BoxKind.BRACKET or not box.title:
            continue
        own_line = next(line for line in box.lines if line.number == box.amount_line)
        labelled = re.search(r"[:：]\s*[0-9０-９]", own_line.text) is not None
        if labelled or own_line is not box.lines[0]:
            found.append(box)
    return found


def apply(reading: Reading) -> ShapeResult:
    """Find the parts and frames of every page."""
    findings = Findings()
    taken: set[int] = set()
    running = reading.headings.running
    for page in reading.document.pages:
        boxes = boxes_of(page, running, reading.taken)
        parts = find(boxes)
        whole = _whole(page, boxes, parts)
        for box in parts:
            findings += Findings(programs=(_part(reading, page, box, whole),))
            taken.update(line.number for line in box.lines)
        for at, box in enumerate(boxes):
            if box.kind is BoxKind.LINE and _FRAME.match(plain(box.title)):
                around = boxes[max(0, at - 3) : at + 1]
                left = MARK.left_over(
                    reading.document,
                    page.number,
                    (line.number for one in around for line in one.lines),
                    "breakdown-frame",
                    "他の金額を含む枠のようです。どの事業の枠かを決めてください。",
                    "This seems to be a frame that holds other amounts; say of which programs.",
                    raw=raw_of(line for one in around for line in one.lines),
                    found=[("text", one.title or plain(one.lines[0].text)) for one in around],
                )
                findings += Findings(left_over=(left,))
                taken.update(line.number for one in around for line in one.lines)
    return ShapeResult(findings, frozenset(taken))


def _whole(page: Page, boxes: Sequence[TextBox], parts: Sequence[TextBox]) -> str:
    """The one program of the page whose amount is the sum of the parts; empty when none is."""
    if len(parts) < 2:
        return ""
    total = sum(_yen(box) or 0 for box in parts)
    cards = cards_of(page, boxes)
    names = [
        card.title
        for card in (cards.cards if cards is not None else ())
        if card.amount is not None and card.title and _yen(card.amount) == total
    ]
    return names[0] if len(names) == 1 else ""


def _yen(box: TextBox) -> int | None:
    return in_yen(read_value(f"{box.amount}{box.unit}"))


def _part(reading: Reading, page: Page, box: TextBox, whole: str) -> FoundProgram:
    numbers = [line.number for line in box.lines]
    return FoundProgram(
        name=box.title.replace("：", "").strip(),
        amount_yen=_yen(box),
        amount_printed=box.amount,
        unit_printed=box.unit,
        section=page_section(page, set(numbers)),
        year=reading.headings.fiscal_year,
        kind=ListingKind.BREAKDOWN,
        part_of=whole,
        amount_line=box.amount_line,
        doubtful=True,
        evidence=MARK.evidence(
            reading.document,
            page.number,
            numbers,
            raw=raw_of(box.lines),
            check="parts-add-up-to-an-amount-of-the-page" if whole else "",
            confidence=Confidence.MEDIUM if whole else Confidence.LOW,
        ),
    )


SHAPE = Shape(MARK.shape, MARK.version, "内訳・枠", "Breakdown or frame", apply)
