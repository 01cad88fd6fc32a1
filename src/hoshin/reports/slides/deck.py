"""The deck: slides of one look, with titles, texts, tables and charts that can be edited.

Every slide has a title, which a screen reader announces, and notes for whoever speaks.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from hoshin.engine.standing import Standing
from hoshin.reports.slides.fixed_package import fixed_package
from hoshin.reports.slides.looks import (
    DARK,
    GROUND,
    INK,
    KEY,
    SOFT,
    STANDING_FILL,
    WHITE,
    Box,
    write,
)
from hoshin.reports.slides.native_charts import NativeCharts

# On every Windows 10 and later; other systems take their own Japanese font in its place.
JAPANESE_FONT = "BIZ UDPゴシック"
LATIN_FONT = "BIZ UDPGothic"

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_LEFT = Inches(0.7)
_TITLE_ONLY = 5


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

    @property
    def charts(self) -> NativeCharts:
        """The charts of the slide that was begun last."""
        return NativeCharts(self._slide, self._language)

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
        # Anchored below: a long name grows upwards, away from the rule.
        shape.left, shape.top = Inches(0.9), Inches(0.6)
        shape.width, shape.height = Inches(11.5), Inches(3.05)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
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
        colour = WHITE if standing in (*DARK, Standing.AWAY) else INK
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
        write(paragraph, text, size, self._language, bold=bold, colour=colour)

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
