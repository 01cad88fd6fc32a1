"""Accepting: all that would be written of a document, in a list; then what was written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.actions import accepting_documents
from hoshin.actions.refusals import (
    ChangedMeanwhileError,
    NotNowError,
    RefusedError,
)
from hoshin.actions.staleness import StaleError
from hoshin.storage.models import UploadState
from hoshin.web.desk import Desk
from hoshin.web.layout_choice import layout_chosen
from hoshin.web.problem_words import in_words
from hoshin.web.refusals import status_of
from hoshin.web.review_page import Review, order_of
from hoshin.web.row_words import RowWords
from hoshin.web.uploads import planner_of, upload_of, whole_number

MOST_WARNINGS = 20


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Everything that accepting would do, in a list; a POST does it."""
    desk = planner_of(request)
    upload = upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    given = request.POST if request.method == "POST" else request.GET
    with_proved = given.get("proved", "1") == "1"
    refusal: RefusedError | None = None
    if request.method == "POST":
        try:
            accepting_documents.accept_upload(
                desk.actor,
                upload_id,
                version=whole_number(given.get("version", "0")),
                with_proved=with_proved,
            )
        except (ChangedMeanwhileError, NotNowError) as refused:
            refusal = refused
            upload = upload_of(upload_id)
        else:
            messages.success(request, desk.w("importing.accepted", name=upload.name))
            return redirect("review_result", upload_id)
    preview = accepting_documents.preview_acceptance(upload, with_proved=with_proved)
    seen = Review(desk, upload)
    rows = {(one["table"], one["id"]): one for one in seen.data["rows"]}
    names = accepting_documents.names_as_decided(upload)
    words = seen.words
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(preview.taken, key=lambda row: order_of(row.table)):
        data = rows[one.key]
        groups.setdefault(words.table(one.table), []).append(
            {
                "name": words.name(names[one.key]),
                "action": one.action.value,
                "action_word": desk.w(f"importing.action.{one.action.value}"),
                "values": words.values({**seen.corrected(data), "name": names[one.key]}),
                "changes": words.changes({**data, "changes": _changes(one)}),
            }
        )
    # Of rows that are compared anew first, nothing can be said yet.
    compares = bool(preview.taken) and not isinstance(refusal, StaleError)
    found = accepting_documents.new_warnings(upload, with_proved=with_proved) if compares else ()
    # Two rows that print one figure are told once.
    warnings = tuple(dict.fromkeys(in_words(desk, one) for one in found))
    return render(
        request,
        "review_accept.html",
        {
            "heading": desk.w("importing.accept_title"),
            "eyebrow": upload.name,
            "upload": upload,
            "layout": layout_chosen(upload),
            "groups": groups,
            "count": len(preview.taken),
            "held_back": [
                {
                    "name": words.name(names[one.row.key]),
                    "table": words.table(one.row.table),
                    "because": [words.name(names[key]) for key in one.because],
                }
                for one in preview.held_back
            ],
            "open": len(preview.open),
            "warnings": warnings[:MOST_WARNINGS],
            "further_warnings": max(0, len(warnings) - MOST_WARNINGS),
            "with_proved": with_proved,
            "refused": in_words(desk, refusal.problem) if refusal is not None else "",
            "stale": _stale(desk, words, refusal),
        },
        status=200 if refusal is None else status_of(refusal),
    )


@require_safe
def result(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What was written of a document, and what was held back and why."""
    desk = planner_of(request)
    upload = upload_of(upload_id)
    words = RowWords(desk, {})
    results = []
    for one in reversed(upload.results):
        written: dict[str, list[dict[str, str]]] = {}
        for row in sorted(one["written"], key=lambda row: order_of(row["table"])):
            written.setdefault(words.table(row["table"]), []).append(
                {
                    "name": words.name(row["name"]),
                    "action_word": desk.w(f"importing.action.{row['action']}"),
                    "action": row["action"],
                    "href": _address_of(row["table"], row["id"]),
                }
            )
        at = parse_datetime(one["at"])
        results.append(
            {
                "by": one["by"],
                "at": desk.moment(at) if at is not None else "",
                "count": len(one["written"]),
                "written": written,
                "held_back": [
                    {
                        "name": words.name(row["name"]),
                        "table": words.table(row["table"]),
                        "because": [words.name(name) for name in row["because"]],
                    }
                    for row in one["held_back"]
                ],
            }
        )
    counts = Review(desk, upload).counts()
    return render(
        request,
        "review_result.html",
        {
            "heading": desk.w("importing.result_title"),
            "eyebrow": upload.name,
            "upload": upload,
            "results": results,
            "counts": counts,
            "is_open": upload.state is UploadState.READY,
        },
    )


def _stale(desk: Desk, words: RowWords, refusal: RefusedError | None) -> list[dict[str, Any]]:
    """What has changed in the plan since the document was compared with it."""
    if not isinstance(refusal, StaleError):
        return []
    return [
        {
            "name": words.name(list(one.name)),
            "table": words.table(one.table),
            "differences": words.changes(
                {
                    "table": one.table,
                    "values": {},
                    "changes": [
                        {"field": it.field, "current": it.current, "proposed": it.proposed}
                        for it in one.differences
                    ],
                }
            ),
            "word": desk.w(
                "importing.stale.there"
                if one.is_there
                else "importing.stale.gone"
                if one.is_gone
                else "importing.stale.other"
            ),
        }
        for one in refusal.rows
    ]


def _changes(row: Any) -> list[dict[str, str]]:
    return [
        {"field": one.field, "current": one.current, "proposed": one.proposed}
        for one in row.changes
    ]


def _address_of(table: str, row_id: str) -> str:
    """Where a written row is seen in the workplace; empty where no screen shows it alone."""
    if table == "observations":
        return reverse("figure", args=(row_id,))
    if table == "indicators":
        return reverse("figures_of", args=(row_id,))
    return ""
