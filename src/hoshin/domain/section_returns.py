"""The workbook of one section: what is sent out, what comes back, and how the two differ from now.

A row is known by its item and not by its place, so sorting and added columns do no harm. What came
back is compared with what was sent and with what stands in the workplace meanwhile; where both
changed, a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hoshin.domain.problems import Problem

# The fields of an item that a section fills in, in the order of the sheet.
FILLED_FIELDS = (
    *("value", "value_text", "status", "missing_reason", "comment", "source"),
    *("value_text_en", "comment_en"),
)
# Without these columns a sheet is none of ours; later ones are absent from older workbooks.
NEEDED_FIELDS = FILLED_FIELDS[:5]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRow:
    """One item of a workbook: what it asks, what is known, and what stands in its form.

    ``item`` is the number of the item in the workplace; ``open`` is false when it is not to be
    filled in any more.
    """

    item: int
    name: str
    name_en: str = ""
    period_ja: str = ""
    period_en: str = ""
    unit: str = ""
    baseline: str = ""
    last_value: str = ""
    goal: str = ""
    state: str = ""
    open: bool = True
    content: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWorkbook:
    """Everything that one section owes in one round, under the code by which it is known again."""

    code: str
    round_name: str
    round_name_en: str = ""
    organisation: str
    organisation_en: str = ""
    due_on: date
    rows: tuple[IssuedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One item as it came back: its fields as text, and the cell in which each stood."""

    item: int
    content: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReturn:
    """What a returned workbook says: its code, its rows, and what was wrong with it.

    ``code`` is empty when the file is no workbook of ours. ``twice`` are items that stand in
    several rows, of which none is taken.
    """

    code: str
    rows: tuple[ReturnedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    twice: frozenset[int] = frozenset()


class FieldCase(StrEnum):
    """How one field stands after a return.

    ``untouched``: nobody changed it. ``returned``: only the workbook did. ``current``: only the
    workplace did. ``agreed``: both, to the same. ``conflict``: both, differently.
    """

    UNTOUCHED = "untouched"
    RETURNED = "returned"
    CURRENT = "current"
    AGREED = "agreed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field: what was sent, what came back, what stands there now, and how they relate."""

    field: str
    issued: str
    returned: str
    current: str
    case: FieldCase


def three_way(
    issued: Mapping[str, str],
    returned: Mapping[str, str],
    current: Mapping[str, str],
    fields: Collection[str] = FILLED_FIELDS,
) -> tuple[FieldDifference, ...]:
    """Compare the three states of an item field by field; an absent field is an empty one."""
    found = []
    for name in fields:
        sent, back, now = issued.get(name, ""), returned.get(name, ""), current.get(name, "")
        found.append(FieldDifference(name, sent, back, now, _case(sent, back, now)))
    return tuple(found)


def _case(sent: str, back: str, now: str) -> FieldCase:
    if back == sent:
        return FieldCase.UNTOUCHED if now == sent else FieldCase.CURRENT
    if now == sent:
        return FieldCase.RETURNED
    return FieldCase.AGREED if back == now else FieldCase.CONFLICT


def merged(
    differences: Collection[FieldDifference], *, returned: Collection[str] = ()
) -> dict[str, str]:
    """The content after a return: each side's changes, conflicts as a person decided.

    ``returned`` names the fields in conflict for which the workbook's text was chosen; of the
    others what stands there now is kept.
    """
    taken = {FieldCase.RETURNED, FieldCase.AGREED}
    kept = {
        one.field: one.returned
        if one.case in taken or (one.case is FieldCase.CONFLICT and one.field in returned)
        else one.current
        for one in differences
    }
    return {name: text for name, text in kept.items() if text}
