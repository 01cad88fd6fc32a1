"""State in words: a figure below zero is small, and a later value that was not used is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Direction, Indicator, Method, Milestone, Observation, Target
from hoshin.domain.periods import calendar_year, fiscal_year
from hoshin.domain.plans import Plan
from hoshin.engine.series import Series, latest_for, passed_over
from hoshin.site.build import build_site

AS_OF = date(2025, 6, 1)


def city(baseline: int, actual: int, goal: int, direction: Direction) -> City:
    """One indicator with one target and one value."""
    return City(
        name="港市",
        name_en="Harbour",
        as_of=AS_OF,
        plans=(Plan(id="p", name="計画", name_en="Plan"),),
        indicators=(Indicator(id="i", name="利用者", unit="人", direction=direction),),
        targets=(
            Target(
                id="t",
                plan="p",
                indicator="i",
                unit="人",
                baseline_value=Decimal(baseline),
                baseline_period=fiscal_year(2020),
                goal_value=Decimal(goal),
                goal_period=fiscal_year(2026),
                method=Method.PROGRESS,
            ),
        ),
        observations=(value("o", actual),),
    )


def value(row_id: str, number: int, year: int = 2023, target: str | None = None) -> Observation:
    return Observation(
        id=row_id,
        indicator="i",
        target=target,
        time_period=fiscal_year(year),
        obs_value=Decimal(number),
        unit_measure="人",
    )


def card(shown: City, folder: Path, language: str = "") -> str:
    build_site(shown, AS_OF, (), folder / "site", {})
    page = (folder / "site" / language / "indicators" / "i" / "index.html").read_text("utf-8")
    found = re.search(r'<div class="card-figure">(.*?)</div>', page, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "large", "small"),
    [
        ("", "逆方向に動いた", "計算式では −50％"),
        ("en", "Moved the other way", "by the formula −50%"),
    ],
)
def test_the_other_way_is_said_in_words(
    language: str, large: str, small: str, tmp_path: Path
) -> None:
    said = card(city(100, 50, 200, Direction.INCREASE), tmp_path, language)
    assert f'figure-words figure-away">{large}<span class="figure-method">{small}<' in said


def test_a_goal_on_the_wrong_side_does_not_show_its_sign_large(tmp_path: Path) -> None:
    """Less is wanted, the goal lies above the baseline: the formula looks the wrong way."""
    said = card(city(100, 50, 200, Direction.DECREASE), tmp_path)
    assert 'figure-words figure-reached">目標の水準に達した<' in said and "−50％" in said


def test_a_figure_above_zero_stays_large(tmp_path: Path) -> None:
    said = card(city(100, 150, 200, Direction.INCREASE), tmp_path)
    assert '<span class="figure figure-toward">50％</span>' in said


def with_milestone() -> City:
    """A yearly goal with its value in the same sheet, and a later value printed elsewhere."""
    shown = city(100, 150, 200, Direction.INCREASE)
    (target,) = shown.targets
    later = Observation(
        id="later",
        indicator="i",
        target="other",
        time_period=calendar_year(2024),
        obs_value=Decimal(180),
        unit_measure="人",
    )
    return replace(
        shown,
        targets=(replace(target, method=Method.MILESTONE),),
        milestones=(Milestone(id="m", target="t", value=Decimal(160), period=fiscal_year(2023)),),
        observations=(value("o", 150, target="t"), later),
    )


def test_a_later_value_that_is_not_used_is_found() -> None:
    shown = with_milestone()
    (target,) = shown.targets
    points = Series(shown).current("i", as_of=AS_OF)
    used, later = latest_for(target, points), passed_over(target, points)
    assert used is not None and used.row_id == "o"
    assert later is not None and later.row_id == "later"


def test_where_the_latest_value_counts_none_is_passed_over() -> None:
    shown = city(100, 150, 200, Direction.INCREASE)
    assert passed_over(shown.targets[0], Series(shown).current("i", as_of=AS_OF)) is None


def test_the_card_says_why_the_later_value_is_not_used(tmp_path: Path) -> None:
    build_site(with_milestone(), AS_OF, (), tmp_path / "site", {})
    page = (tmp_path / "site/indicators/i/index.html").read_text("utf-8")
    assert "2024年の値180人も文書に載っていますが" in page
    assert "年の種類も違います（判定に使った値は2023年度）。" in page
    english = (tmp_path / "site/en/indicators/i/index.html").read_text("utf-8")
    assert "does not stand beside the yearly goals" in english
