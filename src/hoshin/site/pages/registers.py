"""The registers: partners, agreements, pledges, committees with their meetings and opinions."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.evaluations import Committee, Meeting
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.pages.parts import Fact, SourceNote, source_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that takes part, and as what."""

    anchor: str
    name: Label
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
    partners: tuple[Label, ...]
    concluded: str
    where: Link | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow:
    """A pledge and the plan it went into."""

    anchor: str
    number: Label
    name: Label
    manifesto: Label
    term: Label
    where: Link | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat of a committee, by affiliation; people are not named."""

    affiliation: Label
    role: Label
    term: str
    succeeds: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An opinion and the city's answer."""

    opinion: Label
    answer: Label
    answered_on: str
    about: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting, the day we hold true and what is printed, with the opinions voiced in it."""

    anchor: str
    name: Label
    held_on: str
    printed: Label
    agenda: Label
    voices: tuple[Voice, ...]
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeCard:
    """A committee: its rules, seats and meetings."""

    anchor: str
    name: Label
    facts: tuple[Fact, ...]
    seats: tuple[Seat, ...]
    meetings: tuple[MeetingRow, ...]
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Everything that the page of registers shows."""

    head: Head
    partners: tuple[PartnersOfPlan, ...]
    agreements: tuple[AgreementRow, ...]
    pledges: tuple[PledgeRow, ...]
    committees: tuple[CommitteeCard, ...]
    other_meetings: tuple[MeetingRow, ...]


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
                    name=frame.name(organisation),
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
        names = [
            frame.name(index.organisations[p]) for p in one.partners if p in index.organisations
        ]
        if one.partners_printed:
            names.append(frame.japanese(one.partners_printed))
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
            number=frame.japanese(one.number),
            name=frame.name(one),
            manifesto=frame.label(one.manifesto, one.manifesto_en),
            term=frame.japanese(one.term_printed),
            where=frame.link("elements", one.element) or frame.link("plans", one.plan),
            source=source_note(frame, one),
        )
        for one in frame.index.city.pledges
    )


def _meeting(frame: Frame, meeting: Meeting) -> MeetingRow:
    voices = []
    for one in frame.index.opinions_of_meeting.get(meeting.id, ()):
        about = frame.link("elements", one.element)
        if about is None and one.target in frame.index.targets:
            judged = frame.index.judged[one.target or ""]
            about = Link(frame.name(judged.indicator), frame.href_of("targets", one.target))
        voices.append(
            Voice(
                opinion=frame.label(one.opinion, one.opinion_en),
                answer=frame.label(one.answer, one.answer_en),
                answered_on="" if one.answered_on is None else one.answered_on.isoformat(),
                about=about,
            )
        )
    return MeetingRow(
        anchor=f"_meeting.{meeting.id}",
        name=frame.name(meeting) or Label(str(meeting.number or "")),
        held_on="" if meeting.held_on is None else frame.day(meeting.held_on),
        printed=frame.japanese(meeting.date_printed),
        agenda=frame.label(meeting.agenda, meeting.agenda_en),
        voices=tuple(voices),
        source=source_note(frame, meeting),
    )


def _committee(frame: Frame, committee: Committee) -> CommitteeCard:
    index, w = frame.index, frame.w
    facts = []
    plan = frame.link("plans", committee.plan)
    if plan is not None:
        facts.append(Fact(w("registers.committee_plan"), plan))
    if committee.seats_printed is not None:
        facts.append(Fact(w("registers.seats_printed"), str(committee.seats_printed)))
    if committee.term_printed:
        facts.append(Fact(w("registers.term"), frame.japanese(committee.term_printed)))
    if committee.quorum_printed:
        facts.append(Fact(w("registers.quorum"), frame.japanese(committee.quorum_printed)))
    if committee.public is not None:
        facts.append(
            Fact(
                w("registers.meetings_are"),
                w("registers.public" if committee.public else "registers.closed"),
            )
        )
    members = {one.id: one for one in index.city.members}
    return CommitteeCard(
        anchor=f"_committee.{committee.id}",
        name=frame.name(committee),
        facts=tuple(facts),
        seats=tuple(
            Seat(
                affiliation=frame.label(one.affiliation, one.affiliation_en),
                role=frame.label(one.role, one.role_en),
                term="" if one.term is None else frame.period(one.term),
                succeeds=frame.label(
                    members[one.succeeds].affiliation, members[one.succeeds].affiliation_en
                )
                if one.succeeds in members
                else Label(""),
            )
            for one in index.members_of_committee.get(committee.id, ())
        ),
        meetings=tuple(
            _meeting(frame, one) for one in index.meetings_of_committee.get(committee.id, ())
        ),
        source=source_note(frame, committee),
    )


def _view(frame: Frame) -> RegisterView:
    index = frame.index
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
        committees=tuple(_committee(frame, one) for one in index.city.committees),
        other_meetings=tuple(
            _meeting(frame, one)
            for one in index.city.meetings
            if one.committee not in index.committees
        ),
    )
