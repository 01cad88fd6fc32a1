"""Progress of a round: how many items stand how, and how many are late, by bureau or plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from markupsafe import Markup

from hoshin.domain.cycle import ItemState
from hoshin.site.diagrams import Segment, stacked_bar
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES
from hoshin.web.desk import Desk
from hoshin.web.offices import Office, all_offices, bureau_of, office_names
from hoshin.web.round_parts import plan_names

# What a reader tells apart at a glance, in the order of the work.
STEPS: tuple[tuple[str, tuple[ItemState, ...]], ...] = (
    ("done", (ItemState.APPROVED, ItemState.LOCKED)),
    ("submitted", (ItemState.SUBMITTED, ItemState.CHECKED)),
    ("returned", (ItemState.RETURNED,)),
    ("draft", (ItemState.DRAFT,)),
    ("open", (ItemState.NOT_STARTED,)),
)


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many items stand so."""

    name: str
    word: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the items of something have come; ``part`` is the id of the office or plan."""

    part: str
    name: str
    total: int
    late: int
    handed_in: int
    on_time: int
    counts: tuple[StepCount, ...]
    bar: Markup
    share: str

    def number(self, step: str) -> int:
        """How many items stand at a step."""
        return next(one.number for one in self.counts if one.name == step)


class _Tally:
    def __init__(self) -> None:
        self.states: Counter[ItemState] = Counter()
        self.late = 0
        self.handed_in = 0
        self.on_time = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a counted group, whose items all stand in one state."""
        self.states[row["state"]] += row["number"]
        self.late += row["overdue"] if row["state"] in OPEN_STATES else 0
        self.handed_in += row.get("handed_in", 0)
        self.on_time += row.get("on_time", 0)


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """All items together, and by bureau, section or plan; what has most left to do comes first.

    ``offices`` are the city's offices by their ids, in order; ``owing`` are the ids of those that
    owe something, and None among them says that something is owed by nobody.
    """

    whole: Progress
    parts: tuple[Progress, ...]
    offices: Mapping[str, Office]
    owing: Collection[str | None]


def of_round(
    desk: Desk,
    items: QuerySet[tables.WorkItem],
    view: str,
    due_days: Iterable[date],
    late_day: date,
) -> RoundProgress:
    """How far the items of a round have come, in one of the views.

    ``due_days`` are the days on which most items are due, as its deadlines say; what was due
    before ``late_day`` and is still open is late.
    """
    on_time = _on_time(frozenset(due_days))
    # Of all items together it is not said which were handed in on time; of the parts it is.
    asked = None if view == "plan" else on_time
    rows = list(_counted(items, ("organisation_id",), late_day, asked))
    whole = _Tally()
    for row in rows:
        whole.add(row)
    offices = all_offices()
    if view == "plan":
        found = _by_plan(items, late_day, on_time)
        names = plan_names(desk) | {"": desk.w("board.no_plan")}
    else:
        found = _by_office(offices, rows, to_bureau=view == "bureau")
        names = office_names(desk, offices, found.keys() & offices.keys())
        names[""] = desk.w("work.nobody")
    parts = [_progress(desk, part, names[part], tally) for part, tally in found.items()]
    parts.sort(key=lambda one: (-one.late, one.number("done") - one.total, one.name))
    return RoundProgress(
        whole=_progress(desk, "", desk.w("board.all"), whole),
        parts=tuple(parts),
        offices=offices,
        owing={row["organisation_id"] for row in rows},
    )


def of_items(desk: Desk, items: QuerySet[tables.WorkItem], late_day: date) -> Progress:
    """How far some items have come together, without what was handed in on time."""
    tally = _Tally()
    for row in _counted(items, (), late_day, None):
        tally.add(row)
    return _progress(desk, "", desk.w("board.all"), tally)


def _on_time(due_days: Collection[date]) -> Q:
    """Whether an item was handed in on its day or before.

    SQLite asks Python for the day of a moment, row by row; for days that are known the moments
    themselves are compared.
    """
    before = Q(pk__in=())
    for day in sorted(due_days):
        its_end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        before |= Q(due_on=day, submitted_at__lt=its_end)
    another = ~Q(due_on__in=due_days) & Q(submitted_at__date__lte=F("due_on"))
    return Q(submitted_at__isnull=False) & (before | another)


def _counted(
    items: QuerySet[tables.WorkItem],
    groups: Iterable[str],
    late_day: date,
    on_time: Q | None,
    *,
    distinct: bool = False,
) -> Iterable[dict[str, Any]]:
    """How many items stand how; what was handed in, and that on time, only where it is asked.

    With ``distinct`` an item that a group joins several times counts once in it, which takes the
    database longer.
    """
    wanted: dict[str, Q | None] = {"number": None, "overdue": Q(due_on__lt=late_day)}
    if on_time is not None:
        wanted |= {"handed_in": Q(submitted_at__isnull=False), "on_time": on_time}
    counts = {name: Count("pk", filter=one, distinct=distinct) for name, one in wanted.items()}
    return items.order_by().values(*groups, "state").annotate(**counts)


def _by_office(
    offices: Mapping[str, Office], rows: Iterable[dict[str, Any]], *, to_bureau: bool
) -> Mapping[str, _Tally]:
    found: dict[str, _Tally] = defaultdict(_Tally)
    for row in rows:
        at = offices.get(str(row["organisation_id"]))
        if to_bureau:
            at = bureau_of(offices, at)
        found["" if at is None else at.pk].add(row)
    return found


def _by_plan(items: QuerySet[tables.WorkItem], late_day: date, on_time: Q) -> Mapping[str, _Tally]:
    """The items by plan; a figure that several plans use counts for each of them."""
    used, own = "indicator__targets__plan_id", "plan_id"
    found: dict[str, _Tally] = defaultdict(_Tally)
    for row in _counted(items, (used, own), late_day, on_time, distinct=True):
        found[row[used] or row[own] or ""].add(row)
    return found


def _progress(desk: Desk, part: str, name: str, tally: _Tally) -> Progress:
    counts = tuple(
        StepCount(step, desk.w(f"board.step.{step}"), sum(tally.states[one] for one in states))
        for step, states in STEPS
    )
    total = sum(one.number for one in counts)
    segments = [
        Segment(
            f"round-{one.name}",
            one.number,
            desk.w("common.sign_count", word=one.word, n=one.number),
        )
        for one in counts
        if one.number
    ]
    said = desk.w("common.comma").join(one.label for one in segments)
    return Progress(
        part=part,
        name=name,
        total=total,
        late=tally.late,
        handed_in=tally.handed_in,
        on_time=tally.on_time,
        counts=counts,
        bar=Markup(stacked_bar(segments, said, 24) if total else ""),
        share=desk.w("board.share", done=counts[0].number, total=total),
    )
