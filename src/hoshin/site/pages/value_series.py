"""A series of an indicator as a chart, with its legend and notes, and the table beside it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from hoshin.charts.drawing import NARROW, WIDE, draw, symbol
from hoshin.charts.picture import svg_file
from hoshin.charts.scale import value_scale
from hoshin.charts.specification import ChartSpec, Gap, MarkKind, Way, year_position
from hoshin.domain.periods import PeriodKind
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.site.frame import Label
from hoshin.site.page_files import PageFile, people_csv, plain_number
from hoshin.site.pages.parts import is_over
from hoshin.site.pages.series_marks import SeriesMarks, ValueRow, in_unit, series_name


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A shape of the chart and what it stands for."""

    symbol: Markup
    word: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series: its chart for wide and narrow pages, the legend, and the table."""

    anchor: str
    heading: Label
    wide: Markup
    narrow: Markup
    legend: tuple[LegendItem, ...]
    rows: tuple[ValueRow, ...]
    notes: tuple[str, ...]
    files: tuple[PageFile, ...]


class SeriesChart:
    """Draws what was gathered of one series."""

    def __init__(self, gathered: SeriesMarks) -> None:
        self._of = gathered

    def spec(self) -> ChartSpec | None:
        """The chart of this series; None when it has no value that can be drawn."""
        if not self._of.marks:
            return None
        frame = self._of.frame
        return ChartSpec(
            description=self._description(),
            unit=frame.w("indicator.axis_unit", unit=frame.unit(self._of.indicator.unit).text),
            marks=tuple(self._of.marks),
            gaps=self._gaps(),
            ways=self._ways(),
            paths=self._paths(),
            axis=self._axis_word(),
        )

    def _description(self) -> str:
        frame = self._of.frame
        name = frame.name(self._of.indicator).text
        course = sorted((m for m in self._of.marks if m.on_line), key=lambda m: m.at)
        goals = [m for m in self._of.marks if m.kind is MarkKind.GOAL]
        said = frame.w("indicator.chart_of", name=name)
        if course:
            said += " " + frame.w(
                "indicator.chart_course",
                first=course[0].caption,
                last=course[-1].caption,
                n=len(course),
            )
        if goals:
            said += " " + frame.w(
                "indicator.chart_goals",
                goals=frame.w("common.semicolon").join(m.caption for m in goals),
            )
        return said + " " + frame.w("indicator.chart_table")

    def _gaps(self) -> tuple[Gap, ...]:
        frame = self._of.frame
        has_value = {one.at for one in self._of.marks if one.kind is MarkKind.ACTUAL}
        return tuple(
            Gap(
                year_position(one.period),
                frame.w(
                    "indicator.caption",
                    kind=frame.w("terms.mark.gap"),
                    period=frame.period(one.period),
                    value=frame.w(f"terms.missing.{one.missing_reason.value}"),
                ),
            )
            for one in self._of.points
            if one.missing_reason is not None
            and (one.origin, one.row_id) in self._of.current
            and year_position(one.period) not in has_value
        )

    def _ways(self) -> tuple[Way, ...]:
        """The change that each open goal still needs, from the value it was judged by."""
        found: dict[tuple[float, Fraction, float, Fraction], Way] = {}
        for target in self._of.targets:
            judged = self._of.frame.index.judged[target.id]
            pace, point = judged.pace, judged.actual
            if pace is None or pace.needed is None or point is None or target.goal_period is None:
                continue
            if target.id in self._of.withheld or is_over(self._of.frame, target):
                continue
            start = self._of.value(point)
            unit = read_unit(target.unit)
            if start is None or target.goal_value is None:
                continue
            end = in_unit(as_fraction(target.goal_value), unit, self._of.unit)
            if end is None:
                continue
            ends = (
                year_position(point.period),
                start,
                year_position(target.goal_period),
                end,
            )
            found.setdefault(ends, Way(*ends, self._of.frame.w("terms.mark.way")))
        return tuple(found.values())

    def _paths(self) -> tuple[tuple[tuple[float, Fraction], ...], ...]:
        """For each target with milestones, the way that its plan foresaw up to the goal."""
        goals = {one.row_id: one for one in self._of.marks if one.kind is MarkKind.GOAL}
        milestones = {one.row_id: one for one in self._of.marks if one.kind is MarkKind.MILESTONE}
        found = []
        for target in self._of.targets:
            rows = self._of.frame.index.milestones_of_target.get(target.id, ())
            marks = [milestones[one.id] for one in rows if one.id in milestones]
            if marks and target.id in goals:
                marks.append(goals[target.id])
            marks.sort(key=lambda one: one.at)
            if len(marks) > 1:
                found.append(tuple((one.at, one.value) for one in marks))
        return tuple(found)

    def _axis_word(self) -> str:
        kinds = {one.period.kind for one in self._of.points}
        if kinds == {PeriodKind.FISCAL_YEAR}:
            return self._of.frame.w("indicator.axis_fiscal")
        if kinds == {PeriodKind.CALENDAR_YEAR}:
            return self._of.frame.w("indicator.axis_calendar")
        return self._of.frame.w("indicator.axis_mixed") if len(kinds) > 1 else ""

    def _legend(self, spec: ChartSpec) -> tuple[LegendItem, ...]:
        kinds = {one.kind for one in spec.marks}
        shown = [kind.value for kind in MarkKind if kind in kinds]
        if any(not one.firm and one.kind is MarkKind.ACTUAL for one in spec.marks):
            shown.insert(1, "soft")
        if spec.ways:
            shown.append("way")
        if spec.gaps:
            shown.append("gap")
        return tuple(
            LegendItem(Markup(symbol(one)), self._of.frame.w(f"terms.mark.{one}")) for one in shown
        )

    def view(self, position: int = 0) -> SeriesView:
        """The series as the page shows it; ``position`` counts the series of the page."""
        frame = self._of.frame
        spec = self.spec()
        notes = []
        if self._of.outside:
            notes.append(frame.w("indicator.outside_note"))
        if spec is not None:
            values = [m.value for m in spec.marks] + [m.upper for m in spec.marks if m.upper]
            if 0 not in value_scale(values):
                notes.append(frame.w("indicator.axis_not_zero"))
        breakdown_en = next(
            (one.breakdown_en for one in self._of.targets if one.breakdown_en),
            next(
                (
                    row.breakdown_en
                    for one in self._of.points
                    if (row := frame.index.observations.get(one.row_id)) and row.breakdown_en
                ),
                "",
            ),
        )
        heading = series_name(frame, self._of.key, breakdown_en)
        wide = "" if spec is None else draw(spec, WIDE)
        legend = () if spec is None else self._legend(spec)
        suffix = "" if position == 0 else f"-{position + 1}"
        return SeriesView(
            anchor=f"_values{suffix}",
            heading=heading,
            wide=Markup(wide),
            narrow=Markup("" if spec is None else draw(spec, NARROW)),
            legend=legend,
            rows=self._of.rows,
            notes=tuple(notes),
            files=self._files(heading, wide, legend, suffix),
        )

    def _files(
        self, heading: Label, wide: str, legend: tuple[LegendItem, ...], suffix: str
    ) -> tuple[PageFile, ...]:
        """The chart as a picture and its points as a table, for download."""
        if not wide:
            return ()
        frame, w = self._of.frame, self._of.frame.w
        name = frame.name(self._of.indicator).text
        title = w("common.with_note", text=name, note=heading.text) if heading else name
        note = w("indicator.file_note", city=frame.city.text, day=frame.as_of)
        keys = tuple((str(one.symbol), one.word) for one in legend)
        heads = [
            w(f"indicator.{one}")
            for one in ("col_period", "col_kind", "col_value", "unit", "col_note")
        ]
        rows = [
            (
                row.period,
                row.kind_word,
                row.text.text if row.value is None else plain_number(row.value.value),
                "" if row.value is None else row.value.unit.text,
                w("common.comma").join(row.notes),
            )
            for row in self._of.rows
        ]
        return (
            PageFile(f"chart{suffix}.svg", svg_file(wide, title, keys, note, frame.language.value)),
            PageFile(f"chart{suffix}.csv", people_csv(heads, rows)),
        )
