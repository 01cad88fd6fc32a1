"""Rows: ids that can be part of an address, and records that cannot exist."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.indicators import Comparison, Method, MissingReason, Observation, Target
from hoshin.domain.periods import calendar_year, fiscal_year
from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.domain.problems import IllFormedError
from hoshin.domain.programs import Appropriation
from hoshin.domain.ratings import RatingGrade
from hoshin.domain.rounds import Stage
from hoshin.domain.rows import Row, check_id
from hoshin.domain.sources import Source

IDS = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?", fullmatch=True)


@given(IDS)
def test_ids(identifier: str) -> None:
    assert Row(id=identifier).id == identifier


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        " ",
        "a b",
        "森",
        "Ａ",
        "a/b",
        "../a",
        ".a",
        "-a",
        "_a",
        "a.",
        "a-",
        "a\n",
        "a;b",
        "a" * 121,
    ],
)
def test_what_is_no_id(identifier: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        check_id(identifier)
    assert refused.value.field == "id"
    assert refused.value.sentence.ja and refused.value.hint.ja and refused.value.hint.en


@given(st.text(max_size=10))
def test_an_id_is_accepted_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        check_id(text)
    except IllFormedError:
        return
    assert text.isascii() and not set(text) & set("/\\:;, \n")


def target(**more: Any) -> Target:
    return Target(**{"id": "t", "plan": "p", "indicator": "i", "unit": "件", **more})


def observation(**more: Any) -> Observation:
    period = fiscal_year(2024)
    return Observation(
        **{"id": "o", "indicator": "i", "time_period": period, "unit_measure": "件", **more}
    )


GOAL = Decimal(5)
IMPOSSIBLE = [
    (lambda: target(), "target-without-goal"),
    (lambda: target(goal_value=GOAL, comparison=Comparison.RANGE), "target-range"),
    (
        lambda: target(goal_value=GOAL, goal_upper=Decimal(4), comparison=Comparison.RANGE),
        "target-range",
    ),
    (lambda: target(goal_value=GOAL, method=Method.PRORATED), "target-prorated-method"),
    (lambda: target(goal_value=GOAL, prorated_method=Method.PROGRESS), "target-prorated-method"),
    (
        lambda: target(goal_value=GOAL, method=Method.PRORATED, prorated_method=Method.QUALITATIVE),
        "target-prorated-method",
    ),
    (lambda: observation(), "observation-value-or-reason"),
    (
        lambda: observation(obs_value=Decimal(0), missing_reason=MissingReason.ENDED),
        "observation-value-or-reason",
    ),
    (
        lambda: observation(value_text="上昇", missing_reason=MissingReason.ENDED),
        "observation-value-or-reason",
    ),
    (lambda: observation(obs_value=Decimal(1), revision=0), "observation-revision"),
    (
        lambda: Organisation(
            id="o",
            name="課",
            kind=OrganisationKind.SECTION,
            valid_from=date(2024, 4, 1),
            valid_to=date(2024, 3, 31),
        ),
        "dates-reversed",
    ),
    (
        lambda: Appropriation(id="a", fiscal_year=calendar_year(2024), amount_yen=1),
        "appropriation-fiscal-year",
    ),
    (
        lambda: Stage(id="s", cycle="c", order=1, name="公表", first_month=0, last_month=3),
        "stage-month",
    ),
    (
        lambda: RatingGrade(
            id="r", scheme="s", rank=1, grade="A", minimum=Decimal(80), maximum=Decimal(70)
        ),
        "rating-bounds",
    ),
    (lambda: Source(id="s", title="文書", sha256="ABC"), "sha256-form"),
]


@pytest.mark.parametrize(("build", "code"), IMPOSSIBLE, ids=[code for _, code in IMPOSSIBLE])
def test_records_that_cannot_exist(build: Any, code: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        build()
    assert refused.value.code == code
    assert refused.value.field
    assert refused.value.hint.ja and refused.value.hint.en


def test_zero_is_a_value() -> None:
    assert observation(obs_value=Decimal(0)).obs_value == 0


def test_goals_in_words_need_no_number() -> None:
    for comparison in (Comparison.TEXT, Comparison.DIRECTION_ONLY):
        assert target(comparison=comparison, goal_text="上昇").goal_value is None


def test_a_row_cannot_be_changed() -> None:
    row = observation(obs_value=Decimal(1))
    with pytest.raises(AttributeError):
        row.obs_value = Decimal(2)  # type: ignore[misc]
