"""The grid: all figures of a person in one table, to type along or to paste from a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.actions import entering
from hoshin.actions.acting import note_attempt
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import (
    AskedError,
    ChangedMeanwhileError,
    RefusedError,
)
from hoshin.domain.cycle import ItemKind, RoundState
from hoshin.storage.models import WorkItem
from hoshin.web import forms
from hoshin.web.brief_lines import OPEN_STATES, state_word
from hoshin.web.desk import Desk, desk_of
from hoshin.web.field_words import field_text, field_word
from hoshin.web.item_page import REASONS, STATUSES, Asked, Choice
from hoshin.web.lines import Line, LineReader, Listed, listed
from hoshin.web.problem_words import in_words, problems_of, sentence_and_hint
from hoshin.web.worklists import own_items, visible_items

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item of the grid with what stands in its cells and what is said of it."""

    line: Line
    version: int
    content: Mapping[str, str]
    said: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What an action answered to one row."""

    sentences: tuple[str, ...]
    questions: tuple[Asked, ...] = ()
    # The version that a row in conflict was filled in from.
    seen: int | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The person's open figures; a POST submits every row in which something stands."""
    desk = desk_of(request)
    page = Paginator(_open_items(desk), ROWS).get_page(request.GET.get("page"))
    items = listed(page.object_list)
    if request.method != "POST":
        return _page(request, desk, page, items, {}, {})
    _note_attempts(request, desk, Verb.SUBMIT, {one.pk for one in items})
    answers: dict[int, Said] = {}
    typed: dict[int, dict[str, str]] = {}
    submitted = 0
    for item in items:
        suffix = f":{item.pk}"
        content = forms.content_of(request.POST, suffix)
        if f"version{suffix}" not in request.POST or not _is_filled(content):
            continue
        typed[item.pk] = content
        try:
            entering.submit_observation(
                desk.actor,
                item.pk,
                version=forms.version_of(request.POST, suffix),
                content=content,
                confirmed=frozenset(request.POST.getlist(f"confirmed{suffix}")),
            )
            submitted += 1
        except RefusedError as refusal:
            answers[item.pk] = _said(desk, refusal, forms.version_of(request.POST, suffix))
    if submitted:
        messages.success(request, desk.w.count("grid.submitted", submitted))
    if not answers:
        request.session["done"] = ["grid"]
        return redirect("my_work" if submitted else "grid")
    left = listed(_open_items(desk).filter(pk__in=[one.pk for one in items]))
    return _page(request, desk, page, left, typed, answers, status=422)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the rows that changed as drafts; answers with the versions and what is said of each."""
    desk = desk_of(request)
    kept = []
    failed = False
    own = list(_open_items(desk).filter(pk__in=_sent(request)).values_list("pk", flat=True))
    _note_attempts(request, desk, Verb.SAVE_DRAFT, own)
    for item_id in own:
        suffix = f":{item_id}"
        try:
            saved = entering.save_draft(
                desk.actor,
                item_id,
                version=forms.version_of(request.POST, suffix),
                content=forms.content_of(request.POST, suffix),
            )
            said = Said((desk.w("entry.saved_now", at=desk.clock),))
            kept.append({"item_id": item_id, "version": saved.version, "said": said, "ok": True})
        except RefusedError as refusal:
            failed = True
            version = forms.version_of(request.POST, suffix)
            said = _said(desk, refusal, version)
            kept.append({"item_id": item_id, "version": version, "said": said, "ok": False})
    answer = render(request, "grid_kept.html", {"kept": kept})
    if kept and not failed:
        answer.headers["X-Kept"] = "1"
    return answer


def _sent(request: HttpRequest) -> list[int]:
    """The numbers of the items whose rows were sent."""
    names = (one.removeprefix("version:") for one in request.POST if one.startswith("version:"))
    return [int(one) for one in names if one.isdecimal() and len(one) < 12]


def _note_attempts(request: HttpRequest, desk: Desk, verb: Verb, own: Collection[int]) -> None:
    """Put on record the rows that name items which the person may not see; none is taken."""
    others = [one for one in _sent(request) if one not in own][:ROWS]
    if not others:
        return
    seen = set(visible_items(desk).filter(pk__in=others).values_list("pk", flat=True))
    for item_id in others:
        if item_id not in seen:
            note_attempt(desk.actor, verb, item_id)


def _open_items(desk: Desk) -> QuerySet[WorkItem]:
    own = own_items(desk).filter(
        kind=ItemKind.OBSERVATION, state__in=OPEN_STATES, round__state=RoundState.OPEN
    )
    return own.order_by("position", "id")


def _is_filled(content: Mapping[str, str]) -> bool:
    return bool(content["value"].strip() or content["missing_reason"])


def _said(desk: Desk, refusal: RefusedError, seen: int) -> Said:
    speech = desk.speech
    if isinstance(refusal, ChangedMeanwhileError):
        return Said(_both(desk, refusal), seen=seen)
    if isinstance(refusal, AskedError):
        return Said(
            (),
            tuple(
                Asked(one.code, speech.label(one.sentence_ja, one.sentence_en), False)
                for one in refusal.questions
            ),
        )
    return Said(tuple(in_words(desk, one) for one in problems_of(refusal)))


def _both(desk: Desk, refusal: ChangedMeanwhileError) -> tuple[str, ...]:
    """A conflict in a row: what was saved first and what stands here; the item's page decides."""
    blank = desk.w("entry.blank")
    rows = tuple(
        desk.w(
            "grid.conflict_row",
            field=field_word(desk, one.field),
            theirs=field_text(desk, one.field, one.theirs) or blank,
            yours=field_text(desk, one.field, one.yours) or blank,
        )
        for one in refusal.differences
    )
    sentence, _ = sentence_and_hint(desk, refusal.problem)
    return (sentence, *rows, desk.w("grid.conflict"))


def _page(
    request: HttpRequest,
    desk: Desk,
    page: Any,
    items: Sequence[Listed],
    typed: Mapping[int, Mapping[str, str]],
    answers: Mapping[int, Said],
    status: int = 200,
) -> HttpResponse:
    lines = LineReader(desk, items).lines()
    rows = []
    for item, line in zip(items, lines, strict=True):
        empty = dict.fromkeys(forms.FIELDS, "") | {"status": STATUSES[0].value}
        content = empty | dict(item.typed) | dict(typed.get(item.pk, {}))
        said = answers.get(item.pk, Said(()))
        rows.append(
            Row(
                line=line,
                # After a conflict still the version that was seen: see ItemPage.
                version=item.version if said.seen is None else said.seen,
                content=content,
                said=said.sentences
                or ((line.note,) if line.note else (state_word(desk, item.state),)),
                questions=said.questions,
                is_refused=bool(said.sentences),
            )
        )
    w = desk.w
    return render(
        request,
        "grid.html",
        {
            "heading": w("grid.title"),
            "lead": w("grid.lead"),
            "rows": rows,
            "pager": page,
            "statuses": [Choice(one.value, w(f"terms.status.{one.value}")) for one in STATUSES],
            "reasons": [Choice(one.value, w(f"terms.missing.{one.value}")) for one in REASONS],
            "done": request.session.pop("done", []) if "done" in request.session else [],
        },
        status=status,
    )
