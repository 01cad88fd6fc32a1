"""Layouts by which documents are read: brought, learnt from a document, taken, used no longer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions import keeping_layouts
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError
from hoshin.storage import models as tables
from hoshin.storage.evidence import open_evidence
from hoshin.web.desk import Desk, desk_of
from hoshin.web.problem_words import sentence_and_hint, shown


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The layouts with their versions; a POST brings one."""
    desk = _desk_of_planner(request)
    if request.method != "POST":
        return _page(request, desk)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, desk, [{"sentence": desk.w("layouts.no_file"), "hint": ""}])
    content = file.read(keeping_layouts.LARGEST_LAYOUT + 1)
    try:
        made = keeping_layouts.keep_layout(desk.actor, name=file.name or "", content=content)
    except IllFormedInputError as refused:
        return _page(request, desk, [shown(desk, one) for one in refused.problems])
    _say_kept(request, desk, made)
    return redirect("layouts")


@require_POST
def learn(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Learn a layout from a document that was read, and keep it under the name that was typed."""
    desk = _desk_of_planner(request)
    try:
        learnt = keeping_layouts.learn_layout(
            desk.actor, upload_id, name=request.POST.get("name", "")
        )
    except IllFormedInputError as refused:
        return _page(request, desk, [shown(desk, one) for one in refused.problems])
    _say_kept(request, desk, learnt.made)
    for one in learnt.problems:
        messages.warning(request, sentence_and_hint(desk, one)[0])
    return redirect("layouts")


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """The file of one version, always as a download."""
    _desk_of_planner(request)
    found = tables.LayoutFile.objects.filter(pk=number).first()
    if found is None or found.file_id is None:
        raise Http404
    name = f"{found.name}{keeping_layouts.SUFFIX}"
    with open_evidence(found.file_id) as file:
        return HttpResponse(
            file.read(),
            content_type="application/octet-stream",
            headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
        )


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Use a layout no longer."""
    desk = _desk_of_planner(request)
    name = request.POST.get("name", "")[: keeping_layouts.LONGEST_NAME].replace("\x00", "")
    keeping_layouts.end_layout(desk.actor, name)
    messages.success(request, desk.w("layouts.ended", name=name))
    return redirect("layouts")


def _desk_of_planner(request: HttpRequest) -> Desk:
    """The desk of somebody who may change layouts; raises NotAllowedError for others."""
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_LAYOUT)
    return desk


def _say_kept(request: HttpRequest, desk: Desk, made: tables.LayoutFile | None) -> None:
    if made is None:
        messages.success(request, desk.w("layouts.same"))
    else:
        said = desk.w("layouts.kept", name=made.name, version=made.version)
        messages.success(request, said)


def _page(
    request: HttpRequest, desk: Desk, problems: list[dict[str, str]] | None = None
) -> HttpResponse:
    rows = tables.LayoutFile.objects.select_related("kept_by", "upload").order_by(
        "name", "-version"
    )
    layouts: dict[str, list[dict[str, Any]]] = {}
    for one in rows:
        learnt_from = desk.w("layouts.learnt_from", name=one.upload.name) if one.upload else ""
        layouts.setdefault(one.name, []).append(
            {
                "pk": one.pk,
                "version": one.version,
                "is_kept": one.file_id is not None,
                "by": desk.w(
                    "work.by",
                    name="" if one.kept_by is None else one.kept_by.name,
                    at=desk.moment(one.kept_at),
                ),
                "learnt_from": learnt_from,
            }
        )
    return render(
        request,
        "layouts.html",
        {
            "heading": desk.w("layouts.title"),
            "lead": desk.w("layouts.lead"),
            "layouts": layouts,
            "problems": problems or [],
        },
        status=422 if problems else 200,
    )
