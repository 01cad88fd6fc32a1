"""Notices: on a page, the problems that concern what it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.domain.problems import ProblemLevel
from hoshin.site import addresses
from hoshin.site.frame import Frame, Label

_LEVELS = tuple(one.value for one in ProblemLevel)


@dataclass(frozen=True, slots=True)
class Notice:
    """The problems that concern something, folded behind a line that says how many there are."""

    summary: str
    lines: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in short: how much it matters, what it says, and where it is listed."""

    level: str
    word: str
    known: bool
    sentence: Label
    href: str


def notice(frame: Frame, row_ids: Iterable[str]) -> Notice | None:
    """The problems that concern any of these records, each once; None when there are none."""
    of_row = frame.index.problems_of_row
    found = dict.fromkeys(one for row_id in row_ids for one in of_row.get(row_id, ()))
    lines = [
        ProblemLine(
            one.level.value,
            frame.w(f"terms.level.{one.level.value}"),
            one.known,
            frame.sentence(one.sentence_ja, one.sentence_en),
            frame.href(addresses.PROBLEMS.at(one.anchor)),
        )
        for one in found
    ]
    if not lines:
        return None
    lines.sort(key=lambda one: _LEVELS.index(one.level))
    words = Counter(one.word for one in lines)
    counts = frame.w("common.comma").join(
        frame.w("common.sign_count", word=word, n=n) for word, n in words.items()
    )
    return Notice(frame.w("common.problems_here", counts=counts), tuple(lines))
