"""Search words: what readers of a city's site type, and the words of its plans that are meant."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import Row
from hoshin.domain.words import named


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWord(Row):
    """A word that readers type, and the words of the plans that are looked for in its place.

    ``asked`` is one word as it is typed, in any spelling that the search takes for the same;
    ``meant`` are words, or parts of words, that names and descriptions of the plans hold.
    """

    asked: str
    meant: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super(SearchWord, self).__post_init__()
        if not self.asked.strip() or not any(one.strip() for one in self.meant):
            raise IllFormedError(
                "search-word-empty",
                "打たれる言葉と計画の言葉の両方が必要です。",
                "Both the word that is typed and the words of the plans are needed.",
                named("{asked} に一つの言葉を、{meant} に計画にある言葉を書いてください。"),
                named("Write one word in {asked}, and words that the plans use in {meant}."),
                field="meant" if self.asked.strip() else "asked",
            )
