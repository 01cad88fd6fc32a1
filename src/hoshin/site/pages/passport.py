"""The passport of an indicator: every printed value with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.charts.gathering import period_order
from hoshin.domain.indicators import Indicator, Observation, Target
from hoshin.engine.series import Origin, Point
from hoshin.site.frame import NOTHING, Frame, Label, Link, Quantity
from hoshin.site.pages import parts
from hoshin.site.pages.parts import SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportRow:
    """One printed value with everything that is known of it."""

    anchor: str
    kind: str
    period: str
    period_printed: Label
    column: Label
    value: Quantity | None
    text: Label
    printed: Label
    status: str
    revision: int
    known_on: str
    series: Label
    target: Link | None
    source: SourceNote
    note: Label


def passport(frame: Frame, indicator: Indicator) -> tuple[PassportRow, ...]:
    """Every printed value of an indicator, in time: baselines, actuals, milestones, goals."""
    rows = [
        (_point_order(one), _of_point(frame, one))
        for one in frame.index.series.points(indicator.id)
    ]
    for target in frame.index.targets_of_indicator.get(indicator.id, ()):
        for milestone in frame.index.milestones_of_target.get(target.id, ()):
            rows.append(
                (
                    (*period_order(milestone.period), 2),
                    PassportRow(
                        anchor=f"_milestone.{milestone.id}",
                        kind=frame.w("terms.mark.milestone"),
                        period=frame.period(milestone.period),
                        period_printed=frame.printed(milestone.period_printed),
                        column=frame.printed(milestone.reporting_column),
                        value=frame.quantity(milestone.value, target.unit),
                        text=NOTHING,
                        printed=frame.japanese(milestone.value_printed),
                        status="",
                        revision=1,
                        known_on="",
                        series=NOTHING,
                        target=listing_link(frame, target),
                        source=parts.source_note(frame, milestone),
                        note=frame.note(milestone.note),
                    ),
                )
            )
        rows.append(((*period_order(target.goal_period), 3), _of_goal(frame, target)))
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))


def _point_order(point: Point) -> tuple[int, int, int]:
    return (*period_order(point.period), 0 if point.origin is Origin.BASELINE else 1)


def _of_point(frame: Frame, point: Point) -> PassportRow:
    index = frame.index
    observation = index.observations.get(point.row_id)
    target = index.targets.get(point.target or "")
    is_baseline = point.origin is Origin.BASELINE
    text = NOTHING
    if point.missing_reason is not None:
        text = Label(frame.w(f"terms.missing.{point.missing_reason.value}"))
    elif point.value is None:
        text = frame.label(point.text, observation.value_text_en if observation else "")
    printed = period_printed = ""
    row: object = target
    if is_baseline and target is not None:
        printed, period_printed = target.baseline_printed, target.baseline_period_printed
    elif observation is not None:
        printed, period_printed = observation.value_printed, observation.period_printed
        row = observation
    area = index.organisations.get(point.ref_area or "")
    return PassportRow(
        anchor=f"_baseline.{point.row_id}" if is_baseline else f"_value.{point.row_id}",
        kind=frame.w(f"terms.mark.{'baseline' if is_baseline else 'actual'}"),
        period=frame.period(point.period),
        period_printed=frame.printed(period_printed),
        column=frame.printed(point.reporting_column),
        value=None if point.value is None else frame.quantity(point.value, point.unit),
        text=text,
        printed=frame.japanese(printed),
        status=""
        if is_baseline or point.status.value == "as_printed"
        else frame.w(f"terms.status.{point.status.value}"),
        revision=point.revision,
        known_on="" if point.known_on is None else point.known_on.isoformat(),
        series=frame.name(area)
        if area is not None
        else frame.label(point.breakdown, observation.breakdown_en if observation else ""),
        target=None if target is None else listing_link(frame, target),
        source=parts.source_note(frame, row),
        note=NOTHING if is_baseline or observation is None else _said(frame, observation),
    )


def _said(frame: Frame, observation: Observation) -> Label:
    """What the city says of a value, in the page's language where it is written in both."""
    if observation.note_en:
        return frame.label(observation.note, observation.note_en)
    return frame.note(observation.note)


def _of_goal(frame: Frame, target: Target) -> PassportRow:
    quantity, words = parts.goal_value(frame, target)
    return PassportRow(
        anchor=f"_goal.{target.id}",
        kind=frame.w("terms.mark.goal"),
        period=frame.period(target.goal_period),
        period_printed=frame.printed(target.goal_period_printed),
        column=frame.printed(target.goal_column),
        value=quantity,
        text=words,
        printed=frame.japanese(target.goal_printed),
        status="",
        revision=1,
        known_on="",
        series=NOTHING,
        target=listing_link(frame, target),
        source=parts.source_note(frame, target),
        note=NOTHING,
    )


def listing_link(frame: Frame, target: Target) -> Link:
    """A listing of a target by its plan and number, linked to its figure."""
    plan = frame.index.plans.get(target.plan)
    name = NOTHING if plan is None else frame.name(plan)
    text = f"{name.text} {parts.target_number(frame, target).text}".strip() or target.id
    return Link(Label(text, name.lang), frame.href_of("targets", target.id))
