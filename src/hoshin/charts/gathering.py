"""Gathering: every value of one area and breakdown of an indicator, once, as marks and as rows.

Chart and table are both made from what is gathered here, so that they cannot differ. Values in a
unit that does not convert, and values in words, become rows of the table without a mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.specification import Mark, MarkKind, year_position
from hoshin.charts.speech import Speech
from hoshin.domain.indicators import (
    Indicator,
    Milestone,
    MissingReason,
    ObservationStatus,
    Target,
)
from hoshin.domain.periods import Period
from hoshin.domain.units import Unit, read_unit
from hoshin.engine.exact import as_fraction
from hoshin.engine.series import Origin, Point

SOFT_STATUS = (ObservationStatus.PROVISIONAL, ObservationStatus.ESTIMATED)


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """Which series of an indicator: an area (None for the whole city) and a breakdown."""

    ref_area: str | None
    breakdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValue:
    """One row of the table: the same value as the mark of the chart with this id and kind.

    ``value`` (to ``upper``, for a range) is a number as printed; where there is none, ``words``
    holds the printed words in Japanese and English, or ``missing`` the reason. ``exact`` is the
    value in the indicator's unit, None for a value that the chart does not show.
    """

    row_id: str
    kind: MarkKind
    period: Period | None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str
    words: tuple[str, str] = ("", "")
    missing: MissingReason | None = None
    notes: tuple[str, ...] = ()
    exact: Fraction | None = None
    badge: str = ""


def series_keys(city: JudgedCity, indicator: Indicator) -> tuple[SeriesKey, ...]:
    """The series of an indicator that hold anything, the one of the whole city first."""
    rows: tuple[Point | Target, ...] = (
        *city.series.points(indicator.id),
        *city.targets_of_indicator.get(indicator.id, ()),
    )
    whole = SeriesKey(None, "")
    found = dict.fromkeys(SeriesKey(one.ref_area, one.breakdown) for one in rows)
    return tuple(sorted(found, key=lambda one: one != whole)) or (whole,)


class GatheredSeries:
    """The marks and rows of one series, gathered together, in one language.

    ``outside`` is true when a value could not be drawn and stands in the table only. ``badges``
    gives the number in a circle of each target whose goal is on the chart.
    """

    def __init__(
        self, city: JudgedCity, speech: Speech, indicator: Indicator, key: SeriesKey
    ) -> None:
        self.city = city
        self.speech = speech
        self.indicator = indicator
        self.key = key
        self.unit = read_unit(indicator.unit)
        self.targets = tuple(
            one
            for one in city.targets_of_indicator.get(indicator.id, ())
            if one.ref_area == key.ref_area and one.breakdown == key.breakdown
        )
        self.points = tuple(
            one
            for one in city.series.points(indicator.id)
            if one.ref_area == key.ref_area and one.breakdown == key.breakdown
        )
        series = (indicator.id, key.ref_area, key.breakdown)
        self.current = _keys(city.known_points(*series))
        self._replaced = _keys(city.replaced_points(*series))
        self.withheld = frozenset(one.id for one in self.targets if city.is_withheld(one))
        self.marks: list[Mark] = []
        self.badges: dict[str, str] = {}
        self.outside = False
        self._rows: list[SeriesValue] = []
        self._seen: set[tuple[MarkKind, float, Fraction]] = set()
        self._gather()

    @property
    def rows(self) -> tuple[SeriesValue, ...]:
        """The rows of the table, in time."""
        kinds = list(MarkKind)
        return tuple(
            sorted(self._rows, key=lambda one: (*period_order(one.period), kinds.index(one.kind)))
        )

    def value(self, point: Point) -> Fraction | None:
        """The exact value of a point in the indicator's unit."""
        return self.city.value_of(point, self.unit)

    # --- which values ---

    def _gather(self) -> None:
        line = self._on_line()
        for point in self.points:
            is_current = (point.origin, point.row_id) in self.current
            if not is_current and (point.origin, point.row_id) not in self._replaced:
                continue
            kind = MarkKind.BASELINE if point.origin is Origin.BASELINE else MarkKind.ACTUAL
            if not is_current:
                kind = MarkKind.SUPERSEDED
            value = self.value(point)
            if point.origin is Origin.BASELINE and point.row_id in self.withheld:
                value = None
            if value is None or self._is_new(kind, point.period, value):
                self._add_point(point, kind, value, (point.origin, point.row_id) in line)
        for target in self.targets:
            for milestone in self.city.milestones_of_target.get(target.id, ()):
                self._add_milestone(target, milestone)
        self._add_goals()

    def _is_new(self, kind: MarkKind, period: Period, value: Fraction) -> bool:
        """Whether no equal mark stands there yet; from now on one does."""
        place = (kind, year_position(period), value)
        is_new = place not in self._seen
        self._seen.add(place)
        return is_new

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

    # --- one value as a row and a mark ---

    def _add_point(
        self, point: Point, kind: MarkKind, value: Fraction | None, on_line: bool
    ) -> None:
        w = self.speech.w
        is_firm = point.status not in SOFT_STATUS
        notes = [] if is_firm else [w(f"terms.status.{point.status.value}")]
        if point.revision > 1:
            notes.append(w("series.revision", n=point.revision))
        if kind is MarkKind.SUPERSEDED:
            notes.append(w("series.superseded"))
        if point.value is not None and value is None:
            is_withheld = self.value(point) is not None
            notes.append(w(f"series.{'withheld' if is_withheld else 'not_on_chart'}"))
            self.outside = True
        self._rows.append(
            SeriesValue(
                row_id=point.row_id,
                kind=kind,
                period=point.period,
                value=point.value,
                unit=point.unit,
                words=(point.text, point.text_en),
                missing=point.missing_reason,
                notes=tuple(notes),
                exact=value,
            )
        )
        if value is None or point.value is None:
            return
        said = self.speech.quantity(point.value, point.unit)
        is_own_unit = read_unit(point.unit) == self.unit
        self.marks.append(
            Mark(
                kind=kind,
                at=year_position(point.period),
                value=value,
                label=self.speech.number(point.value) if is_own_unit else said,
                period=point.period.code,
                caption=self._caption(kind, point.period, said, notes),
                firm=is_firm,
                on_line=on_line,
                row_id=point.row_id,
            )
        )

    def _add_milestone(self, target: Target, milestone: Milestone) -> None:
        kind = MarkKind.MILESTONE
        value = in_unit(as_fraction(milestone.value), read_unit(target.unit), self.unit)
        if value is not None and not self._is_new(kind, milestone.period, value):
            return
        notes = [] if value is not None else [self.speech.w("series.not_on_chart")]
        self._rows.append(
            SeriesValue(
                row_id=milestone.id,
                kind=kind,
                period=milestone.period,
                value=milestone.value,
                unit=target.unit,
                notes=tuple(notes),
                exact=value,
            )
        )
        if value is None:
            return
        said = self.speech.quantity(milestone.value, target.unit)
        self.marks.append(
            Mark(
                kind=kind,
                at=year_position(milestone.period),
                value=value,
                label=self.speech.number(milestone.value),
                period=milestone.period.code,
                caption=self._caption(kind, milestone.period, said, notes),
                row_id=milestone.id,
            )
        )

    def _add_goals(self) -> None:
        """Equal goals of several plans become one mark; those that differ are numbered."""
        places: dict[tuple[float, Fraction, Fraction | None], list[Target]] = {}
        for target in self.targets:
            if target.goal_value is None:
                continue
            unit = read_unit(target.unit)
            value = in_unit(as_fraction(target.goal_value), unit, self.unit)
            if value is None or target.goal_period is None or target.id in self.withheld:
                self._add_goal_outside(target)
                continue
            upper = (
                None
                if target.goal_upper is None
                else in_unit(as_fraction(target.goal_upper), unit, self.unit)
            )
            at = year_position(target.goal_period)
            places.setdefault((at, value, upper), []).append(target)
        for position, ((_, value, upper), targets) in enumerate(places.items()):
            badge = goal_badge(position) if len(places) > 1 else ""
            self.badges.update((one.id, badge) for one in targets)
            self._add_goal(targets, value, upper, badge)

    def _add_goal(
        self, targets: Sequence[Target], value: Fraction, upper: Fraction | None, badge: str
    ) -> None:
        first, speech = targets[0], self.speech
        assert first.goal_value is not None and first.goal_period is not None
        notes = self._goal_notes(targets)
        printed_upper = None if upper is None else first.goal_upper
        said = speech.quantity(first.goal_value, first.unit, printed_upper)
        self._rows.append(
            SeriesValue(
                row_id=first.id,
                kind=MarkKind.GOAL,
                period=first.goal_period,
                value=first.goal_value,
                upper=printed_upper,
                unit=first.unit,
                notes=tuple(notes),
                exact=value,
                badge=badge,
            )
        )
        self.marks.append(
            Mark(
                kind=MarkKind.GOAL,
                at=year_position(first.goal_period),
                value=value,
                upper=upper,
                label=speech.number(first.goal_value, printed_upper),
                period=first.goal_period.code,
                caption=self._caption(MarkKind.GOAL, first.goal_period, said, notes),
                badge=badge,
                firm=first.goal_provisional_year is None,
                row_id=first.id,
            )
        )

    def _goal_notes(self, targets: Sequence[Target]) -> list[str]:
        """The plans that want this goal, and whether it is printed for the time being only."""
        plans = [self.city.plans.get(one.plan) for one in targets]
        notes = list(dict.fromkeys(self.speech.name(one) for one in plans if one is not None))
        years = [one.goal_provisional_year for one in targets if one.goal_provisional_year]
        if years:
            notes.append(self.speech.w("common.provisional_goal", year=years[0]))
        return notes

    def _add_goal_outside(self, target: Target) -> None:
        """A goal that the chart cannot show: in the table only, with the reason."""
        self.outside = True
        if target.id in self.withheld:
            reason = "withheld"
        else:
            reason = "not_on_chart" if target.goal_period else "no_goal_period"
        self._rows.append(
            SeriesValue(
                row_id=target.id,
                kind=MarkKind.GOAL,
                period=target.goal_period,
                value=target.goal_value,
                unit=target.unit,
                notes=(self.speech.w(f"series.{reason}"),),
            )
        )

    def _caption(self, kind: MarkKind, period: Period, value: str, notes: Sequence[str]) -> str:
        w = self.speech.w
        said = w(
            "series.caption",
            kind=w(f"terms.mark.{kind.value}"),
            period=self.speech.period(period),
            value=value,
        )
        return w("common.with_note", text=said, note=", ".join(notes)) if notes else said


def _keys(points: Iterable[Point]) -> frozenset[tuple[Origin, str]]:
    """What points are known by."""
    return frozenset((one.origin, one.row_id) for one in points)


def period_order(period: Period | None) -> tuple[int, int]:
    """Sorts periods by their last day, then by their first; those not printed come last."""
    if period is None:
        return (10**8, 10**8)
    return (period.end.toordinal(), period.start.toordinal())


def goal_badge(position: int) -> str:
    """A number in a circle, ① to ⑳, then plain numbers."""
    return chr(0x2460 + position) if position < 20 else f"({position + 1})"


def in_unit(value: Fraction, own: Unit, wanted: Unit) -> Fraction | None:
    """A value said in another unit; None when the two do not convert."""
    return value * own.factor_to(wanted) if own.converts_to(wanted) else None
