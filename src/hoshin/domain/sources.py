"""Sources, figures as published, and known errors of source documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import ElementRef, Row, TargetRef
from hoshin.domain.words import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Row):
    """A document: title, publisher, date, file name and sha256 of the file that was read."""

    title: str
    title_en: str = ""
    publisher: str = ""
    published_printed: str = ""
    file_name: str = ""
    sha256: str = ""

    def __post_init__(self) -> None:
        super(Source, self).__post_init__()
        if self.sha256 and not re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise IllFormedError(
                "sha256-form",
                "sha256 は16進数64桁です。",
                "A sha256 is 64 hexadecimal digits.",
                "sha256sum の出力を写してください。",
                "Copy the output of sha256sum.",
                field="sha256",
            )


class PublishedKind(StrEnum):
    """What kind of figure a document printed."""

    ACHIEVEMENT = "achievement"
    TOTAL = "total"
    COUNT = "count"
    RATIO = "ratio"
    OTHER = "other"


class Operation(StrEnum):
    """The arithmetic behind a printed figure, so that it can be done again.

    ``sum_of_appropriations`` and ``count_of_programs`` run over the listings below ``element``
    (restated, breakdown, envelope and name-only rows left out); ``sum``, ``difference`` and
    ``ratio`` over ``operands``; ``achievement`` over ``target``; ``none`` is not recomputable.
    """

    ACHIEVEMENT = "achievement"
    SUM_OF_APPROPRIATIONS = "sum_of_appropriations"
    COUNT_OF_PROGRAMS = "count_of_programs"
    COUNT_OF_ELEMENTS = "count_of_elements"
    COUNT_OF_TARGETS = "count_of_targets"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure(Row):
    """A figure as a document printed it, kept beside ours and never overwritten.

    ``operands`` are ids of context figures, appropriations or other published figures. ``reason``
    says, in our words, why ours differs or why it cannot be recomputed.
    """

    kind: PublishedKind
    name: str
    name_en: str = ""
    target: TargetRef | None = None
    element: ElementRef | None = None
    value: Decimal | None = None
    text: str = ""
    value_printed: str = ""
    unit: str = ""
    operation: Operation = Operation.NONE
    operands: tuple[str, ...] = ()
    level: str = ""
    reason: str = ""
    reason_en: str = ""


# The code of a problem that a person noticed and no rule finds.
NOTICED = "noticed-error"


class ErrorEffect(StrEnum):
    """What a known error does to judgement: nothing, or the achievement is withheld."""

    NONE = "none"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownError(Row):
    """An error of a source document, kept as a dated record.

    It covers problems with this ``problem`` code whose place or related rows include ``row``; an
    error that no rule finds but a person saw has the code of NOTICED. Its guard: once no such
    problem is found any more, the record itself becomes a problem. ``corrected`` is what should
    have been printed. With ``mended_on`` the record is closed: it covers and withholds nothing,
    and says in ``mending`` how the error was mended.
    """

    problem: str
    row: str
    field: str = ""
    printed: str = ""
    explanation: str = ""
    explanation_en: str = ""
    corrected: str = ""
    known_since: date | None = None
    recorded_on: date
    effect: ErrorEffect = ErrorEffect.NONE
    mended_on: date | None = None
    mending: str = ""
    mending_en: str = ""

    def __post_init__(self) -> None:
        super(KnownError, self).__post_init__()
        if self.mended_on is None and (self.mending or self.mending_en):
            raise IllFormedError(
                "mending-without-day",
                "誤りの直し方があるのに、直した日がありません。",
                "How the error was mended is said, but not when.",
                named("{mended_on} に直した日を書いてください。"),
                named("Write the day in {mended_on}."),
                field="mended_on",
            )

    @property
    def is_open(self) -> bool:
        """Whether the error stands: nobody has mended it yet."""
        return self.mended_on is None

    @property
    def withholds(self) -> bool:
        """Whether what ``row`` says is kept out of judgement."""
        return self.is_open and self.effect is ErrorEffect.WITHHOLD
