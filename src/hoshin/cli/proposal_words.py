"""The words in which a proposal is shown on the command line: tables, columns, values, changes."""

from __future__ import annotations

from enum import StrEnum

from hoshin.domain.proposals import ProposedRow
from hoshin.exchange.cells import write_cell
from hoshin.exchange.package import column_titles, table_titles
from hoshin.exchange.tables import table as table_named
from hoshin.importers.proposal_words import code_word
from hoshin.importers.row_names import RowNames

_SKIPPED = frozenset({"id", "source", "locator", "note"})


def table_word(name: str, japanese: bool) -> str:
    """What a table is called."""
    title = table_titles()[name]
    return title.title_ja if japanese else title.title_en


def column_word(name: str, japanese: bool) -> str:
    """What a column is called."""
    if not japanese:
        return name.replace("_", " ")
    return column_titles().get(name, (name, ""))[0]


def change_words(row: ProposedRow, japanese: bool) -> list[str]:
    """Each field that a row would change, with its value now and then."""
    return [
        f"{column_word(one.field, japanese)}: {_said(row, one.field, one.current, japanese)} → "
        f"{_said(row, one.field, one.proposed, japanese)}"
        for one in row.changes
    ]


def suggestion_words(row: ProposedRow, japanese: bool) -> str:
    """What a person may confirm of a row, for nobody has declared it."""
    return "; ".join(
        f"{column_word(one.field, japanese)}: {code_word(one.proposed, japanese)}"
        for one in row.suggestions
    )


def value_words(row: ProposedRow, japanese: bool, names: RowNames) -> list[str]:
    """Each filled field of a row with its name; what is unknown is left out.

    A field that points to another row says what that row is called.
    """
    found = []
    for column in table_named(row.table).columns:
        value = getattr(row.row, column.name)
        if column.name in _SKIPPED or value in (None, "", ()) or value is False:
            continue
        text = write_cell(value, column)
        if column.references:
            text = "; ".join(
                names.of(column.references, one)[0 if japanese else 1] or one
                for one in text.split(";")
            )
        elif isinstance(value, StrEnum | bool):
            if text == "unknown":
                continue
            text = code_word(text, japanese)
        found.append(f"{column_word(column.name, japanese)}: {text}")
    return found


def _said(row: ProposedRow, name: str, text: str, japanese: bool) -> str:
    return code_word(text, japanese) if isinstance(getattr(row.row, name), StrEnum | bool) else text
