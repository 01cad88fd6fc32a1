"""Words: a text in both languages, in which names of tables, columns and codes are left open.

What is wrong with a record is written once, where it is found. Whoever says it calls things as its
reader knows them: the command line as they stand in the files, a screen by its own titles. So a
text holds a mark wherever it names something of the plan folder::

    named("担当課に確かめ、{direction} に {direction=increase} などを書いてください。")

In Japanese a blank stands beside a name, as beside any code; it falls away where a title takes the
code's place, which brings quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Noncharacters of Unicode, which no document holds: they keep a name apart from what is quoted.
_MARK = re.compile("\ufdd0([a-z_]*)\\.([a-z_]*)=([a-z_]*)\ufdd1")
_MARK_IN_JAPANESE = re.compile(f"[ 「]?{_MARK.pattern}[ 」]?")
_MARK_IN_ENGLISH = re.compile(f'"?{_MARK.pattern}"?')
_WRITTEN = re.compile(r"\{(?:([a-z_]+)\.csv|(?:([a-z_]+)\.)?([a-z_]+)(?:=([a-z_]+))?)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """A column of the plan folder, or a code that it may hold, or a whole table.

    Without ``table`` it is a column of the table that the text is about.
    """

    column: str = ""
    table: str = ""
    code: str = ""

    def __str__(self) -> str:
        """The mark that stands for the name in a text."""
        return f"\ufdd0{self.column}.{self.table}={self.code}\ufdd1"

    @property
    def in_files(self) -> str:
        """What the plan folder's files call it."""
        return self.code or self.column or f"{self.table}.csv"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Japanese and in English."""

    ja: str
    en: str

    @property
    def in_files(self) -> Words:
        """The text as it is said beside the files: columns and codes as they stand there."""
        return Words(in_files(self.ja), in_files(self.en))

    def said(self, called: Callable[[Name], Words]) -> Words:
        """The text with what each name is called, in quotation marks."""
        return Words(
            _MARK_IN_JAPANESE.sub(lambda mark: f"「{called(_name(mark)).ja}」", self.ja),
            _MARK_IN_ENGLISH.sub(lambda mark: f'"{called(_name(mark)).en}"', self.en),
        )


def named(text: str) -> str:
    """A text with marks for ``{column}``, ``{column=code}``, ``{table.column}``, ``{table.csv}``.

    For texts of the program alone: what is quoted from a document may hold braces.
    """
    return _WRITTEN.sub(
        lambda found: str(Name(found[3] or "", found[1] or found[2] or "", found[4] or "")), text
    )


def in_files(text: str) -> str:
    """A text with its names as the plan folder's files have them."""
    return _MARK.sub(lambda mark: _name(mark).in_files, text)


def _name(mark: re.Match[str]) -> Name:
    return Name(*mark.groups())
