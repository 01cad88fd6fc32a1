"""From a document to a proposal: what it would add to, change in or confirm of a city's data.

Nothing is applied here. A row whose name, value or place leaves room for doubt is marked as
needing a decision, with the candidates among existing rows.
"""

from __future__ import annotations

import re

from hoshin.domain.city import City
from hoshin.domain.plans import Plan
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import Evidence, LeftOver, Proposal
from hoshin.domain.sources import Source
from hoshin.domain.words import Words
from hoshin.importers.columns import ColumnKind, read_head
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings
from hoshin.importers.headings import fiscal_year_of
from hoshin.importers.matching import indicator_matcher, program_matcher
from hoshin.importers.propose_indicators import propose_indicator
from hoshin.importers.propose_owners import leave_unknown_owners
from hoshin.importers.propose_programs import propose_evaluation, propose_program, propose_total
from hoshin.importers.propose_sheets import propose_sheet
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import source_id, unused
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key, plain

_LONGEST_TITLE = 60
_TITLE_PAGES = 3
_TITLE = re.compile(
    r"[^、。・(①-⑳\d「][^、。「」]{3,}(?:計画|戦略|プラン|ビジョン|大綱|方針|報告書?|評価|シート)"
    r"(?:\s*[(:][^「」。]{0,40})?"
)
_NO_TITLE = re.compile(r"[。、|:]|^[\d(①-⑳]")
_WORDS = re.compile(r"[ぁ-んァ-ヶ一-鿿]{2}|[A-Za-z]{3}")


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
    if found.indicators or found.programs or found.evaluations:
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
            draft.add("plans", row, evidence, needs_decision=True)
            problems = (*problems, _new_plan(document, row))
        indicators = indicator_matcher(city)
        for indicator in found.indicators:
            propose_indicator(draft, indicators, indicator)
        leave_unknown_owners(draft, found.indicators)
        programs = program_matcher(city)
        for program in found.programs:
            propose_program(draft, programs, program)
        for total in found.totals:
            propose_total(draft, total)
        for evaluation in found.evaluations:
            if evaluation.answers:
                propose_sheet(draft, programs, evaluation)
            else:
                propose_evaluation(draft, evaluation)
    left = (*found.left_over, *draft.left_over)
    return Proposal(
        document=document.name,
        sha256=document.sha256,
        source_id=source.id,
        rows=draft.ordered(),
        left_over=left,
        problems=(
            *problems,
            *found.problems,
            *(_problem(document, source.id, one) for one in left),
            *_said(found, document),
        ),
    )


def _source(document: Document, city: City) -> tuple[Source, bool]:
    for one in city.sources:
        if one.sha256 == document.sha256:
            return one, False
    return (
        Source(
            id=unused(source_id(document.sha256), {one.id for one in city.sources}),
            title=_title(document),
            file_name=document.name,
            sha256=document.sha256,
        ),
        True,
    )


def _title(document: Document) -> str:
    """The document's own title, an early line that names a plan, its first line, its file name."""
    if document.title:
        return plain(document.title)[:_LONGEST_TITLE]
    for page in document.pages[:_TITLE_PAGES]:
        for line in page.lines:
            text = line.text.strip("#*　 \t")
            whole = text.count("（") == text.count("）")
            if whole and len(text) <= _LONGEST_TITLE and _TITLE.fullmatch(plain(text)):
                return text
    first = next((line.text for line in document.lines() if line.text.strip()), "")
    if is_title(first):
        return plain(first.strip("#*　 \t"))
    return document.name.rpartition("/")[2].rpartition(".")[0] or document.name


def is_title(text: str) -> bool:
    """Whether the first line of a document can be its title: words alone, no sentence, no head."""
    bare = plain(text.strip("#*　 \t"))
    if "\t" in text.strip() or not 4 <= len(bare) <= _LONGEST_TITLE:
        return False
    if _NO_TITLE.search(bare) is not None or _WORDS.search(bare) is None:
        return False
    return read_head(0, bare).kind in (ColumnKind.OTHER, ColumnKind.NAME)


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
    return unused(f"plan-{document.sha256[:8]}", known), True


def _new_plan(document: Document, plan: Plan) -> Problem:
    return Problem(
        code="plan-proposed",
        level=ProblemLevel.NOTE,
        place=Place(file=document.name, row_id=plan.id),
        sentence=Words(
            f"この文書の計画がないので、新しい計画「{plan.name}」を提案します。",
            f'No plan is kept with this document; a new one, "{plan.name}", is proposed.',
        ),
        hint=Words(
            "すでにある計画の文書なら --plan にそのIDを書いてください。名称は後で直せます。",
            "If it belongs to a plan you keep, name its id with --plan.",
        ),
    )


def _problem(document: Document, source: str, left: LeftOver) -> Problem:
    lines = left.evidence.lines
    return Problem(
        code=left.code,
        level=ProblemLevel.WARNING,
        place=Place(
            file=document.name,
            line=lines[0].first if lines else None,
            source=source,
            locator=left.evidence.locator,
        ),
        sentence=Words(left.sentence_ja, left.sentence_en),
        hint=Words(
            "原典を見て、手で入力するか、この部分を見送ってください。",
            "Look at the document, then enter it by hand or leave it.",
        ),
    )


def _said(found: Findings, document: Document) -> tuple[Problem, ...]:
    if found.indicators or found.programs or found.left_over:
        return ()
    return (
        Problem(
            code="document-nothing-found",
            level=ProblemLevel.NOTE,
            place=Place(file=document.name),
            sentence=Words(
                "指標や事業の表は見つかりませんでした。",
                "No table or block of indicators or programs was found.",
            ),
            hint=Words(
                "表のある版(Excel、Word、文字のあるPDF)があれば、それも試してください。",
                "If there is a version with tables (Excel, Word, PDF with text), try that.",
            ),
        ),
    )
