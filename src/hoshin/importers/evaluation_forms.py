"""Evaluation sheets as read: the program, its layers, money, indicators, and the sums checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import PrintedPeriod
from hoshin.domain.programs import BudgetStage
from hoshin.domain.proposals import Confidence, Evidence
from hoshin.importers.contract import Mark
from hoshin.importers.document import Cell, Document, Table
from hoshin.importers.evaluation_words import IndicatorKind, Money
from hoshin.importers.findings import ValueRole
from hoshin.importers.printed_values import PrintedValue

MARK = Mark("S11", 1)


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of a form: its fiscal year, the stage of its money, the role of its values."""

    index: int
    year: PrintedPeriod
    stage: BudgetStage | None
    role: ValueRole | None
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAmount:
    """Money, hours or heads of one row and year; ``yen`` where the unit is money.

    ``block`` is the number of the table of years that it stands in, from 1.
    """

    kind: Money
    label: str
    year: PrintedPeriod
    stage: BudgetStage | None
    value: PrintedValue
    yen: int | None
    table: Table
    cell: Cell
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """What one view says in one box: the box's heading and name as printed, and the text."""

    part: str
    name: str
    author: AuthorRole
    text: str
    year: PrintedPeriod | None
    table: Table
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetValue:
    """A value of an indicator: its year, its role (goal, actual, achievement) and its cell."""

    year: PrintedPeriod
    role: ValueRole | None
    value: PrintedValue
    table: Table
    cell: Cell


@dataclass(slots=True, kw_only=True)
class SheetIndicator:
    """An indicator of the form with its values.

    ``by_year`` is whether its columns are years: its goals are then those of each year.
    """

    kind: IndicatorKind
    name: str
    unit: str
    name_cell: Cell
    table: Table
    by_year: bool = True
    values: list[SheetValue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One sum of one year: what the parts add up to and what the form prints, in yen."""

    what: str
    year: PrintedPeriod
    computed: int
    printed: int

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the yen."""
        return self.computed == self.printed


@dataclass(slots=True, kw_only=True)
class EvaluationSheet:
    """One program's sheet, as read.

    ``layers`` are the levels of the plan that the form prints, outermost first, as (label, name).
    ``direction`` is what is ticked or written under 方向性. ``blocks`` counts its tables of years.
    """

    program: str
    pages: list[int]
    sheet: str = ""
    code: str = ""
    layers: list[tuple[str, str]] = field(default_factory=list)
    office: str = ""
    period: str = ""
    direction: str = ""
    rating: str = ""
    amounts: list[SheetAmount] = field(default_factory=list)
    indicators: list[SheetIndicator] = field(default_factory=list)
    answers: list[SheetAnswer] = field(default_factory=list)
    blocks: int = 0
    checks: list[SumCheck] = field(default_factory=list)
    cells: list[tuple[Table, Cell]] = field(default_factory=list)
    unread: list[tuple[Table, Cell]] = field(default_factory=list)

    @property
    def is_proved(self) -> bool:
        """Whether every sum agrees, and there is one at least."""
        return bool(self.checks) and all(one.agrees for one in self.checks)

    @property
    def fails(self) -> bool:
        """Whether a sum does not agree."""
        return any(not one.agrees for one in self.checks)

    def amount(self, kind: Money, year: str) -> SheetAmount | None:
        """The amount of a row in a fiscal year (``FY2024``); None where the form has none."""
        found = (a for a in self.amounts if a.kind is kind and a.year.period.code == year)
        return next(found, None)

    def evidence(self, document: Document, confidence: Confidence) -> Evidence:
        """Where the sheet stands and which check confirmed it."""
        table, cell = self.cells[0]
        check = "sums-by-year" if self.is_proved else ""
        return MARK.evidence(
            document,
            self.pages[0],
            raw=self.program,
            check=check,
            confidence=confidence,
            table=table,
            cells=(cell,),
        )
