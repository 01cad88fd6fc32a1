"""Words: every word of the site's own, in both languages, as data in ``vocabulary/*.toml``.

A key is ``file.table.word``; its entry has ``ja`` and ``en``, and ``one`` where English says one
thing in another way than many. Placeholders stand in braces. A word that is asked for and not
there is an error at once, in tests and at build time, never an empty place on a page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from hoshin.site.addresses import Language


class MissingWordError(KeyError):
    """A page asks for a word that the vocabulary does not hold."""


def _entries(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if all(isinstance(one, str) for one in value.values()):
            yield key, value
        else:
            yield from _entries(key, value)


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Every entry by its key, each with ``ja``, ``en`` and perhaps ``one``."""
    found: dict[str, dict[str, str]] = {}
    folder = resources.files("hoshin.site").joinpath("vocabulary")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text("utf-8"))
            found.update(_entries(file.name.removesuffix(".toml"), table))
    return found


class Words:
    """The words of one language; call it with a key and the values of its placeholders."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = {key: entry[language.value] for key, entry in vocabulary().items()}
        self._one = {
            key: entry["one"]
            for key, entry in vocabulary().items()
            if language is Language.EN and "one" in entry
        }

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

    def month(self, number: int) -> str:
        """A calendar month, 1 to 12."""
        return self(f"terms.month.m{number}")
