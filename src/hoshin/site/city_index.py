"""The index of a city: every record by its id and by what it belongs to, found once.

Pages ask here and never search the tables themselves, so the time to build a site grows with the
number of pages and not with its square. Lists keep the order of their table. References that lead
nowhere are left out: the checks report them, a page is still made.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from hoshin.charts.judged_city import JudgedCity
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.indicators import Target
from hoshin.domain.plans import Element, Organisation
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.programs import BudgetStage, ProgramListing
from hoshin.domain.registers import latest_states
from hoshin.domain.revisions import decisions_of
from hoshin.domain.rows import Row
from hoshin.engine.achievement import Judge
from hoshin.engine.budget_reflection import BudgetReflection, budget_reflections
from hoshin.engine.budgets import budget_by_element, budget_by_organisation, budget_total
from hoshin.engine.explain import Explanation, explain
from hoshin.engine.ratings import grades_by_target
from hoshin.engine.revisions import without_revision
from hoshin.site.release_notes import ReleaseNotes

R = TypeVar("R", bound=Row)


def by_id(rows: Iterable[R]) -> dict[str, R]:
    """Rows by their id."""
    return {row.id: row for row in rows}


def grouped(rows: Iterable[R], key: Callable[[R], str | None]) -> dict[str, tuple[R, ...]]:
    """Rows by what they belong to; rows that belong to nothing are left out."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            found[owner].append(row)
    return {owner: tuple(its) for owner, its in found.items()}


def spread(rows: Iterable[R], keys: Callable[[R], Iterable[str]]) -> dict[str, tuple[R, ...]]:
    """Rows by each of the several things that they belong to."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        for owner in dict.fromkeys(keys(row)):
            found[owner].append(row)
    return {owner: tuple(its) for owner, its in found.items()}


@dataclass(frozen=True, slots=True)
class ProblemHere:
    """A problem as the pages of its records tell it; ``anchor`` is its place among all problems.

    In which line of a file it was found, and how many others there are, these pages do not show:
    what changes elsewhere leaves them as they are.
    """

    code: str
    level: ProblemLevel
    known: bool
    sentence_ja: str
    sentence_en: str
    anchor: str


class CityIndex:
    """One city on one day: its records, their judgement and the problems found in them."""

    def __init__(
        self,
        city: City,
        as_of: date,
        problems: Sequence[Problem],
        release_notes: ReleaseNotes | None = None,
        forecasts: Sequence[Forecast] = (),
        judge: Judge | None = None,
    ) -> None:
        self.city = city
        self.release_notes = release_notes
        self.as_of = as_of
        self.problems = tuple(problems)
        self.organisations = by_id(city.organisations)
        self.organisation_named = {one.name: one for one in city.organisations}
        self.plans = by_id(city.plans)
        self.levels = by_id(city.levels)
        self.elements = by_id(city.elements)
        self.indicators = by_id(city.indicators)
        self.targets = {row.id: row for row in city.targets if row.indicator in self.indicators}
        self.programs = by_id(city.programs)
        self.listings = {
            row.id: row
            for row in city.program_elements
            if row.program in self.programs and row.element in self.elements
        }
        self.sources = by_id(city.sources)
        self.source_number = {row.id: n for n, row in enumerate(city.sources, start=1)}
        self.cycles = by_id(city.cycles)
        self.pledges = by_id(city.pledges)
        self.committees = by_id(city.committees)
        self.meetings = by_id(city.meetings)
        self.published = by_id(city.published_figures)
        self._index_tree()
        self._index_targets()
        self._index_money()
        self._index_links()
        self._index_organisations()
        judge = Judge(city, as_of) if judge is None else judge
        self.series = judge.series
        self.judged = judge.achievements
        self.judged_without = {
            target: {
                decision[0].revision: without_revision(
                    judge, self.targets[target], revisions, decision[0].revision
                )
                for decision in decisions_of(revisions)
            }
            for target, revisions in self.revisions_of_target.items()
            if target in self.targets
        }
        self.charted = JudgedCity(city, self.judged, as_of, self.series, forecasts)
        self.grades = grades_by_target(city, self.judged.values())
        self.budget = budget_total(city)
        self.budget_of_organisation = {
            one.subject: one for one in budget_by_organisation(city, self.budget.fiscal_year)
        }
        self.budget_of_element = {
            one.subject: one
            for plan in city.plans
            for one in budget_by_element(city, plan.id, self.budget.fiscal_year)
        }
        self.all_sourced = all(
            one.source for one in (*city.targets, *city.observations, *city.appropriations)
        )
        self.has_outturn = any(one.stage is BudgetStage.OUTTURN for one in city.appropriations)
        self._explained: dict[str, Explanation] = {}
        self.table_of_row = self._table_of_row()
        self.problem_anchors = self._problem_anchors()
        self.problems_of_row = self._problems_of_row()

    def _index_tree(self) -> None:
        city = self.city
        self.levels_of_plan = grouped(city.levels, lambda one: one.plan)
        in_order = sorted(
            (one for one in city.elements if one.plan in self.plans), key=lambda one: one.order
        )
        self.elements_of_plan = grouped(in_order, lambda one: one.plan)
        self.children = grouped(
            (one for one in in_order if self._parent(one)), lambda one: one.parent
        )
        self.roots = grouped((one for one in in_order if not self._parent(one)), lambda o: o.plan)

    def _parent(self, element: Element) -> Element | None:
        """The element above, unless it is missing, in another plan, or runs in a circle."""
        above = None if element.parent is None else self.elements.get(element.parent)
        if above is None or above.plan != element.plan:
            return None
        seen = {element.id}
        one: Element | None = above
        while one is not None:
            if one.id in seen:
                return None
            seen.add(one.id)
            one = None if one.parent is None else self.elements.get(one.parent)
        return above

    def ancestors(self, element: Element) -> tuple[Element, ...]:
        """The elements above an element, the highest first."""
        found: list[Element] = []
        one = self._parent(element)
        while one is not None:
            found.append(one)
            one = self._parent(one)
        return tuple(reversed(found))

    def _index_targets(self) -> None:
        city = self.city
        targets = tuple(self.targets.values())
        self.targets_of_element = grouped(targets, lambda one: one.element)
        self.targets_of_plan = grouped(targets, lambda one: one.plan)
        self.targets_of_indicator = grouped(targets, lambda one: one.indicator)
        self.revisions_of_target = grouped(city.target_revisions, lambda one: one.target)
        self.milestones_of_target = grouped(city.milestones, lambda one: one.target)
        self.observations_of_indicator = grouped(city.observations, lambda one: one.indicator)
        self.observations = by_id(city.observations)
        self.indicators_of_latest_year = self._latest_years()
        self.evaluations_of_target = spread(city.evaluations, lambda one: one.targets)
        self.evaluations_of_element = grouped(city.evaluations, lambda one: one.element)
        self.first_listing = {one.id: self._first_listing(one) for one in targets}
        self.restatements_of_target = grouped(targets, lambda one: one.restates)

    def _first_listing(self, target: Target) -> str:
        """The listing that a chain of repeats leads back to; a circle ends where it began."""
        seen = [target.id]
        earlier = target.restates
        while earlier is not None and earlier not in seen and earlier in self.targets:
            seen.append(earlier)
            earlier = self.targets[earlier].restates
        return seen[-1]

    def _latest_years(self) -> dict[str, int]:
        """How many indicators have their latest value in each year; ``""`` where none has one."""
        latest = dict.fromkeys(self.indicators, "")
        for one in self.city.observations:
            if one.missing_reason is None and one.indicator in latest:
                year = f"{one.time_period.final_year:04d}"
                latest[one.indicator] = max(latest[one.indicator], year)
        return dict(Counter(latest.values()))

    def _index_money(self) -> None:
        city = self.city
        listings = tuple(self.listings.values())
        self.listings_of_element = grouped(listings, lambda one: one.element)
        self.listings_of_program = grouped(listings, lambda one: one.program)
        self.appropriations_of_listing = grouped(city.appropriations, lambda one: one.listing)
        self.untied_of_listing = spread(
            (one for one in city.appropriations if one.listing is None),
            lambda one: one.candidates,
        )
        self.parts_of_program = grouped(city.programs, lambda one: one.part_of)
        self.evaluations_of_program = grouped(city.evaluations, lambda one: one.program)
        self.answers_of_evaluation = grouped(city.evaluation_answers, lambda one: one.evaluation)
        self.reflections_of_program = self._reflections()
        self.evaluation_fields_of_sheet = grouped(city.evaluation_fields, lambda one: one.sheet)

    def _reflections(self) -> dict[str, tuple[BudgetReflection, ...]]:
        """The directions of evaluations beside the budgets that followed, by program."""
        found: dict[str, list[BudgetReflection]] = {}
        for one in budget_reflections(self.city):
            found.setdefault(one.program, []).append(one)
        return {program: tuple(its) for program, its in found.items()}

    def _index_links(self) -> None:
        city = self.city
        self.sdg_of_element = grouped(city.sdg_links, lambda one: one.element)
        self.sdg_of_target = grouped(city.sdg_links, lambda one: one.target)
        self.sdg_of_program = grouped(city.sdg_links, lambda one: one.program)
        self.marks_of_element = grouped(city.sdg_mark_counts, lambda one: one.element)
        self.schedules_of_element = grouped(city.schedules, lambda one: one.element)
        self.stages_of_cycle = grouped(city.stages, lambda one: one.cycle)
        self.schedules_of_program = grouped(city.schedules, lambda one: one.program)
        self.stakeholders_of_element = grouped(city.stakeholders, lambda one: one.element)
        self.stakeholders_of_plan = grouped(city.stakeholders, lambda one: one.plan)
        self.agreements_of_element = grouped(city.agreements, lambda one: one.element)
        self.pledges_of_element = spread(city.pledges, lambda one: one.elements)
        self.state_of_pledge = latest_states(city.pledge_states)
        self.contributions_of_element = spread(
            city.contributions,
            lambda one: (x for x in (one.element, one.from_element, one.to_element) if x),
        )
        self.contributions_to_indicator = grouped(city.contributions, lambda one: one.to_indicator)
        self.contributions_of_program = grouped(city.contributions, lambda one: one.from_program)
        self.opinions_of_meeting = grouped(city.opinions, lambda one: one.meeting)
        self.opinions_of_element = grouped(city.opinions, lambda one: one.element)
        self.members_of_committee = grouped(city.members, lambda one: one.committee)
        self.meetings_of_committee = grouped(city.meetings, lambda one: one.committee)

    def _index_organisations(self) -> None:
        city = self.city
        self.bodies_of_organisation = grouped(city.organisations, lambda one: one.parent)
        self.predecessors = grouped(city.organisations, lambda one: one.successor)
        self.plans_of_organisation = grouped(city.plans, lambda one: one.organisation)
        self.elements_of_organisation = grouped(city.elements, lambda one: one.organisation)
        self.indicators_of_organisation = grouped(city.indicators, lambda one: one.organisation)
        self.targets_of_organisation = grouped(self.targets.values(), self._owner_of_target)
        listings = tuple(self.listings.values())
        self.listings_of_organisation = spread(listings, self._owners_of_listing)
        self.agreements_of_organisation = spread(city.agreements, lambda one: one.partners)
        self.stakeholders_of_organisation = grouped(city.stakeholders, lambda one: one.organisation)
        self.seats_of_organisation = grouped(city.members, lambda one: one.organisation)
        self.committees_of_organisation = grouped(city.committees, lambda one: one.organisation)
        self.opinions_of_organisation = grouped(city.opinions, lambda one: one.organisation)
        self.targets_of_area = grouped(self.targets.values(), lambda one: one.ref_area)
        self.observations_of_area = grouped(city.observations, lambda one: one.ref_area)
        self.context_of_area = grouped(city.context_figures, lambda one: one.ref_area)

    def _owner_of_target(self, target: Target) -> str | None:
        """Who answers for a target: the indicator's section, else that of the plan's element."""
        owner = self.indicators[target.indicator].organisation
        element = self.elements.get(target.element or "")
        return owner or (None if element is None else element.organisation)

    def _owners_of_listing(self, listing: ProgramListing) -> tuple[str, ...]:
        """Who runs a listed program: the section printed there and that of the program."""
        owner = self.programs[listing.program].organisation
        return tuple(one for one in (listing.organisation, owner) if one is not None)

    def _problems_of_row(self) -> dict[str, tuple[ProblemHere, ...]]:
        """The problems that concern each row, in the order of all."""
        found: dict[str, list[ProblemHere]] = defaultdict(list)
        for problem, anchor in zip(self.problems, self.problem_anchors, strict=True):
            here = ProblemHere(
                problem.code,
                problem.level,
                problem.known,
                problem.sentence_ja,
                problem.sentence_en,
                anchor,
            )
            for row_id in dict.fromkeys((problem.place.row_id, *problem.related)):
                if row_id:
                    found[row_id].append(here)
        return {row_id: tuple(its) for row_id, its in found.items()}

    def _table_of_row(self) -> dict[str, str]:
        """The table of each record by its id; of an id in several tables, the first one."""
        found: dict[str, str] = {}
        for field in fields(self.city):
            rows = getattr(self.city, field.name)
            if isinstance(rows, tuple):
                for row in rows:
                    found.setdefault(row.id, field.name)
        return found

    def _problem_anchors(self) -> tuple[str, ...]:
        """A place for each problem on its page, named by what it says and of which row."""
        seen: Counter[str] = Counter()
        anchors = []
        for problem in self.problems:
            place = problem.place
            name = f"_problem.{problem.code}.{place.row_id or place.file or 'folder'}"
            name = re.sub(r"[^A-Za-z0-9._-]", "-", name)
            seen[name] += 1
            anchors.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
        return tuple(anchors)

    def has_ended(self, organisation: Organisation) -> bool:
        """Whether a body no longer exists on the day of judgement."""
        return organisation.valid_to is not None and organisation.valid_to < self.as_of

    def explanation(self, target: Target) -> Explanation:
        """The sentences that explain the figure of a target."""
        if target.id not in self._explained:
            self._explained[target.id] = explain(self.judged[target.id])
        return self._explained[target.id]
