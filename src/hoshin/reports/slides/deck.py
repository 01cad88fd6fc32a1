"""The deck: slides of one look, with titles, texts, tables and charts that can be edited.

Charts are native: whoever opens the file can change their colours and read their data. Every
picture and chart has a text for those who do not see it, every slide a title and notes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
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
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from hoshin.charts.scale import value_scale
from hoshin.charts.specification import ChartSpec, Mark, MarkKind
from hoshin.engine.achievement import Standing
from hoshin.reports.slides.fixed_package import fixed_package

# On every Windows 10 and later; other systems take their own Japanese font in its place.
JAPANESE_FONT = "BIZ UDPゴシック"
LATIN_FONT = "BIZ UDPGothic"

INK, SOFT, RULE = (RGBColor.from_string(one) for one in ("1A1A1A", "595959", "CCCCCC"))
KEY, GROUND, WHITE = (RGBColor.from_string(one) for one in ("00118F", "F2F4F8", "FFFFFF"))
ACTUAL, GOAL, STRIPE = (RGBColor.from_string(one) for one in ("0877D7", "8B008B", "F4C7A8"))
STANDING_FILL = {
    Standing.REACHED: RGBColor(0x00, 0x11, 0x8F),
    Standing.TOWARD: RGBColor(0x08, 0x77, 0xD7),
    Standing.UNCHANGED: RGBColor(0x94, 0x94, 0x94),
    Standing.SHORT: RGBColor(0xE0, 0xB5, 0x2D),
    Standing.AWAY: RGBColor(0xC7, 0x47, 0x00),
    Standing.NOT_JUDGED: RGBColor(0xE6, 0xE6, 0xE6),
}
# White letters stand on these; stripes take dark ones.
_DARK = (Standing.REACHED, Standing.TOWARD)
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_LEFT, _TOP = Inches(0.7), Inches(1.55)
_TITLE_ONLY = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The same in the units of the file."""
        return (Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height))


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars: for each name how many targets stand where, in the order of standings."""

    names: Sequence[str]
    counts: Sequence[Sequence[int]]
    standings: Sequence[tuple[Standing, str]]


class Deck:
    """A presentation in the making."""

    def __init__(self, language: str, title: str, author: str) -> None:
        self._shown = Presentation()
        self._language = "ja-JP" if language == "ja" else "en-GB"
        self._shown.slide_width, self._shown.slide_height = _WIDTH, _HEIGHT
        properties = self._shown.core_properties
        properties.title, properties.author = title, author
        properties.language = self._language
        self._name_fonts()
        self._layout = self._shown.slide_layouts[_TITLE_ONLY]
        self._arrange_layout()
        self._slide: Any = None

    def _name_fonts(self) -> None:
        """The theme names the fonts once; every text and chart takes them from there."""
        theme = self._shown.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(theme.blob)
        for kind in ("major", "minor"):
            fonts = root.find(f".//{qn(f'a:{kind}Font')}")
            fonts.find(qn("a:latin")).set("typeface", LATIN_FONT)
            fonts.find(qn("a:ea")).set("typeface", JAPANESE_FONT)
            for one in fonts.findall(qn("a:font")):
                if one.get("script") == "Jpan":
                    one.set("typeface", JAPANESE_FONT)
        theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _arrange_layout(self) -> None:
        """The layout's title goes to the upper left; what the layout has besides goes away."""
        for shape in list(self._layout.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.idx == 0:
                shape.left, shape.top = _LEFT, Inches(0.45)
                shape.width, shape.height = _WIDTH - 2 * _LEFT, Inches(0.95)
            else:
                shape._element.getparent().remove(shape._element)

    # --- slides ---

    def slide(self, title: str, notes: str, size: int = 28) -> None:
        """Begin a slide; its title is what a screen reader announces, its notes what is said."""
        self._slide = self._shown.slides.add_slide(self._layout)
        shape = self._slide.shapes.title
        frame = shape.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(frame.paragraphs[0], title, size, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._slide.notes_slide.notes_text_frame.text = notes
        if len(self._shown.slides) > 1:
            self._rule(Box(0.7, 1.38, 11.93, 0))
            self._number()

    def cover(self, title: str, lines: Sequence[str], notes: str) -> None:
        """The first slide."""
        self.slide(title, notes)
        shape = self._slide.shapes.title
        shape.left, shape.top = Inches(0.9), Inches(2.4)
        shape.width, shape.height = Inches(11.5), Inches(1.3)
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(40)
        self._rule(Box(1.0, 3.75, 11.3, 0), KEY, 4)
        band = self._slide.shapes.add_shape(1, *Box(0, 0, 0.45, 7.5).emu)
        band.fill.solid()
        band.fill.fore_color.rgb = KEY
        band.line.fill.background()
        band.shadow.inherit = False
        for n, line in enumerate(lines):
            self.text(Box(0.9, 3.95 + 0.55 * n, 11.5, 0.55), line, 20, colour=SOFT)

    def text(
        self,
        box: Box,
        text: str,
        size: int = 16,
        *,
        bold: bool = False,
        colour: RGBColor = INK,
        right: bool = False,
    ) -> None:
        """A text in a box; it grows smaller in PowerPoint where it does not fit."""
        frame = self._slide.shapes.add_textbox(*box.emu).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Inches(0.05)
        for n, line in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            self._write(paragraph, line, size, bold=bold, colour=colour)
            if right:
                paragraph.alignment = PP_ALIGN.RIGHT

    def list(self, box: Box, items: Sequence[tuple[str, str]], size: int = 16) -> None:
        """A list of points: what it is about in bold, and under it what is said."""
        frame = self._slide.shapes.add_textbox(*box.emu).text_frame
        frame.word_wrap = True
        first = True
        for head, body in items:
            for text, bold, colour in ((head, True, INK), (body, False, SOFT)):
                if not text:
                    continue
                paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
                first = False
                self._write(paragraph, text, size, bold=bold, colour=colour)
                paragraph.space_after = Pt(1 if bold and body else 9)

    def tile(self, box: Box, standing: Standing, word: str, number: str) -> None:
        """A large number on the colour of its standing."""
        shape = self._slide.shapes.add_shape(1, *box.emu)
        shape.fill.solid()
        shape.fill.fore_color.rgb = STANDING_FILL[standing]
        shape.line.fill.background()
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Inches(0.05)
        colour = WHITE if standing in (*_DARK, Standing.AWAY) else INK
        for n, (text, size) in enumerate(((number, 40), (word, 15))):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER
            self._write(paragraph, text, size, bold=n == 0, colour=colour)

    def table(
        self, box: Box, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A table with a heading row; ``widths`` in inches.

        Columns after the first stand to the right; a cell may hold several lines.
        """
        shape = self._slide.shapes.add_table(len(rows) + 1, len(heads), *box.emu)
        table = shape.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        table.horz_banding = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        for n, cells in enumerate((heads, *rows)):
            for m, text in enumerate(cells):
                cell = table.cell(n, m)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_top = cell.margin_bottom = Inches(0.045)
                last = m == len(cells) - 1
                for k, line in enumerate(text.split("\n")):
                    frame = cell.text_frame
                    paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
                    paragraph.alignment = PP_ALIGN.LEFT if m == 0 else PP_ALIGN.RIGHT
                    self._write(
                        paragraph,
                        line,
                        12 if n == 0 or k > 0 else 14,
                        bold=n > 0 and last,
                        colour=SOFT if n == 0 or k > 0 else INK,
                    )
                if n == 0:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = GROUND

    # --- charts ---

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
                        colour=WHITE if standing in _DARK else INK,
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

    # --- small things ---

    def _write(
        self,
        paragraph: Any,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: RGBColor = INK,
    ) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour
        properties = run._r.get_or_add_rPr()
        properties.set("lang", self._language)
        properties.set("altLang", "en-GB" if self._language == "ja-JP" else "ja-JP")

    def _rule(self, box: Box, colour: RGBColor = KEY, width: float = 2) -> None:
        left, top, wide, _ = box.emu
        line = self._slide.shapes.add_connector(1, left, top, left + wide, top)
        line.line.color.rgb, line.line.width = colour, Pt(width)
        line.shadow.inherit = False

    def _number(self) -> None:
        """The slide's number as a field, so that it stays right when slides are moved."""
        frame = self._slide.shapes.add_textbox(*Box(12.0, 6.98, 0.8, 0.35).emu).text_frame
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        self._write(frame.paragraphs[0], str(len(self._shown.slides)), 11, colour=SOFT)
        run = frame.paragraphs[0].runs[0]._r
        field = etree.SubElement(run.getparent(), qn("a:fld"))
        field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        field.set("type", "slidenum")
        for part in run:
            field.append(deepcopy(part))
        run.getparent().remove(run)

    def content(self, day: date) -> bytes:
        """The presentation as a file, dated by the day that its content is of."""
        properties = self._shown.core_properties
        properties.created = properties.modified = datetime.combine(day, time())
        stream = io.BytesIO()
        self._shown.save(stream)
        return fixed_package(stream.getvalue(), day)
