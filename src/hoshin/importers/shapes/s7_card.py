"""S7, card: a title, a text that ends in a full stop, and an amount in the next box.

Proof: the amount stands right behind the card's text, no second amount crowds it, the title is
no caption and fits the text better than any loose line of the page. The only card and the only
amount that are left on a page are offered for decision.
"""

from __future__ import annotations

from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult
from hoshin.importers.findings import Findings
from hoshin.importers.shapes.card_findings import card_pages, left_over, offered, program_of

MARK = Mark("S7", 1)
_MOST_TITLES = 30


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every card whose amount stands in a box of its own."""
    findings = Findings()
    taken: set[int] = set()
    for found in card_pages(reading):
        for card in found.cards:
            if card.inline or card.amount is None:
                continue
            taken.update(line.number for line in card.lines)
            if not card.doubts:
                program = program_of(
                    reading, MARK, found, card, card.amount, "amount-right-behind-its-card"
                )
                findings += Findings(programs=(program,))
                continue
            left = left_over(
                reading,
                MARK,
                found,
                card.doubts[0],
                [*card.boxes, card.amount],
                [("title", card.title), ("amount", f"{card.amount.amount}{card.amount.unit}")],
            )
            findings += Findings(left_over=(left,))
        offer = offered(reading, MARK, found)
        if offer is not None:
            findings += Findings(programs=(offer,))
            taken.update(n for one in offer.evidence.lines for n in one.numbers)
            continue
        titles = [("title", card.title) for card in found.free_cards][:_MOST_TITLES]
        for amount in found.free_amounts:
            pieces = [("amount", f"{amount.amount}{amount.unit}"), *titles]
            left = left_over(reading, MARK, found, "amount-free", [amount], pieces)
            findings += Findings(left_over=(left,))
            taken.update(line.number for line in amount.lines)
    return ShapeResult(findings, frozenset(taken))


SHAPE = Shape(MARK.shape, MARK.version, "事業のカード", "Card of a program", apply)
