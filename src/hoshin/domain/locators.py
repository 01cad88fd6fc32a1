"""Places in documents in words: what the ``locator`` of a record says to a reader.

A locator is kept as one plain text (``p. 3, lines 5-6``, ``p. 1, line 4, 一覧!B5``), so that a
plan folder is read without this program. People read it in their own language.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLACE = re.compile(
    r"(?:p\. (?P<page>[0-9]+)(?:, |$))?"
    r"(?:lines? (?P<lines>[0-9]+(?:-[0-9]+)?(?:, [0-9]+(?:-[0-9]+)?)*)(?:, |$))?"
    r"(?P<cells>(?:[^!]+![A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?(?:, |$))*)",
    re.ASCII,
)
_CELL = re.compile(
    r"(?P<sheet>[^!]+)!(?P<cells>[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)(?:, |$)", re.ASCII
)
_SHEET = re.compile(r"sheet (?P<sheet>.+)")
# A value that was reported in a round names the office that answered, the day of approval, and
# where the office has it from.
_APPROVAL = re.compile(
    r"(?:(?P<office>.+)、|^)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})承認(?:（出典: (?P<source>.+)）)?",
    re.ASCII,
)
_REMARKS = {
    "merged cells": ("結合セル", "merged cells"),
    "carried down": ("上の行から", "from above"),
}


@lru_cache(maxsize=4096)
def locator_words(locator: str) -> tuple[str, str]:
    """A place as Japanese and as English says it.

    Cells name their sheet, and stand for the page and the lines that were kept with them. A text
    that is no such place, as a city may write it, stays as it is.
    """
    place, separator, more = locator.partition("; ")
    remark, colon, what = more.partition(": ")
    if not separator:
        return _place_words(locator)
    if not colon or remark not in _REMARKS:
        return locator, locator
    ja, en = _place_words(place)
    what_ja, what_en = _place_words(what)
    remark_ja, remark_en = _REMARKS[remark]
    return f"{ja}、{remark_ja} {what_ja}", f"{en}; {remark_en}: {what_en}"


def _place_words(text: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(text)
    if found is None:
        sheet = _SHEET.fullmatch(text)
        if sheet is not None:
            return f"シート「{sheet['sheet']}」", f"sheet “{sheet['sheet']}”"
        return text, _approval_in_english(text)
    if found["cells"]:
        return _cell_words(found["cells"])
    ja, en = [], []
    if found["page"]:
        ja.append(f"{found['page']}ページ")
        en.append(f"page {found['page']}")
    if found["lines"]:
        ja.append(f"{found['lines'].replace(', ', '、')}行目")
        word = "line" if found["lines"].isdigit() else "lines"
        en.append(f"{word} {found['lines']}")
    return " ".join(ja), ", ".join(en)


def answering_office(locator: str) -> str:
    """The names of the office that reported a value, widest first; empty in any other place."""
    found = _APPROVAL.fullmatch(locator)
    return "" if found is None else found["office"] or ""


def _approval_in_english(text: str) -> str:
    found = _APPROVAL.fullmatch(text)
    if found is None:
        return text
    office = f"{found['office']}, " if found["office"] else ""
    source = f" (source: {found['source']})" if found["source"] else ""
    return f"{office}approved {found['day']}{source}"


def _cell_words(text: str) -> tuple[str, str]:
    """Cells by their sheet, each sheet named once."""
    by_sheet: dict[str, list[str]] = {}
    for one in _CELL.finditer(text):
        by_sheet.setdefault(one["sheet"], []).append(one["cells"])
    return (
        "、".join(f"シート「{sheet}」{'、'.join(cells)}" for sheet, cells in by_sheet.items()),
        ", ".join(f"sheet “{sheet}”, {', '.join(cells)}" for sheet, cells in by_sheet.items()),
    )
