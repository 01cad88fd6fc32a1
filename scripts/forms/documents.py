"""Drawing Word templates: an A4 document written from top to bottom, in two languages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from scripts.forms.packing import packed

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
_DAY = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)

Label = str | tuple[str, str]


class Paper:
    """A document of one language; ``widths`` of tables are in millimetres."""

    def __init__(self, language: str, *, landscape: bool = False) -> None:
        self.language = language
        self.document = Document()
        section = self.document.sections[0]
        width, height = (297, 210) if landscape else (210, 297)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        _face(self.document.styles["Normal"], MINCHO, 10.5)
        for name, size in (
            ("Title", 18),
            ("Heading 1", 14),
            ("Heading 2", 12),
            ("Heading 3", 10.5),
        ):
            style = self.document.styles[name]
            _face(style, GOTHIC, size)
            style.font.bold = True
            style.font.color.rgb = RGBColor(0, 0, 0)
            border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
            if border is not None:
                style.element.pPr.remove(border)
        _page_number(section.footer.paragraphs[0])

    def say(self, label: Label) -> str:
        """A label in this language; a place is the same in both."""
        if isinstance(label, str):
            return label
        return label[0] if self.language == "ja" else label[1]

    def title(self, text: Label) -> None:
        """The document's title."""
        paragraph = self.document.add_paragraph(self.say(text), style="Title")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, text: Label, level: int = 1, *, new_page: bool = False) -> None:
        """A heading, kept with what follows it."""
        paragraph = self.document.add_paragraph(self.say(text), style=f"Heading {level}")
        paragraph.paragraph_format.page_break_before = new_page
        paragraph.paragraph_format.keep_with_next = True

    def text(
        self, text: Label, *, right: bool = False, size: float = 10.5, leads: bool = False
    ) -> None:
        """A paragraph of plain text; one that ``leads`` stays with what follows it."""
        paragraph = self.document.add_paragraph(self.say(text))
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = leads
        for run in paragraph.runs:
            run.font.size = Pt(size)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def mark(self, text: str) -> None:
        """A paragraph that is a mark and is not printed."""
        self.document.add_paragraph(text)

    def table(self, widths: Sequence[float], size: float = 9) -> Grid:
        """A table with columns of these widths."""
        return Grid(self, widths, size)

    def content(self) -> bytes:
        """The document as bytes that are the same each time."""
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = "Hoshin"
        properties.comments = ""
        properties.created = properties.modified = _DAY
        stream = io.BytesIO()
        self.document.save(stream)
        return packed(stream.getvalue())


class Grid:
    """One table, written row by row."""

    def __init__(self, paper: Paper, widths: Sequence[float], size: float) -> None:
        self._paper, self._widths, self._size = paper, widths, size
        self._table = paper.document.add_table(rows=0, cols=len(widths))
        self._table.style = "Table Grid"
        self._table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._table.autofit = False
        for column, width in zip(self._table.columns, widths, strict=True):
            column.width = Mm(width)
        self._table._tbl.tblPr.append(_margins())

    def head(self, *labels: Label) -> None:
        """The heads: grey, centred, and printed again on every page."""
        row = self._row(labels, "c" * len(labels), grey=True)
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeated)
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def mark(self, text: str) -> None:
        """A row that is a mark and is not printed."""
        row = self._table.add_row()
        row.cells[0].text = text

    def line(
        self, *labels: Label, aligned: str = "", grey: Sequence[int] = (), joined: str = ""
    ) -> Any:
        """A row; ``joined`` says ``start`` or ``go on`` where the first two cells
        are merged downwards."""
        row = self._row(labels, aligned or "l" * len(labels), greys=grey)
        for cell in row.cells[:2] if joined else ():
            merge = OxmlElement("w:vMerge")
            if joined == "start":
                merge.set(qn("w:val"), "restart")
            properties = cell._tc.get_or_add_tcPr()
            properties.insert_element_before(merge, "w:shd", "w:vAlign")
        return row

    def _row(
        self,
        labels: Sequence[Label],
        aligned: str,
        *,
        grey: bool = False,
        greys: Sequence[int] = (),
    ) -> Any:
        row = self._table.add_row()
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for number, (cell, label) in enumerate(zip(row.cells, labels, strict=True)):
            cell.width = Mm(self._widths[number])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.alignment = {
                "l": WD_ALIGN_PARAGRAPH.LEFT,
                "c": WD_ALIGN_PARAGRAPH.CENTER,
                "r": WD_ALIGN_PARAGRAPH.RIGHT,
            }[aligned[number]]
            # Heads stay with the first row below them.
            paragraph.paragraph_format.keep_with_next = grey
            run = paragraph.add_run(self._paper.say(label))
            run.font.size = Pt(self._size)
            if grey or number in greys:
                _shade(cell)
                run.font.name = GOTHIC
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), GOTHIC)
        return row


def _margins() -> Any:
    """A little air above and below the text of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(twips))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    return margins


def _face(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(kind), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "E8E8E8")
    cell._tc.get_or_add_tcPr().insert_element_before(shade, "w:vAlign")


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)
