"""The schedule of initiatives as a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hoshin.domain.periods import Period
from hoshin.domain.rounds import Schedule
from hoshin.site import addresses, diagrams
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages.elements import Step, step
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import SourceNote, numbered, source_note


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A step with its bar on the timeline; without a known time it has none.

    ``is_timed`` is false where the document says nothing of when.
    """

    anchor: str
    step: Step
    bar: Markup
    done: Markup
    source: SourceNote

    @property
    def is_timed(self) -> bool:
        step = self.step
        return bool(step.planned or step.actual or step.printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineGroup:
    """The steps of one element or program."""

    owner: Link
    above: Label
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView(Offering):
    """Everything that the schedule page shows."""

    head: Head
    axis: Markup
    groups: tuple[TimelineGroup, ...]
    has_actual: bool
    offered: Offered


def page() -> Page:
    """The schedule page."""
    return Page(addresses.SCHEDULE, "schedule.html", _view)


@dataclass(frozen=True, slots=True)
class _Range:
    first: date
    last: date

    def bar(self, period: Period | None, name: str) -> Markup:
        stretch = None if period is None else (period.start, period.end)
        return Markup(diagrams.span_bar(stretch, self.first, self.last, name))


def _range(rows: tuple[Schedule, ...]) -> _Range | None:
    periods = [one for row in rows for one in (row.planned, row.actual) if one is not None]
    if not periods:
        return None
    first = min(one.start for one in periods)
    last = max(one.end for one in periods)
    return _Range(date(first.year, 1, 1), date(last.year, 12, 31))


def _owner(frame: Frame, row: Schedule) -> tuple[Link, Label]:
    index = frame.index
    element = index.elements.get(row.element or "")
    if element is not None:
        plan = index.plans.get(element.plan)
        return numbered(frame, element), Label("") if plan is None else frame.name(plan)
    program = frame.link("programs", row.program)
    if program is not None:
        return program, Label(frame.w("program.eyebrow"))
    return Link(Label(frame.w("schedule.row_lost")), ""), Label("")


def _groups(frame: Frame, span: _Range | None) -> tuple[TimelineGroup, ...]:
    found: dict[tuple[str | None, str | None], list[Schedule]] = {}
    for row in frame.index.city.schedules:
        found.setdefault((row.element, row.program), []).append(row)
    groups = []
    for rows in found.values():
        owner, above = _owner(frame, rows[0])
        groups.append(
            TimelineGroup(
                owner=owner,
                above=above,
                rows=tuple(
                    TimelineRow(
                        anchor=f"_step.{row.id}",
                        step=step(frame, row),
                        bar=Markup("")
                        if span is None
                        else span.bar(row.planned, row.certainty.value),
                        done=Markup("")
                        if span is None or row.actual is None
                        else span.bar(row.actual, "printed"),
                        source=source_note(frame, row),
                    )
                    for row in sorted(rows, key=lambda one: one.order)
                ),
            )
        )
    return tuple(groups)


def _view(frame: Frame) -> ScheduleView:
    span = _range(frame.index.city.schedules)
    heading = Label(frame.w("pages.schedule.title"))
    return ScheduleView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="schedule",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.schedule.lead"),
        ),
        axis=Markup("" if span is None else diagrams.year_axis(span.first, span.last)),
        groups=_groups(frame, span),
        has_actual=any(one.actual is not None for one in frame.index.city.schedules),
        offered=records_offered(frame, {"schedules": frame.index.city.schedules}),
    )
