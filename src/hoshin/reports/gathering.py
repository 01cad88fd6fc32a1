"""Gathering: from a city and a day to the facts that papers are filled from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from hoshin.domain.city import City
from hoshin.domain.periods import Period, PeriodKind, fiscal_year
from hoshin.domain.plans import Element, Plan
from hoshin.domain.programs import BudgetStage, Program, ProgramListing
from hoshin.domain.publication import public_part
from hoshin.domain.sources import PublishedFigure, PublishedKind
from hoshin.engine.amounts import StageAmount, latest_budget, table_total
from hoshin.reports.columns import columns_of
from hoshin.reports.facts import (
    CommentFacts,
    ElementFacts,
    Facts,
    GradeFacts,
    ListingFacts,
    PlanFacts,
    ProgramFacts,
    RowFacts,
    StepFacts,
    TotalFacts,
)
from hoshin.reports.lookup import Lookup, grouped, look_up
from hoshin.reports.programs import (
    amounts_of_program,
    listing_facts,
    money,
    money_lines,
)
from hoshin.reports.rows import Numbering, comments_of, measured, notes_of, row_of
from hoshin.reports.schedules import Quarter, column_marks, quarters_of, step_facts
from hoshin.reports.sheets import Sheets
from hoshin.reports.values import Money
from hoshin.reports.wording import aspect_word

Measured = tuple[str, str | None, str]


def gather(city: City, as_of: date, language: str = "ja") -> Facts:
    """Everything that papers print of a city on a day, in ``ja`` or ``en``; only what is public.

    A reference that leads nowhere is left out: the checks report it, a paper is still made.
    """
    city = public_part(city)
    look = look_up(city, as_of, language)
    numberings = {plan.id: Numbering(look, plan) for plan in city.plans}
    comments = {plan.id: comments_of(look, plan, numberings[plan.id]) for plan in city.plans}
    by_measured: dict[Measured, list[CommentFacts]] = defaultdict(list)
    targets = {row.id: row for row in city.targets if row.id in look.judged}
    for its in comments.values():
        for one in its.values():
            for key in dict.fromkeys(measured(targets[row]) for row in one.row_ids):
                by_measured[key].append(one)
    elsewhere = {key: tuple(its) for key, its in by_measured.items()}
    day = Period(PeriodKind.DAY, as_of.year, as_of.month, as_of.day)
    return Facts(
        city=look.tongue.pick(city.name, city.name_en),
        language=language,
        as_of=as_of,
        as_of_text=look.tongue.period(day),
        fiscal_year=look.tongue.period(
            fiscal_year(as_of.year if as_of.month >= 4 else as_of.year - 1)
        ),
        plans=tuple(
            _PlanGathering(
                look, plan, numberings[plan.id], comments[plan.id], elsewhere
            ).plan_facts()
            for plan in city.plans
        ),
    )


class _PlanGathering:
    """Gathers one plan: its rows and listings once, then the tree that holds them."""

    def __init__(
        self,
        look: Lookup,
        plan: Plan,
        numbering: Numbering,
        comments: dict[str, CommentFacts],
        elsewhere: dict[Measured, tuple[CommentFacts, ...]],
    ) -> None:
        city = look.city
        self._look, self._plan, self._comments = look, plan, comments
        self._columns = columns_of(look, plan)
        by_row: dict[str, list[CommentFacts]] = defaultdict(list)
        for one in comments.values():
            for row_id in one.row_ids:
                by_row[row_id].append(one)
        own = {row: tuple(its) for row, its in by_row.items()}
        targets = look.targets_of_plan.get(plan.id, ())
        self._rows = {
            row.id: row_of(look, row, self._columns, numbering, own, elsewhere) for row in targets
        }
        self._elements = {row.id: row for row in city.elements if row.plan == plan.id}
        self._rows_of = grouped(self._rows.values(), lambda row: row.element or None)
        numbers = {row.id: row.number for row in city.program_elements}
        self._listed: tuple[ProgramListing, ...] = tuple(
            row
            for row in city.program_elements
            if row.element in self._elements and row.program in look.programs
        )
        self._listings = {row.id: listing_facts(look, row, numbers) for row in self._listed}
        self._listings_of = grouped(self._listings.values(), lambda row: row.element)
        self._steps_of = grouped(self._own_steps(), lambda step: step[0])
        self._totals_of = grouped(
            (
                row
                for row in city.published_figures
                if row.kind in (PublishedKind.TOTAL, PublishedKind.COUNT)
            ),
            lambda row: row.element,
        )
        self._comments_of: dict[str, list[CommentFacts]] = defaultdict(list)
        for evaluation in city.evaluations:
            if evaluation.id in comments and evaluation.element is not None:
                self._comments_of[evaluation.element].append(comments[evaluation.id])
        # What the sheet of a program says stands with the program, not among the plan's comments.
        self._of_programs = {row.id: row.program for row in city.evaluations if row.program}
        self._sheets = Sheets(look)
        own_rows = [row for row in city.evaluations if row.plan == plan.id]
        self._rows_of_program = grouped(own_rows, lambda row: row.program)
        self._rows_of_element = grouped(
            (row for row in own_rows if row.id in look.on_sheets), lambda row: row.element
        )
        self._programs: dict[str, ProgramFacts] = {}
        self._made: dict[str, ElementFacts] = {}

    def _own_steps(self) -> list[tuple[str, StepFacts]]:
        """The plan's steps with the element that each stands at."""
        look = self._look
        elements_of: dict[str, str] = {}
        for row in self._listed:
            elements_of.setdefault(row.program, row.element)
        own = [
            (row, row.element if row.element is not None else elements_of.get(row.program or ""))
            for row in look.city.schedules
        ]
        kept = [(row, element) for row, element in own if element in self._elements]
        self._quarters: tuple[Quarter, ...] = quarters_of(row for row, _ in kept)
        ordered = sorted(kept, key=lambda one: one[0].order)
        return [
            (element, step_facts(look, row, self._quarters))
            for row, element in ordered
            if element is not None
        ]

    def plan_facts(self) -> PlanFacts:
        look, plan, tongue = self._look, self._plan, self._look.tongue
        above = {row.id for row in self._elements.values() if row.parent not in self._elements}
        roots = sorted(
            (row for row in self._elements.values() if row.id in above), key=lambda row: row.order
        )
        parts = tuple(self._element(row, "") for row in roots)
        elements = tuple(one for part in parts for one in _flat(part))
        rows = tuple(self._rows.values())
        period = plan.period
        span = period is not None and period.kind is PeriodKind.SPAN
        first = period.first if period is not None and span else period
        bureau, section = look.bureau_and_section(plan.organisation)
        by_program = grouped(self._listed, lambda row: row.program)
        return PlanFacts(
            id=plan.id,
            name=tongue.name(plan),
            kind=plan.kind,
            edition=plan.edition,
            period=tongue.period(period, plan.period_printed),
            first_year=None if first is None else first.year,
            last_year=None if period is None else period.final_year,
            section=section or bureau,
            years=tuple(self._columns.headings.values()),
            parts=parts,
            elements=elements,
            rows=rows,
            comments=tuple(
                one for one in self._comments.values() if one.id not in self._of_programs
            ),
            listings=tuple(self._listings.values()),
            programs=tuple(self._program(one) for one in by_program),
            steps=tuple(step for element in elements for step in element.steps),
            schedule_columns=column_marks(look, self._quarters),
            grades=_counted(rows, lambda row: (row.grade, row.grade_label)),
            standings=_counted(rows, lambda row: (row.standing, row.standing)),
            notes=notes_of(rows, look),
        )

    def _element(self, row: Element, path: str) -> ElementFacts:
        look, tongue = self._look, self._look.tongue
        name = tongue.name(row)
        here = f"{path} ＞ {name}" if path else name
        children = tuple(
            self._element(child, here)
            for child in look.children.get(row.id, ())
            if child.id in self._elements and child.id not in self._made
        )
        rows = self._rows_of.get(row.id, ())
        listings = self._listings_of.get(row.id, ())
        all_rows = (*rows, *(one for child in children for one in child.all_rows))
        all_listings = (*listings, *(one for child in children for one in child.all_listings))
        bureau, section = look.bureau_and_section(row.organisation)
        parent = self._elements.get(row.parent or "")
        level = look.levels.get(row.level)
        comments = tuple(
            dict.fromkeys(
                (*self._comments_of[row.id], *(one for own in rows for one in own.comments))
            )
        )
        made = ElementFacts(
            id=row.id,
            number=row.number,
            name=name,
            title=f"{row.number} {name}".strip(),
            path=path,
            parent=tongue.name(parent),
            level=tongue.name(level),
            depth=0 if level is None else level.depth,
            aspect=aspect_word(row.aspect, tongue),
            description=tongue.pick(row.description, row.description_en),
            bureau=bureau,
            section=section,
            goals=",".join(look.goals.get(row.id, ())),
            rows=rows,
            all_rows=all_rows,
            years=tuple(self._columns.headings.values()),
            goal_heading=self._goal_heading(all_rows),
            comments=comments,
            all_comments=tuple(
                dict.fromkeys((*comments, *(one for c in children for one in c.all_comments)))
            ),
            sheets=(
                *self._sheets.of(
                    f"{row.number} {name}".strip(), self._rows_of_element.get(row.id, ())
                ),
                *(one for child in children for one in child.sheets),
            ),
            listings=listings,
            all_listings=all_listings,
            tables=_tables(children, listings, all_listings),
            programs=tuple(
                self._program(one) for one in dict.fromkeys(row.program for row in all_listings)
            ),
            total=self._total(row.id, all_listings),
            printed_totals=tuple(
                _total_facts(look, one) for one in self._totals_of.get(row.id, ())
            ),
            steps=tuple(step for _, step in self._steps_of.get(row.id, ())),
            children=children,
        )
        if not made.tables and all_listings:
            made = replace(made, tables=(made,))
        self._made[row.id] = made
        return made

    def _goal_heading(self, rows: tuple[RowFacts, ...]) -> str:
        """The heading under which the document prints the goals of these rows."""
        tongue = self._look.tongue
        heads = Counter(self._look.judged[row.id].target.goal_column for row in rows)
        printed = [one for one in heads if "目標" in one]
        if tongue.language == "ja" and len(printed) == 1 and len(heads) == 1:
            return printed[0]
        return tongue.pick("目標値", "Goal")

    def _total(self, element: str, listings: Iterable[ListingFacts]) -> Money:
        if not any(one.counted for one in listings):
            return Money()
        return money(table_total(self._look.city, element), self._look)

    def _program(self, program_id: str) -> ProgramFacts:
        if program_id not in self._programs:
            row = self._look.programs[program_id]
            self._programs[program_id] = self._program_facts(row)
        return self._programs[program_id]

    def _program_facts(self, row: Program) -> ProgramFacts:
        look, tongue = self._look, self._look.tongue
        listings = [one for one in self._listed if one.program == row.id]
        amounts = amounts_of_program(look, listings)
        years, stages, funds = money_lines(look, amounts)
        elements = list(dict.fromkeys(one.element for one in listings))
        rows = self._rows_beside(row.id, elements)
        bureau, section = look.bureau_and_section(row.organisation or listings[0].organisation)
        budget = latest_budget(amounts.values())
        sheets = self._rows_of_program.get(row.id, ())
        cost_years, costs = self._sheets.costs(sheets)
        return ProgramFacts(
            id=row.id,
            name=tongue.pick(listings[0].name_printed or row.name, row.name_en),
            bureau=bureau,
            section=section,
            description=tongue.pick(row.description, row.description_en),
            elements=tongue.pick("、", ", ").join(
                tongue.name(look.elements[one]) for one in elements
            ),
            part_of=tongue.name(look.programs.get(row.part_of or "")),
            years=years,
            stages=stages,
            funds=funds,
            budget=money(None if budget is None else budget.yen, look),
            outturn=money(_latest_outturn(amounts.values()), look),
            rows=rows,
            comments=tuple(dict.fromkeys(one for own in rows for one in own.comments)),
            sheets=self._sheets.of(tongue.name(row), sheets),
            cost_years=cost_years,
            costs=costs,
            steps=tuple(
                step
                for its in self._steps_of.values()
                for _, step in its
                if step.program == tongue.name(row)
            ),
        )

    def _rows_beside(self, program: str, elements: list[str]) -> tuple[RowFacts, ...]:
        """The rows that measure a program: those it is said to lead to, else its elements'."""
        indicators = {
            one.to_indicator
            for one in self._look.city.contributions
            if one.from_program == program and one.to_indicator is not None
        }
        linked = tuple(row for row in self._rows.values() if row.indicator in indicators)
        if linked:
            return linked
        return tuple(row for element in elements for row in self._rows_of.get(element, ()))


def _latest_outturn(amounts: Iterable[StageAmount]) -> int | None:
    found = [one for one in amounts if one.stage is BudgetStage.OUTTURN]
    return max(found, key=lambda one: one.year.end).yen if found else None


def _tables(
    children: tuple[ElementFacts, ...],
    listings: tuple[ListingFacts, ...],
    all_listings: tuple[ListingFacts, ...],
) -> tuple[ElementFacts, ...]:
    """The tables below an element whose numbers begin anew in each; none where one is enough."""
    numbers = [one.number for one in all_listings if one.number]
    if listings or len(set(numbers)) == len(numbers):
        return ()
    return tuple(table for child in children for table in child.tables)


def _flat(element: ElementFacts) -> tuple[ElementFacts, ...]:
    return (element, *(one for child in element.children for one in _flat(child)))


def _total_facts(look: Lookup, row: PublishedFigure) -> TotalFacts:
    tongue = look.tongue
    printed = row.value_printed or row.text
    figure, unit = tongue.figure(row.value, row.value_printed), tongue.unit(row.unit)
    return TotalFacts(
        name=tongue.pick(row.name, row.name_en),
        text=tongue.pick(
            printed if row.unit in printed else f"{printed}{row.unit}",
            f"{figure or printed} {unit}".strip(),
        ),
        figure=figure,
        unit=unit,
    )


def _counted(
    rows: Iterable[RowFacts], word: Callable[[RowFacts], tuple[str, str]]
) -> tuple[GradeFacts, ...]:
    words = [word(row) for row in rows if not row.restated]
    counts = Counter(one for one in words if one[0])
    return tuple(
        GradeFacts(grade=code, label=label, number=number)
        for (code, label), number in sorted(counts.items())
    )
