"""Where a figure stands in an uploaded document: the place in words, the text there, the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from hoshin.actions.finding import visible_documents
from hoshin.domain.locators import locator_words
from hoshin.web.desk import Desk

_PAGE = re.compile(r"p\. ([0-9]{1,6})", re.ASCII)
_LINES = re.compile(r"lines? ([0-9][0-9, -]*)", re.ASCII)
_RANGE = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?", re.ASCII)
_CELL = re.compile(r"(?:^|, )([^,!]+![A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)", re.ASCII)
_LONGEST_RAW = 600


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """A place in a document: in words, the text as printed there, the address of its page."""

    place: str
    raw: str
    href: str


def place_in_document(desk: Desk, sha256: str, locator: str) -> DocumentPlace | None:
    """The place that a locator names (``p. 3, lines 5-6``), where its document was uploaded.

    None where the document was not, or is not for this person to read.
    """
    page = _PAGE.search(locator)
    if not sha256 or page is None or not desk.holds("read"):
        return None
    number = int(page[1])
    read = visible_documents(desk.rights).filter(pk=sha256).first()
    kept = None if read is None else read.pages.filter(number=number).first()
    if read is None or kept is None:
        return None
    lines = [
        [int(one[1]), int(one[2] or one[1])]
        for found in _LINES.findall(locator)
        for one in _RANGE.finditer(found)
    ]
    cells = _CELL.findall(locator[page.end() :])
    asked = urlencode(
        {
            "lines": ",".join(f"{first}-{last}" for first, last in lines),
            "cells": cells,
        },
        doseq=True,
    )
    return DocumentPlace(
        desk.speech.label(*locator_words(locator)),
        _text_at(kept.content, lines, set(cells))[:_LONGEST_RAW],
        f"{reverse('document', args=(sha256, number))}?{asked}#_mark",
    )


def _text_at(content: dict[str, Any], lines: list[list[int]], cells: set[str]) -> str:
    """The text there: of a table the whole row, for a figure alone says little."""
    found = [
        cell["text"].strip()
        for table in content["tables"]
        for row in sorted(
            {one["row"] for one in table["cells"] if _is_at(table, one, lines, cells)}
        )
        for cell in table["cells"]
        if cell["row"] == row
    ]
    if not found:
        found = [
            one["text"].strip()
            for one in content["lines"]
            if any(first <= one["number"] <= last for first, last in lines)
        ]
    return " / ".join(part for part in found if part)


def _is_at(
    table: dict[str, Any], cell: dict[str, Any], lines: list[list[int]], cells: set[str]
) -> bool:
    if cells:
        return bool(cell["address"]) and f"{table['sheet']}!{cell['address']}" in cells
    span = cell["lines"]
    return span is not None and any(first <= span[1] and span[0] <= last for first, last in lines)
