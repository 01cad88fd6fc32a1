"""Headings: under which titles of a document a line stands, and how it marks its money's unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from hoshin.domain.periods import PrintedPeriod
from hoshin.importers.document import Document, Line, Page
from hoshin.importers.printed_values import period_of
from hoshin.importers.wording import plain, squeezed

# What begins a heading, outermost kinds first. Raw text: NFKC would make ① and 1 the same.
_KINDS = (
    re.compile(r"^#\s"),
    re.compile(r"^##\s"),
    re.compile(r"^###+\s"),
    re.compile(r"^第[0-9０-９一二三四五六七八九十]+[章部編]"),
    re.compile(
        r"^(?:基本目標|基本方針|ビジョン|政策|戦略|重点事項|重点)\s*[0-9０-９ⅠⅡⅢⅣⅤ①-⑳]+(?![はにのをとで])"
    ),
    re.compile(r"^[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[\s　.．]"),
    re.compile(r"^施策\s*[0-9０-９]+"),
    re.compile(r"^[0-9０-９]{1,2}[.．][0-9０-９]{1,2}(?![0-9０-９.．])\s*\D"),
    re.compile(r"^[0-9０-９]{1,2}\s*[-－]\s*[0-9０-９]{1,2}\s+\D"),
    re.compile(r"^[0-9０-９]{1,2}\s*[.．、]\s*\D"),
    re.compile(r"^[◆■●◇□]\s*\S"),
    re.compile(r"^[（(][0-9０-９一二三四五六七八九十]{1,2}[）)]"),
    re.compile(r"^[①-⑳]"),
    re.compile(r"^[（(][^（）()]{1,24}[）)]\s*$"),
    re.compile(r"^[【［\[][^】］\]]{1,30}[】］\]]\s*$"),
)
_LAST_RANK_OF_PAGES = 9
_LONGEST_HEADING = 80
_WORDS = re.compile(r"[ぁ-んァ-ヶ一-鿿].*[ぁ-んァ-ヶ一-鿿]")
_CONTINUED = re.compile(r"\s*[（(]\s*(?:つづき|続き)[^（()）]{0,4}[）)]\s*$")
_UNIT_OF_MONEY = re.compile(r"\(?単位[:：]\s*((?:千|百万|万|億|十億)?円)\)?")
_FISCAL_YEAR = re.compile(
    r"((?:令和|平成|R|H)\s*(?:元|\d{1,2})\s*(?:\(\s*\d{4}\s*年?\s*\))?\s*年度|\d{4}\s*年度)"
)


@lru_cache(maxsize=65536)
def heading_kind(text: str) -> int | None:
    """The rank of a heading's mark (0 outermost), or None when the line is no heading."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_HEADING or stripped.endswith(("。", "、")):
        return None
    # A value (50.0％) and a code (11.b) begin like a numbered heading and have no words.
    if _WORDS.search(stripped) is None:
        return None
    for rank, pattern in enumerate(_KINDS):
        if pattern.match(stripped):
            return rank
    return None


def heading_text(text: str) -> str:
    """A heading without the marks of markup."""
    return plain(text).strip("#*").strip()


class Headings:
    """The headings of a document, ready to be asked what stands above a line.

    ``fiscal_year`` is the one that the document is of, ``running`` its running heads.
    """

    def __init__(self, document: Document) -> None:
        self.fiscal_year = fiscal_year_of(document)
        self.running = running_heads(document)
        self._found: list[tuple[int, int, int, str]] = []
        for line in document.lines():
            rank = heading_kind(line.text)
            if rank is not None:
                self._found.append((line.number, line.page, rank, heading_text(line.text)))

    def above(self, number: int, most: int = 4) -> tuple[str, ...]:
        """The headings under which a line stands, outermost first, at most so many."""
        stack: list[tuple[int, str]] = []
        for line, _, rank, text in reversed(self._found):
            if line >= number:
                continue
            if not stack or rank < stack[-1][0]:
                stack.append((rank, text))
                if len(stack) == most or rank == 0:
                    break
        return tuple(text for _, text in reversed(stack))

    def on_page(self, page: int) -> tuple[tuple[int, str], ...]:
        """The line and text of every heading of a page."""
        return tuple((line, text) for line, at, _, text in self._found if at == page)


def page_section(page: Page, taken: Collection[int]) -> tuple[str, ...]:
    """The page's own headings, outermost first; of two of one rank neither can be chosen."""
    by_rank: dict[int, list[str]] = {}
    for line in page.lines:
        rank = heading_kind(line.text) if line.number not in taken else None
        if rank is not None and rank <= _LAST_RANK_OF_PAGES:
            by_rank.setdefault(rank, []).append(_CONTINUED.sub("", line.text.strip()))
    return tuple(texts[0] for _, texts in sorted(by_rank.items()) if len(set(texts)) == 1)


def running_heads(document: Document) -> frozenset[str]:
    """Texts that stand as a whole line at the head or foot of two pages or more."""
    seen: dict[str, set[int]] = {}
    for page in document.pages:
        filled = [line for line in page.lines if line.text.strip()]
        for line in (*filled[:2], *filled[-2:]):
            seen.setdefault(squeezed(line.text), set()).add(page.number)
    return frozenset(text for text, pages in seen.items() if len(pages) >= 2 and len(text) > 1)


def unit_of_money(lines: Sequence[Line]) -> str:
    """The unit that a page declares for its amounts (``単位：千円``); empty when it says none."""
    for line in lines:
        found = _UNIT_OF_MONEY.search(squeezed(line.text))
        if found is not None:
            return found[1]
    return ""


def fiscal_year_in(text: str) -> PrintedPeriod | None:
    """The first fiscal year that a text names."""
    found = _FISCAL_YEAR.search(plain(text))
    return period_of(re.sub(r"(\d{4})\s*年\)", r"\1)", found[1])) if found else None


def fiscal_year_of(document: Document) -> PrintedPeriod | None:
    """The fiscal year that the document's first lines name most often; None when none does."""
    counted: dict[str, tuple[int, PrintedPeriod]] = {}
    for line in list(document.lines())[:400]:
        year = fiscal_year_in(line.text) if "年度" in line.text else None
        if year is not None:
            count, first = counted.get(year.period.code, (0, year))
            counted[year.period.code] = (count + 1, first)
    return max(counted.values(), key=lambda one: one[0])[1] if counted else None
