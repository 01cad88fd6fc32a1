"""Passages of documents as plain rows with stable ids: for a city's own search or retrieval.

A row is one run of lines of one page (see ``full_text``); a row shares its first line with the
row before it, so that a sentence broken there is whole in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hoshin.importers.document import Document
from hoshin.importers.full_text import Hit, passages
from hoshin.importers.headings import Headings


def passage_rows(document: Document) -> Iterator[dict[str, Any]]:
    """Every passage with its id, document, sha256, page, lines, the headings above it and text.

    The id (digest, page, lines) stays the same while the file's bytes do.
    """
    headings = Headings(document)
    names = {page.number: page.name for page in document.pages}
    for passage in passages(document):
        cited = Hit(
            document=document.name,
            sha256=document.sha256,
            page=passage.page,
            page_name=names[passage.page],
            lines=passage.lines,
            text=passage.text,
            marks=(),
            complete=True,
        )
        yield {
            "id": passage.id,
            "document": document.name,
            "sha256": document.sha256,
            "title": document.title,
            "page": passage.page,
            "page_name": names[passage.page],
            "first_line": passage.lines.first,
            "last_line": passage.lines.last,
            "headings": list(headings.above(passage.lines.last + 1)),
            "text": passage.text,
            "citation_ja": cited.citation_ja,
            "citation_en": cited.citation_en,
        }
