"""From cards to programs: what is proved, what is offered, what is left to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hoshin.domain.programs import BudgetStage
from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.contract import Mark, Reading, raw_of
from hoshin.importers.findings import FoundProgram
from hoshin.importers.headings import page_section
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.shapes.cards import Card, CardPage, cards_of
from hoshin.importers.shapes.text_boxes import TextBox, boxes_of

REASONS = {
    "title-missing": (
        "金額の直前の文章に題がありません。",
        "The text before the amount has no title.",
    ),
    "title-like-caption": (
        "題に図や写真の説明が混じっているようです。",
        "The title seems to hold a caption of a picture.",
    ),
    "title-torn": ("題の一部が欠けているようです。", "A piece of the title seems to be lost."),
    "title-without-tie": (
        "題と文章に共通の言葉がなく、別の図の説明かもしれません。",
        "Title and text share no word; the title may be the caption of something else.",
    ),
    "title-length": ("題として短すぎるか長すぎます。", "Too short or too long for a title."),
    "loose-line-fits-better": (
        "同じページに、題よりも文章に合う行があります。",
        "Another line of the page fits the text better than the title.",
    ),
    "amount-free": (
        "この金額がどの事業のものか決められません。",
        "It cannot be told to which program this amount belongs.",
    ),
}


def card_pages(reading: Reading) -> Iterator[CardPage]:
    """Every page that has cards."""
    running = reading.headings.running
    for page in reading.document.pages:
        found = cards_of(page, boxes_of(page, running, reading.taken))
        if found is not None and found.has_pair:
            own = {line.number for card in found.cards for line in card.lines}
            found.section = page_section(page, own)
            found.whole = not found.free_amounts and not found.free_cards
            yield found


def stage_of(note: str) -> BudgetStage:
    """The stage that a bracket beside an amount means: a part or all in a supplementary budget."""
    if "補正" not in note:
        return BudgetStage.INITIAL
    if "全額" in note or "一部" not in note:
        return BudgetStage.SUPPLEMENTARY
    return BudgetStage.INITIAL_AND_SUPPLEMENTARY


def program_of(
    reading: Reading, mark: Mark, found: CardPage, card: Card, amount: TextBox, check: str
) -> FoundProgram:
    """The program of a card with this amount; sure only where nothing is left on its page."""
    doubtful = check == "only-one-left-on-page"
    lines = [*card.lines, *(line for line in amount.lines if line not in card.lines)]
    value = read_value(f"{amount.amount}{amount.unit}")
    confidence = Confidence.HIGH if found.whole and not doubtful else Confidence.MEDIUM
    return FoundProgram(
        name=card.title,
        amount_yen=in_yen(value),
        amount_printed=amount.amount,
        unit_printed=amount.unit,
        section=found.section,
        year=reading.headings.fiscal_year,
        stage=stage_of(amount.stage_note),
        stage_note=amount.stage_note,
        amount_line=amount.amount_line,
        doubtful=doubtful,
        evidence=mark.evidence(
            reading.document,
            found.page.number,
            (line.number for line in lines),
            raw=raw_of(lines),
            check=check,
            confidence=confidence,
        ),
    )


def offered(reading: Reading, mark: Mark, found: CardPage) -> FoundProgram | None:
    """The one card and the one amount that are left on a page: offered, never taken silently."""
    cards = found.free_cards
    untitled = [card for card in found.cards if card.amount and "title-missing" in card.doubts]
    if len(cards) == 1 and len(found.free_amounts) == 1 and not untitled:
        return program_of(
            reading, mark, found, cards[0], found.free_amounts[0], "only-one-left-on-page"
        )
    return None


def left_over(
    reading: Reading,
    mark: Mark,
    found: CardPage,
    code: str,
    boxes: Sequence[TextBox],
    pieces: Sequence[tuple[str, str]],
) -> LeftOver:
    """A piece of a page that goes to a person."""
    lines = [line for box in boxes for line in box.lines]
    ja, en = REASONS[code]
    return mark.left_over(
        reading.document,
        found.page.number,
        (line.number for line in lines),
        f"card-{code}",
        ja,
        en,
        raw=raw_of(lines),
        found=pieces,
    )
