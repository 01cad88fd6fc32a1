"""Lines: items of work as lists show them, read with a number of queries that never grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from hoshin.charts.speech import HasName
from hoshin.domain.cycle import ItemState
from hoshin.domain.indicators import MissingReason
from hoshin.domain.periods import Period, read_code
from hoshin.storage import models as tables
from hoshin.web.brief_lines import (
    GRACE,
    NAMED,
    OWN_COLUMNS,
    BriefItem,
    BriefLine,
    Named,
    in_brief,
    named,
    names_of,
)
from hoshin.web.desk import Desk

WAITING_STATES = (ItemState.SUBMITTED, ItemState.CHECKED)
DONE_STATES = (ItemState.APPROVED, ItemState.LOCKED)
STALE_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(BriefLine):
    """One item of a list, in words, with what is known of its figure."""

    unit: str
    plan_count: int
    plans: str
    latest: str
    latest_period: str
    standing: str
    stale: str
    note: str
    note_by: str


def with_names(items: QuerySet[tables.WorkItem]) -> QuerySet[tables.WorkItem]:
    """The items with everything that their names need, in one query."""
    return items.select_related(
        *("indicator", "element", "element__plan", "program", "organisation", "ref_area"),
        *("round", "draft"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(BriefItem):
    """An item with what lists show of it, and no more; ``submitted_by`` is a person's name."""

    unit: str
    changed_at: datetime
    submitted_at: datetime | None
    indicator_id: str | None
    ref_area_id: str | None
    submitted_by: str
    typed: Mapping[str, str]
    plan: Named | None


_COLUMNS = (
    *OWN_COLUMNS,
    *("unit", "changed_at", "submitted_at", "indicator_id", "ref_area_id"),
)
_READ = (
    *_COLUMNS,
    *(GRACE, "submitted_by__name", "draft__content"),
    *names_of((*NAMED, "element__plan")),
)


def listed(items: Any) -> list[Listed]:
    """The items of a query as lists show them, read at once; models would cost several times that.

    ``items`` is a query of items or the page that a paginator cut from one.
    """
    found = []
    for row in items.values_list(*_READ):
        own: dict[str, Any] = dict(zip(_COLUMNS, row, strict=False))
        grace, person, typed, *names = row[len(_COLUMNS) :]
        *belongs_to, plan = named(names)
        own |= zip(NAMED, belongs_to, strict=True)
        found.append(
            Listed(
                **own,
                grace_days=grace,
                submitted_by=person or "",
                typed=typed or {},
                plan=plan,
            )
        )
    return found


def as_listed(item: tables.WorkItem) -> Listed:
    """One item that was read whole, as lists show it."""
    draft = getattr(item, "draft", None)
    return Listed(
        **{name: getattr(item, name) for name in _COLUMNS},
        grace_days=item.round.grace_days,
        submitted_by="" if item.submitted_by is None else item.submitted_by.name,
        typed={} if draft is None else draft.content,
        indicator=_named(item.indicator),
        element=_named(item.element),
        plan=None if item.element is None else _named(item.element.plan),
        program=_named(item.program),
        organisation=_named(item.organisation),
        ref_area=_named(item.ref_area),
    )


def _named(row: HasName | None) -> Named | None:
    return None if row is None else Named(row.name, row.name_en)


class LineReader:
    """Makes lines of items; what the items have in common is read once for all of them."""

    def __init__(self, desk: Desk, items: Sequence[Listed]) -> None:
        """Read what the lines need."""
        self._desk = desk
        self._items = items
        indicators = {one.indicator_id for one in items if one.indicator_id}
        self._plans = _plans_of(indicators) if indicators else {}
        self._latest, self._standing = _latest_of(items)
        returned = [one.pk for one in items if one.state is ItemState.RETURNED]
        self._notes = _notes_of(returned) if returned else {}

    def lines(self) -> tuple[Line, ...]:
        """The lines, in the order of the items."""
        return tuple(self._line(one) for one in self._items)

    def _line(self, item: Listed) -> Line:
        desk, w = self._desk, self._desk.w
        latest = self._latest.get(item.pk)
        note = self._notes.get(item.pk)
        plans = self._plans.get(item.indicator_id or "", ())
        names = [desk.speech.label(*one) for one in plans]
        if item.plan is not None and item.indicator_id is None:
            names = [desk.speech.name(item.plan)]
        return Line(
            **in_brief(desk, item),
            unit=desk.speech.unit(item.unit),
            plan_count=len(names),
            plans=w("common.comma").join(names),
            latest=value_text(desk, latest, item.unit),
            latest_period="" if latest is None else desk.speech.period(latest.time_period),
            standing=value_text(desk, self._standing.get(item.pk), item.unit),
            stale=self._stale(item),
            note="" if note is None else note.body,
            note_by=""
            if note is None
            else w("work.by", name=note.written_by.name, at=desk.moment(note.written_at)),
        )

    def number_before(self, item: Listed) -> Decimal | None:
        """The number before the item's own period; None where it is in words or missing."""
        row = self._latest.get(item.pk)
        return None if row is None else row.obs_value

    def unit_before(self, item: Listed) -> str:
        """The unit of that number, as the page writes it."""
        row = self._latest.get(item.pk)
        return "" if row is None else self._desk.speech.unit(row.unit_measure)

    def standing_number(self, item: Listed) -> Decimal | None:
        """The number that the item's own period has already; None without one."""
        row = self._standing.get(item.pk)
        return None if row is None else row.obs_value

    def _stale(self, item: Listed) -> str:
        if item.state is not ItemState.DRAFT:
            return ""
        days = (self._desk.today - item.changed_at.date()).days
        return self._desk.w.count("work.stale", days) if days >= STALE_DAYS else ""


def _plans_of(indicators: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The names of the plans that use each indicator."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    rows = (
        tables.Target.objects.filter(indicator__in=indicators)
        .order_by("plan__position")
        .values_list("indicator_id", "plan__name", "plan__name_en")
    )
    for indicator, name, name_en in rows:
        found[indicator][(name, name_en)] = None
    return {indicator: tuple(names) for indicator, names in found.items()}


def _notes_of(returned: Iterable[int]) -> dict[int, tables.Comment]:
    """The last note with which each item was returned."""
    notes = tables.Comment.objects.filter(item__in=returned, kind="return")
    ordered = notes.select_related("written_by").order_by("written_at", "id")
    return {one.item_id: one for one in ordered}


class Earlier(NamedTuple):
    """A current value of an indicator, as lists show it."""

    pk: str
    time_period: Period
    obs_value: Decimal | None
    value_text: str
    value_text_en: str
    unit_measure: str
    missing_reason: MissingReason | None


# A series, told apart as the items are: indicator, area, breakdown.
_Series = tuple[str | None, str | None, str]
# The end of a row's period, its revision, its key, its period's code.
_Key = tuple[date, int, str, str]
RECENT_YEARS = 4


def _latest_of(items: Sequence[Listed]) -> tuple[dict[int, Earlier], dict[int, Earlier]]:
    """What each item's series holds: the latest row before the item's period, and one of it.

    Which rows these are is found from the keys alone; only they are read. A row that only says why
    a value is missing does not stand in the period.
    """
    of_indicators = [one for one in items if one.indicator_id]
    if not of_indicators:
        return {}, {}
    first_year = min(one.time_period.end.year for one in of_indicators) - RECENT_YEARS
    latest, standing = _newest_keys(of_indicators, first_year)
    # Whoever has nothing since then may have something older, of any kind of period.
    older = [one for one in of_indicators if _is_before(latest.get(one.pk), first_year)]
    if older:
        latest |= _newest_keys(older, None)[0]
    wanted = {one[2] for one in (*latest.values(), *standing.values())}
    rows = tables.Observation.objects.filter(pk__in=wanted).order_by()
    read = {one.pk: one for one in map(Earlier._make, rows.values_list(*Earlier._fields))}
    of_period = {item: read[key[2]] for item, key in standing.items()}
    return (
        {item: read[key[2]] for item, key in latest.items()},
        {item: row for item, row in of_period.items() if row.missing_reason is None},
    )


def _is_before(key: _Key | None, first_year: int) -> bool:
    return key is None or key[0].year <= first_year


def _newest_keys(
    items: Sequence[Listed], first_year: int | None
) -> tuple[dict[int, _Key], dict[int, _Key]]:
    """The newest key before each item's period, and the one of it; no fiscal year before a first.

    A fiscal year ends in the year after it, so that those left out end in ``first_year`` or before.
    """
    indicators = {one.indicator_id for one in items}
    rows = tables.Observation.objects.filter(indicator__in=indicators, is_current=True).order_by()
    if first_year is not None:
        single = ~Q(time_period__contains="/")
        rows = rows.exclude(single, time_period__gte="FY0", time_period__lt=f"FY{first_year:04}")
    series: dict[_Series, list[_Key]] = defaultdict(list)
    columns = ("indicator_id", "ref_area_id", "breakdown", "code", "revision", "pk")
    keys = rows.annotate(code=Cast("time_period", CharField())).values_list(*columns)
    for indicator, area, breakdown, code, revision, pk in keys:
        series[indicator, area, breakdown].append((_end_of(code), revision, pk, code))
    latest: dict[int, _Key] = {}
    standing: dict[int, _Key] = {}
    for item in items:
        end, own_code = item.time_period.end, item.time_period.code
        own = series.get((item.indicator_id, item.ref_area_id, item.breakdown), ())
        before = [one for one in own if one[0] < end]
        same = [one for one in own if one[3] == own_code]
        if before:
            latest[item.pk] = max(before)
        if same:
            standing[item.pk] = max(same)
    return latest, standing


@lru_cache(maxsize=4_096)
def _end_of(code: str) -> date:
    """The last day of a stored period."""
    return read_code(code).end


def value_text(desk: Desk, row: tables.Observation | Earlier | None, unit: str) -> str:
    """A stored value as people read it; the reason where there is none."""
    if row is None:
        return ""
    if row.missing_reason is not None:
        return desk.w(f"terms.missing.{row.missing_reason.value}")
    if row.obs_value is None:
        return desk.speech.label(row.value_text, row.value_text_en)
    return desk.speech.quantity(row.obs_value, row.unit_measure or unit)
