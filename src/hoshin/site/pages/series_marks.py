"""The marks of a series: every value of one area and breakdown of an indicator, gathered once.

Chart and table are both made from what is gathered here, so that they cannot differ. Values in a
unit that does not convert, and values in words, become rows of the table without a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from hoshin.charts.drawing import symbol
from hoshin.charts.specification import Mark, MarkKind, year_position
from hoshin.domain.indicators import Indicator, Milestone, Target
from hoshin.domain.periods import Period
from hoshin.domain.units import Unit, read_unit
from hoshin.engine.achievement import NotComputable
from hoshin.engine.exact import as_fraction, ratio_text
from hoshin.engine.series import Origin, Point
from hoshin.site.frame import NOTHING, Frame, Label, Quantity
from hoshin.site.pages.parts import SOFT_STATUS, period_order


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One row of the table: the same value as the mark on the chart with this id and kind."""

    row_id: str
    kind: str
    kind_word: str
    symbol: Markup
    period: str
    value: Quantity | None
    text: Label
    notes: tuple[str, ...]
    exact: str


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """Which series of an indicator: an area (None for the whole city) and a breakdown."""

    ref_area: str | None
    breakdown: str


def series_keys(frame: Frame, indicator: Indicator) -> tuple[SeriesKey, ...]:
    """The series of an indicator, the one of the whole city first."""
    keys = [SeriesKey(None, "")]
    for point in frame.index.series.points(indicator.id):
        keys.append(SeriesKey(point.ref_area, point.breakdown))
    for target in frame.index.targets_of_indicator.get(indicator.id, ()):
        keys.append(SeriesKey(target.ref_area, target.breakdown))
    found = tuple(dict.fromkeys(keys))
    used = tuple(one for one in found if _has_content(frame, indicator, one))
    return used or found[:1]


def _has_content(frame: Frame, indicator: Indicator, key: SeriesKey) -> bool:
    return any(
        SeriesKey(one.ref_area, one.breakdown) == key
        for rows in (
            frame.index.series.points(indicator.id),
            frame.index.targets_of_indicator.get(indicator.id, ()),
        )
        for one in rows
    )


def series_name(frame: Frame, key: SeriesKey, breakdown_en: str = "") -> Label:
    """The name of a series; empty for the whole city without breakdown."""
    area = frame.index.organisations.get(key.ref_area or "")
    names = []
    if area is not None:
        names.append(frame.name(area))
    elif key.ref_area:
        names.append(Label(key.ref_area))
    if key.breakdown:
        names.append(frame.label(key.breakdown, breakdown_en))
    if not names:
        return NOTHING
    lang = next((one.lang for one in names if one.lang), "")
    return Label(frame.w("common.dot").join(one.text for one in names), lang)


class SeriesMarks:
    """The marks and rows of one series, gathered together.

    ``outside`` is true when a value could not be drawn and stands in the table only. ``badges``
    gives the number in a circle of each target whose goal is on the chart.
    """

    def __init__(self, frame: Frame, indicator: Indicator, key: SeriesKey) -> None:
        self.frame = frame
        self.indicator = indicator
        self.key = key
        self.unit = read_unit(indicator.unit)
        self.targets = tuple(
            one
            for one in frame.index.targets_of_indicator.get(indicator.id, ())
            if one.ref_area == key.ref_area and one.breakdown == key.breakdown
        )
        series = frame.index.series
        self.points = tuple(
            one
            for one in series.points(indicator.id)
            if one.ref_area == key.ref_area and one.breakdown == key.breakdown
        )
        self.current = frozenset(
            (one.origin, one.row_id)
            for one in series.current(indicator.id, key.ref_area, key.breakdown, frame.index.as_of)
        )
        self.withheld = frozenset(
            one.id
            for one in self.targets
            if frame.index.judged[one.id].not_computable is NotComputable.WITHHELD
        )
        self.marks: list[Mark] = []
        self._rows: list[tuple[tuple[int, int, int], ValueRow]] = []
        self.outside = False
        self._gather()

    # --- marks and rows, together ---

    def _gather(self) -> None:
        line = self._on_line()
        seen: set[tuple[MarkKind, float, Fraction]] = set()
        for point in self.points:
            is_current = (point.origin, point.row_id) in self.current
            if not is_current and not self._is_superseded(point):
                continue
            kind = MarkKind.BASELINE if point.origin is Origin.BASELINE else MarkKind.ACTUAL
            if not is_current:
                kind = MarkKind.SUPERSEDED
            value = self.value(point)
            if point.origin is Origin.BASELINE and point.row_id in self.withheld:
                value = None
            if value is not None:
                place = (kind, year_position(point.period), value)
                if place in seen:
                    continue
                seen.add(place)
            self._add_point(point, kind, value, (point.origin, point.row_id) in line)
        for target in self.targets:
            for milestone in self.frame.index.milestones_of_target.get(target.id, ()):
                self._add_milestone(target, milestone, seen)
        self._add_goals()

    def value(self, point: Point) -> Fraction | None:
        """The exact value of a point in the indicator's unit, worked out once for all pages."""
        return self.frame.index.value_of(point, self.unit)

    def _is_superseded(self, point: Point) -> bool:
        """A value that a later revision replaced; one not known yet on the day is no such value."""
        day = self.frame.index.as_of
        return (
            point.origin is Origin.OBSERVATION
            and point.period.start <= day
            and (point.known_on is None or point.known_on <= day)
        )

    def _on_line(self) -> frozenset[tuple[Origin, str]]:
        """One value for each time: observations before baselines, later revisions first."""
        best: dict[float, tuple[tuple[bool, int], Point]] = {}
        for point in self.points:
            known = self.value(point) is not None
            if (point.origin, point.row_id) not in self.current or not known:
                continue
            if point.origin is Origin.BASELINE and point.row_id in self.withheld:
                continue
            at = year_position(point.period)
            weight = (point.origin is Origin.OBSERVATION, point.revision)
            if at not in best or weight > best[at][0]:
                best[at] = (weight, point)
        return frozenset((one.origin, one.row_id) for _, one in best.values())

    def _add_point(
        self, point: Point, kind: MarkKind, value: Fraction | None, on_line: bool
    ) -> None:
        frame = self.frame
        period = frame.period(point.period)
        notes = []
        if point.status in SOFT_STATUS:
            notes.append(frame.w(f"terms.status.{point.status.value}"))
        if point.revision > 1:
            notes.append(frame.w("indicator.revision", n=point.revision))
        if kind is MarkKind.SUPERSEDED:
            notes.append(frame.w("indicator.superseded"))
        quantity, text = None, NOTHING
        if point.missing_reason is not None:
            text = Label(frame.w(f"terms.missing.{point.missing_reason.value}"))
        elif point.value is None:
            row = frame.index.observations.get(point.row_id)
            text = frame.label(point.text, row.value_text_en if row else "")
        else:
            quantity = frame.quantity(point.value, point.unit)
            if value is None:
                is_withheld = self.value(point) is not None
                reason = "withheld" if is_withheld else "not_on_chart"
                notes.append(frame.w(f"indicator.{reason}"))
                self.outside = True
        exact = "" if value is None else ratio_text(value)
        self._row(point.row_id, kind, point.period, period, quantity, text, notes, exact)
        if value is None or quantity is None:
            return
        caption = self._caption(kind, period, quantity.text, notes)
        self.marks.append(
            Mark(
                kind=kind,
                at=year_position(point.period),
                value=value,
                label=quantity.value if read_unit(point.unit) == self.unit else quantity.text,
                period=point.period.code,
                caption=caption,
                firm=point.status not in SOFT_STATUS,
                on_line=on_line,
                row_id=point.row_id,
            )
        )

    def _add_milestone(
        self, target: Target, milestone: Milestone, seen: set[tuple[MarkKind, float, Fraction]]
    ) -> None:
        frame = self.frame
        unit = read_unit(target.unit)
        value = in_unit(as_fraction(milestone.value), unit, self.unit)
        place = (MarkKind.MILESTONE, year_position(milestone.period), value or Fraction(0))
        if value is not None and place in seen:
            return
        seen.add(place)
        period = frame.period(milestone.period)
        quantity = frame.quantity(milestone.value, target.unit)
        notes = [frame.w("indicator.not_on_chart")] if value is None else []
        self._row(
            milestone.id,
            MarkKind.MILESTONE,
            milestone.period,
            period,
            quantity,
            NOTHING,
            notes,
            "" if value is None else ratio_text(value),
        )
        if value is not None:
            self.marks.append(
                Mark(
                    kind=MarkKind.MILESTONE,
                    at=year_position(milestone.period),
                    value=value,
                    label=quantity.value,
                    period=milestone.period.code,
                    caption=self._caption(MarkKind.MILESTONE, period, quantity.text, notes),
                    row_id=milestone.id,
                )
            )

    def _add_goals(self) -> None:
        frame = self.frame
        places: dict[tuple[float, Fraction, Fraction | None], list[Target]] = {}
        for target in self.targets:
            if target.goal_value is None:
                continue
            unit = read_unit(target.unit)
            value = in_unit(as_fraction(target.goal_value), unit, self.unit)
            upper = (
                None
                if target.goal_upper is None
                else in_unit(as_fraction(target.goal_upper), unit, self.unit)
            )
            if value is None or target.goal_period is None or target.id in self.withheld:
                self.outside = True
                self._add_goal_outside(target, target.id in self.withheld)
                continue
            at = year_position(target.goal_period)
            places.setdefault((at, value, upper), []).append(target)
        self.badges: dict[str, str] = {}
        for position, ((at, value, upper), targets) in enumerate(places.items()):
            first = targets[0]
            badge = goal_badge(position) if len(places) > 1 else ""
            self.badges.update((one.id, badge) for one in targets)
            assert first.goal_value is not None and first.goal_period is not None
            quantity = frame.quantity(first.goal_value, first.unit)
            if first.goal_upper is not None and upper is not None:
                high = frame.quantity(first.goal_upper, first.unit)
                quantity = Quantity(f"{quantity.value}–{high.value}", quantity.unit)
            period = frame.period(first.goal_period)
            names = [
                frame.name(frame.index.plans[one.plan]).text
                for one in targets
                if one.plan in frame.index.plans
            ]
            notes = list(dict.fromkeys(names))
            if any(one.goal_provisional_year is not None for one in targets):
                year = next(o.goal_provisional_year for o in targets if o.goal_provisional_year)
                notes.append(frame.w("common.provisional_goal", year=year))
            self._row(
                first.id,
                MarkKind.GOAL,
                first.goal_period,
                period,
                quantity,
                NOTHING,
                notes,
                ratio_text(value),
                badge,
            )
            self.marks.append(
                Mark(
                    kind=MarkKind.GOAL,
                    at=at,
                    value=value,
                    upper=upper,
                    label=quantity.value,
                    period=first.goal_period.code,
                    caption=self._caption(MarkKind.GOAL, period, quantity.text, notes),
                    badge=badge,
                    firm=first.goal_provisional_year is None,
                    row_id=first.id,
                )
            )

    def _add_goal_outside(self, target: Target, is_withheld: bool) -> None:
        """A goal that the chart cannot show: in the table only, with the reason."""
        frame = self.frame
        assert target.goal_value is not None
        if is_withheld:
            reason = "indicator.withheld"
        else:
            reason = "indicator.not_on_chart" if target.goal_period else "indicator.no_goal_period"
        self._row(
            target.id,
            MarkKind.GOAL,
            target.goal_period,
            frame.period(target.goal_period),
            frame.quantity(target.goal_value, target.unit),
            NOTHING,
            [frame.w(reason)],
            "",
        )

    def _caption(self, kind: MarkKind, period: str, value: str, notes: Sequence[str]) -> str:
        frame = self.frame
        said = frame.w(
            "indicator.caption",
            kind=frame.w(f"terms.mark.{kind.value}"),
            period=period,
            value=value,
        )
        return frame.w("common.with_note", text=said, note=", ".join(notes)) if notes else said

    def _row(
        self,
        row_id: str,
        kind: MarkKind,
        period: Period | None,
        said: str,
        value: Quantity | None,
        text: Label,
        notes: Sequence[str],
        exact: str,
        badge: str = "",
    ) -> None:
        word = self.frame.w(f"terms.mark.{kind.value}")
        row = ValueRow(
            row_id,
            kind.value,
            f"{word}{badge}",
            Markup(symbol(kind.value)),
            said,
            value,
            text,
            tuple(notes),
            exact,
        )
        order = list(MarkKind).index(kind)
        self._rows.append(((*period_order(period), order), row))

    @property
    def rows(self) -> tuple[ValueRow, ...]:
        """The rows of the table, in time."""
        return tuple(row for _, row in sorted(self._rows, key=lambda one: one[0]))


def goal_badge(position: int) -> str:
    """A number in a circle, ① to ⑳, then plain numbers."""
    return chr(0x2460 + position) if position < 20 else f"({position + 1})"


def in_unit(value: Fraction, own: Unit, wanted: Unit) -> Fraction | None:
    """A value said in another unit; None when the two do not convert."""
    return value * own.factor_to(wanted) if own.converts_to(wanted) else None
