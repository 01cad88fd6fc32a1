"""S10, infographic: ``名称【n千円】`` scattered over a drawing, digits of mixed width.

Name and amount on one line are one program. An amount without a name, and everything that floats
around it, is for a person. Proof: the name stands on the amount's own line, alone in its box or
first in it.
"""

from __future__ import annotations

from hoshin.domain.proposals import Confidence
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, raw_of
from hoshin.importers.document import Page
from hoshin.importers.findings import Findings, FoundProgram
from hoshin.importers.headings import page_section
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.shapes.text_boxes import BoxKind, TextBox, boxes_of, is_bulleted

MARK = Mark("S10", 1)
_MOST_NAMES = 30


def apply(reading: Reading) -> ShapeResult:
    """Find every bracketed amount; read those with a name on their own line."""
    findings = Findings()
    taken: set[int] = set()
    running = reading.headings.running
    for page in reading.document.pages:
        boxes = boxes_of(page, running, reading.taken)
        marked = [box for box in boxes if box.kind is BoxKind.BRACKET]
        if not marked:
            continue
        names = [
            ("name", box.title)
            for box in boxes
            if box.kind is BoxKind.LINE and not is_bulleted(box.title)
        ][:_MOST_NAMES]
        for box in marked:
            taken.update(line.number for line in box.lines)
            if box.title and box.amount_line == box.lines[0].number:
                findings += Findings(programs=(_program(reading, page, box),))
                continue
            left = MARK.left_over(
                reading.document,
                page.number,
                (line.number for line in box.lines),
                "infographic-amount-without-name",
                "名称のない金額です。図の中のどの事業のものか決めてください。",
                "An amount without a name: say to which program of the drawing it belongs.",
                raw=raw_of(box.lines),
                found=[("amount", f"{box.amount}{box.unit}"), *names],
            )
            findings += Findings(left_over=(left,))
    return ShapeResult(findings, frozenset(taken))


def _program(reading: Reading, page: Page, box: TextBox) -> FoundProgram:
    own = box.lines[0]
    return FoundProgram(
        name=box.title,
        amount_yen=in_yen(read_value(f"{box.amount}{box.unit}")),
        amount_printed=box.amount,
        unit_printed=box.unit,
        section=page_section(page, {own.number}),
        year=reading.headings.fiscal_year,
        amount_line=box.amount_line,
        evidence=MARK.evidence(
            reading.document,
            page.number,
            (own.number,),
            raw=own.text.strip(),
            check="name-and-amount-on-one-line",
            confidence=Confidence.HIGH if len(box.lines) == 1 else Confidence.MEDIUM,
        ),
    )


SHAPE = Shape(MARK.shape, MARK.version, "図の中の金額", "Amounts in an infographic", apply)
