"""Subjects: what a record is about, in a name that a reader knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hoshin.domain.evaluations import Evaluation, Meeting, Member, Opinion
from hoshin.domain.indicators import Milestone, Observation, Target
from hoshin.domain.links import Contribution, SdgMarkCount, Stakeholder
from hoshin.domain.programs import Appropriation, ProgramListing
from hoshin.domain.rows import Row
from hoshin.domain.sources import PublishedFigure
from hoshin.site.frame import NOTHING, Frame, Label


def subject(frame: Frame, row: Row) -> Label:
    """The name of what a record is about: its own, else that of its indicator, program or place.

    A record that names nothing known is called by its id.
    """
    find = _FINDERS.get(type(row), _own_name)
    return find(frame, row) or Label(row.id)


def _own_name(frame: Frame, row: Any) -> Label:
    return frame.name(row) if getattr(row, "name", "") else NOTHING


def _named(frame: Frame, table: str, row_id: str | None) -> Label:
    row = getattr(frame.index, table).get(row_id or "")
    return NOTHING if row is None else frame.name(row)


def _of_target(frame: Frame, target_id: str | None) -> Label:
    target = frame.index.targets.get(target_id or "")
    return NOTHING if target is None else _named(frame, "indicators", target.indicator)


def _of_published(frame: Frame, row: PublishedFigure) -> Label:
    return _of_target(frame, row.target) or _own_name(frame, row)


def _of_listing(frame: Frame, listing_id: str | None) -> Label:
    listing = frame.index.listings.get(listing_id or "")
    return NOTHING if listing is None else _named(frame, "programs", listing.program)


def _of_appropriation(frame: Frame, row: Appropriation) -> Label:
    if row.listing is not None:
        return _of_listing(frame, row.listing)
    names = [name for one in row.candidates if (name := _of_listing(frame, one))]
    lang = next((one.lang for one in names if one.lang), "")
    return Label(frame.w("source.or").join(one.text for one in names), lang)


def _of_evaluation(frame: Frame, row: Evaluation) -> Label:
    about = next((name for one in row.targets if (name := _of_target(frame, one))), NOTHING)
    return about or _named(frame, "elements", row.element)


def _of_stakeholder(frame: Frame, row: Stakeholder) -> Label:
    return _named(frame, "organisations", row.organisation)


def _of_contribution(frame: Frame, row: Contribution) -> Label:
    return frame.label(row.description, row.description_en)


def meeting_name(frame: Frame, meeting: Meeting) -> Label:
    """The name of a meeting, else its number, else what it is."""
    named = frame.name(meeting)
    if named or meeting.number is None:
        return named or Label(frame.w("committee.meeting"))
    return Label(frame.w("committee.meeting_number", n=meeting.number))


_FINDERS: dict[type[Row], Callable[[Frame, Any], Label]] = {
    Target: lambda frame, row: _named(frame, "indicators", row.indicator),
    Observation: lambda frame, row: _named(frame, "indicators", row.indicator),
    Milestone: lambda frame, row: _of_target(frame, row.target),
    PublishedFigure: _of_published,
    ProgramListing: lambda frame, row: _named(frame, "programs", row.program),
    Appropriation: _of_appropriation,
    SdgMarkCount: lambda frame, row: _named(frame, "elements", row.element),
    Contribution: _of_contribution,
    Evaluation: _of_evaluation,
    Stakeholder: _of_stakeholder,
    Meeting: meeting_name,
    Member: lambda frame, row: frame.label(row.affiliation, row.affiliation_en),
    Opinion: lambda frame, row: frame.label(row.opinion, row.opinion_en),
}
