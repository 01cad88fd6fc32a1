"""Filling Word templates: places, loops over paragraphs, table rows and pages.

``{%p for … %}`` stands in a paragraph of its own, ``{%tr for … %}`` in a table row of its own;
both disappear. Text is written as text: no markup of a value reaches the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from lxml.etree import XMLSyntaxError

from hoshin.domain.problems import Problem
from hoshin.reports import fill_refusals as refusals
from hoshin.reports.excel_template import has_places
from hoshin.reports.packages import check_images, check_package
from hoshin.reports.problems import PaperRefusedError, paper_problem
from hoshin.reports.template_check import TemplateLine, check_template
from hoshin.reports.template_language import PlaceError, TemplateLanguage
from hoshin.reports.word_ruby import dress_ruby

_STRUCTURE = re.compile(r"\{%-?\s*(?:p|tr|tc|r)\s+")
_RICH = re.compile(r"\{\{-?\s*r\s+")
_IMAGE_WIDTH = Mm(40)
_LONGEST_SHOWN = 16


def fill_document(
    template: bytes,
    scope: Mapping[str, Any],
    *,
    file: str,
    images: Mapping[str, bytes],
    readings: Mapping[str, str] | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """A document filled from a template; raises PaperRefusedError with every problem found.

    ``readings`` are those that the form's settings give for words.
    """
    check_package(template, file, "word/document.xml")
    check_images(images, file)
    try:
        document = Document(io.BytesIO(template))
    except (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError):
        check_package(b"", file, "")
        raise
    lines = list(document_lines(document))
    problems = list(check_template(lines, file=file, images=frozenset(images)))
    if document.settings.element.find(qn("w:documentProtection")) is not None:
        problems.append(refusals.document_protected(file))
    if problems:
        raise PaperRefusedError(problems)
    filled = DocxTemplate(io.BytesIO(template))

    def image(name: str) -> InlineImage:
        return InlineImage(filled, io.BytesIO(images[name]), width=_IMAGE_WIDTH)

    language = TemplateLanguage(escape=True, image=image, readings=readings)
    try:
        filled.render(dict(scope), jinja_env=language)
    except PlaceError as error:
        spot = _spot_naming(lines, error.sentence[1])
        raise PaperRefusedError(
            (paper_problem(error.code, error.sentence, error.hint, file=file, spot=spot),)
        ) from None
    except (TemplateError, XMLSyntaxError, TypeError, ValueError, KeyError) as error:
        raise PaperRefusedError((refusals.not_filled(file, "", str(error)),)) from None
    stream = io.BytesIO()
    filled.save(stream)
    made = _checked_whole(stream.getvalue(), file)
    warnings: tuple[Problem, ...] = ()
    if language.held > language.asked:
        warnings = (refusals.no_room(file, language.asked, language.held),)
    return made, warnings


def _checked_whole(made: bytes, file: str) -> bytes:
    """The document with its ruby dressed; a loop in the wrong kind of mark leaves a broken one.

    Such a document is never handed out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            text = package.read("word/document.xml")
        document = Document(io.BytesIO(made))
        rows = [row for table in document.tables for row in table.rows]
    except (XMLSyntaxError, KeyError, ValueError, PackageNotFoundError):
        raise PaperRefusedError((refusals.loop_broken(file),)) from None
    if b"{%" in text or any(not row.cells for row in rows):
        raise PaperRefusedError((refusals.loop_broken(file),))
    if not dress_ruby(document):
        return made
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def document_lines(document: WordDocument) -> Iterator[TemplateLine]:
    """Every paragraph with Jinja in it: of the body in order, then of headers and footers."""
    yield from _lines_of(document, document.element.body, "")
    seen = set()
    for number, section in enumerate(document.sections, start=1):
        for name, part in (
            ("ヘッダー / header", section.header),
            ("フッター / footer", section.footer),
        ):
            if part.is_linked_to_previous or id(part._element) in seen:
                continue
            seen.add(id(part._element))
            yield from _lines_of(part, part._element, f"{name} {number}: ")


def _lines_of(parent: Any, element: Any, before: str) -> Iterator[TemplateLine]:
    paragraphs = tables = 0
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            paragraphs += 1
            place = f"{before}段落 {paragraphs} / paragraph {paragraphs}"
            yield from _line(Paragraph(child, parent).text, place)
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row, cells in enumerate(Table(child, parent).rows, start=1):
                for column, cell in enumerate(_own_cells(cells), start=1):
                    place = f"{before}表 {tables} 行 {row} 列 {column} / table {tables} row {row}"
                    for paragraph in cell.paragraphs:
                        yield from _line(paragraph.text, place)
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _lines_of(parent, content, before)


def _own_cells(row: Any) -> list[Any]:
    """The cells of a row, each once: a merged cell stands in several columns."""
    return list({id(cell._tc): cell for cell in row.cells}.values())


def _line(text: str, place: str) -> Iterator[TemplateLine]:
    if has_places(text):
        plain = _RICH.sub("{{ ", _STRUCTURE.sub("{% ", text))
        yield TemplateLine(f"{place}「{text.strip()[:_LONGEST_SHOWN]}」", plain)


def _spot_naming(lines: list[TemplateLine], sentence: str) -> str:
    """The paragraph whose text holds the name that the sentence quotes."""
    names = re.findall(r'"([^"]+)"', sentence)
    return next((line.spot for line in lines if any(one in line.text for one in names)), "")
