"""S8, ``title n千円``: title and amount on one line, the text below or elsewhere on the page.

Proof: the line is the first of its box, and the title is no caption and no count of programs.
"""

from __future__ import annotations

from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.findings import Findings
from hoshin.importers.shapes.card_findings import card_pages, left_over, program_of

MARK = Mark("S8", 1)


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every card whose amount stands behind its title."""
    findings = Findings()
    taken: set[int] = set()
    for found in card_pages(reading):
        for card in found.cards:
            if not card.inline or card.amount is None:
                continue
            taken.add(card.amount.amount_line)
            doubts = [one for one in card.doubts if one != "loose-line-fits-better"]
            if not doubts:
                program = program_of(
                    reading, MARK, found, card, card.amount, "title-and-amount-on-one-line"
                )
                findings += Findings(programs=(program,))
                continue
            left = left_over(
                reading,
                MARK,
                found,
                doubts[0],
                [card.amount],
                [("title", card.title), ("amount", f"{card.amount.amount}{card.amount.unit}")],
            )
            findings += Findings(left_over=(left,))
    # The texts below stay free: they may belong to other cards of the page.
    return ShapeResult(findings, frozenset())


SHAPE = Shape(
    MARK.shape, MARK.version, "題と金額が一行の事業", "Title and amount on one line", apply
)
