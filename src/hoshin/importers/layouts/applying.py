"""Layouts applied to a document, before any shape looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import Evidence
from hoshin.domain.words import Words
from hoshin.importers.contract import Mark, Reading
from hoshin.importers.document import Document, Table
from hoshin.importers.findings import Findings
from hoshin.importers.headings import Headings
from hoshin.importers.layouts import forms, tables
from hoshin.importers.layouts.model import Layout, TableLayout
from hoshin.importers.shapes import recognise

_MOST_CELLS = 2_000_000
_VERSION = 1


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What layouts read: findings, the document without what they took, and the lines taken."""

    findings: Findings
    document: Document
    taken: frozenset[int] = frozenset()


def recognise_with(document: Document, layouts: Sequence[Layout]) -> Findings:
    """What layouts read in a document, then what the shapes find in the rest of it."""
    if not layouts:
        return recognise(document)
    laid = apply_layouts(Reading(document, Headings(document)), layouts)
    return recognise(laid.document, known=laid.findings, taken=laid.taken)


def apply_layouts(reading: Reading, layouts: Sequence[Layout]) -> LaidOut:
    """Read every table and form that a layout describes; say which layouts found nothing."""
    findings = Findings()
    taken_tables: set[int] = set()
    taken_lines: set[int] = set()
    for layout in layouts:
        for rule in layout.tables:
            found, used, missing = _all_tables(reading.document, rule, reading, taken_tables)
            findings += found
            taken_tables |= {id(one) for one in used}
            taken_lines |= _lines(used)
            if not used:
                problem = _not_found(layout, rule.name, "table", missing, reading.document)
                findings += Findings(problems=(problem,))
        for form in layout.forms:
            mark = Mark(f"layout:{form.name}", _VERSION)
            hits = 0
            for page in reading.document.pages:
                for table in page.tables:
                    if id(table) in taken_tables or table.rows * table.columns > _MOST_CELLS:
                        continue
                    read = forms.in_table(reading, form, mark, table)
                    if read is not None:
                        findings += read
                        hits += 1
                        taken_tables.add(id(table))
                        taken_lines |= _lines((table,))
                free = Reading(reading.document, reading.headings, frozenset(taken_lines))
                read = forms.in_lines(free, form, mark, page)
                if read is not None:
                    findings += read
                    hits += 1
                    taken_lines |= _lines_of(read)
            if not hits:
                problem = _not_found(layout, form.name, "form", form.contains, reading.document)
                findings += Findings(problems=(problem,))
    rest = replace(
        reading.document,
        pages=tuple(
            replace(page, tables=tuple(one for one in page.tables if id(one) not in taken_tables))
            for page in reading.document.pages
        ),
    )
    return LaidOut(findings, rest, frozenset(taken_lines))


def _all_tables(
    document: Document, rule: TableLayout, reading: Reading, taken: set[int]
) -> tuple[Findings, list[Table], tuple[str, ...]]:
    findings = Findings()
    used: list[Table] = []
    missing: tuple[str, ...] = tuple(one.head for one in rule.columns)
    last: tables.Match | None = None
    for table in document.tables():
        if id(table) in taken or table.rows * table.columns > _MOST_CELLS:
            continue
        grid = table.grid()
        match, lacking = tables.match(rule, table, grid)
        if match is None and last is not None and table.continued:
            # A table that goes on keeps the columns of its first page.
            fits = all(one.index < table.columns for one in last.columns)
            match = replace(last, first_row=-last.depth) if fits else None
        if match is None:
            last = None
            if lacking and len(lacking) < len(missing):
                missing = lacking
            continue
        found = tables.read(reading, rule, table, grid, match)
        if found is None:
            continue
        last = match
        used.append(table)
        findings += _signed(found, rule.name)
    return findings, used, missing


def _signed(findings: Findings, name: str) -> Findings:
    """The findings with the layout's name as the shape that read them."""

    def own(evidence: Evidence) -> Evidence:
        return replace(evidence, shape=f"layout:{name}", version=_VERSION)

    return replace(
        findings,
        indicators=tuple(replace(o, evidence=own(o.evidence)) for o in findings.indicators),
        programs=tuple(replace(o, evidence=own(o.evidence)) for o in findings.programs),
        totals=tuple(replace(o, evidence=own(o.evidence)) for o in findings.totals),
        left_over=tuple(replace(o, evidence=own(o.evidence)) for o in findings.left_over),
    )


def _lines(used: Iterable[Table]) -> set[int]:
    return {number for table in used for cell in table.cells for number in cell.line_numbers}


def _lines_of(findings: Findings) -> set[int]:
    evidence = [one.evidence for one in findings.indicators]
    evidence += [one.evidence for one in findings.left_over]
    return {number for place in evidence for lines in place.lines for number in lines.numbers}


def _not_found(
    layout: Layout, name: str, kind: str, missing: Sequence[str], document: Document
) -> Problem:
    ja = "、".join(f"「{one}」" for one in missing if one)
    en = ", ".join(f'"{one}"' for one in missing if one)
    return Problem(
        code="layout-not-found",
        level=ProblemLevel.WARNING,
        place=Place(file=document.name, column=f"{layout.file}: {kind} {name}"),
        sentence=Words(
            f"レイアウト「{name}」に合う所がこの文書にありません"
            + (f"(見つからないもの: {ja})。" if ja else "。"),
            f'Nothing in this document has the layout "{name}"'
            + (f" (missing: {en})." if en else "."),
        ),
        hint=Words(
            f"様式が変わったなら、{layout.file} の見出しを今年のものに直してください。",
            f"If the form has changed, write this year's heads in {layout.file}.",
        ),
    )
