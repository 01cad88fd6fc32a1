"""Running text as sentences, each with the lines that it was printed on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from hoshin.importers.document import Document, Line
from hoshin.importers.headings import heading_kind
from hoshin.importers.wording import LONGEST_LINE

_MOST_LINES = 12
_LONGEST = 600
_NEW_ITEM = re.compile(r"^[\s　]*(?:[-・●○■□◆◇▼▶➢⚫※*]|[①-⑳]|[(（]?\d{1,2}[)）.．])")
_END = "。"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in NFKC without white space; ``line_of`` gives the line of each character.

    ``paragraph`` counts the paragraphs of its document: sentences of one speak of one thing.
    """

    text: str
    line_of: tuple[int, ...]
    page: int
    paragraph: int

    def lines(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the lines on which these characters stand."""
        return tuple(sorted(set(self.line_of[start:end])))


def sentences(document: Document, taken: Collection[int]) -> Iterator[Sentence]:
    """Every sentence on lines that no shape has read; headings and list marks begin a new one."""
    paragraph = 0
    for page in document.pages:
        run: list[Line] = []
        for line in (*page.lines, None):
            if line is not None and not line.text.strip():
                continue
            breaks = (
                line is None
                or line.number in taken
                or "\t" in line.text
                or heading_kind(line.text) is not None
                or _NEW_ITEM.match(line.text) is not None
                or (bool(run) and line.column != run[-1].column)
                or len(run) >= _MOST_LINES
            )
            if breaks and run:
                paragraph += 1
                yield from _split(run, page.number, paragraph)
                run = []
            if line is not None and line.number not in taken and "\t" not in line.text:
                run.append(line)


def _split(run: Sequence[Line], page: int, paragraph: int) -> Iterator[Sentence]:
    text: list[str] = []
    numbers: list[int] = []
    for line in run:
        for char in unicodedata.normalize("NFKC", line.text[:LONGEST_LINE]):
            if char.isspace():
                continue
            text.append(char)
            numbers.append(line.number)
            if char == _END:
                yield from _sentence(text, numbers, page, paragraph)
                text, numbers = [], []
    yield from _sentence(text, numbers, page, paragraph)


def _sentence(
    text: Sequence[str], numbers: Sequence[int], page: int, paragraph: int
) -> Iterator[Sentence]:
    if 0 < len(text) <= _LONGEST:
        yield Sentence("".join(text), tuple(numbers), page, paragraph)
