"""The round as a table: states of an item, verbs that lead from one to another, the calendar.

The screens, the permission table and the page that documents the round are all made from these
tables. A city changes the calendar and the working days before a stage's end; states and verbs are
the same everywhere: what is entered is checked, approved, locked, and corrected only with a reason.
Usage of Japanese local governments; the preset calendar is Kumamoto's printed year.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import FIRST_MONTH_OF_FISCAL_YEAR, Period, PeriodKind
from hoshin.domain.problems import IllFormedError
from hoshin.domain.roles import Role


class RoundState(StrEnum):
    """How far a round has come: work goes on while it is open; frozen is what is published."""

    OPEN = "open"
    FROZEN = "frozen"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """What is due: the year's value of an indicator, or the year's evaluation of an element."""

    OBSERVATION = "observation"
    EVALUATION = "evaluation"


class ItemState(StrEnum):
    """How far an item of a round has come."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    APPROVED = "approved"
    LOCKED = "locked"


STATE_LABELS: dict[ItemState, tuple[str, str]] = {
    ItemState.NOT_STARTED: ("未着手", "not started"),
    ItemState.DRAFT: ("入力中", "draft"),
    ItemState.SUBMITTED: ("提出済み", "submitted"),
    ItemState.RETURNED: ("差し戻し", "returned"),
    ItemState.CHECKED: ("確認済み", "checked"),
    ItemState.APPROVED: ("承認済み", "approved"),
    ItemState.LOCKED: ("確定", "locked"),
}


class ItemVerb(StrEnum):
    """What a person does to an item."""

    SAVE_DRAFT = "save_draft"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    CHECK = "check"
    APPROVE = "approve"
    LOCK = "lock"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: a verb, the states it starts from, the state it leads to, who may.

    ``leads_to`` is None where the state stays as it is.
    ``another_person`` is true where the one who submitted may not do it: what one person enters,
    a second one looks at.
    """

    verb: ItemVerb
    label_ja: str
    label_en: str
    starts: tuple[ItemState, ...]
    leads_to: ItemState | None
    roles: tuple[Role, ...]
    another_person: bool = False


_OPEN = (ItemState.NOT_STARTED, ItemState.DRAFT, ItemState.RETURNED)
_WRITERS = (Role.OFFICER, Role.SECTION_CHIEF, Role.PLANNER)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        ItemVerb.SAVE_DRAFT, "下書きを保存する", "save a draft", _OPEN, ItemState.DRAFT, _WRITERS
    ),
    Transition(ItemVerb.SUBMIT, "提出する", "submit", _OPEN, ItemState.SUBMITTED, _WRITERS),
    Transition(
        ItemVerb.WITHDRAW,
        "提出を取り下げる",
        "withdraw",
        (ItemState.SUBMITTED,),
        ItemState.DRAFT,
        _WRITERS,
    ),
    Transition(
        ItemVerb.RETURN,
        "差し戻す",
        "return",
        (ItemState.SUBMITTED, ItemState.CHECKED),
        ItemState.RETURNED,
        (Role.SECTION_CHIEF, Role.BUREAU_COORDINATOR, Role.PLANNER),
    ),
    Transition(
        ItemVerb.CHECK,
        "確認する",
        "check",
        (ItemState.SUBMITTED,),
        ItemState.CHECKED,
        (Role.SECTION_CHIEF, Role.BUREAU_COORDINATOR, Role.PLANNER),
        another_person=True,
    ),
    Transition(
        ItemVerb.APPROVE,
        "承認する",
        "approve",
        (ItemState.SUBMITTED, ItemState.CHECKED),
        ItemState.APPROVED,
        (Role.SECTION_CHIEF, Role.PLANNER),
        another_person=True,
    ),
    Transition(
        ItemVerb.LOCK, "確定する", "lock", (ItemState.APPROVED,), ItemState.LOCKED, (Role.PLANNER,)
    ),
    Transition(
        ItemVerb.CORRECT,
        "訂正する",
        "correct",
        (ItemState.APPROVED, ItemState.LOCKED),
        None,
        (Role.PLANNER,),
    ),
)
_BY_VERB = {one.verb: one for one in TRANSITIONS}


def transition(verb: ItemVerb) -> Transition:
    """The row of a verb."""
    return _BY_VERB[verb]


def verbs_from(state: ItemState) -> tuple[ItemVerb, ...]:
    """The verbs that can be done to an item in this state, in the order of the table."""
    return tuple(one.verb for one in TRANSITIONS if state in one.starts)


class Step(StrEnum):
    """The levels at which an item has to be ready, each with its own deadline."""

    ENTER = "enter"
    CHECK = "check"
    APPROVE = "approve"
    LOCK = "lock"


# A longer grace would hide that work is not done.
MOST_GRACE_DAYS = 31


def late_before(today: date, grace_days: int) -> date:
    """The day before which something has to have been due for it to be late today."""
    return today - timedelta(days=grace_days)


# With which step the sheet of each author is due; values and sheets of no author with the first.
DUE_WITH: Mapping[AuthorRole, Step] = {
    AuthorRole.SECTION: Step.ENTER,
    AuthorRole.BUREAU: Step.CHECK,
    AuthorRole.PLANNER: Step.APPROVE,
    AuthorRole.COMMITTEE: Step.APPROVE,
    AuthorRole.CITY: Step.LOCK,
}

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.ENTER: ("担当課の入力", "entered by the section"),
    Step.CHECK: ("局の確認", "checked by the bureau"),
    Step.APPROVE: ("承認", "approved"),
    Step.LOCK: ("確定", "locked by the planner"),
}


@dataclass(frozen=True, slots=True)
class StagePattern:
    """One stage of every year: code, names, first and last month.

    Months are calendar months 1-12, counted from the April in which the round's work begins; a last
    month before the first runs over the new year. ``next_year`` marks months of the year after.
    """

    code: str
    name_ja: str
    name_en: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A city's year: its stages, the one in which values are entered, the days of each step.

    ``days_before_end`` says how many working days before the entering stage ends a step is due; the
    lower level is due first. Summaries of several items are due ``summary_days_later``.
    """

    stages: tuple[StagePattern, ...]
    entering: str
    days_before_end: tuple[tuple[Step, int], ...]
    summary_days_later: int = 5

    def __post_init__(self) -> None:
        if self.entering not in {one.code for one in self.stages}:
            raise IllFormedError(
                "calendar-entering",
                f"入力の段階「{self.entering}」が暦にありません。",
                f'The stage of entering, "{self.entering}", is not in the calendar.',
                "段階のコードを確かめてください。",
                "Look at the codes of the stages.",
            )
        days = [self.days_of(step) for step in Step]
        if days != sorted(days, reverse=True):
            raise IllFormedError(
                "calendar-order",
                "締切の順が逆です。下の段階の締切を先にしてください。",
                "The deadlines are in the wrong order: the lower level is due first.",
                "担当課、局、承認、確定の順に日数を小さくしてください。",
                "Let the days become fewer from section to bureau, approval and lock.",
            )

    def days_of(self, step: Step) -> int:
        """The working days before the end of entering at which a step is due."""
        return dict(self.days_before_end)[step]


PRESET_CALENDAR = Calendar(
    stages=(
        StagePattern("scrutiny", "指標の精査", "scrutiny of indicators", 3, 4),
        StagePattern("action_plan", "アクションプランの策定・公表", "action plan", 5, 5),
        StagePattern("evaluation", "行政評価", "evaluation", 7, 8),
        StagePattern("publication", "行政評価の公表", "publication", 9, 9),
        StagePattern("budget", "予算編成", "budget", 10, 2),
    ),
    entering="evaluation",
    days_before_end=((Step.ENTER, 20), (Step.CHECK, 13), (Step.APPROVE, 8), (Step.LOCK, 3)),
)


@dataclass(frozen=True, slots=True)
class DatedStage:
    """A stage with its first and last day in one round."""

    pattern: StagePattern
    starts_on: date
    ends_on: date


def dated_stages(calendar: Calendar, reported: Period) -> tuple[DatedStage, ...]:
    """The stages of the round that reports a fiscal year: the work is done in the year after it.

    Raises IllFormedError when the period is no fiscal year.
    """
    if reported.kind is not PeriodKind.FISCAL_YEAR:
        raise IllFormedError(
            "round-year",
            f"「{reported.label_ja}」は会計年度ではありません。",
            f"{reported.label_en} is no fiscal year.",
            f"FY{reported.year:04d} のように書いてください。",
            f"Write FY{reported.year:04d}.",
        )
    found = []
    at = date(reported.year + 1, 1, 1)
    for one in calendar.stages:
        starts = _month(at.year, one.first_month)
        if starts < at:
            starts = _month(at.year + 1, one.first_month)
        later = one.last_month < one.first_month
        ends = _month_end(starts.year + later, one.last_month)
        found.append(DatedStage(one, starts, ends))
        at = starts
    return tuple(found)


def _month(year: int, month: int) -> date:
    return Period(PeriodKind.MONTH, year, month).start


def _month_end(year: int, month: int) -> date:
    return Period(PeriodKind.MONTH, year, month).end


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which a step is due, for single items and for summaries of several."""

    step: Step
    due_on: date
    summary_due_on: date


def deadlines(
    calendar: Calendar, stages: Sequence[DatedStage], holidays: Collection[date]
) -> tuple[Due, ...]:
    """The day of each step, counted back in working days from the end of the entering stage."""
    end = next(one.ends_on for one in stages if one.pattern.code == calendar.entering)
    last = previous_working_day(end, holidays)
    found = []
    for step in Step:
        day = working_days_before(last, calendar.days_of(step), holidays)
        summary = min(working_days_after(day, calendar.summary_days_later, holidays), last)
        found.append(Due(step, day, summary))
    return tuple(found)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether the city's offices are open: no weekend, no public holiday, not 29 Dec - 3 Jan.

    The days around the new year are those of 地方自治法4条の2.
    """
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and day not in holidays and not new_year


def previous_working_day(day: date, holidays: Collection[date]) -> date:
    """The day itself when it is a working day, else the last one before it."""
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """The working day that lies ``count`` working days before a day."""
    for _ in range(count):
        day = previous_working_day(day - timedelta(days=1), holidays)
    return day


def working_days_after(day: date, count: int, holidays: Collection[date]) -> date:
    """The working day that lies ``count`` working days after a day."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, holidays):
            day += timedelta(days=1)
    return day


def working_days_until(start: date, end: date, holidays: Collection[date]) -> int:
    """How many working days lie after a day, up to another one and that one included."""
    days = (start + timedelta(days=at) for at in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def first_day_of_work(reported: Period) -> date:
    """The first day of the year in which a fiscal year is reported."""
    return date(reported.year + 1, FIRST_MONTH_OF_FISCAL_YEAR, 1)
