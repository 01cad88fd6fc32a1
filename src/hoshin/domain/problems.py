"""Problems: the one shape in which Hoshin says that something is wrong.

A problem has a stable code, a place, a sentence and a hint, the last two in Japanese and
English. Reading and checking return problems, as many as they find; only a broken promise
between parts of the program raises.

Sentence and hint leave open what columns and codes are called: who says them in words of its own
asks ``Words.said``; ``sentence_ja`` and the like call them as the plan folder's files do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hoshin.domain.words import Words, in_files


class ProblemLevel(StrEnum):
    """How much a problem matters: an error breaks the folder, a warning is a contradiction."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is: file or table, line, column, row id, and the document behind it.

    ``line`` is the 1-based line of the file; ``source`` and ``locator`` name the document and
    the lines or page in it from which the row was taken.
    """

    file: str = ""
    line: int | None = None
    column: str = ""
    row_id: str = ""
    source: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong or contradictory, with its place, a sentence and a hint.

    ``related`` lists the row ids that take part in a contradiction beside the place itself.
    ``known`` is true when a known-error record of the folder covers the problem: it stays
    listed, marked.
    """

    code: str
    level: ProblemLevel
    place: Place
    sentence: Words
    hint: Words
    related: tuple[str, ...] = field(default=())
    known: bool = False

    @property
    def sentence_ja(self) -> str:
        """The sentence in Japanese, columns as in the files."""
        return in_files(self.sentence.ja)

    @property
    def sentence_en(self) -> str:
        """The sentence in English, columns as in the files."""
        return in_files(self.sentence.en)

    @property
    def hint_ja(self) -> str:
        """The hint in Japanese, columns as in the files."""
        return in_files(self.hint.ja)

    @property
    def hint_en(self) -> str:
        """The hint in English, columns as in the files."""
        return in_files(self.hint.en)


def problem_row(one: Problem) -> dict[str, Any]:
    """A problem with its code, level, place, sentences and hints; null where nothing is known."""
    place = one.place
    return {
        "code": one.code,
        "level": one.level.value,
        "known": one.known,
        "file": place.file,
        "line": place.line,
        "column": place.column or None,
        "row": place.row_id or None,
        "source": place.source,
        "locator": place.locator or None,
        "related": list(one.related),
        "sentence_ja": one.sentence_ja,
        "sentence_en": one.sentence_en,
        "hint_ja": one.hint_ja,
        "hint_en": one.hint_en,
    }


def problem_of_file(code: str, file: str, ja: str, en: str, hint_ja: str, hint_en: str) -> Problem:
    """An error about a file as a whole."""
    return Problem(
        code=code,
        level=ProblemLevel.ERROR,
        place=Place(file=file),
        sentence=Words(ja, en),
        hint=Words(hint_ja, hint_en),
    )


class IllFormedError(ValueError):
    """A value that cannot exist in the domain was asked for.

    Carries the problem's code, sentence and hint so that the room that speaks to the person
    can say where it happened; ``field`` is the field of a record at fault, where it is known.
    """

    def __init__(
        self,
        code: str,
        sentence_ja: str,
        sentence_en: str,
        hint_ja: str = "",
        hint_en: str = "",
        field: str = "",
    ) -> None:
        super().__init__(in_files(sentence_en))
        self.code = code
        self.sentence = Words(sentence_ja, sentence_en)
        self.hint = Words(hint_ja, hint_en)
        self.field = field
