"""The overview: the state of every plan at a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from hoshin.domain.indicators import Target
from hoshin.domain.plans import Aspect, Plan
from hoshin.domain.problems import ProblemLevel
from hoshin.engine import movers
from hoshin.engine.achievement import Achievement
from hoshin.engine.standing import Standing
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.page_files import PageFile
from hoshin.site.pages import parts
from hoshin.site.pages.budget import BudgetHeadline, BudgetRow, element_budgets, headline
from hoshin.site.pages.downloads import CATALOGUE, Download
from hoshin.site.pages.feed import feed_file
from hoshin.site.pages.main_parts import MainPart, main_parts
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, standings_offered
from hoshin.site.pages.parts import Tally, TargetLine
from hoshin.site.pages.plans import PlanCard, plan_card
from hoshin.site.pages.problems import LevelCount, level_counts, title_of
from hoshin.site.pages.topics import topics

_MOVERS = 4
_BUDGETS = 5
_CODES = 8


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with its main parts; ``is_open`` where it is in force, or the first of all."""

    card: PlanCard
    parts: tuple[MainPart, ...]
    title: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class AspectTally:
    """How the targets under one aspect stand."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class GoalCount:
    """An SDG goal and how much is tied to it."""

    number: int
    name: str
    href: str
    count: int
    said: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """A kind of contradiction and how often it was found."""

    title: str
    href: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """Everything that the overview shows."""

    head: Head
    statement: tuple[str, ...]
    tally: Tally
    plans: tuple[PlanRow, ...]
    plans_without: tuple[Link, ...]
    aspects: tuple[AspectTally, ...]
    aspects_note: str
    nearest: tuple[TargetLine, ...]
    farthest: tuple[TargetLine, ...]
    budget: BudgetHeadline
    budget_rows: tuple[BudgetRow, ...]
    goals: tuple[GoalCount, ...]
    levels: tuple[LevelCount, ...]
    codes: tuple[CodeCount, ...]
    counts: tuple[Link, ...]
    topics: tuple[Link, ...]
    catalogue: str
    offered: Offered
    files: tuple[PageFile, ...]


def page(files: tuple[Download, ...] = ()) -> Page:
    """The overview; ``files`` are those offered, of which the catalogue is linked in its head."""
    catalogue = next((one.name for one in files if one.name == CATALOGUE), "")
    return Page(addresses.OVERVIEW, "overview.html", partial(_view, catalogue))


def _latest_first(plan: Plan) -> int:
    """Sorts plans by the end of their period, the latest first; without one they come last."""
    return 0 if plan.period is None else -plan.period.end.toordinal()


def _plan_rows(frame: Frame) -> tuple[PlanRow, ...]:
    """The plans that hold targets or money, the latest first."""
    index = frame.index
    rows: list[PlanRow] = []
    for plan in sorted(index.plans.values(), key=_latest_first):
        found = main_parts(frame, plan)
        if not found and not index.targets_of_plan.get(plan.id):
            continue
        in_force = plan.period is not None and plan.period.end >= index.as_of
        rows.append(
            PlanRow(
                plan_card(frame, plan, 20),
                found if len(found) > 1 else (),
                frame.w.count("overview.main_parts", len(found)),
                in_force or not rows,
            )
        )
    return tuple(rows)


def _statement(frame: Frame, tally: Tally) -> tuple[str, ...]:
    """The state of the city in words."""
    w = frame.w
    if not tally.total:
        return (w("overview.nothing"),)
    judged = [
        w.count(f"overview.part.{one.sign.standing}", one.number)
        for one in tally.counts
        if one.number and one.sign.standing != Standing.NOT_JUDGED.value
    ]
    rest = tally.counts[list(Standing).index(Standing.NOT_JUDGED)].number
    said = []
    if judged:
        parts_said = w("common.comma").join(judged)
        said.append(w.count("overview.statement", tally.total, parts=parts_said))
    if rest:
        key = "overview.rest" if judged else "overview.none_judged"
        said.append(w.count(key, rest))
    return ((" " if not frame.is_ja else "").join(said),)


def _ranked(frame: Frame) -> tuple[Achievement, ...]:
    """Targets whose way from baseline to goal is measured, the farthest along first."""
    index = frame.index
    own = parts.own_targets(frame, index.targets.values())
    return movers.ranked(
        (index.judged[one.id] for one in own), movers.rows_in_doubt(index.problems)
    )


def _aspects(frame: Frame) -> tuple[AspectTally, ...]:
    index = frame.index
    found: dict[Aspect, list[Target]] = {}
    for target in index.targets.values():
        element = index.elements.get(target.element or "")
        if element is None:
            continue
        chain = (element, *reversed(index.ancestors(element)))
        aspect = next((one.aspect for one in chain if one.aspect is not None), None)
        if aspect is not None:
            found.setdefault(aspect, []).append(target)
    return tuple(
        AspectTally(frame.w(f"terms.aspect.{one.value}"), parts.tally(frame, found[one], 18))
        for one in Aspect
        if one in found
    )


def _goals(frame: Frame) -> tuple[GoalCount, ...]:
    tied: Counter[int] = Counter()
    for number, _ in {
        (one.goal, one.target or one.element or one.program) for one in frame.index.city.sdg_links
    }:
        tied[number] += 1
    if not tied:
        return ()
    return tuple(
        GoalCount(
            number,
            parts.goal_name(frame, number),
            frame.href(addresses.SDGS.at(f"_goal-{number}")),
            tied[number],
            frame.w.count("overview.goal_count", tied[number]),
        )
        for number in range(1, 18)
    )


def _codes(frame: Frame) -> tuple[CodeCount, ...]:
    problems = frame.index.problems
    counted = Counter(one.code for one in problems)
    order = list(ProblemLevel)
    level = {one.code: order.index(one.level) for one in problems}
    # Errors and contradictions before notes; of one level the most frequent first.
    ranked = sorted(counted.items(), key=lambda one: (level[one[0]], -one[1], one[0]))
    return tuple(
        CodeCount(
            title_of(frame, code),
            frame.href(addresses.PROBLEMS.at(f"_code-{code}")),
            frame.w.count("problems.n_places", number),
        )
        for code, number in ranked[:_CODES]
    )


def _budget_rows(frame: Frame) -> tuple[BudgetRow, ...]:
    """The elements with the largest budgets, at the highest level that tells them apart."""
    rows: list[BudgetRow] = []
    for plan in frame.index.plans.values():
        budgets = element_budgets(frame, plan)
        for depth in range(4):
            level = [one for one in budgets if one.depth == depth and one.money is not None]
            if len(level) > 1:
                rows += level
    first_depth = min((one.depth for one in rows), default=0)
    level = [one for one in rows if one.depth <= first_depth + 1]
    deepest = max((one.depth for one in level), default=0)
    level = [one for one in level if one.depth == deepest]
    level.sort(key=lambda one: one.money.yen if one.money else 0, reverse=True)
    return tuple(level[:_BUDGETS])


def _view(catalogue: str, frame: Frame) -> OverviewView:
    index, w = frame.index, frame.w
    offered = standings_offered(frame)
    tally = parts.tally(frame, index.targets.values(), 44)
    ranked = _ranked(frame)
    aspects = _aspects(frame)
    plans = _plan_rows(frame)
    counts = (
        ("common.n_plans", len(index.plans), addresses.PLANS),
        ("common.n_indicators", len(index.indicators), addresses.INDICATORS),
        ("common.n_programs", len(index.programs), addresses.PROGRAMS),
        ("common.n_values", len(index.city.observations), addresses.DOWNLOADS),
        ("common.n_documents", len(index.sources), addresses.DOWNLOADS),
    )
    return OverviewView(
        head=Head(
            title=w("pages.overview.title"),
            heading=Label(w("overview.heading", city=frame.city.text)),
            section="overview",
            lead=w("overview.lead", city=frame.city.text),
        ),
        statement=_statement(frame, tally),
        tally=tally,
        plans=plans,
        plans_without=tuple(
            link
            for one in index.plans.values()
            if (link := Link(frame.name(one), frame.href_of("plans", one.id)))
            not in [row.card.link for row in plans]
        ),
        aspects=aspects,
        aspects_note=w(
            "overview.aspects_note",
            n=sum(one.tally.total for one in aspects),
            total=tally.total,
        ),
        nearest=tuple(
            parts.target_line(frame, one.target) for one in movers.nearest(ranked, _MOVERS)
        ),
        farthest=tuple(
            parts.target_line(frame, one.target) for one in movers.farthest(ranked, _MOVERS)
        ),
        budget=headline(frame),
        budget_rows=_budget_rows(frame),
        goals=_goals(frame),
        levels=level_counts(frame),
        codes=_codes(frame),
        counts=tuple(
            Link(Label(w.count(key, n)), frame.href(address)) for key, n, address in counts if n
        ),
        topics=topics(frame),
        catalogue=frame.data_href(catalogue) if catalogue else "",
        offered=offered,
        files=(feed_file(frame), *offered.files),
    )
