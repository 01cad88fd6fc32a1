"""The search index: the list of everything that can be found, as a script that a browser loads.

A page opened from a disk may not fetch data but may load a script, so the list assigns itself to
a name. It holds each record once, for both languages, as printed; the browser folds it when it
is first needed, which costs less than sending every text twice. ``static/search-find.js`` reads
it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hoshin.charts.words import Language
from hoshin.domain import folding
from hoshin.domain.search_words import SearchWord
from hoshin.engine.standing import Standing
from hoshin.site.related_words import related_table
from hoshin.site.search import KINDS, Entry
from hoshin.site.state_words import ORDER, state_table
from hoshin.site.words import Words

INDEX_PATH = "search/entries.js"
_SCRIPT_WORDS = (
    "results",
    "filtered",
    "none",
    "related",
    "some",
    "state",
    "near",
    "look_in",
    "more",
    "all_results",
    "every_kind",
    "filter",
    "more_plans",
    "in_name",
    "dots",
    *(
        f"field.{field}"
        for field in (
            "other_language",
            "printed",
            "number",
            "id",
            "text",
            "section",
            "parent",
            "plan",
            "level",
        )
    ),
)


def index_file(
    found: Iterable[Entry],
    standings: Mapping[str, Standing] | None = None,
    own_words: Iterable[SearchWord] = (),
) -> str:
    """The script that hands the entries to the browser, one line for each.

    ``kinds`` holds for each kind the two halves of its addresses, between which the id stands,
    and its rows; a row is ``[id, name, English name, plans, section, level, numbers, printed
    names, figures, text, English text, standing]``, cut after its last filled cell. Plans and
    sections are positions in their own kind's rows, levels positions in ``levels``, standings in
    ``standings``, -1 or nothing for none. ``standings`` says where indicators stand, by their ids;
    ``own_words`` are the city's own related words.
    ``elsewhere`` holds the whole address of ids whose page has another name.
    """
    listed = tuple(found)
    by_kind = {kind: [one for one in listed if one.kind == kind] for kind in KINDS}
    position = {
        kind: {one.id: at for at, one in enumerate(by_kind[kind])}
        for kind in ("plans", "organisations")
    }
    stand = {row_id: ORDER.index(one) for row_id, one in (standings or {}).items()}
    levels = list(dict.fromkeys(one.level for one in listed if one.level != ("", "")))
    level_at = {level: at for at, level in enumerate(levels)}
    kinds = []
    for kind, its in by_kind.items():
        if not its:
            continue
        before, after = _halves(its)
        elsewhere = {one.id: one.href for one in its if one.href != f"{before}{one.id}{after}"}
        head = {"kind": kind, "before": before, "after": after, "elsewhere": elsewhere}
        rows = ",\n".join(
            _compact(_row(one, position["plans"], position["organisations"], level_at, stand))
            for one in its
        )
        kinds.append(f'{_compact(head)[:-1]},"rows":[\n{rows}\n]}}')
    shared = {
        "folding": folding.tables(),
        "related": related_table(own_words),
        "standings": [one.value for one in ORDER],
        "states": state_table(),
        "words": {language.value: _words(language) for language in Language},
        "levels": levels,
    }
    return f'var hoshinSearchIndex={_compact(shared)[:-1]},"kinds":[{",".join(kinds)}]}};\n'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _halves(its: list[Entry]) -> tuple[str, str]:
    """What stands before and after the id in the addresses of a kind."""
    for one in its:
        before, id_found, after = one.href.partition(one.id)
        if id_found:
            return before, after
    return "", ""


def _row(
    entry: Entry,
    plans: dict[str, int],
    organisations: dict[str, int],
    levels: dict[Any, int],
    standings: dict[str, int],
) -> list[object]:
    row: list[object] = [
        entry.id,
        entry.name,
        entry.name_en,
        [plans[one] for one in entry.plans],
        organisations.get(entry.section, -1),
        levels.get(entry.level, -1),
        list(entry.numbers),
        list(entry.printed),
        list(entry.figures),
        entry.text,
        entry.text_en,
        standings.get(entry.id, -1) if entry.kind == "indicators" else -1,
    ]
    while row[-1] in ("", -1, []):
        row.pop()
    return row


def _words(language: Language) -> dict[str, str]:
    """The site's own words that the browser needs to say what it found."""
    w = Words(language)
    words = {name: w(f"search.script.{name}") for name in _SCRIPT_WORDS}
    words |= {f"standing.{one.value}": w(f"terms.standing.{one.value}") for one in ORDER}
    return words | {f"kind.{kind}": w(f"search.kind.{kind}") for kind in KINDS}
