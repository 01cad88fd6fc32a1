"""From found programs to rows: programs, their listings and amounts, and printed totals."""

from __future__ import annotations

from hoshin.domain.evaluations import AuthorRole, Evaluation
from hoshin.domain.periods import PeriodKind
from hoshin.domain.programs import (
    AmountLink,
    Appropriation,
    ListingKind,
    Program,
    ProgramListing,
)
from hoshin.domain.proposals import Evidence
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.importers.findings import FoundEvaluation, FoundProgram, FoundTotal
from hoshin.importers.matching import Matcher
from hoshin.importers.printed_values import as_printed, read_value
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import place_hash, short_hash
from hoshin.importers.wording import name_key


def propose_program(draft: Draft, matcher: Matcher, found: FoundProgram) -> None:
    """Propose one listing of a program, its money, and the program where it is new."""
    existing = _existing(draft, found)
    if existing is not None:
        changes: dict[str, object] = {"name_printed": found.name}
        if found.kind is ListingKind.RESTATED:
            changes["kind"] = found.kind
        if name_key(existing.name_printed) == name_key(found.name):
            del changes["name_printed"]
        draft.confirm_or_change("program_elements", existing, changes, found.evidence)
        for one in (found, *found.others):
            _amount(draft, one, existing.id, known=True)
        return
    element = draft.element(found.section, found.evidence)
    bureau = draft.organisation(found.bureau, "", found.evidence)
    office = draft.organisation(found.office, found.bureau, found.evidence)
    match = matcher.match(found.name)
    doubtful = found.doubtful
    program = match.certain
    if not program:
        program = f"prog-{short_hash(name_key(found.name), found.bureau)}"
        if program not in draft.ids("programs"):
            draft.ids("programs").add(program)
            row = Program(
                id=program,
                name=found.name,
                organisation=office or bureau,
                source=draft.source,
                locator=found.evidence.locator,
            )
            draft.add(
                "programs",
                row,
                found.evidence,
                candidates=match.candidates,
                needs_decision=doubtful or bool(match.candidates),
            )
        doubtful = doubtful or bool(match.candidates)
    listing = draft.new_id("program_elements", f"listing-{place_hash(found.evidence)}")
    draft.add(
        "program_elements",
        ProgramListing(
            id=listing,
            program=program,
            element=element,
            order=int(found.number) if found.number.isdigit() else 0,
            number=found.number,
            name_printed=found.name,
            organisation=office or bureau,
            kind=found.kind,
            restates=_restated(draft, found, element),
            source=draft.source,
            locator=_locator(found),
            note=f"{found.part_of} の内訳か" if found.part_of else "",
        ),
        found.evidence,
        needs_decision=doubtful,
    )
    for one in (found, *found.others):
        _amount(draft, one, listing, known=False, doubtful=doubtful)


def _locator(found: FoundProgram) -> str:
    if not found.inherited:
        return found.evidence.locator
    return f"{found.evidence.locator}; carried down: {', '.join(found.inherited)}"


def _existing(draft: Draft, found: FoundProgram) -> ProgramListing | None:
    """The listing that this document is already kept with: by name, number and amount."""
    key = name_key(found.name)
    fitting = [
        one
        for one in draft.rows_by("program_elements", "source").get(draft.source, ())
        if name_key(one.name_printed) == key
        and ("program_elements", one.id) not in draft.used
        and (not found.number or not one.number or _same_number(one.number, found.number))
    ]
    amounts = draft.rows_by("appropriations", "listing")
    for one in fitting:
        if found.amount_yen in {row.amount_yen for row in amounts.get(one.id, ())} or (
            found.amount_yen is None and one.id not in amounts
        ):
            return one
    return fitting[0] if len(fitting) == 1 else None


def _same_number(one: str, other: str) -> bool:
    return one.lstrip("0") == other.lstrip("0")


def _restated(draft: Draft, found: FoundProgram, element: str) -> str | None:
    """The listing of this table whose number the row says it repeats."""
    if not found.restates:
        return None
    rows = [one.row for one in draft.rows.get("program_elements", ())]
    for row in reversed(rows):
        if (
            isinstance(row, ProgramListing)
            and row.element == element
            and _same_number(row.number, found.restates)
        ):
            return row.id
    return None


def _amount(
    draft: Draft, found: FoundProgram, listing: str, *, known: bool, doubtful: bool = False
) -> None:
    if found.amount_yen is None:
        return
    if known:
        year = found.year.period if found.year is not None else None
        rows = [
            one
            for one in draft.rows_by("appropriations", "listing").get(listing, ())
            if ("appropriations", one.id) not in draft.used
        ]
        rows = [one for one in rows if one.fiscal_year == year and one.fund == found.fund] or (
            [] if found.others or len(rows) > 1 or found.fund else rows
        )
        same_stage = [one for one in rows if one.stage is found.stage]
        if rows:
            changes: dict[str, object] = {"amount_yen": found.amount_yen}
            if found.stage_note and not same_stage:
                changes["stage"] = found.stage
            current = (same_stage or rows)[0]
            draft.confirm_or_change("appropriations", current, changes, found.evidence)
            return
    if found.year is None or found.year.period.kind is not PeriodKind.FISCAL_YEAR:
        draft.leave(
            found.evidence,
            "amount-without-year",
            f"「{found.name}」の金額が何年度のものか分かりません。",
            f'The fiscal year of the amount of "{found.name}" is not known.',
        )
        return
    row = Appropriation(
        id=draft.new_id("appropriations", f"{listing.replace('listing-', 'amount-', 1)}"),
        listing=listing,
        fiscal_year=found.year.period,
        stage=found.stage,
        fund=found.fund,
        amount_yen=found.amount_yen,
        amount_printed=as_printed(found.evidence.raw, found.amount_printed),
        unit_printed=found.unit_printed,
        link=AmountLink.ELIMINATED if found.doubtful else AmountLink.PRINTED_TOGETHER,
        source=draft.source,
        locator=_amount_locator(found),
        note=found.stage_note,
    )
    draft.add("appropriations", row, found.evidence, needs_decision=doubtful or found.doubtful)


def _amount_locator(found: FoundProgram) -> str:
    evidence: Evidence = found.evidence
    if found.amount_line is None:
        return evidence.locator
    page = f"p. {evidence.page}, " if evidence.page is not None else ""
    return f"{page}line {found.amount_line}"


def propose_total(draft: Draft, found: FoundTotal) -> None:
    """Propose a printed total as a published figure."""
    known = [
        one
        for one in draft.rows_by("published_figures", "source").get(draft.source, ())
        if one.kind is PublishedKind.TOTAL
        and one.value is not None
        and name_key(one.unit) == name_key(found.unit_printed)
        and name_key(one.value_printed) == name_key(found.amount_printed)
        and ("published_figures", one.id) not in draft.used
    ]
    if known:
        draft.confirm_or_change("published_figures", known[0], {}, found.evidence)
        return
    element = draft.element(found.section, found.evidence)
    row = PublishedFigure(
        id=draft.new_id("published_figures", f"total-{place_hash(found.evidence)}"),
        kind=PublishedKind.TOTAL,
        name=found.label,
        element=element,
        value=read_value(found.amount_printed).number,
        value_printed=found.amount_printed,
        unit=found.unit_printed,
        operation=Operation.SUM_OF_APPROPRIATIONS if _is_own_sum(found) else Operation.NONE,
        source=draft.source,
        locator=found.evidence.locator,
    )
    draft.add("published_figures", row, found.evidence, needs_decision=not found.agrees)


def _is_own_sum(found: FoundTotal) -> bool:
    """Whether the total is that of its own heading: a grand total spans several headings."""
    return "合計" not in found.label


def propose_evaluation(draft: Draft, found: FoundEvaluation) -> None:
    """Propose what a form says of a program: its direction and its grade, as written."""
    year = found.year.period if found.year is not None else None
    for one in draft.rows_by("evaluations", "source").get(draft.source, ()):
        if ("evaluations", one.id) in draft.used or one.heading != found.heading:
            continue
        changes = {"direction": found.direction, "rating": found.rating}
        draft.confirm_or_change("evaluations", one, changes, found.evidence)
        return
    row = Evaluation(
        id=draft.new_id("evaluations", f"evaluation-{place_hash(found.evidence)}"),
        plan=draft.plan,
        element=draft.element(found.section, found.evidence),
        year=year,
        author_role=AuthorRole.SECTION,
        heading=found.heading,
        direction=found.direction,
        rating=found.rating,
        source=draft.source,
        locator=found.evidence.locator,
    )
    draft.add("evaluations", row, found.evidence, needs_decision=found.doubtful)
