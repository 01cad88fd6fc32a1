"""Entering a figure: what is typed is kept, judged for every plan that uses it, and submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions import approving, attaching, correcting, entering, rounds
from hoshin.actions.acting import note_attempt
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import (
    AskedError,
    ChangedMeanwhileError,
    IllFormedInputError,
    NotFoundError,
    NotNowError,
    RefusedError,
)
from hoshin.domain.cycle import ItemKind
from hoshin.storage import models as tables
from hoshin.web import forms
from hoshin.web.brief_lines import name_of
from hoshin.web.desk import Desk, desk_of
from hoshin.web.evaluation_page import EvaluationPage
from hoshin.web.item_page import ItemPage, read_item
from hoshin.web.next_item import next_of
from hoshin.web.refusals import status_of
from hoshin.web.worklists import items_to_approve


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, item_id: int) -> HttpResponse:
    """The screen of one item; a POST submits what stands in its form."""
    desk = desk_of(request)
    if request.method != "POST":
        return _page(request, page_of(desk, read_item(desk, item_id)))
    item = _item_for(desk, item_id, Verb.SUBMIT)
    content = forms.content_of(request.POST, fields=page_of(desk, item).fields)
    if "keep_theirs" in request.POST or "keep_mine" in request.POST:
        return _choose(request, desk, item, content)
    confirmed = frozenset(request.POST.getlist("confirmed"))
    try:
        _submit(desk, item, forms.version_of(request.POST), content, confirmed)
    except (AskedError, IllFormedInputError, ChangedMeanwhileError, NotNowError) as refusal:
        page = page_of(desk, read_item(desk, item_id), content=content, refusal=refusal)
        page.confirmed = confirmed
        page.seen = forms.version_of(request.POST)
        return _page(request, page, status=status_of(refusal))
    messages.success(request, desk.w("entry.submitted", name=name_of(desk, item)))
    if not _has_grounds(item, content):
        messages.warning(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                desk.w("entry.no_grounds"),
                reverse("item", args=(item.pk,)),
                desk.w("entry.no_grounds_open"),
            ),
        )
    following = next_of(desk, item)
    request.session["done"] = [f"item-{item_id}"]
    return redirect("my_work") if following is None else redirect("item", following.pk)


def _item_for(desk: Desk, item_id: int, verb: Verb) -> tables.WorkItem:
    """The item of a form; an attempt on one that the person may not see goes on record."""
    try:
        return read_item(desk, item_id)
    except NotFoundError:
        note_attempt(desk.actor, verb, item_id)
        raise


def _choose(
    request: HttpRequest, desk: Desk, item: tables.WorkItem, content: dict[str, str]
) -> HttpResponse:
    """After a conflict: keep what was saved from elsewhere, or what stands in the form.

    What is given up for one's own goes on record; the form is then opened anew, so that whatever
    is submitted next was seen before.
    """
    if "keep_mine" in request.POST:
        seen = forms.version_of({"version": request.POST["keep_mine"]})
        try:
            entering.save_draft(
                desk.actor, item.pk, version=seen, content=content, record_replaced=True
            )
        except (IllFormedInputError, ChangedMeanwhileError, NotNowError) as refusal:
            page = page_of(desk, read_item(desk, item.pk), content=content, refusal=refusal)
            page.seen = forms.version_of(request.POST)
            return _page(request, page, status=status_of(refusal))
    chosen = "mine" if "keep_mine" in request.POST else "theirs"
    messages.success(request, desk.w(f"entry.kept_{chosen}"))
    request.session["done"] = [f"item-{item.pk}"]
    return redirect("item", item.pk)


def _has_grounds(item: tables.WorkItem, content: Mapping[str, str]) -> bool:
    """Whether a submitted value has a file or a word that says where it comes from."""
    if item.kind is ItemKind.EVALUATION or not content.get("value", "").strip():
        return True
    words = (content.get(name, "").strip() for name in ("comment", "source"))
    return any(words) or item.evidence.exists()


def page_of(desk: Desk, item: tables.WorkItem, **known: Any) -> ItemPage:
    """The page that fits an item: that of a figure, or of an evaluation sheet."""
    kind = EvaluationPage if item.kind is ItemKind.EVALUATION else ItemPage
    return kind(desk, item, **known)


def _submit(
    desk: Desk,
    item: tables.WorkItem,
    version: int,
    content: dict[str, str],
    confirmed: frozenset[str],
) -> None:
    """Submit; a draft of the very same content that was kept meanwhile is no conflict."""

    def act(seen: int) -> None:
        if item.kind is ItemKind.EVALUATION:
            entering.write_evaluation(desk.actor, item.pk, version=seen, content=content)
        else:
            entering.submit_observation(
                desk.actor, item.pk, version=seen, content=content, confirmed=confirmed
            )

    try:
        act(version)
    except ChangedMeanwhileError as refusal:
        if refusal.differences:
            raise
        act(refusal.version)


def _page(request: HttpRequest, page: ItemPage, status: int = 200) -> HttpResponse:
    done = request.session.pop("done", []) if "done" in request.session else []
    return render(request, page.template, {**page.context(), "done": done}, status=status)


@require_POST
def keep(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep what is typed and answer with what it would mean: results, chart, questions."""
    desk = desk_of(request)
    item = _item_for(desk, item_id, Verb.SAVE_DRAFT)
    content = forms.content_of(request.POST, fields=page_of(desk, item).fields)
    try:
        entering.save_draft(
            desk.actor, item_id, version=forms.version_of(request.POST), content=content
        )
        refusal: RefusedError | None = None
        item.refresh_from_db(fields=("version", "state"))
    except (ChangedMeanwhileError, NotNowError) as refused:
        refusal = refused
    page = page_of(desk, item, content=content, refusal=refusal)
    page.seen = forms.version_of(request.POST)
    answer = render(
        request,
        "item_kept.html",
        {**page.context(), "side": page.side},
        status=200 if refusal is None else status_of(refusal),
    )
    if refusal is None:
        answer.headers["X-Kept"] = "1"
    return answer


@require_POST
def attach(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep a file that supports the figure."""
    desk = desk_of(request)
    item = _item_for(desk, item_id, Verb.ATTACH_EVIDENCE)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, desk.w("entry.evidence.none"))
        return redirect("item", item_id)
    try:
        attaching.attach_evidence(
            desk.actor,
            item_id,
            name=file.name or "",
            content=file.read(),
            note=request.POST.get("note", ""),
        )
    except (IllFormedInputError, NotNowError) as refusal:
        page = page_of(desk, item, refusal=refusal)
        return _page(request, page, status=status_of(refusal))
    messages.success(request, desk.w("entry.evidence.kept", name=file.name))
    return redirect("item", item_id)


@require_safe
def evidence(request: HttpRequest, item_id: int, evidence_id: int) -> FileResponse:
    """A kept file, always as a download: nothing that was uploaded is run in a browser."""
    desk = desk_of(request)
    read_item(desk, item_id)
    found = (
        tables.Evidence.objects.filter(pk=evidence_id, item_id=item_id)
        .select_related("file")
        .first()
    )
    if found is None:
        raise Http404
    from hoshin.storage.evidence import open_evidence

    return FileResponse(
        open_evidence(found.file.sha256),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )


@require_POST
def do(request: HttpRequest, item_id: int, verb: str) -> HttpResponse:
    """Any other verb of the item's table: check, approve, return, lock, correct and the rest."""
    desk = desk_of(request)
    act = _VERBS.get(verb)
    if act is None:
        raise Http404
    item = _item_for(desk, item_id, Verb.WRITE_COMMENT if verb == "remark" else Verb(verb))
    try:
        act(desk, item_id, request.POST)
    except (AskedError, IllFormedInputError, ChangedMeanwhileError, NotNowError) as refusal:
        page = page_of(desk, read_item(desk, item_id), refusal=refusal, verb=verb)
        if verb == "correct":
            typed = forms.content_of(request.POST, fields=page.fields)
            page = page_of(desk, item, content=typed, refusal=refusal, verb=verb)
            page.confirmed = frozenset(request.POST.getlist("confirmed"))
        page.typed = {name: request.POST.get(name, "") for name in ("note", "reason")}
        return _page(request, page, status=status_of(refusal))
    messages.success(request, desk.w(f"entry.did.{verb}", name=name_of(desk, item)))
    if verb in ("approve", "return", "check") and items_to_approve(desk).exists():
        return redirect("approvals")
    return redirect("item", item_id)


def _check(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    approving.check(desk.actor, item_id, version=forms.version_of(given))


def _approve(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    approving.approve(desk.actor, item_id, version=forms.version_of(given))


def _return(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    approving.return_(
        desk.actor, item_id, version=forms.version_of(given), note=given.get("note", "")
    )


def _lock(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    approving.lock(desk.actor, item_id, version=forms.version_of(given))


def _withdraw(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    entering.withdraw(desk.actor, item_id, version=forms.version_of(given))


def _remark(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    entering.write_comment(desk.actor, item_id, body=given.get("note", ""))


def _correct(desk: Desk, item_id: int, given: Any) -> None:
    """Correct with what stands in the item's own form, that of a figure or of a sheet."""
    fields = page_of(desk, read_item(desk, item_id)).fields
    correcting.correct(
        desk.actor,
        item_id,
        version=forms.version_of(given),
        content=forms.content_of(given, fields=fields),
        reason=given.get("reason", ""),
        confirmed=frozenset(given.getlist("confirmed")),
    )


def _assign(desk: Desk, item_id: int, given: Mapping[str, Any]) -> None:
    rounds.assign(
        desk.actor,
        item_id,
        version=forms.version_of(given),
        organisation_id=str(given.get("organisation", "")) or None,
    )


_VERBS = {
    "assign": _assign,
    "check": _check,
    "approve": _approve,
    "return": _return,
    "lock": _lock,
    "withdraw": _withdraw,
    "remark": _remark,
    "correct": _correct,
}
