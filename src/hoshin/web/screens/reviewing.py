"""Reviewing: the rows of a document beside its pages, and what is decided of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import reviewing
from hoshin.actions.refusals import (
    ChangedMeanwhileError,
    IllFormedInputError,
    NotNowError,
    RefusedError,
)
from hoshin.domain.problems import Problem
from hoshin.importers.applying import Key
from hoshin.storage.models import UploadState
from hoshin.web.desk import Desk
from hoshin.web.layout_choice import layout_choices, layout_chosen
from hoshin.web.problem_words import in_words
from hoshin.web.refusals import status_of
from hoshin.web.review_page import EVERYTHING, FILTERS, Review, ReviewPage
from hoshin.web.uploads import planner_of, upload_of, whole_number


@require_safe
def review(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The rows of one page of a document, beside that page."""
    desk = planner_of(request)
    upload = upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    return _review_page(request, desk, Review(desk, upload))


@require_POST
def decide(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Keep what was decided of one row; for htmx the row alone comes back."""
    desk = planner_of(request)
    given = request.POST
    key = _key_of(given)
    choice = None if "keep" in given else _choice_of(given)
    corrections = {
        name.removeprefix("value:"): str(text)
        for name, text in given.items()
        if name.startswith("value:")
    }
    refusal: RefusedError | None = None
    problems: tuple[Problem, ...] = ()
    try:
        decided = reviewing.decide_row(
            desk.actor,
            upload_id,
            key=key,
            choice=choice,
            seen=whole_number(given.get("version", "0")),
            same_as=given.get("same_as", ""),
            corrections=corrections,
        )
        problems = decided.problems
    except (ChangedMeanwhileError, IllFormedInputError, NotNowError) as refused:
        refusal = refused
    upload = upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    review_now = Review(desk, upload)
    try:
        at, data = review_now.find(key)
    except KeyError:
        raise Http404 from None
    if not getattr(request, "htmx", False) and refusal is None:
        address = reverse("review", args=(upload_id,))
        asked = urlencode({name: given.get(name, "") for name in ("page", "show", "part")})
        return redirect(f"{address}?{asked}#r{at}")
    typed = corrections if refusal is not None or problems else None
    row = review_now.row(
        at, data, given.get("label", "")[:8], typed=typed, problems=problems or None
    )
    differing = refusal.differences if isinstance(refusal, ChangedMeanwhileError) else ()
    context = {
        "upload": upload,
        "row": row,
        "refused": in_words(desk, refusal.problem) if refusal is not None else "",
        "differences": review_now.differences(differing, key[0]),
        "counts": review_now.counts(),
        "went": choice is not None and refusal is None and not problems,
        "page_number": whole_number(given.get("page", "1")),
        "part": whole_number(given.get("part", "1")),
        "show": given.get("show", EVERYTHING),
    }
    status = 200 if refusal is None else status_of(refusal)
    if not getattr(request, "htmx", False):
        return _review_page(request, desk, review_now, row=row, status=status, **_said(context))
    answer = render(
        request,
        "review_kept.html" if choice is None else "review_decided.html",
        context,
        status=status,
    )
    if refusal is None:
        answer.headers["X-Kept"] = "1"
    return answer


def _review_page(
    request: HttpRequest,
    desk: Desk,
    seen: Review,
    *,
    row: Any = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    show = given.get("show", EVERYTHING)
    page = ReviewPage(
        desk,
        seen,
        seen.upload.file.document,
        page=whole_number(given.get("page", "0")),
        show=show if show in FILTERS else EVERYTHING,
        part=whole_number(given.get("part", "1")),
    )
    if row is not None:
        page.rows = [row if one.key == row.key else one for one in page.rows]
    return render(
        request,
        "review.html",
        {
            "heading": seen.upload.name,
            "eyebrow": desk.w("importing.review_eyebrow"),
            "upload": seen.upload,
            "layouts": layout_choices(desk),
            "layout": layout_chosen(seen.upload),
            "page": page,
            "view": page.view,
            "sha256": seen.upload.file_id,
            "counts": seen.counts(),
            "filters": FILTERS,
            "problems": [
                {
                    "sentence": desk.speech.label(one["sentence_ja"], one["sentence_en"]),
                    "hint": desk.speech.label(one["hint_ja"], one["hint_en"]),
                }
                for one in seen.upload.problems
                # Whose plan it is was asked when it was uploaded.
                if one["code"] != "plan-proposed"
            ],
            "said_of": row.key if row is not None else "",
            "said": said,
        },
        status=status,
    )


def _said(context: Mapping[str, Any]) -> dict[str, Any]:
    return {name: context[name] for name in ("refused", "differences")}


def _key_of(given: Mapping[str, str]) -> Key:
    table, _, row_id = given.get("key", "").partition(":")
    return (table, row_id)


def _choice_of(given: Mapping[str, str]) -> str:
    return reviewing.SAME if given.get("same_as") else given.get("choice", "")
