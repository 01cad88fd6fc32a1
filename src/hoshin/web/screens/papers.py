"""Papers: every form the city can fill, seen before it is sent, and taken as a file.

Nothing is written: a paper is made from the approved figures as they stand, or from the last
release, and goes to whoever may read the whole city.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.actions import refusals
from hoshin.actions.matrix import Verb
from hoshin.actions.publishing_besides import own_forecasts
from hoshin.actions.releasing import RELEASE_PART
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem
from hoshin.engine.checks import check
from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.release import DATA, open_release
from hoshin.reports.gathering import gather
from hoshin.reports.making import (
    AnyPaper,
    ListedPaper,
    PaperKind,
    list_papers,
    make_any,
    paper_codes,
)
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.papers import named_plan
from hoshin.reports.problems import PaperRefusedError
from hoshin.storage import models as tables
from hoshin.storage.forms import own_forms
from hoshin.storage.plan import load_plan
from hoshin.web.desk import Desk, desk_of
from hoshin.web.filled_paper import shown_paper
from hoshin.web.screens.paper_words import in_words, paper_title

NOW, RELEASED = "now", "release"
_WITH_ESTIMATES = "indicator-book"
PDF = ".pdf"
_CONTENT_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class _Order:
    """What a person asked for: a paper, its plan or none, and from which figures."""

    paper: ListedPaper
    plan: str
    released: tables.Release | None
    forms: Mapping[str, bytes]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every paper, grouped by what it is made from."""
    desk = _desk_of_reader(request)
    last = _last_release()
    papers, problems = list_papers(_forms(None))
    plans = list(tables.Plan.objects.order_by("position").only("id", "name", "name_en", "kind"))
    groups = [(kind, [one for one in papers if one.kind is kind]) for kind in PaperKind]
    return render(
        request,
        "papers.html",
        {
            "heading": desk.w("papers.title"),
            "lead": desk.w("papers.lead"),
            "released": "" if last is None else desk.day(last.as_of),
            "problems": in_words(desk, problems),
            "may_change": desk.rights.may(Verb.KEEP_FORM),
            "groups": [
                {
                    "title": desk.w(f"papers.kind.{kind.value}"),
                    "papers": [_row(desk, one, plans) for one in its],
                }
                for kind, its in groups
                if its
            ],
        },
    )


@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """A paper in the page: its sheets or paragraphs as text; a PDF by a link that opens it."""
    desk = _desk_of_reader(request)
    order = _order(request, code)
    if order.paper.suffix == PDF:
        return _page(request, desk, order)
    try:
        made = _made(desk, order)
        shown = shown_paper(made.content, made.suffix)
    except PaperRefusedError as refused:
        return _page(request, desk, order, problems=refused.problems)
    except ModuleNotFoundError as missing:
        return _page(request, desk, order, missing=missing.name or "")
    return _page(request, desk, order, shown=shown, warnings=made.warnings)


@require_safe
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The file of a paper, as a download; ``?open=1`` opens a PDF in the browser."""
    desk = _desk_of_reader(request)
    order = _order(request, code)
    try:
        made = _made(desk, order)
    except PaperRefusedError as refused:
        return _page(request, desk, order, problems=refused.problems)
    except ModuleNotFoundError as missing:
        return _page(request, desk, order, missing=missing.name or "")
    opened = made.suffix == PDF and request.GET.get("open") == "1"
    return HttpResponse(
        made.content,
        content_type=_CONTENT_TYPES[made.suffix],
        headers={
            "Content-Disposition": f"{'inline' if opened else 'attachment'}; "
            f'filename="{order.paper.code}{made.suffix}"'
        },
    )


def _desk_of_reader(request: HttpRequest) -> Desk:
    """The desk of somebody who may read the whole city; raises NotAllowedError for others."""
    desk = desk_of(request)
    if not desk.rights.may(Verb.READ):
        raise refusals.whole_city_only("市の様式を見る", "see the papers of the city")
    return desk


def _order(request: HttpRequest, code: str) -> _Order:
    released = _last_release() if request.GET.get("from") == RELEASED else None
    forms = _forms(released)
    if code not in paper_codes(forms):
        raise Http404
    papers, _ = list_papers(forms)
    paper = next((one for one in papers if one.code == code), None)
    if paper is None:
        # The city's form is there and cannot be read: the page of problems needs its name only.
        paper = ListedPaper(code, PaperKind.OWN, code, code, "")
    return _Order(paper, request.GET.get("plan", "").replace("\x00", ""), released, forms)


def _last_release() -> tables.Release | None:
    return tables.Release.objects.order_by("-published_at", "-pk").first()


def _folder_of(release: tables.Release) -> Path:
    return Path(settings.RELEASES) / release.folder / RELEASE_PART


def _forms(released: tables.Release | None) -> Mapping[str, bytes]:
    """The city's own forms as they are now; those of a release before them where one is given."""
    then = {} if released is None else read_forms(_folder_of(released) / DATA)[0]
    return {**own_forms(), **then}


def _made(desk: Desk, order: _Order) -> AnyPaper:
    city, as_of, problems, forecasts = _figures(desk, order)
    facts = gather(city, as_of, desk.language.value)
    return make_any(
        order.paper.code,
        PaperOrder(
            city=city,
            as_of=as_of,
            problems=problems,
            facts=facts,
            language=facts.language,
            plan=named_plan(facts, order.plan) if order.plan else None,
            forecasts=forecasts,
        ),
        order.forms,
    )


def _figures(desk: Desk, order: _Order) -> tuple[City, date, Sequence[Problem], Sequence[Forecast]]:
    """The last release, or the approved figures of today: drafts are no part of the plan.

    Estimates are those of the release, or made anew where the city publishes them and the paper
    shows them. Raises NotNowError where what makes them is not installed.
    """
    if order.released is None:
        city = dataclasses.replace(load_plan(), as_of=desk.today)
        shows_them = order.paper.code == _WITH_ESTIMATES
        forecasts = (own_forecasts(city, desk.today) or ()) if shows_them else ()
        return city, desk.today, check(city, desk.today), forecasts
    release, problems = open_release(_folder_of(order.released))
    if release is None:
        raise PaperRefusedError(problems)
    return release.city, release.as_of, release.problems, release.forecasts or ()


def _page(request: HttpRequest, desk: Desk, order: _Order, **given: Any) -> HttpResponse:
    w, paper = desk.w, order.paper
    problems = in_words(desk, given.get("problems", ()))
    missing = given.get("missing", "")
    as_of = desk.today if order.released is None else order.released.as_of
    return render(
        request,
        "papers_preview.html",
        {
            "heading": paper_title(desk, paper.title_ja, paper.title_en),
            "mark": w("papers.mark" if order.released is None else "papers.mark_released"),
            "may_change": paper.kind is not PaperKind.DRAWN and desk.rights.may(Verb.KEEP_FORM),
            "made_from": w(
                "papers.from_now" if order.released is None else "papers.from_release",
                day=desk.day(as_of),
            ),
            "paper": paper,
            "plan": order.plan,
            "source": NOW if order.released is None else RELEASED,
            "shown": given.get("shown"),
            "warnings": in_words(desk, given.get("warnings", ())),
            "problems": problems,
            "missing": w("papers.missing", name=missing) if missing else "",
        },
        status=409 if missing else 422 if problems else 200,
    )


def _row(desk: Desk, paper: ListedPaper, plans: Iterable[tables.Plan]) -> dict[str, Any]:
    named = f"papers.about.{paper.code.replace('-', '_')}"
    fitting = [one for one in plans if not paper.plan_kinds or one.kind in paper.plan_kinds]
    return {
        "code": paper.code,
        "title": paper_title(desk, paper.title_ja, paper.title_en),
        "format": desk.w(f"papers.format.{paper.suffix[1:]}"),
        "about": desk.w(named if named in desk.w else "papers.about.own"),
        "plans": [] if paper.plan else [(one.pk, desk.speech.name(one)) for one in fitting],
        "is_form": paper.kind is not PaperKind.DRAWN,
    }
