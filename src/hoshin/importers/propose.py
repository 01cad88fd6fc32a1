"""From a document to a proposal: what it would add to, change in or confirm of a city's data.

Nothing is applied here. A row whose name, value or place leaves room for doubt is marked as
needing a decision, with the candidates among existing rows.
"""

from __future__ import annotations

from dataclasses import replace

from hoshin.domain.city import City
from hoshin.domain.plans import Plan
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import Evidence, LeftOver, Proposal, ProposedAction
from hoshin.domain.rows import Row
from hoshin.domain.sources import Source
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings
from hoshin.importers.headings import fiscal_year_of
from hoshin.importers.matching import indicator_matcher, program_matcher
from hoshin.importers.propose_indicators import propose_indicator
from hoshin.importers.propose_programs import propose_program, propose_total
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import source_id
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key, plain

_LONGEST_TITLE = 60


def propose(
    document: Document,
    city: City,
    *,
    plan: str = "",
    problems: tuple[Problem, ...] = (),
    findings: Findings | None = None,
) -> Proposal:
    """The proposal of one document against one city.

    ``plan`` names the plan to which new listings belong; without it the plan of the document's
    own source is taken, else a new plan is proposed. ``problems`` are those of reading the file.
    """
    found = recognise(document) if findings is None else findings
    source, source_is_new = _source(document, city)
    draft = Draft(city, source.id, "")
    evidence = Evidence(document=document.name, sha256=document.sha256, page=1)
    if source_is_new:
        draft.ids("sources").add(source.id)
        draft.add("sources", source, evidence)
    else:
        draft.confirm_or_change("sources", source, {}, evidence)
    draft.plan, draft.plan_is_new = _plan(document, city, source, plan)
    if found.indicators or found.programs:
        if draft.plan_is_new:
            title = source.title
            year = fiscal_year_of(document)
            row = Plan(
                id=draft.plan,
                name=title,
                period=year.period if year is not None and found.programs else None,
                period_printed=year.printed if year is not None and found.programs else "",
                source=source.id,
            )
            draft.add("plans", row, evidence, needs_decision=not plan)
        indicators = indicator_matcher(city)
        for indicator in found.indicators:
            propose_indicator(draft, indicators, indicator)
        programs = program_matcher(city)
        for program in found.programs:
            propose_program(draft, programs, program)
        for total in found.totals:
            propose_total(draft, total)
    left = (*found.left_over, *draft.left_over)
    return Proposal(
        document=document.name,
        sha256=document.sha256,
        source_id=source.id,
        rows=draft.ordered(),
        left_over=left,
        problems=(*problems, *(_problem(document, one) for one in left), *_said(found, document)),
    )


def _source(document: Document, city: City) -> tuple[Source, bool]:
    for one in city.sources:
        if one.sha256 == document.sha256:
            return one, False
    return (
        Source(
            id=source_id(document.sha256),
            title=_title(document),
            file_name=document.name,
            sha256=document.sha256,
        ),
        True,
    )


def _title(document: Document) -> str:
    """The document's own title, else its first line that looks like one, else its file name."""
    if document.title:
        return plain(document.title)[:_LONGEST_TITLE]
    for line in document.lines():
        text = plain(line.text).strip("#* ")
        if (
            4 <= len(text) <= _LONGEST_TITLE
            and not text.endswith(("。", "、"))
            and any("一" <= c <= "鿿" for c in text)
        ):
            return text
    return document.name.rpartition("/")[2]


def _plan(document: Document, city: City, source: Source, asked: str) -> tuple[str, bool]:
    known = {one.id for one in city.plans}
    if asked:
        return asked, asked not in known
    of_source = [one.id for one in city.plans if one.source == source.id]
    if of_source:
        return of_source[-1], False
    title = name_key(source.title)
    named = [one.id for one in city.plans if title and name_key(one.name) == title]
    if len(named) == 1:
        return named[0], False
    return f"plan-{document.sha256[:8]}", True


def _problem(document: Document, left: LeftOver) -> Problem:
    return Problem(
        code=left.code,
        level=ProblemLevel.WARNING,
        place=Place(file=document.name, locator=left.evidence.locator),
        sentence_ja=left.sentence_ja,
        sentence_en=left.sentence_en,
        hint_ja="原典を見て、手で入力するか、この部分を見送ってください。",
        hint_en="Look at the document, then enter it by hand or leave it.",
    )


def _said(found: Findings, document: Document) -> tuple[Problem, ...]:
    if found.indicators or found.programs or found.left_over:
        return ()
    return (
        Problem(
            code="document-nothing-found",
            level=ProblemLevel.NOTE,
            place=Place(file=document.name),
            sentence_ja="指標や事業の表は見つかりませんでした。",
            sentence_en="No table or block of indicators or programs was found.",
            hint_ja="表のある版(Excel、Word、文字のあるPDF)があれば、それも試してください。",
            hint_en="If there is a version with tables (Excel, Word, PDF with text), try that.",
        ),
    )


def applied(
    city: City, proposal: Proposal, *, accepted: frozenset[tuple[str, str]] | None = None
) -> City:
    """The city with a proposal's rows: those that need no decision, or exactly the accepted ones.

    ``accepted`` holds (table, id) pairs. A row that refers to a proposed row which is not taken
    is not taken either.
    """
    taken = [
        row
        for row in proposal.rows
        if row.action is not ProposedAction.CONFIRM
        and (not row.needs_decision if accepted is None else row.key in accepted)
    ]
    refused = {row.row.id for row in proposal.rows if row.action is ProposedAction.ADD} - {
        row.row.id for row in taken
    }
    tables: dict[str, tuple[Row, ...]] = {}
    for one in taken:
        if one.action is ProposedAction.ADD and _refers_to(one.row, refused):
            refused.add(one.row.id)
            continue
        rows = tables.get(one.table, getattr(city, one.table))
        if one.action is ProposedAction.ADD:
            rows = (*rows, one.row)
        else:
            rows = tuple(one.row if row.id == one.row.id else row for row in rows)
        tables[one.table] = rows
    return replace(city, **tables)  # type: ignore[arg-type]


def _refers_to(row: Row, refused: set[str]) -> bool:
    for name in row.__dataclass_fields__:
        value = getattr(row, name)
        if name != "id" and isinstance(value, str) and value in refused:
            return True
    return False
