"""Progress of a round: how many items stand how, and how many are late, by bureau or plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from markupsafe import Markup

from hoshin.domain.cycle import ItemState
from hoshin.domain.plans import OrganisationKind
from hoshin.site.diagrams import Segment, stacked_bar
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES
from hoshin.web.desk import Desk

# What a reader tells apart at a glance, in the order of the work.
STEPS: tuple[tuple[str, tuple[ItemState, ...]], ...] = (
    ("done", (ItemState.APPROVED, ItemState.LOCKED)),
    ("submitted", (ItemState.SUBMITTED, ItemState.CHECKED)),
    ("returned", (ItemState.RETURNED,)),
    ("draft", (ItemState.DRAFT,)),
    ("open", (ItemState.NOT_STARTED,)),
)
VIEWS = ("bureau", "section", "plan")


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many items stand so."""

    name: str
    word: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the items of something have come."""

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
    organisations = _organisations()
    if view == "plan":
        found = _by_plan(desk, items, late_day, on_time)
    else:
        found = _by_organisation(desk, organisations, rows, to_bureau=view == "bureau")
    parts = [_progress(desk, name, tally) for name, tally in found.items()]
    parts.sort(key=lambda one: (-one.late, one.number("done") - one.total, one.name))
    return RoundProgress(
        whole=_progress(desk, desk.w("board.all"), whole),
        parts=tuple(parts),
        offices=organisations,
        owing={row["organisation_id"] for row in rows},
    )


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


class Office(NamedTuple):
    """An organisation as the board names it."""

    pk: str
    name: str
    name_en: str
    kind: OrganisationKind
    parent_id: str | None


def _organisations() -> dict[str, Office]:
    rows = tables.Organisation.objects.order_by("position", "pk").values_list(*Office._fields)
    return {one.pk: one for one in map(Office._make, rows)}


def _by_organisation(
    desk: Desk,
    organisations: Mapping[str, Office],
    rows: Iterable[dict[str, Any]],
    *,
    to_bureau: bool,
) -> Mapping[str, _Tally]:
    found: dict[str, _Tally] = defaultdict(_Tally)
    for row in rows:
        at = organisations.get(str(row["organisation_id"]))
        if to_bureau:
            at = _bureau_of(organisations, at)
        name = desk.w("work.nobody") if at is None else desk.speech.name(at)
        found[name].add(row)
    return found


def _bureau_of(organisations: Mapping[str, Office], at: Office | None) -> Office | None:
    """The bureau that a section belongs to; the highest body below the city where there is none."""
    below_city = at
    seen: set[str] = set()
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        if at.kind is OrganisationKind.BUREAU:
            return at
        if at.kind is not OrganisationKind.CITY:
            below_city = at
        at = organisations.get(at.parent_id or "")
    return below_city


def _by_plan(
    desk: Desk, items: QuerySet[tables.WorkItem], late_day: date, on_time: Q
) -> Mapping[str, _Tally]:
    """The items by plan; a figure that several plans use counts for each of them."""
    names = {
        plan: desk.speech.label(ja, en)
        for plan, ja, en in tables.Plan.objects.order_by().values_list("pk", "name", "name_en")
    }
    used, own = "indicator__targets__plan_id", "element__plan_id"
    found: dict[str, _Tally] = defaultdict(_Tally)
    for row in _counted(items, (used, own), late_day, on_time, distinct=True):
        found[names.get(row[used] or row[own]) or desk.w("board.no_plan")].add(row)
    return found


def _progress(desk: Desk, name: str, tally: _Tally) -> Progress:
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
        name=name,
        total=total,
        late=tally.late,
        handed_in=tally.handed_in,
        on_time=tally.on_time,
        counts=counts,
        bar=Markup(stacked_bar(segments, said, 24) if total else ""),
        share=desk.w("board.share", done=counts[0].number, total=total),
    )
