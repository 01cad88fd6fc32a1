"""``common_series.csv``: which indicators of several cities are declared to be the same series.

One line for each city's indicator: ``code``, ``name``, ``name_en``, ``city`` (the folder of its
release), ``indicator`` (its id there), ``note`` and ``note_en``. Whoever compares declares what
may be compared; a city's own data stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hoshin.domain.city import City
from hoshin.domain.comparisons import CommonSeries, SeriesMember
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.exchange.csv_tables import read_text

FILE = "common_series.csv"
COLUMNS = ("code", "name", "name_en", "city", "indicator", "note", "note_en")
_NEEDED = ("code", "name", "city", "indicator")


def read_common_series(
    folder: Path, cities: Mapping[str, City]
) -> tuple[tuple[CommonSeries, ...], tuple[Problem, ...]]:
    """The declared series of a folder of releases, and every problem in their file.

    Without the file there are none, which is no problem: then nothing is compared.
    """
    file = folder / FILE
    if not file.exists():
        return (), ()
    problems: list[Problem] = []
    text = read_text(file, problems)
    if text is None:
        return (), tuple(problems)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [one for one in _NEEDED if one not in (rows.fieldnames or ())]
    if missing:
        return (), (_missing_columns(missing),)
    found: dict[str, CommonSeries] = {}
    for cells in rows:
        cell = {name: (cells.get(name) or "").strip() for name in COLUMNS}
        if not any(cell.values()):
            continue
        wrong = _problem(cell, rows.line_num, found, cities)
        if wrong is not None:
            problems.append(wrong)
            continue
        known = found.get(cell["code"])
        if known is None:
            known = CommonSeries(cell["code"], cell["name"], cell["name_en"])
        member = SeriesMember(cell["city"], cell["indicator"], cell["note"], cell["note_en"])
        found[known.code] = replace(known, members=(*known.members, member))
    return tuple(found.values()), tuple(problems)


def _problem(
    cell: dict[str, str], line: int, found: dict[str, CommonSeries], cities: Mapping[str, City]
) -> Problem | None:
    """What is wrong with a line, the first thing only."""
    for column in _NEEDED:
        if not cell[column]:
            return _wrong(
                "common-series-empty",
                line,
                column,
                f"「{column}」の欄が空です。",
                f'The cell "{column}" is empty.',
                "この行の空の欄を埋めるか、行ごと消してください。",
                "Fill the cell, or take the line out.",
            )
    try:
        known = found.get(cell["code"]) or CommonSeries(cell["code"], cell["name"])
    except IllFormedError as refused:
        return _wrong(
            refused.code,
            line,
            "code",
            refused.sentence.ja,
            refused.sentence.en,
            refused.hint.ja,
            refused.hint.en,
        )
    if known.name != cell["name"]:
        return _wrong(
            "common-series-two-names",
            line,
            "name",
            f"系列「{known.code}」の名前が「{known.name}」と「{cell['name']}」の二通りあります。",
            f'The series "{known.code}" has two names, "{known.name}" and "{cell["name"]}".',
            "一つの系列の行には同じ名前を書いてください。",
            "Write the same name in all lines of one series.",
        )
    city = cities.get(cell["city"])
    if city is None:
        return _wrong(
            "common-series-unknown-city",
            line,
            "city",
            f"「{cell['city']}」という公開データのフォルダがありません。",
            f'There is no folder "{cell["city"]}" with a release.',
            f"あるのは {'、'.join(sorted(cities))} です。",
            f"There are: {', '.join(sorted(cities))}.",
        )
    if cell["indicator"] not in {one.id for one in city.indicators}:
        return _wrong(
            "common-series-unknown-indicator",
            line,
            "indicator",
            f"「{cell['city']}」に「{cell['indicator']}」という指標がありません。",
            f'"{cell["city"]}" has no indicator "{cell["indicator"]}".',
            "その市の indicators.csv の id を書いてください。",
            "Write an id of that city's indicators.csv.",
        )
    if any(one.city == cell["city"] for one in known.members):
        return _wrong(
            "common-series-city-twice",
            line,
            "city",
            f"系列「{known.code}」に「{cell['city']}」の指標が二つあります。",
            f'The series "{known.code}" has two indicators of "{cell["city"]}".',
            "一つの系列には、一つの市から一つの指標だけを入れてください。",
            "Give each series one indicator of each city.",
        )
    return None


def _missing_columns(missing: list[str]) -> Problem:
    return _wrong(
        "common-series-columns",
        1,
        missing[0],
        f"列 {'、'.join(missing)} がありません。",
        f"These columns are missing: {', '.join(missing)}.",
        f"一行目に {','.join(COLUMNS)} と書いてください。",
        f"Let the first line read {','.join(COLUMNS)}.",
    )


def _wrong(
    code: str,
    line: int,
    column: str,
    sentence_ja: str,
    sentence_en: str,
    hint_ja: str,
    hint_en: str,
) -> Problem:
    return Problem(
        code=code,
        level=ProblemLevel.ERROR,
        place=Place(file=FILE, line=line, column=column),
        sentence=Words(sentence_ja, sentence_en),
        hint=Words(hint_ja, hint_en),
    )
