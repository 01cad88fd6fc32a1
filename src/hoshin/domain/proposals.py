"""Proposals: what a document says before a person accepts it, with evidence for every figure.

An importer turns a document into a proposal. Nothing in it is part of the city's data until a
person, or a command given by a person, accepts it. What no rule could read and prove is handed to
the person as a left-over block, with what was found in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LineRange:
    """A run of lines of a document, both ends included, counted from 1."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """The range as a locator writes it: ``12`` or ``12-14``."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def numbers(self) -> range:
        """The number of each line of the run, in order."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class CellRange:
    """A range of cells of one sheet, as a workbook writes it (``B3`` or ``B3:D4``)."""

    sheet: str
    cells: str


class Confidence(StrEnum):
    """How sure the reading is: high needs a proof, low needs a look at the page itself."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a proposed row was read, how, and what confirmed it.

    ``lines`` are all line ranges that were used: name, head, unit and value often stand apart.
    ``raw`` is the text as printed. ``shape`` and ``version`` name the rule that read it,
    ``check`` the proof that held (empty when there is none). ``page`` counts from 1.
    """

    document: str
    sha256: str
    page: int | None = None
    lines: tuple[LineRange, ...] = ()
    cells: tuple[CellRange, ...] = ()
    boxes: tuple[Box, ...] = ()
    raw: str = ""
    shape: str = ""
    version: int = 0
    confidence: Confidence = Confidence.MEDIUM
    check: str = ""

    @property
    def locator(self) -> str:
        """The place as the ``locator`` column of a row writes it: ``p. 12, lines 5, 8-9``."""
        parts = []
        if self.page is not None:
            parts.append(f"p. {self.page}")
        if self.lines:
            single = len(self.lines) == 1 and self.lines[0].first == self.lines[0].last
            word = "line" if single else "lines"
            parts.append(f"{word} {', '.join(one.label for one in self.lines)}")
        parts.extend(f"{one.sheet}!{one.cells}" for one in self.cells)
        return ", ".join(parts)


class ProposedAction(StrEnum):
    """What accepting a proposed row does to the city's data."""

    ADD = "add"
    CHANGE = "change"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in which the proposed row differs from the current one, both as text."""

    field: str
    current: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An existing row that a name in a document may mean, and why.

    ``likeness`` runs from 0 to 100 (equal after normalisation). ``reasons`` are short codes:
    ``same-name``, ``near-name``, ``same-series``, ``same-unit``, ``same-number``, ``same-amount``.
    """

    row_id: str
    name: str
    likeness: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """A row that a document would add to, change in or confirm for one table of the city.

    ``row`` is complete and well formed, with the id it would have. ``changes`` is filled for
    ``change``. ``candidates`` are existing rows it may be instead, best first; a match that is not
    certain is never taken silently. ``needs_decision`` is true when a person must choose.
    ``suggestions`` are values that a person may confirm; the row does not have them.
    """

    table: str
    row: Row
    action: ProposedAction
    evidence: Evidence
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[FieldChange, ...] = ()
    needs_decision: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Table and id: what names this row in a review workbook or a screen."""
        return (self.table, self.row.id)


@dataclass(frozen=True, slots=True)
class Found:
    """A piece that was read in a block whose proof failed: what it is, its text, its lines."""

    what: str
    text: str
    lines: LineRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """A block that looks like a known shape and could not be proved: a person decides.

    The sentences say which check failed. ``found`` lists what was read in the block.
    """

    evidence: Evidence
    code: str
    sentence_ja: str
    sentence_en: str
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that one document would do to a city's data.

    ``source_id`` is the id of the document's row in ``sources`` (present or proposed).
    """

    document: str
    sha256: str
    source_id: str
    rows: tuple[ProposedRow, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def of_table(self, table: str) -> tuple[ProposedRow, ...]:
        """The proposed rows of one table, in the document's order."""
        return tuple(one for one in self.rows if one.table == table)
