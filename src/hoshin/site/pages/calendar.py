"""The calendar: the round that plans go through every year, as a ring and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.domain.rounds import Certainty, Cycle, Stage
from hoshin.site import addresses, diagrams
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, records_offered
from hoshin.site.pages.parts import SourceNote, source_note
from hoshin.site.year_ring import Arc, year_ring


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """A step of the year: its number in the ring, its months in words and as a bar."""

    anchor: str
    number: str
    name: Label
    months: str
    printed: Label
    bar: Markup
    certainty: str
    certainty_word: str
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleView:
    """The round of one plan; ``year`` is empty for the pattern that every year follows."""

    anchor: str
    name: Label
    plan: Link | None
    year: str
    ring: Markup
    rows: tuple[StageRow, ...]
    has_inferred: bool
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView(Offering):
    """Everything that the calendar shows."""

    head: Head
    cycles: tuple[CycleView, ...]
    months: tuple[str, ...]
    offered: Offered


def page() -> Page:
    """The calendar page."""
    return Page(addresses.CALENDAR, "calendar.html", _view)


def _months(frame: Frame) -> tuple[str, ...]:
    """The names of the months from April to March, short enough to stand side by side."""
    return tuple(frame.w(f"calendar.month.{1 + (3 + n) % 12}") for n in range(12))


def _row(frame: Frame, stage: Stage, number: int) -> StageRow:
    first, last = frame.w.month(stage.first_month), frame.w.month(stage.last_month)
    months = first if first == last else frame.w("common.from_to", first=first, last=last)
    printed = frame.printed(stage.months_printed)
    certainty = stage.certainty.value
    return StageRow(
        anchor=f"_stages.{stage.id}",
        number=str(number),
        name=frame.name(stage),
        months=months,
        printed=NOTHING if printed.text == months else printed,
        bar=Markup(diagrams.month_bar(stage.first_month, stage.last_month, certainty)),
        certainty=certainty,
        certainty_word=frame.w(f"terms.certainty.{certainty}"),
        source=source_note(frame, stage),
    )


def _cycle(frame: Frame, cycle: Cycle) -> CycleView:
    stages = sorted(frame.index.stages_of_cycle.get(cycle.id, ()), key=lambda one: one.order)
    rows = tuple(_row(frame, one, number) for number, one in enumerate(stages, start=1))
    arcs = [
        Arc(
            stage.first_month,
            stage.last_month,
            row.certainty,
            row.number,
            frame.w("calendar.step", name=row.name.text, months=row.months),
        )
        for stage, row in zip(stages, rows, strict=True)
    ]
    description = frame.w("calendar.ring", name=frame.name(cycle).text)
    return CycleView(
        anchor=f"_cycles.{cycle.id}",
        name=frame.name(cycle),
        plan=frame.link("plans", cycle.plan),
        year="" if cycle.period is None else frame.period(cycle.period),
        ring=Markup(year_ring(arcs, _months(frame), description) if arcs else ""),
        rows=rows,
        has_inferred=any(one.certainty is not Certainty.PRINTED for one in stages),
        source=source_note(frame, cycle),
    )


def _view(frame: Frame) -> CalendarView:
    heading = Label(frame.w("pages.calendar.title"))
    return CalendarView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="calendar",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.calendar.lead"),
        ),
        cycles=tuple(_cycle(frame, one) for one in frame.index.city.cycles),
        months=_months(frame),
        offered=records_offered(
            frame, {"cycles": frame.index.city.cycles, "stages": frame.index.city.stages}
        ),
    )
