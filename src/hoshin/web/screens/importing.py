"""Importing: documents are uploaded, reviewed row by row beside their pages, and accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions import reviewing, uploading
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import (
    ChangedMeanwhileError,
    IllFormedInputError,
    NotNowError,
    RefusedError,
)
from hoshin.actions.staleness import StaleError
from hoshin.domain.problems import Problem
from hoshin.importers.applying import Key
from hoshin.storage import models as tables
from hoshin.storage.models import UploadState
from hoshin.web.background import start_reading
from hoshin.web.desk import Desk, desk_of
from hoshin.web.refusals import status_of
from hoshin.web.review_page import EVERYTHING, FILTERS, Review, ReviewPage
from hoshin.web.row_words import RowWords

_LISTED = 100
_PENDING = (UploadState.WAITING, UploadState.READING)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What was uploaded and how far it is; a POST uploads documents."""
    desk = _planner(request)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        problems = _upload(request, desk)
        if not problems:
            return redirect("imports")
    found = list(
        tables.Upload.objects.defer("proposal").select_related("uploaded_by", "plan", "file")[
            :_LISTED
        ]
    )
    pending = any(one.state in _PENDING for one in found)
    if pending:
        start_reading()
    plans = tables.Plan.objects.order_by("position").only("id", "name", "name_en")
    return render(
        request,
        "imports.html",
        {
            "heading": desk.w("importing.title"),
            "lead": desk.w("importing.lead"),
            "problems": problems,
            "uploads": [_line(desk, one) for one in found],
            "pending": pending,
            "plans": [(one.pk, desk.speech.name(one)) for one in plans],
            "plan": request.POST.get("plan", ""),
            "megabytes": uploading.LARGEST_DOCUMENT // 1_000_000,
            "most": uploading.MOST_DOCUMENTS,
        },
        status=422 if problems else 200,
    )


@require_safe
def review(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The rows of one page of a document, beside that page."""
    desk = _planner(request)
    upload = _upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    return _review_page(request, desk, Review(desk, upload))


@require_POST
def decide(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Keep what was decided of one row; for htmx the row alone comes back."""
    desk = _planner(request)
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
            seen=_whole_number(given.get("version", "0")),
            same_as=given.get("same_as", ""),
            corrections=corrections,
        )
        problems = decided.problems
    except (ChangedMeanwhileError, IllFormedInputError, NotNowError) as refused:
        refusal = refused
    upload = _upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    review_now = Review(desk, upload)
    try:
        at, data = review_now.find(key)
    except KeyError:
        raise Http404 from None
    if not getattr(request, "htmx", False) and refusal is None:
        address = reverse("review", args=(upload_id,))
        asked = urlencode({"page": given.get("page", "1"), "show": given.get("show", EVERYTHING)})
        return redirect(f"{address}?{asked}&part={given.get('part', '1')}#r{at}")
    typed = corrections if refusal is not None or problems else None
    row = review_now.row(
        at, data, given.get("label", "")[:8], typed=typed, problems=problems or None
    )
    differing = refusal.differences if isinstance(refusal, ChangedMeanwhileError) else ()
    context = {
        "upload": upload,
        "row": row,
        "refused": _sentence(desk, refusal.problem) if refusal is not None else "",
        "differences": review_now.differences(differing, key[0]),
        "counts": review_now.counts(),
        "went": choice is not None and refusal is None and not problems,
        "page_number": _whole_number(given.get("page", "1")),
        "part": _whole_number(given.get("part", "1")),
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


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Everything that accepting would do, in a list; a POST does it."""
    desk = _planner(request)
    upload = _upload_of(upload_id)
    if upload.state is not UploadState.READY:
        return redirect("imports")
    given = request.POST if request.method == "POST" else request.GET
    with_proved = given.get("proved", "1") == "1"
    refusal: RefusedError | None = None
    if request.method == "POST":
        try:
            reviewing.accept_upload(
                desk.actor,
                upload_id,
                version=_whole_number(given.get("version", "0")),
                with_proved=with_proved,
            )
        except (ChangedMeanwhileError, NotNowError) as refused:
            refusal = refused
            upload = _upload_of(upload_id)
        else:
            messages.success(request, desk.w("importing.accepted", name=upload.name))
            return redirect("review_result", upload_id)
    preview = reviewing.preview_acceptance(upload, with_proved=with_proved)
    seen = Review(desk, upload)
    rows = {(one["table"], one["id"]): one for one in seen.data["rows"]}
    words = seen.words
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in preview.taken:
        data = rows[one.key]
        groups.setdefault(words.table(one.table), []).append(
            {
                "name": words.name(data["name"]),
                "action": one.action.value,
                "action_word": desk.w(f"importing.action.{one.action.value}"),
                "values": words.values(seen.corrected(data)),
                "changes": words.changes({**data, "changes": _changes(one)}),
            }
        )
    return render(
        request,
        "review_accept.html",
        {
            "heading": desk.w("importing.accept_title"),
            "eyebrow": upload.name,
            "upload": upload,
            "groups": groups,
            "count": len(preview.taken),
            "held_back": [
                {
                    "name": words.name(rows[one.row.key]["name"]),
                    "table": words.table(one.row.table),
                    "because": [words.name(rows[key]["name"]) for key in one.because],
                }
                for one in preview.held_back
            ],
            "open": len(preview.open),
            "with_proved": with_proved,
            "refused": _sentence(desk, refusal.problem) if refusal is not None else "",
            "stale": _stale(desk, words, refusal),
        },
        status=200 if refusal is None else status_of(refusal),
    )


@require_safe
def result(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What was written of a document, and what was held back and why."""
    desk = _planner(request)
    upload = _upload_of(upload_id)
    words = RowWords(desk, {})
    results = []
    for one in reversed(upload.results):
        written: dict[str, list[dict[str, str]]] = {}
        for row in one["written"]:
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


@require_POST
def do(request: HttpRequest, upload_id: int, verb: str) -> HttpResponse:
    """Compare a document with the plan of today, or put it away."""
    desk = _planner(request)
    if verb == "again":
        uploading.compare_again(desk.actor, upload_id)
        start_reading()
    elif verb == "close":
        uploading.close_upload(desk.actor, upload_id)
    else:
        raise Http404
    messages.success(request, desk.w(f"importing.did.{verb}"))
    return redirect("imports")


def _planner(request: HttpRequest) -> Desk:
    """The desk of somebody who reviews documents; raises NotAllowedError for others."""
    desk = desk_of(request)
    desk.rights.require(Verb.REVIEW_PROPOSAL)
    return desk


def _upload(request: HttpRequest, desk: Desk) -> list[dict[str, str]]:
    """Keep each file; what is wrong with one is said, and the others go on."""
    files = [one for one in request.FILES.getlist("file") if isinstance(one, UploadedFile)]
    if not files:
        return [{"sentence": desk.w("importing.none_chosen"), "hint": ""}]
    if len(files) > uploading.MOST_DOCUMENTS:
        most = uploading.MOST_DOCUMENTS
        return [{"sentence": desk.w("importing.too_many", n=most), "hint": ""}]
    problems: list[dict[str, str]] = []
    kept: dict[str, list[str]] = {}
    plan = request.POST.get("plan", "").replace("\x00", "") or None
    for file in files:
        try:
            content = file.read() if (file.size or 0) <= uploading.LARGEST_DOCUMENT else b""
            if file.size and not content:
                raise uploading.too_large(file.name or "")
            done = uploading.upload_document(
                desk.actor, name=file.name or "", content=content, plan_id=plan
            )
        except IllFormedInputError as refused:
            problems.extend(_problem(desk, one) for one in refused.problems)
            continue
        word = "importing.kept" if done.is_new else "importing.is_there"
        kept.setdefault(word, []).append(done.upload.name)
    for word, names in kept.items():
        messages.success(request, desk.w(word, name=desk.w("common.comma").join(names)))
    start_reading()
    return problems


def _upload_of(upload_id: int) -> tables.Upload:
    found = (
        tables.Upload.objects.select_related("plan", "uploaded_by", "file__document")
        .filter(pk=upload_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _line(desk: Desk, upload: tables.Upload) -> dict[str, Any]:
    """One upload of the list, in words."""
    total = max(upload.pages_total, 1)
    written = sum(len(one["written"]) for one in upload.results)
    return {
        "id": upload.pk,
        "name": upload.name,
        "state": upload.state.value,
        "state_word": desk.w(f"importing.standing.{upload.state.value}"),
        "plan": "" if upload.plan is None else desk.speech.name(upload.plan),
        "by": desk.w("work.by", name=upload.uploaded_by.name, at=desk.moment(upload.uploaded_at)),
        "done": upload.pages_done,
        "total": total,
        "progress": desk.w("importing.comparing")
        if upload.pages_total and upload.pages_done >= upload.pages_total
        else desk.w("importing.pages_done", done=upload.pages_done, total=upload.pages_total)
        if upload.pages_total
        else "",
        "pages": upload.pages_total,
        "written": written,
        "sha256": upload.file_id,
        "problems": [
            {
                "sentence": desk.speech.label(one["sentence_ja"], one["sentence_en"]),
                "hint": desk.speech.label(one["hint_ja"], one["hint_en"]),
            }
            for one in upload.problems
            if upload.state is UploadState.UNREADABLE
        ],
    }


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
        page=_whole_number(given.get("page", "0")),
        show=show if show in FILTERS else EVERYTHING,
        part=_whole_number(given.get("part", "1")),
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


def _key_of(given: Mapping[str, str]) -> Key:
    table, _, row_id = given.get("key", "").partition(":")
    return (table, row_id)


def _choice_of(given: Mapping[str, str]) -> str:
    return reviewing.SAME if given.get("same_as") else given.get("choice", "")


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _sentence(desk: Desk, problem: Problem) -> str:
    label = desk.speech.label
    return " ".join(
        part
        for part in (
            label(problem.sentence_ja, problem.sentence_en),
            label(problem.hint_ja, problem.hint_en),
        )
        if part
    )


def _problem(desk: Desk, problem: Problem) -> dict[str, str]:
    label = desk.speech.label
    return {
        "sentence": label(problem.sentence_ja, problem.sentence_en),
        "hint": label(problem.hint_ja, problem.hint_en),
    }
