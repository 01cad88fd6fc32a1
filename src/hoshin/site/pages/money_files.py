"""Money as tables for people and as data for programs: listed programs, budgets, printed totals.

Amounts are whole yen, as printed; nothing is added up here. An amount that several listings may
claim is given to none of them and named with its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hoshin.domain.programs import Appropriation, ListingKind, ProgramListing
from hoshin.domain.sources import PublishedFigure
from hoshin.engine.arithmetic import Recomputed
from hoshin.engine.budgets import Budget
from hoshin.engine.exact import ratio_text
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages.parts import source_note

PROGRAMS, BUDGET, TOTALS = "programs.csv", "budget.csv", "totals.csv"


def programs_file(frame: Frame, listings: Iterable[ProgramListing]) -> tuple[PageFile, ...]:
    """The listed programs of a page, a row for each amount; no file where there are none."""
    rows = [row for one in listings for row in _listing_rows(frame, one)]
    if not rows:
        return ()
    w = frame.w
    heads = (
        *(w(f"listing.{one}") for one in ("program", "place", "number", "organisation")),
        w("figures.listing_kind"),
        w("figures.fiscal_year"),
        w("figures.budget_stage"),
        w("figures.fund"),
        w("figures.yen"),
        w("figures.amount_link"),
        w("common.source"),
        w("figures.id"),
    )
    return (PageFile(PROGRAMS, people_csv(heads, rows)),)


def _listing_rows(frame: Frame, listing: ProgramListing) -> list[tuple[str, ...]]:
    index, w = frame.index, frame.w
    program = index.programs.get(listing.program)
    element = index.elements.get(listing.element)
    owner = listing.organisation or (None if program is None else program.organisation)
    section = index.organisations.get(owner or "")
    place = (
        "" if program is None else frame.name(program).text,
        "" if element is None else frame.name(element).text,
        listing.number,
        "" if section is None else frame.name(section).text,
        "" if listing.kind is ListingKind.LISTING else w(f"terms.listing.{listing.kind.value}"),
    )
    amounts = index.appropriations_of_listing.get(listing.id, ())
    untied = index.untied_of_listing.get(listing.id, ())
    if not (amounts or untied):
        return [(*place, "", "", "", "", "", source_note(frame, listing).text, listing.id)]
    return [(*place, *_amount_cells(frame, one)) for one in (*amounts, *untied)]


def _amount_cells(frame: Frame, row: Appropriation) -> tuple[str, ...]:
    key = "figures.untied" if row.listing is None else f"terms.amount_link.{row.link.value}"
    return (
        frame.period(row.fiscal_year),
        frame.w(f"terms.stage.{row.stage.value}"),
        frame.label(row.fund, row.fund_en).text,
        str(row.amount_yen),
        frame.w(key),
        source_note(frame, row).text,
        row.id,
    )


def budget_file(frame: Frame, budgets: Iterable[tuple[str, str, Budget]]) -> tuple[PageFile, ...]:
    """Budgets as a table: what each is of, its name, and the budget itself."""
    w = frame.w
    rows = [
        (
            of,
            name,
            "" if one.fiscal_year is None else frame.period(one.fiscal_year),
            "" if one.amount_yen is None else str(one.amount_yen),
            str(one.programs),
            str(one.without_amount),
            str(one.repeated),
            str(one.untied_yen),
            one.subject or "",
        )
        for of, name, one in budgets
    ]
    if not rows:
        return ()
    heads = (
        w("figures.budget_of"),
        w("budget.col_name"),
        w("figures.fiscal_year"),
        w("figures.yen"),
        w("figures.counted"),
        w("figures.without_amount"),
        w("figures.repeated"),
        w("figures.untied_yen"),
        w("figures.id"),
    )
    return (PageFile(BUDGET, people_csv(heads, rows)),)


def totals_file(
    frame: Frame, totals: Iterable[tuple[PublishedFigure, Recomputed]]
) -> tuple[PageFile, ...]:
    """The totals that documents print and what the rows behind them give."""
    w = frame.w
    rows = [
        (
            frame.name(figure).text,
            "" if figure.value is None else f"{figure.value:f}",
            frame.unit(figure.unit).text,
            figure.value_printed or figure.text,
            "" if again.printed is None else f"{again.printed:f}",
            frame.w(f"budget.agreement.{agreement(again)}"),
            frame.sentence(again.sentence_ja, again.sentence_en).text,
            source_note(frame, figure).text,
            figure.id,
        )
        for figure, again in totals
    ]
    if not rows:
        return ()
    heads = (
        w("budget.col_figure"),
        w("indicator.col_value"),
        w("indicator.unit"),
        w("budget.col_printed"),
        w("figures.recomputed"),
        w("budget.col_agrees"),
        w("budget.col_how"),
        w("common.source"),
        w("figures.id"),
    )
    return (PageFile(TOTALS, people_csv(heads, rows)),)


def agreement(again: Recomputed) -> str:
    """Whether a printed total is what its rows give: ``yes``, ``no`` or ``unknown``."""
    return "unknown" if again.agrees is None else "yes" if again.agrees else "no"


def listing_data(frame: Frame, listing: ProgramListing) -> dict[str, Any]:
    """A listing with its amounts, in codes."""
    index = frame.index
    return {
        "id": listing.id,
        "program": listing.program,
        "element": listing.element,
        "number": listing.number,
        "kind": listing.kind.value,
        "restates": listing.restates,
        "organisation": listing.organisation,
        "amounts": [
            _amount_data(one) for one in index.appropriations_of_listing.get(listing.id, ())
        ],
        "untied_amounts": [
            _amount_data(one) for one in index.untied_of_listing.get(listing.id, ())
        ],
        "source": listing.source,
        "locator": listing.locator,
    }


def _amount_data(row: Appropriation) -> dict[str, Any]:
    return {
        "id": row.id,
        "fiscal_year": row.fiscal_year.code,
        "stage": row.stage.value,
        "fund": row.fund or None,
        "amount_yen": row.amount_yen,
        "amount_printed": row.amount_printed,
        "link": row.link.value,
        "candidates": list(row.candidates),
        "source": row.source,
        "locator": row.locator,
    }


def budget_data(budget: Budget) -> dict[str, Any]:
    """A budget in codes."""
    return {
        "subject": budget.subject,
        "fiscal_year": None if budget.fiscal_year is None else budget.fiscal_year.code,
        "amount_yen": budget.amount_yen,
        "programs": budget.programs,
        "without_amount": budget.without_amount,
        "parts": budget.parts,
        "repeated": budget.repeated,
        "untied_yen": budget.untied_yen,
        "other_years": list(budget.other_years),
        "frames": list(budget.frames),
    }


def total_data(figure: PublishedFigure, again: Recomputed) -> dict[str, Any]:
    """A printed total and what its rows give, in codes."""
    return {
        "id": figure.id,
        "name": figure.name,
        "name_en": figure.name_en,
        "element": figure.element,
        "value": None if figure.value is None else f"{figure.value:f}",
        "value_printed": figure.value_printed or figure.text,
        "unit": figure.unit,
        "operation": figure.operation.value,
        "recomputed": None if again.value is None else ratio_text(again.value),
        "agrees": again.agrees,
        "rows": list(again.rows),
        "source": figure.source,
        "locator": figure.locator,
    }
