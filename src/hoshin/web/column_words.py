"""Columns of the plan in words: people read titles where the plan folder's files have codes.

The checks name a column as it stands in a file, which is right beside the file; on a screen the
same sentence names the column as the screen does.
"""

from __future__ import annotations

import re
from functools import cache

from hoshin.domain.code_words import code_words
from hoshin.domain.problems import Problem
from hoshin.exchange.package import column_titles, english_name, title_of
from hoshin.exchange.tables import Column, codes, is_enumeration, table, tables
from hoshin.web.desk import Desk

# A code between Japanese letters stands apart by blanks; its word does not.
_CODE_IN_JAPANESE = re.compile(r" ?(?<![A-Za-z0-9_./-])([a-z]+(?:_[a-z]+)*)(?![A-Za-z0-9_./-]) ?")
# An English word may look like a column: only what is quoted or has a low line is taken for one.
_CODE_IN_ENGLISH = re.compile(r'"([a-z]+(?:_[a-z]+)*)"|(?<!\w)([a-z]+(?:_[a-z]+)+)(?!\w)')


def column_word(desk: Desk, name: str, column: Column) -> str:
    """What a column of a table is called in the person's language."""
    return title_of(table(name), column)[0] if desk.speech.is_ja else _in_english(column.name)


def field_of_plan(desk: Desk, field: str) -> str:
    """What a column is called, whatever its table; the field itself where no table has it."""
    if field not in column_titles():
        return field
    return column_titles()[field][0] if desk.speech.is_ja else _in_english(field)


def sentences_of(desk: Desk, problem: Problem) -> tuple[str, str]:
    """A problem's sentence and hint in the person's language, columns by their titles."""
    label, name = desk.speech.label, problem.place.file
    sentence = label(problem.sentence_ja, problem.sentence_en)
    hint = label(problem.hint_ja, problem.hint_en)
    if name not in _names_of_tables():
        return sentence, hint
    return with_titles(desk, sentence, name), with_titles(desk, hint, name)


def with_titles(desk: Desk, text: str, name: str) -> str:
    """A sentence about a row of a table, with titles for its columns and words for their codes."""
    words = _words_of(name)

    def said(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return found[0].replace(code, words[code][1]) if code in words else found[0]

    if not desk.speech.is_ja:
        return _CODE_IN_ENGLISH.sub(said, text)
    return _CODE_IN_JAPANESE.sub(
        lambda found: words[found[1]][0] if found[1] in words else found[0], text
    )


@cache
def _names_of_tables() -> frozenset[str]:
    return frozenset(one.name for one in tables())


@cache
def _words_of(name: str) -> dict[str, tuple[str, str]]:
    """The words of a table's codes: of what its columns may hold, and of the columns themselves."""
    found: dict[str, tuple[str, str]] = {}
    for column in table(name).columns:
        if is_enumeration(column.kind):
            found |= {one.value: code_words(one.value, column.name) for one in codes(column.kind)}
    for column in table(name).columns:
        found[column.name] = (title_of(table(name), column)[0], _in_english(column.name))
    return found


def _in_english(name: str) -> str:
    return english_name(name).capitalize()
