"""The city's own forms: a template is taken, changed in Office, tried with real figures, kept.

Only who plans for the city changes forms; every version stays and can be taken again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions import keeping_forms
from hoshin.actions.keeping_forms import TriedForm
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError
from hoshin.domain.problems import Problem
from hoshin.exchange.attached_forms import LARGEST_FILE
from hoshin.reports.form_settings import Form, form_codes, read_form
from hoshin.reports.problems import PaperRefusedError
from hoshin.storage import models as tables
from hoshin.storage.evidence import open_evidence
from hoshin.storage.forms import own_forms
from hoshin.web.desk import Desk, desk_of
from hoshin.web.filled_paper import shown_paper
from hoshin.web.screens.paper_words import in_words, paper_title

MOST_FILES = 20
LONGEST_TITLE = 60
_NOT_IN_CODE = re.compile(r"[^\w-]+")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new form of the city: its title and its template."""
    desk = _desk_of_planner(request)
    title = request.POST.get("title", "").strip()[:LONGEST_TITLE]
    code = _NOT_IN_CODE.sub("-", title).strip("-")
    own = own_forms()
    if request.method != "POST":
        return _page(request, desk, heading=desk.w("papers.form.new"))
    if code in form_codes(own):
        return redirect("form", code)
    return _brought(request, desk, code, {"heading": desk.w("papers.form.new"), "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One form: its template to take, its versions; a POST tries a changed one or keeps it."""
    desk = _desk_of_planner(request)
    own = own_forms()
    if code not in form_codes(own):
        raise Http404
    form, problems = _form(code, own)
    given: dict[str, Any] = {
        "code": code,
        "heading": code if form is None else paper_title(desk, form.title, form.title_en),
        "form": form,
        "is_own": any(path.startswith(f"{code}/") for path in own),
        "versions": _versions(desk, code),
    }
    if request.method == "POST":
        return _brought(request, desk, code, given)
    return _page(request, desk, problems=problems, **given)


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The template of a form as it is now, to be changed in Excel or Word."""
    desk = _desk_of_planner(request)
    own = own_forms()
    form, _ = _form(code, own) if code in form_codes(own) else (None, ())
    if form is None:
        raise Http404
    japanese = desk.speech.is_ja or form.template_en is None
    content = form.template if japanese else form.template_en
    return _download(content or b"", f"{code}{form.suffix}")


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The file of one version, always as a download."""
    _desk_of_planner(request)
    found = tables.FormFile.objects.filter(pk=number, path__startswith=f"{code}/").first()
    if found is None or found.file_id is None:
        raise Http404
    with open_evidence(found.file_id) as file:
        return _download(file.read(), found.path.rpartition("/")[2])


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Take the city's form out of use; the built-in one comes back where there is one."""
    desk = _desk_of_planner(request)
    keeping_forms.end_form(desk.actor, code)
    messages.success(request, desk.w("papers.form.ended"))
    return redirect("form", code) if code in form_codes({}) else redirect("papers")


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


def _desk_of_planner(request: HttpRequest) -> Desk:
    """The desk of somebody who may change forms; raises NotAllowedError for others."""
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_FORM)
    return desk


def _form(code: str, own: Mapping[str, bytes]) -> tuple[Form | None, tuple[Problem, ...]]:
    try:
        return read_form(code, own), ()
    except PaperRefusedError as refused:
        return None, refused.problems


def _brought(request: HttpRequest, desk: Desk, code: str, given: Mapping[str, Any]) -> HttpResponse:
    """Try the files that were brought, or keep them; ``given`` is what the page shows besides."""
    files = {
        one.name or "": one.read(LARGEST_FILE + 1)
        for one in request.FILES.getlist("files")[:MOST_FILES]
    }
    title = given.get("title", "")
    keeping = request.POST.get("do") == "keep"
    try:
        if not keeping:
            tried = keeping_forms.try_form(desk.actor, code, files, title=title)
            return _page(request, desk, tried=tried, **given)
        made = keeping_forms.keep_form(desk.actor, code, files, title=title)
    except IllFormedInputError as refused:
        return _page(request, desk, problems=refused.problems, status=422, **given)
    messages.success(request, desk.w("papers.form.kept" if made else "papers.form.same"))
    return redirect("form", code)


def _versions(desk: Desk, code: str) -> list[dict[str, Any]]:
    """Every version of the form's files, the latest first."""
    rows = (
        tables.FormFile.objects.filter(path__startswith=f"{code}/")
        .select_related("file", "kept_by")
        .order_by("-kept_at", "path")
    )
    return [
        {
            "pk": one.pk,
            "name": one.path.rpartition("/")[2],
            "version": one.version,
            "is_kept": one.file_id is not None,
            "by": desk.w("papers.form.from_folder") if one.kept_by is None else one.kept_by.name,
            "at": desk.moment(one.kept_at),
        }
        for one in rows
    ]


def _page(request: HttpRequest, desk: Desk, *, status: int = 200, **given: Any) -> HttpResponse:
    tried: TriedForm | None = given.pop("tried", None)
    paper = None if tried is None else tried.paper
    page = {
        "lead": desk.w("papers.form.lead"),
        "code": "",
        "form": None,
        "is_own": False,
        "versions": [],
        "title": "",
        "tried": tried is not None,
        "paper": paper,
        "shown": None if paper is None else shown_paper(paper.content, paper.suffix),
        "warnings": [] if paper is None else in_words(desk, paper.warnings),
        **given,
        "problems": in_words(desk, given.get("problems", ())),
    }
    return render(request, "city_form.html", page, status=status)
