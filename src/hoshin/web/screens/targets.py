"""Changes of targets: proposed with a reason, seen with the rate either way, decided by another."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.refusals import (
    IllFormedInputError,
    NotAllowedError,
    NotFoundError,
    NotNowError,
    RefusedError,
)
from hoshin.actions.targets import (
    CHANGEABLE,
    approve_target_change,
    change_target,
    changed,
    may_propose,
    refuse_target_change,
    texts_of,
    with_target,
)
from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, Method, Target
from hoshin.domain.periods import Period
from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.engine.achievement import evaluate
from hoshin.engine.explain import METHOD_NAMES
from hoshin.engine.goal_changes import cautions
from hoshin.storage import models as tables
from hoshin.storage.plan import load_indicator
from hoshin.web.closed_screens import closed
from hoshin.web.desk import Desk, desk_of
from hoshin.web.item_page import Choice
from hoshin.web.problem_words import in_words, in_words_by_field
from hoshin.web.refusals import status_of
from hoshin.web.results import result_of
from hoshin.web.target_changes import changes, shown_changes

ROWS = 30
LONGEST = 2_000
_YEARS_BEFORE, _YEARS_AFTER = 10, 15
_READERS = (Role.AUDITOR, Role.BUREAU_COORDINATOR, Role.FINANCE)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The changes that wait for a decision, and those that were decided."""
    desk = desk_of(request)
    readers = desk.rights.roles.intersection(_READERS)
    if not (readers or desk.holds("propose_target_change")):
        raise closed((*_READERS, *MATRIX[Verb.PROPOSE_TARGET_CHANGE]))
    page = Paginator(changes(), ROWS).get_page(request.GET.get("page"))
    shown = shown_changes(desk, page.object_list)
    return render(
        request,
        "targets.html",
        {
            "heading": desk.w("targets.title"),
            "lead": desk.w("targets.lead"),
            "waiting": [one for one in shown if one.state == "proposed"],
            "decided": [one for one in shown if one.state != "proposed"],
            "pager": page,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, target_id: str) -> HttpResponse:
    """The form of a change; a POST proposes it."""
    desk = desk_of(request)
    row, city, target = _target(desk, target_id)
    if request.method != "POST":
        return _form_page(request, desk, row, city, target, texts_of(target))
    typed = _typed(request.POST)
    try:
        change_target(
            desk.actor,
            target_id,
            changes=_differing(target, typed),
            reason=request.POST.get("reason", "")[:LONGEST],
            reason_en=request.POST.get("reason_en", "")[:LONGEST],
        )
    except (IllFormedInputError, NotNowError) as refusal:
        return _form_page(
            request,
            desk,
            row,
            city,
            target,
            typed,
            reason=request.POST.get("reason", ""),
            reason_en=request.POST.get("reason_en", ""),
            refusal=refusal,
        )
    messages.success(request, desk.w("targets.proposed"))
    return redirect("targets")


@require_POST
def preview(request: HttpRequest, target_id: str) -> HttpResponse:
    """The rate without and with what is typed; nothing is written."""
    desk = desk_of(request)
    _, city, target = _target(desk, target_id)
    return render(request, "target_rates.html", _rates(desk, city, target, _typed(request.POST)))


@require_POST
def decide(request: HttpRequest, change_id: int, verb: str) -> HttpResponse:
    """Approve or refuse a proposed change."""
    desk = desk_of(request)
    note = request.POST.get("note", "")[:LONGEST]
    try:
        if verb == "approve":
            approve_target_change(desk.actor, change_id, note=note)
        elif verb == "refuse":
            refuse_target_change(desk.actor, change_id, note=note)
        else:
            raise Http404
    except (IllFormedInputError, NotFoundError, NotAllowedError) as refusal:
        messages.error(request, in_words(desk, refusal.problem))
    else:
        messages.success(request, desk.w(f"targets.did.{verb}"))
    return redirect("targets")


def _target(desk: Desk, target_id: str) -> tuple[tables.Target, City, Target]:
    """A first listing of a target that the person may propose a change of."""
    row = (
        tables.Target.objects.select_related("indicator__organisation", "plan")
        .filter(pk=target_id, restates=None)
        .first()
    )
    if row is None:
        raise Http404
    if not may_propose(desk.rights, row.indicator):
        desk.rights.require(Verb.PROPOSE_TARGET_CHANGE, organisation=row.indicator.organisation_id)
    city = load_indicator(row.indicator_id)
    return row, city, next(one for one in city.targets if one.id == target_id)


def _typed(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(given.get(name, ""))[:LONGEST].strip() for name in CHANGEABLE}


def _differing(target: Target, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields in which the form says something else than the target."""
    before = texts_of(target)
    return {name: typed[name] for name in CHANGEABLE if typed[name] != before[name]}


def _form_page(
    request: HttpRequest,
    desk: Desk,
    row: tables.Target,
    city: City,
    target: Target,
    typed: Mapping[str, str],
    *,
    reason: str = "",
    reason_en: str = "",
    refusal: RefusedError | None = None,
) -> HttpResponse:
    w = desk.w
    ja = desk.speech.is_ja
    open_change = changes().filter(target=row, state="proposed").first()
    return render(
        request,
        "target_change.html",
        {
            "heading": desk.speech.name(row.indicator),
            "eyebrow": w("targets.form_eyebrow", plan=desk.speech.name(row.plan)),
            "row": row,
            "decides": w("common.comma").join(
                desk.speech.label(*ROLE_LABELS[role])
                for role in Role
                if role in MATRIX[Verb.DECIDE_TARGET_CHANGE]
            ),
            "unit": desk.speech.unit(target.unit),
            "typed": typed,
            "reason": reason,
            "reason_en": reason_en,
            "goal_periods": _periods(desk, target.goal_period, typed["goal_period"]),
            "baseline_periods": _periods(desk, target.baseline_period, typed["baseline_period"]),
            "comparisons": [
                Choice(one.value, w(f"terms.comparison.{one.value}")) for one in Comparison
            ],
            "methods": [Choice(one.value, METHOD_NAMES[one][0 if ja else 1]) for one in Method],
            "problems": in_words_by_field(desk, refusal),
            "refused": ""
            if refusal is None or isinstance(refusal, IllFormedInputError)
            else in_words(desk, refusal.problem),
            "waiting": shown_changes(desk, [open_change] if open_change else []),
            **_rates(desk, city, target, typed),
        },
        status=200 if refusal is None else status_of(refusal),
    )


def _rates(desk: Desk, city: City, target: Target, typed: Mapping[str, str]) -> dict[str, Any]:
    """The target judged as it is and as it would be; a sentence where what is typed is none."""
    without = _judged(desk, city, target)
    differing = _differing(target, typed)
    if not differing:
        return {"without": without, "with_change": None, "unreadable": "", "cautions": ()}
    try:
        after = changed(target, differing)
    except IllFormedInputError as refusal:
        return {
            "without": without,
            "with_change": None,
            "unreadable": in_words(desk, refusal.problem),
            "cautions": (),
        }
    indicator = next(one for one in city.indicators if one.id == target.indicator)
    return {
        "without": without,
        "cautions": [
            desk.speech.label(one.sentence_ja, one.sentence_en)
            for one in cautions(target, after, indicator)
        ],
        "with_change": _judged(desk, with_target(city, after), after),
        "unreadable": "",
    }


def _judged(desk: Desk, city: City, target: Target) -> Any:
    for one in evaluate(city, desk.today):
        if one.target.id == target.id:
            return result_of(desk.speech, city, one, desk.today)
    return None


def _periods(desk: Desk, now: Period | None, chosen: str) -> list[Choice]:
    """The years around the present period, of its own kind; only itself where it is no year."""
    if now is None:
        return []
    found = [now]
    if now.first is None and now.month is None:
        found = [
            dataclasses.replace(now, year=year)
            for year in range(now.year - _YEARS_BEFORE, now.year + _YEARS_AFTER + 1)
        ]
    return [Choice(one.code, desk.speech.period(one)) for one in found]
