"""What a layout says: tables by the heads of their columns, forms by their cells or labels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoshin.importers.findings import ValueRole


class Meaning(StrEnum):
    """What a column of a table holds."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    CONTEXT = "context"
    OWNER = "owner"
    BASELINE = "baseline"
    GOAL = "goal"
    MILESTONE = "milestone"
    ACTUAL = "actual"
    ACHIEVEMENT = "achievement"
    PROGRAM = "program"
    AMOUNT = "amount"
    BUREAU = "bureau"
    OFFICE = "office"
    PROJECT = "project"
    DIRECTION = "direction"


VALUE_ROLES = {
    Meaning.BASELINE: ValueRole.BASELINE,
    Meaning.GOAL: ValueRole.GOAL,
    Meaning.MILESTONE: ValueRole.MILESTONE,
    Meaning.ACTUAL: ValueRole.ACTUAL,
    Meaning.ACHIEVEMENT: ValueRole.ACHIEVEMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """What the columns under one head mean.

    ``head`` is compared without blanks and with any year for any other, so that next year's
    ``R8の値`` is found by ``R7の値``. ``column`` is the column's letter, for tables without heads.
    ``period`` is used where the head prints none, and tells a bare year (``R8``) to be a fiscal
    year. ``unit`` is that of the whole column.
    """

    means: Meaning
    head: str = ""
    column: str = ""
    period: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """A table with one indicator or program in a row.

    It is any table that has all the heads, or, for a table without heads, ``contains`` all these
    texts (in a cell, its caption or its sheet's name). ``first_row`` is where its rows begin,
    counted from 1, where there are no heads.
    """

    name: str
    columns: tuple[ColumnRule, ...]
    contains: tuple[str, ...] = ()
    first_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one text of a form stands; exactly one of the four is set.

    ``cell`` is an address (``C4``); ``right_of`` and ``below`` name the label beside or above it;
    ``after`` a label in running lines, followed by the text or by a line that is the text.
    """

    cell: str = ""
    right_of: str = ""
    below: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValue:
    """A value of a form: its role, where it stands, and its period as text or at a spot."""

    role: Meaning
    spot: Spot
    period: str = ""
    period_at: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIndicator:
    """One indicator of a form."""

    name: Spot
    values: tuple[FormValue, ...]
    unit: Spot | None = None
    number: Spot | None = None
    owner: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout:
    """A form with fixed places: every table, or page of text, that contains these texts."""

    name: str
    contains: tuple[str, ...]
    indicators: tuple[FormIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All that one layout file says; ``file`` is its name, for messages."""

    file: str = ""
    tables: tuple[TableLayout, ...] = ()
    forms: tuple[FormLayout, ...] = ()
