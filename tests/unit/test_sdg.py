"""Sustainable Development Goals: 17 goals with their names, 169 targets by code."""

import pytest

from hoshin.domain.links import SdgLink
from hoshin.domain.problems import IllFormedError
from hoshin.domain.sdg import GOALS, TARGET_CODES, goal, goal_of_target, read_target

# Targets of each goal in the list of the United Nations (A/RES/70/1).
COUNTS = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)


def test_seventeen_goals_each_with_its_names() -> None:
    assert [one.number for one in GOALS] == list(range(1, 18))
    assert all(one.name_ja and one.name_en for one in GOALS)
    assert len({one.name_ja for one in GOALS}) == len({one.name_en for one in GOALS}) == 17
    assert len({one.colour for one in GOALS}) == 17


@pytest.mark.parametrize(
    ("number", "ja", "en"),
    [
        (1, "貧困をなくそう", "No Poverty"),
        (6, "安全な水とトイレを世界中に", "Clean Water and Sanitation"),
        (11, "住み続けられるまちづくりを", "Sustainable Cities and Communities"),
        (13, "気候変動に具体的な対策を", "Climate Action"),
        (17, "パートナーシップで目標を達成しよう", "Partnerships for the Goals"),
    ],
)
def test_names(number: int, ja: str, en: str) -> None:
    assert (goal(number).name_ja, goal(number).name_en) == (ja, en)


def test_169_targets() -> None:
    assert len(TARGET_CODES) == len(set(TARGET_CODES)) == 169
    counts = [0] * 17
    for code in TARGET_CODES:
        counts[goal_of_target(code) - 1] += 1
    assert tuple(counts) == COUNTS


@pytest.mark.parametrize(
    "code", ["1.1", "1.5", "1.b", "3.9", "3.d", "8.10", "12.c", "14.7", "16.10", "17.1", "17.19"]
)
def test_codes_that_are(code: str) -> None:
    assert code in TARGET_CODES
    assert read_target(code) == code


@pytest.mark.parametrize(
    "code", ["0.1", "1.6", "1.c", "3.10", "3.e", "12.9", "17.a", "17.20", "18.1", "1.0", "1", ""]
)
def test_codes_that_are_not(code: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        read_target(code)
    assert refused.value.code == "sdg-unknown-target"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("T3.d", "3.d"),
        ("6.ｂ", "6.b"),
        ("６．４", "6.4"),
        ("ターゲット 7.2", "7.2"),
        ("14.A", "14.a"),
    ],
)
def test_codes_as_printed(printed: str, code: str) -> None:
    assert read_target(printed) == code


@pytest.mark.parametrize("number", [0, 18, -1])
def test_goals_that_are_not(number: int) -> None:
    with pytest.raises(IllFormedError):
        goal(number)


def test_a_link_holds_the_plain_code_of_its_own_goal() -> None:
    assert SdgLink(id="a", element="e", goal=6, sdg_target="6.4").sdg_target == "6.4"
    for goal_number, target in ((7, "6.4"), (6, "T6.4"), (6, "6.99"), (18, "")):
        with pytest.raises(IllFormedError):
            SdgLink(id="a", element="e", goal=goal_number, sdg_target=target)


@pytest.mark.parametrize("subjects", [{}, {"element": "e", "program": "p"}])
def test_a_link_belongs_to_exactly_one_thing(subjects: dict[str, str]) -> None:
    with pytest.raises(IllFormedError) as refused:
        SdgLink(id="a", goal=6, **subjects)
    assert refused.value.code == "sdg-link-subject"
