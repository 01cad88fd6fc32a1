"""Native charts: drawn by the program that shows the slides, so that they can be edited.

Whoever opens the file can change their colours and read their data. Every chart has a text for
those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from hoshin.charts.scale import value_scale
from hoshin.charts.specification import ChartSpec, Mark, MarkKind
from hoshin.engine.standing import Standing
from hoshin.reports.slides.looks import (
    ACTUAL,
    DARK,
    GOAL,
    INK,
    KEY,
    RULE,
    SOFT,
    STANDING_FILL,
    STRIPE,
    WHITE,
    Box,
    write,
)


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars: for each name how many targets stand where, in the order of standings."""

    names: Sequence[str]
    counts: Sequence[Sequence[int]]
    standings: Sequence[tuple[Standing, str]]


class NativeCharts:
    """The charts of one slide; ``language`` is that of their texts, as ``ja-JP``."""

    def __init__(self, slide: Any, language: str) -> None:
        self._slide = slide
        self._language = language

    def bars(self, box: Box, bars: Bars, said: str) -> None:
        """Stacked bars of standings, the first name on top."""
        data = CategoryChartData()
        data.categories = list(bars.names)
        for n, (_, word) in enumerate(bars.standings):
            data.add_series(word, [one[n] for one in bars.counts])
        chart = self._chart(XL_CHART_TYPE.BAR_STACKED, box, data, said)
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(13)
        chart.category_axis.reverse_order = True
        chart.category_axis.tick_labels.font.size = Pt(13)
        chart.category_axis.format.line.color.rgb = RULE
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 45, 100
        for series, (standing, _), n in zip(
            plot.series, bars.standings, range(len(bars.standings)), strict=True
        ):
            self._fill(series.format.fill, standing)
            series.format.line.color.rgb = RGBColor(0x8C, 0x8C, 0x8C)
            for point, counts in enumerate(bars.counts):
                if counts[n]:
                    label = series.points[point].data_label
                    label.has_text_frame = True
                    self._write(
                        label.text_frame.paragraphs[0],
                        str(counts[n]),
                        13,
                        bold=True,
                        colour=WHITE if standing in DARK else INK,
                    )

    def columns(
        self,
        box: Box,
        names: Sequence[str],
        values: Sequence[int],
        said: str,
        *,
        across: bool = False,
        number_format: str = "#,##0",
    ) -> None:
        """Plain columns, or bars ``across``, with their numbers on them."""
        data = CategoryChartData()
        data.categories = list(names)
        data.add_series(said, list(values))
        kind = XL_CHART_TYPE.BAR_CLUSTERED if across else XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = self._chart(kind, box, data, said)
        chart.has_legend = False
        chart.has_title = False
        chart.category_axis.tick_labels.font.size = Pt(13)
        chart.category_axis.format.line.color.rgb = RULE
        chart.category_axis.reverse_order = across
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.minimum_scale = min(0, *values)
        plot = chart.plots[0]
        plot.gap_width = 45
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = KEY
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = number_format, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size, labels.font.bold = Pt(13), True
        labels._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("wrap", "none")
        if across:
            # Room for the numbers beyond the longest bar.
            chart.value_axis.maximum_scale = max(values, default=0) * 1.2 or 1

    def course(self, box: Box, spec: ChartSpec, words: dict[MarkKind, str]) -> None:
        """The chart of a series, from the specification that pages and papers draw."""
        data = XyChartData()
        shown: list[tuple[MarkKind, list[Mark]]] = []
        course = sorted((one for one in spec.marks if one.on_line), key=lambda one: one.at)
        for kind, marks in (
            (MarkKind.ACTUAL, course),
            (MarkKind.MILESTONE, [m for m in spec.marks if m.kind is MarkKind.MILESTONE]),
            (MarkKind.GOAL, [m for m in spec.marks if m.kind is MarkKind.GOAL]),
        ):
            if marks:
                shown.append((kind, marks))
                series = data.add_series(words[kind])
                for one in marks:
                    series.add_data_point(one.at, float(one.value))
        chart = self._chart(XL_CHART_TYPE.XY_SCATTER_LINES, box, data, spec.description)
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(12)
        self._axes(chart, spec, [one for _, marks in shown for one in marks])
        for series, (kind, marks) in zip(chart.plots[0].series, shown, strict=True):
            self._mark_series(series, kind, marks)

    def _axes(self, chart: Any, spec: ChartSpec, marks: Sequence[Mark]) -> None:
        ticks = value_scale(one.value for one in marks)
        years = [one.at for one in marks]
        value, category = chart.value_axis, chart.category_axis
        value.minimum_scale, value.maximum_scale = float(ticks[0]), float(ticks[-1])
        value.major_unit = float(ticks[1] - ticks[0])
        value.major_gridlines.format.line.color.rgb = RULE
        value.format.line.fill.background()
        category.minimum_scale, category.maximum_scale = int(min(years)) - 1, int(max(years)) + 1
        category.major_unit = 1 if max(years) - min(years) < 12 else 2
        category.has_major_gridlines = False
        category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        category.tick_labels.number_format = "0"
        category.tick_labels.number_format_is_linked = False
        for axis in (value, category):
            axis.tick_labels.font.size = Pt(12)
            axis.tick_labels.font.color.rgb = SOFT

    def _mark_series(self, series: Any, kind: MarkKind, marks: Sequence[Mark]) -> None:
        """Shape, colour and line of a series; its last value, or every goal, is written."""
        colour = ACTUAL if kind is MarkKind.ACTUAL else GOAL
        shapes = {
            MarkKind.ACTUAL: XL_MARKER_STYLE.CIRCLE,
            MarkKind.MILESTONE: XL_MARKER_STYLE.TRIANGLE,
            MarkKind.GOAL: XL_MARKER_STYLE.DIAMOND,
        }
        series.smooth = False
        series.marker.style = shapes[kind]
        series.marker.size = 13 if kind is MarkKind.GOAL else 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = WHITE if kind is MarkKind.MILESTONE else colour
        series.marker.format.line.color.rgb = colour
        if kind is MarkKind.GOAL:
            series.format.line.fill.background()
        else:
            series.format.line.color.rgb = colour
            series.format.line.width = Pt(3 if kind is MarkKind.ACTUAL else 1.25)
            if kind is MarkKind.MILESTONE:
                series.format.line.dash_style = MSO_LINE.ROUND_DOT
        if kind is MarkKind.MILESTONE:
            return
        for point, mark in enumerate(marks):
            if kind is MarkKind.GOAL or point in (0, len(marks) - 1):
                label = series.points[point].data_label
                label.has_text_frame = True
                label.position = XL_LABEL_POSITION.ABOVE
                text = f"{mark.badge}{mark.label}"
                self._write(label.text_frame.paragraphs[0], text, 13, bold=True, colour=colour)

    def _chart(self, kind: Any, box: Box, data: Any, said: str) -> Any:
        frame = self._slide.shapes.add_chart(kind, *box.emu, data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
        frame.chart.has_title = False
        return frame.chart

    def _fill(self, fill: Any, standing: Standing) -> None:
        """The colour of a standing; orange is striped, as it prints as dark as blue in grey."""
        if standing is Standing.AWAY:
            fill.patterned()
            fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = STANDING_FILL[standing], STRIPE
        else:
            fill.solid()
            fill.fore_color.rgb = STANDING_FILL[standing]

    def _write(
        self,
        paragraph: Any,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: RGBColor = INK,
    ) -> None:
        write(paragraph, text, size, self._language, bold=bold, colour=colour)
