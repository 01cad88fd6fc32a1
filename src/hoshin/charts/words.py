"""Words: sentences and terms in both languages, kept as data in ``vocabulary/*.toml``.

A key is ``file.table.word``; its entry has ``ja`` and ``en``, and ``one`` where English says one
thing in another way than many. Placeholders stand in braces. A word that is asked for and not
there is an error at once, in tests and when something is built, never an empty place on a page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

Vocabulary = Mapping[str, Mapping[str, str]]


class Language(StrEnum):
    """A language in which things are shown; the value is the one that HTML's ``lang`` takes."""

    JA = "ja"
    EN = "en"

    @property
    def other(self) -> Language:
        """The language that the switch leads to."""
        return Language.EN if self is Language.JA else Language.JA


class MissingWordError(KeyError):
    """Something is to be said for which the vocabulary holds no word."""


def _entries(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if all(isinstance(one, str) for one in value.values()):
            yield key, value
        else:
            yield from _entries(key, value)


@cache
def vocabulary_of(package: str) -> Vocabulary:
    """Every entry of a package's ``vocabulary`` folder by its key."""
    found: dict[str, dict[str, str]] = {}
    folder = resources.files(package).joinpath("vocabulary")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text("utf-8"))
            found.update(_entries(file.name.removesuffix(".toml"), table))
    return found


class Words:
    """The words of one language; call it with a key and the values of its placeholders.

    It knows the words of charts and those of the given vocabularies; a later one wins.
    """

    def __init__(self, language: Language, *vocabularies: Vocabulary) -> None:
        self.language = language
        self._words: dict[str, str] = {}
        self._one: dict[str, str] = {}
        for known in (vocabulary_of("hoshin.charts"), *vocabularies):
            for key, entry in known.items():
                self._words[key] = entry[language.value]
                if language is Language.EN and "one" in entry:
                    self._one[key] = entry["one"]

    def __call__(self, key: str, /, **values: object) -> str:
        try:
            word = self._words[key]
        except KeyError:
            raise MissingWordError(key) from None
        return word.format(**values) if values else word

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def count(self, key: str, n: int, **values: object) -> str:
        """The words for ``n`` things, with ``{n}`` written with thousands separators."""
        if n == 1 and key in self._one:
            return self._one[key].format(n=n, **values)
        return self(key, n=f"{n:,}", **values)
