"""The round as a table: its dates in working days, its states and verbs."""

from datetime import date

import pytest

from hoshin.domain.cycle import (
    PRESET_CALENDAR,
    TRANSITIONS,
    Calendar,
    ItemState,
    ItemVerb,
    Step,
    dated_stages,
    deadlines,
    is_working_day,
    verbs_from,
    working_days_after,
    working_days_before,
)
from hoshin.domain.periods import calendar_year, fiscal_year
from hoshin.domain.problems import IllFormedError

OBON = date(2025, 8, 11)


def test_the_year_runs_from_scrutiny_to_budget() -> None:
    stages = dated_stages(PRESET_CALENDAR, fiscal_year(2024))
    assert [(one.pattern.code, one.starts_on, one.ends_on) for one in stages] == [
        ("scrutiny", date(2025, 3, 1), date(2025, 4, 30)),
        ("action_plan", date(2025, 5, 1), date(2025, 5, 31)),
        ("evaluation", date(2025, 7, 1), date(2025, 8, 31)),
        ("publication", date(2025, 9, 1), date(2025, 9, 30)),
        ("budget", date(2025, 10, 1), date(2026, 2, 28)),
    ]


def test_the_lower_level_is_due_first() -> None:
    stages = dated_stages(PRESET_CALENDAR, fiscal_year(2024))
    found = deadlines(PRESET_CALENDAR, stages, {OBON})
    days = [one.due_on for one in found]
    assert [one.step for one in found] == list(Step)
    assert days == sorted(days)
    # 31 August 2025 is a Sunday, so counting begins on Friday 29.
    assert days == [date(2025, 7, 31), date(2025, 8, 12), date(2025, 8, 19), date(2025, 8, 26)]
    assert all(is_working_day(day, {OBON}) for day in days)
    assert all(one.due_on < one.summary_due_on for one in found)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2025, 8, 11), False),
        (date(2025, 8, 12), True),
        (date(2025, 8, 16), False),
        (date(2025, 12, 26), True),
        (date(2025, 12, 29), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 5), True),
    ],
)
def test_days_on_which_the_offices_are_open(day: date, open_: bool) -> None:
    assert is_working_day(day, {OBON}) is open_


def test_counting_over_the_new_year_and_back() -> None:
    assert working_days_after(date(2025, 12, 26), 1, ()) == date(2026, 1, 5)
    assert working_days_before(date(2026, 1, 5), 1, ()) == date(2025, 12, 26)


def test_a_round_reports_a_fiscal_year() -> None:
    with pytest.raises(IllFormedError):
        dated_stages(PRESET_CALENDAR, calendar_year(2024))


def test_a_calendar_whose_upper_level_is_due_first_is_refused() -> None:
    with pytest.raises(IllFormedError):
        Calendar(
            PRESET_CALENDAR.stages,
            "evaluation",
            ((Step.ENTER, 3), (Step.CHECK, 8), (Step.APPROVE, 13), (Step.LOCK, 20)),
        )
    with pytest.raises(IllFormedError):
        Calendar(PRESET_CALENDAR.stages, "elsewhere", PRESET_CALENDAR.days_before_end)


def test_every_state_is_reached_and_left() -> None:
    reached = {one.leads_to for one in TRANSITIONS} | {ItemState.NOT_STARTED}
    assert reached - {None} == set(ItemState)
    for state in ItemState:
        assert verbs_from(state), state
    assert verbs_from(ItemState.LOCKED) == (ItemVerb.CORRECT,)
