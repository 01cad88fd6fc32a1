"""Finding: words in every document that was uploaded, and the page on which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoshin.actions.finding import find_passages, visible_documents
from hoshin.importers.full_text import Hit
from hoshin.importers.readers.page_images import PageImage, page_image
from hoshin.storage import models as tables
from hoshin.storage.evidence import evidence_path
from hoshin.web.desk import Desk, desk_of
from hoshin.web.page_view import mark_of, page_view
from hoshin.web.row_words import RowWords

LONGEST_QUESTION = 200
HITS = 50
WIDTHS = {"": 1200, "large": 2200}
_LINES = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?", re.ASCII)
_MOST_MARKS = 200
# A page is drawn by a process of its own: few at a time, whoever asks.
_DRAWING = BoundedSemaphore(2)
_KEPT_IMAGES = 24


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The passages that hold every word asked for, cited by document, page and line."""
    desk = desk_of(request)
    question = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    documents = list(visible_documents(desk.rights))
    hits = find_passages(desk.rights, question, HITS + 1) if question else ()
    return render(
        request,
        "finding.html",
        {
            "heading": desk.w("finding.title"),
            "lead": desk.w("finding.lead"),
            "question": question,
            "hits": [_hit(desk, one) for one in hits[:HITS]],
            "has_more": len(hits) > HITS,
            "documents": [
                {
                    "name": one.name,
                    "title": one.title,
                    "href": reverse("document", args=(one.pk, 1)),
                    "pages": desk.w.count("finding.pages", one.page_count),
                }
                for one in documents
            ],
        },
    )


@require_safe
def document(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """One page of a document as it was read; ``lines`` and ``cells`` are marked on it."""
    desk = desk_of(request)
    read = _document_of(desk, sha256)
    page = read.pages.filter(number=number).first()
    if page is None:
        raise Http404
    evidence = {
        "page": number,
        "lines": list(_line_ranges(request.GET.get("lines", ""))),
        "cells": request.GET.getlist("cells")[:_MOST_MARKS],
        "boxes": [],
    }
    marked = mark_of("", "mark", evidence, page.content)
    has_mark = bool(marked.lines or marked.cells)
    words = RowWords(desk, {})
    numbers = list(read.pages.values_list("number", flat=True))
    at = numbers.index(number)
    return render(
        request,
        "document.html",
        {
            "heading": read.title or read.name,
            "eyebrow": read.name if read.title else "",
            "read": read,
            "sha256": read.pk,
            "view": page_view(read.kind, page.content, [marked] if has_mark else []),
            "place": words.place(evidence, page.content["name"]) if has_mark else "",
            "previous": numbers[at - 1] if at else 0,
            "following": numbers[at + 1] if at + 1 < len(numbers) else 0,
            "number": number,
            "last": numbers[-1],
        },
    )


@require_safe
def image(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """The picture of a page of a PDF; 404 where there is none."""
    desk = desk_of(request)
    read = _document_of(desk, sha256)
    if number > read.page_count:
        raise Http404
    drawn = _drawn(read.pk, number, WIDTHS.get(request.GET.get("size", ""), WIDTHS[""]))
    if drawn.problem is not None:
        raise Http404
    return HttpResponse(
        drawn.png,
        content_type="image/png",
        headers={"Content-Security-Policy": "default-src 'none'"},
    )


@require_safe
def file(request: HttpRequest, sha256: str) -> FileResponse:
    """The kept file, always as a download: nothing that was uploaded is run in a browser."""
    read = _document_of(desk_of(request), sha256)
    return FileResponse(
        evidence_path(read.pk).open("rb"),
        as_attachment=True,
        filename=read.name,
        content_type="application/octet-stream",
    )


def address_of(sha256: str, page: int, lines: Sequence[tuple[int, int]]) -> str:
    """The address of a page with lines marked on it."""
    address = reverse("document", args=(sha256, page))
    marked = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in lines)
    return f"{address}?{urlencode({'lines': marked})}#_mark" if marked else address


def parts_of(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it matches."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        found.extend(((text[at:start], False), (text[start:end], True)))
        at = end
    return [*(one for one in found if one[0]), (text[at:], False)]


def _hit(desk: Desk, hit: Hit) -> dict[str, Any]:
    return {
        "citation": desk.speech.label(hit.citation_ja, hit.citation_en),
        "parts": parts_of(hit.text, hit.marks),
        "href": address_of(hit.sha256, hit.page, [(hit.lines.first, hit.lines.last)]),
    }


def _document_of(desk: Desk, sha256: str) -> tables.ReadDocument:
    """A document that this person may read; for everybody else it is not there."""
    found = visible_documents(desk.rights).filter(pk=sha256).first()
    if found is None:
        raise Http404
    return found


def _line_ranges(text: str) -> Iterator[list[int]]:
    for part in text.split(",")[:_MOST_MARKS]:
        if matched := _LINES.fullmatch(part.strip()):
            first, last = int(matched[1]), int(matched[2] or matched[1])
            if first <= last < first + 10_000:
                yield [first, last]


@lru_cache(maxsize=_KEPT_IMAGES)
def _kept(sha256: str, number: int, width: int) -> PageImage:
    with _DRAWING:
        drawn = page_image(evidence_path(sha256), number, width)
    if drawn.problem is not None:
        # Another time it may succeed: what failed is not kept.
        raise _NotDrawn(drawn)
    return drawn


class _NotDrawn(Exception):
    def __init__(self, drawn: PageImage) -> None:
        super().__init__()
        self.drawn = drawn


def _drawn(sha256: str, number: int, width: int) -> PageImage:
    try:
        return _kept(sha256, number, width)
    except _NotDrawn as failed:
        return failed.drawn
