"""Lines: items of work as lists show them, read with a number of queries that never grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from hoshin.domain.cycle import STATE_LABELS, ItemState
from hoshin.storage import models as tables
from hoshin.web.desk import Desk

OPEN_STATES = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)
WAITING_STATES = (ItemState.SUBMITTED, ItemState.CHECKED)
DONE_STATES = (ItemState.APPROVED, ItemState.LOCKED)
SOON_DAYS = 7
STALE_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of a list, in words."""

    item_id: int
    version: int
    kind: str
    name: str
    period: str
    section: str
    unit: str
    state: str
    state_word: str
    due: str
    due_class: str
    days_left: str
    plan_count: int
    plans: str
    latest: str
    latest_period: str
    stale: str
    note: str
    note_by: str


def with_names(items: QuerySet[tables.WorkItem]) -> QuerySet[tables.WorkItem]:
    """The items with everything that their names need, in one query."""
    return items.select_related(
        "indicator", "element", "element__plan", "organisation", "ref_area", "round", "draft"
    )


def name_of(desk: Desk, item: tables.WorkItem) -> str:
    """What an item is called: the indicator with its area, or the element of a plan."""
    speech = desk.speech
    if item.indicator is None:
        return speech.name(item.element)
    name = speech.name(item.indicator)
    parts = [] if item.ref_area is None else [speech.name(item.ref_area)]
    if item.breakdown:
        parts.append(speech.label(item.breakdown, item.breakdown_en))
    if not parts:
        return name
    return speech.w("common.with_note", text=name, note=speech.w("common.dot").join(parts))


def state_word(desk: Desk, state: ItemState) -> str:
    """A state in words."""
    return STATE_LABELS[state][0 if desk.speech.is_ja else 1]


class LineReader:
    """Makes lines of items; what the items have in common is read once for all of them."""

    def __init__(
        self, desk: Desk, items: Sequence[tables.WorkItem], *, brief: bool = False
    ) -> None:
        """Read what the lines need; brief ones say no plans, earlier values and notes."""
        self._desk = desk
        self._items = items
        indicators = {one.indicator_id for one in items if one.indicator_id and not brief}
        self._plans = _plans_of(indicators)
        self._latest = _latest_of(indicators)
        returned = [one.pk for one in items if one.state is ItemState.RETURNED and not brief]
        self._notes = {
            one.item_id: one
            for one in tables.Comment.objects.filter(item__in=returned, kind="return")
            .select_related("written_by")
            .order_by("written_at", "id")
        }

    def lines(self) -> tuple[Line, ...]:
        """The lines, in the order of the items."""
        return tuple(self._line(one) for one in self._items)

    def _line(self, item: tables.WorkItem) -> Line:
        desk, w = self._desk, self._desk.w
        latest = self._latest_before(item)
        note = self._notes.get(item.pk)
        plans = self._plans.get(item.indicator_id or "", ())
        names = [desk.speech.label(*one) for one in plans]
        if item.element is not None and item.indicator_id is None:
            names = [desk.speech.name(item.element.plan)]
        return Line(
            item_id=item.pk,
            version=item.version,
            kind=w(f"work.kind.{item.kind}"),
            name=name_of(desk, item),
            period=desk.speech.period(item.time_period),
            section=w("work.nobody")
            if item.organisation is None
            else desk.speech.name(item.organisation),
            unit=desk.speech.unit(item.unit),
            state=item.state.value,
            state_word=state_word(desk, item.state),
            due=desk.day(item.due_on),
            due_class=self._due_class(item),
            days_left=self._days_left(item),
            plan_count=len(names),
            plans=w("common.comma").join(names),
            latest=value_text(desk, latest, item.unit),
            latest_period="" if latest is None else desk.speech.period(latest.time_period),
            stale=self._stale(item),
            note="" if note is None else note.body,
            note_by=""
            if note is None
            else w("work.by", name=note.written_by.name, at=desk.moment(note.written_at)),
        )

    def number_before(self, item: tables.WorkItem) -> Decimal | None:
        """The number before the item's own period; None where it is in words or missing."""
        row = self._latest_before(item)
        return None if row is None else row.obs_value

    def unit_before(self, item: tables.WorkItem) -> str:
        """The unit of that number, as the page writes it."""
        row = self._latest_before(item)
        return "" if row is None else self._desk.speech.unit(row.unit_measure)

    def _latest_before(self, item: tables.WorkItem) -> tables.Observation | None:
        """The latest current value of the item's series before the item's own period."""
        rows = [
            one
            for one in self._latest.get(item.indicator_id or "", ())
            if one.ref_area_id == item.ref_area_id
            and one.breakdown == item.breakdown
            and one.time_period.end < item.time_period.end
        ]
        return max(rows, key=lambda one: (one.time_period.end, one.revision), default=None)

    def _due_class(self, item: tables.WorkItem) -> str:
        if item.state not in OPEN_STATES:
            return ""
        left = (item.due_on - self._desk.today).days
        return "due-late" if left < 0 else "due-soon" if left <= SOON_DAYS else ""

    def _days_left(self, item: tables.WorkItem) -> str:
        if item.state not in OPEN_STATES:
            return ""
        left = (item.due_on - self._desk.today).days
        if left < 0:
            return self._desk.w.count("work.days_late", -left)
        return (
            self._desk.w("work.today") if left == 0 else self._desk.w.count("work.days_left", left)
        )

    def _stale(self, item: tables.WorkItem) -> str:
        if item.state is not ItemState.DRAFT:
            return ""
        days = (self._desk.today - item.changed_at.date()).days
        return self._desk.w.count("work.stale", days) if days >= STALE_DAYS else ""


def _plans_of(indicators: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The names of the plans that use each indicator."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    rows = (
        tables.Target.objects.filter(indicator__in=set(indicators))
        .order_by("plan__position")
        .values_list("indicator_id", "plan__name", "plan__name_en")
    )
    for indicator, name, name_en in rows:
        found[indicator][(name, name_en)] = None
    return {indicator: tuple(names) for indicator, names in found.items()}


def _latest_of(indicators: Iterable[str]) -> dict[str, list[tables.Observation]]:
    """The current values of each indicator."""
    found: dict[str, list[tables.Observation]] = defaultdict(list)
    rows = tables.Observation.objects.filter(indicator__in=set(indicators), is_current=True).only(
        "indicator_id",
        "ref_area_id",
        "breakdown",
        "time_period",
        "obs_value",
        "value_text",
        "value_text_en",
        "unit_measure",
        "revision",
        "missing_reason",
    )
    for row in rows:
        found[row.indicator_id].append(row)
    return found


def value_text(desk: Desk, row: tables.Observation | None, unit: str) -> str:
    """A stored value as people read it; the reason where there is none."""
    if row is None:
        return ""
    if row.missing_reason is not None:
        return desk.w(f"terms.missing.{row.missing_reason.value}")
    if row.obs_value is None:
        return desk.speech.label(row.value_text, row.value_text_en)
    return desk.speech.quantity(row.obs_value, row.unit_measure or unit)
