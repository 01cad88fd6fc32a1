"""Related words: what readers type, and the words that plans print for it.

A citizen asks for ごみ where the plan says 廃棄物, or types a common word as it is read. These
words are tried where what was typed finds little, and come after what it finds itself. The list,
``related_words.csv``, is of everyday subjects of any city; a city adds its own, or says anew what a
word means in its plans, in the table ``search_words`` of its plan folder.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files

from hoshin.domain.folding import fold
from hoshin.domain.search_words import SearchWord


def _listed() -> Mapping[str, tuple[str, ...]]:
    text = files("hoshin.site").joinpath("related_words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["asked"]: tuple(row["meant"].split(";")) for row in rows}


RELATED = _listed()
"""Which words of plans are meant by a word that is typed."""


def related_table(own: Iterable[SearchWord] = ()) -> dict[str, list[str]]:
    """The related words as the browser takes them: folded, those of the city before all others."""
    table = {fold(asked): [fold(one) for one in meant] for asked, meant in RELATED.items()}
    added: dict[str, list[str]] = {}
    for word in own:
        added.setdefault(fold(word.asked), []).extend(map(fold, word.meant))
    for asked, meant in added.items():
        if asked:
            both = (*meant, *table.get(asked, ()))
            table[asked] = list(dict.fromkeys(filter(None, both)))
    return table
