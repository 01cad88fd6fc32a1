"""Importing: documents are uploaded; the list says how far each one is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.actions import uploading
from hoshin.actions.refusals import (
    IllFormedInputError,
)
from hoshin.storage import models as tables
from hoshin.storage.models import UploadState
from hoshin.web.background import start_reading
from hoshin.web.desk import Desk
from hoshin.web.layout_choice import layout_choices, layout_of, layout_word
from hoshin.web.problem_words import shown
from hoshin.web.uploads import MOST_TOGETHER, planner_of

_LISTED = 100
_PENDING = (UploadState.WAITING, UploadState.READING)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What was uploaded and how far it is; a POST uploads documents."""
    desk = planner_of(request)
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
            "layouts": layout_choices(desk),
            "layout": request.POST.get("layout", ""),
            "megabytes": uploading.LARGEST_DOCUMENT // 1_000_000,
            "together": MOST_TOGETHER,
            "most": uploading.MOST_DOCUMENTS,
        },
        status=422 if problems else 200,
    )


@require_POST
def do(request: HttpRequest, upload_id: int, verb: str) -> HttpResponse:
    """Compare a document with the plan of today, or put it away."""
    desk = planner_of(request)
    if verb == "again":
        uploading.compare_again(desk.actor, upload_id, layout=layout_of(request))
        start_reading()
    elif verb == "close":
        uploading.close_upload(desk.actor, upload_id)
    else:
        raise Http404
    messages.success(request, desk.w(f"importing.did.{verb}"))
    return redirect("imports")


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
    layout = layout_of(request)
    for file in files:
        try:
            content = file.read() if (file.size or 0) <= uploading.LARGEST_DOCUMENT else b""
            if file.size and not content:
                raise uploading.too_large(file.name or "")
            done = uploading.upload_document(
                desk.actor, name=file.name or "", content=content, plan_id=plan, layout=layout
            )
        except IllFormedInputError as refused:
            problems.extend(shown(desk, one) for one in refused.problems)
            continue
        word = "importing.kept" if done.is_new else "importing.is_there"
        kept.setdefault(word, []).append(done.upload.name)
    for word, names in kept.items():
        messages.success(request, desk.w(word, name=desk.w("common.comma").join(names)))
    start_reading()
    return problems


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
        "layout": layout_word(desk, upload),
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
