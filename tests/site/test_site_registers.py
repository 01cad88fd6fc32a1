"""The public pages of registers: revised targets, states of pledges, errors that were mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.sources import NOTICED, KnownError
from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from tests.site.site_sample import AS_OF, BuiltSite


def test_a_revised_target_says_what_changed_and_the_figure_without_it(
    harbour_site: BuiltSite,
) -> None:
    page = harbour_site.text("indicators/checkups/index.html")
    card = page.split('id="plan-2022.checkups"')[1].split("</article>")[0]
    for said in (
        "目標の改定（2025年4月15日決定）",
        "48.0",
        "45.0",
        "受診率の数え方を改めた",
        "企画担当",
    ):
        assert said in card, said
    # On the day of this site 41.1 % is known: (41.1 - 38.2) / (48.0 - 38.2) is about 30 %.
    assert "<b>30％</b> （いまの目標では43％）" in card
    english = harbour_site.text("en/indicators/checkups/index.html")
    assert "The share is counted anew" in english and "Target revised, 15 April 2025" in english
    assert "目標の改定" not in harbour_site.text("indicators/visitors/index.html")


def test_a_pledge_says_how_far_it_has_come(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("registers/index.html")
    assert "<b>一部達成</b>" in page and "島区に待機が残る" in page
    assert "<b>partly achieved</b>" in harbour_site.text("en/registers/index.html")


@pytest.fixture(scope="module")
def with_errors(harbour: Path, build: Callable[..., BuiltSite]) -> BuiltSite:
    city = read_folder(harbour).city
    assert city is not None
    errors = (
        KnownError(
            id="standing",
            problem=NOTICED,
            row="plan-2022.ambulance",
            printed="8.0",
            corrected="8.5",
            explanation="一段ずれている。",
            recorded_on=date(2025, 6, 1),
        ),
        KnownError(
            id="mended",
            problem=NOTICED,
            row="plan-2022.checkups",
            printed="54.0",
            explanation="桁が逆。",
            recorded_on=date(2025, 6, 1),
            mended_on=date(2025, 7, 1),
            mending="正誤表が出た。",
            mending_en="Corrected.",
        ),
    )
    city = replace(city, known_errors=errors)
    return build(city, check(city, AS_OF))


def test_errors_stand_until_they_are_mended_and_then_say_how(with_errors: BuiltSite) -> None:
    page = with_errors.text("problems/index.html")
    standing, mended = page.split('id="_mended"')
    assert "文書の「8.0」は誤りです。正しくは「8.5」です。" in standing
    assert "一段ずれている。" in standing and "54.0" not in standing
    assert "桁が逆。" in mended and "2025年7月1日に直しました。 正誤表が出た。" in mended
    assert 'id="_known.mended"' in mended and 'id="_known.standing"' in standing
    assert "Mended 1 July 2025. Corrected." in with_errors.text("en/problems/index.html")
