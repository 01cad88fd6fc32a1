"""The planner's board: how far the round has come, its deadlines, and the verbs that move it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoshin.actions import reminding, rounds
from hoshin.actions.refusals import IllFormedInputError, NotNowError, problem
from hoshin.charts.words import Language
from hoshin.domain.cycle import STEP_LABELS, RoundState, Step, late_before
from hoshin.domain.periods import Period, PeriodKind
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES, BriefItem, brief_items, brief_lines, name_of
from hoshin.web.desk import Desk, desk_of
from hoshin.web.offices import Office, office_names
from hoshin.web.problem_words import in_words
from hoshin.web.progress import of_round
from hoshin.web.round_parts import VIEWS, is_late
from hoshin.web.words import speech_of
from hoshin.web.worklists import visible_items

MOST_SHOWN = 20
_BY_DAY = ("due_on", "position")
# A longer number is typed by nobody, and fits no column of the database.
_LONGEST_NUMBER = 10


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The newest round, or the one that is asked for, by bureau, section or plan."""
    desk = desk_of(request)
    all_rounds = list(tables.Round.objects.order_by("-pk"))
    chosen = request.GET.get("round", "")
    current = next((one for one in all_rounds if str(one.pk) == chosen), None) or next(
        iter(all_rounds), None
    )
    view = request.GET.get("by", "bureau")
    view = view if view in VIEWS else "bureau"
    w = desk.w
    context: dict[str, Any] = {
        "heading": w("board.title"),
        "rounds": all_rounds,
        "round": current,
        "view": view,
        "views": VIEWS,
        "may_open": desk.may("open_round"),
        "next_year": _next_year(desk, all_rounds),
        "typed": _typed_before(request),
    }
    if current is not None:
        context |= _of_round(desk, current, view)
    return render(request, "board.html", context)


def _of_round(desk: Desk, current: tables.Round, view: str) -> dict[str, Any]:
    items = visible_items(desk).filter(round=current)
    exceptions = list(current.exceptions.order_by("due_on"))
    own_days = list(current.deadlines.all())
    late_day = late_before(desk.today, current.grace_days)
    progress = of_round(desk, items, view, _due_days(own_days, exceptions), late_day)
    whole = progress.whole
    late = is_late(late_day) if whole.late else None
    alone = Q(organisation=None) if None in progress.owing else None
    first = _first(items, *(one for one in (late, alone) if one is not None))
    late_items = [one for one in first if one.due_on < late_day and one.state in OPEN_STATES]
    orphans = [one for one in first if one.organisation is None]
    deadlines = _deadlines(own_days, exceptions)
    return {
        "heading": desk.speech.name(current),
        "state_word": desk.w(f"board.round_state.{current.state}"),
        "overall": whole,
        "parts": progress.parts,
        "late_lines": brief_lines(desk, late_items[:MOST_SHOWN]),
        "orphan_lines": brief_lines(desk, orphans[:MOST_SHOWN]),
        "most_shown": MOST_SHOWN,
        "deadlines": [
            {
                "word": STEP_LABELS[step][0 if desk.speech.is_ja else 1],
                "day": desk.day(day),
                "is_past": day < desk.today,
            }
            for step, day in deadlines
        ],
        "steps": [(one.value, STEP_LABELS[one][0 if desk.speech.is_ja else 1]) for one in Step],
        "is_open": current.state is RoundState.OPEN,
        "grace_days": current.grace_days,
        "may_extend": desk.holds("extend_deadline") and current.state is RoundState.OPEN,
        "may_remind": desk.holds("remind") and current.state is RoundState.OPEN,
        "may_freeze": desk.may("freeze_round") and current.state is RoundState.OPEN,
        "may_close": desk.may("close_round") and current.state is RoundState.FROZEN,
        "may_publish": desk.may("publish_release"),
        "sections": office_names(
            desk, progress.offices, (one for one in progress.offices if one in progress.owing)
        ),
        "exceptions": _exception_lines(desk, exceptions, progress.offices),
    }


def _due_days(
    own_days: Iterable[tables.Deadline], exceptions: Iterable[tables.DeadlineException]
) -> set[date]:
    """The days on which values and evaluations are due."""
    found = {one.due_on for one in exceptions if one.step is Step.ENTER}
    for one in own_days:
        if one.step is Step.ENTER:
            found |= {one.due_on, one.summary_due_on}
    return found


def _deadlines(
    own_days: Iterable[tables.Deadline], exceptions: Iterable[tables.DeadlineException]
) -> list[tuple[Step, date]]:
    """The day of each step, in order; where everybody was granted another day, the last granted."""
    days = {one.step: one.due_on for one in own_days}
    days |= rounds.granted_to_all(exceptions)
    return sorted(days.items(), key=lambda one: one[1])


def _first(items: QuerySet[tables.WorkItem], *kinds: Q) -> list[BriefItem]:
    """The first items of each kind, by their day, read in one statement.

    They are sorted before names are joined, so that few rows are.
    """
    if not kinds:
        return []
    wanted = Q()
    for kind in kinds:
        in_order = items.filter(kind).order_by(*_BY_DAY)
        wanted |= Q(pk__in=in_order.values("pk")[:MOST_SHOWN])
    return brief_items(tables.WorkItem.objects.filter(wanted).order_by(*_BY_DAY))


def _exception_lines(
    desk: Desk, exceptions: Iterable[tables.DeadlineException], offices: Mapping[str, Office]
) -> list[str]:
    """Other days in words: for whom or for which item, in which step, until when and why."""
    single = [one.item_id for one in exceptions if one.item_id]
    items = brief_items(tables.WorkItem.objects.filter(pk__in=single)) if single else ()
    names = {one.pk: name_of(desk, one) for one in items}
    found = []
    for one in exceptions:
        if one.item_id is not None:
            who = names[one.item_id]
        elif one.organisation_id is not None:
            who = desk.speech.name(offices[one.organisation_id])
        else:
            who = desk.w("board.extend_everybody")
        step = STEP_LABELS[one.step][0 if desk.speech.is_ja else 1]
        who = desk.w("common.with_note", text=who, note=step)
        said = desk.w("board.exception_line", who=who, day=desk.day(one.due_on), reason=one.reason)
        found.append(said)
    return found


def _next_year(desk: Desk, known: list[tables.Round]) -> int:
    """The fiscal year that a new round would most likely report: the last one that is over."""
    over = desk.today.year - (1 if desk.today.month >= 4 else 2)
    newest = max((one.fiscal_year.year for one in known), default=over - 1)
    return max(over, newest + 1)


@require_POST
def do(request: HttpRequest, verb: str) -> HttpResponse:
    """A verb of the round."""
    desk = desk_of(request)
    act = _VERBS.get(verb)
    if act is None:
        raise Http404
    try:
        said = act(desk, request.POST)
    except (IllFormedInputError, NotNowError) as refusal:
        messages.error(request, in_words(desk, refusal.problem))
        # What was typed stands in the form again, once.
        request.session[_TYPED] = {one: request.POST.get(one, "") for one in _FIELDS[verb]}
        return redirect("board")
    messages.success(request, said)
    return redirect("board")


def _typed_before(request: HttpRequest) -> dict[str, str]:
    """What was typed into a form that was just refused, by field; empty texts otherwise."""
    kept = request.session.pop(_TYPED) if _TYPED in request.session else {}
    return {name: kept.get(name, "") for fields in _FIELDS.values() for name in fields}


def _number(given: Any, name: str) -> int:
    text = str(given.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _open(desk: Desk, given: Any) -> str:
    year = _number(given, "year")
    if not 1900 <= year <= 2200:
        raise _unreadable("year", "board.bad_year")
    fiscal_year = Period(PeriodKind.FISCAL_YEAR, year)
    opened = rounds.open_round(
        desk.actor,
        fiscal_year=fiscal_year,
        grace_days=_grace(given),
        name=_name_ja(fiscal_year),
        name_en=_name_en(fiscal_year),
    )
    return desk.w("board.opened", name=desk.speech.name(opened), n=opened.items.count())


def _grace(given: Any) -> int:
    """The days of grace that were typed; an empty field means none."""
    text = str(given.get("grace_days", "")).strip() or "0"
    if not text.isdecimal() or len(text) >= _LONGEST_NUMBER:
        raise _unreadable("grace_days", "board.bad_grace")
    return int(text)


def _name_ja(fiscal_year: Period) -> str:
    """The Japanese name of a round."""
    return f"{fiscal_year.label_ja}の実績報告"


def _name_en(fiscal_year: Period) -> str:
    """The English name of a round."""
    return f"Results of {fiscal_year.label_en}"


def _freeze(desk: Desk, given: Any) -> str:
    frozen = rounds.freeze(desk.actor, _number(given, "round"), with_gaps="with_gaps" in given)
    return desk.w("board.frozen", name=desk.speech.name(frozen))


def _close(desk: Desk, given: Any) -> str:
    closed = rounds.close_round(desk.actor, _number(given, "round"))
    return desk.w("board.closed", name=desk.speech.name(closed))


def _extend(desk: Desk, given: Any) -> str:
    try:
        day = date.fromisoformat(str(given.get("due_on", "")))
    except ValueError:
        raise _unreadable("due_on", "board.bad_day") from None
    if day < desk.today:
        raise _unreadable("due_on", "board.past_day")
    step = str(given.get("step", ""))
    rounds.extend_deadline(
        desk.actor,
        round_id=_number(given, "round"),
        step=Step(step) if step in list(Step) else Step.ENTER,
        due_on=day,
        reason=str(given.get("reason", "")),
        organisation_id=str(given.get("organisation", "")) or None,
    )
    return desk.w("board.extended", day=desk.day(day))


def _unreadable(field: str, key: str) -> IllFormedInputError:
    """What a form cannot take, in the words of this screen."""
    ja, en = (speech_of(one).w(key) for one in Language)
    code = key.rpartition(".")[2].replace("_", "-")
    return IllFormedInputError((problem(code, ja, en, field=field),))


def _remind(desk: Desk, given: Any) -> str:
    done = reminding.remind(desk.actor, _number(given, "round"))
    said = []
    if done.letters:
        said.append(desk.w.count("board.reminded", done.letters))
    if done.unreachable:
        said.append(desk.w.count("board.unreachable", done.unreachable))
    return " ".join(said) or desk.w("board.nobody_to_remind")


_VERBS: dict[str, Callable[[Desk, Any], str]] = {
    "open": _open,
    "freeze": _freeze,
    "close": _close,
    "extend": _extend,
    "remind": _remind,
}
_TYPED = "board_typed"
_FIELDS: dict[str, tuple[str, ...]] = {
    "open": ("year", "grace_days"),
    "freeze": (),
    "close": (),
    "extend": ("organisation", "step", "due_on", "reason"),
    "remind": (),
}
