"""Section workbooks: got, filled in elsewhere, given back, looked at before they are taken in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.actions.matrix import Verb
from hoshin.actions.receiving_workbooks import receive_workbook
from hoshin.actions.refusals import IllFormedInputError, NotAllowedError, NotNowError, RefusedError
from hoshin.actions.taking_in import Decision, compare_return, take_in
from hoshin.actions.workbooks import issue_workbook
from hoshin.domain.cycle import ItemKind, RoundState, late_before
from hoshin.storage import models as tables
from hoshin.storage.evidence import open_evidence
from hoshin.web import forms
from hoshin.web.brief_lines import OPEN_STATES
from hoshin.web.desk import Desk, desk_of
from hoshin.web.offices import all_offices, office_names
from hoshin.web.problem_words import problems_of, shown
from hoshin.web.refusals import status_of
from hoshin.web.returned_page import cards_of
from hoshin.web.worklists import visible_items

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_RETURNS = 30


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The workbooks that the person may get, a place to give one back, and what came back."""
    return _list_page(request, desk_of(request))


def _list_page(
    request: HttpRequest, desk: Desk, refusal: RefusedError | None = None
) -> HttpResponse:
    desk.rights.require_anywhere(Verb.ISSUE_WORKBOOK)
    offices = _offices(desk)
    return render(
        request,
        "workbooks.html",
        {
            "heading": desk.w("workbooks.title"),
            "lead": desk.w("workbooks.lead"),
            "offices": offices,
            "returns": _returns(desk),
            "problems": _sentences(desk, refusal),
        },
        status=200 if refusal is None else status_of(refusal),
    )


def _offices(desk: Desk) -> list[dict[str, Any]]:
    """Every office that owes values in an open round and whose workbook the person may get."""
    owed = (
        visible_items(desk)
        .filter(kind=ItemKind.OBSERVATION, round__state=RoundState.OPEN)
        .exclude(organisation=None)
        .order_by()
        .values("round", "organisation")
        .annotate(
            total=Count("pk"), left=Count("pk", filter=Q(state__in=OPEN_STATES)), due=Min("due_on")
        )
    )
    mine = [
        one
        for one in owed
        if desk.rights.may(Verb.ISSUE_WORKBOOK, organisation=one["organisation"])
    ]
    offices = all_offices()
    order = list(offices)
    names = office_names(desk, offices, [one["organisation"] for one in mine])
    rounds = tables.Round.objects.in_bulk({one["round"] for one in mine})
    issued = {
        (one["round"], one["organisation"]): one["last"]
        for one in tables.IssuedWorkbook.objects.order_by()
        .values("round", "organisation")
        .annotate(last=Max("issued_at"))
    }
    found = [
        {
            "round_id": one["round"],
            "round": desk.speech.name(rounds[one["round"]]),
            "organisation_id": one["organisation"],
            "name": names[one["organisation"]],
            "total": one["total"],
            "left": one["left"],
            "due": desk.day(one["due"]),
            "is_late": bool(one["left"])
            and one["due"] < late_before(desk.today, rounds[one["round"]].grace_days),
            "issued": desk.moment(last)
            if (last := issued.get((one["round"], one["organisation"])))
            else "",
        }
        for one in mine
    ]
    return sorted(found, key=lambda one: (-one["round_id"], order.index(one["organisation_id"])))


def _returns(desk: Desk) -> list[dict[str, Any]]:
    """What came back lately of the offices whose workbooks are the person's to take in."""
    rows = (
        tables.ReturnedWorkbook.objects.filter(issued__round__state=RoundState.OPEN)
        .select_related("issued__organisation", "received_by")
        .defer("content", "issued__content")
        .order_by("-received_at")[: _MOST_RETURNS * 4]
    )
    mine = [
        one
        for one in rows
        if desk.rights.may(Verb.IMPORT_WORKBOOK, organisation=one.issued.organisation_id)
    ]
    return [
        {
            "pk": one.pk,
            "name": one.name,
            "office": desk.speech.name(one.issued.organisation),
            "by": desk.w("work.by", name=one.received_by.name, at=desk.moment(one.received_at)),
            "counts": Counter(each["result"] for each in one.decisions.values()),
            "is_taken": bool(one.decisions),
        }
        for one in mine[:_MOST_RETURNS]
    ]


@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """The workbook of one office as a download."""
    desk = desk_of(request)
    number = request.POST.get("round", "")
    try:
        made, content = issue_workbook(
            desk.actor,
            int(number) if number.isdecimal() and len(number) < 12 else 0,
            organisation_id=request.POST.get("organisation", "")[:200].replace("\x00", ""),
        )
    except NotNowError as refusal:
        return _list_page(request, desk, refusal)
    name = _file_name(desk, made, desk.today)
    return _download(content, _XLSX, name)


def _file_name(desk: Desk, made: tables.IssuedWorkbook, today: date) -> str:
    """A name by which the file is told apart in a folder: the office, the round, the day."""
    parts = (desk.speech.name(made.organisation), desk.speech.name(made.round))
    plain = "_".join("".join(c for c in one if c.isalnum() or c in "- ") for one in parts)
    return f"{plain.replace(' ', '-')}_{today:%Y%m%d}.xlsx"


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a file that came back, and go on to what it says; one that is refused is told why."""
    desk = desk_of(request)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, desk.w("workbooks.no_file"))
        return redirect("workbooks")
    try:
        kept, is_new = receive_workbook(desk.actor, name=file.name or "", content=file.read())
    except (IllFormedInputError, NotNowError, NotAllowedError) as refusal:
        return _list_page(request, desk, refusal)
    if not is_new:
        at = desk.moment(kept.received_at)
        messages.warning(
            request, desk.w("workbooks.came_before", name=kept.received_by.name, at=at)
        )
    return redirect("workbook_return", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest, returned_id: int) -> HttpResponse:
    """A returned workbook, cell by cell beside what stands now; a POST takes it in as decided."""
    desk = desk_of(request)
    if request.method == "POST":
        return _take(request, desk, returned_id)
    found, items = compare_return(desk.actor, returned_id)
    cards = cards_of(desk, found, items)
    office = found.issued.organisation_id
    is_open = found.issued.round.state is RoundState.OPEN
    return render(
        request,
        "workbook_return.html",
        {
            "heading": desk.speech.name(found.issued.organisation),
            "eyebrow": desk.w(
                "workbooks.return_eyebrow", name=desk.speech.name(found.issued.round)
            ),
            "found": found,
            "received": desk.w(
                "work.by", name=found.received_by.name, at=desk.moment(found.received_at)
            ),
            "problems": [_sentence(desk, one) for one in found.problems],
            "groups": cards.groups,
            "unchanged": cards.unchanged,
            "waiting": cards.waiting,
            "is_open": is_open,
            "may_take": is_open and desk.rights.may(Verb.IMPORT_WORKBOOK, organisation=office),
        },
    )


def _take(request: HttpRequest, desk: Desk, returned_id: int) -> HttpResponse:
    taken = take_in(desk.actor, returned_id, decisions=_decisions(request))
    counts = Counter(one.result for one in taken)
    w = desk.w
    if counts["submitted"]:
        messages.success(request, w.count("workbooks.did.submitted", counts["submitted"]))
    if counts["kept"]:
        messages.success(request, w.count("workbooks.did.kept", counts["kept"]))
    for name in ("draft", "conflict", "closed", "refused"):
        if counts[name]:
            messages.warning(request, w.count(f"workbooks.did.{name}", counts[name]))
    if set(counts) <= {"unchanged"}:
        messages.warning(request, w("workbooks.did.nothing"))
    return redirect("workbook_return", returned_id)


def _decisions(request: HttpRequest) -> dict[int, Decision]:
    """What was chosen for each item: ``side:12:value``, ``confirmed:12``, ``version:12``."""
    found = {}
    for name in request.POST:
        head, _, key = name.partition(":")
        if head != "version" or not key.isdecimal() or len(key) > 11:
            continue
        begin = f"side:{key}:"
        found[int(key)] = Decision(
            forms.version_of(request.POST, f":{key}"),
            {
                one.removeprefix(begin): str(request.POST[one])
                for one in request.POST
                if one.startswith(begin)
            },
            tuple(request.POST.getlist(f"confirmed:{key}")),
        )
    return found


@require_safe
def file(request: HttpRequest, returned_id: int) -> HttpResponse:
    """The file exactly as it came back, always as a download."""
    desk = desk_of(request)
    found, _ = compare_return(desk.actor, returned_id)
    with open_evidence(found.file_id) as kept:
        content = kept.read()
    return _download(content, "application/octet-stream", found.name)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


def _sentences(desk: Desk, refusal: RefusedError | None) -> list[dict[str, str]]:
    if refusal is None:
        return []
    return [shown(desk, one) for one in problems_of(refusal)]


def _sentence(desk: Desk, kept: dict[str, str]) -> dict[str, str]:
    label = desk.speech.label
    return {
        "sentence": label(kept["sentence_ja"], kept["sentence_en"]),
        "hint": label(kept["hint_ja"], kept["hint_en"]),
    }
