"""Columns of the plan in words: people read titles where the plan folder's files have codes."""

from __future__ import annotations

from functools import cache

from hoshin.domain.code_words import code_words
from hoshin.domain.words import Name, Words
from hoshin.exchange.package import column_titles, english_name, table_titles, title_of
from hoshin.exchange.tables import Column, Table, table, tables
from hoshin.web.desk import Desk


def column_word(desk: Desk, name: str, column: Column) -> str:
    """What a column of a table is called in the person's language."""
    said = _of_column(table(name), column)
    return said.ja if desk.speech.is_ja else said.en


def field_of_plan(desk: Desk, field: str) -> str:
    """What a column is called, whatever its table; the field itself where no table has it."""
    said = _of_any_table(field)
    return said.ja if desk.speech.is_ja else said.en


def titles(name: Name, about: str = "") -> Words:
    """What a table, a column or a code in a sentence is called; ``about`` is the row's table."""
    if name.code:
        return Words(*code_words(name.code, name.column))
    if not name.column:
        return Words(table_titles()[name.table].title_ja, table_titles()[name.table].title_en)
    known = _tables().get(name.table or about)
    column = (
        None if known is None else next((c for c in known.columns if c.name == name.column), None)
    )
    if known is None or column is None:
        return _of_any_table(name.column)
    return _of_column(known, column)


def _of_column(known: Table, column: Column) -> Words:
    return Words(title_of(known, column)[0], _in_english(column.name))


def _of_any_table(column: str) -> Words:
    known = column_titles().get(column)
    return Words(column, column) if known is None else Words(known[0], _in_english(column))


@cache
def _tables() -> dict[str, Table]:
    return {one.name: one for one in tables()}


def _in_english(name: str) -> str:
    return english_name(name).capitalize()
