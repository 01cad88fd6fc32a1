"""Papers in English: their labels, years and units as the Japanese words that shapes know.

Shapes read labels and values as Japanese papers print them. An English paper has the same layout
under other words, so its words are exchanged before it is read: labels by a list, ``FY2024`` for
2024年度, ``at least 120 ten thousand people`` for 120万人以上. Names and sentences stay.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources

from hoshin.domain.units import english_symbols, is_catalogued
from hoshin.importers.document import Document, Page, Table
from hoshin.importers.wording import plain

_LEAST_LABELS = 3
_LONGEST = 120
_SIDES = {"at least": "以上", "at most": "以下", "": ""}
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})")
_YEAR = (
    r"(?:\d{4} or FY\d{4}|FY\d{4}|"
    rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)}) )?\d{{4}})"
)
_VALUE = re.compile(
    rf"(?:(?P<year>{_YEAR}) )?(?:(?P<side>at least|at most) )?"
    r"(?P<number>[-−]?\d[\d,]*(?:\.\d+)?(?:[~～]\d[\d,.]*)?)(?: (?P<unit>[^\d(（]+(?:\(score\))?))?"
    rf"(?: ?[(（](?P<own>{_YEAR})[)）])?"
)
_PERIOD = re.compile(_YEAR)
_WORDED = re.compile(
    rf"(?:(?P<year>{_YEAR}) )?(?P<word>[A-Za-z][A-Za-z ]*?)(?: ?[(（](?P<own>{_YEAR})[)）])?"
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_EITHER = re.compile(r"(\d{4}) or FY\1")
_FISCAL = re.compile(r"\bFY ?(\d{4})")
_ROLE_BEHIND = re.compile(r"(?P<year>(?:FY)?\d{4}) (?P<role>actual|goal)")
_ROLES = {"actual": "実績", "goal": "目標"}
_STAFF = re.compile(r"(?P<name>[^()]+) \((?P<unit>hours|people)\)")
_STAFF_WORDS = {"hours": "従事時間（時間）", "people": "職員の人数（人）"}
_TOTAL = re.compile(r".{1,80}, (?:sub)?total(?: of [^:]+)?(?:: ?(?P<amount>.+))?")
_MONEY = re.compile(r"\((?:in )?thousand yen\)")
# Titles behind which a year stands.
_TITLES = (
    ("Evaluation of a program", "事務事業評価シート"),
    ("Evaluation of a measure", "施策評価シート"),
)


def in_japanese(document: Document) -> Document:
    """The document under Japanese labels where it is an English one; else the same document."""
    if not is_english(document):
        return document
    return replace(document, pages=tuple(_page(one) for one in document.pages))


def is_english(document: Document) -> bool:
    """Whether tables have several labels that English papers print, and no Japanese ones."""
    texts = {plain(cell.text) for table in document.tables() for cell in table.cells}
    found = texts & _labels().keys()
    return len(found) >= _LEAST_LABELS and not texts & set(_labels().values())


def _page(page: Page) -> Page:
    return replace(
        page,
        lines=tuple(
            replace(one, text="\t".join(japanese(piece) for piece in one.text.split("\t")))
            for one in page.lines
        ),
        tables=tuple(_table(one) for one in page.tables),
    )


def _table(table: Table) -> Table:
    heads = {cell.row for cell in table.cells if plain(cell.text).startswith("Indicator")}
    return replace(
        table,
        caption=japanese(table.caption),
        cells=tuple(
            replace(one, text=_year(one.text.strip()))
            if one.row in heads and _BARE_YEAR.fullmatch(one.text.strip())
            else replace(one, text=japanese(one.text))
            for one in table.cells
        ),
    )


@lru_cache(maxsize=16384)
def japanese(text: str) -> str:
    """A label or a printed value in the words of Japanese papers; another text with its years."""
    bare = plain(text)
    if not bare or len(bare) > _LONGEST:
        return text
    label = _labels().get(plain(text))
    if label is not None:
        return label
    if bare in english_symbols():
        return english_symbols()[bare]
    upper, _, lower = text.strip().rpartition("\n")
    if upper and _PERIOD.fullmatch(lower.strip()):
        return f"{japanese(upper)}\n{_year(lower.strip())}"
    behind = _ROLE_BEHIND.fullmatch(bare)
    if behind is not None:
        return f"{_year(behind['year'])} {_ROLES[behind['role']]}"
    value = _VALUE.fullmatch(bare)
    if value is not None and _is_unit(value["unit"] or ""):
        return _value(value)
    worded = _WORDED.fullmatch(bare)
    if worded is not None and (word := _labels().get(plain(worded["word"]))) is not None:
        before = f"{_year(worded['year'])} " if worded["year"] else ""
        behind_it = f"（{_year(worded['own']).strip('()')}）" if worded["own"] else ""
        return f"{before}{word}{behind_it}"
    staff = _STAFF.fullmatch(bare)
    if staff is not None:
        return _STAFF_WORDS[staff["unit"]]
    total = _TOTAL.fullmatch(bare)
    if total is not None:
        return f"計：{japanese(total['amount'])}" if total["amount"] else "計"
    said = text.replace("[restated]", "【再掲】")
    said = _MONEY.sub("（単位：千円）", said)
    for english, label in _TITLES:
        said = re.sub(rf"^{re.escape(english)}\b", label, said)
    said = _EITHER.sub(r"\1", said)
    return _FISCAL.sub(r"\1年度", said)


def _is_unit(unit: str) -> bool:
    return not unit or unit in english_symbols() or is_catalogued(unit)


def _value(found: re.Match[str]) -> str:
    unit = found["unit"] or ""
    symbol = english_symbols().get(unit, unit)
    year = _year(found["year"]) + " " if found["year"] else ""
    own = f"（{_year(found['own']).strip('()')}）" if found["own"] else ""
    return f"{year}{found['number']}{symbol}{_SIDES[found['side'] or '']}{own}"


def _year(printed: str) -> str:
    """2024年度 for FY2024, 2024年 for 2024; a year of unknown kind stays a bare number."""
    either = _EITHER.fullmatch(printed)
    if either is not None:
        return f"({either[1]})"
    date = _DATE.fullmatch(printed)
    if date is not None:
        day = f"{date['day']}日" if date["day"] else ""
        return f"{date['year']}年{_MONTHS[date['month']]}月{day}"
    fiscal = _FISCAL.fullmatch(printed)
    if fiscal is not None:
        return f"{fiscal[1]}年度"
    return f"{printed}年" if printed.isdigit() else printed


@cache
def _labels() -> Mapping[str, str]:
    path = resources.files("hoshin.importers").joinpath("english_labels.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), strict=True)
    return {plain(row["english"]): row["japanese"] for row in rows}
