"""The page of a plan element: its targets, programs and money, and what it is tied to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.charts.printed_words import number_in_english
from hoshin.charts.words import Language
from hoshin.domain.plans import Element
from hoshin.domain.rounds import Certainty
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.figures import Money
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.budget import BudgetHeadline, headline
from hoshin.site.pages.listings import ListingLine, listing_line
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.page_data import Offered, Offering, page_data
from hoshin.site.pages.parts import Fact, GoalTile, SourceNote, Tally, TargetLine
from hoshin.site.pages.plans import TreeTarget, tree_target
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """An element directly below this one, with the targets that hang on it."""

    link: Link
    number: Label
    money: Money | None
    targets: tuple[TreeTarget, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the schedule: what, when, and how sure the record is."""

    name: Label
    planned: str
    actual: str
    printed: Label
    certainty: str
    certainty_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an evaluation says of the element."""

    year: str
    author: str
    findings: Label
    direction: Label
    rating: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Something else that belongs to the element: a name, a link, and a word about it."""

    link: Link
    note: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView(Offering):
    """Everything that the page of one element shows."""

    head: Head
    facts: tuple[Fact, ...]
    money: BudgetHeadline | None
    outturn_note: str
    description: Label
    tally: Tally
    targets: tuple[TargetLine, ...]
    children: tuple[Child, ...]
    listings: tuple[ListingLine, ...]
    listings_note: str
    goals: tuple[GoalTile, ...]
    mark_count: str
    related: tuple[Link, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...]
    opinions: tuple[Tie, ...]
    notice: Notice | None
    source: SourceNote
    offered: Offered


def _title(element: Element, index: CityIndex, language: Language) -> str:
    plan = index.plans.get(element.plan)
    own = element.name if language is Language.JA else element.name_en or element.name
    where = ""
    if plan is not None:
        where = plan.name if language is Language.JA else plan.name_en or plan.name
    number = element.number if language is Language.JA else number_in_english(element.number)
    return " – ".join(filter(None, (f"{number} {own}".strip(), where)))


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page for each element of a plan."""
    elements = [one for one in index.elements.values() if one.plan in index.plans]
    titles = {
        language.value: distinct((one.id, _title(one, index, language)) for one in elements)
        for language in Language
    }
    for element in elements:
        own = {language: its[element.id] for language, its in titles.items()}
        yield Page(
            places.page("elements", element.id), "element.html", partial(_view, element, own)
        )


def _view(element: Element, titles: dict[str, str], frame: Frame) -> ElementView:
    index = frame.index
    plan = frame.link("plans", element.plan)
    above = [parts.numbered(frame, one) for one in index.ancestors(element)]
    targets = index.targets_of_element.get(element.id, ())
    crumbs = [frame.section_crumb("plans"), *([plan] if plan else []), *above]
    listings = index.listings_of_element.get(element.id, ())
    budget = index.budget_of_element.get(element.id)
    below = (
        one
        for child in index.children.get(element.id, ())
        for one in index.targets_of_element.get(child.id, ())
    )
    return ElementView(
        head=Head(
            title=titles[frame.language.value],
            heading=frame.name(element),
            section="plans",
            crumbs=frame.crumbs(*crumbs),
            eyebrow=parts.level_and_number(frame, element),
            original=frame.original(element),
        ),
        facts=_facts(frame, element),
        money=None if budget is None else headline(frame, budget),
        outturn_note="" if index.has_outturn else frame.w("element.no_outturn"),
        description=frame.label(element.description, element.description_en),
        tally=parts.tally(frame, targets),
        targets=tuple(parts.target_line(frame, one, with_plan=False) for one in targets),
        children=tuple(
            Child(
                link=Link(frame.name(one), frame.href_of("elements", one.id)),
                number=frame.number_label(one.number),
                money=_amount_below(frame, one),
                targets=tuple(
                    tree_target(frame, target.id)
                    for target in index.targets_of_element.get(one.id, ())
                ),
            )
            for one in index.children.get(element.id, ())
        ),
        listings=tuple(listing_line(frame, one) for one in listings),
        listings_note=frame.w("element.restated_note")
        if any(one.kind.value != "listing" for one in listings)
        else "",
        goals=parts.goal_tiles(frame, index.sdg_of_element.get(element.id, ())),
        mark_count=_mark_count(frame, element),
        related=tuple(
            parts.numbered(frame, index.elements[one])
            for one in element.related
            if one in index.elements
        ),
        steps=tuple(step(frame, one) for one in index.schedules_of_element.get(element.id, ())),
        findings=_findings(frame, element),
        ties=_ties(frame, element),
        opinions=tuple(
            Tie(
                link=Link(
                    frame.label(one.opinion, one.opinion_en),
                    frame.href_of("opinions", one.id),
                ),
                note=frame.label(one.answer, one.answer_en),
            )
            for one in index.opinions_of_element.get(element.id, ())
        ),
        notice=notice(frame, (element.id, *(one.id for one in (*targets, *listings)))),
        source=parts.source_note(frame, element),
        offered=page_data(
            frame,
            element,
            targets=(*targets, *below),
            listings=listings,
            budget=budget,
            records={
                "schedules": index.schedules_of_element.get(element.id, ()),
                "evaluations": index.evaluations_of_element.get(element.id, ()),
                "opinions": index.opinions_of_element.get(element.id, ()),
            },
        ),
    )


def _amount_below(frame: Frame, element: Element) -> Money | None:
    budget = frame.index.budget_of_element.get(element.id)
    if budget is None or budget.amount_yen is None:
        return None
    return frame.money(budget.amount_yen)


def _facts(frame: Frame, element: Element) -> tuple[Fact, ...]:
    facts = []
    plan = frame.link("plans", element.plan)
    if plan is not None:
        facts.append(Fact(frame.w("element.plan"), plan))
    if element.aspect is not None:
        word = frame.w(f"terms.aspect.{element.aspect.value}")
        facts.append(Fact(frame.w("element.aspect"), word))
    owner = frame.link("organisations", element.organisation)
    if owner is not None:
        facts.append(Fact(frame.w("element.owner"), owner))
    return tuple(facts)


def _mark_count(frame: Frame, element: Element) -> str:
    marks = frame.index.marks_of_element.get(element.id, ())
    return " ".join(
        frame.w("element.mark_count", primary=one.primary_count, related=one.related_count)
        for one in marks
    )


def step(frame: Frame, row: object) -> Step:
    """A step of a schedule."""
    planned = getattr(row, "planned", None)
    done = getattr(row, "actual", None)
    certainty: Certainty = row.certainty  # type: ignore[attr-defined]
    return Step(
        name=frame.name(row),  # type: ignore[arg-type]
        planned="" if planned is None else frame.period(planned),
        actual="" if done is None else frame.period(done),
        printed=frame.printed(getattr(row, "period_printed", "")),
        certainty=certainty.value,
        certainty_word=frame.w(f"terms.certainty.{certainty.value}"),
    )


def _findings(frame: Frame, element: Element) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            year="" if one.year is None else frame.period(one.year),
            author=frame.w(f"terms.author.{one.author_role.value}"),
            findings=frame.label(one.findings, one.findings_en),
            direction=frame.label(one.direction, one.direction_en),
            rating=one.rating,
        )
        for one in frame.index.evaluations_of_element.get(element.id, ())
        if one.findings or one.direction or one.rating
    )


def _ties(frame: Frame, element: Element) -> tuple[Tie, ...]:
    """Agreements, pledges, partners and causal links of the element."""
    index, w = frame.index, frame.w
    ties = []
    for agreement in index.agreements_of_element.get(element.id, ()):
        link = Link(frame.name(agreement), frame.href_of("agreements", agreement.id))
        ties.append(Tie(link=link, note=Label(w("element.tie_agreement"))))
    for pledge in index.pledges_of_element.get(element.id, ()):
        link = Link(frame.name(pledge), frame.href_of("pledges", pledge.id))
        ties.append(Tie(link=link, note=Label(w("element.tie_pledge"))))
    for partner in index.stakeholders_of_element.get(element.id, ()):
        organisation = index.organisations.get(partner.organisation)
        if organisation is not None:
            link = Link(frame.name(organisation), frame.href_of("stakeholders", partner.id))
            ties.append(
                Tie(
                    link=link,
                    note=frame.label(partner.role, partner.role_en)
                    or Label(w("element.tie_stakeholder")),
                )
            )
    for contribution in index.contributions_of_element.get(element.id, ()):
        kind = w(f"terms.contribution.{contribution.kind.value}")
        said = frame.label(contribution.description, contribution.description_en) or Label(kind)
        href = frame.href(addresses.SYNERGIES.at(f"_link.{contribution.id}"))
        ties.append(Tie(link=Link(said, href), note=Label(kind)))
    return tuple(ties)
