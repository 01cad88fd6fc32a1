"""The registers: partners, agreements and pledges."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.registers import PROGRESS_LABELS, Pledge
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import SourceNote, source_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that takes part, and as what."""

    anchor: str
    name: Link
    role: Label
    where: Link | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersOfPlan:
    """The partners of one plan."""

    plan: Link
    partners: tuple[Partner, ...]

    @property
    def has_where(self) -> bool:
        """Whether any of them belongs to an element."""
        return any(one.where is not None for one in self.partners)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement: what about, with whom, since when."""

    anchor: str
    name: Label
    partners: tuple[Link, ...]
    concluded: str
    where: Link | None
    source: SourceNote


@dataclass(frozen=True, slots=True)
class PledgeStateText:
    """How far a pledge has come, since when, and why the city says so."""

    word: str
    day: str
    reason: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow:
    """A pledge, how far it has come, and where it went in the plans."""

    anchor: str
    number: Label
    name: Label
    manifesto: Label
    term: Label
    state: PledgeStateText | None
    where: tuple[Link, ...]
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView(Offering):
    """Everything that the page of registers shows."""

    head: Head
    partners: tuple[PartnersOfPlan, ...]
    agreements: tuple[AgreementRow, ...]
    pledges: tuple[PledgeRow, ...]
    offered: Offered


def page() -> Page:
    """The page of registers."""
    return Page(addresses.REGISTERS, "registers.html", _view)


def _partners(frame: Frame) -> tuple[PartnersOfPlan, ...]:
    index = frame.index
    found = []
    for plan in index.plans.values():
        rows = []
        for one in index.stakeholders_of_plan.get(plan.id, ()):
            organisation = index.organisations.get(one.organisation)
            if organisation is None:
                continue
            rows.append(
                Partner(
                    anchor=f"_stakeholder.{one.id}",
                    name=Link(
                        frame.name(organisation), frame.href_of("organisations", organisation.id)
                    ),
                    role=frame.label(one.role, one.role_en),
                    where=frame.link("elements", one.element),
                    source=source_note(frame, one),
                )
            )
        if rows:
            link = Link(frame.name(plan), frame.href_of("plans", plan.id))
            found.append(PartnersOfPlan(plan=link, partners=tuple(rows)))
    return tuple(found)


def _agreements(frame: Frame) -> tuple[AgreementRow, ...]:
    index = frame.index
    rows = []
    for one in index.city.agreements:
        linked = (frame.link("organisations", partner) for partner in one.partners)
        names = [one for one in linked if one is not None]
        if one.partners_printed:
            names.append(Link(frame.japanese(one.partners_printed), ""))
        rows.append(
            AgreementRow(
                anchor=f"_agreement.{one.id}",
                name=frame.name(one),
                partners=tuple(names),
                concluded=frame.period(one.concluded),
                where=frame.link("elements", one.element),
                source=source_note(frame, one),
            )
        )
    return tuple(rows)


def _pledges(frame: Frame) -> tuple[PledgeRow, ...]:
    return tuple(
        PledgeRow(
            anchor=f"_pledge.{one.id}",
            number=frame.number_label(one.number),
            name=frame.name(one),
            manifesto=frame.label(one.manifesto, one.manifesto_en),
            term=frame.printed(one.term_printed),
            state=_pledge_state(frame, one.id),
            where=_where(frame, one),
            source=source_note(frame, one),
        )
        for one in frame.index.city.pledges
    )


def _pledge_state(frame: Frame, pledge_id: str) -> PledgeStateText | None:
    state = frame.index.state_of_pledge.get(pledge_id)
    if state is None:
        return None
    return PledgeStateText(
        PROGRESS_LABELS[state.progress][0 if frame.is_ja else 1],
        frame.day(state.stated_on),
        frame.label(state.reason, state.reason_en),
    )


def _where(frame: Frame, pledge: Pledge) -> tuple[Link, ...]:
    """The measures that carry a pledge; its plan where none does."""
    linked = [frame.link("elements", one) for one in pledge.elements]
    found = tuple(one for one in linked if one is not None)
    plan = frame.link("plans", pledge.plan)
    return found or (() if plan is None else (plan,))


def _view(frame: Frame) -> RegisterView:
    heading = Label(frame.w("pages.registers.title"))
    return RegisterView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="registers",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.registers.lead"),
        ),
        partners=_partners(frame),
        agreements=_agreements(frame),
        pledges=_pledges(frame),
        offered=records_offered(
            frame,
            {
                "stakeholders": frame.index.city.stakeholders,
                "agreements": frame.index.city.agreements,
                "pledges": frame.index.city.pledges,
                "pledge_states": frame.index.city.pledge_states,
            },
        ),
    )
