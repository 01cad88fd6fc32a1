"""Cards: a title, a text and an amount in boxes of a slide, paired without guessing.

An amount belongs to the card right before it. Two amounts behind one another, an amount without a
title, a title that looks like a caption, a loose line that fits the text better than the title:
each of these makes the pair doubtful, and a doubtful pair goes to a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hoshin.importers.document import Line, Page
from hoshin.importers.shapes.text_boxes import BoxKind, TextBox, is_bulleted
from hoshin.importers.wording import is_torn, longest_shared_run, shares_a_word, squeezed

_LONGEST_TITLE = 45
_MOST_LOOSE_LINES = 100
_SHORTEST_TITLE = 4
_CAPTION = re.compile(
    r"(?:の様子|イメージ図?|イメージパース|風景|取組例|の概要|の例|写真|主な業務)$"
)
_CAPTION_INSIDE = re.compile(r"(?:の様子|イメージ図?|イメージパース|風景)(?=[^\s）)」])")
_COUNT = re.compile(r"^\d+(?:事業|件|施策)$|^(?:小計|合計|総額|計|予算額|事業費)$")


@dataclass(slots=True)
class Card:
    """A card as far as it is known: title line, text, amount box, and why it is doubtful."""

    boxes: list[TextBox]
    title: str
    title_line: Line | None
    text: str
    amount: TextBox | None = None
    doubts: list[str] = field(default_factory=list)
    inline: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the card."""
        lines = [line for box in self.boxes for line in box.lines]
        if self.title_line is not None and self.title_line not in lines:
            lines.insert(0, self.title_line)
        if self.amount is not None and self.amount not in self.boxes:
            lines.extend(self.amount.lines)
        return tuple(lines)


@dataclass(slots=True)
class CardPage:
    """The cards of a page, whole ones and doubtful ones, and the amounts that found no card.

    ``section`` is the page's headings; ``whole`` is true when no card and no amount is left.
    """

    page: Page
    cards: list[Card] = field(default_factory=list)
    free_amounts: list[TextBox] = field(default_factory=list)
    section: tuple[str, ...] = ()
    whole: bool = False

    @property
    def has_pair(self) -> bool:
        """Whether at least one card of the page has its amount."""
        return any(card.amount is not None for card in self.cards)

    @property
    def free_cards(self) -> list[Card]:
        """Cards with a title and no amount."""
        return [card for card in self.cards if card.amount is None and card.title]


def cards_of(page: Page, boxes: Sequence[TextBox]) -> CardPage | None:
    """Pair the cards and amounts of a page; None when it has no amount in a box of its own."""
    if not any(box.kind in (BoxKind.AMOUNT, BoxKind.INLINE) for box in boxes):
        return None
    found = CardPage(page)
    used_lines: set[int] = set()
    waiting: list[Card] = []
    amounts: list[TextBox] = []
    inline_without_text: list[Card] = []
    before: TextBox | None = None

    def close() -> None:
        _pair(found, waiting, amounts)
        waiting.clear()
        amounts.clear()

    for at, box in enumerate(boxes):
        if box.kind is BoxKind.AMOUNT:
            amounts.append(box)
        elif box.kind is BoxKind.INLINE:
            close()
            card = Card([box], box.title, box.lines[0], box.text, box, inline=True)
            found.cards.append(card)
            if not box.text:
                inline_without_text.append(card)
        elif box.kind is BoxKind.TEXT:
            loose = before if _may_be_title(before, box, used_lines) else None
            after = boxes[at + 1] if at + 1 < len(boxes) else None
            below_inline = (
                before is not None
                and before.kind is BoxKind.INLINE
                and not (after is not None and after.kind is BoxKind.AMOUNT)
            )
            if inline_without_text and ((not box.title and loose is None) or below_inline):
                inline_without_text.pop().boxes.append(box)
                # What follows such a text is no longer right behind a card.
            else:
                if amounts:
                    close()
                title = box.title or (loose.title if loose else "")
                line = loose.lines[0] if loose and not box.title else box.lines[0]
                if loose is not None and not box.title:
                    used_lines.add(line.number)
                card = Card([box], title, line if title else None, box.text)
                found.cards.append(card)
                waiting.append(card)
        before = box
    close()
    _check_titles(found, boxes, used_lines)
    return found


def _may_be_title(before: TextBox | None, box: TextBox, used: set[int]) -> bool:
    return (
        before is not None
        and before.kind is BoxKind.LINE
        and not box.title
        and before.lines[0].number not in used
        and box.place - before.place == 1
        and not is_bulleted(before.title)
    )


def _pair(found: CardPage, cards: list[Card], amounts: list[TextBox]) -> None:
    """A run of cards and the amounts behind it: only the last card and the first amount touch."""
    if not amounts:
        return
    crowd = len(amounts) > 1 and amounts[1].place - amounts[0].place == 1
    last = cards[-1] if cards else None
    if last is None or crowd or amounts[0].place - last.boxes[-1].place != 1:
        found.free_amounts.extend(amounts)
        return
    last.amount = amounts[0]
    if not last.title:
        last.doubts.append("title-missing")
    found.free_amounts.extend(amounts[1:])


def _check_titles(found: CardPage, boxes: Sequence[TextBox], used: set[int]) -> None:
    loose = [
        box.title
        for box in boxes
        if box.kind is BoxKind.LINE
        and box.lines[0].number not in used
        and len(box.title) >= 6
        and not _CAPTION.search(squeezed(box.title))
    ][:_MOST_LOOSE_LINES]
    for card in found.cards:
        title = squeezed(card.title)
        if not title:
            continue
        if _CAPTION.search(title) or _CAPTION_INSIDE.search(title) or _COUNT.match(title):
            card.doubts.append("title-like-caption")
        if not _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE:
            card.doubts.append("title-length")
        if is_torn(title):
            card.doubts.append("title-torn")
        if card.title_line is None or card.title_line in card.boxes[0].lines:
            continue
        # The title came from a box of its own: another lone line may be the true one.
        text = squeezed(card.text)
        if not shares_a_word(title, text):
            card.doubts.append("title-without-tie")
        own = longest_shared_run(title, text)
        for other in loose:
            run = longest_shared_run(squeezed(other), text)
            if run > own + 2 and 3 * run >= 2 * len(squeezed(other)):
                card.doubts.append("loose-line-fits-better")
                break
