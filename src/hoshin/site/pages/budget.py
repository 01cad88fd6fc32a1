"""The budget: what the programs cost, each counted once, and the printed totals done again.

A city whose plans have very many elements has a page for those of each plan, so that the page of
the whole stays one that is read on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from hoshin.domain.plans import Element, Plan
from hoshin.domain.sources import Operation, PublishedFigure
from hoshin.engine.arithmetic import Recomputed, recompute
from hoshin.engine.budgets import Budget
from hoshin.site import addresses, diagrams
from hoshin.site.addresses import Address
from hoshin.site.city_index import CityIndex
from hoshin.site.figures import Money
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.pages.money_files import (
    agreement,
    budget_data,
    budget_file,
    total_data,
    totals_file,
)
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.parts import SourceNote, numbered, source_note
from hoshin.site.places import Places

# More than this is no longer read from its beginning, and longer than any page of a list.
MOST_ROWS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """The budget of an element or an organisation; ``notes`` say what is not in the amount."""

    anchor: str
    label: Link
    depth: int
    money: Money | None
    bar: Markup
    programs: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBudget:
    """The budgets of the elements of one plan; ``page`` leads to them where they stand apart."""

    plan: Link
    rows: tuple[BudgetRow, ...]
    page: Link | None = None
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBudgetView:
    """Everything that the page of one plan's budget shows."""

    head: Head
    plan: Link
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """A total, count or ratio that a document prints, done again from the rows behind it.

    ``value`` is the figure in the page's language; ``printed`` the document's words for it, where
    they are not that already.
    """

    anchor: str
    name: Label
    element: Link | None
    value: Label
    printed: Label
    agreement: str
    agreement_word: str
    sentence: Label
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetHeadline:
    """The whole: amount, year, how many programs, and what is left out of it."""

    money: Money | None
    year: str
    programs: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView(Offering):
    """Everything that the budget page shows."""

    head: Head
    headline: BudgetHeadline
    plans: tuple[PlanBudget, ...]
    is_by_plan: bool
    organisations: tuple[BudgetRow, ...]
    totals: tuple[PrintedTotal, ...]
    differing: tuple[str, ...]
    reflections: Link | None
    offered: Offered


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """The budget page, and one for each plan where their elements are too many for it."""
    by_plan = {plan.id: len(_budgeted(index, plan)) for plan in index.plans.values()}
    is_by_plan = sum(by_plan.values()) > MOST_ROWS
    yield Page(addresses.BUDGET, "budget.html", partial(_view, is_by_plan))
    if is_by_plan:
        for plan, rows in by_plan.items():
            if rows:
                make = partial(_plan_view, index.plans[plan])
                yield Page(_page_of_plan(places, plan), "plan_budget.html", make)


def _page_of_plan(places: Places, plan: str) -> Address:
    """Where the budget of one plan's elements stands: below the budget, in the plan's folder."""
    folder = addresses.BUDGET.path.removesuffix(addresses.INDEX)
    return Address(f"{folder}{places.page('plans', plan).path}")


def headline(frame: Frame, budget: Budget | None = None) -> BudgetHeadline:
    """A budget in one figure: the city's unless another is given."""
    total = frame.index.budget if budget is None else budget
    return BudgetHeadline(
        money=None if total.amount_yen is None else frame.money(total.amount_yen),
        year="" if total.fiscal_year is None else frame.period(total.fiscal_year),
        programs=frame.w.count("budget.n_programs", total.programs),
        notes=_notes(frame, total),
    )


def _notes(frame: Frame, budget: Budget) -> tuple[str, ...]:
    w = frame.w
    notes = [
        w.count(key, n)
        for key, n in (
            ("budget.without_amount", budget.without_amount),
            ("budget.parts", budget.parts),
            ("budget.repeated", budget.repeated),
            ("budget.other_years", len(budget.other_years)),
            ("budget.frames", len(budget.frames)),
            ("budget.differing", len(budget.differing)),
        )
        if n
    ]
    if budget.untied_yen:
        notes.append(w("budget.untied", amount=frame.money(budget.untied_yen).readable))
    return tuple(notes)


def _row(
    frame: Frame, budget: Budget, label: Link, depth: int, most: int, anchor: str
) -> BudgetRow:
    amount = budget.amount_yen
    return BudgetRow(
        anchor=anchor,
        label=label,
        depth=min(depth, 4),
        money=None if amount is None else frame.money(amount),
        bar=Markup("" if amount is None else diagrams.share_bar(amount, most)),
        programs=budget.programs,
        notes=_notes(frame, budget),
    )


def _most(budgets: tuple[Budget, ...]) -> int:
    return max((one.amount_yen or 0 for one in budgets), default=0)


def _budgeted(index: CityIndex, plan: Plan) -> list[tuple[Element, int]]:
    """The elements of a plan that have a budget, each with its depth, in the tree's order."""
    return [one for one in _in_tree_order(index, plan) if one[0].id in index.budget_of_element]


def _in_tree_order(index: CityIndex, plan: Plan) -> Iterator[tuple[Element, int]]:
    waiting = [(one, 0) for one in reversed(index.roots.get(plan.id, ()))]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        children = index.children.get(element.id, ())
        waiting.extend((one, depth + 1) for one in reversed(children))


def element_budgets(frame: Frame, plan: Plan) -> tuple[BudgetRow, ...]:
    """The budget of each element of a plan below which programs are listed, in the tree's order."""
    by_element = frame.index.budget_of_element
    rows = _budgeted(frame.index, plan)
    most = _most(tuple(by_element[element.id] for element, _ in rows))
    return tuple(
        _row(
            frame,
            by_element[element.id],
            numbered(frame, element),
            depth,
            most,
            f"_budget.{element.id}",
        )
        for element, depth in rows
    )


def _organisations(frame: Frame) -> tuple[BudgetRow, ...]:
    index = frame.index
    budgets = index.budget_of_organisation
    most = _most(tuple(one for subject, one in budgets.items() if subject != _city_id(frame)))
    children: dict[str | None, list[str]] = {}
    for one in index.city.organisations:
        if one.id in budgets:
            parent = one.parent if one.parent in budgets else None
            children.setdefault(parent, []).append(one.id)
    rows = []
    waiting = [(subject, 0) for subject in reversed(children.get(None, []))]
    seen: set[str] = set()
    while waiting:
        subject, depth = waiting.pop()
        if subject in seen:
            continue
        seen.add(subject)
        label = Link(
            frame.name(index.organisations[subject]), frame.href_of("organisations", subject)
        )
        anchor = f"_organisation.{subject}"
        rows.append(_row(frame, budgets[subject], label, depth, most, anchor))
        below = sorted(
            children.get(subject, []), key=lambda x: budgets[x].amount_yen or 0, reverse=True
        )
        waiting.extend((child, depth + 1) for child in reversed(below))
    if None in budgets:
        label = Link(Label(frame.w("budget.no_organisation")), "")
        rows.append(_row(frame, budgets[None], label, 0, most, "_organisation-none"))
    return tuple(rows)


def _city_id(frame: Frame) -> str:
    """The organisation that is the city itself: its own bar would dwarf all others."""
    return next((o.id for o in frame.index.city.organisations if o.kind.value == "city"), "")


Redone = tuple[PublishedFigure, Recomputed]


def _redone(frame: Frame) -> tuple[Redone, ...]:
    """Every printed total, count and ratio with what its rows give."""
    city = frame.index.city
    return tuple(
        (figure, recompute(city, figure))
        for figure in city.published_figures
        if figure.operation is not Operation.ACHIEVEMENT
    )


def _totals(frame: Frame, redone: tuple[Redone, ...]) -> tuple[PrintedTotal, ...]:
    totals = []
    for figure, again in redone:
        agrees = agreement(again)
        value, printed = _as_printed(frame, figure)
        totals.append(
            PrintedTotal(
                anchor=f"_total.{figure.id}",
                name=frame.name(figure),
                element=frame.link("elements", figure.element),
                value=value,
                printed=printed,
                agreement=agrees,
                agreement_word=frame.w(f"budget.agreement.{agrees}"),
                sentence=frame.sentence(again.sentence_ja, again.sentence_en),
                source=source_note(frame, figure),
            )
        )
    return tuple(totals)


def _as_printed(frame: Frame, figure: PublishedFigure) -> tuple[Label, Label]:
    """A figure as its document prints it; where that has no English, its number and the print."""
    printed = frame.printed(figure.value_printed or figure.text)
    if figure.value is None or (printed and not printed.lang and not _bare(figure)):
        return printed, NOTHING
    number = Label(frame.quantity(figure.value, figure.unit).text)
    return number, printed if printed.lang else NOTHING


def _bare(figure: PublishedFigure) -> bool:
    """Whether a document prints a number without its unit, as below the head of a column."""
    return bool(figure.unit) and not figure.value_printed.strip("0123456789,.-−▲△ ")


def _differing(frame: Frame) -> tuple[str, ...]:
    lines = []
    for one in frame.index.budget.differing:
        program = frame.index.programs.get(one.program)
        if program is not None:
            amounts = frame.w("common.comma").join(
                frame.money(amount.amount_yen).exact for amount in one.amounts
            )
            lines.append(
                frame.w("budget.differing_line", name=frame.name(program).text, amounts=amounts)
            )
    return tuple(lines)


def _plan_view(plan: Plan, frame: Frame) -> PlanBudgetView:
    name = frame.name(plan)
    title = frame.w("budget.of_plan", plan=name.text)
    return PlanBudgetView(
        head=Head(
            title=title,
            heading=Label(title, name.lang),
            section="budget",
            crumbs=frame.crumbs(frame.section_crumb("budget")),
            lead=frame.w("budget.by_element_note"),
        ),
        plan=Link(name, frame.href_of("plans", plan.id)),
        rows=element_budgets(frame, plan),
    )


def _plans(frame: Frame, is_by_plan: bool) -> Iterator[PlanBudget]:
    """The plans below which programs are listed, with their elements or the way to them."""
    for plan in frame.index.plans.values():
        link = Link(frame.name(plan), frame.href_of("plans", plan.id))
        if not is_by_plan:
            rows = element_budgets(frame, plan)
            if rows:
                yield PlanBudget(plan=link, rows=rows)
        elif budgeted := _budgeted(frame.index, plan):
            yield PlanBudget(
                plan=link,
                rows=(),
                page=Link(link.label, frame.href(_page_of_plan(frame.places, plan.id))),
                count=frame.w.count("common.n_elements", len(budgeted)),
            )


def _view(is_by_plan: bool, frame: Frame) -> BudgetView:
    heading = Label(frame.w("pages.budget.title"))
    redone = _redone(frame)
    return BudgetView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="budget",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.budget.lead"),
        ),
        headline=headline(frame),
        plans=tuple(_plans(frame, is_by_plan)),
        is_by_plan=is_by_plan,
        organisations=_organisations(frame),
        totals=_totals(frame, redone),
        differing=_differing(frame),
        reflections=Link(Label(frame.w("reflections.link")), frame.href(addresses.REFLECTIONS))
        if frame.index.reflections_of_program
        else None,
        offered=_offered(frame, redone),
    )


def _offered(frame: Frame, redone: tuple[Redone, ...]) -> Offered:
    """The budgets and printed totals of the page as files; none where there are neither."""
    index, w = frame.index, frame.w
    whole = () if index.budget.amount_yen is None else ((w("figures.city"), frame.city.text),)
    of_elements = tuple(
        (plan, element, index.budget_of_element[element.id])
        for plan in index.plans.values()
        for element, _ in _budgeted(index, plan)
    )
    of_organisations = tuple(
        (index.organisations[subject], one)
        for subject, one in index.budget_of_organisation.items()
        if subject is not None and subject in index.organisations
    )
    if not (whole or redone):
        return Offered()
    rows = (
        *((of, name, index.budget) for of, name in whole),
        *((frame.name(plan).text, frame.name(one).text, its) for plan, one, its in of_elements),
        *((w("listing.organisation"), frame.name(one).text, its) for one, its in of_organisations),
    )
    return offered(
        frame,
        (*budget_file(frame, rows), *totals_file(frame, redone)),
        {
            "city": budget_data(index.budget),
            "elements": [budget_data(its) for _, _, its in of_elements],
            "organisations": [budget_data(its) for _, its in of_organisations],
            "totals": [total_data(figure, again) for figure, again in redone],
        },
    )
