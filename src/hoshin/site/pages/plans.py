"""The list of plans, and the page of one plan with its tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.domain.plans import Element, Plan
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.page_data import Offered, Offering, page_data, standings_offered
from hoshin.site.pages.parts import Fact, Sign, SourceNote, Tally
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan in the list: what it is, when it runs, how its targets stand."""

    link: Link
    original: Label
    kind: Label
    period: str
    edition: Label
    tally: Tally
    counts: tuple[str, ...]
    supersedes: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanListView(Offering):
    """All plans."""

    head: Head
    cards: tuple[PlanCard, ...]
    offered: Offered


@dataclass(frozen=True, slots=True)
class TreeTarget:
    """A target in the tree: its sign, its figure, and the indicator it leads to."""

    link: Link
    sign: Sign
    figure: str
    note: str
    method: str
    restated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An element of the tree with what hangs below it.

    ``below`` says in words what lies further down; ``is_open`` opens it from the start.
    """

    link: Link
    level: Label
    targets: tuple[TreeTarget, ...]
    programs: str
    below: str
    is_open: bool
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView(Offering):
    """One plan: facts, standing, and the tree by its own levels."""

    head: Head
    facts: tuple[Fact, ...]
    tally: Tally
    levels: tuple[Label, ...]
    branches: tuple[Branch, ...]
    unplaced: tuple[TreeTarget, ...]
    source: SourceNote
    succeeded_by: Link | None
    offered: Offered


def list_page() -> Page:
    """The page that lists every plan."""
    return Page(addresses.PLANS, "plans.html", _list_view)


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page for each plan."""
    titles = {
        language: distinct(
            (one.id, one.name if language == "ja" else one.name_en or one.name)
            for one in index.city.plans
        )
        for language in ("ja", "en")
    }
    for plan in index.plans.values():
        own = {language: its[plan.id] for language, its in titles.items()}
        yield Page(places.page("plans", plan.id), "plan.html", partial(_view, plan, own))


def plan_period(frame: Frame, plan: Plan) -> str:
    """The years that a plan covers."""
    return "" if plan.period is None else frame.period(plan.period)


def plan_kind(frame: Frame, plan: Plan) -> Label:
    """What kind of plan it is: a word of the vocabulary for a known code, else as written."""
    key = f"terms.plan_kind.{plan.kind}"
    if key in frame.w:
        return Label(frame.w(key))
    return frame.printed(plan.kind)


def plan_card(frame: Frame, plan: Plan, height: int = 28) -> PlanCard:
    """A plan in short."""
    index = frame.index
    targets = index.targets_of_plan.get(plan.id, ())
    elements = index.elements_of_plan.get(plan.id, ())
    listings = sum(len(index.listings_of_element.get(one.id, ())) for one in elements)
    counts = [
        frame.w.count(key, n)
        for key, n in (
            ("common.n_elements", len(elements)),
            ("common.n_targets", len(parts.own_targets(frame, targets))),
            ("common.n_listings", listings),
        )
        if n
    ]
    return PlanCard(
        link=Link(frame.name(plan), frame.href_of("plans", plan.id)),
        original=frame.original(plan),
        kind=plan_kind(frame, plan),
        period=plan_period(frame, plan),
        edition=frame.printed(plan.edition),
        tally=parts.tally(frame, targets, height),
        counts=tuple(counts),
        supersedes=frame.link("plans", plan.supersedes),
    )


def _list_view(frame: Frame) -> PlanListView:
    heading = Label(frame.w("pages.plans.title"))
    cards = tuple(plan_card(frame, one) for one in frame.index.plans.values())
    return PlanListView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="plans",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.plans.lead", len(cards)),
        ),
        cards=cards,
        offered=standings_offered(frame),
    )


def tree_target(frame: Frame, row_id: str) -> TreeTarget:
    """A target as the tree shows it."""
    index = frame.index
    judged = index.judged[row_id]
    return TreeTarget(
        Link(frame.name(judged.indicator), frame.href_of("targets", row_id)),
        parts.sign(frame, judged.standing),
        parts.percent(frame, judged),
        "" if judged.printed is not None else parts.instead_of_figure(frame, judged),
        parts.method_name(frame, judged) if judged.printed is not None else "",
        judged.target.restates is not None,
    )


@dataclass(slots=True)
class _Below:
    """What lies in a subtree, its top included."""

    targets: int = 0
    listings: int = 0


def _branch(frame: Frame, element: Element, depth: int, below: dict[str, _Below]) -> Branch:
    index = frame.index
    children = tuple(
        _branch(frame, one, depth + 1, below) for one in index.children.get(element.id, ())
    )
    targets = index.targets_of_element.get(element.id, ())
    listings = index.listings_of_element.get(element.id, ())
    counted = _Below(len(targets), len(listings))
    for child in index.children.get(element.id, ()):
        counted.targets += below[child.id].targets
        counted.listings += below[child.id].listings
    below[element.id] = counted
    said = [
        frame.w.count(key, n)
        for key, n in (
            ("common.n_targets", counted.targets),
            ("common.n_listings", counted.listings),
        )
        if n
    ]
    return Branch(
        link=Link(frame.name(element), frame.href_of("elements", element.id)),
        level=parts.level_and_number(frame, element),
        targets=tuple(tree_target(frame, one.id) for one in targets),
        programs=frame.w.count("common.n_listings", len(listings)) if listings else "",
        below=frame.w("common.comma").join(said),
        is_open=depth == 0 or (counted.targets > 0 and depth < 3),
        children=children,
    )


def _view(plan: Plan, titles: dict[str, str], frame: Frame) -> PlanView:
    index, w = frame.index, frame.w
    facts = []
    if plan.period is not None:
        facts.append(Fact(w("plan.period"), plan_period(frame, plan)))
    if plan.edition:
        facts.append(Fact(w("plan.edition"), frame.printed(plan.edition)))
    if plan.adopted_on is not None:
        facts.append(Fact(w("plan.adopted_on"), plan.adopted_on.isoformat()))
    owner = frame.link("organisations", plan.organisation)
    if owner is not None:
        facts.append(Fact(w("plan.owner"), owner))
    earlier = frame.link("plans", plan.supersedes)
    if earlier is not None:
        facts.append(Fact(w("plan.supersedes"), earlier))
    later = next((one for one in index.plans.values() if one.supersedes == plan.id), None)
    succeeded_by = None if later is None else frame.link("plans", later.id)
    if succeeded_by is not None:
        facts.append(Fact(w("plan.succeeded_by"), succeeded_by))
    targets = index.targets_of_plan.get(plan.id, ())
    below: dict[str, _Below] = {}
    elements = index.elements_of_plan.get(plan.id, ())
    levels = sorted(index.levels_of_plan.get(plan.id, ()), key=lambda one: one.depth)
    return PlanView(
        head=Head(
            title=titles[frame.language.value],
            heading=frame.name(plan),
            section="plans",
            crumbs=frame.crumbs(frame.section_crumb("plans")),
            eyebrow=plan_kind(frame, plan) or Label(w("plan.eyebrow")),
            original=frame.original(plan),
        ),
        facts=tuple(facts),
        tally=parts.tally(frame, targets),
        levels=tuple(dict.fromkeys(frame.name(one) for one in levels)),
        branches=tuple(_branch(frame, one, 0, below) for one in index.roots.get(plan.id, ())),
        unplaced=tuple(
            tree_target(frame, one.id)
            for one in targets
            if one.element not in {element.id for element in elements}
        ),
        source=parts.source_note(frame, plan),
        succeeded_by=succeeded_by,
        offered=page_data(frame, plan, targets=targets),
    )
