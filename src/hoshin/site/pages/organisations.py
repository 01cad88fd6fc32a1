"""The page of an organisation: what it answers for, its money, its seats, what became of it.

Wards and school districts are organisations too: their page adds what is measured in their area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.charts.gathering import period_order
from hoshin.domain.indicators import Observation, Target
from hoshin.domain.plans import Organisation
from hoshin.domain.programs import ProgramListing
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import budget, context, parts
from hoshin.site.pages.budget import BudgetHeadline
from hoshin.site.pages.context import FigureRow
from hoshin.site.pages.elements import Tie
from hoshin.site.pages.listings import ListingLine, listing_line
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.page_data import Offered, Offering, page_data
from hoshin.site.pages.parts import Fact, SourceNote, Tally, TargetLine, When
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What the body was before or became: the other body, and the day of the change in words."""

    word: str
    link: Link
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaValue:
    """A value measured in the area of a ward or a school district."""

    indicator: Link
    when: When
    breakdown: Label
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView(Offering):
    """Everything that the page of one organisation shows."""

    head: Head
    facts: tuple[Fact, ...]
    lineage: tuple[Lineage, ...]
    money: BudgetHeadline | None
    tally: Tally
    targets: tuple[TargetLine, ...]
    without_target: tuple[Link, ...]
    leads: tuple[Tie, ...]
    listings: tuple[ListingLine, ...]
    served_tally: Tally
    served: tuple[TargetLine, ...]
    area_tally: Tally
    area_targets: tuple[TargetLine, ...]
    area_values: tuple[AreaValue, ...]
    area_context: tuple[FigureRow, ...]
    agreements: tuple[Tie, ...]
    roles: tuple[Tie, ...]
    seats: tuple[Tie, ...]
    opinions: tuple[Tie, ...]
    bodies: tuple[Tie, ...]
    notice: Notice | None
    source: SourceNote
    offered: Offered

    @property
    def is_empty(self) -> bool:
        """Whether no record of the city names the organisation."""
        return not (
            self.money
            or self.targets
            or self.without_target
            or self.leads
            or self.listings
            or self.has_area
            or self.agreements
            or self.roles
            or self.seats
            or self.opinions
            or self.bodies
            or self.lineage
        )

    @property
    def is_thin(self) -> bool:
        """Whether the documents tell of it only in passing."""
        figures = self.money or self.targets or self.listings or self.has_area
        return not (self.is_empty or figures)

    @property
    def has_area(self) -> bool:
        """Whether anything is measured or wanted in its area."""
        return bool(self.area_targets or self.area_values or self.area_context)


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page for each organisation."""
    titles = {
        language: distinct(
            (one.id, one.name if language == "ja" else one.name_en or one.name)
            for one in index.city.organisations
        )
        for language in ("ja", "en")
    }
    for one in index.organisations.values():
        own = {language: its[one.id] for language, its in titles.items()}
        yield Page(
            places.page("organisations", one.id), "organisation.html", partial(_view, one, own)
        )


def kind_word(frame: Frame, organisation: Organisation) -> str:
    """What kind of body it is, in a word."""
    return frame.w(f"terms.organisation_kind.{organisation.kind.value}")


def body(frame: Frame, organisation: Organisation) -> Tie:
    """An organisation linked to its page, with its kind and whether it has ended."""
    word = kind_word(frame, organisation)
    if frame.index.has_ended(organisation):
        word = frame.w("common.with_note", text=word, note=frame.w("organisation.ended"))
    return Tie(
        link=Link(frame.name(organisation), frame.href_of("organisations", organisation.id)),
        note=Label(word),
    )


def _above(frame: Frame, organisation: Organisation) -> tuple[Link, ...]:
    """The bodies above, the highest first; a circle is followed once."""
    found: list[Link] = []
    seen = {organisation.id}
    above = frame.index.organisations.get(organisation.parent or "")
    while above is not None and above.id not in seen:
        seen.add(above.id)
        found.append(Link(frame.name(above), frame.href_of("organisations", above.id)))
        above = frame.index.organisations.get(above.parent or "")
    return tuple(reversed(found))


def _view(organisation: Organisation, titles: dict[str, str], frame: Frame) -> OrganisationView:
    index, own = frame.index, organisation.id
    targets = index.targets_of_organisation.get(own, ())
    area = index.targets_of_area.get(own, ())
    listings = index.listings_of_organisation.get(own, ())
    served = _served(frame, listings, targets)
    money = index.budget_of_organisation.get(own)
    above = _above(frame, organisation)
    return OrganisationView(
        head=Head(
            title=frame.w("organisation.title", name=titles[frame.language.value]),
            heading=frame.name(organisation),
            section="organisations",
            crumbs=frame.crumbs(frame.section_crumb("organisations"), *above),
            eyebrow=Label(kind_word(frame, organisation)),
            original=frame.original(organisation),
        ),
        facts=_facts(frame, organisation, above),
        lineage=_lineage(frame, organisation),
        money=None if money is None else budget.headline(frame, money),
        tally=parts.tally(frame, targets),
        targets=tuple(parts.target_line(frame, one) for one in targets),
        without_target=tuple(
            Link(frame.name(one), frame.href_of("indicators", one.id))
            for one in index.indicators_of_organisation.get(own, ())
            if one.id not in index.targets_of_indicator
        ),
        leads=_leads(frame, own),
        listings=tuple(listing_line(frame, one) for one in listings),
        served_tally=parts.tally(frame, served),
        served=tuple(parts.target_line(frame, one) for one in served),
        area_tally=parts.tally(frame, area),
        area_targets=tuple(parts.target_line(frame, one) for one in area),
        area_values=_area_values(frame, index.observations_of_area.get(own, ())),
        area_context=tuple(
            context.figure_row(frame, one) for one in index.context_of_area.get(own, ())
        ),
        agreements=tuple(
            Tie(
                link=Link(frame.name(one), frame.href_of("agreements", one.id)),
                note=Label("" if one.concluded is None else frame.period(one.concluded)),
            )
            for one in index.agreements_of_organisation.get(own, ())
        ),
        roles=_roles(frame, own),
        seats=_seats(frame, own),
        opinions=tuple(
            Tie(
                link=Link(
                    frame.label(one.opinion, one.opinion_en), frame.href_of("opinions", one.id)
                ),
                note=frame.label(one.answer, one.answer_en),
            )
            for one in index.opinions_of_organisation.get(own, ())
        ),
        bodies=tuple(body(frame, one) for one in index.bodies_of_organisation.get(own, ())),
        notice=notice(frame, (own,)),
        source=parts.source_note(frame, organisation),
        offered=page_data(
            frame,
            organisation,
            targets=tuple(dict.fromkeys((*targets, *area))),
            listings=listings,
            budget=money,
            records={
                "context_figures": index.context_of_area.get(own, ()),
                "agreements": index.agreements_of_organisation.get(own, ()),
                "stakeholders": index.stakeholders_of_organisation.get(own, ()),
                "members": index.seats_of_organisation.get(own, ()),
                "opinions": index.opinions_of_organisation.get(own, ()),
            },
        ),
    )


def _served(
    frame: Frame, listings: Iterable[ProgramListing], own: tuple[Target, ...]
) -> tuple[Target, ...]:
    """The targets of the elements that list the organisation's programs, its own left out."""
    elements = dict.fromkeys(one.element for one in listings)
    found = [row for one in elements for row in frame.index.targets_of_element.get(one, ())]
    known = {one.id for one in own}
    return tuple(one for one in parts.own_targets(frame, found) if one.id not in known)


def _facts(frame: Frame, organisation: Organisation, above: tuple[Link, ...]) -> tuple[Fact, ...]:
    w = frame.w
    facts = []
    if above:
        facts.append(Fact(w("organisation.parent"), above[-1]))
    if organisation.municipal_code:
        facts.append(Fact(w("organisation.code"), organisation.municipal_code))
    if organisation.valid_from is not None:
        facts.append(Fact(w("organisation.from"), frame.day(organisation.valid_from)))
    if organisation.valid_to is not None:
        facts.append(Fact(w("organisation.until"), frame.day(organisation.valid_to)))
    return tuple(facts)


def _lineage(frame: Frame, organisation: Organisation) -> tuple[Lineage, ...]:
    """Bodies whose work this one took over, then the body that took over its own."""
    index = frame.index
    found = []
    for one in index.predecessors.get(organisation.id, ()):
        found.append(
            Lineage(
                word=frame.w("organisation.predecessor"),
                link=Link(frame.name(one), frame.href_of("organisations", one.id)),
                day="" if one.valid_to is None else frame.day(one.valid_to),
            )
        )
    successor = frame.link("organisations", organisation.successor)
    if successor is not None:
        day = organisation.valid_to
        found.append(
            Lineage(
                word=frame.w("organisation.successor"),
                link=successor,
                day="" if day is None else frame.day(day),
            )
        )
    return tuple(found)


def _leads(frame: Frame, own: str) -> tuple[Tie, ...]:
    """The plans, then the elements of plans, that the organisation answers for."""
    index = frame.index
    ties = [
        Tie(
            link=Link(frame.name(one), frame.href_of("plans", one.id)),
            note=Label(frame.w("element.plan")),
        )
        for one in index.plans_of_organisation.get(own, ())
    ]
    for element in index.elements_of_organisation.get(own, ()):
        plan = index.plans.get(element.plan)
        note = Label("") if plan is None else frame.name(plan)
        ties.append(Tie(link=parts.numbered(frame, element), note=note))
    return tuple(ties)


def _area_values(frame: Frame, rows: Iterable[Observation]) -> tuple[AreaValue, ...]:
    """The values of the area, indicator by indicator, the latest first."""
    index = frame.index
    by_indicator: dict[str, list[Observation]] = {}
    for one in rows:
        if one.indicator in index.indicators:
            by_indicator.setdefault(one.indicator, []).append(one)
    found = []
    for indicator, its in by_indicator.items():
        its.sort(key=lambda one: period_order(one.time_period), reverse=True)
        for one in its:
            found.append(
                AreaValue(
                    indicator=Link(
                        frame.name(index.indicators[indicator]),
                        frame.href_of("observations", one.id),
                    ),
                    when=_when(frame, one),
                    breakdown=frame.label(one.breakdown, one.breakdown_en),
                    source=parts.source_note(frame, one),
                )
            )
    return tuple(found)


def _when(frame: Frame, row: Observation) -> When:
    period = frame.period(row.time_period)
    if row.missing_reason is not None:
        return When(None, Label(frame.w(f"terms.missing.{row.missing_reason.value}")), period)
    if row.obs_value is None:
        return When(None, frame.label(row.value_text, row.value_text_en), period)
    return When(frame.quantity(row.obs_value, row.unit_measure), Label(""), period)


def _roles(frame: Frame, own: str) -> tuple[Tie, ...]:
    """As what the organisation takes part in plans."""
    ties = []
    for one in frame.index.stakeholders_of_organisation.get(own, ()):
        element = frame.index.elements.get(one.element or "")
        link = frame.link("plans", one.plan) if element is None else parts.numbered(frame, element)
        if link is not None:
            ties.append(Tie(link=link, note=frame.label(one.role, one.role_en)))
    return tuple(ties)


def _seats(frame: Frame, own: str) -> tuple[Tie, ...]:
    """The committees that it is, and the seats that its people hold, by office."""
    index = frame.index
    ties = [
        Tie(
            link=Link(frame.name(one), frame.href_of("committees", one.id)),
            note=Label(frame.w("organisation.is_committee")),
        )
        for one in index.committees_of_organisation.get(own, ())
    ]
    for seat in index.seats_of_organisation.get(own, ()):
        committee = frame.link("committees", seat.committee)
        if committee is None:
            continue
        said = [parts.office(frame, seat).text]
        if seat.term is not None:
            said.append(frame.period(seat.term))
        ties.append(
            Tie(
                link=committee,
                note=frame.quoting(frame.w("common.comma").join(filter(None, said))),
            )
        )
    return tuple(ties)
