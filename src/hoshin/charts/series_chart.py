"""The chart of a series: its specification, legend and notes, from what was gathered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hoshin.charts.estimate import band_of
from hoshin.charts.gathering import GatheredSeries, SeriesKey, in_unit
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.scale import value_scale
from hoshin.charts.specification import Band, ChartSpec, Gap, Mark, MarkKind, Way, year_position
from hoshin.domain.indicators import Observation, Target
from hoshin.domain.periods import PeriodKind
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A shape of the chart, by the name that ``drawing.symbol`` takes, and what it stands for."""

    symbol: str
    word: str


def chart_of(gathered: GatheredSeries, table_below: bool = True) -> ChartSpec | None:
    """The chart of a series; None when it has no value that can be drawn.

    Its description says that the same values stand in the table below where there is one.
    """
    if not gathered.marks:
        return None
    speech = gathered.speech
    band = band_of(gathered)
    return ChartSpec(
        description=_description(gathered, table_below, band),
        unit=speech.w("series.axis_unit", unit=speech.unit(gathered.indicator.unit)),
        marks=tuple(gathered.marks),
        gaps=_gaps(gathered),
        ways=_ways(gathered),
        paths=_paths(gathered),
        axis=_axis_word(gathered),
        band=band,
    )


def legend_of(gathered: GatheredSeries, spec: ChartSpec) -> tuple[LegendItem, ...]:
    """The shapes that a chart shows, each once."""
    kinds = {one.kind for one in spec.marks}
    shown = [kind.value for kind in MarkKind if kind in kinds]
    if any(not one.firm and one.kind is MarkKind.ACTUAL for one in spec.marks):
        shown.insert(1, "soft")
    if spec.ways:
        shown.append("way")
    if spec.gaps:
        shown.append("gap")
    if spec.band is not None:
        shown.append("band")
    return tuple(LegendItem(one, gathered.speech.w(f"terms.mark.{one}")) for one in shown)


def notes_of(gathered: GatheredSeries, spec: ChartSpec | None) -> tuple[str, ...]:
    """What a reader has to know: values that the chart cannot show, an axis not from zero."""
    notes = []
    if gathered.outside:
        notes.append(gathered.speech.w("series.outside_note"))
    if spec is not None:
        if 0 not in value_scale(spec.values()):
            notes.append(gathered.speech.w("series.axis_not_zero"))
    return tuple(notes)


def series_names(city: JudgedCity, indicator_id: str, key: SeriesKey) -> list[tuple[str, str]]:
    """The names of area and breakdown, each in Japanese and English; none for the whole city."""
    names = []
    if key.ref_area:
        area = city.organisations.get(key.ref_area)
        names.append((area.name, area.name_en) if area is not None else (key.ref_area, ""))
    if key.breakdown:
        names.append((key.breakdown, _breakdown_en(city, indicator_id, key)))
    return names


def _breakdown_en(city: JudgedCity, indicator_id: str, key: SeriesKey) -> str:
    """The English name of a breakdown, from the first target or observation that has one."""
    rows: tuple[Target | Observation, ...] = (
        *city.targets_of_indicator.get(indicator_id, ()),
        *(
            row
            for one in city.series.points(indicator_id)
            if (row := city.observations.get(one.row_id)) is not None
        ),
    )
    return next(
        (
            one.breakdown_en
            for one in rows
            if one.breakdown_en and one.breakdown == key.breakdown and one.ref_area == key.ref_area
        ),
        "",
    )


def _description(gathered: GatheredSeries, table_below: bool, band: Band | None) -> str:
    speech = gathered.speech
    said = speech.w("series.chart_of", name=speech.name(gathered.indicator))
    course = sorted((m for m in gathered.marks if m.on_line), key=lambda m: m.at)
    goals = [m for m in gathered.marks if m.kind is MarkKind.GOAL]
    if course:
        said += " " + speech.w(
            "series.chart_course",
            first=course[0].caption,
            last=course[-1].caption,
            n=len(course),
        )
    if goals:
        said += " " + speech.w(
            "series.chart_goals",
            goals=speech.w("common.semicolon").join(m.caption for m in goals),
        )
    if band is not None:
        said += f" {band.caption}"
    return f"{said} {speech.w('series.chart_table')}" if table_below else said


def _gaps(gathered: GatheredSeries) -> tuple[Gap, ...]:
    speech = gathered.speech
    has_value = {one.at for one in gathered.marks if one.kind is MarkKind.ACTUAL}
    return tuple(
        Gap(
            year_position(one.period),
            speech.w(
                "series.caption",
                kind=speech.w("terms.mark.gap"),
                period=speech.period(one.period),
                value=speech.w(f"terms.missing.{one.missing_reason.value}"),
            ),
            one.row_id,
        )
        for one in gathered.points
        if one.missing_reason is not None
        and (one.origin, one.row_id) in gathered.current
        and year_position(one.period) not in has_value
    )


def _ways(gathered: GatheredSeries) -> tuple[Way, ...]:
    """The change that each open goal still needs, from the value it was judged by."""
    found: dict[tuple[float, Fraction, float, Fraction], Way] = {}
    for target in gathered.targets:
        judged = gathered.city.judged[target.id]
        pace, point = judged.pace, judged.actual
        if pace is None or pace.needed is None or point is None or target.goal_period is None:
            continue
        if target.id in gathered.withheld or gathered.city.is_over(target):
            continue
        start = gathered.value(point)
        if start is None or target.goal_value is None:
            continue
        end = in_unit(as_fraction(target.goal_value), read_unit(target.unit), gathered.unit)
        if end is None:
            continue
        ends = (year_position(point.period), start, year_position(target.goal_period), end)
        found.setdefault(ends, Way(*ends, gathered.speech.w("terms.mark.way")))
    return tuple(found.values())


def _paths(gathered: GatheredSeries) -> tuple[tuple[tuple[float, Fraction], ...], ...]:
    """For each target with milestones, the way that its plan foresaw up to the goal."""
    goals = {one.row_id: one for one in gathered.marks if one.kind is MarkKind.GOAL}
    milestones = {one.row_id: one for one in gathered.marks if one.kind is MarkKind.MILESTONE}
    found = []
    for target in gathered.targets:
        rows = gathered.city.milestones_of_target.get(target.id, ())
        marks: list[Mark] = [milestones[one.id] for one in rows if one.id in milestones]
        if marks and target.id in goals:
            marks.append(goals[target.id])
        marks.sort(key=lambda one: one.at)
        if len(marks) > 1:
            found.append(tuple((one.at, one.value) for one in marks))
    return tuple(found)


def _axis_word(gathered: GatheredSeries) -> str:
    kinds = {one.period.kind for one in gathered.points}
    if kinds == {PeriodKind.FISCAL_YEAR}:
        return gathered.speech.w("series.axis_fiscal")
    if kinds == {PeriodKind.CALENDAR_YEAR}:
        return gathered.speech.w("series.axis_calendar")
    return gathered.speech.w("series.axis_mixed") if len(kinds) > 1 else ""
