"""What stands in the cells of a paper: printed values, money, and yearly columns.

Everything is text as it is printed, with the exact number beside it for cells that hold numbers.
Nothing here calculates: digits are those of the documents and of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A printed value: its period, figure and unit; ``text`` is all three, as one cell has it.

    ``note`` is what is said beside it: provisional, or why there is none (then ``figure`` is
    empty and ``text`` is the reason). A value that is not known at all is empty text, never zero.
    ``remark`` is what those who reported it say of it, in the paper's language where it was
    written in both.
    """

    text: str = ""
    figure: str = ""
    unit: str = ""
    period: str = ""
    number: Decimal | None = None
    note: str = ""
    remark: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount: ``text`` as the document prints it or in thousands of yen, and the exact figures.

    ``thousand`` is in thousands of yen, ``yen`` whole yen; both None where no amount is known.
    """

    text: str = ""
    thousand: Decimal | None = None
    yen: int | None = None
    unit: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One yearly column of a row: its heading, the actual value and the year's goal."""

    heading: str = ""
    actual: Value = Value()
    goal: Value = Value()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCell:
    """One yearly column of a line of money."""

    heading: str = ""
    amount: Money = Money()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One column of a schedule: its headings, and the mark that stands in it, or nothing."""

    year: str = ""
    quarter: str = ""
    planned: str = ""
    actual: str = ""
