"""The register of pledges: where each went in the plans, how far it has come, how its targets do.

Everybody reads it; the planner adds pledges, links them, says how far they have come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from hoshin.actions import keeping_pledges
from hoshin.actions.keeping_pledges import PLEDGE_FIELDS, STATE_FIELDS
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError, NotFoundError, NotNowError, RefusedError
from hoshin.actions.register_forms import record_of, seen_of
from hoshin.domain.city import City
from hoshin.domain.registers import (
    PROGRESS_LABELS,
    Pledge,
    PledgeProgress,
    PledgeState,
    latest_states,
)
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.rollup import RollUp, count_by_standing, scope_of_element, scope_of_plan
from hoshin.site.diagrams import Segment, stacked_bar
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.desk import Desk, desk_of
from hoshin.web.item_page import Choice
from hoshin.web.problem_words import in_words_by_field
from hoshin.web.refusals import status_of
from hoshin.web.register_words import sentence_of, typed_of

_STATE_CLASSES = {
    PledgeProgress.NOT_STARTED: "",
    PledgeProgress.UNDER_WAY: "state-submitted",
    PledgeProgress.PARTLY_ACHIEVED: "state-submitted",
    PledgeProgress.ACHIEVED: "state-approved",
    PledgeProgress.ENDED: "state-locked",
}


@dataclass(frozen=True, slots=True)
class StateText:
    """How far a pledge had come on a day, in words; ``row_id`` where it can be taken back."""

    row_id: str
    word: str
    look: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure that carries a pledge, and how its targets stand."""

    name: str
    plan: str
    bar: Markup
    sentence: str


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """One pledge: where it went, how far it has come, how the targets there stand."""

    row_id: str
    number: str
    name: str
    state: StateText | None
    measures: tuple[MeasureLine, ...]
    note: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All pledges by manifesto."""
    desk = desk_of(request)
    pledges = read_rows(plan_table("pledges"))
    states = latest_states(read_rows(plan_table("pledge_states")))
    city = _city_of(pledges)
    judged = evaluate(city, desk.today)
    manifestos: dict[str, list[PledgeLine]] = {}
    for one in pledges:
        name = desk.speech.label(one.manifesto, one.manifesto_en)
        line = _line(desk, city, judged, one, states.get(one.id))
        manifestos.setdefault(name, []).append(line)
    context: dict[str, Any] = {
        "heading": desk.w("registers.pledges"),
        "lead": desk.w("registers.pledges_lead"),
        "manifestos": manifestos,
        "may_keep": desk.may("keep_pledge"),
    }
    return render(request, "registers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest, pledge_id: str | None = None) -> HttpResponse:
    """The form of one pledge, or of a new one, with its states and what can be done to it."""
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_PLEDGE)
    present: Pledge | None = None
    if pledge_id is not None:
        present = record_of("pledges", pledge_id)[1]
    if request.method != "POST":
        return _page(request, desk, present)
    do = request.POST.get("do", "keep")
    try:
        said, left = _do(desk, do, pledge_id, request.POST)
    except (IllFormedInputError, NotNowError, NotFoundError) as refusal:
        return _page(request, desk, present, refusal=refusal, failed=do)
    messages.success(request, desk.w(f"registers.done.{said}"))
    return redirect("pledge", left) if left else redirect("registers")


def _do(desk: Desk, do: str, pledge_id: str | None, given: QueryDict) -> tuple[str, str]:
    """Do what was asked; what to say of it, and the pledge to show then, if it is still there."""
    if do == "state" and pledge_id is not None:
        content = typed_of(given, STATE_FIELDS)
        keeping_pledges.state_pledge(desk.actor, pledge_id, content=content)
        return "state", pledge_id
    if do == "take_back":
        return "take_back", keeping_pledges.take_back_state(desk.actor, given.get("state", ""))
    if do == "remove" and pledge_id is not None:
        keeping_pledges.remove_pledge(desk.actor, pledge_id)
        return "remove", ""
    kept = keeping_pledges.keep_pledge(
        desk.actor,
        pledge_id,
        content=typed_of(given, PLEDGE_FIELDS),
        elements=given.getlist("elements"),
        seen=given.get("seen") if pledge_id is not None else None,
    )
    return "keep", kept.id


def _page(
    request: HttpRequest,
    desk: Desk,
    present: Pledge | None,
    *,
    refusal: RefusedError | None = None,
    failed: str = "",
) -> HttpResponse:
    keeping = failed in ("", "keep")
    typed = _texts(present)
    linked: tuple[str, ...] = () if present is None else present.elements
    if refusal is not None and keeping:
        typed = typed_of(request.POST, PLEDGE_FIELDS)
        linked = tuple(dict.fromkeys(one for one in request.POST.getlist("elements") if one))
    states = () if present is None else _states(desk, present)
    stated = dict.fromkeys(STATE_FIELDS, "") | {"stated_on": desk.today.isoformat()}
    if failed == "state":
        stated = typed_of(request.POST, STATE_FIELDS)
    measures = _measures()
    context: dict[str, Any] = {
        "heading": desk.w("registers.new_pledge") if present is None else desk.speech.name(present),
        "pledge": present,
        "seen": request.POST.get("seen", "") if failed == "keep" else _seen(present),
        "typed": typed,
        "linked": [Choice(one.pk, _measure(desk, one)) for one in measures if one.pk in linked],
        "measures": _by_plan(desk, (one for one in measures if one.pk not in linked)),
        "states": states,
        "stated": stated,
        "progresses": _progresses(desk),
        "may_remove": present is not None and present.source is None and not states,
        "failed": failed,
        "problems": in_words_by_field(desk, refusal),
        "refused": sentence_of(desk, refusal),
    }
    return render(
        request, "pledge.html", context, status=200 if refusal is None else status_of(refusal)
    )


def _seen(present: Pledge | None) -> str:
    return "" if present is None else seen_of(present)


def _texts(present: Pledge | None) -> dict[str, str]:
    """What stands in each field of the form."""
    if present is None:
        return dict.fromkeys(PLEDGE_FIELDS, "")
    texts = {name: getattr(present, name) for name in PLEDGE_FIELDS}
    return texts | {"pledged": "" if present.pledged is None else present.pledged.code}


def _progresses(desk: Desk) -> list[Choice]:
    at = 0 if desk.speech.is_ja else 1
    return [Choice(one.value, PROGRESS_LABELS[one][at]) for one in PledgeProgress]


def _states(desk: Desk, present: Pledge) -> tuple[StateText, ...]:
    """All that was said of a pledge, the latest first."""
    rows = read_rows(plan_table("pledge_states"), pledge=present.id)
    rows = tuple(sorted(rows, key=lambda one: one.stated_on, reverse=True))
    return tuple(_state_text(desk, one) for one in rows)


def _measures() -> list[tables.Element]:
    """Every element of every plan, those that carry targets or programs or stand above them."""
    return list(
        tables.Element.objects.select_related("plan").order_by("plan__position", "position")
    )


def _measure(desk: Desk, element: tables.Element) -> str:
    name = f"{element.number} {desk.speech.name(element)}".strip()
    return desk.w("common.with_note", text=name, note=desk.speech.name(element.plan))


def _by_plan(desk: Desk, elements: Iterable[tables.Element]) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for one in elements:
        name = f"{one.number} {desk.speech.name(one)}".strip()
        found.setdefault(desk.speech.name(one.plan), []).append(Choice(one.pk, name))
    return found


def _city_of(pledges: Iterable[Pledge]) -> City:
    """The part of the city that says how the measures of the pledges stand."""
    named = {one.plan for one in pledges if one.plan}
    elements = {element for one in pledges for element in one.elements}
    plans = tables.Plan.objects.filter(Q(pk__in=named) | Q(elements__in=elements)).values("pk")
    indicators = tables.Target.objects.filter(plan__in=plans).values("indicator")
    wanted: dict[str, dict[str, Any]] = {
        "targets": {"plan__in": plans},
        "indicators": {"id__in": indicators},
        "milestones": {"target__plan__in": plans},
        "observations": {"indicator__in": indicators},
        "known_errors": {"effect": "withhold"},
    }
    rows: dict[str, Any] = {name: read_rows(plan_table(name), **by) for name, by in wanted.items()}
    # Elements with their plans: one statement for both.
    found = list(tables.Element.objects.filter(plan__in=plans).select_related("plan"))
    its_plans = {one.plan_id: one.plan for one in found}
    rows["elements"] = tuple(plan_table("elements").row_of(one) for one in found)
    rows["plans"] = tuple(plan_table("plans").row_of(one) for one in its_plans.values())
    return City(name="", **rows)


def _line(
    desk: Desk,
    city: City,
    judged: tuple[Achievement, ...],
    pledge: Pledge,
    state: PledgeState | None,
) -> PledgeLine:
    speech = desk.speech
    plans = {one.id: one for one in city.plans}
    measures = [
        MeasureLine(
            speech.name(one),
            speech.name(plans[one.plan]),
            *_standing(desk, count_by_standing(scope_of_element(city, judged, one.id))),
        )
        for one in city.elements
        if one.id in pledge.elements
    ]
    if not measures and pledge.plan in plans:
        rolled = count_by_standing(scope_of_plan(city, judged, pledge.plan or ""))
        measures.append(
            MeasureLine(speech.name(plans[pledge.plan or ""]), "", *_standing(desk, rolled))
        )
    return PledgeLine(
        row_id=pledge.id,
        number=pledge.number,
        name=speech.name(pledge),
        state=None if state is None else _state_text(desk, state),
        measures=tuple(measures),
        note="" if measures else desk.w("registers.not_linked"),
    )


def _state_text(desk: Desk, state: PledgeState) -> StateText:
    return StateText(
        row_id=state.id if state.source is None else "",
        word=PROGRESS_LABELS[state.progress][0 if desk.speech.is_ja else 1],
        look=_STATE_CLASSES[state.progress],
        day=desk.day(state.stated_on),
        reason=desk.speech.label(state.reason, state.reason_en),
    )


def _standing(desk: Desk, rolled: RollUp) -> tuple[Markup, str]:
    """How the targets stand: a bar and a sentence."""
    if not rolled.children:
        return Markup(""), desk.w("registers.no_targets")
    sentence = desk.speech.label(rolled.sentence_ja, rolled.sentence_en)
    segments = [
        Segment(one.code, one.number, desk.w("common.sign_count", word=word, n=one.number))
        for one in rolled.counts
        if (word := desk.speech.label(one.word_ja, one.word_en))
    ]
    return Markup(stacked_bar(segments, sentence, 24)), sentence
