"""Context figures: population, survey results, staffing and others that have no target."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.drawing import SMALL, draw
from hoshin.charts.gathering import period_order
from hoshin.charts.specification import ChartSpec, Mark, MarkKind, year_position
from hoshin.domain.registers import ContextFigure
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.site import addresses
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import SourceNote, source_note

_FEWEST_FOR_A_CHART = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure as its document prints it."""

    anchor: str
    name: Label
    period: str
    value: Label
    printed: Label
    area: Label
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries:
    """Figures that form a series in time, with their chart."""

    name: Label
    chart: Markup
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresOfPlan:
    """The context figures of one plan's document."""

    anchor: str
    plan: Link | None
    series: tuple[FigureSeries, ...]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextView(Offering):
    """Everything that the page of context figures shows."""

    head: Head
    plans: tuple[FiguresOfPlan, ...]
    offered: Offered


def page() -> Page:
    """The page of context figures."""
    return Page(addresses.CONTEXT, "context.html", _view)


def figure_row(frame: Frame, figure: ContextFigure) -> FigureRow:
    """A figure as a row of a table."""
    area = frame.index.organisations.get(figure.ref_area or "")
    is_city = area is not None and area.kind.value == "city"
    value = figure_value(frame, figure)
    return FigureRow(
        anchor=f"_figure.{figure.id}",
        name=frame.name(figure),
        period="" if figure.period is None else frame.period(figure.period),
        value=value,
        printed=NOTHING
        if _same(figure.value_printed, value.text)
        or _same(figure.value_printed + figure.unit, value.text)
        else frame.japanese(figure.value_printed),
        area=Label("") if area is None or is_city else frame.name(area),
        source=source_note(frame, figure),
    )


def _same(printed: str, value: str) -> bool:
    """Whether a print differs from how the page writes the value in nothing but its letters."""
    plain = [
        "".join(unicodedata.normalize("NFKC", one).split()).replace(",", "")
        for one in (printed, value)
    ]
    return plain[0] == plain[1]


def figure_value(frame: Frame, figure: ContextFigure) -> Label:
    """A figure with its qualifier (約, 以上 …), or its print where it has no number."""
    if figure.value is None:
        return frame.printed(figure.value_printed)
    quantity = frame.quantity(figure.value, figure.unit)
    key = f"terms.qualifier.{figure.qualifier}"
    lang = quantity.unit.lang
    if not figure.qualifier:
        return Label(quantity.text, lang)
    if key in frame.w:
        return Label(frame.w(key, n=quantity.text), lang)
    text = f"{figure.qualifier} {quantity.text}"
    return Label(text, "" if frame.is_ja else "ja")


def _chart(frame: Frame, name: Label, figures: list[ContextFigure]) -> Markup:
    marks = []
    for one in figures:
        if one.value is None or one.period is None:
            continue
        quantity = frame.quantity(one.value, one.unit)
        period = frame.period(one.period)
        marks.append(
            Mark(
                kind=MarkKind.ACTUAL,
                at=year_position(one.period),
                value=as_fraction(one.value),
                label=quantity.value,
                period=one.period.code,
                caption=frame.w(
                    "series.caption",
                    kind=frame.w("terms.mark.actual"),
                    period=period,
                    value=quantity.text,
                ),
                on_line=True,
                row_id=one.id,
            )
        )
    units = {read_unit(one.unit).symbol for one in figures if one.value is not None}
    if len(marks) < _FEWEST_FOR_A_CHART or len(units) != 1:
        return Markup("")
    unit = frame.unit(figures[0].unit)
    spec = ChartSpec(
        description=frame.w("series.chart_of", name=name.text)
        + " "
        + frame.w("series.chart_table"),
        unit=frame.w("series.axis_unit", unit=unit.text) if unit else "",
        marks=tuple(marks),
    )
    return Markup(draw(spec, SMALL))


def _series_name(frame: Frame, figures: list[ContextFigure]) -> Label:
    """The name that most figures of a series carry."""
    names = Counter(frame.name(one) for one in figures)
    return names.most_common(1)[0][0]


def _plan(frame: Frame, plan_id: str, figures: list[ContextFigure]) -> FiguresOfPlan:
    # A ward's figures stand beside the city's in the data; they are no point of its line.
    by_series: dict[tuple[str, str | None], list[ContextFigure]] = {}
    single: list[ContextFigure] = []
    for one in figures:
        if one.series:
            by_series.setdefault((one.series, one.ref_area), []).append(one)
        else:
            single.append(one)
    series = []
    for rows in by_series.values():
        rows.sort(key=lambda one: period_order(one.period))
        name = _series_name(frame, rows)
        chart = _chart(frame, name, rows)
        if chart:
            series.append(
                FigureSeries(
                    name=name, chart=chart, rows=tuple(figure_row(frame, one) for one in rows)
                )
            )
        else:
            single += rows
    return FiguresOfPlan(
        anchor=f"_plan.{plan_id}" if plan_id else "_plan",
        plan=frame.link("plans", plan_id),
        series=tuple(series),
        rows=tuple(figure_row(frame, one) for one in single),
    )


def _view(frame: Frame) -> ContextView:
    by_plan: dict[str, list[ContextFigure]] = {}
    for one in frame.index.city.context_figures:
        by_plan.setdefault(one.plan or "", []).append(one)
    heading = Label(frame.w("pages.context.title"))
    return ContextView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="context",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.context.lead"),
        ),
        plans=tuple(_plan(frame, plan_id, rows) for plan_id, rows in by_plan.items()),
        offered=records_offered(frame, {"context_figures": frame.index.city.context_figures}),
    )
