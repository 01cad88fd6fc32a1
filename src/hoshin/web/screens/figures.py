"""The record of every figure: find an indicator, see all its values, and each value's passport."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.charts.gathering import SeriesKey
from hoshin.domain.locators import locator_words
from hoshin.engine.achievement import evaluate
from hoshin.storage import models as tables
from hoshin.storage.plan import load_indicator
from hoshin.web.desk import desk_of
from hoshin.web.lines import value_text
from hoshin.web.passport import passport_of
from hoshin.web.results import chart_of_series
from hoshin.web.target_changes import changes, shown_changes, targets_of

ROWS = 50
LONGEST_QUESTION = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The indicators, found by words of their names."""
    desk = desk_of(request)
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION].replace("\x00", "")
    found = tables.Indicator.objects.all()
    for word in question.split():
        found = found.filter(Q(name__icontains=word) | Q(name_en__icontains=word) | Q(id=word))
    named = found.select_related("organisation").only(
        "name", "name_en", "unit", "organisation__name", "organisation__name_en"
    )
    page = Paginator(named.order_by("position", "id"), ROWS).get_page(request.GET.get("page"))
    counts = _counts_of([one.pk for one in page.object_list])
    return render(
        request,
        "figures.html",
        {
            "heading": desk.w("figures.title"),
            "lead": desk.w("figures.lead"),
            "question": question,
            "pager": page,
            "rows": [(one, counts.get(one.pk, 0)) for one in page.object_list],
        },
    )


def _counts_of(indicators: list[str]) -> dict[str, int]:
    """How many current values each of these indicators has."""
    rows = tables.Observation.objects.filter(indicator__in=indicators, is_current=True)
    counted = rows.order_by().values_list("indicator_id").annotate(number=Count("pk"))
    return dict(counted)


@require_safe
def indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """All values of one indicator, the newest first, superseded ones marked."""
    desk = desk_of(request)
    found = tables.Indicator.objects.select_related("organisation").filter(pk=indicator_id).first()
    if found is None:
        raise Http404
    rows = list(
        tables.Observation.objects.filter(indicator=found).select_related(
            "source", "ref_area", "entered_by", "approved_by"
        )
    )
    rows.sort(key=lambda one: (one.time_period.end, one.revision), reverse=True)
    return render(
        request,
        "figures_of.html",
        {
            "heading": desk.speech.name(found),
            "lead": desk.w("figures.of_lead"),
            "indicator": found,
            "targets": targets_of(desk, found),
            "changes": shown_changes(desk, changes().filter(target__indicator=found)),
            "rows": [
                {
                    "row": one,
                    "locator": desk.speech.label(*locator_words(one.locator)),
                    "period": desk.speech.period(one.time_period),
                    "value": value_text(desk, one, found.unit),
                    "area": "" if one.ref_area is None else desk.speech.name(one.ref_area),
                    "breakdown": desk.speech.label(one.breakdown, one.breakdown_en),
                    "source": ""
                    if one.source is None
                    else desk.speech.label(one.source.title, one.source.title_en),
                }
                for one in rows
            ],
        },
    )


@require_safe
def chart(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The chart of an indicator's values, which the page of all values asks for once it stands.

    It shows the series of the whole city; where there is none, that of the newest value.
    """
    desk = desk_of(request)
    city = load_indicator(indicator_id)
    if not city.indicators:
        raise Http404
    as_of = max(desk.today, city.as_of or desk.today)
    newest = sorted(city.observations, key=lambda one: one.time_period.end, reverse=True)
    keys = [SeriesKey(one.ref_area, one.breakdown) for one in newest]
    whole = SeriesKey(None, "")
    key = whole if whole in keys or not keys else keys[0]
    judged = evaluate(city, as_of)
    drawn = chart_of_series(desk.speech, city, as_of, judged, key, indicator_id)
    return render(request, "figures_chart.html", {"chart": drawn})


@require_safe
def passport(request: HttpRequest, observation_id: str) -> HttpResponse:
    """The passport of one value."""
    desk = desk_of(request)
    row = (
        tables.Observation.objects.select_related(
            "indicator",
            "indicator__organisation",
            "source",
            "ref_area",
            "entered_by",
            "approved_by",
        )
        .filter(pk=observation_id)
        .first()
    )
    if row is None:
        raise Http404
    city = load_indicator(row.indicator_id)
    shown = shown_changes(desk, changes().filter(target__indicator=row.indicator))
    return render(request, "passport.html", {**passport_of(desk, row, city), "changes": shown})
