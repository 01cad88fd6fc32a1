"""The committees: rules, seats and who followed whom, meetings, opinions and what became of them.

People appear by affiliation and office. A date stands as its document prints it, beside the day
that is held true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hoshin.domain.evaluations import Committee, Meeting, Member, Opinion
from hoshin.domain.periods import Period
from hoshin.site import addresses, diagrams
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import Fact, SourceNote, source_note
from hoshin.site.pages.subjects import meeting_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds or held a seat, by affiliation and office, and from when to when."""

    affiliation: Link
    role: Label
    term: str
    bar: Markup
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat with its holders one after the other."""

    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An opinion, when and by which body it was voiced, and the city's answer."""

    anchor: str
    meeting: Link | None
    held_on: str
    by: Link | None
    opinion: Label
    answer: Label
    answered_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All opinions on one subject, over the years; ``about`` is None where none is recorded."""

    about: Link | None
    voices: tuple[Voice, ...]
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting: the day that is held true, the date as printed, what it was about."""

    anchor: str
    name: Label
    held_on: str
    printed: Label
    agenda: Label
    opinions: str
    notice: Notice | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeCard:
    """A committee, or the meetings that belong to none (then without rules and seats)."""

    anchor: str
    name: Label
    body: Link | None
    facts: tuple[Fact, ...]
    axis: Markup
    seats: tuple[Seat, ...]
    threads: tuple[Thread, ...]
    waiting: str
    meetings: tuple[MeetingRow, ...]
    source: SourceNote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteesView(Offering):
    """Everything that the page of committees shows."""

    head: Head
    committees: tuple[CommitteeCard, ...]
    offered: Offered


def page() -> Page:
    """The page of committees."""
    return Page(addresses.COMMITTEES, "committees.html", _view)


def chains(members: Iterable[Member]) -> tuple[tuple[Member, ...], ...]:
    """The holders of each seat in order: a holder who succeeds another stands after it."""
    listed = tuple(members)
    known = {one.id: one for one in listed}
    next_of = {one.succeeds: one for one in listed if one.succeeds in known}
    found = []
    placed: set[str] = set()

    def follow(first: Member) -> None:
        chain: list[Member] = []
        one: Member | None = first
        while one is not None and one.id not in placed:
            placed.add(one.id)
            chain.append(one)
            one = next_of.get(one.id)
        if chain:
            found.append(tuple(chain))

    for one in listed:
        if one.succeeds not in known:
            follow(one)
    for one in listed:
        follow(one)
    return tuple(found)


def _holder(frame: Frame, member: Member, span: tuple[date, date] | None) -> Holder:
    affiliation = frame.label(member.affiliation, member.affiliation_en)
    stretch = None if member.term is None else (member.term.start, member.term.end)
    bar = "" if span is None else diagrams.span_bar(stretch, *span, "printed")
    return Holder(
        affiliation=Link(affiliation, frame.href_of("organisations", member.organisation)),
        role=parts.office(frame, member),
        term="" if member.term is None else frame.period(member.term),
        bar=Markup(bar if stretch is not None else ""),
        source=source_note(frame, member),
    )


def _span(periods: Iterable[Period | None]) -> tuple[date, date] | None:
    known = [one for one in periods if one is not None]
    if not known:
        return None
    first, last = min(one.start for one in known), max(one.end for one in known)
    return date(first.year, 1, 1), date(last.year, 12, 31)


def _about(frame: Frame, opinion: Opinion) -> Link | None:
    """What an opinion is about: a target's figure, or an element of a plan."""
    judged = frame.index.judged.get(opinion.target or "")
    if judged is not None:
        return Link(frame.name(judged.indicator), frame.href_of("targets", opinion.target))
    element = frame.index.elements.get(opinion.element or "")
    return None if element is None else parts.numbered(frame, element)


def _voice(frame: Frame, opinion: Opinion, meeting: Meeting) -> Voice:
    held = meeting.held_on
    return Voice(
        anchor=f"_opinion.{opinion.id}",
        meeting=Link(meeting_name(frame, meeting), frame.href_of("meetings", meeting.id)),
        held_on=frame.printed(meeting.date_printed).text if held is None else frame.day(held),
        by=frame.link("organisations", opinion.organisation),
        opinion=frame.label(opinion.opinion, opinion.opinion_en),
        answer=frame.label(opinion.answer, opinion.answer_en),
        answered_on="" if opinion.answered_on is None else frame.day(opinion.answered_on),
    )


def _threads(frame: Frame, meetings: tuple[Meeting, ...]) -> tuple[Thread, ...]:
    """Opinions by what they are about, each thread in the order of the meetings."""
    found: dict[tuple[str, str], list[tuple[Opinion, Meeting]]] = {}
    for meeting in meetings:
        for one in frame.index.opinions_of_meeting.get(meeting.id, ()):
            subject = (one.target or "", one.element or "")
            key = subject if any(subject) else ("", f"_{one.id}")
            found.setdefault(key, []).append((one, meeting))
    threads = []
    for its in found.values():
        waiting = sum(not one.answer for one, _ in its)
        threads.append(
            Thread(
                about=_about(frame, its[0][0]),
                voices=tuple(_voice(frame, one, meeting) for one, meeting in its),
                waiting=frame.w.count("committee.waiting", waiting) if waiting else "",
            )
        )
    return tuple(threads)


def _meeting(frame: Frame, meeting: Meeting) -> MeetingRow:
    opinions = len(frame.index.opinions_of_meeting.get(meeting.id, ()))
    return MeetingRow(
        anchor=f"_meeting.{meeting.id}",
        name=meeting_name(frame, meeting),
        held_on="" if meeting.held_on is None else frame.day(meeting.held_on),
        printed=frame.printed(meeting.date_printed),
        agenda=frame.label(meeting.agenda, meeting.agenda_en),
        opinions=frame.w.count("committee.n_opinions", opinions) if opinions else "",
        notice=notice(frame, (meeting.id,)),
        source=source_note(frame, meeting),
    )


def _in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda one: (one.held_on or date.max, one.number or 0)))


def _waiting(frame: Frame, meetings: tuple[Meeting, ...]) -> str:
    """How many opinions were voiced and how many have an answer on record."""
    voiced = [o for one in meetings for o in frame.index.opinions_of_meeting.get(one.id, ())]
    if not voiced:
        return ""
    answered = sum(bool(one.answer) for one in voiced)
    return frame.w.count("committee.answered", len(voiced), answered=answered)


def _facts(frame: Frame, committee: Committee) -> tuple[Fact, ...]:
    w = frame.w
    facts = []
    plan = frame.link("plans", committee.plan)
    if plan is not None:
        facts.append(Fact(w("committee.plan"), plan))
    if committee.seats_printed is not None:
        facts.append(Fact(w("committee.seats_printed"), str(committee.seats_printed)))
    if committee.term_printed:
        facts.append(Fact(w("committee.term"), frame.printed(committee.term_printed)))
    if committee.quorum_printed:
        facts.append(Fact(w("committee.quorum"), frame.printed(committee.quorum_printed)))
    if committee.public is not None:
        word = w("committee.public" if committee.public else "committee.closed")
        facts.append(Fact(w("committee.meetings_are"), word))
    return tuple(facts)


def _card(frame: Frame, committee: Committee) -> CommitteeCard:
    index = frame.index
    members = index.members_of_committee.get(committee.id, ())
    span = _span(one.term for one in members)
    meetings = _in_order(index.meetings_of_committee.get(committee.id, ()))
    return CommitteeCard(
        anchor=f"_committee.{committee.id}",
        name=frame.name(committee),
        body=frame.link("organisations", committee.organisation),
        facts=_facts(frame, committee),
        axis=Markup("" if span is None else diagrams.year_axis(*span)),
        seats=tuple(
            Seat(holders=tuple(_holder(frame, one, span) for one in chain))
            for chain in chains(members)
        ),
        threads=_threads(frame, meetings),
        waiting=_waiting(frame, meetings),
        meetings=tuple(_meeting(frame, one) for one in meetings),
        source=source_note(frame, committee),
    )


def _view(frame: Frame) -> CommitteesView:
    index = frame.index
    heading = Label(frame.w("pages.committees.title"))
    cards = [_card(frame, one) for one in index.committees.values()]
    others = _in_order(
        one for one in index.meetings.values() if one.committee not in index.committees
    )
    if others:
        cards.append(
            CommitteeCard(
                anchor="_others",
                name=Label(frame.w("committee.other_meetings")),
                body=None,
                facts=(),
                axis=Markup(""),
                seats=(),
                threads=_threads(frame, others),
                waiting=_waiting(frame, others),
                meetings=tuple(_meeting(frame, one) for one in others),
                source=None,
            )
        )
    return CommitteesView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="committees",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.committees.lead"),
        ),
        committees=tuple(cards),
        offered=records_offered(
            frame,
            {
                "committees": index.city.committees,
                "members": index.city.members,
                "meetings": index.city.meetings,
                "opinions": index.city.opinions,
            },
        ),
    )
