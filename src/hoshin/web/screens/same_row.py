"""The same row: an existing indicator or program, found by words, that a proposed one is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hoshin.importers.wording import name_key
from hoshin.storage.models import UploadState
from hoshin.web.desk import Desk
from hoshin.web.review_page import EVERYTHING, SOUGHT, Review
from hoshin.web.uploads import planner_of, upload_of, whole_number

ROWS = 20
LONGEST_QUESTION = 100


@require_safe
def find(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Rows of the plan whose names hold all the words; for htmx the list alone."""
    desk = planner_of(request)
    upload = upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    given = request.GET
    table, _, row_id = given.get("key", "").partition(":")
    review = Review(desk, upload)
    try:
        at, data = review.find((table, row_id))
    except KeyError:
        raise Http404 from None
    if table not in SOUGHT:
        raise Http404
    words = given.get("words", "").strip()[:LONGEST_QUESTION].replace("\x00", "")
    found = _named(desk, table, words)
    context: dict[str, Any] = {
        "heading": review.words.name(data["name"]),
        "upload": upload,
        "row": review.row(at, data, given.get("label", "")[:8]),
        "words": words,
        "found": found[:ROWS],
        "more": max(0, len(found) - ROWS),
        "page_number": whole_number(given.get("page", "1")),
        "part": whole_number(given.get("part", "1")),
        "show": given.get("show", EVERYTHING),
    }
    is_part = getattr(request, "htmx", False)
    return render(request, "same_row_found.html" if is_part else "same_row.html", context)


def _named(desk: Desk, table: str, words: str) -> list[dict[str, str]]:
    """The rows whose name, in either language, holds all the words; the shortest names first.

    Widths, kana of one word and marks count as equal, as where names of documents are compared.
    """
    wanted = [key for one in words.split() if (key := name_key(one))]
    if not wanted:
        return []
    fact = "unit" if table == "indicators" else "id"
    rows = SOUGHT[table].objects.values_list(
        "pk", "name", "name_en", fact, "organisation__name", "organisation__name_en"
    )
    label = desk.speech.label
    found = []
    for pk, name, name_en, its, office, office_en in rows:
        keys = (name_key(name), name_key(name_en))
        if any(all(one in key for one in wanted) for key in keys):
            found.append(
                {
                    "row_id": pk,
                    "name": label(name, name_en or name),
                    "facts": desk.w("common.comma").join(
                        part
                        for part in (its, label(office or "", office_en or office or ""))
                        if part
                    ),
                }
            )
    return sorted(found, key=lambda one: (len(one["name"]), one["name"]))
