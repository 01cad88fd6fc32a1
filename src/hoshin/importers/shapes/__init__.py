"""Shapes: the layouts that recur in cities' documents, each a small module with a proof.

``recognise`` runs them over a document in a fixed order; lines that one shape has read are not
looked at by the next. No rule names a document or a city.
"""

from __future__ import annotations

from dataclasses import replace

from hoshin.importers.contract import Reading, Shape
from hoshin.importers.document import Document
from hoshin.importers.english import in_japanese
from hoshin.importers.findings import Findings
from hoshin.importers.headings import Headings
from hoshin.importers.shapes import (
    s1_label_block,
    s2_target_years,
    s3_page_end_table,
    s4_review_block,
    s5_value_table,
    s6_budget_table,
    s6_numbered_rows,
    s7_card,
    s8_inline_card,
    s9_breakdown,
    s10_infographic,
    s11_evaluation_sheet,
    s13_labelled_cells,
    s14_labelled_lines,
    s15_year_rows,
    s16_views,
    s17_name_over_heads,
)
from hoshin.importers.shapes.amounts import every_amount_once
from hoshin.importers.shapes.footnotes import with_footnotes
from hoshin.importers.shapes.s12_sentence import with_sentences
from hoshin.importers.shapes.unread_tables import with_unread_tables

# Whole forms first; then tables before blocks, blocks before boxes. A breakdown wants to see the
# cards of its page, and a card's text may stand below another card's line, so those four read the
# same free lines.
SHAPES: tuple[Shape, ...] = (
    s11_evaluation_sheet.SHAPE,
    s16_views.SHAPE,
    s13_labelled_cells.SHAPE,
    s17_name_over_heads.SHAPE,
    s15_year_rows.SHAPE,
    s5_value_table.SHAPE,
    s6_budget_table.SHAPE,
    s1_label_block.SHAPE,
    s4_review_block.SHAPE,
    s2_target_years.SHAPE,
    s3_page_end_table.SHAPE,
    s14_labelled_lines.SHAPE,
    s6_numbered_rows.SHAPE,
    s9_breakdown.SHAPE,
    s10_infographic.SHAPE,
    s8_inline_card.SHAPE,
    s7_card.SHAPE,
)


def recognise(
    document: Document,
    shapes: tuple[Shape, ...] = SHAPES,
    *,
    known: Findings | None = None,
    taken: frozenset[int] = frozenset(),
) -> Findings:
    """Everything that the shapes find and prove in a document, and what is left over.

    ``known`` is what layouts have read of it already, on the lines ``taken``.
    """
    whole = document = in_japanese(document)
    headings = Headings(document)
    findings = known or Findings()
    for shape in shapes:
        result = shape.apply(Reading(document, headings, taken))
        findings += result.findings
        taken |= result.taken
        if result.pages or result.tables:
            document = _without(document, result.pages, result.tables)
    findings = with_footnotes(whole, findings)
    # Sentences last: what tables say proves them. Pages taken whole have had their own proof.
    findings = every_amount_once(document, with_sentences(document, findings, taken))
    return with_unread_tables(document, findings)


def _without(document: Document, pages: frozenset[int], tables: frozenset[int]) -> Document:
    """The document with these pages blank and without these tables."""
    return replace(
        document,
        pages=tuple(
            replace(page, lines=(), tables=())
            if page.number in pages
            else replace(page, tables=tuple(one for one in page.tables if id(one) not in tables))
            for page in document.pages
        ),
    )
