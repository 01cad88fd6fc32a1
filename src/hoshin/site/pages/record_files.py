"""Records of the plan folder as files of a page: a table for people, the same as data.

The table says what a reader of the page reads: names in the page's language instead of ids, words
instead of codes, the document and the id at the end. The data are the record's own columns, in the
codes and digits of the plan folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from hoshin.domain.city import City
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.links import ContributionKind, LinkStrength
from hoshin.domain.periods import Period
from hoshin.domain.plans import Aspect
from hoshin.domain.registers import PROGRESS_LABELS, PledgeProgress
from hoshin.domain.rounds import Certainty
from hoshin.domain.rows import Reference, Row
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages.parts import source_note
from hoshin.site.pages.subjects import subject

Records = Mapping[str, Sequence[Row]]
"""Rows of a page by the name of their table."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "schedules": (
        *("element", "program", "name", "planned", "actual", "period_printed", "certainty"),
    ),
    "cycles": ("plan", "name", "period"),
    "stages": (
        *("cycle", "order", "name", "first_month", "last_month", "months_printed", "certainty"),
    ),
    "stakeholders": ("organisation", "plan", "element", "role"),
    "agreements": ("name", "partners", "partners_printed", "element", "concluded"),
    "pledges": (
        *("manifesto", "number", "name", "pledged", "term_printed"),
        *("plan", "element", "other_elements"),
    ),
    "pledge_states": ("pledge", "stated_on", "progress", "reason"),
    "context_figures": (
        *("name", "plan", "ref_area", "period", "qualifier", "value", "unit"),
        *("value_printed", "period_printed"),
    ),
    "contributions": (
        *("kind", "from_aspect", "from_element", "from_program", "from_indicator"),
        *("to_aspect", "to_element", "to_program", "to_indicator", "target", "description"),
    ),
    "sdg_links": (
        "element",
        "target",
        "program",
        "goal",
        "sdg_target",
        "sdg_indicator",
        "strength",
    ),
    "sdg_mark_counts": ("element", "primary_count", "related_count", "marks_printed"),
    "committees": (
        *("name", "plan", "organisation", "seats_printed", "term_printed", "quorum_printed"),
    ),
    "members": ("committee", "affiliation", "organisation", "role", "term", "succeeds"),
    "meetings": ("committee", "number", "name", "held_on", "date_printed", "agenda"),
    "opinions": (
        *("meeting", "target", "element", "organisation", "opinion", "answer", "answered_on"),
    ),
    "evaluations": (
        *("element", "program", "targets", "year", "author_role", "findings", "direction"),
        "rating",
    ),
}
"""The columns of each table for people; the document and the id follow them."""

_WORDS: dict[type[Enum], str] = {
    Aspect: "aspect",
    AuthorRole: "author",
    Certainty: "certainty",
    ContributionKind: "contribution",
    LinkStrength: "strength",
}


def record_files(frame: Frame, records: Records) -> tuple[PageFile, ...]:
    """A table for people of each kind of record that a page shows; none where there are none."""
    return tuple(
        PageFile(f"{table}.csv", _table(frame, table, rows))
        for table, rows in records.items()
        if rows
    )


def record_data(records: Records) -> dict[str, list[dict[str, Any]]]:
    """The records as data, each with every column of its table; an empty one is None."""
    return {table: [row_data(row) for row in rows] for table, rows in records.items() if rows}


def row_data(row: Row) -> dict[str, Any]:
    """A record as data, with every column of its table."""
    return {one.name: _plain(getattr(row, one.name)) for one in fields(row)}


def _table(frame: Frame, table: str, rows: Sequence[Row]) -> str:
    columns = COLUMNS[table]
    heads = [frame.w(f"records.{one}") for one in columns]
    return people_csv(
        (*heads, frame.w("common.source"), frame.w("figures.id")),
        (
            (
                *(_cell(frame, table, row, one) for one in columns),
                source_note(frame, row).text,
                row.id,
            )
            for row in rows
        ),
    )


def _plain(value: Any) -> Any:
    """A value of a record as JSON holds it."""
    match value:
        case Period():
            return value.code
        case Decimal():
            return f"{value:f}"
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case "":
            return None
    return value


def _cell(frame: Frame, table: str, row: Row, column: str) -> str:
    """A column of a record as a reader of the page's language reads it."""
    value = getattr(row, column)
    other = _references(table).get(column)
    if other is not None:
        named = value if isinstance(value, tuple) else (value,)
        return frame.w("common.comma").join(_name(frame, other, one) for one in named if one)
    match value:
        case None:
            return ""
        case PledgeProgress():
            return PROGRESS_LABELS[value][0 if frame.is_ja else 1]
        case Enum():
            return frame.w(f"terms.{_WORDS[type(value)]}.{value.value}")
        case Period():
            return frame.period(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    text = str(value)
    if column == "unit":
        return frame.unit(text).text
    if column.endswith("_printed"):
        return frame.printed(text).text
    return frame.label(text, getattr(row, f"{column}_en", "")).text


def _name(frame: Frame, table: str, row_id: str) -> str:
    """What a record is called; its id where it is not there."""
    row = getattr(frame.index, table).get(row_id)
    return row_id if row is None else subject(frame, row).text


@cache
def _references(table: str) -> dict[str, str]:
    """The table that each column of a table points into."""
    kind = get_args(get_type_hints(City)[table])[0]
    found = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        # Annotated[str, Reference(...)], alone, or inside of a union or a tuple.
        for one in (hint, *get_args(hint)):
            for mark in getattr(one, "__metadata__", ()):
                if isinstance(mark, Reference):
                    found[name] = mark.table
    return found
